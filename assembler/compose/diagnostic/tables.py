"""A statistics table: indicators of the catalogue, with the figures of a territory beside its references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assembler.compose import french
from assembler.model.catalogue import Catalogue, Indicateur, TableauStatistique
from assembler.model.document import Column, Inlines, Row, Table, Text
from assembler.model.figures import Dataset, Figure
from assembler.model.numbers import NBSP, format_value

_VARIATION_NOTE = "(*) Variation au cours des cinq dernières années."
_CHANGE = f"Variation sur 5{NBSP}ans{NBSP}(*)"


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """One table of the catalogue for one territory."""

    catalogue: Catalogue
    table: TableauStatistique
    own: Dataset
    references: tuple[Dataset, ...]

    @property
    def has_variations(self) -> bool:
        return self.table.colonnes == "variation"

    @property
    def indicators(self) -> tuple[Indicateur, ...]:
        """Those that the territory has a line for."""
        figures = self.own.complete
        return tuple(each for each in self.table.indicateurs if each.code in figures)

    def build(self) -> Table | None:
        """None where no indicator has a value, a variation or even a year."""
        if not self.catalogue.is_told(self.table.code, self.own.complete):
            return None
        shown = self.indicators
        notes = [*self.table.notes, *([_VARIATION_NOTE] if self.has_variations else []), self._source(shown)]
        return Table(
            (Text(self.table.titre),),
            self._columns(),
            tuple(self._row(each) for each in shown),
            tuple((Text(note),) for note in notes if note),
        )

    def _columns(self) -> tuple[Column, ...]:
        territories = [self.own.name, *(reference.name for reference in self.references)]
        label, year, value, change = _WIDTHS[self.has_variations, min(len(territories), 3)]
        found = [Column.named("Indicateur", label), Column.named("Année", year, "nombre")]
        for name in territories:
            found.append(Column.named(name, value, "nombre"))
            if self.has_variations:
                found.append(Column.named(_CHANGE, change, "nombre"))
        return tuple(found)

    def _row(self, indicator: Indicateur) -> Row:
        ours = self.own.complete[indicator.code]
        cells = [indicator.libelle, str(ours.year) if ours.year else "", *self._cells(ours, indicator)]
        for reference in self.references:
            theirs = reference.complete.get(indicator.code)
            value, *change = self._cells(theirs, indicator)
            if value and theirs and theirs.year and theirs.year != ours.year:
                value += f"{NBSP}({theirs.year})"  # the column « Année » is the territory's
            cells += [value, *change]
        return Row(tuple(_cell(text) for text in cells), indicator.presentation)

    def _cells(self, figure: Figure | None, indicator: Indicateur) -> list[str]:
        value = format_value(figure.value, indicator.unite) if figure else ""
        if not self.has_variations:
            return [value]
        return [value, format_value(figure.variation, "taux") if figure else ""]

    def _source(self, shown: Iterable[Indicateur]) -> str:
        """« Sources : Caf, 2020 et 2021 ; Insee, 2018. »: where the figures come from, and of which years."""
        return source_note(self.catalogue, [each.code for each in shown], self.own)


_WIDTHS = {
    (True, 1): (54.0, 9.5, 20.0, 16.0),
    (True, 2): (42.0, 9.5, 16.0, 14.0),
    (True, 3): (31.0, 8.5, 14.5, 12.5),
    (False, 1): (62.0, 9.5, 20.0, 0.0),
    (False, 2): (53.0, 9.5, 16.0, 0.0),
    (False, 3): (44.0, 9.5, 15.5, 0.0),
}
"""Columns of a table with variations or without, for so many territories: label, year, value, variation."""


def source_note(catalogue: Catalogue, codes: Iterable[str], own: Dataset) -> str:
    """The sources of the figures that have a value, with their years; empty where no figure has one."""
    years: dict[str, set[int]] = {}
    for code in codes:
        figure = own.complete.get(code)
        if figure and figure.value is not None:
            years.setdefault(catalogue.sources.get(code, ""), set()).update({figure.year} if figure.year else ())
    told = [
        ", ".join(filter(None, [source, french.enumeration([str(year) for year in sorted(found)])]))
        for source, found in years.items()
        if source
    ]
    if not told:
        return ""
    return f"Source{'s' if len(told) > 1 else ''}{NBSP}: {f'{NBSP}; '.join(told)}."


def _cell(text: str) -> Inlines:
    return (Text(text),) if text else ()
