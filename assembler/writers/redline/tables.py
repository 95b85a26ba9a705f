"""Rows and tables that come: they look like the old table that they join, or take sensible sizes of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from assembler.word.body import TABLE, W, cells_of
from assembler.writers.redline.tracks import number_from
from assembler.writers.wordml import share

_WIDEST = 31_680  # of the pages that Word knows, in twentieths of a point
_MOST_COLUMNS = 63  # in a table of Word
_USUAL_WIDTH = 9412
_KEPT_OF_ROWS = {
    f"{W}{name}" for name in ("gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "jc")
}
_DROPPED_OF_CELLS = (f"{W}vMerge", f"{W}hMerge")
_PLAIN_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def new_table(style: str, source: etree._Element, cells: int) -> etree._Element:
    """A table without its rows, in a style of the old file or in none; `cells`: how many the first row has."""
    columns = _columns(source, cells)
    made = etree.Element(TABLE)
    properties = etree.SubElement(made, f"{W}tblPr")
    if style:
        etree.SubElement(properties, f"{W}tblStyle").set(f"{W}val", style)
    etree.SubElement(properties, f"{W}tblW", {f"{W}w": str(sum(columns)), f"{W}type": "dxa"})
    if not style:
        borders = etree.SubElement(properties, f"{W}tblBorders")
        for side in _PLAIN_BORDERS:
            etree.SubElement(borders, f"{W}{side}", {f"{W}val": "single", f"{W}sz": "4", f"{W}space": "0"})
    etree.SubElement(properties, f"{W}tblLayout").set(f"{W}type", "fixed")
    etree.SubElement(properties, f"{W}tblLook", {f"{W}val": "0420", f"{W}firstRow": "1", f"{W}noVBand": "1"})
    grid = etree.SubElement(made, f"{W}tblGrid")
    for width in columns:
        etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(width))
    return made


def row_properties(model: etree._Element | None) -> etree._Element:
    """The model's; a row without one stays on one page."""
    made = etree.Element(f"{W}trPr")
    if model is None:
        etree.SubElement(made, f"{W}cantSplit")
    else:
        made.extend(deepcopy(each) for each in model.findall(f"{W}trPr/*") if each.tag in _KEPT_OF_ROWS)
    return made


def looks_of_cells(model: etree._Element | None, table: etree._Element, cells: int) -> list[etree._Element]:
    """The `w:tcPr` of each cell: the model's, else even shares of the table's columns."""
    if model is None:
        return _shares(_grid(table), cells)
    return [_look_of(cell) for cell in cells_of(model)]


def _look_of(cell: etree._Element) -> etree._Element:
    own = cell.find(f"{W}tcPr")
    made = deepcopy(own) if own is not None else etree.Element(f"{W}tcPr")
    for dropped in [each for each in made if each.tag in _DROPPED_OF_CELLS]:
        made.remove(dropped)
    return made


def _shares(columns: Sequence[int], cells: int) -> list[etree._Element]:
    """Where there are fewer cells than columns, some span several."""
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
    etree.SubElement(made, f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"})
    if span > 1:
        etree.SubElement(made, f"{W}gridSpan").set(f"{W}val", str(span))
    return made


def _grid(table: etree._Element) -> list[int]:
    """Widths of the columns, in twentieths of a point; one that can't be read is 0."""
    return [size_of(column, "w") or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol")]


def _columns(source: etree._Element, cells: int) -> list[int]:
    """Widths of the new file's columns if they are sensible; else even ones."""
    columns = _grid(source)
    if columns and all(columns) and sum(columns) <= _WIDEST and cells <= len(columns) <= _MOST_COLUMNS:
        return columns
    return share(_USUAL_WIDTH, [1] * min(max(cells, 1), _MOST_COLUMNS))


def size_of(element: etree._Element | None, name: str) -> int | None:
    """A size in twentieths of a point; None if it is absent or no sensible number."""
    value = element.get(f"{W}{name}", "") if element is not None else ""
    size = number_from(value)
    return size if size <= _WIDEST and (size or value == "0") else None
