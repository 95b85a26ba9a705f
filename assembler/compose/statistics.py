"""Statistics tables: indicators of the catalogue with the figures of a territory and of its department."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assembler.compose import french
from assembler.model.document import Block, Blocks, Column, Inlines, Paragraph, Row, Table, Text
from assembler.model.figures import (
    Catalogue,
    Figure,
    Figures,
    Indicateur,
    Special,
    TableauStatistique,
    Unit,
    Value,
    Versement,
)

NBSP = "\u00a0"
_VARIATION_NOTE = "(*) Variation au cours des cinq dernières années."
_PAYMENTS = {
    "mensuel": "la Caf a versé chaque mois sur le territoire près de {amount} {purpose}.",
    "annuel": "la Caf a versé sur le territoire près de {amount} {purpose}.",
    "decembre": "la Caf a versé sur le territoire {amount} {purpose}, au titre du mois de décembre.",
}


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one territory beside those of its department."""

    catalogue: Catalogue
    territory: str
    figures: Figures
    department: str
    reference: Figures

    def blocks(self, code: str) -> Blocks:
        """The table `code` with its payments before it and its notes after it."""
        table = self.catalogue.tables()[code]
        payments = [self._payment(payment) for payment in table.versements if payment.code in self.figures]
        notes = [*table.notes, *([_VARIATION_NOTE] if table.colonnes == "variation" else [])]
        found: list[Block] = [Paragraph((Text(text),)) for text in payments]
        found.append(self._table(table))
        found += [Paragraph((Text(note),), "note") for note in notes]
        return tuple(found)

    def has(self, table: TableauStatistique) -> bool:
        """Does the territory's file name an indicator of this table, with a value or without?"""
        return any(indicator.code in self.figures for indicator in table.indicateurs)

    def left_over(self, placed: Iterable[str]) -> tuple[str, ...]:
        """Codes of the tables that have figures and were not `placed`, in the catalogue's order."""
        done = set(placed)
        return tuple(code for code, table in self.catalogue.tables().items() if code not in done and self.has(table))

    def _payment(self, payment: Versement) -> str:
        figure = self.figures[payment.code]
        amount = format_value(figure.value, "euros")
        sentence = _PAYMENTS[payment.rythme].format(amount=amount, purpose=payment.objet)
        return f"En {figure.year}, {sentence}" if figure.year else french.capitalize_first(sentence)

    def _table(self, table: TableauStatistique) -> Table:
        variations = table.colonnes == "variation"
        rows = [self._row(indicator, variations) for indicator in table.indicateurs if indicator.code in self.figures]
        return Table((Text(table.titre),), self._columns(variations), tuple(rows))

    def _columns(self, variations: bool) -> tuple[Column, ...]:
        change = (Column(f"Variation sur 5{NBSP}ans{NBSP}(*)", 14, "nombre"),) if variations else ()
        return (
            Column("Indicateur", 40 if variations else 52),
            Column("Année", 9, "nombre"),
            Column(self.territory, 16, "nombre"),
            *change,
            Column(self.department, 16, "nombre"),
            *change,
        )

    def _row(self, indicator: Indicateur, variations: bool) -> Row:
        ours, theirs = self.figures[indicator.code], self.reference.get(indicator.code)
        cells = [indicator.libelle, str(ours.year) if ours.year else "", *_cells(ours, indicator, variations)]
        cells += _cells(theirs, indicator, variations)
        return Row(tuple(_cell(text) for text in cells), indicator.presentation)


def _cells(figure: Figure | None, indicator: Indicateur, variations: bool) -> list[str]:
    if figure is None:
        return ["", ""] if variations else [""]
    value = format_value(figure.value, indicator.unite)
    return [value, format_value(figure.variation, "taux")] if variations else [value]


def _cell(text: str) -> Inlines:
    return (Text(text),) if text else ()


def format_value(value: Value, unit: Unit) -> str:
    """A figure as French typography prints it; empty for None."""
    if value is None:
        return ""
    if value is Special.NEANT:
        return f"-{NBSP}€"
    if isinstance(value, Special):
        return str(value.value)
    sign = "+" if unit in ("evolution", "taux") and value >= 0 else "-" if value < 0 else ""
    return f"{sign}{_digits(abs(value))}{_SUFFIX.get(unit, '')}"


_SUFFIX: dict[Unit, str] = {"pourcent": f"{NBSP}%", "taux": f"{NBSP}%", "euros": f"{NBSP}€"}


def _digits(value: Decimal) -> str:
    whole, _, fraction = f"{value:f}".partition(".")
    grouped = french.group_thousands(int(whole))
    return f"{grouped},{fraction}" if fraction else grouped
