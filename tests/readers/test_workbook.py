"""Figures in an XLSX workbook: each kind of cell is read as it shows or refused at its address, never guessed."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from workbooks import CATALOGUE, HEADER, SAME_FOLDER, book_of, read, refused, straight, workbook

from assembler.model.figures import Special
from assembler.model.place import Problems
from assembler.readers.figures import read_figures
from assembler.readers.workbook import Number

# --- what is read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "cell", "expected"),
    [
        ("habitants", 31606, "31606"),
        ("habitants", (12.0, "0.00"), "12"),
        ("habitants", "1\u202f466 743", "1466743"),
        ("part", (0.677, "0.0%"), "67.7"),
        ("part", (0.37, "0%"), "37.0"),
        ("part", (0.37, "0.00%"), "37.00"),
        ("part", (0.1 + 0.2, "0%"), "30.0"),
        ("part", (0.67712, "0%"), "67.7"),
        ("part", (474 / 2979, "0%"), "15.9"),
        ("part", (474 / 2979, "0.0%"), "15.9"),
        ("part", (474 / 2979, "0.00%"), "15.91"),
        ("part", (474 / 2979, "0.0#%"), "15.91"),
        ("part", (474 / 2979, "0.00E+00%"), "15.9"),
        ("part", 47400 / 2979, "15.9"),
        ("part", (47400 / 2979, "0.00"), "15.91"),
        ("part", 15.95, "16.0"),
        ("part", (0.15949, "0.000%"), "15.949"),
        ("evolution", (-0.00049, "0.0%"), "0.0"),
        ("evolution", 100 / 3, "33.3"),
        ("habitants", 12.000000000000002, "12"),
        ("aides", 12345.678, "12345.68"),
        ("aides", 12345.5, "12345.5"),
        ("aides", (12345.678, "#,##0.000"), "12345.68"),
        ("aides", (12345.678, '#,##0 "€"'), "12346"),
        ("part", 67.7, "67.7"),
        ("part", 67, "67.0"),
        ("part", 0, "0.0"),
        ("part", "67,70 %", "67.70"),
        ("part", (67.7, '0.0" %"'), "67.7"),
        ("indice", (0.9, "0.00"), "0.90"),
        ("indice", 0.9, "0.90"),
        ("indice", 1.125, "1.13"),
        ("indice", (1.125, "0.000"), "1.125"),
        ("evolution", (-0.001, "+0.0%;-0.0%;0.0%"), "-0.1"),
        ("aides", (877755, '#,##0 "€"'), "877755"),
        ("aides", (44877.5, "#,##0.00 [$€-40C]"), "44877.50"),
        ("aides", "5 800 000 €", "5800000"),
        ("aides", 0, "0"),
    ],
)
def test_a_cell_is_read_as_it_shows(tmp_path: Path, code: str, cell: Any, expected: str) -> None:
    assert str(read(tmp_path, [code, 2020, cell])[code].value) == expected


def test_four_kinds_of_nothing_stay_apart(tmp_path: Path) -> None:
    figures = read(
        tmp_path, ["aides", 2020, "- €"], ["part", 2020, "N.C.", "N.C."], ["habitants", 2020], ["indice", "2020", 0]
    )
    assert [figures[code].value for code in ("aides", "part", "habitants", "indice")] == [
        Special.NEANT, Special.NON_COMMUNIQUE, None, Decimal(0),
    ]  # fmt: skip
    assert {figure.year for figure in figures.values()} == {2020}
    assert figures["part"].variation is Special.NON_COMMUNIQUE


def test_a_line_of_the_template_that_is_left_empty_is_no_figure(tmp_path: Path) -> None:
    assert list(read(tmp_path, ["habitants"], ["part", 2020], [None, "", None], ["aides", None, None, None])) == [
        "part"
    ]


def test_a_figure_knows_its_cell(tmp_path: Path) -> None:
    place = read(tmp_path, [], ["part", 2020, "67,7 %"])["part"].place
    assert (place.cell, place.line, place.column) == ("Feuille!A3", 3, 1)
    assert str(place).endswith("chiffres.xlsx:Feuille!A3")


def test_hidden_rows_and_columns_are_read(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    assert read(tmp_path, ["habitants", 2020, 3], change=hide)["habitants"].value == 3


def test_rich_text_is_a_text(tmp_path: Path) -> None:
    rich = CellRichText("67,", TextBlock(InlineFont(b=True), "7 %"))
    assert read(tmp_path, ["part", 2020, rich])["part"].value == Decimal("67.7")


def test_the_sheet_of_figures_is_found_by_its_name_and_its_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["notes"])
    sheet = book.create_sheet("CHIFFRES")
    for row in (["Titre"], [], ["Source", "VALEUR", "Code", "Unité"], ["Insee", 3, "habitants", "nombre"]):
        sheet.append(row)
    book.save(tmp_path / "f.xlsx")
    assert read_figures(tmp_path / "f.xlsx", CATALOGUE)["habitants"].value == 3


@pytest.mark.parametrize(
    ("sheets", "read"),
    [
        ([("A", "hidden", True), ("B", "visible", True)], 2),
        ([("A", "veryHidden", True), ("Chiffres", "visible", True)], 2),
        ([("Chiffres", "hidden", True), ("B", "visible", True)], 2),
        ([("A", "visible", False), ("B", "visible", True), ("C", "visible", False)], 2),
        ([("Chiffres", "visible", False), ("B", "visible", True)], 2),
    ],
)
def test_the_visible_sheet_of_figures_is_read(tmp_path: Path, sheets: list[tuple[str, str, bool]], read: int) -> None:
    assert read_figures(book_of(tmp_path, *sheets), CATALOGUE)["habitants"].value == read


@pytest.mark.parametrize(
    ("sheets", "message", "hint"),
    [
        (
            [("Chiffres", "visible", True), ("B", "visible", True)],
            "Plusieurs feuilles portent des chiffres : « Chiffres » et « B ».",
            "Gardez-en une ; supprimez ou masquez les autres.",
        ),
        ([("A", "visible", False), ("B", "hidden", True)], "est masquée : « B »", "Affichez-la"),
        (
            [("A", "visible", False), ("B", "hidden", True), ("C", "veryHidden", True)],
            "sont masquées : « B » et « C »",
            "Affichez celle qui compte",
        ),
        ([("Z", "hidden", False), ("A", "visible", False)], "manque la colonne « valeur »", "Titres des colonnes"),
    ],
)
def test_no_sheet_of_figures_is_lost_in_silence(
    tmp_path: Path, sheets: list[tuple[str, str, bool]], message: str, hint: str
) -> None:
    path = book_of(tmp_path, *sheets)
    with pytest.raises(Problems) as raised:
        read_figures(path, CATALOGUE)
    assert message in straight(" ".join(problem.message for problem in raised.value.problems))
    assert hint in straight(" ".join(problem.hint for problem in raised.value.problems))


@pytest.mark.parametrize(("cell", "change"), [("40 %", "+9 %"), ((0.4, "0%"), (0.09, "0%")), (40, 9)])
def test_percentages_have_the_decimals_of_their_indicator(tmp_path: Path, cell: Any, change: Any) -> None:
    figures = read(tmp_path, ["part", 2020, cell], ["habitants", 2020, 1, change])
    assert (str(figures["part"].value), str(figures["habitants"].variation)) == ("40.0", "9.0")


@SAME_FOLDER
@given(st.decimals(-100, 100, places=6), st.integers(0, 4))
def test_any_number_of_a_cell_comes_back(tmp_path: Path, number: Decimal, places: int) -> None:
    """Rounded to what its format shows and no further than one decimal, without the noise of binary fractions."""
    path = tmp_path / "nombre.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["evolution", 2020])
    sheet.write_number(1, 2, float(number / 100), book.add_format({"num_format": f"0.{'0' * places}%"}))
    book.close()
    value = read_figures(path, CATALOGUE)["evolution"].value
    assert isinstance(value, Decimal)
    assert value == number.quantize(Decimal(1).scaleb(-max(1, places)), ROUND_HALF_UP)
    assert value.as_tuple().exponent == -max(1, places)
    assert value or not value.is_signed()


# --- formulas --------------------------------------------------------------------------


def test_the_formula_of_a_computed_share_is_ignored(tmp_path: Path) -> None:
    figures = read(tmp_path, ["habitants", 2020, 200], ["couvertes", 2020, 100], ["taux", 2018, "=C3/C2"])
    assert (figures["taux"].value, figures["taux"].year) == (None, 2018)


def test_a_formula_without_its_counts_says_nothing(tmp_path: Path) -> None:
    assert list(read(tmp_path, ["habitants", 2020, 200], ["taux", None, "=C3/C2"])) == ["habitants"]


def test_a_formula_without_its_counts_keeps_its_year(tmp_path: Path) -> None:
    figures = read(tmp_path, ["habitants", 2020, 200], ["taux", 2018, "=C3/C2"])
    assert (figures["taux"].value, figures["taux"].year) == (None, 2018)


def test_a_result_that_can_not_be_computed_again_is_not_lost(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"))
    sheet = book.add_worksheet("Feuille")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["taux", 2020])
    sheet.write_formula(1, 2, "=1/2", None, 0.5)
    book.close()
    (problem,) = refused(tmp_path / "f.xlsx")
    assert problem.place and problem.place.cell == "Feuille!C2"
    assert "« couvertes » et « habitants »" in straight(problem.hint)


# --- what is refused -------------------------------------------------------------------

BAD = {
    "unknown code": (["habitant", 2020, 1], "A2", "n’est pas au catalogue", "« habitants » ?"),
    "no code": ([None, 2020, 1], "A2", "n’a pas de code", ""),
    "share above 100": (["part", 2020, 101], "C2", "dépasser 100 %", ""),
    "share above 100 %": (["part", 2020, (1.5, "0%")], "C2", "dépasser 100 %", ""),
    "negative count": (["habitants", 2020, -3], "C2", "négatif", ""),
    "negative amount": (["aides", 2020, -3], "C2", "négatif", ""),
    "count with decimals": (["habitants", 2020, 3.5], "C2", "nombre entier", "Retirez les décimales"),
    "count with three decimals": (["habitants", 2020, 3.125], "C2", "nombre entier", "Retirez les décimales"),
    "text": (["habitants", 2020, "environ 300"], "C2", "à la française", "N.C."),
    "two readings": (["part", 2020, 0.677], "C2", "deux façons", "« 67,7 % », donnez à la cellule le format"),
    "two readings, quoted sign": (["part", 2020, (0.677, '0.0"%"')], "C2", "deux façons", "« 0,677 % »"),
    "two readings of a variation": (["habitants", 2020, 1, -0.05], "D2", "deux façons", "« -5 % »"),
    "two readings in a text": (["part", 2020, "0,677"], "C2", "deux façons", "signe « % »"),
    "variation without a sign": (["habitants", 2020, 1, "9 %"], "D2", "« +9 % » ou « -9 % »", "Ajoutez-le"),
    "variation of a variation": (["evolution", 2020, 1, 9], "D2", "n’a pas de variation", "Videz"),
    "formula": (["habitants", 2020, "=1+1"], "C2", "formule", "Collage spécial"),
    "formula of a share that nothing computes": (["part", 2020, "=1/2"], "C2", "formule", ""),
    "formula beside a computed share": (["taux", "=2020", 1], "B2", "formule", ""),
    "error": (["habitants", 2020, "#DIV/0!"], "C2", "#DIV/0!", "N.C."),
    "lost reference": (["habitants", 2020, 1, "#REF!"], "D2", "#REF!", "N.C."),
    "truth": (["habitants", 2020, True], "C2", "« VRAI »", ""),
    "date": (["habitants", 2020, datetime.date(2020, 1, 2)], "C2", "une date ou une heure (02/01/2020)", "Standard"),
    "time": (["habitants", 2020, datetime.time(12, 30)], "C2", "une date ou une heure", "Standard"),
    "date for a year": (["habitants", datetime.datetime(2020, 1, 1), 1], "B2", "une date", "l’année seule"),
    "year": (["habitants", 20, 1], "B2", "n’est pas une année", ""),
    "untitled": (["habitants", 2020, 1, None, 7], "E2", "aucune colonne", "titre"),
    "percentage of people": (["habitants", 2020, (0.5, "0%")], "C2", "sans unité", ""),
}  # fmt: skip


@pytest.mark.parametrize(("row", "cell", "message", "hint"), BAD.values(), ids=BAD)
def test_a_bad_cell_is_told_at_its_address(tmp_path: Path, row: list[Any], cell: str, message: str, hint: str) -> None:
    (problem,) = refused(workbook(tmp_path, row))
    assert problem.place and problem.place.cell == f"Feuille!{cell}"
    assert message in straight(problem.message)
    assert hint in straight(problem.hint)


def test_a_code_given_twice_is_told(tmp_path: Path) -> None:
    (problem,) = refused(workbook(tmp_path, ["part", 2020, "1 %"], ["part", 2020, "2 %"]))
    assert problem.place and problem.place.cell == "Feuille!A3"
    assert "cellule A2" in problem.hint


@pytest.mark.parametrize(
    ("merged", "told"), [("A1:B1", True), ("C2:C3", True), ("B2:C2", True), ("E2:F3", False), ("B5:D5", False)]
)
def test_merged_cells_that_touch_figures_are_told(tmp_path: Path, merged: str, told: bool) -> None:
    path = workbook(
        tmp_path,
        ["habitants", 2020, 1],
        ["part", 2020, "3 %"],
        change=lambda sheet: sheet.merge_cells(merged),
    )
    if not told:
        assert read_figures(path, CATALOGUE)
        return
    problem = refused(path)[0]
    assert problem.place and problem.place.cell == f"Feuille!{merged}"
    assert "fusionnées" in problem.message


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["code", "annee", "variation"], "manque la colonne « valeur »"),
        (["code", "valeur", "valeur"], "deux fois"),
        (["code", "valleur", "valeur"], "« valleur » n’est pas connue"),
        (["kode", "valeur"], "pas de ligne de titres"),
    ],
)
def test_a_wrong_header_is_told(tmp_path: Path, header: list[str], message: str) -> None:
    def replace(sheet: Any) -> None:
        for column in range(1, 5):
            sheet.cell(1, column).value = header[column - 1] if column <= len(header) else None

    (problem,) = refused(workbook(tmp_path, ["habitants"], change=replace))
    assert message in straight(problem.message)
    assert problem.place and problem.place.cell.startswith("Feuille!")


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "vide.xlsx")
    assert "vide" in refused(tmp_path / "vide.xlsx")[0].message


def test_a_hundred_thousand_rows_are_told_in_one_message(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    for line in range(1, 100_001):
        sheet.write_row(line, 0, ["habitant", 20, -1])
    book.close()
    (problem,) = refused(tmp_path / "f.xlsx")
    assert "Trop de lignes" in problem.message


def test_a_number_without_a_unit_is_shown_as_it_stands() -> None:
    assert Number(Decimal("-0.0")).text() == "0"
    assert straight(Number(Decimal("0.677"), True, 1).text()) == "67,7 %"
