"""Where new paragraphs, rows and tables go in the old body: behind what they follow, in its content control."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from lxml import etree

from assembler.model.difference import Step
from assembler.model.lines import TableRow
from assembler.word.body import PARAGRAPH, ROW, TABLE, W
from assembler.writers.redline.runs import paragraph_text

_CONTROL, _SECTION = f"{W}sdt", f"{W}sectPr"
Placed = Sequence[tuple[Step, etree._Element | None]]


class Places:
    """`steps`: each with its element in the old body, None where there is none.

    `last` is what stands for the step just done, None before the first. `tables` are those that an added row
    can join, by their rank in the new text; `last_rows` the last row done of each.
    """

    def __init__(self, container: etree._Element, steps: Placed, changed: Container[etree._Element]) -> None:
        self.container, self.steps, self.changed = container, steps, changed
        self.named = {element for _, element in steps if element is not None}
        self.following = _following(steps)
        self.kept_rows = {
            position: (step.new.table, element)
            for position, (step, element) in enumerate(steps)
            if element is not None and isinstance(step.new, TableRow)
        }
        self.last: etree._Element | None = None
        self.tables: dict[int, etree._Element] = {}
        self.last_rows: dict[etree._Element, etree._Element] = {}

    def done(self, element: etree._Element, step: Step) -> None:
        """The step has its element."""
        self.last = element
        if element.tag == ROW:
            self.last_rows[block_of(element)] = element
            if isinstance(step.new, TableRow):
                self.tables[step.new.table] = block_of(element)

    def beside(self, position: int) -> list[etree._Element]:
        """The paragraphs before and behind the place."""
        near = [self.last, self.following[position]]
        return [each for each in near if each is not None and each.tag == PARAGRAPH]

    # -- rows

    def table_of(self, row: TableRow) -> etree._Element | None:
        """The table that an added row joins; None if it needs one of its own."""
        if row.table in self.tables:
            return self.tables[row.table]
        return next((block_of(element) for table, element in self.kept_rows.values() if table == row.table), None)

    def put_row(self, row: etree._Element, table: etree._Element) -> None:
        """Behind the last row done; in front of all where none is yet."""
        if (last := self.last_rows.get(table)) is not None:
            last.addnext(row)
        elif (first := next(table.iter(ROW), None)) is not None:
            _highest(first, table).addprevious(row)
        else:
            table.append(row)

    def siblings(self, table: etree._Element) -> list[etree._Element]:
        """The old rows of a table, the nearest to the place first."""
        rows = [row for row in table.iter(ROW) if row in self.named and block_of(row) is table]
        last = self.last_rows.get(table)
        at = rows.index(last) if last in rows else 0
        return rows[at::-1] + rows[at + 1 :]

    # -- paragraphs and tables

    def put(self, block: etree._Element, position: int, tag: str) -> None:
        """`tag`: that of the content control in the new file; empty if there is none, or for a table."""
        following = self.following[position]
        if self.last is None:
            self._put_first(block, following)
        elif self._goes_on(block_of(self.last), position):
            block_of(self.last).addprevious(block)
        elif following is None or _in_same_control(tag, self.last) or self._are_together(self.last, following):
            self._past_empty(block_of(self.last)).addnext(block)
        else:
            _highest(self.last, self.container).addnext(block)

    def _put_first(self, block: etree._Element, following: etree._Element | None) -> None:
        if following is not None:
            _highest(following, self.container).addprevious(block)
        elif (section := self.container.find(_SECTION)) is not None:
            section.addprevious(block)
        else:
            self.container.append(block)

    def _are_together(self, one: etree._Element, other: etree._Element) -> bool:
        return _highest(one, self.container) is _highest(other, self.container)

    def _goes_on(self, table: etree._Element, position: int) -> bool:
        """Does a row of this table stay behind the place?"""
        return table.tag == TABLE and any(
            at > position and block_of(element) is table for at, (_, element) in self.kept_rows.items()
        )

    def _past_empty(self, block: etree._Element) -> etree._Element:
        """What is empty and in no step stays with what it follows: a chart, the line behind a table."""
        while (
            (after := block.getnext()) is not None
            and after.tag == PARAGRAPH
            and after not in self.named
            and after not in self.changed
            and not paragraph_text(after)
        ):
            block = after
        return block


def block_of(item: etree._Element) -> etree._Element:
    """A paragraph itself, the table of a row."""
    return item if item.tag == PARAGRAPH else next(item.iterancestors(TABLE))


def control_tag(item: etree._Element) -> str:
    """The tag of the content control that it stands in, without the version; empty if there is none."""
    for control in item.iterancestors(_CONTROL):
        if (tag := control.find(f"{W}sdtPr/{W}tag")) is not None:
            return _bare(tag.get(f"{W}val", ""))
    return ""


def _in_same_control(tag: str, item: etree._Element) -> bool:
    return not tag or _bare(tag) == control_tag(item)


def _bare(tag: str) -> str:
    return tag.partition("@")[0]


def _highest(element: etree._Element, container: etree._Element) -> etree._Element:
    """The child of the container that holds the element."""
    return next((each for each in _upwards(element) if each.getparent() is container), element)


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _following(steps: Placed) -> list[etree._Element | None]:
    """For each step, the next old element behind it."""
    found: list[etree._Element | None] = []
    after = None
    for _, element in reversed(steps):
        found.append(after)
        after = element if element is not None else after
    return found[::-1]
