"""Conventions of 2027-2031: they take the wordings of their own time, and none of these is out of date or false."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from drafts import CAF, content, convention, spaced, texts
from trials import edit

from assembler.build.checking import find
from assembler.build.convention import compose_input
from assembler.build.workspace import Workspace
from assembler.compose.compose import choose_clauses, compose
from assembler.model.place import Problems

PERIOD = {"debut": "2027-01-01", "fin": "2031-12-31"}
MEMBERS = [
    {"nom": "Avion", "competences": ["Gérer les écoles"]},
    {"nom": "Le Touquet", "texte": "Elle gère la crèche."},
]
EPCI = {"type": "epci", "nom": "Artois", "denomination": "communauté de communes", "communes": MEMBERS}
SDSF = {
    "generation": "quatrième génération",
    "debut": "2026",
    "fin": "2031",
    "signataires": ["l’État", "la Caf"],
    "ambition": "Être proche de chaque famille",
    "axes": ["Accueillir"],
    "chapitres": ["Le jeune enfant"],
}
ANNEXES = ["diagnostic", "equipements", "plan-actions", "referentiel"]
NEW = frozenset(
    {
        "preambule", "intervention-caf", "intervention-commune", "engagements", "pilotage", "evaluation", "signature",
        "referentiel",
    }
)  # fmt: skip


def parts(tools, **keys: Any) -> dict[str, str]:
    """The text of each part by its clause; of a convention of the coming period unless said."""
    document = compose(content(tools, convention(**{"periode": PERIOD, **keys})))
    return {part.clause.id: spaced("\n".join(texts(part.blocks))) for part in document.parts if part.clause}


def versions(tools, **keys: Any) -> dict[str, str]:
    chosen = choose_clauses(content(tools, convention(**keys)))
    return {name: version.version for name, version in chosen.items()}


# --- which wordings --------------------------------------------------------------------


def test_a_convention_takes_the_wordings_of_its_own_period(tools):
    current, coming = versions(tools), versions(tools, periode=PERIOD)
    assert max(current.values()) == "2023-01"
    assert {name for name in coming if coming[name] != current[name]} == NEW
    assert {coming[name] for name in NEW} == {"2027-01"}


def test_a_date_of_reference_overrules_the_period(tools):
    assert versions(tools, periode=PERIOD, date_reference="2026-12-31") == versions(tools)
    assert versions(tools, date_reference="2027-01-01") == versions(tools, periode=PERIOD)


def test_a_convention_older_than_the_library_takes_its_first_wordings(tools):
    old = versions(tools, periode={"debut": "2015-01-01", "fin": "2018-12-31"})
    assert set(old.values()) == {"2022-01"}
    with pytest.raises(Problems):
        versions(tools, date_reference="2015-01-01")


# --- what they say ---------------------------------------------------------------------


@pytest.mark.parametrize("territoire", [{"nom": "Arras"}, EPCI])
def test_nothing_of_the_past_is_said_as_present(tools, territoire):
    for name, text in parts(tools, territoire=territoire).items():
        years = re.sub(r"1er janvier 2025|loi n° \S+ du 18 décembre 2023|loi n° 78-17 du 6 janvier 1978", "", text)
        assert not re.search(r"\b(?:19\d\d|20[01]\d|202[0-6])\b", years), name
        assert not re.search(r"\bCEJ\b|coordonnateur|Stratégie nationale|inspection académique", text), name


def test_what_checks_say_of_the_wordings_is_left_to_reviewers(tools, workspace):
    """Neither a past period nor a past COG; only the questions that somebody must answer, and the approvals."""
    period = (("debut: 2023-01-01", "debut: 2027-01-01"), ("fin: 2026-12-31", "fin: 2031-12-31"))
    edit(workspace, "inputs/harnes.yaml", *period, ("date_reference: 2023-01-01\n", ""))
    there = replace(tools, workspace=Workspace(workspace))
    found = find(compose_input(there, workspace / "inputs/harnes.yaml"), "signature", date(2026, 9, 1))
    about = {each.code for each in found if "clauses" in each.place.file.parts}
    assert about == {"JAL001", "JAL002", "JUR005"}


def test_article_3_states_the_law_for_any_commune(tools):
    text = parts(tools)["intervention-commune"]
    assert "article L. 214-1-3 du code de l’action sociale et des familles" in text
    assert "toute commune doit" in text and "plus de 3 500 habitants" in text and "plus de 10 000 habitants" in text
    assert "La commune d’Arras exerce celles de ces compétences qui s’imposent à elle, sauf si" in text


def test_article_3_of_an_intercommunality_claims_no_transfer(tools):
    text = parts(tools, territoire=EPCI)["intervention-commune"]
    assert "La communauté de communes d’Artois exerce celles de ces compétences que des communes lui ont" in text
    assert "Chaque commune exerce les autres" in text and "La commune du Touquet" in text
    assert "s’imposent à elle" not in text


@pytest.mark.parametrize(
    ("years", "told"), [(("2019", "2022"), False), (("2026", "2031"), True), (("2020", "2027"), True), (None, False)]
)
def test_the_departmental_scheme_is_told_only_if_it_runs(tools, years, told):
    scheme = {**SDSF, "debut": years[0], "fin": years[1]} if years else {"generation": "quatrième génération"}
    text = parts(tools, caf={**CAF, "sdsf": scheme})["preambule"]
    assert ("quatrième génération" in text and "Être proche" in text) == told
    assert ("[à compléter : années, signataires" in text) != told


def test_the_job_profile_has_a_number_only_where_it_is_annexed(tools):
    assert "emploi (annexe 4)" in parts(tools, annexes=ANNEXES)["pilotage"]
    assert "emploi, qui définit" in parts(tools, annexes=ANNEXES[:3])["pilotage"]


def test_paper_has_originals_and_an_electronic_signature_has_none(tools):
    paper = parts(tools, signature={"lieu": "Arras", "exemplaires": "3"})["signature"]
    either = parts(tools, signature={"lieu": "Arras"})["signature"]
    assert "en 3 exemplaires originaux." in paper and "électronique" not in paper
    assert "Signée par voie électronique" in either and "exemplaires originaux" not in either


def test_several_councils_have_several_deliberations(tools):
    assert "La délibération qui autorise" in parts(tools)["signature"]
    assert "Les délibérations qui autorisent" in parts(tools, territoire=EPCI)["signature"]
