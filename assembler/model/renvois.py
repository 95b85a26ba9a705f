"""References that somebody typed in a text: « annexe 2 », « articles 3 et 4 », « fiche action n° 5 », « tableau 4 ».

Those to a law or to another document (« article 30 du RGPD ») are not references to the convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assembler.model.sentences import sentence_before

_NUMBER = r"(?:\d{1,3}(?:er)?(?:-?[a-j](?!\w))?(?![\d\w]|-\d)(?:\.\d+)*|[IVX]{1,5}(?!\w))"
_PART = r"(?P<part>annexe|article|art\.|fiche)(?P<plural>s?)(?:[\s-]+actions?)?"
_FIGURE = r"(?P<figure>tableau|graphique)(?P<several>[xs]?)"
_SIGN = r"(?i:(?:n\s?[°º]s?|numéros?)\s*)?"
REFERENCE = re.compile(
    rf"(?i:\b(?:{_PART}|{_FIGURE}))\s+{_SIGN}(?P<first>{_NUMBER})(?P<more>(?:\s*(?:,|et|ou|à|-)\s+{_SIGN}{_NUMBER})*)"
)
_ONE_NUMBER = re.compile(_NUMBER)
_LAW = (
    r"(?:code|loi|décret|ordonnance|arrêté|règlement|RGPD|CGCT|CASF|directive|circulaire|constitution|traité|statuts"
    r"|avenant|contrat|marché|charte|protocole|schéma|SDSF|COG|CEJ|PEDT|bail|guide|rapport|règlement intérieur"
    r"|convention (?:d['’]|de |inter|nation|cadre|collective))"
)
_LAW_AFTER = re.compile(
    r"(?i)\s*,?\s*(?:bis|ter|quater)?\s*(?:\(?(?:alinéa|§)[^,)\n]{0,12}[,)]?\s*)?"
    rf"(?:du|de la|de l['’]|des|de|d['’]une?)\s*(?:même\s+|dit\s+|ladite\s+)?{_LAW}(?!\w)"
)
_LAW_BEFORE = re.compile(
    rf"(?i)\b{_LAW}\b[^.;\n]*[,(]\s*(?:et\s+)?(?:notamment\s+)?(?:à\s+|en\s+)?(?:son|ses|l['’]|les|aux?)?\s*$"
)
_OWN_HEADING = re.compile(r"\s*[:–—-]|\s*\n")
_ROMAN = {"I": 1, "V": 5, "X": 10}

_LAW_NAMED = re.compile(
    r"(?i)\b(?:code|lois?|décrets?|ordonnances?|arrêtés?|RGPD|CGCT|CASF|directives?|circulaires?|constitution|traités?"
    r"|délibérations?)\b"
)
_SOMEONES = re.compile(r"(?i)\b(?:son|ses|leurs?|cette|cet|ces|ladite|ledit|dudit)\s+$")
_OF = re.compile(
    r"(?i)\s*(?:\([^()\n]{0,60}\)\s*)?(?:(?:sus|pré)?(?:visée?|citée?|mentionnée?|dite?)s?\s+|modifiée?s?\s+)?"
    r"(?:(?:du|des|de)(?!\w)|d['’])"
)
_OF_THE_CONVENTION = re.compile(
    r"(?i)\s*(?:du|des|de)\s+(?:l['’]|la\s+|cette\s+)?(?:présentes?(?!\w)|CTG(?!\s+(?:d['’]|d[eu]s?\s))(?!\w)|convention(?:\s+territoriale)?"
    r"(?!\s+(?:d['’]|de\s|inter|nation|cadre|collective|territoriale))(?!\w)|plan\s+d['’]actions?(?!\w))"
)
_OF_AN_ANNEXE = re.compile(r"(?i)\s*(?:du\s+diagnostic(?!\w)|de\s+l['’]annexe\s)")
_TO_ANOTHER = re.compile(rf"(?i)\s*(?:à\s+la\s+|à\s+l['’]|aux?\s+)(?:{_LAW}|délibération)(?!\w)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """One number of a reference. `start` and `end`: where it stands, the first one with the word before it."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TypedReference:
    """`kind`: annexe, article, fiche, tableau or graphique. `start` and `end`: where all of it stands."""

    kind: str
    numbers: tuple[Numbered, ...]
    start: int
    end: int


def typed_in(text: str) -> Iterator[TypedReference]:
    """The numbered references of a text, but those to a law or to another document, and the headings of articles."""
    for match in REFERENCE.finditer(text):
        if is_foreign(text, match.start(), match.end()) or _heads_an_article(text, match):
            continue
        first = Numbered(normal(match["first"]), match.start(), match.end("first"))
        has_more = match["plural"] or match["several"]
        more = _ONE_NUMBER.finditer(text, match.start("more"), match.end("more")) if has_more else ()
        numbers = (first, *(Numbered(normal(each[0]), *each.span()) for each in more))
        yield TypedReference(_kind(match), numbers, match.start(), numbers[-1].end)


def is_foreign(text: str, start: int, end: int) -> bool:
    """Does what stands from `start` to `end` belong to a law or another document that the text names beside it?"""
    return _LAW_AFTER.match(text, end) is not None or _LAW_BEFORE.search(sentence_before(text, start)) is not None


def is_surely_own(text: str, reference: TypedReference) -> bool:
    """Does nothing near the reference name another text? Stricter than `is_foreign`: in doubt, no."""
    is_figure = reference.kind in ("tableau", "graphique")
    if _OF_THE_CONVENTION.match(text, reference.end) or (is_figure and _OF_AN_ANNEXE.match(text, reference.end)):
        return True
    before = sentence_before(text, reference.start, 200)
    if _SOMEONES.search(before) or _OF.match(text, reference.end) or _TO_ANOTHER.match(text, reference.end):
        return False
    return reference.kind not in ("article", "annexe") or not _LAW_NAMED.search(before)


def has_own_articles(text: str) -> bool:
    """Does a line of the text head an article, as those of a deliberation do: « Article 1 : … »?"""
    return any(_heads_an_article(text, match) for match in REFERENCE.finditer(text))


def is_number(known: str, typed: str) -> bool:
    """« 6 » stands for 6-a and 6-b."""
    return known == typed or known.partition("-")[0] == typed


def normal(number: str) -> str:
    """« 6a » → 6-a, « 1er » → 1, « IV » → 4, « 2.1 » → 2."""
    if number[0] in _ROMAN:
        values = [_ROMAN[letter] for letter in number]
        following = [*values[1:], 0]
        return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))
    digits = re.match(r"\d+", number)
    assert digits is not None
    letter = re.search(r"[a-j]$", number.partition(".")[0])
    return f"{int(digits[0])}-{letter[0]}" if letter else str(int(digits[0]))


def _kind(match: re.Match[str]) -> str:
    return (match["part"] or match["figure"]).lower().replace("art.", "article")


def _heads_an_article(text: str, match: re.Match[str]) -> bool:
    """« Article 1 : … » at the start of a line heads an article of another text, such as a deliberation."""
    if match["part"] != "Article":
        return False
    starts_line = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    return starts_line and _OWN_HEADING.match(text, match.end()) is not None
