"""Rows of the tables of a Word file's body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Protocol

from lxml import etree

from assembler.model.lines import Line, TableRow
from assembler.readers.word.elements import first, is_on, number
from assembler.readers.word.found import ChangeKind, Found, tracked
from assembler.readers.word.layout import Layout
from assembler.readers.word.looks import fill_of
from assembler.readers.word.paragraph import Spot
from assembler.readers.word.properties import FLAT
from assembler.readers.word.styles import Styles
from assembler.word.body import ROW, TABLE, W, cells_of

_ROW_PROPERTIES, _CELL_PROPERTIES, _SHADE, _MERGED = f"{W}trPr", f"{W}tcPr", f"{W}shd", f"{W}vMerge"
_ROW_CHANGES: dict[str, ChangeKind] = {f"{W}ins": "ajout", f"{W}del": "suppression"}
_CELL_CHANGES: dict[str, ChangeKind] = {
    f"{W}cellIns": "ajout",
    f"{W}cellDel": "suppression",
    f"{W}cellMerge": "mise en forme",
}


class Reader(Protocol):
    """What reads the paragraphs of a cell."""

    styles: Styles
    layout: Layout
    found: Found

    def lines(self, container: etree._Element, spot: Spot) -> tuple[Line, ...]: ...

    def strange(self, element: etree._Element, rank: int | None) -> None: ...

    def changed_format(self, element: etree._Element, text: str, rank: int | None) -> None: ...


class TableReader:
    """Reads rows, one after the other."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._tables: dict[etree._Element, tuple[int, str, str]] = {}
        """Number of each table, and the background of its first row and of the others."""

    def row(self, row: etree._Element, rank: int) -> TableRow:
        """A row whose deletion waits to be accepted has empty cells."""
        table, first_fill, other_fill = self._table(next(row.iterancestors(TABLE)))
        properties = first(row, _ROW_PROPERTIES)
        masked = properties is not None and (is_on(first(properties, f"{W}hidden")) or _is_flat(properties))
        spot = Spot(
            rank, other_fill if next(row.itersiblings(ROW, preceding=True), None) is not None else first_fill, masked
        )
        strange = partial(self._reader.strange, rank=rank)
        known = len(self._reader.found.tracked)
        found = TableRow(tuple([self._cell(cell, spot) for cell in cells_of(row, strange)]), table, rank)
        if properties is None or not self._is_removed(properties, found, known):
            return found
        return replace(found, cells=tuple(map(_emptied, found.cells)))

    def _table(self, table: etree._Element) -> tuple[int, str, str]:
        if table not in self._tables:
            properties = first(table, f"{W}tblPr")
            style = None if properties is None else first(properties, f"{W}tblStyle")
            own = None if properties is None else fill_of(first(properties, _SHADE))
            named = "" if style is None else style.get(f"{W}val", "")
            fills = [own or self._reader.styles.table_fill(named, is_first) or "" for is_first in (True, False)]
            self._tables[table] = len(self._tables), fills[0], fills[1]
        return self._tables[table]

    def _cell(self, cell: etree._Element, spot: Spot) -> tuple[Line, ...]:
        properties = first(cell, _CELL_PROPERTIES)
        for child in () if properties is None else properties:
            if child.tag == _SHADE:
                spot = spot._replace(background=fill_of(child) or spot.background)
            elif child.tag == _MERGED and child.get(f"{W}val", "continue") != "restart":
                spot = spot._replace(masked=True)  # it goes on from the cell above, whose words alone are shown
        lines = self._reader.lines(cell, spot)
        if properties is None or not self._reader.layout.has_cell_changes:
            return lines
        for kind, mark in _marks(properties, _CELL_CHANGES).items():
            text = "\n".join(line.text for line in lines)
            self._reader.found.tracked.append(tracked(kind, mark, text, spot.rank))
            lines = _emptied(lines) if kind == "suppression" else lines
        return lines

    def _is_removed(self, properties: etree._Element, row: TableRow, known: int) -> bool:
        """Tell the changes of a row. One that is added or removed is one change, not one a word of it.

        `known`: how many changes were found before it.
        """
        found, marks = self._reader.found.tracked, _marks(properties, _ROW_CHANGES)
        for kind, mark in marks.items():
            inner = [each for each in found[known:] if each.kind == kind]
            found[known:] = [each for each in found[known:] if each.kind != kind]
            shown = row.text.strip() or "\t".join(each.text for each in inner if each.text)
            found.append(tracked(kind, mark, shown, row.rank))
        self._reader.changed_format(properties, row.text, row.rank)
        return "suppression" in marks


def _is_flat(properties: etree._Element) -> bool:
    """Is the row too low to show anything?"""
    heights = properties.iterchildren(f"{W}trHeight")
    exact = [number(each.get(f"{W}val")) for each in heights if each.get(f"{W}hRule") == "exact"]
    return any(height is not None and height <= FLAT for height in exact)


def _marks(properties: etree._Element, kinds: Mapping[str, ChangeKind]) -> dict[ChangeKind, etree._Element]:
    """The first mark of each kind of change."""
    found: dict[ChangeKind, etree._Element] = {}
    for child in properties:
        kind = kinds.get(str(child.tag))
        if kind is not None:
            found.setdefault(kind, child)
    return found


def _emptied(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(line, text="") for line in lines)
