"""A statistics table: indicators of the catalogue, with the figures of a territory beside its references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assembler.compose import french
from assembler.model.catalogue import Catalogue, Indicateur, TableauStatistique
from assembler.model.document import Column, Inlines, LineBreak, Row, Table, Text
from assembler.model.figures import Dataset, Figure
from assembler.model.numbers import NBSP, format_value

_VARIATION_NOTE = "(*) Variation au cours des cinq dernières années."
_SUM_NOTE = "Chiffres additionnés des communes membres, là où tous sont connus pour la même année."
_LONGEST_TITLE = 45
"""Characters of a name at the head of a column: five lines; the longest commune of France has as many."""
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
        codes = [each.code for each in shown]
        notes = [
            *self.table.notes,
            _VARIATION_NOTE if self.has_variations else "",
            _SUM_NOTE if self.own.summed.intersection(codes) else "",
            source_note(self.catalogue, codes, self.own, self.references),
        ]
        return Table(
            (Text(self.table.titre),),
            self._columns(),
            tuple(self._row(each) for each in shown),
            tuple((Text(note),) for note in notes if note),
        )

    def _columns(self) -> tuple[Column, ...]:
        titles = [self.own.name if len(self.own.name) <= _LONGEST_TITLE else "Territoire"]
        for reference in self.references:
            year = self._own_year(reference)
            titles.append(f"{reference.name} ({year})" if year else reference.name)
        label, year_width, value, change = _WIDTHS[self.has_variations, min(len(titles), 3)]
        found = [Column.named("Indicateur", label), Column.named("Année", year_width, "nombre")]
        for title in titles:
            found.append(Column.named(title, value, "nombre"))
            if self.has_variations:
                found.append(Column.named(_CHANGE, change, "nombre"))
        return tuple(found)

    def _own_year(self, reference: Dataset) -> int | None:
        """The only year of a reference whose figures here are all of another year than the territory's; else None."""
        pairs = [(self.own.complete[each.code], reference.complete.get(each.code)) for each in self.indicators]
        dated = [
            (ours.year, theirs.year) for ours, theirs in pairs if theirs and theirs.value is not None and theirs.year
        ]
        years = {theirs for _, theirs in dated}
        return years.pop() if len(years) == 1 and all(ours != theirs for ours, theirs in dated) else None

    def _row(self, indicator: Indicateur) -> Row:
        ours = self.own.complete[indicator.code]
        cells = [_cell(indicator.libelle), _cell(str(ours.year) if ours.year else ""), *self._cells(ours, indicator)]
        for reference in self.references:
            theirs = reference.complete.get(indicator.code)
            value, *change = self._cells(theirs, indicator)
            if value and theirs and theirs.year and theirs.year != ours.year and not self._own_year(reference):
                value += (LineBreak(), Text(f"({theirs.year})"))  # the column « Année » is the territory's
            cells += [value, *change]
        return Row(tuple(cells), indicator.presentation)

    def _cells(self, figure: Figure | None, indicator: Indicateur) -> list[Inlines]:
        value = _cell(format_value(figure.value, indicator.unite) if figure else "")
        if not self.has_variations:
            return [value]
        return [value, _cell(format_value(figure.variation, "taux") if figure else "")]


_WIDTHS = {
    (True, 1): (54.0, 9.5, 20.0, 16.0),
    (True, 2): (42.0, 9.5, 16.0, 14.0),
    (True, 3): (24.0, 10.0, 16.0, 12.5),
    (False, 1): (62.0, 9.5, 20.0, 0.0),
    (False, 2): (53.0, 9.5, 16.0, 0.0),
    (False, 3): (42.0, 10.0, 17.0, 0.0),
}
"""Columns of a table with variations or without, for so many territories: label, year, value, variation."""


def source_note(catalogue: Catalogue, codes: Iterable[str], own: Dataset, references: Iterable[Dataset] = ()) -> str:
    """« Sources : Insee, 2018 ; Caf, 2020. », and those of a reference whose years are others.

    Empty where no figure has a value.
    """
    codes = list(codes)
    ours = _years(catalogue, codes, own)
    told = [f"Source{'s' if len(ours) > 1 else ''}{NBSP}: {_sources(ours)}."] if ours else []
    for reference in references:
        theirs = _years(catalogue, codes, reference)
        if ours and any(not years <= ours.get(source, set()) for source, years in theirs.items()):
            told.append(f"Pour {reference.said}{NBSP}: {_sources(theirs)}.")
    return " ".join(told)


def _years(catalogue: Catalogue, codes: Iterable[str], dataset: Dataset) -> dict[str, set[int]]:
    """The sources of the figures that have a value, each with its years."""
    years: dict[str, set[int]] = {}
    for code in codes:
        figure = dataset.complete.get(code)
        if figure and figure.value is not None and catalogue.sources.get(code):
            years.setdefault(catalogue.sources[code], set()).update({figure.year} if figure.year else ())
    return years


def _sources(years: Mapping[str, set[int]]) -> str:
    """« Insee, 2018 ; Caf, 2020 et 2021 »"""
    told = (
        ", ".join(filter(None, [source, french.enumeration([str(year) for year in sorted(found)])]))
        for source, found in years.items()
    )
    return f"{NBSP}; ".join(told)


def _cell(text: str) -> Inlines:
    return (Text(text),) if text else ()
