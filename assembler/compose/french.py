"""French grammar of the assembled text: articles, elision, dates, numbers. Pure functions.

Sources: Lexique des règles typographiques en usage à l’Imprimerie nationale (dates, spaces, capitals);
Dictionnaire de l’Académie française (elision, gender, numerals in the traditional spelling); INSEE, Code
officiel géographique, « type de nom en clair » (the article that opens a commune's name, and elision).
Every function that takes a name gives its apostrophes back typographic (’), however they were typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from assembler.model.numbers import NBSP, group_thousands
from assembler.model.scalars import MONTHS

_ARTICLE = re.compile(r"(?:les?|la)\s+(?=\S)|l’(?=\S)", re.IGNORECASE)

# Vowels elide (INSEE: in every commune). Y does unless a vowel follows (Académie, « Y »): d’Yvetot, de Yutz.
# H is a matter of usage, which no spelling decides: He, Hi, Hu and Hy elide (d’Hénin-Beaumont, d’Hinges,
# d’Hulluch, d’Hyères), Ha, Ho and Hœ do not (de Harnes, de Houdain, de Hœrdt). Exceptions are many (de Hem,
# d’Hazebrouck) and INSEE elides more than some towns do (Harnes): the input’s `elision` settles them.
# The numbers 8 and 11 never elide.
_ELIDED = re.compile(r"(?!(?:huit(?:ieme)?|onze|onzieme|oui)s?\b)(?:[aeiouœæ]|y(?![aeiouœ])|h[eiuy])")

# First words of the feminine denominations; syndicat, département, pays, pôle, centre… are masculine.
_FEMININE = re.compile(
    r"(?:agence|agglomération|association|caisse|collectivité|commune|communauté|entente|eurométropole|fédération"
    r"|intercommunalité|mairie|métropole|mission|province|régie|région|société|union|ville)\b"
)

_DEFINITE = {"le": "le ", "la": "la ", "les": "les ", "l’": "l’", "aucun": ""}

_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def with_de(text: str, elision: bool | None = None) -> str:
    """De Harnes, d’Arras, du Havre, des Landes, de La Réunion, de la commune de Harnes.

    An initial article decides by itself. Without one `elision` decides, and None leaves it to the rule.
    """
    article, noun = _split(text)
    if not article:
        article = "d’" if (_elides(noun) if elision is None else elision) else "de "
        return article + noun if noun else ""
    return {"le": "du ", "les": "des "}.get(_key(article), f"de {article}") + noun


def with_a(text: str) -> str:
    """À Harnes, au Havre, aux Mureaux, à La Réunion, à l’Aisne."""
    article, noun = _split(text)
    return {"le": "au ", "les": "aux "}.get(_key(article), f"à {article}") + noun if noun else ""


def definite(name: str, article: str) -> str:
    """A name after its article, as the input gives it: `le`, `la`, `l'`, `les` or `aucun`."""
    return _DEFINITE[_tidy(article)] + _tidy(name)


def designation(denomination: str, name: str, elision: bool | None = None) -> str:
    """A local body in full: la commune de Harnes, la ville du Havre, le syndicat intercommunal de Lens.

    A denomination typed with its article keeps it, which settles a gender that this module would miss.
    """
    article, noun = _split(denomination)
    if not noun:
        return _tidy(name)
    if not article:
        article = "l’" if _elides(noun) else "la" if is_feminine(noun) else "le"
    return f"{definite(noun, _key(article))} {with_de(name, elision)}".rstrip()


def is_feminine(denomination: str) -> bool:
    """By the denomination's own article, else by its first word; an unknown word is masculine."""
    article, noun = _split(denomination)
    if (key := _key(article)) in ("le", "la"):
        return key == "la"
    return _FEMININE.match(unicodedata.normalize("NFC", noun).lower()) is not None


def date_parts(d: date) -> tuple[str, str, str]:
    """("1", "er", " janvier 2023"): day, ordinal to be raised (the first only), month and year.

    The spaces are non-breaking: a day is not parted from its month.
    """
    return str(d.day), "er" if d.day == 1 else "", f"{NBSP}{MONTHS[d.month - 1]}{NBSP}{d.year}"


def date_words(d: date) -> str:
    """`date_parts` in one text, where nothing can be raised."""
    return "".join(date_parts(d))


def number_words(n: int, feminine: bool = False) -> str:
    """From 0 to 99 in words (vingt et un, quatre-vingts, quatre-vingt-un), in digits beyond."""
    if not 0 <= n <= 99:
        return group_thousands(n)
    ten = 0 if n < 20 else n - n % (10 if n < 60 else 20)
    unit = _UNITS[n - ten]
    if not ten:
        words = unit
    elif n == ten:
        words = "quatre-vingts" if n == 80 else _TENS[n]
    else:
        words = _TENS[ten] + (" et " if unit in ("un", "onze") and ten != 80 else "-") + unit
    return f"{words}e" if feminine and unit == "un" else words


def plural(count: float, one: str, many: str) -> str:
    """The plural begins at two: 0 enfant, 1,5 million, 2 enfants."""
    return one if abs(count) < 2 else many


def enumeration(words: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def capitalize_first(text: str) -> str:
    """The first letter as a capital, which keeps its accent (É, Œ); the rest as it stands."""
    return text[:1].upper() + text[1:]


def _tidy(text: str) -> str:
    return text.strip().replace("'", "’")


def _split(text: str) -> tuple[str, str]:
    """The initial article as typed, with its space (empty when there is none), and what follows."""
    text = _tidy(text)
    end = match.end() if (match := _ARTICLE.match(text)) else 0
    return text[:end], text[end:]


def _key(article: str) -> str:
    return article.strip().lower()


def _elides(text: str) -> bool:
    letters = unicodedata.normalize("NFD", text.casefold())
    return _ELIDED.match("".join(c for c in letters if not unicodedata.combining(c))) is not None
