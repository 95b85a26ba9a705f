"""What a sentence claims of an indicator: more, less or as much as in a reference territory; a rise or a fall.

A claim is read only where every word that stands between its parts is known to change nothing: a sentence
that says more than these rules understand is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assembler.checks.mots import LINKS, REFERENCE, WHAT, keeps_subject, only, opens
from assembler.checks.phrases import WORD, words_of
from assembler.checks.vocabulaire import Mention, Reading

Sense = Literal["plus", "moins", "autant"]


@dataclass(frozen=True, slots=True)
class Claim:
    """`reference`: the rank of the territory compared with; None for a claim about the last five years.

    `growth`: what is compared is a rise (1), a fall (-1) or a level (0). `start`, `end`: the words to quote.
    """

    subjects: tuple[Mention, ...]
    sense: Sense
    denied: bool
    start: int
    end: int
    reference: int | None = None
    growth: int = 0


# --- comparisons -----------------------------------------------------------------------

_MUCH = (
    r"(?:forte?|elevee?|importante?|haute?|nombreu(?:x|se)|grande?|frequente?|repandue?|presente?|representee?|marquee?"
    r"|consequente?|significative|significatif|rapide|sensible|soutenue?|vive?|vif|prononcee?|favorable)s?"
)
_LITTLE = r"(?:faible|bas|basse|petite?|reduite?|rare|limitee?|modeste|restreinte?|mince|moderee?|lente?)s?"
_CUE = re.compile(
    rf"\b(?:(?P<degree>(?<!\ben\s)plus|moins|(?:tout\s)?aussi)\s(?:[a-z]+ment\s)?(?:(?P<much>{_MUCH})|(?P<little>{_LITTLE}))"
    r"|(?P<quantity>davantage|plus|moins|autant)(?=\s(?:de\s|d'))"
    r"|(?P<above>superieure?s?)|(?P<below>inferieure?s?|moindres?)"
    r"|(?P<like>comparables?|similaires?|equivalente?s?|identiques?|semblables?|analogues?|egales?|egal|egaux"
    r"|conformes?)"
    r"|(?P<over>depass(?:e|ent|ant)|exced(?:e|ent|ant)|surpass(?:e|ent|ant)|au[- ]dessus|au[- ]dela)"
    r"|(?P<under>(?:en|au)[- ]dessous|en[- ]deca|sous(?=\s(?:la\s(?:moyenne|barre)|le\s(?:taux|niveau)|cel)))"
    r"|(?P<near>proches?|voisine?s?|avoisin(?:e|ent)|egal(?:e|ent)|rejoi(?:nt|gnent)|approche(?:nt)?"
    r"|dans\sla\smoyenne|sui(?:t|vent)\s(?:globalement\s)?la\s(?:meme\s)?tendance|au\smeme\sniveau)"
    r"|(?P<many>sur-?\s?representee?s?)|(?P<few>en\sretrait|sous-?\s?representee?s?)"
    r"|(?P<growing>augment|progress|baiss|diminu|recul)(?:e|ent)\s(?P<pace>plus|moins|aussi)\s"
    r"(?:vite|rapidement|fortement|nettement|vivement|sensiblement))\b"
)
_SENSES: dict[str, Sense] = {
    "above": "plus",
    "below": "moins",
    "like": "autant",
    "over": "plus",
    "under": "moins",
    "near": "autant",
    "many": "plus",
    "few": "moins",
}
_DEGREES: dict[str, Sense] = {"plus": "plus", "davantage": "plus", "moins": "moins"}
_OPPOSITES: dict[Sense, Sense] = {"plus": "moins", "moins": "plus", "autant": "autant"}
_THAN = re.compile(r"\b(?:que\b|qu')")
_TO = re.compile(r"\b(?:a|au|aux|avec|que)\b|\bqu'")
_OF = re.compile(r"\b(?:a|au|aux|de|du|des|la|le|les|celles?|celui|ceux)\b|\b[dl]'")
_NO_LINK = re.compile(r"(?!)")
_OWN_LINK = {"above": _TO, "below": _TO, "like": _TO, "over": _OF, "under": _OF, "near": _OF, "many": _NO_LINK}
_OWN_LINK["few"] = _NO_LINK
_VERSUS = re.compile(
    r"\b(?:par rapport|comparee?s?|comparativement|en comparaison|relativement|au regard|en regard|face)\s"
    r"(?:aux|au|a|avec|des|du|de|d')|\bcontre\s(?:pres de\s|environ\s)?\d[\d ,]*(?:%|€)?"
)
_DENIED = re.compile(
    r"\bn(?:e\s|')[^,;:]{0,30}?\b(?:pas|guere|jamais|nullement)\b"
    r"|\bloin d'etre\b|\bsans (?:etre|que)\b"
)
_HEDGED = re.compile(
    r"\b(?:pas|guere|jamais)\s(?:que|seulement|uniquement|forcement|toujours|necessairement|nettement|tres|beaucoup|si"
    r"|significativement|sensiblement|fortement|particulierement|encore)\b"
)
_TOPIC = words_of("pour par la les le l")
_CHANGE = re.compile(
    r"\b(hausse|augmentation|progression|croissance|baisse|diminution|recul|chute)\s"
    r"(?:du\s(?:nombre|taux)\s|de\sla\s(?:part|proportion)\s)?(?:de\s(?:l'|la\s)?|des\s|du\s|d')?$"
)
_FALLS = ("baiss", "diminu", "recul", "chute")


def comparisons(read: Reading, targets: re.Pattern[str]) -> Iterator[Claim]:
    """Those with the territories of `targets`, whose groups `r0`, `r1`… are their ranks."""
    cues = [cue for cue in _CUE.finditer(read.text) if _is_cue(cue, read)]
    for cue in cues:
        target = _target(read, cue, targets, alone=len(cues) == 1)
        subjects = _subjects(read, cue, target) if target else ()
        if not target or not subjects or any(cue.end() <= other.start() < target.start() for other in cues):
            continue
        denied = is_denied(read, cue, subjects)
        begins = min(cue.start(), *(m.first for m in subjects))
        if denied is None or not opens(read.blank[:begins], read.own):
            continue
        if not _is_of_the_other(read.blank, begins, target, targets):
            rank = int((target.lastgroup or "r0")[1:])
            growth = _growth(read.text, cue, subjects[0])
            start, end = min(cue.start(), target.start()), max(cue.end(), target.end())
            yield Claim(subjects, _sense(cue), denied, start, end, rank, growth)


def _is_cue(cue: re.Match[str], read: Reading) -> bool:
    """Not a word of an indicator's name; « plus de » is a comparison of what follows it."""
    if cue["quantity"]:
        return any(m.start - cue.end() in (3, 4) for m in read.found)
    return not any(m.start < cue.end() and cue.start() < m.end for m in read.found)


def _sense(cue: re.Match[str]) -> Sense:
    degree = cue["degree"] or cue["quantity"] or cue["pace"]
    if not degree:
        return _SENSES[cue.lastgroup or ""]
    sense = _DEGREES.get(degree, "autant")
    return _OPPOSITES[sense] if cue["little"] else sense


def _target(read: Reading, cue: re.Match[str], targets: re.Pattern[str], alone: bool) -> re.Match[str] | None:
    """The territory compared with: behind « que », « à », « par rapport à », or before the only comparison."""
    blank, own = read.blank, read.own
    link = _OWN_LINK.get(cue.lastgroup or "", _THAN)
    if target := targets.search(blank, cue.end()):
        between = blank[cue.end() : target.start()]
        if link is _OF and only(between, REFERENCE, own):
            return target
        for word in (*link.finditer(between), *_VERSUS.finditer(between)):
            before, after = between[: word.start()], between[word.end() :]
            if only(before, WHAT, own) and only(after, REFERENCE, own):
                return target
    for versus in _VERSUS.finditer(blank, 0, cue.start()) if alone else ():
        target = targets.search(blank, versus.end(), cue.start())
        if target and only(blank[versus.end() : target.start()], REFERENCE, own):
            return target
    return None


def _subjects(read: Reading, cue: re.Match[str], target: re.Match[str]) -> tuple[Mention, ...]:
    """The indicators compared: behind « davantage de », else the nearest before, else what is named last."""
    inside = [m for m in read.found if cue.end() <= m.start and m.end <= target.start()]
    if inside and only(read.text[cue.end() : inside[0].start], LINKS, read.own):
        return read.with_joined(inside[0], 1)
    if cue["quantity"] or inside:
        return ()
    if before := read.before(cue.start()):
        nearest = before[-1]
        follows = target.end() > cue.start() or target.end() <= nearest.first
        clear = follows and keeps_subject(read.blank[nearest.end : cue.start()], read.own)
        return read.with_joined(nearest, -1) if clear else ()
    after = [m for m in read.found if m.first >= target.end()]
    linked = after and set(WORD.findall(read.text[target.end() : after[0].first])) <= _TOPIC
    return read.with_joined(after[0], 1) if linked else ()


def _is_of_the_other(blank: str, begins: int, target: re.Match[str], targets: re.Pattern[str]) -> bool:
    """« Dans le département, la part … est plus forte »: the territory compared with is the subject."""
    first = targets.search(blank, 0, begins)
    return first is not None and first.span() != target.span()


def is_denied(read: Reading, cue: re.Match[str], subjects: tuple[Mention, ...]) -> bool | None:
    """None where the denial is not a plain one."""
    first = max((m.end for m in subjects if m.end <= cue.start()), default=0)
    before, after = read.blank[first : cue.start()], WORD.findall(read.blank[cue.end() : cue.end() + 12])
    if _HEDGED.search(before + cue[0]) or _HEDGED.search(" ".join(after)):
        return None
    around_verb = before.rstrip().endswith(("ne", "n'")) and after[:1] in (["pas"], ["guere"], ["plus"])
    return around_verb or _DENIED.search(before) is not None


def _growth(text: str, cue: re.Match[str], subject: Mention) -> int:
    noun = _CHANGE.search(text[: subject.start])
    told = cue["growing"] or (noun[1] if noun else "")
    return -1 if told.startswith(_FALLS) else 1 if told else 0


@lru_cache(maxsize=16)
def references(names: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """How the territories compared with are named, the department first, whose other names are known."""
    groups = []
    for rank, plains in enumerate(names):
        own = "|".join(map(re.escape, sorted(filter(None, plains), key=len, reverse=True))) or "(?!)"
        other = r"(?!\s(?:du|de la|de l'|des)\s?(?!" + own + "))"
        common = rf"|departement{other}|departementa(?:l|le|ux|les)|departements?(?=\s{own})" if rank == 0 else ""
        groups.append(rf"(?P<r{rank}>{own}{common})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])")
