"""Steps as a redline can show them: what Word has no tracked change for becomes a removal and an addition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assembler.model.difference import Segment, Step, Steps
from assembler.model.lines import Line, TableRow


def showable(steps: Steps) -> Iterator[tuple[int, Step]]:
    """Each with the rank of the step that it comes from.

    A row whose cells changed in number, and a row behind the place where a table was cut in two, or where two tables
    were put together otherwise, can't stay a row of the old table.
    """
    homes: dict[int, int] = {}  # table of the old text -> that of the new text
    for rank, step in enumerate(steps):
        if step.old is None or step.new is None:
            yield rank, step
            continue
        if isinstance(step.old, TableRow) and isinstance(step.new, TableRow):
            own = step.old.table
            same_cells = len(step.old.cells) == len(step.new.cells)
            if homes.get(own, step.new.table) == step.new.table and same_cells:
                homes[own] = step.new.table
                yield rank, step
                continue
        elif isinstance(step.old, Line) and isinstance(step.new, Line):
            yield rank, step
            continue
        yield rank, replace(step, change="supprime", new=None, segments=(), cells=())
        yield rank, replace(step, change="ajoute", old=None, segments=(), cells=())


def segments_of(step: Step, old: str) -> tuple[Segment, ...]:
    """How the paragraph `old` becomes the step's new line; empty if it already is it.

    One segment for all where the step's own do not add up.
    """
    assert step.new is not None
    if old == step.new.text:
        return ()
    before = "".join(segment.old for segment in step.segments)
    after = "".join(segment.new for segment in step.segments)
    if (before, after) == (old, step.new.text):
        return step.segments
    return (Segment(old, step.new.text, "modifie"),)


def cell_steps(step: Step, cell: int) -> Steps:
    """The steps of a cell of a row that stays; made here where the comparison gave none."""
    if step.cells:
        return step.cells[cell]
    assert isinstance(step.old, TableRow) and isinstance(step.new, TableRow)
    old, new = step.old.cells[cell], step.new.cells[cell]
    if tuple(line.text for line in old) == tuple(line.text for line in new):
        return tuple(Step("identique", *pair) for pair in zip(old, new, strict=True))
    removed = tuple(Step("supprime", line, None) for line in old)
    return removed + tuple(Step("ajoute", None, line) for line in new)
