"""Whose name does a body bear?"""

from __future__ import annotations

import pytest

from assembler.compose.acte_context import executive_of
from assembler.model.acte import Council
from assembler.model.bodies import is_commune, may_be_intercommunality
from assembler.model.convention import Commune, Deliberation
from assembler.model.document import SignatureBox, Text


@pytest.mark.parametrize(
    "body",
    ["Arras", "Commune d’Arras", "la commune d'Arras", "Ville d’Arras", "VILLE D’ARRAS", "La Mairie d’Arras"],
)
def test_a_commune_is_known_under_its_names(body):
    assert is_commune(body, "Arras")


@pytest.mark.parametrize(
    ("body", "name"),
    [("Ville du Havre", "Le Havre"), ("commune des Mureaux", "Les Mureaux"), ("Ville de l’Isle", "L’Isle")],
)
def test_so_is_one_whose_article_melts_into_its_preposition(body, name):
    assert is_commune(body, name)


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
    assert not is_commune(body, "Arras")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Communauté urbaine d’Arras", True),
        ("CU d’Arras", True),
        ("Commune d’Arras", False),
        ("Mairie d’Arras", False),
        ("CIAS d’Arras", False),
        ("Association des familles d’Arras", False),
        ("Communauté de communes du Ternois", False),
    ],
)
def test_an_intercommunality_may_be_named_in_short(body, expected):
    assert may_be_intercommunality(body, "Arras") == expected


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
