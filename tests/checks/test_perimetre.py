"""Minimal themes, and duties by population."""

from __future__ import annotations

import pytest
from samples import line_of, only

from assembler.checks.table import CHECKS

NEXT = "periode: {debut: 2027-01-01, fin: 2031-12-31}\n"
ALL = "Recenser les besoins d’accueil. Informer les familles."
LARGER = " Planifier l’accueil du jeune enfant. Soutenir la qualité de l’accueil."
LARGEST = " Établir le schéma pluriannuel de l’offre. Gérer le relais petite enfance."


def people(number):
    return {"essai/habitants.csv": f"code;annee;valeur;variation\nhabitants;2020;{number};\n"}


def duties(text, start="2023-01-01", end="2026-12-31"):
    return (
        f"periode: {{debut: {start}, fin: {end}}}\n"
        "diagnostic: {donnees: essai/habitants.csv}\n"
        f"intervention: {{texte: \"{text}\", competences: ''}}"
    )


# --- themes ----------------------------------------------------------------------------


def themes(*titles):
    each = ", ".join(f'{{titre: "{title}", objectifs: [Agir]}}' for title in titles)
    return f"enjeux: {{themes: [{each}]}}\nfiches: ''"


MINIMAL = ("Petite enfance", "Jeunesse", "Parentalité", "Logement")


@pytest.mark.parametrize("rank", range(4))
def test_each_of_the_minimal_themes_is_asked_for(checked, rank):
    titles = [title for number, title in enumerate(MINIMAL) if number != rank]
    (finding,) = only(checked(themes(*titles)), "CHA001")
    assert (MINIMAL[rank].lower() if rank < 3 else "autre thème") in finding.message
    assert line_of(finding).startswith(("themes:", "- titre: "))


@pytest.mark.parametrize(
    "titles",
    [
        ("Accueil du jeune enfant", "Adolescents", "Soutien aux parents", "Accès aux droits"),
        ("Petite enfance, jeunesse et parentalité", "Santé des familles"),
        (*MINIMAL[:3], "Vie des quartiers"),
        ("Petite enfance", "Jeunesse", "Parents", "Handicap"),
        ("Petite enfance", "Jeunesse", "Relations parents-enfants", "Culture"),
    ],
)
def test_themes_are_known_under_other_words(checked, titles):
    assert not only(checked(themes(*titles)), "CHA001")


@pytest.mark.parametrize(
    ("titles", "count"),
    [
        (("Accueil des jeunes enfants", "Soutien aux parents", "Logement"), 1),
        (("Petite enfance", "Enfance et jeunesse", "Parentalité", "Enjeux transversaux"), 1),
        (("Petite enfance", "Enfance et jeunesse", "Enjeux transversaux"), 2),
        (("Accueil des tout-petits dont les parents travaillent", "Jeunesse", "Logement"), 1),
    ],
)
def test_a_near_word_is_no_theme(checked, titles, count):
    assert len(only(checked(themes(*titles)), "CHA001")) == count


def test_the_title_of_a_fiche_counts_if_article_4_cites_it(checked):
    others = "{titre: Jeunesse, objectifs: [Agir]}, {titre: Logement, objectifs: [Agir]}"
    sample = "enjeux: {{themes: [{}, {{titre: Petite enfance, objectifs: [{{fiche: {}}}]}}]}}"
    assert only(checked(sample.format(others, "petite-enfance")), "CHA001")
    assert not only(checked(sample.format(others, "parentalite")), "CHA001")


# --- early childhood -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text", "unsaid"),
    [
        ("3 500", ALL, ()),
        ("3 501", ALL, ("planifier", "soutenir la qualité")),
        ("3 501", ALL + LARGER, ()),
        ("10 000", ALL + LARGER, ()),
        ("10 001", ALL + LARGER, ("schéma", "relais")),
        ("10 001", ALL + LARGER + LARGEST, ()),
        ("900", "La commune gère les écoles.", ("recenser", "informer")),
    ],
)
def test_duties_follow_the_population(checked, number, text, unsaid):
    found = only(checked(duties(text), files=people(number)), "CHA003")
    assert len(found) == bool(unsaid)
    for finding in found:
        assert all(word in finding.message for word in unsaid)
        assert number.replace(" ", "\u00a0") + " habitants" in finding.message
        assert line_of(finding).startswith("texte:")


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Elle recense les besoins d’accueil. Le point information jeunesse ouvre le mercredi.", "informer"),
        ("Elle informe les parents. Elle gère l’accueil de loisirs.", "recenser"),
        ("Elle informe les parents. Elle planifie l’accueil au vu du recensement des besoins.", "recenser"),
        ("Elle informe les parents. Un état des lieux des modes d’accueil est dressé.", ""),
    ],
)
def test_a_duty_is_known_by_its_words_in_one_sentence(checked, text, unsaid):
    found = only(checked(duties(text), files=people("900")), "CHA003")
    assert [unsaid in each.message for each in found] == ([True] if unsaid else [])
    assert all("recenser" not in each.message or unsaid == "recenser" for each in found)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2020-01-01", "2024-12-31", None),
        ("2020-01-01", "2025-01-01", None),
        ("2021-01-01", "2025-12-31", "CHA003"),
        ("2024-12-31", "2028-12-31", "CHA003"),
        ("2025-01-01", "2029-12-31", "CHA002"),
    ],
)
def test_the_period_decides(checked, start, end, code):
    found = checked(duties("La commune gère les écoles.", start, end), "copil", people("900"))
    about = [each for each in found if each.code in ("CHA002", "CHA003")]
    assert [each.code for each in about] == ([code] if code else [])
    assert [each.severity for each in about] == ([{"CHA002": "bloquant"}.get(code, "avertissement")] if code else [])


EPCI = f"""
diagnostic: {{donnees: ''}}
territoire:
  type: epci
  communes:
    - {{nom: Avion, texte: La commune gère les écoles., donnees: essai/habitants.csv}}
    - {{nom: Sallaumines, texte: "{ALL}"}}
"""


def test_each_member_commune_owes_its_own_duties(checked):
    found = checked(EPCI + "intervention: ''", files=people("900"))
    (finding,) = only(found, "CHA003")
    assert "Avion" in finding.message
    assert line_of(finding) == "- nom: Avion"
    (unknown,) = only(found, "CHA004")
    assert "Sallaumines" in unknown.message and "Avion" not in unknown.message


def test_what_the_intercommunality_does_is_done_for_its_members(checked):
    found = checked(EPCI + f"intervention: {{texte: '{ALL}', competences: ''}}", files=people("900"))
    assert not only(found, "CHA003")


def test_without_population_the_common_duties_remain(checked):
    sample = "diagnostic: {donnees: ''}\nintervention: {texte: Elle gère les écoles., competences: ''}"
    found = checked(sample)
    (finding,) = only(found, "CHA003")
    assert "recenser" in finding.message and "planifier" not in finding.message
    assert only(found, "CHA004")[0].severity == "information"


def test_the_law_is_cited():
    for code in ("CHA002", "CHA003", "CHA004"):
        assert "2023-1196" in CHECKS[code].source
