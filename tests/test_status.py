"""`assemble status`: a line for each convention, whatever is wrong with one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from trials import CAF, PERIOD, PLACE, START, listing, put, straight

Assemble = Callable[..., Any]
KEYS = {"file", "territory", "stage", "blocking", "end", "errors"}


@pytest.fixture
def portfolio(workspace: Path) -> Path:
    """A workspace whose only conventions are the three below."""
    for path in (workspace / "inputs").glob("*.yaml"):
        path.unlink()
    put(workspace, "inputs/a-jour.yaml", START)
    put(workspace, "inputs/casse.yaml", CAF + PERIOD + "territoire: {nom: Lens, gentil: Lensois}\nfiches: x\n")
    put(workspace, "inputs/votee.yml", CAF + PLACE + PERIOD + "etape: signature\n")
    return workspace


def rows(assemble: Assemble) -> dict[str, dict[str, Any]]:
    result = assemble("status", "--format", "json")
    assert result.status == 0, result.output
    return {each["file"]: each for each in json.loads(result.output)}


def test_each_convention_has_its_stage_its_points_and_its_end(portfolio: Path, assemble: Assemble) -> None:
    found = rows(assemble)
    assert list(found) == ["inputs/a-jour.yaml", "inputs/casse.yaml", "inputs/votee.yml"]
    assert all(set(each) == KEYS for each in found.values())
    draft, voted = found["inputs/a-jour.yaml"], found["inputs/votee.yml"]
    assert (draft["territory"], draft["stage"], draft["end"], draft["errors"]) == ("Harnes", "projet", "2026-12-31", [])
    assert draft["blocking"] == 0
    assert voted["stage"] == "signature"
    assert voted["blocking"] > 0


def test_the_points_are_those_that_the_check_finds(portfolio: Path, assemble: Assemble) -> None:
    checked = json.loads(assemble("check", "votee.yml", "--format", "json").output)
    blocking = sum(each["severity"] == "bloquant" for each in checked)
    assert rows(assemble)["inputs/votee.yml"]["blocking"] == blocking


def test_one_that_can_not_be_read_stops_no_other(portfolio: Path, assemble: Assemble) -> None:
    broken = rows(assemble)["inputs/casse.yaml"]
    assert {broken[key] for key in KEYS - {"file", "errors"}} == {None}
    assert [(each["file"], each["line"]) for each in broken["errors"]] == [
        ("inputs/casse.yaml", 3),
        ("inputs/casse.yaml", 4),
    ]
    put(portfolio, "inputs/casse.yaml", b"\xff\xfe\x00")
    assert rows(assemble)["inputs/casse.yaml"]["stage"] is None
    assert len(rows(assemble)) == 3


def test_the_table_is_for_people(portfolio: Path, assemble: Assemble) -> None:
    result = assemble("status")
    assert result.status == 0, result.output
    title, draft, broken, voted, *details = straight(result.output).splitlines()
    assert title.split("  ")[0] == "Fichier"
    assert draft.split() == ["a-jour.yaml", "Harnes", "projet", "0", *draft.split()[4:]]
    assert "31/12/2026" in draft
    assert broken.split() == ["casse.yaml", "illisible"]
    assert voted.split()[:3] == ["votee.yml", "Harnes", "signature"]
    at = title.index("Fin de la période")
    assert draft.index("31/12/2026") == at == voted.index("31/12/2026")
    assert details[0].startswith("casse.yaml est illisible (2 erreurs). inputs/casse.yaml:3:")
    assert "« gentile » ?" in details[1]
    assert "« assemble casse.yaml » montre toutes ses erreurs." in details[2]


def test_a_period_that_is_over_is_marked(portfolio: Path, assemble: Assemble) -> None:
    put(portfolio, "inputs/a-jour.yaml", CAF + PLACE + "periode: {debut: 2015-01-01, fin: 2018-12-31}\n")
    put(portfolio, "inputs/votee.yml", CAF + PLACE + "periode: {debut: 2190-01-01, fin: 2194-12-31}\n")
    output = straight(assemble("status").output)
    assert "31/12/2018 (échue)" in output
    assert "31/12/2194 (échue)" not in output


def test_only_main_files_count(portfolio: Path, assemble: Assemble) -> None:
    put(portfolio, "inputs/.cache.yaml", "x")
    put(portfolio, "inputs/notes.txt", "x")
    put(portfolio, "inputs/dossier.yaml/x.txt", "x")
    assert len(rows(assemble)) == 3


def test_nothing_is_written(portfolio: Path, assemble: Assemble) -> None:
    before = listing(portfolio)
    assemble("status")
    assert listing(portfolio) == before


def test_a_workspace_without_convention_says_how_to_begin(portfolio: Path, assemble: Assemble) -> None:
    for path in (portfolio / "inputs").glob("*.y*ml"):
        path.unlink()
    result = assemble("status")
    assert result.status == 0
    assert "« assemble new » en commence une" in straight(result.output)
    assert rows(assemble) == {}


def test_without_a_workspace_or_a_library_nothing_can_be_said(
    workspace: Path, assemble: Assemble, refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "clauses/plan.yaml").unlink()
    assert "clauses/plan.yaml" in refused("status")
    monkeypatch.chdir(tmp_path)
    result = assemble("status")
    assert result.status == 2
    assert "Aucun espace de travail ici" in result.output
