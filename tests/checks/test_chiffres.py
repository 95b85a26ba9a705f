"""Arithmetic checks: the two real departments' figures agree, wrong ones are found where they stand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from chiffres import figures
from hypothesis import given
from hypothesis import strategies as st
from samples import only, pointed

from assembler.model.arithmetic import completed, half_up, share, summed, two_digits
from assembler.model.figures import Special
from assembler.readers.figures import read_figures

HEAD = "code;annee;valeur;variation\n"


def found(checked, code: str, *rows: str) -> list[str]:
    """The messages of `code` for a figures file of these rows, with what they point at; ordinary spaces."""
    files = {"essai/faux.csv": HEAD + "\n".join(rows) + "\n"}
    hits = only(checked("diagnostic: {donnees: essai/faux.csv}", files=files), code)
    return [f"{pointed(hit).split(';')[0]} > {hit.message}".replace("\u00a0", " ") for hit in hits]


# --- shares ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["harnes/donnees", "lens/donnees", "communs/departement-2020"])
def test_the_eighteen_computed_shares_agree_with_the_printed_ones(tools, name):
    """Three territories: 54 shares."""
    typed = read_figures(tools.workspace.inputs / f"{name}.csv", tools.catalogue)
    computed = {each.code: share(each, typed) for each in tools.catalogue.computed}
    assert len(computed) == 18
    assert computed == {code: typed[code].value for code in computed}


def test_a_share_without_a_line_is_computed(tools):
    typed = figures(tools.catalogue, {"rsa": "668", "allocataires": "2 979"})
    assert completed(tools.catalogue, typed)["rsa_part"].value == Decimal("22.4")
    assert completed(tools.catalogue, typed)["rsa_part"].year == 2020


@pytest.mark.parametrize(
    "counts", [{"rsa": "668"}, {"rsa": "668", "allocataires": "0"}, {"rsa": "N.C.", "allocataires": "5"}]
)
def test_no_share_without_both_counts(tools, counts):
    assert "rsa_part" not in completed(tools.catalogue, figures(tools.catalogue, counts))


def test_a_contradicted_share_gives_way_and_is_told(checked, tools):
    rows = ("allocataires;2020;1 000;", "rsa;2020;125;", "rsa_part;2020;15,2 %;")
    assert found(checked, "CHI001", *rows) == [
        "rsa_part > « Part des bénéficiaires du RSA » (Villeneuve-sur-Deûle) : 15,2 % est saisi, mais les effectifs "
        "(125 / 1 000) donnent 12,5 %."
    ]
    typed = figures(tools.catalogue, {"allocataires": "1 000", "rsa": "125", "rsa_part": "15,2 %"})
    assert completed(tools.catalogue, typed)["rsa_part"].value == Decimal("12.5")


@given(top=st.integers(0, 10**6), bottom=st.integers(1, 10**6))
def test_a_share_is_rounded_half_up(tools, top, bottom):
    typed = figures(tools.catalogue, {"rsa": str(top), "allocataires": str(bottom)})
    exact = (Decimal(top) * 100 / Decimal(bottom)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert share(tools.catalogue.indicators["rsa_part"], typed) == exact


# --- parts and totals ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "parts", "wrong"),
    [
        ("vie_sociale_equipements;2020;3;", ("centres_sociaux;2020;2;", "espaces_vie_sociale;2020;1;"), False),
        ("vie_sociale_equipements;2020;4;", ("centres_sociaux;2020;2;", "espaces_vie_sociale;2020;1;"), True),
        ("vie_sociale_equipements;2020;1;", ("centres_sociaux;2020;2;",), True),
        ("vie_sociale_equipements;2020;4;", ("centres_sociaux;2020;2;",), False),
        ("vie_sociale_equipements;2020;4;", ("centres_sociaux;2020;2;", "espaces_vie_sociale;2020;N.C.;"), False),
        ("sans_enfants_part;2020;50,6 %;",
         ("couples_sans_enfants_part;2020;34,7 %;", "isoles_part;2020;15,8 %;"), False),
        ("sans_enfants_part;2020;50,6 %;",
         ("couples_sans_enfants_part;2020;34,7 %;", "isoles_part;2020;15,7 %;"), True),
        ("logement_financements;2020;5 000 €;", ("logement_subventions;2020;5 001 €;",), False),
        ("logement_financements;2020;5 000 €;", ("logement_subventions;2020;5 002 €;",), True),
        ("logement_financements;2020;- €;", ("logement_subventions;2020;- €;",), False),
        ("vie_sociale_equipements_evolution;2021;-1;",
         ("centres_sociaux_evolution;2021;-2;", "espaces_vie_sociale_evolution;2021;+1;"), False),
        ("vie_sociale_equipements_evolution;2021;+5;", ("centres_sociaux_evolution;2021;+7;",), False),
    ],
)  # fmt: skip
def test_parts_make_their_whole_within_the_tolerance_of_their_unit(checked, whole, parts, wrong):
    hits = found(checked, "CHI002", whole, *parts)
    assert [hit.split(" > ")[0] for hit in hits] == [whole.split(";")[0]] * wrong


def test_the_sum_of_the_parts_is_told(checked):
    (hit,) = found(checked, "CHI002", "logement_financements;2020;5 000 €;", "logement_subventions;2020;4 000 €;")
    assert hit.endswith("(Villeneuve-sur-Deûle) : 5 000 €, mais ses parties (4 000 €) font 4 000 €.")


def test_parts_of_another_year_are_not_summed(checked):
    rows = ("centres_sociaux;2019;2;", "espaces_vie_sociale;2020;1;")
    assert found(checked, "CHI002", "vie_sociale_equipements;2020;9;", *rows) == []


@pytest.mark.parametrize(("last", "wrong"), [("20,0 %", False), ("20,1 %", False), ("20,2 %", True), ("N.C.", False)])
def test_shares_that_complete_each_other_make_100(checked, last, wrong):
    rows = ("familles_un_enfant_part;2020;40,0 %;", "familles_deux_enfants_part;2020;40,0 %;")
    hits = found(checked, "CHI002", *rows, f"familles_nombreuses_part;2020;{last};")
    assert [hit.split(" > ")[0] for hit in hits] == ["familles_un_enfant_part"] * wrong


def test_a_computed_share_above_100_is_told(checked):
    assert found(checked, "CHI006", "habitants;2018;1 000;", "personnes_couvertes;2020;1 100;") == [
        "personnes_couvertes > « Taux de couverture Caf » (Villeneuve-sur-Deûle) : les effectifs donnent 110,0 %."
    ]


def test_a_dont_that_is_no_partition_is_never_summed(checked):
    rows = ("parentalite_equipements;2020;87;", "laep;2020;23;", "clas;2020;52;", "reaap;2019;401;")
    assert found(checked, "CHI002", *rows) == []


THEMES = ("petite_enfance", "jeunesse", "parentalite", "vie_sociale", "logement")


@pytest.mark.parametrize(
    ("announced", "themes", "wrong"),
    [
        ("300 000 €", ("44 877 €", "245 729 €", "3 700 €", "3 255 €", "- €"), False),
        ("310 000 €", ("44 877 €", "245 729 €", "3 700 €", "3 255 €", "- €"), True),
        ("290 000 €", ("44 877 €", "245 729 €", "3 700 €", "3 255 €", "- €"), True),
        ("310 000 €", ("44 877 €", "245 729 €"), False),
        ("290 000 €", ("44 877 €", "245 729 €"), False),
        ("280 000 €", ("44 877 €", "245 729 €"), True),
        ("705 €", ("700 €", "4 €", "0 €", "- €", "0 €"), False),
    ],
)
def test_the_announced_total_is_that_of_the_themes(checked, announced, themes, wrong):
    rows = [f"{name}_financements;2020;{amount};" for name, amount in zip(THEMES, themes, strict=False)]
    hits = found(checked, "CHI005", f"versement_action_sociale;2020;{announced};", *rows)
    assert [hit.split(" > ")[0] for hit in hits] == ["versement_action_sociale"] * wrong


@pytest.mark.parametrize(("year", "wrong"), [("2020", True), ("2019", False)])
def test_a_part_larger_than_its_whole_of_the_same_year(checked, year, wrong):
    hits = found(checked, "CHI006", "centres_sociaux;2020;2;", f"centres_sociaux_projet_famille;{year};3;")
    assert [hit.split(" > ")[0] for hit in hits] == ["centres_sociaux_projet_famille"] * wrong


def test_a_part_larger_than_its_whole_is_told_once(checked):
    assert len(found(checked, "CHI006", "allocataires;2020;100;", "rsa;2020;101;")) == 1


# --- variations ------------------------------------------------------------------------


@given(base=st.integers(1, 5000), value=st.integers(0, 5000))
def test_a_true_variation_is_never_accused(base, value):
    from assembler.checks.variations import _has_base

    change = half_up(Decimal(value - base) * 100 / base, 1)
    assert _has_base(Decimal(value), change)


@given(value=st.integers(0, 400), change=st.decimals(-99, 300, places=1))
def test_an_accused_variation_has_no_base_at_all(value, change):
    from assembler.checks.variations import _has_base

    bases = range(1, 50_000)
    if not _has_base(Decimal(value), change) and not (value == 0 and change == 0):
        near = (base for base in bases if abs((value - base) * 100 - change * base) <= base)
        assert not any(half_up(Decimal(value - base) * 100 / base, 1) == change for base in near)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("allocataires_msa;2020;19;+18,8 %", False),
        ("allocataires_msa;2020;19;+19,0 %", True),
        ("allocataires_msa;2020;19;N.C.", False),
        ("allocataires_msa;2020;0;-100,0 %", False),
        ("allocataires_msa;2020;0;-50,0 %", True),
        ("allocataires_msa;2020;5;-100,1 %", True),
        ("potentiel_fiscal;2020;19;+19,0 %", False),
    ],
)
def test_a_variation_starts_from_a_whole_number(checked, row, wrong):
    hits = found(checked, "CHI003", row)
    assert [hit.split(" > ")[0] for hit in hits] == ["allocataires_msa"] * wrong


@pytest.mark.parametrize(
    ("change", "wrong"), [("-2,5 %", False), ("-2,4 %", False), ("-2,2 %", True), ("+2,5 %", True)]
)
def test_the_variation_of_a_whole_is_that_of_its_weighted_parts(checked, change, wrong):
    rows = ("enfants_6_a_12_ans;2020;2 474;+0,9 %", "enfants_12_a_18_ans;2020;2 373;-5,8 %")
    hits = found(checked, "CHI004", f"enfants_6_a_18_ans;2020;4 847;{change}", *rows)
    assert [hit.split(" > ")[0] for hit in hits] == ["enfants_6_a_18_ans"] * wrong


# --- rounding and sums -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("877755", 880000),
        ("44877", 45000),
        ("3700", 3700),
        ("3250", 3300),
        ("995", 1000),
        ("7", 7),
        ("0", 0),
        ("87.5", 88),
    ],
)
def test_two_significant_figures(exact, rounded):
    assert two_digits(Decimal(exact)) == rounded


def test_nothing_paid_anywhere_is_not_the_same_as_paid_somewhere(tools):
    nothing = figures(tools.catalogue, {"logement_financements": "- €"})
    some = figures(tools.catalogue, {"logement_financements": "5 €"})
    assert summed(tools.catalogue, [nothing, some])["logement_financements"].value == 5
    assert summed(tools.catalogue, [nothing, nothing])["logement_financements"].value is Special.NEANT


def test_the_sum_of_communes(tools):
    one = figures(tools.catalogue, {
        "allocataires": (2020, "100", "+1,0 %"), "rsa": "10", "isoles_part": "40,0 %", "potentiel_fiscal": "900",
        "logement_financements": "- €", "habitants": (2018, "300", ""), "versement_aah": "1 000 €", "aah": "3",
    })  # fmt: skip
    two = figures(tools.catalogue, {
        "allocataires": (2020, "300", "+9,0 %"), "rsa": "90", "isoles_part": "20,0 %", "potentiel_fiscal": "800",
        "logement_financements": "- €", "habitants": (2019, "900", ""), "versement_aah": "500 €", "aah": "N.C.",
    })  # fmt: skip
    added = {code: figure.value for code, figure in summed(tools.catalogue, [one, two]).items()}
    assert added == {
        "allocataires": 400,
        "rsa": 100,
        "rsa_part": Decimal("25.0"),
        "logement_financements": Special.NEANT,
        "versement_aah": 1500,
    }
    assert all(figure.variation is None for figure in summed(tools.catalogue, [one, two]).values())
