"""Paper copies of an electronic text, signatures before the vote, the same person twice: what is found, and where."""

from __future__ import annotations

import pytest
from samples import line_of, only

MAYOR = "{organisme: Commune de Villeneuve-sur-Deûle, qualite: Le Maire, nom: Anne Roy, signe_le: %s}"
CAF = "{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit, signe_le: %s}"
MEMBER = """
territoire:
  type: epci
  communes:
    - nom: Avion
      signataire: {nom: Zoé Lam, signe_le: %s}
      deliberation: {numero: 12, date: 2023-03-01, transmission: 2023-03-06}
"""


def signed(*persons: str) -> str:
    return f"signature: {{signataires: [{', '.join(persons)}]}}"


@pytest.mark.parametrize("copies", [2, 0])
def test_copies_of_an_electronic_text_are_told_at_their_number(checked, copies):
    (finding,) = only(checked(f"signature: {{forme: electronique, exemplaires: {copies}}}", "signature"), "JUR012")
    assert finding.severity == "bloquant" and line_of(finding) == f"exemplaires: '{copies}'"


def test_an_avenant_has_its_own_form(checked):
    paper = "avenants: [{signature: {exemplaires: 2}}]"
    assert not only(checked(paper), "JUR012")
    assert only(checked(paper.replace("exemplaires", "forme: electronique, exemplaires")), "JUR012")


def test_without_a_number_an_electronic_text_is_right(checked):
    assert not only(checked("signature: {forme: electronique, exemplaires: ''}"), "JUR012")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-02-09", "n’a été votée que le 10/02/2023"),
        ("2023-02-10", "n’a été transmise au préfet que le 14/02/2023"),
        ("2023-02-14", "n’a été transmise au préfet que le 14/02/2023"),
        ("2023-02-15", None),
    ],
)
def test_nobody_signs_for_a_council_before_its_vote_has_reached_the_prefet(checked, day, said):
    found = only(checked(signed(CAF % "2023-01-02", MAYOR % day), "signature"), "JUR013")
    assert [each.severity for each in found] == (["bloquant"] if said else [])
    assert all(said in each.message and day in line_of(each) for each in found)


@pytest.mark.parametrize(
    "body",
    [
        "CCAS de Villeneuve-sur-Deûle",
        "Département du Pas-de-Calais",
        "Association des familles de Villeneuve-sur-Deûle",
        "Communauté de communes de Villeneuve-sur-Deûle",
    ],
)
def test_the_vote_of_the_council_does_not_bind_another_body(checked, body):
    person = MAYOR.replace("Commune de Villeneuve-sur-Deûle", body) % "2023-01-02"
    assert not only(checked(signed(person)), "JUR013")


@pytest.mark.parametrize(("day", "count"), [("2023-03-06", 1), ("2023-03-07", 0)])
def test_a_member_commune_is_bound_by_its_own_vote(checked, day, count):
    found = only(checked(MEMBER % day), "JUR013")
    assert len(found) == count and all("Avion" in each.message for each in found)


@pytest.mark.parametrize(("day", "count"), [("2023-03-06", 1), ("2023-03-07", 0)])
def test_so_is_one_that_signs_among_the_others(checked, day, count):
    member = MEMBER.replace("      signataire: {nom: Zoé Lam, signe_le: %s}\n", "")
    person = signed(MAYOR.replace("Commune de Villeneuve-sur-Deûle", "Ville d’Avion") % day)
    found = only(checked(f"{member}{person}"), "JUR013")
    assert len(found) == count and all("Avion" in each.message and day in line_of(each) for each in found)


@pytest.mark.parametrize(
    ("organisme", "name", "count"),
    [("caf du Pas-de-Calais", "Jean PETIT", 1), ("Caf du Pas-de-Calais", "Zoé Lam", 0), ("CCAS", "Jean Petit", 0)],
)
def test_the_same_person_signs_once_for_a_body(checked, organisme, name, count):
    pair = f"{{organisme: {organisme}, qualite: Le Directeur, nom: {name}}}"
    assert len(only(checked(signed(CAF % "2023-03-15", pair)), "JUR014")) == count
