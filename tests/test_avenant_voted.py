"""An avenant that was voted is filled in after the vote, and changes nothing else than what was voted."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest
from avenants import DAY, FILE, MAIN, avenant, change, new_fin, on, plain, seal_convention, text, under
from trials import edit, listing, put, straight

EFFET = ("--effet", "2025-01-01")
FOLDER = "out/essai/avenant-1"
RECORD = f"{FOLDER}/avenant.json"
OTHER = "ne sont plus celles de l’avenant déjà écrit"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    on(monkeypatch, DAY)


@pytest.fixture
def sealed(assemble, workspace):
    seal_convention(assemble, workspace)
    change(workspace)
    return workspace


def written(assemble, *options: str) -> str:
    result = assemble("avenant", FILE, *options)
    assert result.status == 0, result.output
    return straight(result.output)


def vote(workspace, key: str = "numero: 2024-118, date: 2024-11-20, transmission: 2024-11-25") -> None:
    put(workspace, MAIN, f"{(workspace / MAIN).read_text('utf-8')}avenants:\n  - deliberation: {{{key}}}\n")


def move_on(workspace) -> None:
    """The library has a newer wording of the end, the input one more competence."""
    new_fin(workspace, "douze", "2025")
    edit(workspace, MAIN, ("Jeunesse]", "Jeunesse, Culture]"))


def test_filling_in_the_vote_keeps_the_day_of_effect(assemble, sealed):
    written(assemble, *EFFET)
    new_fin(sealed, "douze", "2026")
    vote(sealed)
    output = written(assemble)
    assert OTHER not in output and "Attention" not in output
    assert "à effet du 01/01/2025" in output and "Dates reprises de l’avenant déjà écrit" in output
    whole = text(avenant(sealed))
    assert "la délibération n° 2024-118 du 20 novembre 2024" in whole
    assert "neuf mois" in whole and "douze mois" not in whole


def test_nor_does_it_move_the_day_of_the_clauses_of_one_that_takes_effect_on_signature(assemble, sealed, monkeypatch):
    on(monkeypatch, date(2024, 6, 1))
    new_fin(sealed, "douze", "2026")
    assert "Article 12" in written(assemble)
    on(monkeypatch, DAY)
    vote(sealed)
    output = written(assemble)
    assert "Clauses du 01/06/2024, comme dans l’avenant voté" in output and "Attention" not in output
    assert "neuf mois" in text(avenant(sealed))
    assert under(avenant(sealed), "Article 3 – Prise")[0].startswith("Le présent avenant prend effet à la date de sa")


def test_a_prolongation_stays_one(assemble, refused, sealed):
    written(assemble, "--prolonger", "2027-12-31")
    vote(sealed)
    assert "prolongation jusqu’au 31/12/2027" in written(assemble)
    said = refused("avenant", FILE, *EFFET)
    assert "« date de fin »" in said and "Relancez sans --effet ni --prolonger" in said


def test_before_the_vote_another_text_takes_the_place_and_says_so_first(assemble, sealed):
    written(assemble, *EFFET)
    move_on(sealed)
    output = written(assemble)
    first = output.splitlines()[0]
    assert first.startswith(f"Attention : les modifications {OTHER} : « Article 3 – ")
    assert "« Article 12 – " in first and "Annexe 2" not in first and "s’il a été voté" in first
    assert "Culture" in text(avenant(sealed))
    assert "Attention" not in written(assemble)


@pytest.mark.parametrize("key", ["numero: 2024-118", "date: 2024-11-20"])
def test_after_the_vote_another_text_is_refused(assemble, refused, sealed, key):
    written(assemble, *EFFET)
    vote(sealed, key)
    move_on(sealed)
    before = listing(sealed / FOLDER)
    said = refused("avenant", FILE)
    line = len((sealed / MAIN).read_text("utf-8").splitlines())
    assert f"{MAIN}:{line}:" in said
    assert "La saisie dit l’avenant n° 1 voté, et il ne serait plus celui du vote : « Article 3 – " in said
    assert "« Article 12 – " in said and "Annexe 2" not in said
    assert "clauses: {fin: 2023-01}" in said and "videz la délibération" in said
    assert listing(sealed / FOLDER) == before


def test_what_was_voted_comes_back_with_the_input_and_the_version(assemble, refused, sealed):
    written(assemble, *EFFET)
    voted = json.loads((sealed / RECORD).read_text("utf-8"))["parties"]
    vote(sealed)
    move_on(sealed)
    refused("avenant", FILE)
    edit(sealed, MAIN, ("Jeunesse, Culture]", "Jeunesse]"), ("etape:", "clauses: {fin: 2024-01}\netape:"))
    assert "Attention" not in written(assemble)
    assert json.loads((sealed / RECORD).read_text("utf-8"))["parties"] == voted


def test_a_new_vote_begins_with_an_empty_deliberation(assemble, refused, sealed):
    written(assemble, *EFFET)
    vote(sealed)
    move_on(sealed)
    refused("avenant", FILE)
    edit(sealed, MAIN, ("{numero: 2024-118, date: 2024-11-20, transmission: 2024-11-25}", "{numero: , date: }"))
    assert OTHER in written(assemble)
    edit(sealed, MAIN, ("{numero: , date: }", "{numero: 2025-3}"))
    assert "Attention" not in written(assemble)
    assert "douze mois" in text(avenant(sealed))


def test_another_day_of_effect_is_another_text(assemble, refused, sealed):
    written(assemble, *EFFET)
    vote(sealed)
    said = refused("avenant", FILE, "--effet", "2025-03-01")
    assert "« date d’effet »" in said and "Relancez sans --effet ni --prolonger" in said
    assert "clauses: {fin" not in said


def test_a_voted_avenant_that_would_change_nothing_any_more_stays(assemble, refused, sealed):
    edit(sealed, MAIN, ("    - {type: LAEP, nom: La Maison bleue, gestionnaire: Mairie}\n", ""))
    written(assemble, *EFFET)
    vote(sealed)
    edit(sealed, MAIN, (", Jeunesse]", "]"), ("etape:", "clauses: {fin: 2023-01}\netape:"))
    before = listing(sealed / FOLDER)
    assert "il ne serait plus celui du vote : « Article 3 – " in refused("avenant", FILE)
    assert listing(sealed / FOLDER) == before


def test_a_vote_of_which_nothing_is_left_is_told(assemble, sealed):
    vote(sealed)
    output = written(assemble, *EFFET)
    assert output.splitlines()[0].startswith(
        "Attention : la saisie dit cet avenant voté, mais celui du vote n’est plus"
    )
    assert "Attention" not in written(assemble)
    shutil.rmtree(sealed / "out")
    assert "Attention" in written(assemble, *EFFET)


def test_who_signs_may_change_after_the_vote(assemble, sealed):
    written(assemble, *EFFET)
    vote(sealed)
    edit(sealed, MAIN, ("Anne MAIRESSE", "Paul MARTIN"))
    assert "Attention" not in written(assemble)
    assert "Paul MARTIN" in plain(text(avenant(sealed)))
