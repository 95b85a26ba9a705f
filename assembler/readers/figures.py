"""The figures of one territory: a CSV file, an XLSX workbook, or an extract read through a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from assembler.model.catalogue import Catalogue
from assembler.model.figures import Figures
from assembler.model.messages import excerpt, listed, simplified, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.readers.csv_table import QUOTE_COMMAS, CsvTable, Row, csv_table
from assembler.readers.figure_lines import Cell, FiguresReader, Line
from assembler.readers.french_numbers import grouped, parse_year
from assembler.readers.workbook import ENDINGS, Sheet, read_sheet

MAPPINGS = (".yaml", ".yml")
COLUMNS = ("code", "annee", "valeur", "variation")
_NEEDED = ("code", "valeur")
DEFAULT_YEAR = "annee par defaut"
"""Stands above the titles, with the year in the next cell."""
_FOR_PEOPLE = ("indicateur", "unite", "source", "note", "notes")
"""Columns that help to fill in a file; nothing reads them."""
_FIRST_LINE = "La première ligne donne les titres des colonnes."
_BARE_DECIMALS = re.compile("[0-9]+ ?[%€]?")
_MOST_ROWS = 5_000
"""More than a territory can have figures."""


def read_figures(
    path: Path, catalogue: Catalogue, territory: tuple[str, ...] = (), workspace: Path | None = None
) -> Figures:
    """The figures by code, in the order of the file. Raises Problems.

    `territory`: names under which an extract may know it. `workspace`: the folder that no mapping leaves; its own
    folder by default.
    """
    ending = path.suffix.lower()
    if ending in MAPPINGS:
        from assembler.readers.correspondance import read_extract

        return read_extract(path, catalogue, territory, workspace or path.parent)
    if ending in ENDINGS:
        return _PlainReader(path, catalogue, read_sheet(path, titles=_NEEDED)).read()
    return _PlainReader(path, catalogue, csv_table(path)).read()


class _PlainReader:
    """Reads a file whose columns bear our own titles."""

    def __init__(self, path: Path, catalogue: Catalogue, table: Sheet | CsvTable) -> None:
        self.path, self.units, self.table = path, catalogue.units, table
        self.sheet = table if isinstance(table, Sheet) else None
        self.csv = table if isinstance(table, CsvTable) else None
        self.reader = FiguresReader(path, catalogue)
        self.reader.unsigned_hint = "Ajoutez-le."
        if self.csv and self.csv.delimiter == ",":
            self.reader.unsigned_hint = f"{QUOTE_COMMAS} Sinon, ajoutez le signe."

    def read(self) -> Figures:
        rows = list(_bounded(self.table.rows, self.path))
        header = self._header(rows)
        first = rows.index(header)
        self.columns = _columns(header)
        self.titled = {index for index, title in enumerate(header.cells) if title}
        self._read_default_year(rows[:first])
        return self.reader.read(self._lines(header, rows[first + 1 :]))

    def _header(self, rows: list[Row]) -> Row:
        """The first row with the titles that are needed, or else with « code »: the template has a title above."""
        if not rows:
            raise Problems.one("Le fichier est vide.", _FIRST_LINE, Place(self.path))
        whole = (row for row in rows if set(_NEEDED) <= set(map(simplified, row.cells)))
        found = next(whole, None) or next((row for row in rows if "code" in map(simplified, row.cells)), None)
        if not found and self.sheet:
            message = (
                f"La feuille « {self.sheet.name} » n’a pas de ligne de titres : aucune cellule n’y contient « code »."
            )
            raise Problems.one(message, f"Titres des colonnes : {listed(COLUMNS, 'et')}.", rows[0].place)
        return found or rows[0]

    def _read_default_year(self, rows: list[Row]) -> None:
        for row in rows:
            names = [simplified(cell).rstrip(" :") for cell in row.cells]
            if DEFAULT_YEAR not in names:
                continue
            index = names.index(DEFAULT_YEAR) + 1
            try:
                self.reader.default_year = parse_year(row.figure(index))
            except Problems as refused:
                for problem in refused.problems:
                    self.reader.report(replace(problem, place=row.at(index)))

    def _lines(self, header: Row, rows: list[Row]) -> Iterator[Line]:
        told: set[int] = set()
        for row in rows:
            if self.csv and self._is_cut(self.csv, row, header):
                continue
            self._refuse_untitled(row)
            code, holds_a_figure = self._text(row, "code"), any(self._text(row, name) for name in COLUMNS[1:])
            if not holds_a_figure and (self.sheet or not code):
                continue  # the title of a part, or a line of the template that is left empty
            told.add(row.place.line or 0)
            place = row.at(self.columns["code"])
            self._check_code(code, place)
            if code:
                yield Line(code, place, *(self._cell(row, name) for name in COLUMNS[1:]))
        if self.sheet:
            merged = self.sheet.refuse_merged(header.place.line or 1, self.columns.values(), sorted(told))
            self.reader.problems[:0] = merged

    def _is_cut(self, csv: CsvTable, row: Row, header: Row) -> bool:
        """Did a decimal comma make two cells of one? Is told, and nothing more of the row."""
        problem = csv.refuse_extra(row, header)
        if not problem and csv.delimiter == ",":
            for name in ("valeur", "variation"):
                index = self.columns.get(name, len(header.cells)) + 1
                decimals = row.cell(index)
                is_number = index not in self.columns.values() and _BARE_DECIMALS.fullmatch(decimals)
                if is_number and _BARE_DECIMALS.fullmatch(row.cell(index - 1).lstrip("+-−– ")):
                    message = f"« {excerpt(decimals)} » semble la suite de « {excerpt(row.cell(index - 1))} »."
                    problem = Problem(message, QUOTE_COMMAS, row.at(index))
        if problem:
            self.reader.report(problem)
        return problem is not None

    def _check_code(self, code: str, place: Place) -> None:
        if not code:
            self.reader.report(Problem("Cette ligne n’a pas de code.", "Écrivez le code de l’indicateur.", place))
        elif code not in self.units:
            hint = "" if self.reader.is_full else suggestion(code, self.units, "Codes possibles")
            self.reader.report(Problem(f"Le code « {excerpt(code)} » n’est pas au catalogue.", hint, place))

    def _refuse_untitled(self, row: Row) -> None:
        for index, cell in enumerate(row.cells):
            if cell and index not in self.titled:
                hint = "Donnez un titre à sa colonne, ou videz-la."
                if not self.sheet:
                    hint = "Une cellule qui contient le séparateur s’écrit entre guillemets."
                self.reader.report(Problem(f"« {excerpt(cell)} » n’est sous aucune colonne.", hint, row.at(index)))

    def _text(self, row: Row, column: str) -> str:
        return row.cell(self.columns[column]) if column in self.columns else ""

    def _cell(self, row: Row, column: str) -> Cell | None:
        return Cell(row, self.columns[column]) if column in self.columns else None


def _bounded(rows: Iterable[Row], path: Path) -> Iterator[Row]:
    for count, row in enumerate(rows, 1):
        if count > _MOST_ROWS:
            message = f"Trop de lignes pour des chiffres : {grouped(str(_MOST_ROWS))} au plus, une par indicateur."
            hint = "Un extrait de plusieurs territoires se lit par une correspondance (docs/guide.md, « Chiffres »)."
            raise Problems.one(message, hint, Place(path))
        yield row


def _columns(header: Row) -> dict[str, int]:
    """The index of each known column."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for index, title in enumerate(header.cells):
        name = simplified(title)
        if not name or name in _FOR_PEOPLE:
            continue
        if name not in COLUMNS:
            hint = suggestion(title, COLUMNS, "Colonnes possibles")
            problems.append(Problem(f"La colonne « {excerpt(title)} » n’est pas connue.", hint, header.at(index)))
        elif name in found:
            message = f"La colonne « {name} » est donnée deux fois."
            problems.append(Problem(message, "Gardez-en une seule.", header.at(index)))
        found.setdefault(name, index)
    if missing := [name for name in _NEEDED if name not in found]:
        hint = f"Titres des colonnes : {listed(COLUMNS, 'et')}."
        if not header.place.cell:
            hint = f"La première ligne du fichier s’écrit : {';'.join(COLUMNS)}"
        columns = "la colonne" if len(missing) == 1 else "les colonnes"
        problems.append(Problem(f"Il manque {columns} {listed(missing, 'et')}.", hint, header.place))
    if problems:
        raise Problems(problems)
    return found
