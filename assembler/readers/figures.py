"""The figures of one territory (CSV: code;annee;valeur;variation)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from assembler.model.catalogue import Catalogue, Unit
from assembler.model.figures import Figure, Figures
from assembler.model.messages import excerpt, listed, simplified, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.readers.csv_table import Row, read_csv
from assembler.readers.french_numbers import parse_value, parse_year

T = TypeVar("T")
_COLUMNS = ("code", "annee", "valeur", "variation")
_NEEDED = ("code", "valeur")


def read_figures(path: Path, catalogue: Catalogue, territory: tuple[str, ...] = ()) -> Figures:
    """The figures by code, in the order of the file. `territory`: names under which an extract may know it."""
    header, *rows = read_csv(path)
    return _FiguresReader(_columns(header), catalogue.units).read(rows)


def _columns(header: Row) -> dict[str, int]:
    """The index of each known column."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for index, title in enumerate(header.cells):
        name = simplified(title)
        if not name:
            continue
        if name not in _COLUMNS:
            hint = suggestion(title, _COLUMNS, "Colonnes possibles")
            problems.append(Problem(f"La colonne « {excerpt(title)} » n’est pas connue.", hint, header.at(index)))
        elif name in found:
            message = f"La colonne « {name} » est donnée deux fois."
            problems.append(Problem(message, "Gardez-en une seule.", header.at(index)))
        found.setdefault(name, index)
    if missing := [name for name in _NEEDED if name not in found]:
        hint = f"La première ligne du fichier s’écrit : {';'.join(_COLUMNS)}"
        problems.append(Problem(f"Il manque la colonne {listed(missing, 'et')}.", hint, header.place))
    if problems:
        raise Problems(problems)
    return found


class _FiguresReader:
    def __init__(self, columns: dict[str, int], units: dict[str, Unit]) -> None:
        self.columns = columns
        self.units = units
        self.problems: list[Problem] = []

    def read(self, rows: Iterable[Row]) -> Figures:
        figures: dict[str, Figure] = {}
        for row in rows:
            figure = self._figure(row)
            if figure.code in figures:
                first = figures[figure.code].place.line
                hint = f"Il est déjà donné ligne {first} : gardez une seule des deux lignes."
                self._report(Problem(f"Le code « {excerpt(figure.code)} » est donné deux fois.", hint, figure.place))
            figures.setdefault(figure.code, figure)
        if self.problems:
            raise Problems(self.problems)
        return figures

    def _figure(self, row: Row) -> Figure:
        code, index = self._cell(row, "code")
        place = row.at(index)
        self._check_row(row, code, place)
        unit = self.units.get(code, "decimal")
        known = code in self.units
        return Figure(
            code=code,
            year=self._parsed(row, "annee", parse_year),
            value=self._parsed(row, "valeur", lambda text: parse_value(text, unit)) if known else None,
            variation=self._parsed(row, "variation", lambda text: parse_value(text, "taux")),
            place=place,
        )

    def _check_row(self, row: Row, code: str, place: Place) -> None:
        if not code:
            self._report(Problem("Cette ligne n’a pas de code.", "Écrivez le code de l’indicateur.", place))
        elif code not in self.units:
            hint = suggestion(code, self.units, "Codes possibles")
            self._report(Problem(f"Le code « {excerpt(code)} » n’est pas au catalogue.", hint, place))
        last = max(self.columns.values())
        for index, cell in enumerate(row.cells):
            if cell and index > last:
                hint = "Une cellule qui contient le séparateur s’écrit entre guillemets."
                self._report(Problem(f"« {excerpt(cell)} » n’est sous aucune colonne.", hint, row.at(index)))

    def _parsed(self, row: Row, column: str, parse: Callable[[str], T]) -> T | None:
        text, index = self._cell(row, column)
        try:
            return parse(text)
        except Problems as refused:
            for problem in refused.problems:
                self._report(replace(problem, place=row.at(index)))
            return None

    def _cell(self, row: Row, column: str) -> tuple[str, int]:
        """The text of a cell, empty where the row is too short, and its index."""
        index = self.columns.get(column, len(row.cells))
        return (row.cells[index] if index < len(row.cells) else ""), index

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
