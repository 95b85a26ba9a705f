"""A paragraph, row or table deleted, inserted or changed: what the body and the cells of a redline have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from assembler.model.difference import Step
from assembler.model.lines import Line, TableRow
from assembler.word.body import PARAGRAPH, cells_of, paragraphs_of
from assembler.writers.redline.marks import Changes
from assembler.writers.redline.new import Remaker
from assembler.writers.redline.runs import delete_all, edit, paragraph_text, runs_of
from assembler.writers.redline.steps import segments_of
from assembler.writers.redline.tracks import Tracks


@dataclass(slots=True)
class Edits:
    """`changes` collects the paragraphs and rows wholly deleted or inserted; their marks are not tracked yet."""

    remaker: Remaker
    tracks: Tracks
    changes: Changes = field(default_factory=dict)

    def delete(self, item: etree._Element) -> None:
        """A paragraph, or a row and all that is in it."""
        self.changes[item] = "del"
        for paragraph in [item] if item.tag == PARAGRAPH else paragraphs_of_row(item):
            self.changes[paragraph] = "del"
            delete_all(paragraph, self.tracks)

    def change(self, paragraph: etree._Element, step: Step) -> None:
        """The words of a paragraph that stays."""
        if segments := segments_of(step, paragraph_text(paragraph)):
            edit(paragraph, segments, self.tracks)

    def paragraph(self, line: Line, source: etree._Element | None, beside: Sequence[etree._Element]) -> etree._Element:
        """A new one, inserted; `source` and `beside` as those of `Remaker.paragraph`."""
        made = self.remaker.paragraph(line, source, beside)
        self._insert(made)
        return made

    def row(
        self, row: TableRow, source: etree._Element | None, siblings: Sequence[etree._Element], columns: Sequence[int]
    ) -> etree._Element:
        """A new one, inserted; arguments as those of `Remaker.row`."""
        made = self.remaker.row(row, source, siblings, columns)
        self.changes[made] = "ins"
        for paragraph in paragraphs_of_row(made):
            self._insert(paragraph)
        return made

    def _insert(self, paragraph: etree._Element) -> None:
        self.changes[paragraph] = "ins"
        self.tracks.wrap("ins", list(runs_of(paragraph)))


def paragraphs_of_row(row: etree._Element) -> list[etree._Element]:
    return [paragraph for cell in cells_of(row) for paragraph in paragraphs_of(cell)]
