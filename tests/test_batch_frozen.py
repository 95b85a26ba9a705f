"""A batch over conventions that are voted, signed and neither: each keeps the text that it must keep."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lots import contents, emptied, produced, small
from trials import edit, straight

Assemble = Callable[..., Any]
DRAFT, VOTED, SIGNED = "calais", "douai", "arras"


@pytest.fixture
def lot(workspace: Path, assemble: Assemble) -> Path:
    """A draft, a voted text and a signed one; the library has moved on since."""
    emptied(workspace)
    small(workspace, "Calais")
    small(workspace, "Douai", more="etape: deliberation\n")
    small(workspace, "Arras", more="etape: signature\n")
    assert assemble("batch").status == 0
    assert assemble("seal", SIGNED, "--signature", "2023-04-12").status == 0
    edit(workspace, "clauses/fin/2023-01.md", ("un mois après", "deux mois après"))
    edit(workspace, "inputs/communs/pas-de-calais.yaml", ("deuxième génération", "troisième génération"))
    return workspace


def batch(assemble: Assemble, *options: str, status: int = 0) -> dict[str, dict[str, Any]]:
    """What is told of each convention."""
    result = assemble("batch", "--format", "json", *options)
    assert result.status == status, result.output
    return {Path(each["file"]).stem: each for each in json.loads(result.output)["conventions"]}


@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "2"), ("--force", "--jobs", "2")])
def test_only_the_draft_follows_the_library(lot: Path, assemble: Assemble, options: tuple[str, ...]) -> None:
    before, files = produced(lot), contents(lot)
    told = {name: each["status"] for name, each in batch(assemble, *options).items()}
    assert told == {DRAFT: "refaite", VOTED: "refaite" if "--force" in options else "a_jour", SIGNED: "scellee"}
    after = produced(lot)
    assert after[DRAFT][0] != before[DRAFT][0]
    assert after[VOTED][0] == before[VOTED][0]
    assert after[SIGNED] == before[SIGNED]
    archived = {name: data for name, data in files.items() if name.startswith("archives/")}
    assert archived.items() <= contents(lot).items()


def test_what_is_missing_comes_from_the_vote_and_a_signed_text_is_left_alone(lot: Path, assemble: Assemble) -> None:
    before = produced(lot)
    for name in (VOTED, SIGNED):
        (lot / f"out/{name}/convention.docx").unlink()
    told = batch(assemble)
    assert told[VOTED]["status"] == "refaite" and told[VOTED]["stage"] == "deliberation"
    assert told[VOTED]["reasons"] == ["out/douai/convention.docx manque"]
    assert told[SIGNED]["status"] == "scellee" and told[SIGNED]["written"] == []
    after = produced(lot)
    assert after.keys() == {DRAFT, VOTED} and after[VOTED][0] == before[VOTED][0]
    assert batch(assemble)[VOTED]["status"] == "a_jour"


@pytest.mark.parametrize(
    "spoil",
    [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-100])],
    ids=["gone", "cut short"],
)
def test_a_spoiled_archive_of_a_vote_fails_that_convention_alone(
    lot: Path, assemble: Assemble, spoil: Callable[[Path], object]
) -> None:
    before = produced(lot)
    spoil(lot / f"archives/{VOTED}/fige.zip")
    told = batch(assemble, "--jobs", "2", status=1)
    assert {name: each["status"] for name, each in told.items()} == {
        DRAFT: "refaite",
        VOTED: "en_erreur",
        SIGNED: "scellee",
    }
    (error,) = told[VOTED]["errors"]
    assert "L’archive du texte voté manque, ou n’est plus celle que dit le verrou" in straight(error["message"])
    assert error["file"] == f"archives/{VOTED}/fige.zip" and "sauvegarde" in error["hint"]
    after = produced(lot)
    assert after[DRAFT][0] != before[DRAFT][0] and after[VOTED] == before[VOTED]
