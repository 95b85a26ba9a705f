"""The steps of a comparison put into the old body: what was removed is marked, what was added stands at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from lxml import etree

from assembler.model.difference import Step, Steps, line_texts
from assembler.model.lines import Item, Line, TableRow
from assembler.word.body import CELL, PARAGRAPH, ROW, TABLE, W, cells_of, items_of, paragraphs_of
from assembler.writers.redline.edits import Edits, is_same, paragraphs_of_row, require
from assembler.writers.redline.places import Places, block_of
from assembler.writers.redline.runs import paragraph_text

_CONTROL = f"{W}sdt"
_WRAPPERS = (_CONTROL, f"{W}customXml", f"{W}smartTag")


class BodyEditor:
    """Edits one body; `new` is the one that it is held against.

    `shown`: rank of a step -> the paragraph or row that stands for it, where a comment can be anchored.
    `homes`: each item -> the content control that it stood in; all are taken away, as LibreOffice up to 7.4 loses
    changes in the first paragraph of one.
    """

    def __init__(self, body: etree._Element, new: etree._Element, edits: Edits) -> None:
        self.body, self.edits = body, edits
        self.old, self.new = list(items_of(body)), list(items_of(new))
        self.homes = {item: next(item.iterancestors(_CONTROL), None) for item in self.old}
        self.shown: dict[int, etree._Element] = {}
        self.ends: dict[etree._Element, int] = {}  # table -> rank of its last row in the new file
        _open_controls(body)

    def apply(self, steps: Steps) -> None:
        """The ranks of the steps' items are those of `items_of` the two bodies. Raises Problems where they are not."""
        steps_shown = list(_showable(steps))
        self.edits.remaker.lists.same = self._same_paragraphs(steps)
        located = [(step, _found(self.old, step.old) if step.old else None) for _, step in steps_shown]
        places = Places(self.body, located, self.homes, self.edits.changes)
        for position, (rank, step) in enumerate(steps_shown):
            element = self._done(step, located[position][1], position, places)
            places.done(element, step)
            self.shown.setdefault(rank, element)
            if isinstance(step.new, TableRow):
                self.ends[block_of(element)] = step.new.rank
        if self.edits.changes:
            self._delete_between(places.named)
            self._part_tables({step.new.rank for step in steps if step.new})

    def _same_paragraphs(self, steps: Steps) -> Iterator[tuple[etree._Element, etree._Element]]:
        for step in steps:
            if isinstance(step.old, Line) and isinstance(step.new, Line):
                yield _found(self.old, step.old), _found(self.new, step.new)

    def _done(self, step: Step, item: etree._Element | None, position: int, places: Places) -> etree._Element:
        """Does one step; gives what stands for it."""
        if item is None:
            return self._inserted(step, position, places)
        if is_same(step):
            return item
        if step.new is None:
            self.edits.delete(item, line_texts(step.old) if step.old else ())
        elif isinstance(step.new, TableRow):
            self._change_row(item, step, step.new)
        else:
            self.edits.change(item, step)
        return item

    def _change_row(self, item: etree._Element, step: Step, row: TableRow) -> None:
        cells, theirs = list(cells_of(item)), list(cells_of(_found(self.new, row)))
        require(len(cells) == len(theirs) == len(step.cells))
        for cell, own, steps in zip(cells, theirs, step.cells, strict=True):
            self.edits.cell(cell, steps, list(paragraphs_of(own)))

    # -- what is new

    def _inserted(self, step: Step, position: int, places: Places) -> etree._Element:
        if isinstance(step.new, TableRow):
            return self._inserted_row(step.new, _found(self.new, step.new), position, places)
        assert step.new is not None
        made = self.edits.paragraph(step.new, _found(self.new, step.new), places.beside(position))
        places.put(made, position)
        return made

    def _inserted_row(self, row: TableRow, source: etree._Element, position: int, places: Places) -> etree._Element:
        table = places.tables.get(row.table)
        if table is None:
            table = self.edits.remaker.table(next(source.iterancestors(TABLE)), len(row.cells))
            places.put(table, position)
        made = self.edits.row(row, source, places.model(table, len(row.cells)), table)
        places.put_row(made, table)
        return made

    def _part_tables(self, named: set[int]) -> None:
        """An empty line of the new file behind a table is in no step, but Word would join tables that touch."""
        for table, rank in self.ends.items():
            lines = [] if rank + 1 in named else self.new[rank + 1 : rank + 2]
            empty = [line for line in lines if line.tag == PARAGRAPH and not paragraph_text(line)]
            if empty and not self._stands_apart(table):
                table.addnext(self.edits.paragraph(Line(""), empty[0], []))

    def _stands_apart(self, table: etree._Element) -> bool:
        """Does a paragraph stay behind the table?"""
        for after in table.itersiblings(PARAGRAPH, TABLE):
            items = [after] if after.tag == PARAGRAPH else after.findall(ROW)
            if any(self.edits.changes.get(item) != "del" for item in items):
                return after.tag == PARAGRAPH
        return False

    # -- what goes with what is deleted

    def _delete_between(self, named: set[etree._Element]) -> None:
        """Empty items that no step names, where all around them in their part is deleted: page breaks, charts."""
        groups = [
            (key, list(items))
            for key, items in groupby(self.old, lambda item: (self.homes[item], self._state(item, named)))
        ]
        edges: list[tuple[etree._Element | None, str]] = [key for key, _ in groups]
        for rank, ((home, state), items) in enumerate(groups):
            around = {edges[at][1] for at in (rank - 1, rank + 1) if 0 <= at < len(edges) and edges[at][0] is home}
            if state == "empty" and around == {"del"}:
                for item in items:
                    self.edits.delete(item)

    def _state(self, item: etree._Element, named: set[etree._Element]) -> str:
        if item in named:
            return self.edits.changes.get(item, "kept")
        paragraphs = [item] if item.tag == PARAGRAPH else paragraphs_of_row(item)
        ends_section = any(paragraph.find(f"{W}pPr/{W}sectPr") is not None for paragraph in paragraphs)
        return "kept" if ends_section or any(map(paragraph_text, paragraphs)) else "empty"


def _found(elements: list[etree._Element], item: Item) -> etree._Element:
    """The item's own. Raises Problems where there is none of its kind."""
    require(0 <= item.rank < len(elements))
    found = elements[item.rank]
    require(found.tag == (ROW if isinstance(item, TableRow) else PARAGRAPH))
    return found


def _open_controls(body: etree._Element) -> None:
    """What content controls and the like hold between paragraphs, rows or cells is put in their place."""
    for control in list(body.iter(*_WRAPPERS)):
        parent = control.getparent()
        if parent is None or parent.tag not in (body.tag, CELL, ROW, TABLE):
            continue
        content = control.find(f"{W}sdtContent") if control.tag == _CONTROL else control
        for each in list(content) if content is not None else ():
            if not str(each.tag).endswith("Pr"):
                control.addprevious(each)
        parent.remove(control)


def _showable(steps: Steps) -> Iterator[tuple[int, Step]]:
    """Each with the rank of the step that it comes from.

    A row whose cells changed in number, and a row behind the place where a table was cut in two, or where two tables
    were put together otherwise, can't stay a row of the old table.
    """
    homes: dict[int, int] = {}  # table of the old text -> that of the new text
    for rank, step in enumerate(steps):
        if step.old is None or step.new is None or _stays(step, homes):
            yield rank, step
        else:
            yield rank, replace(step, change="supprime", new=None, segments=(), cells=())
            yield rank, replace(step, change="ajoute", old=None, segments=(), cells=())


def _stays(step: Step, homes: dict[int, int]) -> bool:
    if isinstance(step.old, Line) or isinstance(step.new, Line):
        return isinstance(step.old, Line) and isinstance(step.new, Line)
    assert isinstance(step.old, TableRow) and isinstance(step.new, TableRow)
    if len(step.old.cells) != len(step.new.cells):
        return False
    return homes.setdefault(step.old.table, step.new.table) == step.new.table
