"""What a comparison found: data, which each report and the redline render in their own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assembler.model.lines import Item, Line, TableRow

Nature = Literal["identique", "typographie", "complete", "modifie"]
"""`typographie`: only quotes, spaces, dashes and the like differ. `complete`: a place to complete was filled."""

Change = Literal["identique", "typographie", "complete", "modifie", "supprime", "ajoute", "deplace"]
"""Of a line, `typographie` is also another form for the same words: a list item that was a paragraph."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph: its `old` and its `new` words, one of them empty where words were added or removed.

    The `old` texts of all segments together are the old paragraph, the `new` ones the new paragraph.
    """

    old: str
    new: str
    nature: Nature


@dataclass(frozen=True, slots=True)
class Step:
    """One line or row of the comparison; `old` is None where it was added, `new` where it was removed.

    `segments` compare two lines; `cells` two rows, paragraph by paragraph. A moved line makes two
    steps with the same `move`: the one without `new` where it was, the one without `old` where it
    is. Where its words changed on the way, the latter has `segments` too.
    """

    change: Change
    old: Item | None
    new: Item | None
    segments: tuple[Segment, ...] = ()
    cells: tuple[tuple[Step, ...], ...] = ()
    move: int | None = None


Steps = tuple[Step, ...]


def differs(steps: Iterable[Step], typography: bool = True) -> bool:
    """Did anything change? `typography` False: quotes, spaces and dashes do not count."""
    same = ("identique",) if typography else ("identique", "typographie")
    return any(step.change not in same for step in steps)


def changed_segments(steps: Iterable[Step]) -> Iterator[Segment]:
    """Every segment that is not the same, cells included; a whole line added or removed is one segment."""
    for step in steps:
        if step.cells:
            for cell in step.cells:
                yield from changed_segments(cell)
        elif step.segments:
            yield from (segment for segment in step.segments if segment.nature != "identique")
        elif step.change in ("supprime", "ajoute", "complete"):
            nature: Nature = "complete" if step.change == "complete" else "modifie"
            yield Segment(step.old.text if step.old else "", step.new.text if step.new else "", nature)


def line_texts(item: Item) -> tuple[str, ...]:
    """The paragraphs of a line or row, in reading order."""
    return (item.text,) if isinstance(item, Line) else tuple(line.text for cell in item.cells for line in cell)


def is_row(item: Item | None) -> bool:
    return isinstance(item, TableRow)
