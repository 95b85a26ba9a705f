"""From the cells of a file, whatever its layout, to figures; all that is wrong is told at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from assembler.model.arithmetic import parse_formula, share
from assembler.model.catalogue import PERCENTAGES, Catalogue, Unit
from assembler.model.figures import Figure, Figures, Value
from assembler.model.frozen import frozen
from assembler.model.messages import excerpt, listed
from assembler.model.place import Place, Problem, Problems
from assembler.readers.csv_table import Row
from assembler.readers.french_numbers import (
    ambiguous_share,
    as_percentage,
    has_no_sign,
    is_ambiguous_share,
    parse_value,
    parse_year,
)

T = TypeVar("T")
MOST_TOLD = 50
"""Problems of one file that are told one by one."""


@frozen
class Cell:
    row: Row
    index: int

    @property
    def text(self) -> str:
        return self.row.cell(self.index)

    @property
    def place(self) -> Place:
        return self.row.at(self.index)


@frozen
class Line:
    """One figure before it is read. `year`: its cell, or the year itself; None where no column gives a thing."""

    code: str
    place: Place
    year: Cell | int | None
    value: Cell | None
    variation: Cell | None


def as_typed(text: str, _unit: Unit, _is_text: bool) -> str:
    return text


class FiguresReader:
    """Reads the lines of one file. `translated` gives the French writing of what a cell shows, be it a text or not."""

    def __init__(
        self, file: Path, catalogue: Catalogue, translated: Callable[[str, Unit, bool], str] = as_typed
    ) -> None:
        self.file, self.catalogue, self.translated = file, catalogue, translated
        self.problems: list[Problem] = []
        self.untold = 0
        """How many more there are."""
        self.formulas: dict[str, Cell] = {}
        self.default_year: int | None = None
        """That of the lines which say something and have no year of their own."""
        self.has_fractions = False
        """Are bare percentages fractions: 0,159 for 15,9 %?"""
        self.fraction_hint: str | None = None
        """What to do about a bare change that may be a fraction; None where none is."""
        self.unsigned_hint: str | None = None
        """What to do about a variation that was typed without its sign; None where it needs none."""
        self.varying = varying_codes(catalogue)

    @property
    def is_full(self) -> bool:
        """Nothing more is told one by one: a mend needs not be sought."""
        return len(self.problems) >= MOST_TOLD

    def report(self, problem: Problem) -> None:
        if self.is_full:
            self.untold += 1
        else:
            self.problems.append(problem)

    def read(self, lines: Iterable[Line]) -> Figures:
        """Raises Problems: those of the lines, and those that were reported before."""
        figures: dict[str, Figure] = {}
        for line in lines:
            figure = self._figure(line)
            if first := figures.get(line.code):
                hint = f"Il est déjà donné {_where(first.place, figure.place)} : gardez un seul des deux."
                self.report(Problem(f"Le code « {excerpt(line.code)} » est donné deux fois.", hint, figure.place))
            figures.setdefault(line.code, figure)
        for code, cell in self.formulas.items():
            self._judge_formula(figures, code, cell)
        self.finish()
        return figures

    def finish(self) -> None:
        """Raise what was reported; of a long list the beginning, and how many are left."""
        if self.problems:
            raise Problems(_shortened(self.problems, self.untold, self.file))

    def _figure(self, line: Line) -> Figure:
        indicator = self.catalogue.indicators.get(line.code)
        unit, places = self.catalogue.units.get(line.code), indicator.places if indicator else 0
        year = line.year if isinstance(line.year, int) else self._year(line.year)
        is_formula = line.value is not None and line.value.row.formula(line.value.index) is not None
        if line.value and is_formula and indicator and indicator.formule:
            self.formulas[line.code] = line.value
            value = None
        else:
            value = self._value(line.value, unit, places) if unit else None
        variation = self._variation(line, unit)
        if year is None and (value, variation) != (None, None):
            year = self.default_year
        return Figure(line.code, year, value, variation, line.place)

    def _variation(self, line: Line, unit: Unit | None) -> Value:
        variation = self._value(line.variation, "taux", 1)
        if line.variation is None or variation is None:
            return None
        cell = line.variation
        if unit and line.code not in self.varying:
            message = f"« {excerpt(line.code)} » n’a pas de variation : elle ne paraîtrait nulle part."
            self.report(Problem(message, "Videz cette cellule, ou vérifiez le code de la ligne.", cell.place))
        elif self.unsigned_hint is not None and cell.row.is_text(cell.index) and has_no_sign(cell.text, variation):
            typed = excerpt(cell.text)
            message = f"Une variation porte toujours son signe : « +{typed} » ou « -{typed} »."
            self.report(Problem(message, self.unsigned_hint, cell.place))
        return variation

    def _year(self, cell: Cell | None) -> int | None:
        return self._parsed(cell, lambda found: parse_year(found.row.figure(found.index)))

    def _value(self, cell: Cell | None, unit: Unit, places: int) -> Value:
        is_fraction = self.has_fractions and unit in PERCENTAGES

        def parse(found: Cell) -> Value:
            shown, is_text = found.text, found.row.is_text(found.index)
            text = self.translated(shown, unit, is_text)
            if not is_text and text == shown:
                shown = text = found.row.figure(found.index, unit, places, is_fraction)
            value = parse_value(as_percentage(text) if is_fraction else text, unit, places, shown, is_text)
            if self.fraction_hint and is_text and unit == "taux" and not is_fraction and "%" not in text:
                _refuse_fraction(value, shown, self.fraction_hint)
            return value

        return self._parsed(cell, parse)

    def _parsed(self, cell: Cell | None, parse: Callable[[Cell], T]) -> T | None:
        try:
            return parse(cell) if cell else None
        except Problems as refused:
            for problem in refused.problems:
                self.report(replace(problem, place=cell.place if cell else None))
            return None

    def _judge_formula(self, figures: dict[str, Figure], code: str, cell: Cell) -> None:
        """The engine computes the share itself. Where it can't, a line without anything else says nothing, and
        a result that somebody sees in the cell is not lost in silence.
        """
        indicator = self.catalogue.indicators[code]
        if share(indicator, figures) is not None:
            if self.default_year and figures[code].says_nothing:
                del figures[code]  # its year is that of its counts
            return
        if shown := cell.row.formula(cell.index):
            counts = listed(dict.fromkeys(parse_formula(indicator.formule or "").codes), "et")
            message = f"Cette formule affiche « {excerpt(shown)} », que rien ne permet de recalculer."
            self.report(Problem(message, f"Donnez {counts}, ou tapez la valeur à la place de la formule.", cell.place))
        elif figures[code].says_nothing:
            del figures[code]


def _refuse_fraction(value: Value, shown: str, hint: str) -> None:
    """A bare change of 0,155 is 15,5 or 0,155 per cent; 0,7, with the one decimal of our tables, is as it stands."""
    if isinstance(value, Decimal) and is_ambiguous_share(value) and len(f"{value:f}".partition(".")[2]) > 1:
        fraction, share = ambiguous_share(value)
        message = f"« {excerpt(shown)} » peut se lire de deux façons : « {fraction} » ou « {share} »."
        raise Problems.one(message, hint)


def varying_codes(catalogue: Catalogue) -> frozenset[str]:
    """The codes whose variation over five years is shown somewhere."""
    return frozenset(
        each.code
        for table in catalogue.tables.values()
        if table.colonnes == "variation"
        for each in table.indicateurs
        if each.unite not in ("taux", "evolution")
    )


def _where(first: Place, second: Place) -> str:
    if first.cell:
        return f"cellule {first.cell.rpartition('!')[2]}"
    column = f", colonne {first.column}" if first.line == second.line else ""
    return f"ligne {first.line}{column}"


def _shortened(problems: list[Problem], untold: int, file: Path) -> list[Problem]:
    left = len(problems) + untold - MOST_TOLD
    if left <= 0:
        return problems
    others = "1 autre erreur" if left == 1 else f"{left} autres erreurs"
    return [*problems[:MOST_TOLD], Problem(f"… et {others} dans ce fichier.", "", Place(file))]
