"""Of the ways to say what came or went, the one that a reader would say: whole lines."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.compare.signed.matching import Gap, Pairs, gaps
from assembler.compare.signed.tokens import Token

_Changes = dict[int, int]


def slid(pairs: Pairs, old: Sequence[Token], new: Sequence[Token]) -> Pairs:
    """The pairs, with what only one side has begun where a line begins, if it can be.

    « . 1. Les » beside « . Les » is « 1. » put before « Les », not « . 1 » put behind the point.
    """
    came = _slid(pairs, old, new)
    back = _slid([(j, i) for i, j in came], new, old)
    return [(i, j) for j, i in back]


def _slid(pairs: Pairs, one: Sequence[Token], other: Sequence[Token]) -> Pairs:
    """For the stretches that only `other` has."""
    partner = dict(pairs)
    for gap in list(gaps(pairs, len(one), len(other))):
        if gap.left == gap.right and not _begins(one, other, gap.left, gap.low):
            changes = _leftward(gap, partner, one, other)
            partner.update(changes if changes is not None else _rightward(gap, partner, one, other) or {})
    return sorted(partner.items())


def _leftward(gap: Gap, partner: _Changes, one: Sequence[Token], other: Sequence[Token]) -> _Changes | None:
    """The partners to change so that the stretch begins a line further to the left; None if it can't."""
    changed: _Changes = {}
    left, low, high = gap.left, gap.low, gap.high
    while left and low and partner.get(left - 1) == low - 1 and other[low - 1].key == other[high - 1].key:
        left, low, high = left - 1, low - 1, high - 1
        changed[left] = high
        if _begins(one, other, left, low):
            return changed
    return None


def _rightward(gap: Gap, partner: _Changes, one: Sequence[Token], other: Sequence[Token]) -> _Changes | None:
    changed: _Changes = {}
    left, low, high = gap.left, gap.low, gap.high
    while high < len(other) and partner.get(left) == high and other[high].key == other[low].key:
        changed[left] = low
        left, low, high = left + 1, low + 1, high + 1
        if _begins(one, other, left, low):
            return changed
    return None


def _begins(one: Sequence[Token], other: Sequence[Token], left: int, low: int) -> bool:
    """Does a line begin there on both sides?"""
    at_end = left >= len(one) or one[left].is_first
    return at_end and low < len(other) and other[low].is_first
