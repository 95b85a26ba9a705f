"""Claims about the last five years: « augmente », « en baisse », « de plus en plus nombreux », « stable »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.affirmations import Claim, Sense, is_denied
from assembler.checks.mots import GAP, keeps_subject, only, opens
from assembler.checks.phrases import WORD, words_of
from assembler.checks.vocabulaire import Mention, Reading

_HOW = (
    r"(?:(?:[a-z]+ment|bien|encore|tres|assez|peu|un\speu|plutot|beaucoup|presque|plus\sque|de\snouveau|quasi)\s){0,2}"
)
_A = r"(?:une?|la|cette|l'|forte|nette|legere|petite|faible)\s?(?:[a-z]+\s)?"
_GOES_ON = r"(?:tend(?:ent)?\sa\s|continue(?:nt)?\s(?:a\s|de\s|d')|ne\scesse(?:nt)?\s(?:de\s|d'))"
_UP = r"hausse|augmentation|progression|croissance|essor"
_DOWN = r"baisse|diminution|recul|chute|regression|declin"
_TREND = re.compile(
    rf"\b(?:(?P<up>augmente(?:nt)?|progresse(?:nt)?|s'accroi(?:t|ssent)|croi(?:t|ssent)|grimpe(?:nt)?|bondi(?:t|ssent)"
    rf"|gagne(?:nt)?(?=\sdes?\s)"
    rf"|(?:a|ont|est|sont)\s{_HOW}(?:augmente|progresse|cru|accru|grimpe|double|triple|bondi)e?s?"
    rf"|{_GOES_ON}(?:augmenter|progresser|croitre|grimper)|s'est\saccrue?s?|se\ssont\saccrue?s?"
    rf"|en\s(?:[a-z]+\s){{0,2}}?(?:{_UP})|de\splus\sen\splus\s(?:de\b|d'|nombreu(?:x|ses?)))"
    rf"|(?P<down>baisse(?:nt)?|diminue(?:nt)?|recule(?:nt)?|chute(?:nt)?|regresse(?:nt)?|decline(?:nt)?"
    rf"|perd(?:ent)?(?=\sdes?\s)|decroi(?:t|ssent)|se\sredui(?:t|sent)"
    rf"|(?:a|ont|est|sont)\s{_HOW}(?:baisse|diminue|recule|chute|regresse|decru|reduite?)s?"
    rf"|{_GOES_ON}(?:baisser|diminuer|reculer|decroitre)|(?:s'est|se\ssont)\s(?:effondre|reduit|tari)e?s?"
    rf"|en\s(?:[a-z]+\s){{0,2}}?(?:{_DOWN})|de\smoins\sen\smoins\s(?:de\b|d'|nombreu(?:x|ses?)))"
    rf"|(?P<flat>(?:{_HOW})(?:stables?|inchangee?s?|constante?s?)|stagne(?:nt)?|se\s(?:maintien(?:t|nent)|stabilise(?:nt)?)))\b"
)
_NOUN = re.compile(rf"\b(?:{_A})(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<flat>stabilite))\b")
_SENSES: dict[str, Sense] = {"up": "plus", "down": "moins", "flat": "autant"}
_ACTS = re.compile(r"\s(?:la|les?|l'|leurs?|son|sa|ses|aussi\sl[ae]|fortement\sl[ae])\b")
"""« les familles augmentent la demande »: something else rises."""
_COMPARES = re.compile(r"\s(?:plus|moins|aussi)\s(?:vite|rapidement|fortement|nettement|que)")
_COMPLETED = re.compile(r"\s(?:de\s(?!\d)|des\s|du\s|d'(?!environ))")
_ASIDE = re.compile(r"[;:]|\b(?:comme|alors que|tandis que|contre|mais|a l'instar|a l'image|a l'inverse|quand)\b")
_PAUSE = re.compile(r"[,;:.(]|\b(?:et|mais|alors que|tandis que|comme|contre)\b")
_PLACE = re.compile(r"\s(?:dans|au|aux|chez|parmi|a|pour|pendant|sans|avec|qui|dont|ayant)\b")
_RECORDED = GAP | words_of("recenses recensees comptes comptees connus connues couverts couvertes concernes concernees")
_OF_WORDS = words_of("de des du d la le l les nombre part proportion taux effectif effectifs total volume")
_PERSONS = ("enfant", "famille", "habitant", "allocataire", "jeune", "adolescent")
_OF_PERSONS = ("progress", "recul", "grimp", "bond", "baisse", "stab", "constan", "stagn", "chute", "regress", "se ")


def trends(read: Reading, other: re.Pattern[str]) -> Iterator[Claim]:
    """Rises, falls and steady figures of the territory's own; `other`: the territories that are not it."""
    for cue in (*_TREND.finditer(read.text), *_NOUN.finditer(read.text)):
        subjects = _subjects(read, cue)
        if not subjects or _ACTS.match(read.text, cue.end()) or _COMPARES.match(read.text, cue.end()):
            continue
        begins = min(cue.start(), *(m.first for m in subjects))
        if not opens(read.blank[:begins], read.own) or _is_of_persons(read.text, cue, subjects[0]):
            continue
        denied, ends = is_denied(read, cue, subjects), max(cue.end(), *(m.end for m in subjects))
        if denied is not None and not _is_elsewhere(read.text, ends, other) and not _is_narrowed(read, cue, ends):
            yield Claim(subjects, _SENSES[cue.lastgroup or ""], denied, begins, ends)


def _subjects(read: Reading, cue: re.Match[str]) -> tuple[Mention, ...]:
    """Behind « la hausse de » and « de plus en plus de », else the nearest before."""
    after = [m for m in read.found if m.start >= cue.end()]
    between = read.text[cue.end() : after[0].start] if after else ""
    asks = cue[0].endswith((" de", "d'")) or cue[0].startswith(("perd", "gagn"))
    if after and len(between) < 40 and only(between, _OF_WORDS, read.own) and (between.strip() or asks):
        return read.with_joined(after[0], 1)
    before = read.before(cue.start())
    if asks or not before or _COMPLETED.match(read.text, cue.end()):
        return ()
    clear = keeps_subject(read.blank[before[-1].end : cue.start()], read.own)
    return read.with_joined(before[-1], -1) if clear else ()


def _is_of_persons(text: str, cue: re.Match[str], subject: Mention) -> bool:
    """« les enfants progressent », « les familles restent stables » speak of people, not of their number."""
    name = text[subject.start : subject.end].rstrip("s")
    return subject.head == "sujet" and name in _PERSONS and any(each in cue[0] for each in _OF_PERSONS)


def _is_narrowed(read: Reading, cue: re.Match[str], ends: int) -> bool:
    """« la hausse du nombre d’enfants à la cantine », « de plus en plus de familles demandent… »: only some of them."""
    behind = _PAUSE.split(read.text[ends:])[0]
    if cue[0].startswith("de ") or _PLACE.match(behind):
        return not only(behind, _RECORDED, read.own)
    word = WORD.search(behind)
    return cue.end() < ends and word is not None and word[0].endswith("s") and word[0] not in _RECORDED


def _is_elsewhere(text: str, ends: int, other: re.Pattern[str]) -> bool:
    """Is another territory named before the claim, or right behind it, but for « comme dans le département »?"""
    return other.search(text, 0, ends) is not None or other.search(_ASIDE.split(text[ends:])[0]) is not None
