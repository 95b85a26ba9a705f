"""Rows and tables that come: they look like the old table that they join, or take sensible sizes of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from assembler.word.body import TABLE, W, cells_of
from assembler.writers.wordml import share

_MOST = 31_680  # the widest page that Word knows, in twentieths of a point
_USUAL_WIDTH = 9412
_KEPT_OF_ROWS = {
    f"{W}{name}" for name in ("gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "jc")
}
_DROPPED_OF_CELLS = (f"{W}vMerge", f"{W}hMerge", f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge", f"{W}tcPrChange")
_PLAIN_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_LOOK = {"val": "0420", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "0"} | {
    "noVBand": "1"
}


def new_table(style: str, source: etree._Element | None, cells: int) -> etree._Element:
    """A table without its rows, in a style of the old file or in none; `cells`: how many the first row has."""
    made = etree.Element(TABLE)
    properties = etree.SubElement(made, f"{W}tblPr")
    columns = _columns(source, cells)
    if style:
        etree.SubElement(properties, f"{W}tblStyle").set(f"{W}val", style)
    etree.SubElement(properties, f"{W}tblW", {f"{W}w": str(sum(columns)), f"{W}type": "dxa"})
    if not style:
        properties.append(_borders())
    etree.SubElement(properties, f"{W}tblLayout").set(f"{W}type", "fixed")
    etree.SubElement(properties, f"{W}tblLook", {f"{W}{name}": value for name, value in _LOOK.items()})
    grid = etree.SubElement(made, f"{W}tblGrid")
    for width in columns:
        etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(width))
    return made


def grid_of(table: etree._Element) -> list[int]:
    """Widths of the columns, in twentieths of a point; one that can't be read is 0."""
    return [size_of(column, "w") or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol")]


# --- rows and tables -------------------------------------------------------------------


def model_row(siblings: Sequence[etree._Element], cells: int) -> etree._Element | None:
    """The nearest row with as many cells, a header last."""
    fitting = [row for row in siblings if len(list(cells_of(row))) == cells]
    plain = [row for row in fitting if row.find(f"{W}trPr/{W}tblHeader") is None]
    return next(iter(plain + fitting), None)


def row_properties(model: etree._Element | None) -> etree._Element:
    """The model's; a row without one stays on one page."""
    made = etree.Element(f"{W}trPr")
    if model is None:
        etree.SubElement(made, f"{W}cantSplit")
    else:
        made.extend(deepcopy(each) for each in model.findall(f"{W}trPr/*") if each.tag in _KEPT_OF_ROWS)
    return made


def cell_properties(cell: etree._Element) -> etree._Element:
    own = cell.find(f"{W}tcPr")
    made = deepcopy(own) if own is not None else etree.Element(f"{W}tcPr")
    for dropped in [each for each in made if each.tag in _DROPPED_OF_CELLS]:
        made.remove(dropped)
    return made


def shared_cells(columns: Sequence[int], cells: int) -> list[etree._Element]:
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


def size_of(element: etree._Element | None, name: str) -> int | None:
    """A size in twentieths of a point; None if it is absent or no sensible number."""
    value = element.get(f"{W}{name}", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 and int(value) <= _MOST else None
