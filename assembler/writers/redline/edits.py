"""A paragraph, row or cell deleted, inserted or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.lines import Line, TableRow
from assembler.model.place import Problems
from assembler.word.body import PARAGRAPH, cells_of, paragraphs_of
from assembler.writers.redline.new import Remaker
from assembler.writers.redline.runs import delete_all, edit, insert_all, paragraph_text
from assembler.writers.redline.tracks import Kind, Tracks


@dataclass(slots=True)
class Edits:
    """`changes` collects the paragraphs and rows wholly deleted or inserted; their marks are not tracked yet."""

    remaker: Remaker
    tracks: Tracks
    changes: dict[etree._Element, Kind] = field(default_factory=dict)

    def delete(self, item: etree._Element, texts: Sequence[str] | None = None) -> None:
        """A paragraph, or a row and all that is in it. Raises Problems where it does not read as `texts`, if given."""
        paragraphs = [item] if item.tag == PARAGRAPH else paragraphs_of_row(item)
        require(texts is None or [paragraph_text(each) for each in paragraphs] == list(texts))
        self.changes[item] = "del"
        for paragraph in paragraphs:
            self.changes[paragraph] = "del"
            delete_all(paragraph, self.tracks)

    def change(self, paragraph: etree._Element, step: Step) -> None:
        """The words of a paragraph that stays. Raises Problems where it does not read as the step says."""
        assert step.old is not None and step.new is not None
        require(paragraph_text(paragraph) == step.old.text)
        if step.old.text != step.new.text:
            sides = ("".join(each.old for each in step.segments), "".join(each.new for each in step.segments))
            require(sides == (step.old.text, step.new.text))
            edit(paragraph, step.segments, self.tracks)

    def paragraph(self, line: Line, source: etree._Element, beside: Sequence[etree._Element]) -> etree._Element:
        """A new one, inserted; `source` and `beside` as those of `Remaker.paragraph`."""
        made = self.remaker.paragraph(line, source, beside)
        self._insert(made)
        return made

    def row(
        self, row: TableRow, source: etree._Element, model: etree._Element | None, table: etree._Element
    ) -> etree._Element:
        """A new one, inserted; arguments as those of `Remaker.row`. Raises Problems where `source` is another row."""
        require([len(list(paragraphs_of(cell))) for cell in cells_of(source)] == [len(each) for each in row.cells])
        made = self.remaker.row(row, source, model, table)
        self.changes[made] = "ins"
        for paragraph in paragraphs_of_row(made):
            self._insert(paragraph)
        return made

    def _insert(self, paragraph: etree._Element) -> None:
        self.changes[paragraph] = "ins"
        insert_all(paragraph, self.tracks)

    def cell(self, cell: etree._Element, steps: Steps, sources: Sequence[etree._Element]) -> None:
        """`sources`: its paragraphs in the new file, of which looks are taken."""
        if all(map(is_same, steps)):
            return
        own = list(paragraphs_of(cell))
        require([paragraph_text(each) for each in own] == [step.old.text for step in steps if step.old])
        require(len(sources) == sum(step.new is not None for step in steps))
        left, theirs = iter(own), iter(sources)
        last: etree._Element | None = None
        for step in steps:
            source = next(theirs) if step.new is not None else None
            if step.old is None and source is not None and isinstance(step.new, Line):
                made = self.paragraph(step.new, source, own[:1] if last is None else [last])
                _put(made, last, own, cell)
                last = made
                continue
            last = next(left)
            if source is None:
                self.delete(last)
            else:
                self.change(last, step)


def paragraphs_of_row(row: etree._Element) -> list[etree._Element]:
    return [paragraph for cell in cells_of(row) for paragraph in paragraphs_of(cell)]


def is_same(step: Step) -> bool:
    """Nothing to do, to the last space: a comparison may call a row the same where an empty line came into it."""
    if isinstance(step.old, TableRow) and isinstance(step.new, TableRow):
        return len(step.cells) == len(step.old.cells) and all(is_same(each) for cell in step.cells for each in cell)
    return step.old is not None and step.new is not None and step.old.text == step.new.text


def require(is_as_compared: bool) -> None:
    """Raises Problems where a file does not read as the comparison has it."""
    if not is_as_compared:
        raise Problems.one(
            "Un des deux fichiers ne se lit pas comme il est rangé : les changements ne peuvent pas y être suivis.",
            "Ouvrez-le dans Word, enregistrez-le sous un autre nom, puis relancez la comparaison.",
        )


def _put(
    paragraph: etree._Element, last: etree._Element | None, own: Sequence[etree._Element], cell: etree._Element
) -> None:
    if last is not None:
        last.addnext(paragraph)
    elif own:
        own[0].addprevious(paragraph)
    else:
        cell.append(paragraph)
