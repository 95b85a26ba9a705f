"""The steps of a comparison put into the old body: what was removed is marked, what was added stands at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.lines import Line, TableRow
from assembler.word.body import PARAGRAPH, ROW, TABLE, cells_of, items_of, paragraphs_of
from assembler.writers.redline_cells import edit_cell
from assembler.writers.redline_marks import Changes
from assembler.writers.redline_new import Remaker, grid_of
from assembler.writers.redline_places import Places, block_of
from assembler.writers.redline_runs import delete_all, edit, paragraph_text, runs_of
from assembler.writers.redline_steps import cell_steps, segments_of, showable
from assembler.writers.redline_tracks import Tracks


@dataclass(slots=True)
class BodyEditor:
    """Edits one body, header or footer, of which `old` are the items; `new` those of the new file's.

    `changes` collects the paragraphs and rows that are wholly deleted or inserted, their marks not tracked yet.
    `shown`: rank of a step -> the paragraph or row that stands for it, where a comment can be anchored.
    """

    container: etree._Element
    new: Sequence[etree._Element]
    remaker: Remaker
    tracks: Tracks
    changes: Changes = field(default_factory=dict)
    shown: dict[int, etree._Element] = field(default_factory=dict)

    def apply(self, steps: Steps) -> None:
        """The ranks of the steps' items are those of `items_of` both containers."""
        old = list(items_of(self.container))
        placed = list(showable(steps))
        places = Places(self.container, [(step, _element(old, step.old)) for _, step in placed], self.changes)
        for position, (rank, step) in enumerate(placed):
            element = _element(old, step.old)
            if element is None:
                element = self._inserted(step, position, places)
            elif step.new is None:
                self._delete(element)
            else:
                self._edit(element, step)
            places.last = element
            self.shown.setdefault(rank, element)
        self._delete_between(old, {id(element) for step, element in places.steps if element is not None})
        self._part_tables(places.made, steps)

    # -- what was there

    def _delete(self, item: etree._Element) -> None:
        self.changes[item] = "del"
        if item.tag == PARAGRAPH:
            delete_all(item, self.tracks)
            return
        for paragraph in _paragraphs_of_row(item):
            self.changes[paragraph] = "del"
            delete_all(paragraph, self.tracks)

    def _edit(self, item: etree._Element, step: Step) -> None:
        if isinstance(step.old, TableRow) and isinstance(step.new, TableRow):
            source = self._source(step.new)
            sources = list(cells_of(source)) if source is not None else []
            for rank, cell in enumerate(cells_of(item)):
                theirs = list(paragraphs_of(sources[rank])) if len(sources) == len(step.new.cells) else []
                edit_cell(cell, cell_steps(step, rank), theirs, self)
        elif segments := segments_of(step, paragraph_text(item)):
            edit(item, segments, self.tracks)

    def _delete_between(self, old: Sequence[etree._Element], listed: set[int]) -> None:
        """Empty paragraphs that no step names, where all around them is deleted: page breaks, charts."""
        ...

    # -- what is new

    def _inserted(self, step: Step, position: int, places: Places) -> etree._Element:
        if isinstance(step.new, TableRow):
            return self._inserted_row(step.new, position, places)
        assert isinstance(step.new, Line)
        made = self.paragraph(step.new, self._source(step.new), places.beside(position))
        places.put(made, position, step.new.tag)
        return made

    def paragraph(self, line: Line, source: etree._Element | None, beside: Sequence[etree._Element]) -> etree._Element:
        """A new paragraph, all inserted."""
        made = self.remaker.paragraph(line, source, beside)
        self._track(made)
        return made

    def _track(self, paragraph: etree._Element) -> None:
        self.changes[paragraph] = "ins"
        self.tracks.wrap("ins", list(runs_of(paragraph)))
