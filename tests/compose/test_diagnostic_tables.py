"""Statistics tables: every unit as French typography prints it, the four kinds of nothing, columns and notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from chiffres import dataset, department, table
from conftest import REPOSITORY
from drafts import spaced
from real import convention
from wordfile import rows_of

from assembler.model.catalogue import Catalogue, Unit
from assembler.model.document import Table, plain
from assembler.model.figures import Dataset, Special
from assembler.model.numbers import format_value
from assembler.readers.french_numbers import parse_value

CATALOGUE = Catalogue.model_validate(
    {
        "sections": [
            {
                "code": "s",
                "titre": "Section",
                "tableaux": [
                    {
                        "code": "T1",
                        "titre": "Population",
                        "colonnes": "variation",
                        "notes": ["Une note."],
                        "indicateurs": [
                            {"code": "habitants", "libelle": "Habitants", "unite": "nombre", "source": "Insee"},
                            {"code": "part", "libelle": "dont part", "unite": "pourcent", "presentation": "detail"},
                            {"code": "absent", "libelle": "Absent", "unite": "nombre"},
                        ],
                        "versements": [
                            {"code": "mensuel", "rythme": "mensuel", "objet": "au titre de A"},
                            {"code": "annuel", "rythme": "annuel", "objet": "au titre de B"},
                            {"code": "decembre", "rythme": "decembre", "objet": "au titre de C"},
                        ],
                    },
                    {
                        "code": "T2",
                        "titre": "Argent",
                        "colonnes": "simple",
                        "indicateurs": [
                            {"code": "total", "libelle": "Total", "unite": "euros", "presentation": "fort"}
                        ],
                    },
                ],
            }
        ]
    }
)


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("12324", "nombre", "12 324"),
        ("0", "nombre", "0"),
        ("1 466 743", "nombre", "1 466 743"),
        ("0,90", "decimal", "0,90"),
        ("33,6", "decimal", "33,6"),
        ("59,4 %", "pourcent", "59,4 %"),
        ("0,0 %", "pourcent", "0,0 %"),
        ("+0,7 %", "taux", "+0,7 %"),
        ("0,7", "taux", "+0,7 %"),
        ("-1,7 %", "taux", "-1,7 %"),
        ("−1,7 %", "taux", "-1,7 %"),
        ("0", "taux", "+0 %"),
        ("+16", "evolution", "+16"),
        ("-1200", "evolution", "-1 200"),
        ("877755", "euros", "877 755 €"),
        ("44 877,50 €", "euros", "44 877,50 €"),
        ("0 €", "euros", "0 €"),
        ("- €", "euros", "- €"),
        ("N.C.", "nombre", "N.C."),
        ("nc", "euros", "N.C."),
        ("", "nombre", ""),
        ("", "euros", ""),
    ],
)
def test_a_figure_as_it_is_printed(typed: str, unit: Unit, expected: str):
    shown = format_value(parse_value(typed, unit), unit)
    assert spaced(shown) == expected
    assert " " not in shown  # a figure is never cut at the end of a line


def test_four_kinds_of_nothing_stay_apart():
    values = [Decimal(0), Special.NEANT, Special.NON_COMMUNIQUE, None]
    assert [spaced(format_value(value, "euros")) for value in values] == ["0 €", "- €", "N.C.", ""]


def rows(shown: Table) -> list[list[str]]:
    return [[spaced(plain(cell)) for cell in row.cells] for row in shown.rows]


def notes(shown: Table) -> list[str]:
    return [spaced(plain(note)) for note in shown.notes]


def own(**given: Any) -> Dataset:
    return dataset(CATALOGUE, given)


def theirs(**given: Any) -> Dataset:
    return department(CATALOGUE, given)


def test_a_table_with_variations_holds_both_territories():
    reference = theirs(habitants=(2018, "1 466 743", "+0,1"))
    shown = table(CATALOGUE, "T1", own(habitants=(2018, "12 324", "+0,7"), part="59,4 %"), reference)
    assert shown and plain(shown.caption) == "Population"
    assert [spaced(plain(column.title)) for column in shown.columns] == [
        "Indicateur", "Année", "Arras", "Variation sur 5 ans (*)", "Pas-de-Calais", "Variation sur 5 ans (*)",
    ]  # fmt: skip
    assert rows(shown) == [
        ["Habitants", "2018", "12 324", "+0,7 %", "1 466 743", "+0,1 %"],
        ["dont part", "2020", "59,4 %", "", "", ""],
    ]
    assert [row.role for row in shown.rows] == ["normal", "detail"]


def test_notes_and_sources_belong_to_their_table():
    shown = table(CATALOGUE, "T1", own(habitants=(2018, "12 324", "+0,7"), part="59,4 %", absent=(2021, "4", "")))
    assert shown and notes(shown) == [
        "Une note.",
        "(*) Variation au cours des cinq dernières années.",
        "Sources : Insee, 2018 ; Caf, 2020 et 2021.",
    ]


def test_a_source_without_a_year_or_without_a_value():
    shown = table(CATALOGUE, "T1", own(habitants=(2018, "", ""), part=(None, "59,4 %", "")))
    assert shown and notes(shown)[-1] == "Source : Caf."


def test_a_simple_table_has_no_variation():
    shown = table(CATALOGUE, "T2", own(total=(None, "- €", "")), theirs())
    assert shown and [plain(column.title) for column in shown.columns] == [
        "Indicateur", "Année", "Arras", "Pas-de-Calais",
    ]  # fmt: skip
    assert rows(shown) == [["Total", "", "- €", ""]]
    assert shown.rows[0].role == "fort"


def test_a_second_reference_has_its_own_columns():
    epci = dataset(CATALOGUE, {"habitants": (2018, "108 000", "-0,2")}, "CU d’Arras", "la communauté urbaine d’Arras")
    shown = table(CATALOGUE, "T1", own(habitants=(2018, "41 000", "+0,7")), theirs(habitants=(2018, "9", "")), epci)
    assert shown and [plain(column.title) for column in shown.columns][2::2] == ["Arras", "Pas-de-Calais", "CU d’Arras"]
    assert rows(shown) == [["Habitants", "2018", "41 000", "+0,7 %", "9", "", "108 000", "-0,2 %"]]


def test_a_reference_of_another_year_says_which():
    shown = table(
        CATALOGUE, "T1", own(habitants="5", part="3 %"), theirs(habitants=(2018, "7", ""), part=(2018, "2 %", ""))
    )
    assert shown and [plain(column.title) for column in shown.columns][4] == "Pas-de-Calais (2018)"
    assert [row[4] for row in rows(shown)] == ["7", "2 %"]
    assert notes(shown)[-1] == "Sources : Insee, 2020 ; Caf, 2020. Pour le Pas-de-Calais : Insee, 2018 ; Caf, 2018."


def test_a_reference_of_several_years_says_them_in_its_cells():
    shown = table(CATALOGUE, "T1", own(habitants="5", part="3 %"), theirs(habitants=(2018, "7", ""), part="2 %"))
    assert shown and [plain(column.title) for column in shown.columns][4] == "Pas-de-Calais"
    assert [row[4] for row in rows(shown)] == ["7\n(2018)", "2 %"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, False),
        ({"mensuel": "5 €"}, False),
        ({"habitants": (None, "", "")}, False),
        ({"habitants": (2018, "", "")}, True),
        ({"habitants": (None, "N.C.", "")}, True),
        ({"habitants": "0"}, True),
    ],
)
def test_a_table_without_any_figure_is_left_out(given, told):
    assert (table(CATALOGUE, "T1", own(**given)) is not None) == told


@pytest.mark.parametrize("name", ["harnes", "lens"])
def test_every_row_of_the_original_comes_out_as_it_was_printed(name):
    """124 rows of Harnes, 104 of Lens: year, value, variation and both of the department."""
    golden = [
        line.split(";") for line in (REPOSITORY / f"tests/golden/statistiques-{name}.csv").read_text().splitlines()[1:]
    ]
    tables = [rows_of(each) for each in convention(name).tables()]
    shown = [row[1:] for rows in tables if rows[0][0] == "Indicateur" for row in rows[1:]]
    assert [[spaced(cell) for cell in row] for row in shown] == [cells for _, _, *cells in golden]
    assert len(golden) == {"harnes": 124, "lens": 104}[name]
