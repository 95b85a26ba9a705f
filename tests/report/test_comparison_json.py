"""A comparison for programs: fixed keys, every text whole."""

from __future__ import annotations

import json
from typing import Any

from samples_comparison import HOSTILE, hostile, near, nothing, retour

from assembler.model.comparison import Comparison
from assembler.report.comparison.json import comparison_json

COMPARISON = {"kind", "title", "old", "new", "same", "counts", "units", "beside", "notes"}
UNIT = {"name", "kind", "title", "verdict", "old_version", "new_version", "reason", "remarks", "own", "changes"}
CHANGE = {"change", "line", "old", "new", "segments", "cells", "move"}
SEGMENT = {"old", "new", "nature"}


def read(comparison: Comparison) -> Any:
    return json.loads(comparison_json(comparison))


def check_changes(changes: list[Any]) -> None:
    for change in changes:
        assert set(change) == CHANGE
        assert change["change"] != "identique"
        assert all(set(each) == SEGMENT for each in change["segments"])
        for cell in change["cells"]:
            check_changes(cell)


def test_the_keys_are_those_that_are_documented() -> None:
    for comparison in (retour(), hostile(), nothing()):
        found = read(comparison)
        assert set(found) == COMPARISON
        for unit in found["units"]:
            assert set(unit) == UNIT
            check_changes(unit["changes"])
        assert all(set(each) == {"where", "message", "unit", "segments"} for each in found["beside"])
        for key in (*COMPARISON, *UNIT, *CHANGE, *SEGMENT, "where", "message"):
            assert f"`{key}`" in (comparison_json.__doc__ or ""), key


def test_every_unit_and_every_verdict_is_there() -> None:
    found = read(retour())
    assert [each["title"] for each in found["units"]] == [unit.title for unit in retour().units]
    assert found["counts"] == {
        "modifié": 2,
        "remplacé": 1,
        "complété": 1,
        "ajouté": 1,
        "supprimé": 1,
        "déplacé": 1,
        "identique": 5,
    }
    assert (found["kind"], found["same"], found["notes"]) == ("retour", False, list(retour().notes))
    replaced = next(each for each in found["units"] if each["verdict"] == "remplacé")
    assert (replaced["old_version"], replaced["new_version"], replaced["own"]) == ("2022-01", "2023-01", False)
    assert replaced["reason"] == "Durée portée à trois ans par le règlement."
    added = found["units"][-1]
    assert (added["name"], added["old_version"], added["reason"]) == (None, None, None)


def test_changes_hold_lines_words_and_moves() -> None:
    unit = next(each for each in read(retour())["units"] if each["name"] == "article:pilotage")
    changes = unit["changes"]
    assert unit["own"] is True
    assert [each["change"] for each in changes] == [
        "deplace",
        "modifie",
        "supprime",
        "ajoute",
        "typographie",
        "complete",
        "deplace",
    ]
    assert changes[1]["old"] == "Il rend compte chaque trimestre au conseil municipal."
    assert changes[1]["segments"][1] == {"old": "chaque trimestre", "new": "une fois par an", "nature": "modifie"}
    assert (changes[2]["new"], changes[3]["old"], changes[4]["line"]) == (None, None, "puce")
    assert changes[0]["move"] == changes[-1]["move"] == 1
    assert (changes[0]["new"], changes[-1]["old"]) == (None, None)


def test_rows_are_given_by_cell() -> None:
    unit = next(each for each in read(retour())["units"] if each["name"] == "annexe:equipements")
    lutins, added, *_ = unit["changes"]
    assert lutins["line"] == "rangee"
    assert lutins["old"] == ["Multi-accueil Les Lutins", "24", "Commune\nen régie"]
    assert [[each["change"] for each in cell] for cell in lutins["cells"]] == [[], ["modifie"], ["supprime", "ajoute"]]
    assert (added["old"], added["new"]) == (None, ["Relais petite enfance", "", "Communauté d’agglomération"])


def test_texts_are_kept_as_they_are() -> None:
    found = read(hostile())
    assert found["title"] == found["units"][0]["reason"] == found["beside"][0]["where"] == HOSTILE
    assert "é" in comparison_json(retour())


def test_typography_is_told_where_nothing_counts_as_changed() -> None:
    found = read(nothing("fichiers", near()))
    assert found["same"] is True
    assert [each["change"] for each in found["units"][0]["changes"]] == ["typographie"]
    assert read(nothing())["units"][0]["changes"] == []
