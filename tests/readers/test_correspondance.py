"""Extracts in another layout, read through their mapping: what is read, and what is told where."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from mappings import BAD, LONG, LONG_ROWS, NAMES, WIDE, WIDE_ROWS, swapped

from assembler.model.catalogue import Catalogue
from assembler.model.correspondance import Correspondance
from assembler.model.figures import Figures, Special
from assembler.model.place import Problem, Problems
from assembler.readers import extract as extract_reader
from assembler.readers.catalogue import read_catalogue
from assembler.readers.figure_lines import MOST_TOLD
from assembler.readers.figures import read_figures
from assembler.readers.typed import build
from assembler.readers.yaml_tree import parse_tree

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(REPOSITORY / "inputs/communs/indicateurs.yaml")


@pytest.fixture
def read(tmp_path: Path, catalogue: Catalogue) -> Callable[..., Figures]:
    def call(mapping: str, extract: str, *names: str) -> Figures:
        (tmp_path / "extrait.csv").write_text(extract, encoding="utf-8")
        path = tmp_path / "extrait.yaml"
        path.write_text(mapping, encoding="utf-8")
        return read_figures(path, catalogue, names or ("Harnes", "62413"), tmp_path)

    return call


def refused(read: Callable[..., Figures], mapping: str, extract: str, *names: str) -> list[Problem]:
    with pytest.raises(Problems) as raised:
        read(mapping, extract, *names)
    assert all(problem.message and problem.place for problem in raised.value.problems)
    return list(raised.value.problems)


def told(figures: Figures) -> dict[str, tuple[Any, ...]]:
    return {code: (each.year, each.value, each.variation) for code, each in figures.items()}


# --- what is read ----------------------------------------------------------------------


def test_one_row_an_indicator(read: Callable[..., Figures]) -> None:
    figures = read(LONG, LONG_ROWS)
    assert told(figures) == {
        "habitants": (2018, Decimal(12324), Decimal("0.7")),
        "allocataires": (2020, Special.NON_COMMUNIQUE, Special.NON_COMMUNIQUE),
        "taux_couverture": (2020, Decimal("59.4"), None),
        "petite_enfance_subventions": (2020, Special.NEANT, None),
    }
    place = figures["taux_couverture"].place
    assert (place.file.name, place.line, place.column) == ("extrait.csv", 4, 8)


@pytest.mark.parametrize("names", [("Harnes", "62413"), ("62413",)])
def test_one_row_a_territory(read: Callable[..., Figures], names: tuple[str, ...]) -> None:
    figures = read(WIDE, WIDE_ROWS, *names)
    assert told(figures) == {
        "allocataires": (2020, Decimal(2979), None),
        "habitants": (2020, Decimal(12324), Decimal("0.7")),
    }
    assert (figures["habitants"].place.line, figures["habitants"].place.column) == (2, 20)


@pytest.mark.parametrize("written", ["HENIN BEAUMONT", "Hénin-Beaumont", "hénin‑beaumont"])
def test_a_territory_is_known_by_its_letters(read: Callable[..., Figures], written: str) -> None:
    rows = WIDE_ROWS.replace("62413", written)
    assert read(WIDE, rows, "Hénin-Beaumont")["habitants"].value == Decimal(12324)


def test_a_spreadsheet_drops_the_first_zero_of_a_code(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Données 2020"
    for row in (["Extrait du 3 mai"], [], ["Code", "HAB", "Part"], [1004, 14000, 0.594], [1005, 1, 0.1]):
        sheet.append(row)
    sheet["C4"].number_format = "0.0%"
    book.save(tmp_path / "extrait.xlsx")
    path = tmp_path / "m.yaml"
    path.write_text(
        "fichier: extrait.xlsx\nfeuille: données 2020\nligne_des_titres: 3\ncolonnes: {territoire: Code}\n"
        "indicateurs: {HAB: habitants, Part: taux_couverture}\n",
        encoding="utf-8",
    )
    figures = read_figures(path, catalogue, ("Ambérieu-en-Bugey", "01004"), tmp_path)
    assert told(figures) == {
        "habitants": (None, Decimal(14000), None),
        "taux_couverture": (None, Decimal("59.4"), None),
    }
    assert figures["habitants"].place.cell == "Données 2020!B4"
    path.write_text(path.read_text(encoding="utf-8").replace("données 2020", "Donnes"), encoding="utf-8")
    with pytest.raises(Problems) as raised:
        read_figures(path, catalogue, ("Ambérieu-en-Bugey", "01004"), tmp_path)
    (problem,) = raised.value.problems
    assert (problem.place and problem.place.line) == 2
    assert "« Données 2020 » ?" in straight(problem.hint)


def test_an_extract_of_one_territory_needs_no_column(read: Callable[..., Figures]) -> None:
    mapping = LONG.replace("territoire: Commune, ", "").replace("[Densité", "[Commune, Densité")
    assert len(read(mapping, LONG_ROWS.rpartition("Lens")[0])) == 4


def test_a_title_above_and_another_separator(read: Callable[..., Figures]) -> None:
    rows = "Extrait du 3 mai\n\n" + WIDE_ROWS.replace(";", "\t")
    assert len(read("ligne_des_titres: 3\n" + WIDE, rows)) == 2


def test_a_hundred_thousand_rows_are_read_in_little_memory(tmp_path: Path, catalogue: Catalogue) -> None:
    rows = [f"Commune {n};Population totale;2018;{n};0.1;" for n in range(99_000)]
    (tmp_path / "extrait.csv").write_text(LONG_ROWS + "\n".join(rows), encoding="utf-8")
    (tmp_path / "m.yaml").write_text(LONG, encoding="utf-8")
    tracemalloc.start()
    figures = read_figures(tmp_path / "m.yaml", catalogue, ("Harnes",), tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(figures) == 4
    assert peak < 80_000_000


# --- what is refused -------------------------------------------------------------------


@pytest.mark.parametrize(("layout", "mapping", "rows", "place", "message", "hint"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told_at_its_place(
    read: Callable[..., Figures],
    layout: str,
    mapping: list[tuple[str, str]],
    rows: list[tuple[str, str]],
    place: str,
    message: str,
    hint: str,
) -> None:
    whole, extract = (LONG, LONG_ROWS) if layout == "long" else (WIDE, WIDE_ROWS)
    problems = refused(read, swapped(whole, *mapping), swapped(extract, *rows))
    found = [p for p in problems if str(p.place).endswith("/" + place) and message in straight(p.message)]
    assert found, [(str(p.place), p.message, p.hint) for p in problems]
    assert hint in straight(found[0].hint)


def test_a_hidden_sheet_is_not_the_first(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.sheet_state = "hidden"
    for rank, sheet in enumerate([book.active, book.create_sheet("Données")], 1):
        sheet.append(["Code", "HAB"])
        sheet.append([62413, rank])
    book.save(tmp_path / "e.xlsx")
    mapping = "fichier: e.xlsx\ncolonnes: {territoire: Code}\nindicateurs: {HAB: habitants}\n"
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    assert read_figures(tmp_path / "m.yaml", catalogue, ("62413",), tmp_path)["habitants"].value == 2
    (tmp_path / "m.yaml").write_text(mapping + "feuille: Sheet\n", encoding="utf-8")
    assert read_figures(tmp_path / "m.yaml", catalogue, ("62413",), tmp_path)["habitants"].value == 1


def test_any_space_groups_beside_a_decimal_point(read: Callable[..., Figures]) -> None:
    rows = LONG_ROWS.replace("Subventions;2020;-", "Subventions;2020;12\u2003324.50\u2009€")
    assert str(read(LONG, rows)["petite_enfance_subventions"].value) == "12324.50"


def test_only_the_rows_of_a_year_are_kept(read: Callable[..., Figures]) -> None:
    rows = LONG_ROWS + "Harnes;Population totale;2020;12 400;0.9;\nHarnes;Population totale;2013;12 000;;\n"
    mapping = LONG.replace("decimale", "annee: 2020\ndecimale")
    assert told(read(mapping, rows)) == {
        "allocataires": (2020, Special.NON_COMMUNIQUE, Special.NON_COMMUNIQUE),
        "taux_couverture": (2020, Decimal("59.4"), None),
        "petite_enfance_subventions": (2020, Special.NEANT, None),
        "habitants": (2020, Decimal(12400), Decimal("0.9")),
    }


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0.159", "15.9"),
        ("0,159", "15.9"),
        ("0.1590", "15.90"),
        ("0.4", "40.0"),
        ("1", "100.0"),
        ("0", "0.0"),
        ("15.9 %", "15.9"),
        ("0.5 %", "0.5"),
        ("0.0123456789", "1.23456789"),
    ],
)
def test_bare_percentages_may_be_fractions(read: Callable[..., Figures], typed: str, value: str) -> None:
    mapping = LONG.replace("decimale", "fractions: oui\ndecimale")
    if "," in typed:
        mapping = mapping.replace("decimale: point\n", "")
    rows = LONG_ROWS.replace("59.4", typed).replace("12 324;0.7", "12 324;0" if "," in typed else "12 324;-0.007")
    figures = read(mapping, rows)
    assert str(figures["taux_couverture"].value) == value
    assert str(figures["habitants"].value) == "12324"
    if "," not in typed:
        assert str(figures["habitants"].variation) == "-0.7"


def test_numeric_cells_may_be_fractions(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["HAB", "A", "B", "EVOL"], [14000, 0.594, 0.159, 0.07]):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    book.save(tmp_path / "e.xlsx")
    (tmp_path / "m.yaml").write_text(
        "fichier: e.xlsx\ncolonnes: {territoire: HAB}\nfractions: oui\n"
        "indicateurs: {A: taux_couverture, B: monoparentales_part}\nvariations: {EVOL: habitants}\n",
        encoding="utf-8",
    )
    figures = read_figures(tmp_path / "m.yaml", catalogue, (), tmp_path)
    assert [str(figures[code].value) for code in ("taux_couverture", "monoparentales_part")] == ["59.4", "15.9"]
    assert str(figures["habitants"].variation) == "7.0"


def test_a_comma_that_cuts_a_cell_of_an_extract_is_told(read: Callable[..., Figures]) -> None:
    rows = WIDE_ROWS.replace(";", ",").replace("+0,7 %", '"+0,7 %"')
    (problem,) = refused(read, WIDE, rows)
    assert problem.place and (problem.place.line, problem.place.column) == (3, 29)
    assert "6 cellules pour 5 titres" in straight(problem.message)


def test_codes_of_an_extract_invite_to_give_ours(read: Callable[..., Figures]) -> None:
    (problem,) = refused(read, WIDE, WIDE_ROWS, "Arras")
    assert straight(problem.message) == "L’extrait ne contient pas « Arras »."
    assert "ajoutez « insee »" in straight(problem.hint)


def test_several_territories_need_a_name(read: Callable[..., Figures], tmp_path: Path, catalogue: Catalogue) -> None:
    refused(read, WIDE, WIDE_ROWS, "Arras")
    with pytest.raises(Problems) as raised:
        read_figures(tmp_path / "extrait.yaml", catalogue)
    assert "plusieurs territoires" in raised.value.problems[0].message
    (tmp_path / "extrait.csv").write_text(WIDE_ROWS.rpartition("62498")[0], encoding="utf-8")
    assert len(read_figures(tmp_path / "extrait.yaml", catalogue)) == 2


def test_merged_cells_of_an_extract_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Code", "Nom", "HAB"], [62413, "Harnes", 1], [62498, "Lens", 2]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "e.xlsx")
    mapping = "fichier: e.xlsx\ncolonnes: {territoire: Code}\nindicateurs: {HAB: habitants}\nignorer: [Nom]\n"
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    with pytest.raises(Problems) as raised:
        read_figures(tmp_path / "m.yaml", catalogue, ("62413",), tmp_path)
    assert str(raised.value.problems[0].place).endswith("e.xlsx:Sheet!A2:A3")


@pytest.mark.parametrize("typed", ["0.7", "-0.7", "1.155", "0.155 %", "0", "0.00"])
def test_a_change_that_reads_in_one_way_is_read(read: Callable[..., Figures], typed: str) -> None:
    figures = read(LONG, LONG_ROWS.replace("324;0.7", f"324;{typed}"))
    assert figures["habitants"].variation == Decimal(typed.removesuffix(" %"))


def test_what_a_numeric_cell_shows_is_translated(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Code", "HAB", "EVOL", "ALLOC"], [62413, 14000, -999, "#N/A"]):
        sheet.append(row)
    book.save(tmp_path / "e.xlsx")
    (tmp_path / "m.yaml").write_text(
        'fichier: e.xlsx\ncolonnes: {territoire: Code}\nnon_communique: ["-999", "#N/A"]\ndecimale: point\n'
        "indicateurs: {HAB: habitants, ALLOC: allocataires}\nvariations: {EVOL: habitants}\n",
        encoding="utf-8",
    )
    figures = read_figures(tmp_path / "m.yaml", catalogue, ("62413",), tmp_path)
    assert told(figures) == {
        "habitants": (None, Decimal(14000), Special.NON_COMMUNIQUE),
        "allocataires": (None, Special.NON_COMMUNIQUE, None),
    }


def test_numeric_fractions_are_rounded_as_percentages(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Code", "A"], [62413, 474 / 2979]):
        sheet.append(row)
    mapping = "fichier: e.xlsx\ncolonnes: {territoire: Code}\nfractions: oui\nindicateurs: {A: taux_couverture}\n"
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    for number_format, value in (("General", "15.9"), ("0.0000", "15.91"), ("0.000%", "15.911")):
        sheet["B2"].number_format = number_format
        book.save(tmp_path / "e.xlsx")
        assert str(read_figures(tmp_path / "m.yaml", catalogue, (), tmp_path)["taux_couverture"].value) == value


def test_a_code_tells_communes_of_one_name_apart(read: Callable[..., Figures]) -> None:
    rows = LONG_ROWS.replace("Harnes;", "62413;").replace("Lens;", "62498;") + "Harnes;Inconnu;2020;1;;\n"
    assert len(read(LONG, rows, "Harnes", "62413")) == 4


def test_communes_of_one_name_are_not_one_territory(read: Callable[..., Figures]) -> None:
    mapping = LONG.replace("ignorer: [", "ignorer: [Département, ")
    first, *rows = LONG_ROWS.splitlines()
    places = ["62", "08", "62", "62", "62", "62"]
    extract = "\n".join([f"{first};Département", *(f"{row};{place}" for row, place in zip(rows, places, strict=True))])
    (problem,) = refused(read, mapping, extract)
    assert "Deux territoires s’appellent « Harnes » : « 62 » et « 08 »" in straight(problem.message)
    assert problem.place and problem.place.line == 3
    assert "Insee" in problem.hint


def test_no_mend_is_sought_once_the_report_is_full(
    read: Callable[..., Figures], monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []
    monkeypatch.setattr(extract_reader, "near", lambda name, _known: sought.append(name))
    refused(read, LONG, LONG_ROWS + "".join(f"Harnes;Inconnu {n};2018;1;;\n" for n in range(500)))
    assert len(sought) == MOST_TOLD


# --- in a convention -------------------------------------------------------------------


def test_a_convention_names_a_mapping(workspace: Path, assemble: Callable[..., Any]) -> None:
    folder = workspace / "inputs/communs"
    (folder / "extrait.csv").write_text(WIDE_ROWS, encoding="utf-8")
    (folder / "extrait.yaml").write_text(WIDE, encoding="utf-8")
    main = workspace / "inputs/harnes.yaml"
    text = main.read_text(encoding="utf-8")
    insee = "" if "insee:" in text else "  insee: 62413\n"
    text = text.replace("territoire:\n", f"territoire:\n{insee}", 1)
    main.write_text(re.sub(r"donnees: \S+", "donnees: communs/extrait.yaml", text), encoding="utf-8")
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    (folder / "extrait.yaml").write_text(WIDE.replace("HAB: habitants}\nv", "HAB: habitan}\nv"), encoding="utf-8")
    result = assemble("harnes.yaml")
    assert "inputs/communs/extrait.yaml:4:41" in result.output
    assert "« habitants »" in straight(result.output)


def test_the_examples_of_the_guide_are_right(tmp_path: Path, catalogue: Catalogue) -> None:
    guide = (REPOSITORY / "docs/guide.md").read_text(encoding="utf-8")
    fences = re.findall(r"^```\w+\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    short, long = (next(each for each in fences if each.startswith(f"# inputs/communs/{name}.yaml")) for name in NAMES)
    extract = next(each for each in fences if each.startswith("Code Insee;"))
    (tmp_path / "extrait-2025.csv").write_text(extract, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(short, encoding="utf-8")
    figures = read_figures(tmp_path / "m.yaml", catalogue, ("Lens", "62498"))
    assert told(figures)["monoparentales_part"] == (2024, Special.NON_COMMUNIQUE, None)
    assert told(figures)["habitants"] == (2024, Decimal(31606), Decimal("-0.1"))
    mapping, _ = build(Correspondance, parse_tree(Path("m.yaml"), long))
    assert set(mapping.indicateurs.values()) <= set(catalogue.units)
