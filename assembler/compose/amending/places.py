"""The places of a text, as amending sentences name them: « le deuxième alinéa de l’article 5 »."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.compose.french import enumeration, number_words, with_de
from assembler.model.amendment import PartRef, RowSpot, Spot, Where
from assembler.model.numbers import NBSP

_KINDS = {"article": "l’article", "annexe": "l’annexe", "fiche": "la fiche action n°"}
_TITLED = {"article": "Article", "annexe": "Annexe", "fiche": "Fiche action n°"}
_STEMS = {"cinq": "cinqu", "neuf": "neuv", "vingts": "vingt", "e": ""}
"""How number words end, and what is left of it before « ième »."""
_FIGURES = {"tableau": "tableau", "graphique": "graphique"}


def ordinal(n: int, feminine: bool = False) -> str:
    """Premier, deuxième, vingt et unième; in digits from 100 on (100e)."""
    if n == 1:
        return "première" if feminine else "premier"
    if n > 99:
        return f"{n}e"
    words = number_words(n)
    for ending, stem in _STEMS.items():
        if words.endswith(ending):
            return f"{words.removesuffix(ending)}{stem}ième"
    return f"{words}ième"


def quoted(words: str) -> str:
    return f"«{NBSP}{words.strip()}{NBSP}»"


def part_title(ref: PartRef) -> str:
    """As a heading: « Article 12 – La fin de la convention »."""
    if ref.kind not in _TITLED or not ref.number:
        return ref.title
    return f"{_TITLED[ref.kind]}{_space(ref)}{ref.number} – {ref.title}"


def part_name(ref: PartRef) -> str:
    """« l’article 12 », « la fiche action n° 2 », « le préambule »."""
    if ref.kind == "preambule":
        return "le préambule"
    if ref.kind not in _KINDS or not ref.number:
        return f"la partie intitulée {quoted(ref.title)}"
    return f"{_KINDS[ref.kind]}{NBSP}{ref.number}"


def _space(ref: PartRef) -> str:
    return NBSP if ref.kind == "fiche" else " "


def is_feminine(ref: PartRef) -> bool:
    return ref.kind not in ("preambule", "article")


def place(where: Where) -> str:
    """« le paragraphe intitulé « Dénonciation » de l’article 12 »."""
    part = with_de(part_name(where.part))
    if where.rubrique:
        return f"la rubrique {quoted(where.rubrique)} {part}"
    if where.headings:
        return f"le paragraphe intitulé {titled(where)} {part}"
    return part_name(where.part)


def titled(where: Where) -> str:
    """The title of a division, and those that it takes to know it: « Crèches », sous l’intitulé « Offre », »."""
    *above, own = where.headings
    if not above:
        return quoted(own)
    under = "l’intitulé" if len(above) == 1 else "les intitulés successifs"
    return f"{quoted(own)}, sous {under} {enumeration([quoted(each) for each in above])},"


def is_feminine_place(where: Where) -> bool:
    return bool(where.rubrique) or (not where.headings and is_feminine(where.part))


def spot(where: Where, first: Spot, last: Spot | None = None) -> str:
    """« le troisième alinéa de l’article 5 », « les deuxième à quatrième alinéas… », « le tableau 4 de l’annexe 1 »."""
    near = part_name(where.part) if first.label else place(where)
    return f"{_spots(first, last or first)} {with_de(near)}"


def _spots(first: Spot, last: Spot) -> str:
    if first.kind in _FIGURES:
        noun = _FIGURES[first.kind]
        if first.label:
            return f"le {noun}{NBSP}{first.label}"
        return f"le {noun}" if first.of == 1 else f"le {ordinal(first.number)} {noun}"
    if first.of == 1:
        return "l’unique alinéa"
    if first.number == last.number:
        return f"le {ordinal(first.number)} alinéa"
    link = "et" if last.number == first.number + 1 else "à"
    return f"les {ordinal(first.number)} {link} {ordinal(last.number)} alinéas"


def row(first: RowSpot, last: RowSpot | None = None) -> str:
    """« la ligne « MAM » », « les troisième et quatrième lignes »."""
    last = last or first
    if first.number == last.number:
        return f"la ligne {quoted(first.label)}" if first.label else f"la {ordinal(first.number, True)} ligne"
    link = "et" if last.number == first.number + 1 else "à"
    if first.label and last.label:
        return f"les lignes {quoted(first.label)} {link} {quoted(last.label)}"
    return f"les {ordinal(first.number, True)} {link} {ordinal(last.number, True)} lignes"


def numbers(found: Sequence[str]) -> str:
    """« 7 », « 7 et 8 », « 7 à 13 » where they follow one another."""
    plain = [int(each) for each in found if each.isdecimal()]
    if len(found) > 2 and plain == list(range(plain[0], plain[0] + len(found)) if plain else ()):
        return f"{found[0]} à {found[-1]}"
    return enumeration(list(found))
