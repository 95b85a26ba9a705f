"""Which word of the sealed text is which word of the PDF."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_ANCHOR = 5
"""Words in a row that stand once on both sides, so that there is no doubt which is which."""
_MOST_PAIRS = 250_000_000
"""Words of one side times words of the other, between two anchors; beyond, they are told as gone and come."""

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gap:
    """Words between two pairs: those of the sealed text from `left` to `right`, those of the PDF from `low` to `high`.

    Both ends are past the last one, and one of the two stretches may be empty.
    """

    left: int
    right: int
    low: int
    high: int


def matched(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pairs of ranks with the same key, rising on both sides."""
    pairs: Pairs = []
    left = low = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        if i < left or j < low:
            continue
        pairs += _between(old, new, Gap(left, i, low, j))
        if i < len(old):
            size = min(_ANCHOR, len(old) - i)
            pairs += [(i + rank, j + rank) for rank in range(size)]
            left, low = i + size, j + size
    return pairs


def _between(old: Sequence[str], new: Sequence[str], gap: Gap) -> Iterator[tuple[int, int]]:
    before, after = old[gap.left : gap.right], new[gap.low : gap.high]
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return
    for op in Indel.opcodes(before, after):
        if op.tag == "equal":
            for rank in range(op.src_end - op.src_start):
                yield gap.left + op.src_start + rank, gap.low + op.dest_start + rank


def _anchors(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """The longest rising row of stretches that stand once on both sides (Szymanski's patience)."""
    before, after = _once(old), _once(new)
    found = sorted((rank, after[words]) for words, rank in before.items() if words in after)
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for place, (_rank, value) in enumerate(found):
        at = bisect_left(tails, value)
        back.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
    kept: Pairs = []
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.append(found[place])
        place = back[place]
    return kept[::-1]


def _once(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for rank in range(len(keys) - _ANCHOR + 1):
        words = tuple(keys[rank : rank + _ANCHOR])
        seen[words] = -1 if words in seen else rank
    return {words: rank for words, rank in seen.items() if rank >= 0}


def gaps(pairs: Pairs, old: int, new: int) -> Iterator[Gap]:
    """What is between the pairs; `old`, `new`: how many words both sides have."""
    left = low = 0
    for i, j in [*pairs, (old, new)]:
        if i > left or j > low:
            yield Gap(left, i, low, j)
        left, low = i + 1, j + 1
