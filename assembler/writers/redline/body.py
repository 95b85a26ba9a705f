"""The steps of a comparison put into the old body: what was removed is marked, what was added stands at its place."""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.lines import Item, Line, TableRow
from assembler.word.body import PARAGRAPH, ROW, TABLE, W, cells_of, items_of, paragraphs_of
from assembler.writers.redline.cells import edit_cell
from assembler.writers.redline.edits import Edits, paragraphs_of_row
from assembler.writers.redline.places import Places, block_of
from assembler.writers.redline.runs import paragraph_text
from assembler.writers.redline.steps import cell_steps, showable
from assembler.writers.redline.tables import grid_of


class BodyEditor:
    """Edits one body, header or footer; `new` is the one that it is held against.

    `shown`: rank of a step -> the paragraph or row that stands for it, where a comment can be anchored.
    """

    def __init__(self, container: etree._Element, new: etree._Element, edits: Edits) -> None:
        self.container, self.edits = container, edits
        self.old, self.new = list(items_of(container)), list(items_of(new))
        self.shown: dict[int, etree._Element] = {}
        self.ends: dict[etree._Element, int] = {}  # table -> rank of its last row in the new file

    def apply(self, steps: Steps) -> None:
        """The ranks of the steps' items are those of `items_of` the two containers."""
        steps_shown = list(showable(steps))
        self._know_lists(steps)
        located = [(step, self.old[step.old.rank] if step.old else None) for _, step in steps_shown]
        places = Places(self.container, located, self.edits.changes)
        for position, (rank, step) in enumerate(steps_shown):
            element = self._done(position, places)
            places.done(element, step)
            self.shown.setdefault(rank, element)
            if isinstance(step.new, TableRow):
                self.ends[block_of(element)] = step.new.rank
        self._delete_between(places.named)
        self._part_tables({step.new.rank for step in steps if step.new})

    def _know_lists(self, steps: Steps) -> None:
        for step in steps:
            source = self._source(step.new) if isinstance(step.new, Line) else None
            if isinstance(step.old, Line) and source is not None:
                self.edits.remaker.lists.same(self.old[step.old.rank], source)

    def _done(self, position: int, places: Places) -> etree._Element:
        """Does one step; gives what stands for it."""
        step, item = places.steps[position]
        if item is None:
            return self._inserted(step, position, places)
        if step.new is None:
            self.edits.delete(item)
        else:
            self._change(item, step)
        return item

    def _change(self, item: etree._Element, step: Step) -> None:
        if not isinstance(step.new, TableRow):
            self.edits.change(item, step)
            return
        sources = self._cells(step.new)
        for rank, cell in enumerate(cells_of(item)):
            edit_cell(cell, cell_steps(step, rank), sources[rank], self.edits)

    def _cells(self, row: TableRow) -> list[list[etree._Element]]:
        """The paragraphs of each cell of a row of the new file; none where it does not look as it reads."""
        source = self._source(row)
        cells = [list(paragraphs_of(cell)) for cell in cells_of(source)] if source is not None else []
        return cells if len(cells) == len(row.cells) else [[] for _ in row.cells]

    # -- what is new

    def _inserted(self, step: Step, position: int, places: Places) -> etree._Element:
        if isinstance(step.new, TableRow):
            return self._inserted_row(step.new, position, places)
        assert isinstance(step.new, Line)
        made = self.edits.paragraph(step.new, self._source(step.new), places.beside(position))
        places.put(made, position, step.new.tag)
        return made

    def _inserted_row(self, row: TableRow, position: int, places: Places) -> etree._Element:
        source = self._source(row)
        table = places.table_of(row)
        if table is None:
            model = block_of(source) if source is not None else None
            table = self.edits.remaker.table(model, len(row.cells))
            places.put(table, position, "")
        made = self.edits.row(row, source, places.siblings(table), grid_of(table))
        places.put_row(made, table)
        return made

    def _source(self, item: Item) -> etree._Element | None:
        """Its element in the new file; None where that is of another kind."""
        found = self.new[item.rank] if 0 <= item.rank < len(self.new) else None
        wanted = ROW if isinstance(item, TableRow) else PARAGRAPH
        return found if found is not None and found.tag == wanted else None

    def _part_tables(self, named: set[int]) -> None:
        """An empty line of the new file behind a table is in no step, but Word would join tables that touch."""
        for table, rank in self.ends.items():
            lines = [] if rank + 1 in named else self.new[rank + 1 : rank + 2]
            empty = [line for line in lines if line.tag == PARAGRAPH and not paragraph_text(line)]
            if empty and not self._stands_apart(table):
                table.addnext(self.edits.paragraph(Line(""), empty[0], []))

    def _stands_apart(self, table: etree._Element) -> bool:
        """Does a paragraph, or a control that begins with one, stay behind the table?"""
        changes = self.edits.changes
        for after in table.itersiblings():
            items = list(items_of(after)) if after.tag != PARAGRAPH else [after]
            if after.tag == TABLE:
                items = list(after.iter(ROW))
            if any(changes.get(item) != "del" for item in items):
                return after.tag != TABLE
        return False

    # -- what goes with what is deleted

    def _delete_between(self, named: set[etree._Element]) -> None:
        """Empty items that no step names, where all around them in their control is deleted: page breaks, charts."""
        groups = [
            (key, list(items))
            for key, items in groupby(self.old, lambda item: (_control(item), self._state(item, named)))
        ]
        edges: list[tuple[etree._Element | None, str]] = [key for key, _ in groups]
        for rank, ((control, state), items) in enumerate(groups):
            around = {edges[at][1] for at in (rank - 1, rank + 1) if 0 <= at < len(edges) and edges[at][0] is control}
            if state == "empty" and around == {"del"}:
                for item in items:
                    self.edits.delete(item)

    def _state(self, item: etree._Element, named: set[etree._Element]) -> str:
        if item in named:
            return self.edits.changes.get(item, "kept")
        paragraphs = [item] if item.tag == PARAGRAPH else paragraphs_of_row(item)
        ends_section = any(paragraph.find(f"{W}pPr/{W}sectPr") is not None for paragraph in paragraphs)
        return "kept" if ends_section or any(map(paragraph_text, paragraphs)) else "empty"


def _control(item: etree._Element) -> etree._Element | None:
    return next(item.iterancestors(f"{W}sdt"), None)
