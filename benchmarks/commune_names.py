"""Names of communes built from parts, as those of the official code are: 52 000 of them, each once."""

from __future__ import annotations

import re
import unicodedata

_HEADS = (
    "Saint-Aubin", "Neuville", "Villers", "Beaumont", "Hesdin", "Mont-Saint-Rémy", "Sainte-Marie", "Auchy",
    "Bois-Robert",
    "Fontaine", "Grandcourt", "Hauteville", "Isbergues", "Longpré", "Marquise", "Noyelles", "Ostreville", "Pont-Rémy",
    "Rosières", "Saint-Éloi", "Tourneville", "Ury", "Vaucelles", "Wailly", "Ypreville", "Aubigny", "Béthencourt",
    "Chaumont", "Dampierre", "Écoivres", "Ferrières", "Gonnehem", "Harcourt", "Inchy", "Jumelles", "Labourse",
    "Le Mesnil", "La Chapelle", "Les Ormes", "L’Étoile",
)  # fmt: skip
_WATERS = (
    "Lys", "Aa", "Canche", "Authie", "Scarpe", "Deûle", "Sambre", "Oise", "Orne", "Eure", "Loire", "Creuse", "Vienne",
    "Saône", "Seille", "Meuse", "Aisne", "Marne", "Yonne", "Allier", "Isère", "Durance", "Garonne", "Adour", "Mer",
    "Somme",
)  # fmt: skip
_PLACES = (
    "Lens", "Béthune", "Amiens", "Rouen", "Étaples", "Hucqueliers", "Orville", "Bapaume", "Corbie", "Doullens",
    "Arques",
    "Avesnes", "Le-Vert", "Montreuil", "Péronne", "Roye", "Ham", "Noyon", "Clermont", "Gisors", "Vernon", "Évreux",
    "Alençon", "Argentan", "Laval",
)  # fmt: skip
_LINKS = ("sur", "lès", "en-Val-de", "au-Bois-de", "le-Comte-sur")
_TAILS = tuple(f"{link}-{end}" for link in _LINKS for end in (*_WATERS, *_PLACES))
NAMES = len(_HEADS) * len(_TAILS) * 5
_STRIDE = 7_919
"""Without a common divisor with `NAMES`: neighbours in rank are unlike each other."""
_QUARTERS = ("", "le-Haut", "le-Bas", "l’Abbaye", "les-Moulins")


def name_of(rank: int) -> str:
    """« Le Mesnil-sur-Lys »; the same rank is the same name, and no other rank is."""
    if not 0 <= rank < NAMES:
        raise SystemExit(f"at most {NAMES} communes")
    at = rank * _STRIDE % NAMES
    at, head = divmod(at, len(_HEADS))
    quarter, tail = divmod(at, len(_TAILS))
    return "-".join(filter(None, (_HEADS[head], _QUARTERS[quarter], _TAILS[tail])))


def slug(name: str) -> str:
    """« le-mesnil-sur-lys »."""
    letters = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe"))
    return re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode().lower()).strip("-")
