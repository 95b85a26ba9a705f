"""A text that amendments are made in: each place keeps what stood there, and takes what comes instead or behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assembler.compare.amending.counting import CannotApply, caption_parts, element_at, renumbered_heading, row_at
from assembler.compare.amending.tree import (
    Alinea,
    Division,
    Element,
    Grid,
    Part,
    Tableau,
    items_of,
)
from assembler.compare.folding import folded
from assembler.model.amendment import RowSpot, Spot
from assembler.model.lines import Item, Line, TableRow

_T = TypeVar("_T")
Numbers = dict[tuple[str, str], str]
"""(kind, old number) -> new number."""


def one(found: Sequence[_T]) -> _T:
    if len(found) != 1:
        raise CannotApply
    return found[0]


@dataclass
class Slot:
    """What stands where something stood: `items` (None: as it was), then what was put behind."""

    items: list[Item] | None = None
    behind: list[Item] = field(default_factory=list)

    def replace(self, items: Iterable[Item]) -> None:
        if self.items is not None:
            raise CannotApply
        self.items = list(items)

    def put(self, items: Iterable[Item]) -> None:
        if self.behind:
            raise CannotApply
        self.behind = list(items)


class ElementsNode:
    """Those of one heading or rubrique."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = elements
        self.start, self.end = Slot([]), Slot([])
        self.slots = [Slot() for _ in elements]
        self.tables = {rank: RowsNode(each) for rank, each in enumerate(elements) if isinstance(each, Tableau)}

    def rank(self, spot: Spot) -> int:
        return element_at(self.elements, spot)

    def between(self, first: Spot, last: Spot) -> range:
        return range(self.rank(first), self.rank(last) + 1)

    def items(self, renumber: Callable[[Line], Line]) -> Iterator[Item]:
        yield from self.start.behind
        for rank, (element, slot) in enumerate(zip(self.elements, self.slots, strict=True)):
            if slot.items is not None:
                yield from slot.items
            elif isinstance(element, Alinea):
                yield element.line
            else:
                now = element
                if isinstance(now, Tableau):
                    now = replace(now, rows=tuple(self.tables[rank].rows()))
                yield from items_of(replace(now, caption=renumber(now.caption)) if now.caption else now)
            yield from slot.behind
        yield from self.end.behind


class RowsNode:
    def __init__(self, table: Tableau) -> None:
        self.header, self.body = table.rows[0], table.rows[1:]
        self.first = Slot([])
        self.slots = [Slot() for _ in self.body]

    def rank(self, spot: RowSpot) -> int:
        return row_at(self.body, spot)

    def rows(self) -> Iterator[TableRow]:
        yield self.header
        found = [*self.first.behind]
        for row, slot in zip(self.body, self.slots, strict=True):
            found += [row] if slot.items is None else slot.items
            found += slot.behind
        yield from (row for row in found if isinstance(row, TableRow))


class DivisionNode:
    def __init__(self, division: Division) -> None:
        self.heading = division.heading
        self.title = ""
        self.elements = ElementsNode(division.elements)
        self.inner = [DivisionNode(each) for each in division.divisions]
        self.whole = Slot()
        self.start, self.end = Slot([]), Slot([])

    def paths(self, above: tuple[DivisionNode, ...] = ()) -> Iterator[tuple[DivisionNode, ...]]:
        for each in self.inner:
            yield (*above, each)
            yield from each.paths((*above, each))

    def items(self, renumber: Callable[[Line], Line]) -> Iterator[Item]:
        if self.whole.items is not None:
            yield from self.whole.items
        else:
            yield replace(self.heading, text=self.title) if self.title else self.heading
            yield from self.elements.items(renumber)
            for each in self.inner:
                yield from each.start.behind
                yield from each.items(renumber)
            yield from self.end.behind
        yield from self.whole.behind


class PartNode:
    def __init__(self, part: Part) -> None:
        self.ref, self.grid = part.ref, part.grid
        self.body = DivisionNode(part.body)
        self.rubriques = {label: RubriqueNode(part.grid, label) for label in part.grid.places} if part.grid else {}
        self.fiches = RowNode([PartNode(each) for each in part.fiches])

    def division(self, headings: tuple[str, ...]) -> DivisionNode:
        if not headings:
            return self.body
        keys = [folded(each) for each in headings]
        found = [
            path for path in self.body.paths() if [folded(each.heading.text) for each in path][-len(keys) :] == keys
        ]
        return one(found)[-1]

    def rubrique(self, label: str) -> RubriqueNode:
        if folded(label) not in self.rubriques:
            raise CannotApply
        return self.rubriques[folded(label)]

    def items(self, numbers: Numbers) -> Iterator[Item]:
        def renumbered(caption: Line) -> Line:
            lead, number, rest = caption_parts(caption.text)
            kind = lead.strip().casefold()
            return replace(caption, text=f"{lead}{numbers.get((kind, number), number)}{rest}")

        if self.body.whole.items is None:
            text, own = self.body.heading.text, self.ref
            lead = renumbered_heading(text, own.title, own.number, numbers.get((own.kind, own.number), own.number))
            yield replace(self.body.heading, text=f"{lead}{self.body.title or own.title}")
            yield from list(self.body.items(renumbered))[1:]
            yield from self._rows()
        else:
            yield from self.body.whole.items
        yield from self.fiches.items(numbers)

    def _rows(self) -> Iterator[TableRow]:
        rows = list(self.grid.rows) if self.grid else []
        for label, (row, cell) in (self.grid.places if self.grid else {}).items():
            lines = tuple(self.rubriques[label].items())
            cells = rows[row].cells
            rows[row] = replace(rows[row], cells=(*cells[:cell], lines, *cells[cell + 1 :]))
        yield from rows


class RubriqueNode:
    def __init__(self, grid: Grid, label: str) -> None:
        self.whole = Slot()
        self.elements = ElementsNode([Alinea(line) for line in grid.lines(label)])

    def items(self) -> Iterator[Line]:
        items = self.elements.items(lambda line: line) if self.whole.items is None else self.whole.items
        yield from (item for item in items if isinstance(item, Line))


class RowNode:
    """Parts in a row: each may go, or have others put behind or before it."""

    def __init__(self, parts: list[PartNode]) -> None:
        self.parts = parts
        self.gone: set[int] = set()
        self.before: dict[int, list[PartNode | Item]] = {}
        self.behind: dict[int, list[PartNode | Item]] = {}
        self.end: list[PartNode | Item] = []

    def items(self, numbers: Numbers) -> Iterator[Item]:
        found: list[PartNode | Item] = []
        for part in self.parts:
            found += self.before.get(id(part), [])
            found += [] if id(part) in self.gone else [part]
            found += self.behind.get(id(part), [])
        for each in [*found, *self.end]:
            if isinstance(each, PartNode):
                yield from each.items(numbers)
            else:
                yield each
