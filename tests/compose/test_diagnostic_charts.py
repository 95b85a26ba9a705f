"""The charts that the catalogue declares: what they show, in figures and in words, and when they are left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from chiffres import charts, dataset, department, lines
from drafts import spaced

from assembler.build.convention import compose_input
from assembler.compose.diagnostic.charts import Charts
from assembler.model.document import Chart, plain

SECTORS = (
    "aides_logement_prive_part",
    "aides_logement_public_part",
    "aides_logement_accession_part",
    "aides_logement_etablissement_part",
)


@pytest.fixture(scope="module")
def catalogue(tools):
    return tools.catalogue


@pytest.fixture(scope="module", params=["harnes", "lens"])
def shown(request, tools):
    """The charts of a real convention, by title."""
    document = compose_input(tools, tools.workspace.inputs / f"{request.param}.yaml").document
    found = [block for part in document.annexes for block in part.blocks if isinstance(block, Chart)]
    return {plain(each.caption): each for each in found}


def test_a_real_convention_has_its_five_charts(shown):
    assert list(shown) == [
        "Graphique 1 – Familles selon leur composition",
        "Graphique 2 – Âge des enfants",
        "Graphique 3 – Aides au logement selon le secteur",
        "Graphique 4 – Financements d’action sociale de la Caf par thème",
        "Graphique 5 – Indicateurs de vulnérabilité",
    ]
    assert len(shown["Graphique 5 – Indicateurs de vulnérabilité"].categories) == 13


def test_every_chart_says_in_words_all_that_it_shows(shown):
    for chart in shown.values():
        assert chart.title and chart.notes
        words = spaced(chart.description).lower()
        for rank, category in enumerate(chart.categories):
            assert category.lower() in words
            for series in chart.series[:1] if chart.kind == "radar" else chart.series:
                number = f"{series.values[rank]:,}".replace(",", " ").replace(".", ",")
                assert f"{series.name.lower()} {number}" in words


def test_bars_stand_beside_the_department(catalogue):
    ours = dataset(catalogue, dict(zip(SECTORS, ("8,1 %", "41,3 %", "2,8 %", "1,2 %"), strict=True)))
    theirs = department(catalogue, dict(zip(SECTORS, ("16,1 %", "27,1 %", "N.C.", "2,3 %"), strict=True)))
    (chart,) = charts(catalogue, "T13", ours, theirs)
    assert (chart.kind, chart.unit) == ("barres", "%")
    assert chart.categories == ("Parc locatif privé", "Parc locatif public", "Accession", "Établissement")
    assert [(each.name, each.values) for each in chart.series] == [
        ("Arras", (Decimal("8.1"), Decimal("41.3"), Decimal("2.8"), Decimal("1.2"))),
        ("Pas-de-Calais", (Decimal("16.1"), Decimal("27.1"), None, Decimal("2.3"))),
    ]
    assert "accession : Arras 2,8 %, Pas-de-Calais sans chiffre" in spaced(chart.description)


def test_what_the_territory_does_not_have_is_left_out_of_its_bars(catalogue):
    given = dict(zip(SECTORS, ("8,1 %", "N.C.", "", "1,2 %"), strict=True))
    (chart,) = charts(catalogue, "T13", dataset(catalogue, given))
    assert chart.categories == ("Parc locatif privé", "Établissement")
    assert [each.name for each in chart.series] == ["Arras"]


@pytest.mark.parametrize(
    "given", [{}, {SECTORS[0]: "8,1 %"}, {SECTORS[0]: "0 %", SECTORS[1]: "0 %"}, {SECTORS[0]: "N.C.", SECTORS[1]: ""}]
)
def test_a_chart_that_would_be_empty_is_left_out(catalogue, given):
    assert charts(catalogue, "T13", dataset(catalogue, given), department(catalogue, given)) == []


def test_nothing_paid_is_a_bar_of_zero(catalogue):
    ours = dataset(catalogue, {"petite_enfance_financements": "44 877 €", "logement_financements": "- €"})
    (chart,) = charts(catalogue, None, ours, department(catalogue, {"petite_enfance_financements": "9 €"}))
    assert chart.unit == "€"
    assert [(each.name, each.values) for each in chart.series] == [("Arras", (Decimal(44877), Decimal(0)))]


# --- the radar -------------------------------------------------------------------------

OURS = {"rsa_part": "22,4 %", "ppa_part": "38,8 %", "aah_part": "8,7 %", "bas_revenus_part": "20,0 %"}
THEIRS = {"rsa_part": "17,5 %", "ppa_part": "36,8 %", "aah_part": "8,7 %", "bas_revenus_part": "38,9 %"}


def radar(catalogue, ours, theirs):
    """The radar, or None, and the lines that follow it."""
    found = list(Charts(catalogue, dataset(catalogue, ours), department(catalogue, theirs)).after(None))
    return next((each for each in found if isinstance(each, Chart)), None), lines(found)


def test_the_radar_shows_ratios_to_the_department(catalogue):
    chart, _ = radar(catalogue, OURS, THEIRS)
    assert chart.categories == ("RSA", "PPA", "AAH", "Bas revenus")
    assert [(spaced(each.name), each.values) for each in chart.series] == [
        ("Arras", (Decimal(128), Decimal(105), Decimal(100), Decimal(51))),
        ("Pas-de-Calais = 100", (Decimal(100),) * 4),
    ]


def test_indicators_far_from_the_department_are_listed(catalogue):
    _, told = radar(catalogue, OURS, THEIRS)
    assert told == [
        "Indicateur fortement supérieur à celui du Pas-de-Calais (rapport d’au moins 120) :",
        "la part des bénéficiaires du RSA (22,4 % contre 17,5 %, soit 128), point de fragilité.",
        "Indicateur fortement inférieur à celui du Pas-de-Calais (rapport d’au plus 80) :",
        "la part des allocataires à bas revenus (20,0 % contre 38,9 %, soit 51), point d’appui.",
    ]


@pytest.mark.parametrize(
    ("share", "shown", "told"),
    [("23,9 %", 120, "Indicateur fortement supérieur"), ("23,8 %", 119, "Parmi les indicateurs du graphique, aucun")],
)
def test_the_limits_are_held_against_what_the_chart_shows(catalogue, share, shown, told):
    ours = {"rsa_part": share, "ppa_part": "20,0 %", "aah_part": "20,0 %"}
    chart, (first, *_) = radar(catalogue, ours, dict.fromkeys(ours, "20,0 %"))
    assert chart.series[0].values[0] == shown
    assert first.startswith(told)


@pytest.mark.parametrize(("share", "shown", "told"), [("16,0 %", 80, True), ("16,2 %", 81, False)])
def test_the_lower_limit_too(catalogue, share, shown, told):
    ours = {"rsa_part": share, "ppa_part": "20,0 %", "aah_part": "20,0 %"}
    chart, lines_after = radar(catalogue, ours, dict.fromkeys(ours, "20,0 %"))
    assert chart.series[0].values[0] == shown
    assert any(line.startswith("Indicateur fortement inférieur") for line in lines_after) == told


def test_a_second_reference_never_passes_for_the_department(tools):
    content = compose_input(tools, tools.workspace.inputs / "harnes.yaml").content
    alone = replace(content, references=(replace(content.references[0], name="CA de Lens-Liévin"),))
    both = replace(content, references=(*alone.references, *content.references))
    assert alone.department is None
    assert both.department is content.references[0]


@pytest.mark.parametrize("theirs", [{}, {**THEIRS, "rsa_part": "N.C.", "ppa_part": "0 %"}])
def test_a_radar_needs_three_ratios(catalogue, theirs):
    assert radar(catalogue, OURS, theirs) == (None, [])
