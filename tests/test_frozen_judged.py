"""`status`, `check` and `diff` judge a voted text by what was voted, a sealed one by what was signed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_frozen import MAIN, OUTPUT, move_library_on, stage
from test_lock import SIX, edit
from test_status import rows
from trials import straight

Assemble = Callable[..., Any]
MARK = "[à compléter : le préavis | Mme Petit | 2023-06-30]"


@pytest.fixture
def voted(workspace: Path, assemble: Assemble) -> Path:
    stage(workspace, "deliberation")
    (workspace / "inputs/lens.yaml").unlink()
    assert assemble("harnes.yaml").status == 0
    return workspace


@pytest.fixture
def sealed(voted: Path, assemble: Assemble) -> Path:
    stage(voted, "signature")
    assert assemble("harnes.yaml").status == 0
    assert assemble("seal", "harnes.yaml", "--signature", "2023-04-12").status == 0
    return voted


def found(assemble: Assemble) -> set[tuple[str, str]]:
    result = assemble("check", "harnes.yaml", "--format", "json")
    assert result.status in (0, 1), result.output
    return {(each["code"], each["message"]) for each in json.loads(result.output)}


def withdraw(root: Path) -> None:
    """The library has no version of « fin » any more that this convention may take."""
    shutil.rmtree(root / "clauses/fin")
    shutil.copytree(root / "clauses/recours", root / "clauses/fin")
    for file in (root / "clauses/fin").glob("*.md"):
        if file.stem != "2027-01":
            file.unlink()


def test_a_withdrawn_version_is_no_error_of_a_voted_text(voted: Path, assemble: Assemble) -> None:
    before, row = found(assemble), rows(assemble)["inputs/harnes.yaml"]
    withdraw(voted)
    assert "1 convention : 1 à jour" in straight(assemble("batch", "--dry-run").output)
    assert found(assemble) == before
    after = rows(assemble)["inputs/harnes.yaml"]
    assert (after["errors"], after["word"]["state"], after["blocking"]) == ([], "a_jour", row["blocking"])


def test_points_of_the_library_of_today_are_not_those_of_a_voted_text(voted: Path, assemble: Assemble) -> None:
    before, blocking = found(assemble), rows(assemble)["inputs/harnes.yaml"]["blocking"]
    edit(voted / "clauses/fin/2023-01.md", SIX, f"un préavis de {MARK}.")
    assert found(assemble) == before
    assert rows(assemble)["inputs/harnes.yaml"]["blocking"] == blocking
    stage(voted, "copil")
    assert any("le préavis" in message for _, message in found(assemble))


def test_what_is_filled_in_after_the_vote_counts(voted: Path, assemble: Assemble) -> None:
    edit(voted / MAIN, "  lieu: Harnes", f"  lieu: '{MARK.replace('préavis', 'lieu')}'")
    assert any("le lieu" in message for _, message in found(assemble))


def test_the_check_of_a_sealed_convention_says_what_it_judges(sealed: Path, assemble: Assemble) -> None:
    said = "harnes.yaml est scellée : ce contrôle porte sur la saisie et les clauses d’aujourd’hui"
    assert said in straight(assemble("check", "harnes.yaml").output)
    edit(sealed / "clauses/fin/2023-01.md", SIX, f"un préavis de {MARK}.")
    assert any("le préavis" in message for _, message in found(assemble))


def test_the_build_of_today_of_a_voted_text_is_that_text(voted: Path, assemble: Assemble) -> None:
    shutil.copy(voted / OUTPUT, voted / "envoi.docx")
    move_library_on(voted)
    for what in (("envoi.docx",), ("envoi.docx", "harnes.yaml")):
        result = assemble("diff", *what)
        assert result.status == 0, result.output
    withdraw(voted)
    assert assemble("diff", "envoi.docx").status == 0
    edit(voted / MAIN, "  lieu: Harnes", "  lieu: Arras")
    assert "Arras" in assemble("diff", "envoi.docx").output


def test_the_build_of_today_of_a_sealed_convention_is_the_text_in_force(sealed: Path, assemble: Assemble) -> None:
    shutil.copy(sealed / "archives/harnes/convention.docx", sealed / "envoi.docx")
    move_library_on(sealed)
    shutil.rmtree(sealed / "out")
    result = assemble("diff", "envoi.docx")
    assert result.status == 0, result.output
    assert "harnes.yaml (texte en vigueur)" in straight(result.output)
