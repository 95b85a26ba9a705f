"""Paragraphs, rows and tables of the new file, made again in the old one's look: their words and simple looks alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from assembler.model.lines import Line, TableRow
from assembler.word.body import CELL, PARAGRAPH, ROW, W, cells_of, paragraphs_of
from assembler.writers.redline.lists import Lists, leaves_list, number_of
from assembler.writers.redline.runs import paragraph_text, run_text, run_with, runs_of
from assembler.writers.redline.tables import looks_of_cells, new_table, row_properties, size_of
from assembler.writers.redline.tracks import properties_of
from assembler.writers.styles import style_ids

_OFF = ("0", "false", "off")
_STYLES_OF_LISTS = {"puce": "list bullet", "numero": "list number"}
_STYLES_OF_KINDS = _STYLES_OF_LISTS | {"texte": "ctg texte"}


@dataclass(frozen=True, slots=True)
class StyleNames:
    """Styles of two files. `old`: name in lower case -> id there. `new`: id in the new file -> name in lower case."""

    old: Mapping[str, str]
    new: Mapping[str, str]

    @classmethod
    def read(cls, old: etree._Element, new: etree._Element) -> StyleNames:
        return cls(style_ids(old), {identifier: name for name, identifier in style_ids(new).items()})

    def mapped(self, element: etree._Element | None) -> str:
        """The old file's id of the style that `element` (`w:pStyle`…) names; empty if it has none of that name."""
        name = self.new.get(element.get(f"{W}val", ""), "") if element is not None else ""
        return self.old.get(name, "")


@dataclass(frozen=True, slots=True)
class Remaker:
    """Makes elements of the old file; nothing in them is tracked yet."""

    styles: StyleNames
    lists: Lists

    def paragraph(self, line: Line, source: etree._Element, beside: Sequence[etree._Element]) -> etree._Element:
        """`source`: its element in the new file. `beside`: old paragraphs near."""
        made = etree.Element(PARAGRAPH)
        style = self._style(line, source, beside)
        if style:
            etree.SubElement(properties_of(made), f"{W}pStyle").set(f"{W}val", style)
        for extra in self._list_properties(line, source, style, beside):
            properties_of(made).append(extra)
        made.extend(self.runs(line, source))
        return made

    def runs(self, line: Line, source: etree._Element) -> list[etree._Element]:
        """The line's words as runs; plain ones where the source does not read so."""
        if paragraph_text(source) != line.text:
            return [run_with(line.text, None)] if line.text else []
        return [run_with(text, self._looks(run)) for run in runs_of(source) if (text := run_text(run))]

    # -- paragraphs

    def _style(self, line: Line, source: etree._Element, beside: Sequence[etree._Element]) -> str:
        """By its name, else by what the line is, else that of the neighbour."""
        own = source.find(f"{W}pPr/{W}pStyle")
        usual = f"heading {line.level}" if line.kind == "titre" else _STYLES_OF_KINDS.get(line.kind, "")
        if (mapped := self.styles.mapped(own)) and (
            line.kind not in _STYLES_OF_LISTS or self.lists.has_numbers(mapped)
        ):
            return mapped
        if line.rank < 0 and beside and line.kind not in _STYLES_OF_LISTS:
            return _style_of(beside[0])
        return self.styles.old.get(usual, "")

    def _list_properties(
        self, line: Line, source: etree._Element, style: str, beside: Sequence[etree._Element]
    ) -> Iterator[etree._Element]:
        """The number of the list that it joins; for a paragraph under an item's text, no mark and its indent."""
        if leaves_list(source):
            number = etree.Element(f"{W}numPr")
            etree.SubElement(number, f"{W}numId").set(f"{W}val", "0")
            yield number
            if (left := size_of(source.find(f"{W}pPr/{W}ind"), "left")) is not None:
                yield etree.Element(f"{W}ind", {f"{W}left": str(left), f"{W}firstLine": "0"})
        elif number_of(source):
            joined = self.lists.joined(source, style)
            yield from [] if joined is None else [joined]
        elif line.kind in _STYLES_OF_LISTS:
            near = [each for each in beside if style and _style_of(each) == style and number_of(each)]
            yield from [deepcopy(number) for each in near[:1] for number in each.iterfind(f"{W}pPr/{W}numPr")]

    def _looks(self, run: etree._Element) -> etree._Element | None:
        looks = etree.Element(f"{W}rPr")
        if style := self.styles.mapped(run.find(f"{W}rPr/{W}rStyle")):
            etree.SubElement(looks, f"{W}rStyle").set(f"{W}val", style)
        for name in ("b", "i"):
            own = run.find(f"{W}rPr/{W}{name}")
            if own is not None and own.get(f"{W}val", "1") not in _OFF:
                etree.SubElement(looks, f"{W}{name}")
                etree.SubElement(looks, f"{W}{name}Cs")
        raised = run.find(f"{W}rPr/{W}vertAlign")
        if raised is not None and raised.get(f"{W}val") == "superscript":
            etree.SubElement(looks, f"{W}vertAlign").set(f"{W}val", "superscript")
        return looks if len(looks) else None

    # -- rows

    def row(
        self, row: TableRow, source: etree._Element, model: etree._Element | None, table: etree._Element
    ) -> etree._Element:
        """`model`: an old row with as many cells that it looks like; `table`: that it joins."""
        made = etree.Element(ROW)
        made.append(row_properties(model))
        models = [list(paragraphs_of(cell)) for cell in cells_of(model)] if model is not None else [[]] * len(row.cells)
        looks = looks_of_cells(model, table, len(row.cells))
        for lines, look, own, beside in zip(row.cells, looks, cells_of(source), models, strict=True):
            cell = etree.SubElement(made, CELL)
            cell.append(look)
            for line, paragraph in zip(lines, paragraphs_of(own), strict=True):
                cell.append(self.paragraph(line, paragraph, beside))
            if not lines:
                etree.SubElement(cell, PARAGRAPH)
        return made

    def table(self, source: etree._Element, cells: int) -> etree._Element:
        """A table without its rows; `source`: that of the new file, `cells`: how many its first row has."""
        own = source.find(f"{W}tblPr/{W}tblStyle")
        return new_table(self.styles.mapped(own) or self.styles.old.get("ctg tableau", ""), source, cells)


# --- properties ------------------------------------------------------------------------


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""
