"""What may go wrong in a convention: missing values, broken references."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from spoiling import Mutation, Path, Spot, at, dotted, inserted, leaves, path_of, put, texts, without

from assembler.model.document import FICHE_CELLS

# --- completeness ----------------------------------------------------------------------

_REQUIRED = [
    "caf.sdsf.generation",
    "caf.sdsf.debut",
    "caf.sdsf.fin",
    "caf.sdsf.signataires",
    "caf.sdsf.ambition",
    "caf.sdsf.axes",
    "caf.sdsf.chapitres",
    "caf.sdsf",
    "caf.cog",
    "territoire.ads",
    "territoire.ads.nom",
    "territoire.ads.responsable",
    "territoire.ads.charges_accompagnement",
    "territoire.ads.travailleurs_sociaux",
    "intervention",
    "intervention.competences",
    "enjeux",
    "enjeux.themes",
    "gouvernance",
    "gouvernance.instances",
    "signature",
    "signature.lieu",
    "signature.date",
    "signature.signataires",
    "deliberation",
    "deliberation.numero",
    "deliberation.date",
    "deliberation.transmission",
    "deliberation.texte",
    "diagnostic",
    "diagnostic.donnees",
    "diagnostic.reference",
    "equipements",
    "equipements.liste",
    "fiches",
]
_REQUIRED_OF_EACH = {
    "enjeux.themes": ("titre", "orientations"),
    "enjeux.themes.*.orientations": ("titre", "objectifs"),
    "enjeux.themes.*.orientations.*.objectifs": ("fiche",),
    "gouvernance.instances": ("nom", "composition", "missions", "reunions"),
    "signature.signataires": ("organisme", "qualite", "nom"),
    "diagnostic.sections": ("titre",),
    "diagnostic.contexte": ("titre",),
    "equipements.liste": ("type", "nom", "adresse", "gestionnaire"),
    "equipements.offre": ("titre",),
    "fiches": ("id", "titre"),
}
_HOLLOW_ONES = ("diagnostic.contexte.1.rubriques.0.texte", "equipements.offre.0.texte")
_HOLLOW = (None, "", "\u00a0", "…", "-")


def emptied_cells(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """Each cell of each fiche: its line removed, then nothing or a blank text in its place."""
    for rank in range(len(data["fiches"])):
        for cell in FICHE_CELLS:
            path = ("fiches", rank, cell)
            yield Mutation("cellules", f"{dotted(path)} retirée", without(data, path), (Spot(path),))
            value = chance.choice(_HOLLOW)
            yield Mutation("cellules", f"{dotted(path)} = {value!r}", put(data, path, value), (Spot(path),))


def missing_values(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for path in [*map(path_of, (*_REQUIRED, *_HOLLOW_ONES)), *_each_required(data)]:
        spots = (Spot(path), *_where_else(data, path))
        yield Mutation("valeurs", f"{dotted(path)} retiré", without(data, path), spots)
        if isinstance(at(data, path), str) and chance.random() < 0.4:
            yield Mutation("valeurs", f"{dotted(path)} vidé", put(data, path, None), spots)
        elif isinstance(at(data, path), list):
            yield Mutation("valeurs", f"{dotted(path)} = liste vide", put(data, path, []), (*spots, Spot(path[:-1])))


def _where_else(data: Any, path: Path) -> list[Spot]:
    """What cites the fiches that are gone is a right place too."""
    if path[0] != "fiches" or path[-1] not in ("fiches", "id"):
        return []
    gone = data["fiches"] if len(path) == 1 else [data["fiches"][path[1]]]
    return [spot for fiche in gone for spot in _citing(data, fiche["id"])]


def _each_required(data: Any) -> Iterator[Path]:
    for pattern, keys in _REQUIRED_OF_EACH.items():
        for parent in _matching(data, pattern.split(".")):
            for rank in range(len(at(data, parent))):
                yield from ((*parent, rank, key) for key in keys)


def _matching(data: Any, pattern: list[str], path: Path = ()) -> Iterator[Path]:
    if not pattern:
        yield path
    elif pattern[0] == "*":
        for rank in range(len(at(data, path))):
            yield from _matching(data, pattern[1:], (*path, rank))
    else:
        yield from _matching(data, pattern[1:], (*path, pattern[0]))


# --- references ------------------------------------------------------------------------

_BROKEN_REFERENCES = (
    "(voir annexe 9)",
    "(cf. annexe)",
    "(voir l’annexe 7)",
    "(annexe n° 12)",
    "(fiche action n° 14)",
    "(voir la fiche 9)",
    "(cf. article 31)",
    "(voir annexe …)",
    "(annexes 2 et 9)",
    "(fiches 3 à 12)",
    "(fiche-action n° 11)",
    "(art. 45)",
    "(cf. annexe XX)",
    "(voir page XX)",
)


def broken_references(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for path, text in leaves(data):
        if path[-1] == "fiche":
            spots = (Spot(path), Spot(("fiches", _rank_of(data, text))))
            yield Mutation("références", f"{dotted(path)} inconnue", put(data, path, "absente"), spots)
            shorter = without(data, path[:-1])
            yield Mutation("références", f"{dotted(path)} retirée", shorter, (*spots, Spot(path[:-2])))
        if path[0] == "fiches" and path[-1] == "id":
            spots = (*_citing(data, text), Spot(path))
            yield Mutation("références", f"{dotted(path)} changé", put(data, path, "autre"), spots)
        if path[-2:-1] == ("tableaux",):
            yield Mutation("références", f"{dotted(path)} inconnu", put(data, path, "T99"), (Spot(path),))
        for number in re.finditer(r"(?<=annexe )\d", text):
            broken = text[: number.start()] + "8" + text[number.end() :]
            spots = (Spot(path, number.start()), Spot(("annexes",)))
            yield Mutation("références", f"{dotted(path)} : annexe 8", put(data, path, broken), spots)
    for rank, kind in enumerate(data["annexes"]):
        citing = [Spot(path, text.index("annexe")) for path, text in texts(data) if "annexe" in text]
        path = ("annexes", rank)
        yield Mutation("références", f"annexe {kind} retirée", without(data, path), (Spot(("annexes",)), *citing))
    for key in ("donnees", "reference"):
        path = ("diagnostic", key)
        yield Mutation("références", f"{dotted(path)} absent", put(data, path, "harnes/absent.csv"), (Spot(path),))
    yield from inserted("références", data, chance, _BROKEN_REFERENCES, 56)


def _rank_of(data: Any, identifier: str) -> int:
    return next(rank for rank, fiche in enumerate(data["fiches"]) if fiche["id"] == identifier)


def _citing(data: Any, identifier: str) -> list[Spot]:
    return [Spot(path) for path, text in leaves(data) if path[-1] == "fiche" and text == identifier]
