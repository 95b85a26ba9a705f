"""The workbook that a person fills in with the figures of a territory: one row an indicator, in the catalogue's order.

Its columns are those that the reader of figures knows; what stands in the others helps to fill it in.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook

from assembler.model.arithmetic import completed, parse_formula, share
from assembler.model.catalogue import PERCENTAGES, Catalogue, Indicateur, TableauStatistique, Unit, Versement
from assembler.model.figures import Figure, Figures, Special, Value
from assembler.model.typography import typeset

_SHEET = "Chiffres"
_DEFAULT_YEAR = "Année par défaut"
_TITLES = ("code", "indicateur", "unité", "année", "valeur", "variation", "source", "note")
_WIDTHS = (38, 66, 21, 8, 15, 12, 9, 44)
_LINE_HEIGHT = 15
_CODE, _LABEL, _UNIT, _YEAR, _VALUE, _CHANGE, _SOURCE, _NOTE = range(8)
_HELP = (
    "Remplissez les cases blanches : l’année, la valeur, et la variation sur cinq ans, avec son signe. Les cases "
    "grises se calculent ou restent vides. Une ligne sans année prend l’année par défaut.",
    "Case vide : pas de chiffre. 0 : aucun. N.C. : non communiqué. - € : rien n’a été versé.",
    "Un pourcentage se tape avec son signe : 67,7 %. Les formules ne se lisent pas, sauf celles des cases grises.",
)
_UNITS: dict[Unit, str] = {
    "nombre": "nombre",
    "decimal": "nombre décimal",
    "euros": "euros",
    "pourcent": "%",
    "taux": "% avec son signe",
    "evolution": "nombre avec son signe",
}
_RHYTHMS = {"mensuel": "Versement mensuel", "annuel": "Versement annuel", "decembre": "Versement de décembre"}
_SAME_DAY = datetime(2000, 1, 1)  # the same bytes on any day
_GREY, _LINE, _BLUE = "#E7E6E6", "#BFBFBF", "#DDEBF7"


def write_template(catalogue: Catalogue, name: str, figures: Figures, year: int | None) -> bytes:
    """The workbook, filled in with the `figures`; `year` is for the rows that have none of their own."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    title = typeset(f"Chiffres : {name}") if name else "Chiffres du territoire"
    book.set_properties({"title": title, "created": _SAME_DAY})
    _Template(book, catalogue, figures, year).write(title)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet to fill in; `indicator` is None for a payment that no table holds."""

    code: str
    label: str
    unit: Unit
    places: int
    source: str
    indent: int
    indicator: Indicateur | None


class _Template:
    def __init__(self, book: Workbook, catalogue: Catalogue, figures: Figures, year: int | None) -> None:
        self.book, self.catalogue, self.year = book, catalogue, year
        self.figures, self.complete = figures, completed(catalogue, figures)
        self.sheet: Any = book.add_worksheet(_SHEET)
        self.style = lru_cache(maxsize=None)(self._style)
        self.lines: dict[str, int] = {}
        """The line of each code, from 0: formulas name cells that may stand below."""

    def write(self, title: str) -> None:
        self._write_head(title)
        header = len(_HELP) + 2
        self._number_lines(header + 1)
        line = header + 1
        for table in self.catalogue.tables.values():
            line = self._write_table(table, line)
        self._set_page(header, line)

    def _write_head(self, title: str) -> None:
        self.sheet.write_string(0, 0, title, self.book.add_format({"bold": True, "font_size": 14}))
        for line, text in enumerate(_HELP, 1):
            self.sheet.write_string(line, 0, typeset(text))
        self.sheet.write_string(len(_HELP) + 1, _UNIT, _DEFAULT_YEAR, self.style(bold=True, align="right"))
        self._write_year(len(_HELP) + 1, self.year)
        for column, text in enumerate(_TITLES):
            self.sheet.write_string(len(_HELP) + 2, column, text, self.style(bold=True, bg_color=_BLUE))

    def _number_lines(self, line: int) -> None:
        for table in self.catalogue.tables.values():
            for offset, row in enumerate(self._rows(table), line + 1):
                self.lines[row.code] = offset
            line += 1 + sum(1 for _ in self._rows(table)) + len(table.notes)

    def _rows(self, table: TableauStatistique) -> Iterator[_Row]:
        for each in table.indicateurs:
            source, indent = each.source or table.source, int(each.presentation == "detail")
            yield _Row(each.code, each.libelle, each.unite, each.places, source, indent, each)
        for payment in table.versements:
            yield _Row(payment.code, _payment_label(payment), "euros", 0, "Caf", 0, None)

    def _write_table(self, table: TableauStatistique, line: int) -> int:
        """Returns the line below."""
        for column in range(len(_TITLES)):
            self.sheet.write_blank(line, column, None, self.style(bg_color=_BLUE))
        self.sheet.write_string(line, _LABEL, f"{table.code} – {table.titre}", self.style(bold=True, bg_color=_BLUE))
        varies = table.colonnes == "variation"
        for row in self._rows(table):
            line += 1
            has_change = varies and row.indicator is not None and row.unit not in ("taux", "evolution")
            self._write_row(line, row, has_change)
        for note in table.notes:
            line += 1
            self._fit(line, note)
            style = self.style(italic=True, text_wrap=True, valign="top", border=0)
            self.sheet.write_string(line, _LABEL, note.strip(), style)
        return line + 1

    def _write_row(self, line: int, row: _Row, has_change: bool) -> None:
        figure = self.figures.get(row.code)
        plain = self.style(valign="top")
        self._fit(line, row.label)
        self.sheet.write_string(line, _CODE, row.code, self.style(font_color="#7F7F7F", valign="top"))
        self.sheet.write_string(line, _LABEL, row.label, self.style(text_wrap=True, valign="top", indent=row.indent))
        self.sheet.write_string(line, _UNIT, _UNITS[row.unit], plain)
        self.sheet.write_string(line, _SOURCE, row.source, self.style(valign="top", align="center"))
        self._write_year(line, self.complete[row.code].year if row.code in self.complete else None)
        note = ""
        if self._is_computed(row, figure):
            assert row.indicator is not None
            self._write_formula(line, row.indicator)
            note = typeset(f"Calculé : {row.indicator.formule}")
        else:
            self._write_value(line, _VALUE, figure.value if figure else None, row.unit, row.places)
        change = figure.variation if figure else None
        if has_change or change is not None:
            self._write_value(line, _CHANGE, change, "taux", 1)
        else:
            self.sheet.write_blank(line, _CHANGE, None, self.style(bg_color=_GREY))
        self.sheet.write_string(line, _NOTE, note, self.style(locked=False, text_wrap=True, valign="top"))

    def _fit(self, line: int, label: str) -> None:
        """Room for a label that takes several lines: not every spreadsheet makes it by itself."""
        self.sheet.set_row(line, _LINE_HEIGHT * math.ceil(len(label) * 1.1 / _WIDTHS[_LABEL]))

    def _is_computed(self, row: _Row, figure: Figure | None) -> bool:
        """A share that was typed and differs from its counts stays as it is: nothing is lost."""
        if row.indicator is None or not row.indicator.formule:
            return False
        typed = figure.value if figure else None
        return typed is None or typed == share(row.indicator, self.figures)

    def _write_year(self, line: int, year: int | None) -> None:
        style = self.style(locked=False, num_format="0", align="center", valign="top")
        if year is None:
            self.sheet.write_blank(line, _YEAR, None, style)
        else:
            self.sheet.write_number(line, _YEAR, year, style)

    def _write_value(self, line: int, column: int, value: Value, unit: Unit, places: int) -> None:
        style = self.style(
            locked=False, num_format=_number_format(unit, max(places, _decimals(value))), align="right", valign="top"
        )
        if value is None:
            self.sheet.write_blank(line, column, None, style)
        elif isinstance(value, Special):
            self.sheet.write_string(line, column, value.value, style)
        else:
            self.sheet.write_number(line, column, float(value / 100 if unit in PERCENTAGES else value), style)

    def _write_formula(self, line: int, indicator: Indicateur) -> None:
        formula = parse_formula(indicator.formule or "")
        tops, bottoms = ([f"E{self.lines[code] + 1}" for code in side] for side in (formula.top, formula.bottom))
        known = ",".join(f"ISNUMBER({cell})" for cell in dict.fromkeys(tops + bottoms))
        top, bottom = "+".join(tops), "+".join(bottoms)
        quotient = f"ROUND(({top})/({bottom}),{indicator.places + 2})"
        value = share(indicator, self.figures)
        style = self.style(
            bg_color=_GREY, num_format=_number_format(indicator.unite, indicator.places), align="right", valign="top"
        )
        text = f'=IF(AND({known}),IF(({bottom})>0,{quotient},""),"")'
        self.sheet.write_formula(line, _VALUE, text, style, "" if value is None else float(value / 100))
        self.sheet.data_validation(
            line, _VALUE, line, _VALUE,
            {"validate": "any", "input_title": "Calculé", "input_message": f"= {indicator.formule}"[:255]},
        )  # fmt: skip

    def _set_page(self, header: int, last: int) -> None:
        sheet = self.sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(header + 1, _UNIT)
        sheet.data_validation(
            header - 1, _YEAR, last, _YEAR,
            {
                "validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2099,
                "error_title": "Année", "error_message": "Une année s’écrit en quatre chiffres : 2020.",
            },
        )  # fmt: skip
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.set_footer("&L&A&RPage &P / &N")

    def _style(self, **properties: Any) -> Any:
        return self.book.add_format({"border": 1, "border_color": _LINE, **properties})


def _payment_label(payment: Versement) -> str:
    return f"{_RHYTHMS[payment.rythme]} {payment.objet}"


def _decimals(value: Value) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _number_format(unit: Unit, places: int) -> str:
    decimals = f".{'0' * places}" if places else ""
    if unit == "pourcent":
        return f"0{decimals}%"
    if unit == "taux":
        return f"+0{decimals}%;-0{decimals}%;0{decimals}%"
    number = f"#,##0{decimals}"
    if unit == "evolution":
        return f"+{number};-{number};{number}"
    return f'{number} "€"' if unit == "euros" else number
