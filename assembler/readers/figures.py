"""The figures of one territory: a CSV file, an XLSX workbook, or an extract read through a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assembler.model.catalogue import Catalogue
from assembler.model.figures import Figures
from assembler.model.messages import excerpt, listed, simplified, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.readers.csv_table import Row, csv_rows
from assembler.readers.figure_lines import Cell, FiguresReader, Line
from assembler.readers.workbook import ENDINGS, Sheet, read_sheet

MAPPINGS = (".yaml", ".yml")
COLUMNS = ("code", "annee", "valeur", "variation")
_NEEDED = ("code", "valeur")
_FOR_PEOPLE = ("indicateur", "unite", "source", "note", "notes")
"""Columns that help to fill in a file; nothing reads them."""
_FIRST_LINE = "La première ligne donne les titres des colonnes."
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
    sheet = read_sheet(path) if ending in ENDINGS else None
    return _PlainReader(path, catalogue, sheet).read()


class _PlainReader:
    """Reads a file whose columns bear our own titles. `sheet` is None for a CSV file."""

    def __init__(self, path: Path, catalogue: Catalogue, sheet: Sheet | None) -> None:
        self.path, self.units, self.sheet = path, catalogue.units, sheet
        self.reader = FiguresReader(path, catalogue)

    def read(self) -> Figures:
        rows = list(_bounded(self.sheet.rows if self.sheet else csv_rows(self.path), self.path))
        header = self._header(rows)
        self.columns = _columns(header)
        self.titled = {index for index, title in enumerate(header.cells) if title}
        return self.reader.read(self._lines(header, rows[rows.index(header) + 1 :]))

    def _header(self, rows: list[Row]) -> Row:
        """The first row with a cell « code »: the template has a title above."""
        if not rows:
            raise Problems.one("Le fichier est vide.", _FIRST_LINE, Place(self.path))
        found = next((row for row in rows if "code" in map(simplified, row.cells)), None)
        if not found and self.sheet:
            message = (
                f"La feuille « {self.sheet.name} » n’a pas de ligne de titres : aucune cellule n’y contient « code »."
            )
            raise Problems.one(message, f"Titres des colonnes : {listed(COLUMNS, 'et')}.", rows[0].place)
        return found or rows[0]

    def _lines(self, header: Row, rows: list[Row]) -> Iterator[Line]:
        told: set[int] = set()
        for row in rows:
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
            merged = self.sheet.refuse_merged(header.place.line or 1, self.columns.values(), told)
            self.reader.problems[:0] = merged

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
            message = f"Trop de lignes pour des chiffres : {_MOST_ROWS} au plus, une par indicateur."
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
        problems.append(Problem(f"Il manque la colonne {listed(missing, 'et')}.", hint, header.place))
    if problems:
        raise Problems(problems)
    return found
