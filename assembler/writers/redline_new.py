"""Paragraphs, rows and tables of the new file, made again in the old one's look: their words and simple looks alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from assembler.model.lines import Line, TableRow
from assembler.word.body import CELL, PARAGRAPH, ROW, TABLE, W, cells_of, paragraphs_of
from assembler.writers.redline_runs import paragraph_text, run_with, runs_of
from assembler.writers.redline_tracks import properties_of
from assembler.writers.styles import style_ids
from assembler.writers.wordml import share

_OFF = ("0", "false", "off")
_MOST = 31_680  # the widest page that Word knows, in twentieths of a point
_USUAL_WIDTH = 9412
_STYLES_OF_KINDS = {"puce": "list bullet", "numero": "list number", "texte": "ctg texte"}
_KEPT_OF_ROWS = {
    f"{W}{name}" for name in ("gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "jc")
}
_DROPPED_OF_CELLS = (f"{W}vMerge", f"{W}hMerge", f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge", f"{W}tcPrChange")
_PLAIN_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


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

    def paragraph(self, line: Line, source: etree._Element | None, beside: Sequence[etree._Element]) -> etree._Element:
        """`source`: its element in the new file, if there is one of these very words. `beside`: old paragraphs near."""
        made = etree.Element(PARAGRAPH)
        style = self._style(line, source, beside)
        if style:
            etree.SubElement(properties_of(made), f"{W}pStyle").set(f"{W}val", style)
        for extra in self._list_properties(line, source, style, beside):
            properties_of(made).append(extra)
        made.extend(self.runs(line, source))
        return made

    def runs(self, line: Line, source: etree._Element | None) -> list[etree._Element]:
        """The line's words as runs; plain ones where the source does not read so."""
        if source is None or paragraph_text(source) != line.text:
            return [run_with(line.text, None)] if line.text else []
        holder = ((run, paragraph_text(_alone(run))) for run in runs_of(source))
        return [run_with(text, self._looks(run)) for run, text in holder if text]

    # -- paragraphs

    def _style(self, line: Line, source: etree._Element | None, beside: Sequence[etree._Element]) -> str:
        """By its name, else by what the line is, else that of the neighbour."""
        own = source.find(f"{W}pPr/{W}pStyle") if source is not None else None
        if mapped := self.styles.mapped(own):
            return mapped
        if line.rank < 0 and beside:
            return _style_of(beside[0])
        usual = f"heading {line.level}" if line.kind == "titre" else _STYLES_OF_KINDS.get(line.kind, "")
        return self.styles.old.get(usual, "")

    def _list_properties(
        self, line: Line, source: etree._Element | None, style: str, beside: Sequence[etree._Element]
    ) -> Iterator[etree._Element]:
        """The number of the list that it joins; for a paragraph under an item's text, no mark and its indent."""
        if source is not None and _number_of(source) == "0":
            number = etree.Element(f"{W}numPr")
            etree.SubElement(number, f"{W}numId").set(f"{W}val", "0")
            yield number
            if (left := _size(source.find(f"{W}pPr/{W}ind"), "left")) is not None:
                yield etree.Element(f"{W}ind", {f"{W}left": str(left), f"{W}firstLine": "0"})
        elif line.kind in ("puce", "numero"):
            joined = [
                each for each in beside if style and _style_of(each) == style and _number_of(each) not in ("", "0")
            ]
            if joined:
                yield deepcopy(_found(joined[0], f"{W}pPr/{W}numPr"))

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
        self, row: TableRow, source: etree._Element | None, siblings: Sequence[etree._Element], columns: Sequence[int]
    ) -> etree._Element:
        """`siblings`: old rows of the table it joins, nearest first; `columns`: widths of the table's grid."""
        made = etree.Element(ROW)
        model = _model(siblings, len(row.cells))
        made.append(_row_properties(model))
        models = list(cells_of(model)) if model is not None else []
        looks = [_cell_properties(each) for each in models] or _shared_cells(columns, len(row.cells))
        theirs = _matching_cells(row, source)
        for rank, (lines, look) in enumerate(zip(row.cells, looks, strict=True)):
            cell = etree.SubElement(made, CELL)
            cell.append(look)
            beside = list(paragraphs_of(models[rank])) if models else []
            sources = list(paragraphs_of(theirs[rank])) if theirs else []
            for line, paragraph in zip(lines, _same_length(sources, len(lines)), strict=True):
                cell.append(self.paragraph(line, paragraph, beside))
            if not lines:
                etree.SubElement(cell, PARAGRAPH)
        return made

    def table(self, source: etree._Element | None, cells: int) -> etree._Element:
        """A table without its rows; `cells`: how many the first of them has."""
        made = etree.Element(TABLE)
        properties = etree.SubElement(made, f"{W}tblPr")
        own = source.find(f"{W}tblPr/{W}tblStyle") if source is not None else None
        style = self.styles.mapped(own) or self.styles.old.get("ctg tableau", "")
        if style:
            etree.SubElement(properties, f"{W}tblStyle").set(f"{W}val", style)
        columns = _columns(source, cells)
        width = {f"{W}w": str(sum(columns)), f"{W}type": "dxa"}
        properties.append(etree.Element(f"{W}tblW", width))
        if not style:
            properties.append(_borders())
        etree.SubElement(properties, f"{W}tblLayout").set(f"{W}type", "fixed")
        look = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "0", "noVBand": "1"}
        properties.append(etree.Element(f"{W}tblLook", {f"{W}val": "0420"} | {f"{W}{k}": v for k, v in look.items()}))
        grid = etree.SubElement(made, f"{W}tblGrid")
        for size in columns:
            etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(size))
        return made


def grid_of(table: etree._Element) -> list[int]:
    """Widths of the columns, in twentieths of a point; one that can't be read is 0."""
    return [_size(column, "w") or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol")]


# --- properties ------------------------------------------------------------------------


def _alone(run: etree._Element) -> etree._Element:
    holder = etree.Element(PARAGRAPH)
    holder.append(deepcopy(run))
    return holder


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _number_of(paragraph: etree._Element) -> str:
    number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return number.get(f"{W}val", "") if number is not None else ""


def _found(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path)
    assert found is not None
    return found


def _size(element: etree._Element | None, name: str) -> int | None:
    """A size in twentieths of a point; None if it is absent or no sensible number."""
    value = element.get(f"{W}{name}", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 and int(value) <= _MOST else None


# --- rows and tables -------------------------------------------------------------------


def _model(siblings: Sequence[etree._Element], cells: int) -> etree._Element | None:
    """The nearest row with as many cells, a header last."""
    fitting = [row for row in siblings if len(list(cells_of(row))) == cells]
    plain = [row for row in fitting if row.find(f"{W}trPr/{W}tblHeader") is None]
    return next(iter(plain + fitting), None)


def _row_properties(model: etree._Element | None) -> etree._Element:
    """The model's; a row without one stays on one page."""
    made = etree.Element(f"{W}trPr")
    if model is None:
        etree.SubElement(made, f"{W}cantSplit")
    else:
        made.extend(deepcopy(each) for each in model.findall(f"{W}trPr/*") if each.tag in _KEPT_OF_ROWS)
    return made


def _cell_properties(cell: etree._Element) -> etree._Element:
    own = cell.find(f"{W}tcPr")
    made = deepcopy(own) if own is not None else etree.Element(f"{W}tcPr")
    for dropped in [each for each in made if each.tag in _DROPPED_OF_CELLS]:
        made.remove(dropped)
    return made


def _shared_cells(columns: Sequence[int], cells: int) -> list[etree._Element]:
    """The table's width shared among the cells; where there are fewer than columns, some span several."""
    if not cells:
        return []
    if len(columns) < cells:
        spans, widths = [1] * cells, share(sum(columns) or _USUAL_WIDTH, [1] * cells)
    else:
        spans = share(len(columns), [1] * cells)
        starts = [sum(spans[:rank]) for rank in range(cells)]
        widths = [sum(columns[start : start + span]) for start, span in zip(starts, spans, strict=True)]
    return [_cell_of(width, span) for width, span in zip(widths, spans, strict=True)]


def _cell_of(width: int, span: int) -> etree._Element:
    made = etree.Element(f"{W}tcPr")
    made.append(etree.Element(f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"}))
    if span > 1:
        etree.SubElement(made, f"{W}gridSpan").set(f"{W}val", str(span))
    return made


def _matching_cells(row: TableRow, source: etree._Element | None) -> list[etree._Element]:
    cells = list(cells_of(source)) if source is not None else []
    return cells if len(cells) == len(row.cells) else []


def _same_length(paragraphs: list[etree._Element], count: int) -> list[etree._Element | None]:
    return list(paragraphs) if len(paragraphs) == count else [None] * count


def _columns(source: etree._Element | None, cells: int) -> list[int]:
    """Widths of the new file's columns if they are sensible; else even ones."""
    columns = grid_of(source) if source is not None else []
    if columns and all(columns) and sum(columns) <= _MOST and len(columns) >= cells:
        return columns
    return share(_USUAL_WIDTH, [1] * max(cells, 1))


def _borders() -> etree._Element:
    made = etree.Element(f"{W}tblBorders")
    for side in _PLAIN_BORDERS:
        made.append(etree.Element(f"{W}{side}", {f"{W}val": "single", f"{W}sz": "4", f"{W}space": "0"}))
    return made
