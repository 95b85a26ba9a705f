"""Statistics tables: indicators of the catalogue with the figures of a territory and of its department."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assembler.compose import french
from assembler.model.document import EMPTY_TABLE, Blank, Block, Blocks, Column, Inlines, Paragraph, Row, Table, Text
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

_UNPAID = {
    Special.NEANT: "la Caf n’a rien versé sur le territoire {purpose}.",
    Special.NON_COMMUNIQUE: "le montant versé par la Caf sur le territoire {purpose} n’est pas communiqué.",
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
        """The table `code` between its payments and its notes; a blank if there is neither row nor payment."""
        table = self.catalogue.tables()[code]
        payments = [self._payment(payment) for payment in table.versements if payment.code in self.figures]
        found: list[Block] = [Paragraph((Text(text),)) for text in payments if text]
        rows = self._rows(table)
        if rows:
            variations = table.colonnes == "variation"
            found.append(Table((Text(table.titre),), self._columns(variations), rows))
            notes = [*table.notes, *([_VARIATION_NOTE] if variations else [])]
            found += [Paragraph((Text(note),), "note") for note in notes]
        return tuple(found) or (Paragraph((Blank(f"{EMPTY_TABLE} « {table.titre} »"),)),)

    def has(self, table: TableauStatistique) -> bool:
        """Does the territory's file name an indicator or a payment of this table, with a value or without?"""
        codes = [each.code for each in table.indicateurs] + [each.code for each in table.versements]
        return any(code in self.figures for code in codes)

    def left_over(self, placed: Iterable[str]) -> tuple[str, ...]:
        """Codes of the tables that have figures and were not `placed`, in the catalogue's order."""
        done = set(placed)
        return tuple(code for code, table in self.catalogue.tables().items() if code not in done and self.has(table))

    def _payment(self, payment: Versement) -> str:
        """A sentence on the amount; empty where the cell is."""
        figure = self.figures[payment.code]
        if figure.value is None:
            return ""
        sentence = _UNPAID[figure.value] if isinstance(figure.value, Special) else _PAYMENTS[payment.rythme]
        told = sentence.format(amount=format_value(figure.value, "euros"), purpose=payment.objet)
        return f"En {figure.year}, {told}" if figure.year else french.capitalize_first(told)

    def _rows(self, table: TableauStatistique) -> tuple[Row, ...]:
        variations = table.colonnes == "variation"
        return tuple(self._row(each, variations) for each in table.indicateurs if each.code in self.figures)

    def _columns(self, variations: bool) -> tuple[Column, ...]:
        change = (Column.named(f"Variation sur 5{NBSP}ans{NBSP}(*)", 14, "nombre"),) if variations else ()
        return (
            Column.named("Indicateur", 42 if variations else 53),
            Column.named("Année", 9.5, "nombre"),
            Column.named(self.territory, 16, "nombre"),
            *change,
            Column.named(self.department, 16, "nombre"),
            *change,
        )

    def _row(self, indicator: Indicateur, variations: bool) -> Row:
        ours, theirs = self.figures[indicator.code], self.reference.get(indicator.code)
        cells = [indicator.libelle, str(ours.year) if ours.year else "", *_cells(ours, indicator, variations)]
        cells += _cells(theirs, indicator, variations)
        if theirs and theirs.year != ours.year and theirs.year and cells[3 + variations]:
            cells[3 + variations] += f"{NBSP}({theirs.year})"  # the column « Année » is the territory's
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
    sign = "-" if value.is_signed() else "+" if unit in ("evolution", "taux") else ""
    return f"{sign}{_digits(abs(value))}{_SUFFIX.get(unit, '')}"


_SUFFIX: dict[Unit, str] = {"pourcent": f"{NBSP}%", "taux": f"{NBSP}%", "euros": f"{NBSP}€"}


def _digits(value: Decimal) -> str:
    whole, _, fraction = f"{value:f}".partition(".")
    grouped = french.group_thousands(int(whole))
    return f"{grouped},{fraction}" if fraction else grouped
