"""`assemble impact`: what a change would do to each convention, before anything is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from test_frozen import stage
from test_lock import SIX, edit
from trials import listing, put, straight

from assembler.build.convention import Composed
from assembler.build.impact_text import TextChange

Assemble = Callable[..., Any]
SCHOOLS = "Gestion des écoles maternelles et primaires"
NINE = "un préavis de neuf mois."
KEYS = {"file", "effect", "reasons", "stage", "end", "written", "units", "remarks", "errors"}
SEAL = ("seal", "harnes.yaml", "--signature", "2023-04-12")


@pytest.fixture
def open_period(workspace: Path) -> Path:
    """Periods that still run, whatever the day; the newest clauses are those of 2023."""
    forget_what_is_new(workspace)
    end = date.today() + timedelta(days=900)
    for name in ("harnes", "lens"):
        text = (workspace / f"inputs/{name}.yaml").read_text("utf-8")
        assert "fin: 2026-12-31" in text
        text = text.replace("fin: 2026-12-31", f"fin: {end}").replace(
            "date_reference: 2022-01-01", "date_reference: 2022-06-01"
        )
        put(workspace, f"inputs/{name}.yaml", text)
    return workspace


@pytest.fixture
def built(open_period: Path, assemble: Assemble) -> Path:
    for name in ("harnes.yaml", "lens.yaml"):
        assert assemble(name).status == 0
    return open_period


@pytest.fixture
def voted(open_period: Path, assemble: Assemble) -> Path:
    stage(open_period, "signature")
    for name in ("harnes.yaml", "lens.yaml"):
        assert assemble(name).status == 0
    return open_period


@pytest.fixture
def sealed(voted: Path, assemble: Assemble) -> Path:
    result = assemble(*SEAL)
    assert result.status == 0, result.output
    return voted


def forget_what_is_new(root: Path) -> None:
    """Versions that are not in force yet, and one day will be."""
    for file in root.glob("clauses/*/*.md"):
        if file.stem >= "2024":
            file.unlink()


def newer(root: Path, version: str = "2024-01", since: str = "2023-01-01", text: str = NINE) -> None:
    """A newer version of « fin », with another notice."""
    old = (root / "clauses/fin/2023-01.md").read_text("utf-8")
    assert SIX in old
    put(root, f"clauses/fin/{version}.md", old.replace("du: 2023-01-01", f"du: {since}").replace(SIX, text))


def impact(assemble: Assemble, *arguments: str, status: int = 1) -> dict[str, dict[str, Any]]:
    """The conventions of the JSON report by the name of their file."""
    return {each["file"].split("/")[-1]: each for each in whole(assemble, *arguments, status=status)["conventions"]}


def whole(assemble: Assemble, *arguments: str, status: int = 1) -> Any:
    result = assemble("impact", *arguments, "--format", "json")
    assert result.status == status, result.output
    return json.loads(result.output)


def words(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The words that went and came, of all its parts."""
    changes = [change for unit in found["units"] for change in unit["changes"]]
    return [(s["old"], s["new"]) for each in changes for s in each["segments"] if s["nature"] != "identique"]


# --- what a batch would do now ---------------------------------------------------------


def test_nothing_to_do_says_so(built: Path, assemble: Assemble) -> None:
    found = whole(assemble, status=0)
    assert {each["effect"] for each in found["conventions"]} == {"a_jour"}
    assert all(set(each) == KEYS for each in found["conventions"])
    assert (found["counts"]["a_jour"], found["total"], found["concerned"]) == (2, 2, False)
    assert "2 conventions : 2 à jour." in straight(assemble("impact").output)


def test_a_newer_clause_touches_those_that_take_it_and_no_other(built: Path, assemble: Assemble) -> None:
    newer(built)
    before = listing(built)
    found = impact(assemble)
    assert found["lens.yaml"]["effect"] == "a_jour"
    harnes = found["harnes.yaml"]
    assert (harnes["effect"], harnes["reasons"]) == ("refaite", ["clause fin 2023-01 → 2024-01"])
    assert [unit["name"] for unit in harnes["units"]] == ["article:fin"]
    assert words(harnes) == [("six", "neuf")]
    assert listing(built) == before


def test_the_terminal_shows_the_words_once_for_all(built: Path, assemble: Assemble) -> None:
    shutil.copy(built / "inputs/harnes.yaml", built / "inputs/voisine.yaml")
    assemble("voisine.yaml")
    newer(built)
    output = straight(assemble("impact").output)
    assert "3 conventions : 2 à refaire, 1 à jour." in output
    assert "harnes.yaml   clause fin 2023-01 → 2024-01" in output
    assert output.count("préavis de [-six-]{+neuf+} mois") == 1
    assert "Dans harnes.yaml, voisine.yaml (mêmes mots" in output


def test_an_edited_value_shows_its_words(built: Path, assemble: Assemble) -> None:
    edit(built / "inputs/harnes.yaml", SCHOOLS, "Gestion des crèches")
    found = impact(assemble)["harnes.yaml"]
    assert found["effect"] == "refaite"
    assert [unit["name"] for unit in found["units"]] == ["article:intervention-commune"]
    assert ("écoles maternelles et primaires", "crèches") in words(found)


def test_a_wording_edited_in_its_file_is_held_against_the_last_document(built: Path, assemble: Assemble) -> None:
    edit(built / "clauses/fin/2023-01.md", SIX, NINE)
    assert words(impact(assemble)["harnes.yaml"]) == [("six", "neuf")]
    (built / "out/harnes/convention.docx").unlink()
    found = impact(assemble)["harnes.yaml"]
    assert [unit["name"] for unit in found["units"]] == ["article:fin"]
    assert found["units"][0]["remarks"] == ["L’ancien texte n’est plus là pour être comparé."]


def test_another_look_changes_no_word(built: Path, assemble: Assemble) -> None:
    shutil.copy(built / "templates/annexes/annexe.docx", built / "templates/annexes/diagnostic.docx")
    found = impact(assemble)
    assert [each["effect"] for each in found.values()] == ["refaite", "refaite"]
    assert all(each["units"] == [] for each in found.values())
    assert "le texte est le même" in straight(assemble("impact").output)


def test_a_convention_that_was_never_built_is_to_be_built(open_period: Path, assemble: Assemble) -> None:
    assert {each["effect"] for each in impact(assemble).values()} == {"refaite"}
    assert "premier document" in straight(assemble("impact").output)


def test_without_a_lock_that_can_be_read_nothing_is_said_of_the_text(built: Path, assemble: Assemble) -> None:
    (built / "inputs/harnes.lock.json").write_text("{", "utf-8")
    found = impact(assemble)["harnes.yaml"]
    assert (found["reasons"], found["units"]) == (["verrou illisible"], [])
    assert found["remarks"] == ["L’ancien texte n’est pas connu : le verrou est illisible."]
    assert "le texte est le même" not in straight(assemble("impact").output)
    newer(built)
    assert "l’ancien texte n’est pas connu" in straight(assemble("impact", "fin@2024-01").output)


def test_a_voted_text_without_its_lock_is_still_the_voted_one(voted: Path, assemble: Assemble) -> None:
    newer(voted)
    (voted / "inputs/harnes.lock.json").unlink()
    for arguments in ((), ("fin@2024-01",)):
        found = impact(assemble, *arguments)["harnes.yaml"]
        assert found["effect"] == "figee"
        assert words(found) == [("six", "neuf")]


def test_one_that_can_not_be_read_stops_no_other(built: Path, assemble: Assemble) -> None:
    edit(built / "inputs/lens.yaml", "gentile:", "gentil:")
    newer(built)
    found = impact(assemble)
    assert found["harnes.yaml"]["effect"] == "refaite"
    assert found["lens.yaml"]["effect"] == "en_erreur"
    [error] = found["lens.yaml"]["errors"]
    assert error["line"] and error["file"] == "inputs/lens.yaml"
    assert "Vouliez-vous dire « gentile » ?" in straight(assemble("impact").output)


def test_a_voted_text_stays_and_its_lag_is_told(voted: Path, assemble: Assemble) -> None:
    newer(voted)
    found = impact(assemble)["harnes.yaml"]
    assert (found["effect"], found["written"]) == ("figee", False)
    assert words(found) == [("six", "neuf")]


def test_what_follows_the_vote_is_written_and_is_no_lag(voted: Path, assemble: Assemble) -> None:
    with (voted / "inputs/harnes.yaml").open("a", encoding="utf-8") as file:
        file.write("deliberation: {numero: 2023-12, date: 2023-03-01, transmission: 2023-03-05}\n")
    found = impact(assemble)["harnes.yaml"]
    assert (found["effect"], found["written"], found["units"]) == ("refaite", True, [])
    newer(voted)
    found = impact(assemble)["harnes.yaml"]
    assert (found["effect"], found["written"]) == ("figee", True)
    assert [unit["name"] for unit in found["units"]] == ["article:fin"]


def test_a_change_that_the_vote_forbids_is_an_error(voted: Path, assemble: Assemble) -> None:
    edit(voted / "inputs/harnes.yaml", SCHOOLS, "Gestion des crèches")
    found = impact(assemble)["harnes.yaml"]
    assert found["effect"] == "en_erreur"
    assert "figé depuis la délibération" in found["errors"][0]["message"]


def test_a_voted_text_whose_clause_is_gone_is_no_error(voted: Path, assemble: Assemble) -> None:
    shutil.rmtree(voted / "clauses/fin")
    found = impact(assemble)["harnes.yaml"]
    assert found["effect"] == "figee"
    assert "ne peut pas être montré" in found["remarks"][0]


def test_a_signed_text_needs_an_avenant(sealed: Path, assemble: Assemble) -> None:
    assert impact(assemble, status=0)["harnes.yaml"]["effect"] == "a_jour"
    newer(sealed)
    before = listing(sealed)
    found = impact(assemble)["harnes.yaml"]
    assert (found["effect"], found["written"]) == ("avenant", False)
    assert [unit["name"] for unit in found["units"]] == ["article:fin"]
    assert words(found) == [("six", "neuf")]
    assert listing(sealed) == before


def test_a_signed_text_is_held_against_its_archive(sealed: Path, assemble: Assemble) -> None:
    edit(sealed / "clauses/fin/2023-01.md", SIX, NINE)
    shutil.rmtree(sealed / "out")
    found = impact(assemble)["harnes.yaml"]
    assert found["effect"] == "avenant"
    assert [unit["name"] for unit in found["units"]] == ["article:fin"]
    assert words(found) == [("six", "neuf")]


def test_without_an_avenant_the_signed_text_is_what_is_held_against(sealed: Path, assemble: Assemble) -> None:
    newer(sealed)
    (sealed / "inputs/harnes.lock.json").unlink()
    found = impact(assemble)["harnes.yaml"]
    assert found["reasons"] == ["la saisie ou la bibliothèque diffère du texte signé"]


def test_an_error_that_nobody_foresaw_stops_no_other(
    built: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Any, composed: Composed, lock: Any) -> Any:
        if composed.source.files[0].stem == "harnes":
            raise ZeroDivisionError("par zéro")
        return TextChange()

    monkeypatch.delenv("ASSEMBLE_TRACE", raising=False)
    monkeypatch.setattr("assembler.build.impact_now.since_lock", fail)
    edit(built / "inputs/harnes.yaml", SCHOOLS, "Gestion des crèches")
    put(built, "inputs/lens.yaml", (built / "inputs/lens.yaml").read_text("utf-8") + "# relu\n")
    found = impact(assemble)
    assert found["lens.yaml"]["effect"] == "refaite"
    [error] = found["harnes.yaml"]["errors"]
    assert error["message"] == "Erreur imprévue du programme (ZeroDivisionError : par zéro)."
    assert "« assemble impact --pour harnes.yaml » avec la variable ASSEMBLE_TRACE=1" in error["hint"]


def test_a_damaged_archive_is_told(sealed: Path, assemble: Assemble) -> None:
    newer(sealed)
    file = sealed / "archives/harnes/convention.docx"
    file.chmod(0o644)
    file.write_bytes(b"autre")
    found = impact(assemble)["harnes.yaml"]
    assert found["effect"] == "en_erreur"
    assert "a changé depuis qu’il a été scellé" in found["errors"][0]["message"]


def test_a_signed_text_whose_period_is_over_needs_nothing(workspace: Path, assemble: Assemble) -> None:
    edit(workspace / "inputs/harnes.yaml", "fin: 2026-12-31", "fin: 2023-12-31")
    stage(workspace, "signature")
    for name in ("harnes.yaml", "lens.yaml"):
        assert assemble(name).status == 0
    assert assemble(*SEAL).status == 0
    newer(workspace)
    for arguments in ((), ("fin@2024-01",)):
        found = impact(assemble, *arguments, status=0)["harnes.yaml"]
        assert (found["effect"], found["reasons"]) == ("terminee", ["période terminée le 31/12/2023"])


def test_an_avenant_that_is_sealed_is_the_text_in_force(sealed: Path, assemble: Assemble) -> None:
    newer(sealed)
    assert assemble("avenant", "harnes.yaml").status == 0
    result = assemble("seal", "harnes.yaml", "--avenant", "1", "--signature", str(date.today()))
    assert result.status == 0, result.output
    assert impact(assemble, status=0)["harnes.yaml"]["effect"] == "a_jour"
    assert impact(assemble, "fin@2024-01", status=0)["harnes.yaml"]["reasons"] == ["l’emploie déjà"]
    newer(sealed, "2025-01", text="un préavis d’un an.")
    assert impact(assemble)["harnes.yaml"]["reasons"] == ["la saisie ou la bibliothèque diffère du dernier avenant"]
    assert words(impact(assemble)["harnes.yaml"])
    assert impact(assemble, "fin")["harnes.yaml"]["reasons"] == ["clause fin 2024-01 → 2025-01"]
