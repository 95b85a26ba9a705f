"""Typed commentary against the figures, sentence by sentence, then over the whole of Lens."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from conftest import REPOSITORY
from samples import complete, line_of, only, pointed
from sentences import FALSE, TRUE, UNREAD
from spoilings_figures import true_claims
from trials import straight

from assembler.build.checking import find
from assembler.build.convention import compose_input
from assembler.build.workspace import Workspace

CLAIMS = ("CHI010", "CHI011")


def commented(town, text, **keys):
    """The complete convention with the figures of `town`, and one part."""
    data = deepcopy(complete())
    data["territoire"]["nom"] = town.capitalize()
    data["diagnostic"]["donnees"] = f"{town}/donnees.csv"
    data["diagnostic"]["sections"] = [{"titre": "Familles", "tableaux": ["T2"], "commentaires": text, **keys}]
    return data


def accused(checked, town, sentences):
    """Those of the sentences that a finding points at."""
    found = checked(commented(town, "\n\n".join(sentences) + "\n"), "signature")
    return {line_of(finding) for finding in found if finding.code in CLAIMS}


def said(checked, code, text, town="lens"):
    return only(checked(commented(town, text), "signature"), code)


# --- comparisons and trends ------------------------------------------------------------


@pytest.mark.parametrize("town", TRUE)
def test_what_is_true_or_claims_nothing_is_not_accused(checked, town):
    assert accused(checked, town, TRUE[town]) == set()


@pytest.mark.parametrize("town", FALSE)
def test_what_is_false_is_found(checked, town):
    assert set(FALSE[town]) - accused(checked, town, FALSE[town]) == set()


@pytest.mark.parametrize("town", UNREAD)
def test_what_is_not_understood_is_passed_over(checked, town):
    assert accused(checked, town, UNREAD[town]) == set()


def test_there_are_many_sentences():
    assert sum(map(len, TRUE.values())) >= 60 and sum(map(len, FALSE.values())) >= 60


def test_the_message_quotes_the_words_and_gives_both_figures(checked):
    (found,) = said(checked, "CHI010", "La part des familles monoparentales est plus faible que dans le département.")
    assert "« plus faible que dans le département »" in straight(found.message)
    assert "15,6\u00a0% (Lens) contre 15,1\u00a0% (Pas-de-Calais)" in found.message
    assert pointed(found).startswith("plus faible que dans")


def test_each_of_two_indicators_is_judged(checked):
    text = "La part des bénéficiaires du RSA et celle des familles avec deux enfants dépassent celles du département."
    (found,) = said(checked, "CHI010", text)
    assert "34,4\u00a0% (Lens) contre 44,4\u00a0%" in found.message


def test_a_comparison_without_a_figure_to_compare(checked):
    text = "Le potentiel fiscal par habitant est supérieur à celui du département."
    (found,) = said(checked, "CHI010", text, "harnes")
    assert "ne donne pas de chiffre à comparer (Pas-de-Calais)" in found.message


@pytest.mark.parametrize(
    ("sentence", "is_false"),
    [
        ("La part des bénéficiaires de l’AAH est supérieure à celle du département.", True),
        ("La part des bénéficiaires de l’AAH est inférieure à celle du département.", True),
        ("La part des bénéficiaires de l’AAH est comparable à celle du département.", False),
        ("La part des enfants bénéficiaires de l’AEEH est comparable à celle du département.", False),
        ("La part des familles avec deux enfants est comparable à celle du département.", True),
    ],
)
def test_equal_and_comparable_shares(checked, sentence, is_false):
    """AAH: 8,7 and 8,7; AEEH: 4,8 and 4,0, less than a point; two children: 37,0 and 44,4."""
    assert bool(said(checked, "CHI010", sentence, "harnes")) is is_false


def test_a_claim_blocks_from_the_committee_on(checked):
    data = commented("lens", "La part des bénéficiaires du RSA est inférieure à celle du département.")
    assert [each.severity for each in only(checked(data, "projet"), "CHI010")] == ["avertissement"]
    assert [each.severity for each in only(checked(data, "copil"), "CHI010")] == ["bloquant"]


def test_the_trend_message_gives_the_variation(checked):
    (found,) = said(checked, "CHI011", "Le nombre de bénéficiaires du RSA augmente.")
    assert "-22,3\u00a0% en cinq ans" in found.message
    assert pointed(found).startswith("nombre de bénéficiaires du RSA augmente")


def test_marks_and_list_items_are_read_at_their_place(checked):
    text = "- [à trancher : le titre] Un constat partagé.\n- Le nombre d’allocataires baisse.\n"
    (found,) = said(checked, "CHI011", text)
    assert line_of(found) == "- Le nombre d’allocataires baisse."


def test_a_list_is_about_what_announces_it(checked):
    text = "Dans le quartier du 12/14 :\n\n- la part des bénéficiaires du RSA est inférieure à celle du département.\n"
    assert not said(checked, "CHI010", text)


# --- quoted figures --------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "La ville compte 31 606 habitants.",
        "La ville compte près de 32 000 habitants.",
        "La ville compte 31 600 habitants, dont 10 026 allocataires.",
        "Le taux de couverture atteint 67,7 %, contre 53,9 % dans le département.",
        "Deux allocataires sur trois, soit 68 %, sont couverts.",
        "Plus de 50 % des allocataires ont de bas revenus.",
        "Le nombre de bénéficiaires du RSA a baissé de 22,3 %.",
        "La Caf a versé 877 755 € pour la petite enfance, soit environ 900 000 euros.",
        "Les prestations légales représentent 5,8 millions d’euros en décembre.",
        "La ville dispose de 3 EAJE et de 2 centres sociaux.",
        "En 2017, selon l’observatoire des quartiers, cette part atteignait 21 %.",
        "La ville ouvre 2 EAJE associatifs.",
        "Un poste à 80 % est consacré à la coordination.",
        "Les ménages dont le taux d’effort dépasse 30 % sont suivis.",
        "Cinq ateliers ont réuni 42 parents en 2022.",
    ],
)
def test_a_figure_of_the_tables_or_with_its_source_is_not_told(checked, sentence):
    assert not said(checked, "CHI012", sentence)


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("La ville compte 36 106 habitants.", "« 36 106 habitants »"),
        ("Le taux de couverture atteint 76,7 %.", "« 76,7 % »"),
        ("La ville dispose de 4 EAJE.", "« 4 EAJE »"),
        ("La Caf a versé 787 755 € pour la petite enfance.", "« 787 755 € »"),
        ("Les prestations légales représentent 8,5 millions d’euros.", "« 8,5 millions d’euros »"),
        ("Les bénéficiaires du RSA représentent 22,3 % des allocataires.", "« 22,3 % »"),
        ("Selon l’Insee, la ville compte 36 106 habitants.", "« 36 106 habitants »"),
    ],
)
def test_a_figure_of_no_table_is_told(checked, sentence, quoted):
    (found,) = said(checked, "CHI012", sentence)
    assert straight(found.message).startswith(quoted) and found.severity == "information"


def test_the_figures_of_a_list_are_one_finding_with_the_year_to_source(checked):
    (found,) = said(checked, "CHI012", "En 2017, cette part était de :\n\n- 88 % à la gare ;\n- 89,9 % au port.\n")
    assert "« 88 % » et « 89,9 % »" in straight(found.message) and "2017" in found.hint


def test_what_the_spoilings_turn_round_is_true(checked):
    found = checked(commented("harnes", "\n\n".join(true_claims()) + "\n"), "signature")
    assert not [each.message for each in found if each.code in (*CLAIMS, "CHI012")]


# --- themes, strengths and weaknesses --------------------------------------------------


def themes(*parts):
    data = deepcopy(complete())
    data["diagnostic"]["sections"] = list(parts)
    return data


BARE = {"titre": "Logement", "tableaux": ["T13"]}
ANALYSED = {"titre": "Familles", "tableaux": ["T2"], "axes": "Soutenir les parents."}


def test_a_theme_without_analysis_is_told_where_others_have_one(checked):
    found = checked(themes(ANALYSED, BARE))
    (theme,) = only(found, "CHI013")
    assert "Logement" in theme.message and not only(found, "COM014")


@pytest.mark.parametrize(
    "parts",
    [
        [BARE],
        [{**ANALYSED, "sections": [BARE]}],
        [{**BARE, "sections": [ANALYSED]}],
        [ANALYSED, {"titre": "Logement", "sections": [{"titre": "Parc privé"}]}],
    ],
)
def test_analysed_above_or_below_or_nowhere(checked, parts):
    assert not only(checked(themes(*parts)), "CHI013")


@pytest.mark.parametrize(
    ("atouts", "faiblesses", "same"),
    [
        ("- Un tissu associatif dense.", "1. un tissu associatif dense ;", True),
        (
            "Les acteurs de l’insertion présents dans la ville sont nombreux et divers.",
            "Les acteurs de l’insertion présents dans la ville sont nombreux, divers.",
            True,
        ),
        (
            "Les acteurs de l’insertion présents dans la ville sont assez connus.",
            "Les acteurs de l’insertion présents dans la ville sont peu connus.",
            False,
        ),
        (
            "Une desserte facile de tous les quartiers par le bus.",
            "Une desserte difficile de tous les quartiers.",
            False,
        ),
        ("Trois structures :\n- le relais.", "Trois structures :\n- la crèche.", False),
    ],
)
def test_one_sentence_as_strength_and_weakness(checked, atouts, faiblesses, same):
    data = commented("lens", "Rien.", atouts=atouts, faiblesses=faiblesses)
    assert bool(only(checked(data), "CHI014")) is same


# --- the whole of Lens -----------------------------------------------------------------


def test_the_real_commentary_is_not_accused(tools):
    found = find(compose_input(tools, REPOSITORY / "inputs/lens.yaml"), "signature", date(2023, 3, 1))
    own = [(each.code, pointed(each)) for each in found if each.code in (*CLAIMS, "CHI012", "CHI013", "CHI014")]
    assert {code for code, _ in own} == {"CHI012", "CHI014"}
    assert straight(dict(own)["CHI012"]).startswith("21 % à la Grande Résidence")
    assert dict(own)["CHI014"].startswith("Les acteurs de l’insertion")


OPPOSITES = {
    "davantage de familles monoparentales que": "moins de familles monoparentales que",
    "qui dépasse celle du département": "qui est inférieure à celle du département",
    "bien plus bas à Lens": "bien plus élevé à Lens",
    "moins nombreux que dans le département": "plus nombreux que dans le département",
    "a progressé, surtout": "a reculé, surtout",
}


@pytest.mark.parametrize("words", OPPOSITES)
def test_a_true_sentence_of_lens_turned_round_is_found(tools, workspace, words):
    path = workspace / "inputs/lens.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(words) == 1
    line = text[: text.index(words)].count("\n") + 1
    path.write_text(text.replace(words, OPPOSITES[words]), encoding="utf-8")
    composed = compose_input(replace(tools, workspace=Workspace(workspace)), path)
    found = [each for each in find(composed, "copil", date(2023, 3, 1)) if each.code in CLAIMS]
    assert found and {each.place.line for each in found} == {line}
    assert {each.severity for each in found} == {"bloquant"}
