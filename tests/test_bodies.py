"""Whose name does a body bear?"""

from __future__ import annotations

import pytest

from assembler.compose.acte_context import executive_of
from assembler.model.acte import Council
from assembler.model.bodies import signs_for
from assembler.model.convention import Commune, Deliberation, Territoire
from assembler.model.document import SignatureBox, Text


def commune(name: str) -> Territoire:
    return Territoire(nom=name)


def epci(name: str, *members: str) -> Territoire:
    return Territoire(type="epci", nom=name, communes=tuple(Commune(nom=each) for each in members))


@pytest.mark.parametrize(
    "body", ["Arras", "Commune d’Arras", "la commune d'Arras", "Ville d’Arras", "VILLE D’ARRAS", "La Mairie d’Arras"]
)
def test_a_commune_is_known_under_its_names(body):
    assert signs_for(body, commune("Arras")) == 0


@pytest.mark.parametrize(
    ("body", "name"),
    [("Ville du Havre", "Le Havre"), ("commune des Mureaux", "Les Mureaux"), ("Ville de l’Isle", "L’Isle")],
)
def test_so_is_one_whose_article_melts_into_its_preposition(body, name):
    assert signs_for(body, commune(name)) == 0


@pytest.mark.parametrize(
    "body",
    [
        "Communauté urbaine d’Arras",
        "CCAS d’Arras",
        "Lycée d’Arras",
        "Association des familles d’Arras",
        "Caf d’Arras",
        "Arras Sud",
        "Commune d’Arras-en-Ternois",
    ],
)
def test_another_body_of_the_same_name_is_not_the_commune(body):
    assert signs_for(body, commune("Arras")) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Communauté urbaine d’Arras", 0),
        ("CU d’Arras", 0),
        ("Commune d’Arras", 1),
        ("Mairie de Lens", 2),
        ("CIAS d’Arras", None),
        ("Association des familles d’Arras", None),
        ("Communauté de communes du Ternois", None),
    ],
)
def test_an_intercommunality_and_its_members_are_told_apart(body, expected):
    assert signs_for(body, epci("Arras", "Arras", "Lens")) == expected


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        ("La Maire", "la maire"),
        ("Madame la Maire", "la maire"),
        ("Le Maire", "le maire"),
        ("La Première Adjointe", "le maire"),
        ("La Maire adjointe", "le maire"),
        ("La Conseillère déléguée, pour la Maire", "le maire"),
    ],
)
def test_the_executive_is_a_woman_where_her_own_capacity_says_so(capacity, expected):
    box = SignatureBox((Text("Commune d’Arras"),), (Text(capacity),), (Text("Anne Roy"),))
    assert executive_of(Council(Commune(nom="Arras"), 0, Deliberation(), box)) == expected
