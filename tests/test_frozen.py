"""A text that was voted stays as it was: the library may move on, only what comes after the vote may be filled in."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_lock import SIX, edit, state
from trials import listing, straight
from wordfile import WordFile

from assembler.build import record
from assembler.build.convention import load_tools
from assembler.build.freshness import Judge
from assembler.build.workspace import Workspace
from assembler.model.place import Problems

Assemble = Callable[..., Any]
MAIN = "inputs/harnes.yaml"
OUTPUT = "out/harnes/convention.docx"
KEPT = "archives/harnes/fige.zip"
VOTE = "deliberation: {numero: 2023-12, date: 2023-03-01, transmission: 2023-03-05}\n"


def stage(root: Path, name: str) -> None:
    """Set the stage in the input."""
    text = (root / MAIN).read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("etape:")]
    (root / MAIN).write_text("\n".join([*kept, f"etape: {name}"]) + "\n", "utf-8")


def move_library_on(root: Path) -> None:
    """Everything that conventions share changes, and so would every text that follows it."""
    edit(root / "clauses/fin/2023-01.md", SIX, "un préavis d’un an.")
    edit(root / "clauses/plan.yaml", "sous_titre: au", "sous_titre: Au")
    edit(root / "inputs/communs/pas-de-calais.yaml", "deuxième génération", "troisième génération")
    edit(root / "inputs/communs/departement-2020.csv", ";2020;", ";2021;")
    shutil.copy(root / "templates/annexes/annexe.docx", root / "templates/annexes/diagnostic.docx")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def voted(workspace: Path, assemble: Assemble) -> Path:
    """A workspace whose convention of Harnes is the text to vote."""
    stage(workspace, "deliberation")
    assert assemble("harnes.yaml").status == 0
    return workspace


def test_a_draft_follows_the_library(workspace: Path, assemble: Assemble) -> None:
    stage(workspace, "copil")
    assemble("harnes.yaml")
    before = digest(workspace / OUTPUT)
    move_library_on(workspace)
    assert assemble("harnes.yaml").status == 0
    assert digest(workspace / OUTPUT) != before
    assert not (workspace / KEPT).exists()


def test_a_voted_text_does_not(voted: Path, assemble: Assemble) -> None:
    before = digest(voted / OUTPUT)
    move_library_on(voted)
    assert state(voted).status == "a_jour"
    (voted / OUTPUT).unlink()
    assert assemble("harnes.yaml").status == 0
    assert digest(voted / OUTPUT) == before


def test_a_voted_text_needs_no_version_that_the_library_lost(voted: Path, assemble: Assemble) -> None:
    before = digest(voted / OUTPUT)
    shutil.rmtree(voted / "clauses/fin")
    shutil.copytree(voted / "clauses/recours", voted / "clauses/fin")
    (voted / OUTPUT).unlink()
    assert assemble("harnes.yaml").status == 0
    assert digest(voted / OUTPUT) == before


def test_what_comes_after_the_vote_is_filled_in(voted: Path, assemble: Assemble) -> None:
    move_library_on(voted)
    edit(voted / MAIN, "# Premier et dernier jour de la convention.\n", VOTE)
    edit(voted / MAIN, "  lieu: Harnes", "  lieu: Arras\n  date: 2023-04-12")
    edit(voted / MAIN, "nom: Philippe DUQUESNOY", "nom: Une autre personne")
    stage(voted, "signature")
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    text = "\n".join(WordFile((voted / OUTPUT).read_bytes()).lines)
    for words in ("2023-12", "Fait à Arras, le 12 avril 2023", "Une autre personne"):
        assert words in straight(text)
    assert "préavis de six mois" in straight(text)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("    - Gestion des écoles maternelles et primaires\n", "", "Article 3 – Les champs d’intervention"),
        ("fin: 2026-12-31", "fin: 2027-12-31", "Article 10 – Durée de la convention"),
        ("  - deliberation\n", "", "Signature"),
        ("organisme: Commune de Harnes", "organisme: Ville de Harnes", "Signature"),
        ("donnees: harnes/donnees.csv", "donnees: lens/donnees.csv", "Annexe 1"),
    ],
)
def test_any_other_change_is_refused_and_named(voted: Path, refused: Any, old: str, new: str, part: str) -> None:
    edit(voted / MAIN, old, new)
    said = refused("harnes.yaml")
    assert "figé depuis la délibération" in said
    assert part in said
    assert "« etape: copil »" in said
    assert f"{MAIN}:" in said


def test_back_at_the_committee_the_text_follows_the_library_again(voted: Path, assemble: Assemble) -> None:
    move_library_on(voted)
    stage(voted, "copil")
    output = straight(assemble("harnes.yaml").output)
    assert "le texte n’est plus figé" in output
    assert "un préavis d’un an" in straight("\n".join(WordFile((voted / OUTPUT).read_bytes()).lines))
    assert not (voted / KEPT).exists()
    stage(voted, "deliberation")
    assert "le texte est figé" in straight(assemble("harnes.yaml").output)


def test_a_lost_lock_does_not_lose_the_vote(voted: Path, assemble: Assemble) -> None:
    before = digest(voted / OUTPUT)
    (voted / "inputs/harnes.lock.json").unlink()
    move_library_on(voted)
    assert assemble("harnes.yaml").status == 0
    assert digest(voted / OUTPUT) == before


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"PK")])
def test_a_spoiled_archive_is_told_and_nothing_is_built_from_the_library(
    voted: Path, assemble: Assemble, spoil: Callable[[Path], object]
) -> None:
    spoil(voted / KEPT)
    (voted / OUTPUT).unlink()
    before = listing(voted)
    result = assemble("harnes.yaml")
    assert result.status == 2
    assert "n’est plus celle que dit le verrou" in straight(result.output)
    assert listing(voted) == before


def test_findings_name_files_that_can_be_opened(voted: Path, assemble: Assemble) -> None:
    edit(voted / MAIN, "# Premier et dernier jour de la convention.\n", VOTE)
    output = assemble("harnes.yaml").output
    assert "inputs/harnes/fiches/accueil-individuel.yaml:5:1" in output
    assert "ctg-" not in output


def test_the_same_words_elsewhere_are_another_text(voted: Path, refused: Any) -> None:
    """A cell that moves to the next column keeps every word of the text, and changes what it says."""
    file = voted / "inputs/harnes/petite-enfance.csv"
    header, first, *rest = file.read_text("utf-8").splitlines()
    cells = first.split(";")
    empty = next(rank for rank, cell in enumerate(cells) if not cell)
    full = empty - 1 if empty else next(rank for rank, cell in enumerate(cells) if cell)
    cells[empty], cells[full] = cells[full], ""
    file.write_text("\n".join([header, ";".join(cells), *rest]) + "\n", "utf-8")
    assert "Annexe 2" in refused("harnes.yaml")


def test_a_refused_change_shows_its_words(voted: Path, refused: Any) -> None:
    edit(voted / MAIN, "fin: 2026-12-31", "fin: 2027-12-31")
    assert "« 2026 » devient « 2027 »" in refused("harnes.yaml")


def test_a_file_saved_while_the_text_freezes_stops_it(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the archive of the vote would hold another text than the one that was voted."""
    stage(workspace, "deliberation")
    kept_archive = record.kept_archive

    def late(*arguments: Any) -> bytes:
        edit(workspace / "clauses/fin/2023-01.md", SIX, "un préavis d’un an.")
        return kept_archive(*arguments)

    monkeypatch.setattr(record, "kept_archive", late)
    found = Workspace(workspace)
    tools = load_tools(found)
    with pytest.raises(Problems, match="pendant que le texte se figeait"):
        record.make(tools, Judge.of(tools), found.inputs / "harnes.yaml")
    assert not (workspace / KEPT).exists()
