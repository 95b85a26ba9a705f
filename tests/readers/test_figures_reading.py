"""The catalogue of indicators, and French numbers as people type them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.model.catalogue import Catalogue, Unit
from assembler.model.figures import Special, Value
from assembler.model.place import Problems
from assembler.readers.catalogue import read_catalogue
from assembler.readers.figures import read_figures
from assembler.readers.french_numbers import parse_value

CATALOGUE = """\
sections:
  - code: s
    titre: Population
    tableaux:
      - code: T1
        titre: Population
        colonnes: variation
        indicateurs:
          - {code: habitants, libelle: Habitants, unite: nombre}
          - {code: part, libelle: Part, unite: pourcent}
          - {code: aides, libelle: Aides, unite: euros}
        versements:
          - {code: af, rythme: mensuel, objet: allocations familiales}
"""


ALL_SPACES = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Zs"]


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def put(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return read_catalogue(put(tmp_path, "catalogue.yaml", CATALOGUE))


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("31 606", "nombre", Decimal(31606)),
        ("1\u202f466\u00a0743", "nombre", Decimal(1466743)),
        ("1\u2009466", "nombre", Decimal(1466)),
        ("1466743", "nombre", Decimal(1466743)),
        ("67,70%", "pourcent", Decimal("67.70")),
        ("67,7 %", "taux", Decimal("67.7")),
        ("-0,1%", "taux", Decimal("-0.1")),
        ("− 16,3", "evolution", Decimal("-16.3")),
        ("\u201116,3", "evolution", Decimal("-16.3")),
        ("\u2011\u2003€", "euros", Special.NEANT),
        ("+14,9 %", "taux", Decimal("14.9")),
        ("877 755 €", "euros", Decimal(877755)),
        ("12,50", "euros", Decimal("12.50")),
        ("1,02", "decimal", Decimal("1.02")),
        ("N.C.", "nombre", Special.NON_COMMUNIQUE),
        ("nc", "euros", Special.NON_COMMUNIQUE),
        ("- €", "euros", Special.NEANT),
        (" -\u00a0€ ", "euros", Special.NEANT),
        ("0 €", "euros", Decimal(0)),
        ("0,0 %", "pourcent", Decimal("0.0")),
        ("100 %", "pourcent", Decimal(100)),
        ("0,7", "taux", Decimal("0.7")),
        ("67,7", "pourcent", Decimal("67.7")),
        ("-0", "evolution", Decimal(0)),
        ("-0", "taux", Decimal(0)),
        ("-0,0 %", "taux", Decimal("0.0")),
        ("", "nombre", None),
        ("\u00a0", "nombre", None),
    ],
)
def test_a_french_number_is_read(text: str, unit: Unit, value: Value) -> None:
    read = parse_value(text, unit)
    assert (read, str(read)) == (value, str(value))


@pytest.mark.parametrize(
    ("text", "unit", "message", "hint"),
    [
        ("1,466,743", "nombre", "à la française", "« 1 466 743 »"),
        ("1.466.743", "nombre", "à la française", "« 1 466 743 »"),
        ("1.466,50", "euros", "à la française", "« 1 466,50 »"),
        ("1.466", "nombre", "à la française", "« 1 466 » (milliers) ou « 1,466 » (décimales)"),
        ("12.5", "pourcent", "à la française", "« 12,5 »"),
        ("1,466", "nombre", "nombre entier", "« 1 466 »"),
        ("1,466", "euros", "deux façons", "« 1 466 € »"),
        ("1 46 743", "nombre", "à la française", "« 146 743 »"),
        ("31 6O6", "nombre", "à la française", "Écrivez un nombre"),
        ("-", "euros", "à la française", "« - € »"),
        ("\u2011", "euros", "à la française", "« - € »"),
        ("-", "nombre", "à la française", "Écrivez un nombre"),
        ("+0.7%", "taux", "à la française", "« +0,7 % »"),
        ("-1.466,50€", "evolution", "à la française", "« -1 466,50 € »"),
        ("- €", "nombre", "à la française", "Écrivez un nombre"),
        ("12 €", "nombre", "sans unité", "retirez « € »"),
        ("12 %", "euros", "en « € »", "retirez « % »"),
        ("1" * 16, "nombre", "trop de chiffres", "15"),
        ("NaN", "decimal", "à la française", "Écrivez un nombre"),
        ("١٢", "nombre", "à la française", "Écrivez un nombre"),
        ("12,5", "nombre", "nombre entier", "Retirez les décimales"),
        ("0,677", "pourcent", "deux façons", "« 67,7 % » ou « 0,677 % »"),
        ("100,1 %", "pourcent", "dépasser 100 %", "Vérifiez la valeur et le code"),
        ("677", "pourcent", "dépasser 100 %", "Vérifiez la valeur et le code"),
        ("-1 %", "pourcent", "part ne peut pas être négative", "variation"),
        ("-12", "nombre", "nombre ne peut pas être négatif", "variation"),
        ("− 5 €", "euros", "montant ne peut pas être négatif", "variation"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str, unit: Unit, message: str, hint: str) -> None:
    with pytest.raises(Problems) as raised:
        parse_value(text, unit)
    assert message in straight(raised.value.problems[0].message)
    assert hint in straight(raised.value.problems[0].hint)


@given(st.integers(-(10**14), 10**14), st.sampled_from(ALL_SPACES))
def test_any_grouped_number_comes_back(number: int, space: str) -> None:
    assert parse_value(f"{number:,}".replace(",", space), "evolution") == number


@given(
    st.decimals(-(10**8), 10**8, places=4).filter(lambda number: not number.is_zero()),
    st.integers(0, 4),
    st.sampled_from(ALL_SPACES),
    st.sampled_from(["", "%", " %"]),
)
def test_any_number_typed_the_french_way_comes_back(value: Decimal, places: int, space: str, suffix: str) -> None:
    """With the decimals that were typed, zeros at the end too."""
    number = value.quantize(Decimal(1).scaleb(-places))
    typed = f"{number:,}".replace(",", space).replace(".", ",") + suffix.replace(" ", space)
    read = parse_value(typed, "taux")
    assert str(read) == str(number or abs(number))


@given(st.text(max_size=20), st.sampled_from(["nombre", "pourcent", "euros", "evolution", "taux", "decimal"]))
def test_any_text_gives_a_value_or_a_problem(text: str, unit: Unit) -> None:
    try:
        value = parse_value(text, unit)
    except Problems as refused:
        assert refused.problems[0].message
    else:
        assert value is None or isinstance(value, Special) or value.is_finite()


def test_figures_are_read_in_any_order_of_columns(tmp_path: Path, catalogue: Catalogue) -> None:
    path = put(
        tmp_path,
        "f.csv",
        "valeur;code;Année;variation\n31 606;habitants;2018;-0,1%\n- €;aides;;N.C.\n5 €;af\n",
    )
    figures = read_figures(path, catalogue)
    assert list(figures) == ["habitants", "aides", "af"]
    first = figures["habitants"]
    assert (first.year, first.value, first.variation) == (2018, Decimal(31606), Decimal("-0.1"))
    assert (first.place.line, first.place.column) == (2, 8)
    assert (figures["aides"].value, figures["aides"].variation) == (Special.NEANT, Special.NON_COMMUNIQUE)
    assert (figures["af"].year, figures["af"].variation) == (None, None)


def test_all_wrong_lines_are_told_at_once(tmp_path: Path, catalogue: Catalogue) -> None:
    lines = [
        "code;annee;valeur;variation",
        "habitant;2018;1;",
        "part;18;1.466;x",
        "aides;;1;",
        "aides;;2;",
        ";;3;",
        "af;;1;;z",
    ]
    with pytest.raises(Problems) as raised:
        read_figures(put(tmp_path, "f.csv", "\n".join(lines)), catalogue)
    told = [(p.place.line, p.place.column, straight(p.message)) for p in raised.value.problems if p.place]
    assert [t[:2] for t in told] == [(2, 1), (3, 6), (3, 9), (3, 15), (5, 1), (6, 1), (7, 8)]
    assert "Vouliez-vous dire « habitants »" in straight(raised.value.problems[0].hint)
    assert "n’est pas une année" in told[1][2]
    assert "ligne 4" in raised.value.problems[4].hint


@pytest.mark.parametrize(
    ("header", "column", "message"),
    [
        ("code;valleur;valeur", 6, "« valleur » n’est pas connue"),
        ("code;valeur;code", 13, "deux fois"),
        ("code;annee", 1, "manque la colonne « valeur »"),
        ("annee;variation", 1, "manque les colonnes « code » et « valeur »"),
    ],
)
def test_a_wrong_header_is_refused(
    tmp_path: Path, catalogue: Catalogue, header: str, column: int, message: str
) -> None:
    with pytest.raises(Problems) as raised:
        read_figures(put(tmp_path, "f.csv", header + "\n"), catalogue)
    (problem,) = raised.value.problems
    assert problem.place and (problem.place.line, problem.place.column) == (1, column)
    assert message in straight(problem.message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_what_helps_to_fill_in_is_passed_over(tmp_path: Path, catalogue: Catalogue, encoding: str, sign: str) -> None:
    """The template saved as CSV: a title above, titles of parts, notes."""
    rows = [
        ["Chiffres : Béthune"],
        ["code", "indicateur", "unité", "année", "valeur", "variation", "source", "note"],
        ["", "Population", "", "", "", "", "", ""],
        ["habitants", "Habitants", "nombre", "2018", "31 606", "", "Insee", "vérifié le 3 mai"],
        ["aides", "Aides", "€", "", "", "", "", ""],
        ["", "(1) Une note.", "", "", "", "", "", ""],
    ]
    path = tmp_path / "f.csv"
    text = "\n".join(sign.join(row + [""] * (8 - len(row))) for row in rows)
    path.write_bytes(text.encode(encoding))
    figures = read_figures(path, catalogue)
    assert {code: (each.year, each.value) for code, each in figures.items()} == {
        "habitants": (2018, Decimal(31606)),
        "aides": (None, None),
    }


def test_a_comma_separates_as_well(tmp_path: Path, catalogue: Catalogue) -> None:
    figures = read_figures(put(tmp_path, "f.csv", 'code,valeur\npart,"67,7 %"\n'), catalogue)
    assert figures["part"].value == Decimal("67.7")


def test_a_value_under_no_title_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(Problems) as raised:
        read_figures(put(tmp_path, "f.csv", "code;;valeur\nhabitants;31;606\nhabitants;;1;2\n"), catalogue)
    told = [(p.place.line, p.place.column) for p in raised.value.problems if p.place and "aucune colonne" in p.message]
    assert told == [(2, 11), (3, 14)]


@pytest.mark.parametrize("count", [5_001, 100_000])
def test_too_many_rows_are_told_in_one_message(tmp_path: Path, catalogue: Catalogue, count: int) -> None:
    path = put(tmp_path, "f.csv", "code;valeur\n" + "habitant;1,466 €\n" * count)
    with pytest.raises(Problems) as raised:
        read_figures(path, catalogue)
    (problem,) = raised.value.problems
    assert straight(problem.message).startswith("Trop de lignes pour des chiffres : 5 000 au plus")
    assert "5\u00a0000" in problem.message
    assert "correspondance" in problem.hint


def test_of_many_problems_the_first_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    lines = "".join(f"inconnu{n};1\n" for n in range(4_999))
    with pytest.raises(Problems) as raised:
        read_figures(put(tmp_path, "f.csv", "code;valeur\n" + lines), catalogue)
    assert len(raised.value.problems) == 51
    assert raised.value.problems[-1].message == "… et 4949 autres erreurs dans ce fichier."


@pytest.mark.parametrize("code", ["part", "habitants"])
def test_a_code_given_twice_in_the_catalogue_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(Problems) as raised:
        read_catalogue(put(tmp_path, "catalogue.yaml", CATALOGUE.replace("code: af", f"code: {code}")))
    (problem,) = raised.value.problems
    assert problem.place and problem.place.line == 13
    assert "deux fois" in problem.message


# --- decimal commas that were not quoted ----------------------------------------------

REAL = Path(__file__).resolve().parent.parent.parent / "inputs/communs/indicateurs.yaml"
FOUR = "code,annee,valeur,variation\n"


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return read_catalogue(REAL)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        (FOUR + "monoparentales_part,2020,15,1 %,", 33, "5 cellules pour 4 titres"),
        (FOUR + "habitants,2020,12,324,", 23, "5 cellules pour 4 titres"),
        (FOUR + "logement_financements,2020,5,8,", 32, "5 cellules pour 4 titres"),
        (FOUR + "taux_couverture,2020,53,9 %", 25, "« +9 % » ou « -9 % »"),
        (FOUR + 'habitants,2020,"12 324",+0,7 %', 28, "5 cellules pour 4 titres"),
        ("code,annee,valeur,note\ntaux_couverture,2020,53,9 %", 25, "« 9 % » semble la suite de « 53 »"),
        ("code,annee,valeur,source,note\nhabitants,2020,12,324,Insee", 19, "« 324 » semble la suite de « 12 »"),
        ("code,annee,valeur,variation,note\nhabitants,2020,12324,+0,7 %", 25, "« 7 % » semble la suite"),
    ],
)
def test_a_decimal_comma_is_not_taken_for_a_separator(
    tmp_path: Path, real: Catalogue, text: str, column: int, message: str
) -> None:
    with pytest.raises(Problems) as raised:
        read_figures(put(tmp_path, "f.csv", text + "\n"), real)
    (problem,) = raised.value.problems
    assert problem.place and (problem.place.line, problem.place.column) == (2, column)
    assert message in straight(problem.message)
    assert "entre guillemets" in problem.hint
    assert "points-virgules" in problem.hint


def test_quoted_commas_and_short_rows_are_read(tmp_path: Path, real: Catalogue) -> None:
    text = FOUR + 'taux_couverture,2020,"53,9 %"\nhabitants,2018,12 324,"+0,7 %"\nrsa,2020,12,\n'
    figures = read_figures(put(tmp_path, "f.csv", text), real)
    assert [str(each.value) for each in figures.values()] == ["53.9", "12324", "12"]


# --- variations ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("habitants;2018;12 324;9 %", "Une variation porte toujours son signe : « +9 % » ou « -9 % »."),
        ("habitants;2018;12 324;0,7", "« +0,7 » ou « -0,7 »"),
        ("versement_aah;2018;12 €;+9 %", "n’a pas de variation"),
        ("jeunesse_equipements;2018;12;+9 %", "n’a pas de variation"),
        ("habitants_evolution;2018;+9,0 %;+9 %", "n’a pas de variation"),
        ("eaje_evolution;2018;+9;N.C.", "n’a pas de variation"),
    ],
)
def test_a_variation_that_misleads_or_is_shown_nowhere_is_refused(
    tmp_path: Path, real: Catalogue, row: str, message: str
) -> None:
    with pytest.raises(Problems) as raised:
        read_figures(put(tmp_path, "f.csv", f"code;annee;valeur;variation\n{row}\n"), real)
    (problem,) = raised.value.problems
    assert problem.place and problem.place.column == row.rindex(";") + 2
    assert message in straight(problem.message)


@pytest.mark.parametrize("typed", ["0 %", "0,0 %", "0", "+9,5 %", "\u20119 %", "− 9 %", "N.C.", ""])
def test_a_variation_that_is_clear_is_read(tmp_path: Path, real: Catalogue, typed: str) -> None:
    assert read_figures(put(tmp_path, "f.csv", f"code;valeur;variation\nhabitants;1;{typed}\n"), real)


@pytest.mark.parametrize(
    ("code", "value", "change", "expected"),
    [
        ("taux_couverture", "40 %", "", ("40.0", "None")),
        ("taux_couverture", "40", "", ("40.0", "None")),
        ("taux_couverture", "40,25 %", "", ("40.25", "None")),
        ("habitants", "40", "+9 %", ("40", "9.0")),
        ("habitants", "40", "-9,25 %", ("40", "-9.25")),
        ("habitants_evolution", "+9 %", "", ("9.0", "None")),
    ],
)
def test_a_percentage_has_the_decimals_of_its_indicator(
    tmp_path: Path, real: Catalogue, code: str, value: str, change: str, expected: tuple[str, str]
) -> None:
    path = put(tmp_path, "f.csv", f"code;valeur;variation\n{code};{value};{change}\n")
    figure = read_figures(path, real)[code]
    assert (str(figure.value), str(figure.variation)) == expected


def test_a_file_of_text_has_a_default_year_too(tmp_path: Path, real: Catalogue) -> None:
    text = ";Année par défaut :;2024;\ncode;annee;valeur;variation\nhabitants;;1;\nrsa;2020;1;\nppa;;;\n"
    figures = read_figures(put(tmp_path, "f.csv", text), real)
    assert [each.year for each in figures.values()] == [2024, 2020, None]
