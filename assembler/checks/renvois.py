"""References that somebody typed: « annexe 2 », « articles 3 et 4 », « fiche action n° 5 ».

Those to a law or to another document (« article 30 du RGPD ») are not references to this convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assembler.checks.analysis import Analysis, Passage
from assembler.model.renvois import REFERENCE, is_foreign, is_number, typed_in
from assembler.model.sentences import sentence_before

_BARE = re.compile(
    r"(?i)\b(?:cf\.?|voir|confer|se (?:référer|reporter) à)\s+(?:aussi\s+)?(?:(?:en|à|aux?|la|les|le)\s+)?(?:l['’]\s?)?"
    r"(?P<word>annexes?|articles?|fiches?(?:[\s-]+actions?)?)(?![\w-])"
    r"|\((?:en\s+)?(?P<alone>annexes?)\)"
    r"|\b(?P<sign>(?:annexe|article|fiche(?:[\s-]+action)?)\s+n\s?[°º])(?!\s*(?-i:[\dIVXA-Z]))"
)
_KINDS_OF_PARTS = ("annexe", "article", "fiche")
_NAMED_OTHERWISE = re.compile(r"\s+(?:de |d['’]|du )(?!la présente|présente)")

KIND_WORDS = {
    "diagnostic": r"diagnostic",
    "equipements": r"équipements|structures soutenues|liste",
    "plan-actions": r"plan d['’]actions?|fiches?[ -]actions?",
    "gouvernance": r"gouvernance|instances",
    "referentiel": r"référentiel|fiches? de poste|profil de poste",
    "deliberation": r"délibération",
}
"""How a text names each kind of annexe."""
_KINDS = {kind: re.compile(rf"(?i)(?:{words})(?!\w)") for kind, words in KIND_WORDS.items()}
_TELLS = re.compile(
    r"\s*(?:[:(,–—-]|«|intitulée?|relative (?:à|aux?)|consacrée (?:à|aux?))\s*"
    r"(?:(?:du|de|le|la|les|aux?)\s+|l['’])*(?:«\s*)?"
)
_NAME_BEFORE = re.compile(r"((?:[\w'’]+[ \u00a0]){1,6})\(?(?:cf\.?|voir)?\s*(?:(?:de|à|dans) l['’]|en\s)?\s*$")
_JOINED = re.compile(
    r"(?i)\b(?:ci-jointe?s?|ci-annexée?s?|(?:jointe?s?|annexée?s?) à la (?:présente )?convention|jointe?s? en annexe)\b"
)
_NAMED_ANNEXE = re.compile(
    r"(?i)\bannexe\s+(?:«\s*)?(?:relative (?:à|aux?)\s*|consacrée (?:à|aux?)\s*|des?\s|du\s|d['’])?"
    r"\s*(?:les?\s|la\s|l['’])?"
)
_ARTICLES = {
    f"article:{name}": re.compile(rf"(?i){words}(?!\w)")
    for name, words in {
        "engagements": "engagements?",
        "gouvernance": "gouvernance",
        "pilotage": "pilotage",
        "evaluation": "évaluation",
        "donnees": "échanges? de données",
        "communication": "communication",
        "duree": "durée",
        "recours": "recours",
        "confidentialite": "confidentialité",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Renvoi:
    """`kind`: annexe, article or fiche. `start` and `end`: where it stands in the passage."""

    kind: str
    numbers: tuple[str, ...]
    passage: Passage
    start: int
    end: int


def typed_references(analysis: Analysis) -> Iterator[Renvoi]:
    """The numbered references to parts of this convention, in every text of its own."""
    for passage in _candidates(analysis):
        for found in typed_in(passage.text):
            if found.kind in _KINDS_OF_PARTS:
                numbers = tuple(each.number for each in found.numbers)
                yield Renvoi(found.kind, numbers, passage, found.start, found.end)


def bare_references(analysis: Analysis) -> Iterator[Renvoi]:
    """« cf. annexe », without a number."""
    for passage in _candidates(analysis):
        for match in _BARE.finditer(passage.text):
            start = match.start(match.lastgroup or 0)
            end = match.end()
            if REFERENCE.match(passage.text, start) or is_foreign(passage.text, start, end):
                continue
            if match["word"] and _NAMED_OTHERWISE.match(passage.text, end):
                continue
            if passage.text.startswith("    ", end):  # an expression, or an author's mark, stands for the number
                continue
            yield Renvoi(passage.text[start:end].split()[0].lower().rstrip("s)"), (), passage, match.start(), end)


def named_references(analysis: Analysis) -> Iterator[tuple[list[str], Renvoi]]:
    """Annexes that a text names instead of numbering them: « le référentiel ci-joint », « annexe gouvernance ».

    Each with the kinds of annexe that the words may mean.
    """
    for passage in analysis.holding("nnex", "joint", own=True):
        text = passage.text
        for match in _JOINED.finditer(text):
            before = sentence_before(text, match.start())
            named = [(found.start(), kind) for kind, words in _KINDS.items() for found in words.finditer(before)]
            start = match.start() - len(before) + max(named)[0] if named else match.start()
            yield [kind for _, kind in named], Renvoi("annexe", (), passage, start, match.end())
        for match in _NAMED_ANNEXE.finditer(text):
            kinds = [kind for kind, words in _KINDS.items() if words.match(text, match.end())]
            yield kinds, Renvoi("annexe", (), passage, *match.span())


def exists(numbers: Mapping[str, str], kind: str, number: str) -> bool:
    """Does the convention have such a part?"""
    return any(name.startswith(f"{kind}:") and is_number(known, number) for name, known in numbers.items())


def contradicted(renvoi: Renvoi, analysis: Analysis) -> str | None:
    """The part (`annexe:diagnostic`) that the text names next to the reference, if it has another number."""
    if len(renvoi.numbers) != 1 or not exists(analysis.numbers, renvoi.kind, renvoi.numbers[0]):
        return None
    named = _named_beside(renvoi, analysis)
    agrees = any(is_number(analysis.numbers[name], renvoi.numbers[0]) for name in named)
    return None if agrees else next(iter(named), None)


def _named_beside(renvoi: Renvoi, analysis: Analysis) -> list[str]:
    """Parts of the reference's kind that the text names just after it, else just before."""
    text = renvoi.passage.text
    after = _TELLS.match(text, renvoi.end)
    if after and not (renvoi.kind == "article" and "," in after[0]):
        following = text[after.end() : after.end() + 200]
        if named := [name for name, words in _names(renvoi.kind, analysis) if words.match(following)]:
            return named
    before = _NAME_BEFORE.search(sentence_before(text, renvoi.start, 60))
    if before is None:
        return []
    found = {name: [m.end() for m in words.finditer(before[1])] for name, words in _names(renvoi.kind, analysis)}
    if renvoi.kind == "annexe":
        return [name for name, ends in found.items() if ends]
    return [name for name, ends in found.items() if ends and ends[-1] == len(before[1].rstrip())]


def _names(kind: str, analysis: Analysis) -> Iterator[tuple[str, re.Pattern[str]]]:
    """How a text may name each part of this kind that the convention has."""
    if kind == "annexe":
        known = {f"annexe:{each}": words for each, words in _KINDS.items()}
    elif kind == "fiche":
        titles = {f"fiche:{fiche.id}": fiche.titre for fiche in analysis.convention.fiches if fiche.titre}
        known = {name: re.compile(rf"(?i){re.escape(title)}(?!\w)") for name, title in titles.items()}
    else:
        known = _ARTICLES
    return ((name, words) for name, words in known.items() if name in analysis.numbers)


def _candidates(analysis: Analysis) -> Iterator[Passage]:
    return analysis.holding("nnexe", "rticle", "iche", "art.", "NNEXE", "RTICLE", "FICHE", own=True)
