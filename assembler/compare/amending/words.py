"""An alinéa amended by its words: which words go, and which come in their place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from assembler.compare.folding import folded
from assembler.model.lines import Line

_MOST_CHANGES = 3
_MOST_CHANGED = 0.5
"""Share of both alinéas together beyond which a person would rather read the new one."""
_ISLET = 12
"""Characters between two changes up to which they are told as one."""
_SIGNS = ".,;:\u00a0\u202f"
Changes = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Change:
    """Words `a` to `b` of the old alinéa replaced by `c` to `d` of the new one."""

    a: int
    b: int
    c: int
    d: int


def word_changes(old: Line, new: Line) -> Changes:
    """(old words, new words) of each place that changed, the old ones standing once in the alinéa.

    Empty where the alinéa is better replaced: too much changed, or it became another kind of paragraph.
    """
    if (old.kind, old.level) != (new.kind, new.level):
        return ()
    before, after = _words(old.text), _words(new.text)
    changes = _changes(before, after)
    found = []
    for rank, change in enumerate(changes):
        least = changes[rank - 1].b if rank else 0
        if not _made_telling(change, before, after, least) or not _made_unique(change, before, after, least):
            return ()
        words = " ".join(before[change.a : change.b]), " ".join(after[change.c : change.d])
        found.append(_without_shared_signs(*words, old.text))
    if not found or len(found) > _MOST_CHANGES or _overlap(changes):
        return ()
    size = sum(len(a) + len(b) for a, b in found)
    if size > _MOST_CHANGED * (len(old.text) + len(new.text)):
        return ()
    return tuple(found) if folded(with_words(old.text, tuple(found))) == folded(new.text) else ()


def with_words(text: str, changes: Changes) -> str:
    """The alinéa with its words replaced. Raises ValueError where the old ones do not stand there exactly once."""
    places = []
    for old, new in changes:
        if not _stands_once(old, text):
            raise ValueError(old)
        places.append((text.index(old), old, new))
    places.sort()
    if any(a + len(old) > b for (a, old, _), (b, _, _) in pairwise(places)):
        raise ValueError("overlap")
    for start, old, new in reversed(places):
        text = text[:start] + new + text[start + len(old) :]
    return text


def _stands_once(words: str, text: str) -> bool:
    """To the letter, and for a reader, who sees no kind of space or quote."""
    seen, where = folded(words), folded(text)
    return bool(seen) and text.count(words) == 1 and where.find(seen) == where.rfind(seen) >= 0


def _words(text: str) -> list[str]:
    """Cut at ordinary spaces alone, so that « annexe 3 », « 6 mois ; » with their fixed spaces stay whole."""
    return text.split(" ")


def _changes(before: list[str], after: list[str]) -> list[_Change]:
    found: list[_Change] = []
    opcodes = Indel.opcodes([folded(word) for word in before], [folded(word) for word in after])
    for op in opcodes:
        if op.tag == "equal":
            continue
        change = _Change(op.src_start, op.src_end, op.dest_start, op.dest_end)
        last = found[-1] if found else None
        if last and len(" ".join(before[last.b : change.a])) <= _ISLET:
            last.b, last.d = change.b, change.d
        else:
            found.append(change)
    return found


def _made_telling(change: _Change, before: list[str], after: list[str], least: int) -> bool:
    """Widen what has no letter (a number alone, nothing at all) by the word before it, or else behind."""
    while not any(letter.isalpha() for letter in "".join(before[change.a : change.b])):
        if not _widened(change, before, after, least):
            return change.b > change.a
    return True


def _made_unique(change: _Change, before: list[str], after: list[str], least: int) -> bool:
    text = " ".join(before)
    while not _stands_once(" ".join(before[change.a : change.b]), text):
        if not _widened(change, before, after, least):
            return False
    return True


def _widened(change: _Change, before: list[str], after: list[str], least: int) -> bool:
    if change.a > least and change.c > 0:
        change.a, change.c = change.a - 1, change.c - 1
        return True
    if change.b < len(before) and change.d < len(after):
        change.b, change.d = change.b + 1, change.d + 1
        return True
    return False


def _without_shared_signs(old: str, new: str, text: str) -> tuple[str, str]:
    """Without the point, comma or brackets that both begin or end with, where the words still stand there once.

    Not where the new words only go on behind it.
    """
    for signs in () if new.startswith(old) else (f"{_SIGNS}()", _SIGNS):
        bare = old.strip(signs), new.strip(signs)
        if not all(bare) or old.split(bare[0], 1) != new.split(bare[1], 1):
            continue
        if bare[0].count("(") == bare[0].count(")") and _stands_once(bare[0], text):
            return bare
    return old, new


def _overlap(changes: list[_Change]) -> bool:
    return any(first.b > second.a for first, second in pairwise(changes))
