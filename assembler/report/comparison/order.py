"""Which lines of a comparison are shown or folded, where one stops between them, and where moved ones went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assembler.model.comparison import Unit
from assembler.model.difference import Step, Steps, is_row
from assembler.model.lines import Item, Line, TableRow
from assembler.report.comparison.words import shortened

_CONTEXT = 2
"""Unchanged lines shown before and after a change."""


@dataclass(frozen=True, slots=True)
class Run:
    """Ranks of lines that stand together, all shown or all folded."""

    ranks: range
    folded: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One end of a move: `other` is the rank of the other end, `words` say where that is (« plus bas »)."""

    other: int
    words: str


def runs(steps: Steps) -> tuple[Run, ...]:
    """All lines, in order; an unchanged one is folded unless it is near a change, or names what holds one."""
    shown = _shown(steps)
    found: list[Run] = []
    start = 0
    for rank in range(1, len(steps) + 1):
        if rank == len(steps) or (rank in shown) != (start in shown):
            found.append(Run(range(start, rank), start not in shown and rank - start > 1))
            start = rank
    return tuple(found)


def stops(steps: Steps, first: int) -> dict[int, int]:
    """Rank of the line where each difference begins -> its number, counted from `first`.

    Lines that went or came together, and those that came in the place of others, are one difference.
    """
    starts = [rank for rank, step in enumerate(steps) if step.change != "identique" and not _goes_on(steps, rank)]
    return {rank: number for number, rank in enumerate(starts, start=first)}


def _goes_on(steps: Steps, rank: int) -> bool:
    before = steps[rank - 1].change if rank else "identique"
    return (before, steps[rank].change) in {("supprime", "supprime"), ("supprime", "ajoute"), ("ajoute", "ajoute")}


def ways(steps: Steps) -> dict[int, Way]:
    """Rank of each end of a move -> its other end; an end whose other one is not here is left out."""
    left = {step.move: rank for rank, step in enumerate(steps) if step.move is not None and step.new is None}
    came = {step.move: rank for rank, step in enumerate(steps) if step.move is not None and step.new is not None}
    titles = _titles_before(steps)
    found: dict[int, Way] = {}
    for move in left.keys() & came.keys():
        old, new = left[move], came[move]
        found[old] = Way(new, f"vers {_where(steps, titles, old, new)}")
        found[new] = Way(old, f"de {_where(steps, titles, new, old)}")
    return found


def same_table(before: Step, after: Step) -> bool:
    """Do two rows that follow one another belong to one table?"""
    pairs = [(before.old, after.old), (before.new, after.new)]
    told = [one.table == two.table for one, two in pairs if isinstance(one, TableRow) and isinstance(two, TableRow)]
    return all(told)


def item_of(step: Step) -> Item:
    """The new line or row, the old one where there is none."""
    item = step.new if step.new is not None else step.old
    assert item is not None
    return item


def body_of(unit: Unit) -> Steps:
    """The lines of a part, without an unchanged first one that only repeats its title."""
    if unit.steps and unit.steps[0].change == "identique" and _is_title(unit.steps[0]):
        repeated = item_of(unit.steps[0]).text.strip() in unit.title
        return unit.steps[1:] if repeated else unit.steps
    return unit.steps


def titles_above(steps: Steps) -> list[int | None]:
    """For each line, the rank of the title that it stands under; None where there is none, and for a title itself."""
    return [None if _is_title(step) else rank for step, rank in zip(steps, _titles_before(steps), strict=True)]


def _titles_before(steps: Steps) -> list[int | None]:
    """For each line, the rank of the nearest title before it."""
    found: list[int | None] = []
    nearest: int | None = None
    for rank, step in enumerate(steps):
        found.append(nearest)
        nearest = rank if _is_title(step) else nearest
    return found


def _first_rows(steps: Steps) -> list[int | None]:
    """For each row, the rank of the first row of its table; None for a line."""
    found: list[int | None] = []
    for rank, step in enumerate(steps):
        goes_on = rank and is_row(item_of(steps[rank - 1])) and same_table(steps[rank - 1], step)
        found.append((found[-1] if goes_on else rank) if is_row(item_of(step)) else None)
    return found


def _shown(steps: Steps) -> set[int]:
    """What changed and what is near, the title above, and the first row of the table."""
    titles, first_rows = titles_above(steps), _first_rows(steps)
    shown: set[int] = set()
    for rank, step in enumerate(steps):
        if step.change != "identique":
            shown.update(range(max(0, rank - _CONTEXT), min(len(steps), rank + _CONTEXT + 1)))
            shown.update(each for each in (titles[rank], first_rows[rank]) if each is not None)
    return shown


def _is_title(step: Step) -> bool:
    item = item_of(step)
    return isinstance(item, Line) and item.kind == "titre" and step.change != "supprime"


def _where(steps: Steps, titles: Sequence[int | None], here: int, there: int) -> str:
    direction = "plus bas" if there > here else "plus haut"
    title = titles[there]
    if title is None or title == titles[here]:
        return direction
    return f"« {shortened(item_of(steps[title]).text, 60)} », {direction}"
