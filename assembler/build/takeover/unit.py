"""One part of a comparison, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assembler.compare.folding import folded
from assembler.model.difference import Segment, Step, Steps
from assembler.model.lines import Item, Line, TableRow

_SAME = ("identique", "typographie")


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph before and after; one of them is None where it was added or removed.

    `cell`: number of the table cell it stands in, from 1; 0 in the running text.
    """

    old: Line | None
    new: Line | None
    segments: tuple[Segment, ...]
    cell: int
    is_changed: bool

    @property
    def key(self) -> str:
        return folded(self.old.text) if self.old else ""

    @property
    def new_text(self) -> str:
        """What it says now; where only the typography differs, as it was."""
        if self.old is None or self.new is None or not self.segments:
            return self.new.text if self.new else ""
        return "".join(each.old if each.nature in _SAME else each.new for each in self.segments)


def pairs_of(steps: Steps) -> tuple[Pair, ...]:
    """The paragraphs of a part in reading order; empty ones are left out."""
    return tuple(pair for pair in _Paragraphs().pairs(steps, 0) if (pair.old or pair.new))


class _Paragraphs:
    def __init__(self) -> None:
        self.cells = 0

    def pairs(self, steps: Iterable[Step], cell: int) -> Iterator[Pair]:
        for step in steps:
            if step.cells:
                for inner in step.cells:
                    self.cells += 1
                    yield from self.pairs(inner, self.cells)
            elif isinstance(step.old or step.new, TableRow):
                yield from self._row(step)
            else:
                old, new = _shown(step.old), _shown(step.new)
                yield Pair(old, new, step.segments, cell, step.change not in _SAME)

    def _row(self, step: Step) -> Iterator[Pair]:
        """A whole row that was added or removed."""
        row = step.old or step.new
        assert isinstance(row, TableRow)
        for lines in row.cells:
            self.cells += 1
            for line in filter(_shown, lines):
                yield Pair(line if step.old else None, line if step.new else None, (), self.cells, True)


def _shown(item: Item | None) -> Line | None:
    return item if isinstance(item, Line) and item.text.strip() else None
