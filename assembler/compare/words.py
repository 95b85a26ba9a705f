"""Two paragraphs compared by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import Indel

from assembler.compare.folding import folded
from assembler.model.difference import Nature, Segment

_MARK = r"\[\s*(?:à|a\u0300?) compl(?:é|e\u0301?)ter[^\[\]]*\]"
_LETTERS = r"[\w\u0300-\u036f]+"  # accents may stand apart from their letter
_TOKEN = re.compile(
    rf"{_MARK}"  # a place to complete
    r"|\{[^{}]*\}"  # a parameter kept as a name
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
    rf"|{_LETTERS}[’'](?=\w)|{_LETTERS}(?:-{_LETTERS})*"
    r"|\s+|.",
    re.IGNORECASE | re.DOTALL,
)
_BLANK = re.compile(_MARK, re.IGNORECASE)
_MOST_TOKENS = 20_000
"""In both paragraphs together: beyond, they are told as replaced, not word by word."""


@dataclass(slots=True)
class _Change:
    """A run of tokens: `same`, or `old` replaced by `new`."""

    same: bool
    old: str
    new: str


def is_blank(text: str) -> bool:
    """Is the text nothing but places to complete, with signs and spaces around?"""
    return bool(_BLANK.search(text)) and not re.search(r"\w", without_blanks(text))


def without_blanks(text: str) -> str:
    """The text without its places to complete."""
    return _BLANK.sub("", text) if "[" in text else text


def segments_of(old: str, new: str) -> tuple[Segment, ...]:
    """The stretches of both, in order. Their old texts make up `old`, their new ones `new`."""
    if old == new:
        return (Segment(old, new, "identique"),) if old else ()
    changes = list(_without_shared_spaces(_absorbed(_runs(old, new))))
    return tuple(
        Segment(c.old, c.new, "identique" if c.same else _nature(changes, rank)) for rank, c in enumerate(changes)
    )


def _runs(old: str, new: str) -> list[_Change]:
    """Equal and unequal runs by turns. Tokens that differ in typography alone are unequal."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > _MOST_TOKENS:
        return [_Change(False, old, new)]
    found: list[_Change] = []
    for left, right in _aligned(before, after):
        same = left == right
        if found and found[-1].same == same:
            found[-1].old += left
            found[-1].new += right
        else:
            found.append(_Change(same, left, right))
    return found


def _aligned(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of tokens that mean the same, else one token and nothing."""
    left, right = [_key(token) for token in before], [_key(token) for token in after]
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            yield from zip(before[op.src_start : op.src_end], after[op.dest_start : op.dest_end], strict=True)
        else:
            yield from ((token, "") for token in before[op.src_start : op.src_end])
            yield from (("", token) for token in after[op.dest_start : op.dest_end])


def _key(token: str) -> str:
    return folded(token) or " "


def _absorbed(runs: list[_Change]) -> list[_Change]:
    """Without equal stretches too small to mean anything between two changes: « deux mois », « trois semaines »."""
    found: list[_Change] = []
    for rank, run in enumerate(runs):
        open_change = found and not found[-1].same
        islet = run.same and open_change and rank + 1 < len(runs) and _is_islet(found[-1], run, runs[rank + 1])
        if open_change and (islet or not run.same):
            found[-1].old += run.old
            found[-1].new += run.new
        else:
            found.append(_Change(run.same, run.old, run.new))
    return found


def _is_islet(before: _Change, islet: _Change, after: _Change) -> bool:
    if any(is_blank(change.old) or folded(change.old) == folded(change.new) for change in (before, after)):
        return False
    if not islet.old.strip():
        return True
    size = min(max(len(change.old), len(change.new)) for change in (before, after))
    return len(islet.old) <= 4 and len(islet.old) < size


def _without_shared_spaces(changes: Iterable[_Change]) -> Iterator[_Change]:
    """A space that both sides of a change begin or end with did not change."""
    for change in changes:
        if change.same or change.old == change.new:
            yield change
            continue
        head = _shared_spaces(change.old, change.new)
        tail = _shared_spaces(change.old[head:][::-1], change.new[head:][::-1])
        before, after = change.old[:head], change.old[len(change.old) - tail :]
        pieces = [
            _Change(True, before, before),
            _Change(False, change.old[head : len(change.old) - tail], change.new[head : len(change.new) - tail]),
            _Change(True, after, after),
        ]
        yield from (piece for piece in pieces if piece.old or piece.new)


def _shared_spaces(old: str, new: str) -> int:
    """How many spaces both begin with, the same ones."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs))


def _nature(changes: list[_Change], rank: int) -> Nature:
    """Of the change at `rank`; what stands around decides whether a space counts."""
    change = changes[rank]
    before = changes[rank - 1].old[-2:] if rank else ""
    after = changes[rank + 1].old[:2] if rank + 1 < len(changes) else ""
    if folded(before + change.old + after) == folded(before + change.new + after):
        return "typographie"
    filled = change.new.strip() and is_blank(change.old) and not _BLANK.search(change.new)
    return "complete" if filled else "modifie"
