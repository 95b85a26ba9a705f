"""Figures in an XLSX workbook: each kind of cell is read as it shows or refused at its address, never guessed."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from assembler.model.catalogue import Catalogue
from assembler.model.figures import Figures, Special
from assembler.model.place import Problem, Problems
from assembler.readers import archive as archive_reader
from assembler.readers.figures import read_figures
from assembler.readers.workbook import Number

CATALOGUE = Catalogue.model_validate(
    {
        "sections": [
            {
                "code": "s",
                "titre": "S",
                "tableaux": [
                    {
                        "code": "T1",
                        "titre": "T",
                        "colonnes": "variation",
                        "indicateurs": [
                            {"code": "habitants", "libelle": "H", "unite": "nombre"},
                            {"code": "couvertes", "libelle": "C", "unite": "nombre"},
                            {"code": "taux", "libelle": "T", "unite": "pourcent", "formule": "couvertes / habitants"},
                            {"code": "part", "libelle": "P", "unite": "pourcent"},
                            {"code": "indice", "libelle": "I", "unite": "decimal", "decimales": "2"},
                            {"code": "evolution", "libelle": "E", "unite": "taux"},
                            {"code": "aides", "libelle": "A", "unite": "euros"},
                        ],
                    }
                ],
            }
        ]
    }
)
HEADER = ["code", "annee", "valeur", "variation"]
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def workbook(tmp_path: Path, *rows: list[Any], change: Callable[[Any], object] | None = None) -> Path:
    """A workbook with the header and these rows; a pair is a value and its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Feuille"
    for line, row in enumerate([HEADER, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column)
            cell.value, number_format = value if isinstance(value, tuple) else (value, None)
            if number_format:
                cell.number_format = number_format
    if change:
        change(sheet)
    path = tmp_path / "chiffres.xlsx"
    book.save(path)
    return path


def read(tmp_path: Path, *rows: list[Any], change: Callable[[Any], object] | None = None) -> Figures:
    return read_figures(workbook(tmp_path, *rows, change=change), CATALOGUE)


def refused(path: Path) -> list[Problem]:
    with pytest.raises(Problems) as raised:
        read_figures(path, CATALOGUE)
    assert all(problem.message and problem.place for problem in raised.value.problems)
    return list(raised.value.problems)


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


def book_of(tmp_path: Path, *sheets: tuple[str, str, bool]) -> Path:
    """A workbook with these sheets: name, state, and has it figures? Each sheet counts its own inhabitants."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for rank, (name, state, has_figures) in enumerate(sheets, 1):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in (HEADER, ["habitants", 2020, rank]) if has_figures else (["Notes"], ["code", "à voir"]):
            sheet.append(row)
    book.save(tmp_path / "f.xlsx")
    return tmp_path / "f.xlsx"


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


# --- files that are no workbook of ours ------------------------------------------------


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return out.getvalue()


def spoiled(change: Callable[[dict[str, bytes]], object]) -> Callable[[bytes, Path], bytes]:
    def spoil(_data: bytes, path: Path) -> bytes:
        contents = parts(path)
        change(contents)
        return zipped(contents)

    return spoil


SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def change_sheet(change: Callable[[bytes], bytes]) -> Callable[[bytes, Path], bytes]:
    return spoiled(lambda contents: contents.update({SHEET: change(contents[SHEET])}))


def with_dtd(data: bytes) -> bytes:
    return DTD + data[data.index(b"<worksheet") :]


def in_utf16(data: bytes) -> bytes:
    return data.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")


def with_rows(*rows: bytes) -> Callable[[bytes, Path], bytes]:
    return change_sheet(lambda data: data.replace(b"</sheetData>", b"".join(rows) + b"</sheetData>"))


def with_value(text: bytes) -> Callable[[bytes, Path], bytes]:
    return change_sheet(lambda data: data.replace(b"<v>1</v>", b"<v>" + text + b"</v>"))


UNREADABLE: dict[str, tuple[Callable[[bytes, Path], bytes], str]] = {
    "text": (lambda data, path: b"code;valeur\n", "pas un classeur"),
    "empty": (lambda data, path: b"", "pas un classeur"),
    "cut": (lambda data, path: data[: len(data) // 2], "abîmé"),
    "spoiled": (lambda data, path: data[:200] + b"x" * 200 + data[400:], "abîmé"),
    "old": (lambda data, path: OLE + bytes(600), "ancien format"),
    "encrypted": (lambda data, path: OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "another zip": (lambda data, path: zipped({"a.txt": b"a"}), "pas un classeur"),
    "macros": (spoiled(lambda p: p.update({"xl/vbaProject.bin": b"x"})), "macros"),
    "bomb": (spoiled(lambda p: p.update({"xl/media/a.png": bytes(30_000_000)})), "démesuré"),
    "many parts": (spoiled(lambda p: p.update({f"xl/{n}.bin": b"" for n in range(2_001)})), "démesuré"),
    "entities": (change_sheet(with_dtd), "DTD"),
    "entities in UTF-16": (change_sheet(lambda data: in_utf16(with_dtd(data))), "DTD"),
    "no XML": (change_sheet(lambda data: b"<worksheet><sheetData><row"), "abîmé"),
    "no sheet": (spoiled(lambda p: p.pop(SHEET)), "aucune feuille"),
    "no number": (change_sheet(lambda data: data.replace(b"<v>2020</v>", b"<v>abc</v>")), "abîmé"),
    "a row too far": (change_sheet(lambda data: data.replace(b'<row r="2"', b'<row r="99999999999"')), "abîmé"),
    "cells without an address": (with_rows(b"<row>", b"<c/>" * 501, b"</row>"), "colonne SF (SG)"),
    "a cell again and again": (with_rows(b"<row>", b'<c r="A3"/>' * 501, b"</row>"), "abîmé"),
    "empty rows": (with_rows(b"<row/>" * 200_001), "Trop de lignes"),
    "unknown elements": (with_rows(b"<x/>" * 200_001), "démesuré"),
    "unknown elements elsewhere": (spoiled(lambda p: p.update({"xl/a.bin": b"<a>" + b"<x/>" * 200_001})), "démesuré"),
    "no finite number": (with_value(b"1e999"), "nombre fini"),
    "a column too far": (change_sheet(lambda data: data.replace(b'r="C2"', b'r="XFD2"')), "colonne"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_workbook_is_told(
    tmp_path: Path, spoil: Callable[[bytes, Path], bytes], message: str
) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1])
    path.write_bytes(spoil(path.read_bytes(), path))
    (problem,) = refused(path)
    assert message in straight(problem.message)
    assert problem.hint


@pytest.mark.parametrize(
    ("ending", "message"), [(".xls", "ancien format"), (".xlsm", "« .xlsm »"), (".ods", "« .ods »")]
)
def test_other_endings_are_told(tmp_path: Path, ending: str, message: str) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1]).rename(tmp_path / f"f{ending}")
    (problem,) = refused(path)
    assert message in straight(problem.message)
    assert ".xlsx" in problem.hint


@pytest.mark.parametrize("limit", ["_MOST_UNPACKED", "_MOST_CELLS", "_MOST_ELEMENTS"])
def test_what_unpacks_to_more_than_is_sane_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1])
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(archive_reader, limit, unpacked if limit == "_MOST_UNPACKED" else 1_000)
    assert read_figures(path, CATALOGUE)
    monkeypatch.setattr(archive_reader, limit, unpacked - 1 if limit == "_MOST_UNPACKED" else 3)
    assert "démesuré" in refused(path)[0].message


def test_many_merged_ranges_of_a_million_lines_are_judged_at_once(tmp_path: Path) -> None:
    ranges = b"".join(b'<mergeCell ref="C%d:D1048576"/>' % line for line in range(3, 203))
    path = workbook(tmp_path, ["habitants", 2020, 1])
    merged = b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"
    path.write_bytes(change_sheet(lambda data: data.replace(b"</sheetData>", merged))(b"", path))
    started = time.perf_counter()
    assert read_figures(path, CATALOGUE)
    assert time.perf_counter() - started < 2


def test_two_sheets_in_one_part_are_told(tmp_path: Path) -> None:
    path = book_of(tmp_path, ("A", "visible", True), ("B", "hidden", False))
    contents = parts(path)
    links = "xl/_rels/workbook.xml.rels"
    contents[links] = contents[links].replace(b"sheet2.xml", b"sheet1.xml")
    path.write_bytes(zipped(contents))
    assert "abîmé" in refused(path)[0].message


def test_a_very_big_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(b"PK" + bytes(20_000_001))
    assert "trop gros" in refused(tmp_path / "f.xlsx")[0].message


@SAME_FOLDER
@given(st.data())
def test_spoiled_bytes_give_figures_or_problems(tmp_path: Path, data: st.DataObject) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1], ["part", 2020, "3 %"])
    contents = parts(path)
    name = data.draw(st.sampled_from(sorted(contents)))
    at = data.draw(st.integers(0, len(contents[name]) - 1))
    contents[name] = contents[name][:at] + data.draw(st.binary(max_size=4)) + contents[name][at + 1 :]
    path.write_bytes(zipped(contents))
    try:
        read_figures(path, CATALOGUE)
    except Problems as refusal:
        assert all(problem.message for problem in refusal.problems)


def test_a_number_without_a_unit_is_shown_as_it_stands() -> None:
    assert Number(Decimal("-0.0")).text() == "0"
    assert straight(Number(Decimal("0.677"), True, 1).text()) == "67,7 %"
