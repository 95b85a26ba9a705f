"""CSV files as spreadsheets write them: three separators, two encodings, quotes, a place for each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from assembler.model.catalogue import Unit
from assembler.model.frozen import frozen
from assembler.model.place import Place, Problem, Problems
from assembler.readers.french_numbers import grouped
from assembler.readers.source_text import (
    LINE_BREAK,
    MAX_BYTES,
    decode_utf8,
    place_at,
    read_bytes,
    refuse_forbidden,
    refuse_utf16,
)

MAX_ROWS = 100_000
QUOTE_COMMAS = 'Une valeur à virgule s’écrit entre guillemets : "53,9 %". Ou enregistrez avec des points-virgules.'
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_SEPARATOR_LINE = re.compile(r"sep=([;,\t])(?:\r\n|\r|\n)")
_UTF8_READ_AS_CP1252 = re.compile(b"\xc3[\x80-\xbf]")


@frozen
class Row:
    """One row; its cells are stripped of outer spaces. `starts`: line and column of each cell."""

    cells: tuple[str, ...]
    place: Place
    starts: tuple[tuple[int, int], ...]

    def at(self, index: int) -> Place:
        """The place of a cell, or of the row when the row is too short."""
        return Place(self.place.file, *self.starts[index]) if index < len(self.starts) else self.place

    def cell(self, index: int) -> str:
        """The text of a cell, empty where the row is too short."""
        return self.cells[index] if index < len(self.cells) else ""

    def figure(self, index: int, unit: Unit | None = None, places: int = 0, is_fraction: bool = False) -> str:
        """The text of a cell as a French number of that unit; `places`, `is_fraction`: the least decimals of a number
        that is not a text, and is it a fraction of 1? Raises Problems, without a place, where it is none of both.
        """
        return self.cell(index)

    def is_text(self, index: int) -> bool:
        """Was the cell typed as a text, not as a spreadsheet's number?"""
        return True

    def formula(self, index: int) -> str | None:
        """What the formula of a cell showed last; None where there is no formula."""
        return None


@dataclass(frozen=True, slots=True)
class CsvTable:
    """`rows`: those that hold something, one by one, read as they are asked for."""

    rows: Iterator[Row]
    delimiter: str

    def refuse_extra(self, row: Row, header: Row) -> Problem | None:
        """What is wrong with a row of more cells than the header, where a decimal comma makes two cells of one."""
        extra = len(header.cells)
        if self.delimiter != "," or len(row.cells) <= extra:
            return None
        message = f"Cette ligne a {len(row.cells)} cellules pour {extra} titre{'s' if extra > 1 else ''}."
        return Problem(message, QUOTE_COMMAS, row.at(extra))


def read_csv(path: Path) -> list[Row]:
    """The rows that hold something, header first."""
    rows = list(csv_table(path).rows)
    if not rows:
        raise Problems.one("Le fichier est vide.", "La première ligne donne les titres des colonnes.", Place(path))
    return rows


def csv_table(path: Path, header: int = 1, most_bytes: int = MAX_BYTES) -> CsvTable:
    """`header` is the line whose separators count."""
    text = _decode(read_bytes(path, most_bytes), path)
    refuse_forbidden(text, path)
    start, delimiter = _delimiter(text, header)
    return CsvTable(_rows(text, start, delimiter, path), delimiter)


def too_many_rows(most: int, place: Place) -> Problems:
    return Problems.one(f"Trop de lignes : {grouped(str(most))} au plus.", "Répartissez-les en fichiers.", place)


def _decode(data: bytes, path: Path) -> str:
    refuse_utf16(data, path)
    try:
        return decode_utf8(data, path)
    except Problems:
        return _decode_cp1252(data, path)


def _decode_cp1252(data: bytes, path: Path) -> str:
    hint = "Enregistrez-le à nouveau : « CSV UTF-8 »."
    if found := _UTF8_READ_AS_CP1252.search(data):
        before = data[: found.start()].decode("latin-1")
        message = "Le fichier mélange deux encodages (UTF-8 et Windows-1252)."
        raise Problems.one(message, hint, place_at(path, before, len(before)))
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("cp1252")
        message = f"L’encodage du fichier n’est ni UTF-8 ni Windows-1252 (octet 0x{data[error.start]:02X})."
        raise Problems.one(message, hint, place_at(path, before, len(before))) from None


def _delimiter(text: str, line: int) -> tuple[int, str]:
    """Where the rows start, and the first of `;`, tab and `,` that the header, on that line, holds outside quotes."""
    if told := _SEPARATOR_LINE.match(text):
        return told.end(), told[1]
    start = text.lstrip() if line == 1 else text
    header = LINE_BREAK.split(_QUOTED.sub("", start), maxsplit=line)[:line][-1]
    return 0, next((sign for sign in (";", "\t", ",") if sign in header), ";")


def _rows(text: str, position: int, delimiter: str, path: Path) -> Iterator[Row]:
    reader = _Cells(text, position, delimiter, path)
    count = 0
    while reader.position < len(text):
        row = reader.row()
        if not any(row.cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise too_many_rows(MAX_ROWS, row.place)
        yield row


class _Cells:
    """A cursor over the text, cell by cell; columns count characters as an editor shows them."""

    def __init__(self, text: str, position: int, delimiter: str, path: Path) -> None:
        self.text, self.position, self.delimiter, self.path = text, position, delimiter, path
        self.line = 1 + sum(1 for _ in LINE_BREAK.finditer(text, 0, position))
        self.line_start = position
        self.has_quotes = '"' in text
        sign = re.escape(delimiter)
        self.quoted = re.compile(rf' *"([^"]*+(?:""[^"]*+)*+)" *(?={sign}|\r|\n|\Z)')
        self.bare = re.compile(rf"[^{sign}\r\n]*")

    def row(self) -> Row:
        return self._quoted_row() if self.has_quotes else self._simple_row()

    def _simple_row(self) -> Row:
        """A row of a file without quotes: a line, cut at the delimiters."""
        end = LINE_BREAK.search(self.text, self.position)
        cells = self.text[self.position : end.start() if end else None].split(self.delimiter)
        columns = accumulate([1, *[len(cell) + 1 for cell in cells[:-1]]])
        starts = tuple([(self.line, column) for column in columns])
        self._next_line(end.end() if end else len(self.text), 1)
        return Row(tuple([cell.strip() for cell in cells]), Place(self.path, *starts[0]), starts)

    def _quoted_row(self) -> Row:
        cells: list[str] = []
        starts: list[tuple[int, int]] = []
        while True:
            starts.append((self.line, self.position - self.line_start + 1))
            cells.append(self._cell().strip())
            if self.text[self.position : self.position + 1] != self.delimiter:
                break
            self.position += 1
        if end := LINE_BREAK.match(self.text, self.position):
            self._next_line(end.end(), 1)
        return Row(tuple(cells), Place(self.path, *starts[0]), tuple(starts))

    def _cell(self) -> str:
        if found := self.quoted.match(self.text, self.position):
            breaks = list(LINE_BREAK.finditer(self.text, self.position, found.end()))
            if breaks:
                self._next_line(breaks[-1].end(), len(breaks))
            self.position = found.end()
            return LINE_BREAK.sub("\n", found[1].replace('""', '"'))
        bare = self.bare.match(self.text, self.position)
        cell = bare[0] if bare else ""
        if cell.lstrip(" ").startswith('"'):
            self._refuse_quote(cell)
        self.position += len(cell)
        return cell

    def _next_line(self, start: int, count: int) -> None:
        self.line += count
        self.line_start = self.position = start

    def _refuse_quote(self, cell: str) -> None:
        start = self.position + cell.index('"')
        closed = _QUOTED.match(self.text, start)
        message = "Du texte suit le guillemet fermant." if closed else "Ce guillemet n’est jamais fermé."
        hint = 'Dans une cellule entre guillemets, un guillemet s’écrit deux fois : "".'
        raise Problems.one(message, hint, Place(self.path, self.line, start - self.line_start + 1))
