"""Statistics tables: every unit as French typography prints it, and the four kinds of nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from assembler.compose.statistics import Statistics, format_value
from drafts import spaced

from assembler.model.catalogue import Catalogue, Unit
from assembler.model.document import Paragraph, Table, plain
from assembler.model.figures import Figure, Figures, Special
from assembler.model.place import Place
from assembler.readers.figures import read_figures
from assembler.readers.french_numbers import parse_value

NBSP = "\u00a0"
PLACE = Place(Path("donnees.csv"), 2)

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
                            {"code": "habitants", "libelle": "Habitants", "unite": "nombre"},
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


def figures(**given: Any) -> Figures:
    """Code -> (year, value, variation)."""
    found = {}
    for code, (year, value, variation) in given.items():
        unit: Unit = {"part": "pourcent", "total": "euros"}.get(code, "nombre")  # type: ignore[assignment]
        unit = "euros" if code in ("mensuel", "annuel", "decembre") else unit
        found[code] = Figure(code, year, parse_value(value, unit), parse_value(variation, "evolution"), PLACE)
    return found


def statistics(own: Figures, reference: Figures | None = None) -> Statistics:
    return Statistics(CATALOGUE, "Arras", own, "Pas-de-Calais", reference or {})


def rows(table: Table) -> list[list[str]]:
    return [[spaced(plain(cell)) for cell in row.cells] for row in table.rows]


def test_a_table_with_variations_holds_both_territories():
    own = figures(habitants=(2018, "12 324", "+0,7"), part=(2020, "59,4 %", ""))
    table, *notes = statistics(own, figures(habitants=(2018, "1 466 743", "+0,1"))).blocks("T1")
    assert isinstance(table, Table)
    assert plain(table.caption) == "Population"
    assert [spaced(plain(column.title)) for column in table.columns] == [
        "Indicateur", "Année", "Arras", "Variation sur 5 ans (*)", "Pas-de-Calais", "Variation sur 5 ans (*)",
    ]  # fmt: skip
    assert rows(table) == [
        ["Habitants", "2018", "12 324", "+0,7 %", "1 466 743", "+0,1 %"],
        ["dont part", "2020", "59,4 %", "", "", ""],
    ]
    assert [row.role for row in table.rows] == ["normal", "detail"]
    assert [(plain(note.inlines), note.role) for note in notes if isinstance(note, Paragraph)] == [
        ("Une note.", "note"),
        ("(*) Variation au cours des cinq dernières années.", "note"),
    ]


def test_a_simple_table_has_no_variation():
    (table,) = statistics(figures(total=(None, "- €", ""))).blocks("T2")
    assert isinstance(table, Table)
    assert [plain(column.title) for column in table.columns] == ["Indicateur", "Année", "Arras", "Pas-de-Calais"]
    assert rows(table) == [["Total", "", "- €", ""]]
    assert table.rows[0].role == "fort"


def test_payments_are_said_before_the_table():
    own = figures(mensuel=(2020, "660 000", ""), annuel=(None, "45 000", ""), decembre=(2020, "- €", ""))
    sentences = [spaced(plain(b.inlines)) for b in statistics(own).blocks("T1") if isinstance(b, Paragraph)][:3]
    assert sentences == [
        "En 2020, la Caf a versé chaque mois sur le territoire près de 660 000 € au titre de A.",
        "La Caf a versé sur le territoire près de 45 000 € au titre de B.",
        "En 2020, la Caf n’a rien versé sur le territoire au titre de C.",
    ]


def test_tables_that_no_part_places_are_left_over():
    own = figures(habitants=(2018, "1", ""), total=(2018, "1", ""))
    assert statistics(own).left_over(["T1"]) == ("T2",)
    assert statistics(own).left_over([]) == ("T1", "T2")
    assert statistics(figures(total=(2018, "", ""))).left_over([]) == ("T2",)
    assert statistics(figures(mensuel=(2018, "1", ""))).left_over([]) == ("T1",)


@pytest.mark.parametrize("name", ["harnes", "lens"])
def test_every_figure_of_a_real_file_has_its_row(tools, name):
    """The indicators of the file are those of the tables, none lost and none added."""
    own = read_figures(tools.workspace.inputs / name / "donnees.csv", tools.catalogue)
    given = Statistics(tools.catalogue, name, own, "Pas-de-Calais", {})
    payments = {p.code for t in tools.catalogue.tables.values() for p in t.versements}
    shown = [row for code in given.left_over([]) for b in given.blocks(code) if isinstance(b, Table) for row in b.rows]
    assert len(shown) == len(set(own) - payments)
