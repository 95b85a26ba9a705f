"""`assemble stats modele`: a workbook to fill in, which reads back as it was filled in, and replaces nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from trials import edit, put, straight, word_text

from assembler.build.convention import Tools
from assembler.model.arithmetic import completed
from assembler.model.catalogue import Catalogue
from assembler.model.figures import Figures
from assembler.model.place import Problems
from assembler.readers.catalogue import read_catalogue
from assembler.readers.figures import read_figures
from assembler.writers.figures_template import write_template

Assemble = Callable[..., Any]
FILES = ["harnes/donnees.csv", "lens/donnees.csv", "communs/departement-2020.csv"]


@pytest.fixture
def catalogue(workspace: Path) -> Catalogue:
    return read_catalogue(workspace / "inputs/communs/indicateurs.yaml")


def told(catalogue: Catalogue, figures: Figures) -> dict[str, tuple[Any, ...]]:
    """Digits too: « 37,0 » is not « 37 »."""
    found = completed(catalogue, figures)
    return {code: (each.year, str(each.value), str(each.variation)) for code, each in found.items()}


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)["Chiffres"]


def rows_of(sheet: Any) -> dict[str, Any]:
    """The row of each code."""
    return {row[0].value: row for row in sheet.iter_rows(min_row=7) if row[0].value}


# --- what it holds ---------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_figures_come_back_from_the_workbook(
    workspace: Path, assemble: Assemble, catalogue: Catalogue, name: str
) -> None:
    result = assemble("stats", "modele", "essai.xlsx", "--depuis", name)
    assert result.status == 0, result.output
    before, after = (read_figures(workspace / "inputs" / each, catalogue) for each in (name, "essai.xlsx"))
    assert told(catalogue, after) == told(catalogue, before)


def test_every_indicator_and_payment_has_its_row(workspace: Path, assemble: Assemble, catalogue: Catalogue) -> None:
    assemble("stats", "modele", "essai")
    rows = rows_of(sheet_of(workspace / "inputs/essai.xlsx"))
    assert list(rows) == list(catalogue.units)
    assert read_figures(workspace / "inputs/essai.xlsx", catalogue) == {}


def test_only_what_is_to_be_filled_in_is_open(workspace: Path, assemble: Assemble, catalogue: Catalogue) -> None:
    assemble("stats", "modele", "essai")
    sheet = sheet_of(workspace / "inputs/essai.xlsx")
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    rows = rows_of(sheet)
    for table in catalogue.tables.values():
        for each in table.indicateurs:
            code, _, _, year, value, change, _, note = rows[each.code]
            assert [cell.protection.locked for cell in (code, year, note)] == [True, False, False]
            assert value.protection.locked == (value.data_type == "f") == bool(each.formule)
            has_change = table.colonnes == "variation" and each.unite not in ("taux", "evolution")
            assert change.protection.locked == (not has_change)


def test_a_share_is_computed_in_the_sheet(workspace: Path, assemble: Assemble, catalogue: Catalogue) -> None:
    assemble("stats", "modele", "essai", "--depuis", "harnes/donnees.csv")
    path = workspace / "inputs/essai.xlsx"
    rows, shown = rows_of(sheet_of(path)), rows_of(openpyxl.load_workbook(path, data_only=True)["Chiffres"])
    top, bottom = rows["personnes_couvertes"][4].coordinate, rows["habitants"][4].coordinate
    cell = rows["taux_couverture"][4]
    assert (
        cell.value == f'=IF(AND(ISNUMBER({top}),ISNUMBER({bottom})),IF(({bottom})>0,ROUND(({top})/({bottom}),3),""),"")'
    )
    assert (shown["taux_couverture"][4].value, cell.number_format) == (0.594, "0.0%")


def test_a_share_that_differs_from_its_counts_is_kept(
    workspace: Path, assemble: Assemble, catalogue: Catalogue
) -> None:
    edit(workspace, "inputs/harnes/donnees.csv", ("taux_couverture;2020;59,4 %", "taux_couverture;2020;60,0 %"))
    assemble("stats", "modele", "essai", "--depuis", "harnes/donnees.csv")
    cell = rows_of(sheet_of(workspace / "inputs/essai.xlsx"))["taux_couverture"][4]
    assert (cell.value, cell.protection.locked) == (0.6, False)
    assert str(read_figures(workspace / "inputs/essai.xlsx", catalogue)["taux_couverture"].value) == "60.0"


def test_the_year_and_the_name_are_filled_in(workspace: Path, assemble: Assemble) -> None:
    put(workspace, "inputs/peu.csv", "code;annee;valeur\nhabitants;2018;12 324\nrsa;;668\n")
    result = assemble("stats", "modele", "essai", "--annee", "2024", "--nom", "Harnes", "--depuis", "peu.csv")
    assert result.status == 0, result.output
    sheet = sheet_of(workspace / "inputs/essai.xlsx")
    rows = rows_of(sheet)
    assert straight(sheet["A1"].value) == "Chiffres : Harnes"
    assert [rows[code][3].value for code in ("habitants", "rsa", "ppa")] == [2018, None, None]
    assert (sheet["C5"].value, sheet["D5"].value, sheet["D5"].protection.locked) == ("Année par défaut", 2024, False)


def test_the_default_year_is_that_of_the_rows_that_say_something(
    workspace: Path, assemble: Assemble, catalogue: Catalogue
) -> None:
    assemble("stats", "modele", "essai", "--annee", "2024")
    path = workspace / "inputs/essai.xlsx"
    assert read_figures(path, catalogue) == {}
    book = openpyxl.load_workbook(path)
    rows = rows_of(book["Chiffres"])
    typed = {
        "personnes_couvertes": (None, 7327, None),
        "habitants": (2018, 12324, 0.007),
        "allocataires": (None, None, -0.05),
        "ppa": (2019, None, None),
    }
    for code, (year, value, change) in typed.items():
        rows[code][3].value, rows[code][4].value, rows[code][5].value = year, value, change
    book.save(path)
    figures = read_figures(path, catalogue)
    assert {code: each.year for code, each in figures.items()} == {
        "personnes_couvertes": 2024, "habitants": 2018, "allocataires": 2024, "ppa": 2019,
    }  # fmt: skip
    assert completed(catalogue, figures)["taux_couverture"].year == 2024
    book["Chiffres"]["D5"].value = 24
    book.save(path)
    with pytest.raises(Problems) as raised:
        read_figures(path, catalogue)
    assert [each.place and each.place.cell for each in raised.value.problems] == ["Chiffres!D5"]


def test_an_open_year_is_empty_without_the_option(workspace: Path, assemble: Assemble) -> None:
    assemble("stats", "modele", "essai")
    cell = sheet_of(workspace / "inputs/essai.xlsx")["D5"]
    assert (cell.value, cell.protection.locked) == (None, False)


@pytest.mark.parametrize("name", FILES)
def test_a_default_year_changes_nothing_of_dated_figures(
    workspace: Path, assemble: Assemble, catalogue: Catalogue, name: str
) -> None:
    assemble("stats", "modele", "essai.xlsx", "--depuis", name, "--annee", "2031")
    before, after = (read_figures(workspace / "inputs" / each, catalogue) for each in (name, "essai.xlsx"))
    expected = told(catalogue, before)
    undated = {code for code, (year, _, _) in expected.items() if year is None}
    assert {code: each for code, each in told(catalogue, after).items() if code not in undated} == {
        code: each for code, each in expected.items() if code not in undated
    }


def test_notes_and_titles_are_no_figures(workspace: Path, assemble: Assemble, catalogue: Catalogue) -> None:
    assemble("stats", "modele", "essai")
    texts = [row[1].value for row in sheet_of(workspace / "inputs/essai.xlsx").iter_rows(min_row=7) if not row[0].value]
    notes = [note.strip() for table in catalogue.tables.values() for note in table.notes]
    assert [text for text in texts if text in notes] == notes
    assert len(texts) == len(notes) + len(catalogue.tables)


def test_the_bytes_are_the_same_each_time(tools: Tools) -> None:
    assert tools.catalogue
    figures = read_figures(tools.workspace.inputs / FILES[0], tools.catalogue)
    first = write_template(tools.catalogue, "Harnes", figures, 2024)
    time.sleep(1.1)  # a workbook tells the second it was made
    assert write_template(tools.catalogue, "Harnes", figures, 2024) == first


# --- a person fills it in --------------------------------------------------------------


def test_what_a_person_types_stands_in_the_convention(workspace: Path, assemble: Assemble) -> None:
    assert assemble("stats", "modele", "chiffres").status == 0
    path = workspace / "inputs/chiffres.xlsx"
    book = openpyxl.load_workbook(path)
    rows = rows_of(book["Chiffres"])
    typed = {
        "habitants": (2021, 12345, 0.007),
        "personnes_couvertes": (2021, 6172, None),
        "familles_part": (2021, 0.37, None),
        "indice_jeunesse": (2021, 0.9, None),
        "petite_enfance_financements": (2021, 44877, None),
        "petite_enfance_subventions": (2021, "- €", None),
        "potentiel_fiscal": (2021, "N.C.", "N.C."),
    }
    for code, (year, value, change) in typed.items():
        rows[code][3].value, rows[code][4].value, rows[code][5].value = year, value, change
    book.save(path)
    text = (workspace / "inputs/harnes.yaml").read_text(encoding="utf-8")
    put(workspace, "inputs/harnes.yaml", text.replace("harnes/donnees.csv", "chiffres.xlsx"))
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    found = straight(word_text(workspace))
    assert [
        each
        for each in ("12 345", "+0,7 %", "50,0 %", "37,0 %", "0,90", "44 877 €", "- €", "N.C.")
        if each not in found
    ] == []


def test_a_wrong_cell_is_told_by_its_address(workspace: Path, assemble: Assemble) -> None:
    assemble("stats", "modele", "chiffres")
    path = workspace / "inputs/chiffres.xlsx"
    book = openpyxl.load_workbook(path)
    rows_of(book["Chiffres"])["habitants"][4].value = "=1+1"
    book.save(path)
    text = (workspace / "inputs/harnes.yaml").read_text(encoding="utf-8")
    put(workspace, "inputs/harnes.yaml", text.replace("harnes/donnees.csv", "chiffres.xlsx"))
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    assert "inputs/chiffres.xlsx:Chiffres!E8" in result.output
    assert "formule" in result.output


# --- where it goes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written", "named"),
    [
        ("harnes.xlsx", "inputs/harnes.xlsx", "harnes.xlsx"),
        ("harnes", "inputs/harnes.xlsx", "harnes.xlsx"),
        ("inputs/lens/chiffres 2024", "inputs/lens/chiffres 2024.xlsx", "lens/chiffres 2024.xlsx"),
        ("./harnes.XLSX", "harnes.xlsx", "../harnes.xlsx"),
    ],
)
def test_the_path_is_said_and_what_to_do_next(
    workspace: Path, assemble: Assemble, typed: str, written: str, named: str
) -> None:
    result = assemble("stats", "modele", typed)
    assert result.status == 0, result.output
    assert straight(result.output).startswith(f"Écrit : {written}\n")
    assert result.output.rstrip().endswith(f"donnees: {named}")
    assert (workspace / written).is_file()


REFUSED = {
    "exists": (("lens/donnees",), "lens/donnees.xlsx", "existe déjà"),
    "outside": (("../dehors",), "dehors.xlsx", "hors de l’espace de travail"),
    "no name": (("",), "", "ne peut pas nommer"),
    "odd name": (("a:b",), "", "ne peut pas nommer"),
    "year": (("x", "--annee", "24"), "", "n’est pas une année"),
    "no source": (("x", "--depuis", "harnes/donne.csv"), "", "« harnes/donnees.csv » ?"),
    "bad source": (("x", "--depuis", "mauvais.csv"), "mauvais.csv:2:1", "n’est pas au catalogue"),
    "no file": ((), "", "Il manque FICHIER."),
}


@pytest.mark.parametrize(("arguments", "place", "said"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_written_is_told(
    workspace: Path, refused: Callable[..., str], arguments: tuple[str, ...], place: str, said: str
) -> None:
    put(workspace, "lens/donnees.xlsx", b"")
    put(workspace, "inputs/mauvais.csv", "code;valeur\nhabitant;1\n")
    output = refused("stats", "modele", *arguments)
    assert place in output
    assert said in output


def test_a_catalogue_is_needed(workspace: Path, refused: Callable[..., str]) -> None:
    (workspace / "inputs/communs/indicateurs.yaml").unlink()
    assert "indicateurs.yaml" in refused("stats", "modele", "x")


def test_the_group_has_a_help_in_french(assemble: Assemble) -> None:
    result = assemble("stats", "--help")
    assert result.status == 0
    assert "modele" in result.output
    assert "Usage" not in result.output
