"""What follows from lines, rows or divisions that two texts share, in order: what was put in, taken out, replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from assembler.compare.align import align
from assembler.model.lines import Item

Pairs = Sequence[tuple[int, int]]
"""(rank in the old text, rank in the new one), both rising."""


@dataclass(frozen=True, slots=True)
class Gap:
    """`old` and `new` (ranks, not both empty) stand between two pairs. `after`: the old rank before them, or None."""

    after: int | None
    old: range
    new: range


def gaps(pairs: Pairs, old: int, new: int) -> Iterator[Gap]:
    """Those of two sequences of these lengths."""
    left, right = -1, -1
    for a, b in [*pairs, (old, new)]:
        gap = Gap(left if left >= 0 else None, range(left + 1, a), range(right + 1, b))
        if gap.old or gap.new:
            yield gap
        left, right = a, b


def equal_pairs(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int]]:
    """A longest common subsequence."""
    ranks: dict[object, int] = {}
    for key in (*old, *new):
        ranks.setdefault(key, len(ranks))
    for op in Indel.opcodes([ranks[key] for key in old], [ranks[key] for key in new]):
        if op.tag == "equal":
            yield from zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)


def alike_pairs(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Lines or rows that are the same ones, changed or not; what moved is none."""
    found: list[tuple[int, int]] = []
    left = right = 0
    for step in align(old, new):
        if step.old is not None and step.new is not None and step.move is None:
            found.append((left, right))
        left += step.old is not None
        right += step.new is not None
    return found
