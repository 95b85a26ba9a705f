"""Articles, annexes and fiches as wholes: which came, went, moved, took another number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assembler.compare.amending.pairing import Gap, gaps
from assembler.compare.amending.tree import Part, part_items
from assembler.compare.matching import longest_rise
from assembler.model.amendment import (
    Amendment,
    NewPart,
    PartDeleted,
    PartRef,
    PartsInserted,
    PartsMoved,
    Position,
    Renumbered,
)

Partners = Mapping[int, Part]
"""Identity of an old part or fiche -> the same one in the new text; none where it is gone."""


@dataclass(frozen=True, slots=True)
class Row:
    """Parts in a row: the body's, the annexes, or the fiches of one annexe.

    What moved to where another is put in is told as gone and come: `kept` holds the pairs that are left.
    """

    kept: Sequence[tuple[Part, Part]]
    amendments: Sequence[Amendment]


def row_of(within: PartRef | None, old: Sequence[Part], new: Sequence[Part], partners: Partners) -> Row:
    """`within`: the annexe, in the text in force, of fiches in a row."""
    differ = _Differ(within, old, new, partners)
    found, kept = tuple(differ.amendments()), tuple(differ.kept())
    return Row(kept, (*found, *renumbered(kept)))


class _Differ:
    def __init__(self, within: PartRef | None, old: Sequence[Part], new: Sequence[Part], partners: Partners) -> None:
        self.within, self.old, self.new = within, old, new
        ranks = {id(part): rank for rank, part in enumerate(new)}
        found = [(left, ranks.get(id(partners.get(id(part))))) for left, part in enumerate(old)]
        pairs = [(left, right) for left, right in found if right is not None]
        self.stay = [pairs[index] for index in longest_rise([right for _, right in pairs])]
        self.origins = {right: left for left, right in pairs if (left, right) not in self.stay}
        self.moved: set[int] = set()
        for gap in gaps(self.stay, len(old), len(new)):
            if all(rank in self.origins for rank in gap.new):
                self.moved |= set(gap.new)

    def kept(self) -> Iterator[tuple[Part, Part]]:
        moved = [(self.origins[right], right) for right in self.moved]
        for left, right in sorted([*self.stay, *moved]):
            yield self.old[left], self.new[right]

    def amendments(self) -> Iterator[Amendment]:
        gone = set(range(len(self.old))) - {left for left, _ in self.stay} - {self.origins[r] for r in self.moved}
        yield from (PartDeleted(self.old[left].ref) for left in sorted(gone))
        for gap in gaps(self.stay, len(self.old), len(self.new)):
            if gap.new and gap.new[0] in self.moved:
                yield PartsMoved(self._position(gap), tuple(self.old[self.origins[rank]].ref for rank in gap.new))
            elif gap.new:
                put = [self.new[rank] for rank in gap.new]
                yield PartsInserted(
                    self._position(gap), tuple(NewPart(part.ref, tuple(part_items(part))) for part in put)
                )

    def _position(self, gap: Gap) -> Position:
        if gap.after is not None:
            return Position(after=self.old[gap.after].ref)
        if self.stay:
            return Position(before=self.old[self.stay[0][0]].ref)
        return Position(within=self.within)


def renumbered(kept: Iterable[tuple[Part, Part]]) -> Iterator[Amendment]:
    pairs = [(old.ref.kind, old.ref.number, new.ref.number) for old, new in kept]
    changed = [each for each in pairs if each[1] != each[2] and each[1] and each[2]]
    for kind, group in groupby(sorted(changed, key=lambda each: each[0]), key=lambda each: each[0]):
        if kind in ("article", "annexe", "fiche"):
            numbers = tuple((old, new) for _, old, new in group)
            yield Renumbered(kind, numbers)


def joined(found: Sequence[Amendment]) -> Iterator[Amendment]:
    """All renumberings of a kind as one, at the end."""
    numbers = [each for each in found if isinstance(each, Renumbered)]
    yield from (each for each in found if not isinstance(each, Renumbered))
    for kind in dict.fromkeys(each.kind for each in numbers):
        pairs = tuple(pair for each in numbers if each.kind == kind for pair in each.pairs)
        yield replace(numbers[0], kind=kind, pairs=pairs)
