"""Where new paragraphs, rows and tables go in the old body: behind what they follow."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from lxml import etree

from assembler.model.difference import Step
from assembler.model.lines import TableRow
from assembler.word.body import PARAGRAPH, ROW, W, cells_of
from assembler.writers.redline.runs import paragraph_text

Placed = Sequence[tuple[Step, etree._Element | None]]
Homes = Mapping[etree._Element, etree._Element | None]


class Places:
    """`steps`: each with its element in the old body, None where there is none. `homes`: in which part each stands.

    `last` is what stands for the step just done, None before the first; `home` its part. `tables` are those that an
    added row can join, by their rank in the new text.
    """

    def __init__(self, body: etree._Element, steps: Placed, homes: Homes, changed: Container[etree._Element]) -> None:
        self.body, self.homes, self.changed = body, homes, changed
        self.named = {element for _, element in steps if element is not None}
        self.following = _following(steps)
        self.tables: dict[int, etree._Element] = {}
        self.last: etree._Element | None = None
        self.home: etree._Element | None = None
        self._last_kept: dict[etree._Element, int] = {}  # table -> position of its last row that stays
        self._last_rows: dict[etree._Element, etree._Element] = {}
        self._models: dict[etree._Element, dict[int, etree._Element]] = {}
        for position, (step, element) in enumerate(steps):
            if element is not None and isinstance(step.new, TableRow):
                self.tables.setdefault(step.new.table, block_of(element))
                self._last_kept[block_of(element)] = position

    def done(self, element: etree._Element, step: Step) -> None:
        """The step has its element."""
        self.last, self.home = element, self.homes.get(element, self.home)
        if element.tag == ROW:
            self._last_rows[block_of(element)] = element
            if isinstance(step.new, TableRow):
                self.tables[step.new.table] = block_of(element)

    def beside(self, position: int) -> list[etree._Element]:
        """The paragraphs before and behind the place."""
        near = [self.last, self.following[position]]
        return [each for each in near if each is not None and each.tag == PARAGRAPH]

    # -- rows

    def put_row(self, row: etree._Element, table: etree._Element) -> None:
        """Behind the last row done; in front of all where none is yet."""
        if (last := self._last_rows.get(table)) is not None:
            last.addnext(row)
        elif (first := table.find(ROW)) is not None:
            first.addprevious(row)
        else:
            table.append(row)

    def model(self, table: etree._Element, cells: int) -> etree._Element | None:
        """An old row with as many cells: the one above the place, else the first; a header where there is no other."""
        if table not in self._models:
            self._models[table] = {}
            rows = [row for row in table.iterchildren(ROW) if row in self.named]
            for row in sorted(rows, key=_is_header):
                self._models[table].setdefault(_count(row), row)
        above = self._last_rows.get(table)
        if above in self.named and above is not None and _count(above) == cells and not _is_header(above):
            self._models[table][cells] = above
        return self._models[table].get(cells)

    # -- paragraphs and tables

    def put(self, block: etree._Element, position: int) -> None:
        """A new paragraph or table, at the place of the step at `position`."""
        following = self.following[position]
        if self.last is not None and self._last_kept.get(block_of(self.last), -1) > position:
            block_of(self.last).addprevious(block)
        elif self.last is not None:
            self._past_empty(block_of(self.last)).addnext(block)
        elif following is not None:
            block_of(following).addprevious(block)
        elif (section := self.body.find(f"{W}sectPr")) is not None:
            section.addprevious(block)
        else:
            self.body.append(block)

    def _past_empty(self, block: etree._Element) -> etree._Element:
        """What is empty and in no step stays with what it follows: a chart, the line behind a table."""
        while (
            (after := block.getnext()) is not None
            and after.tag == PARAGRAPH
            and after not in self.named
            and after not in self.changed
            and self.homes.get(after) is self.home
            and not paragraph_text(after)
        ):
            block = after
        return block


def block_of(item: etree._Element) -> etree._Element:
    """A paragraph itself, the table of a row."""
    table = item.getparent() if item.tag == ROW else None
    return item if table is None else table


def _count(row: etree._Element) -> int:
    return len(list(cells_of(row)))


def _is_header(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def _following(steps: Placed) -> list[etree._Element | None]:
    """For each step, the next old element behind it."""
    found: list[etree._Element | None] = []
    after = None
    for _, element in reversed(steps):
        found.append(after)
        after = element if element is not None else after
    return found[::-1]
