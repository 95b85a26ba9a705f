"""`assemble batch`: only what is out of date, whatever is wrong with one convention, and a report to trust."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lots import NAMES, contents, emptied, ended, leftovers, produced, small, started, timeless
from trials import edit, listing, put, straight

from assembler.build.batch import workshop

Assemble = Callable[..., Any]
KEYS = ["file", "status", "reasons", "stage", "written", "seconds", "errors", "lacking"]
ERROR_KEYS = ["message", "hint", "file", "line", "column"]
forks = pytest.mark.skipif(sys.platform != "linux", reason="il faut « fork » pour changer ce que font les processus")


@pytest.fixture
def lot(workspace: Path) -> Path:
    """Six conventions: three take the clauses of 2022, three those of 2023."""
    emptied(workspace)
    for rank, name in enumerate(NAMES):
        small(workspace, name, 2022 + rank % 2)
    return workspace


def report(assemble: Assemble, *options: str, status: int = 0) -> dict[str, Any]:
    result = assemble("batch", "--format", "json", *options)
    assert result.status == status, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {Path(each["file"]).stem: each["status"] for each in found["conventions"]}


# --- what is made again ----------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_are_made_then_none(lot: Path, assemble: Assemble, jobs: str) -> None:
    first = assemble("batch", "--jobs", jobs)
    assert first.status == 0, first.output
    text = straight(first.output)
    assert "Refaite : out/arras/convention.docx (jamais produite)" in text
    assert "6 conventions : 6 refaites, en" in text and "jamais produite : 6 conventions" in text
    assert "\r" not in first.output and "█" not in first.output
    before = listing(lot)
    again = assemble("batch", "--jobs", jobs)
    assert again.status == 0
    assert timeless(straight(again.output)) == "6 conventions : 6 à jour, \n"
    assert listing(lot) == before


def test_the_processes_change_neither_the_files_nor_the_report(lot: Path, assemble: Assemble) -> None:
    alone = timeless(assemble("batch", "--jobs", "1", "--format", "json").output)
    files = {name: data for name, (data, _) in produced(lot).items()}
    together = timeless(assemble("batch", "--jobs", "3", "--force", "--format", "json").output)
    assert {name: data for name, (data, _) in produced(lot).items()} == files
    assert together.replace("demandée par --force", "jamais produite") == alone


def test_a_clause_that_changes_touches_those_that_use_it(lot: Path, assemble: Assemble) -> None:
    report(assemble)
    before = produced(lot)
    edit(lot, "clauses/fin/2022-01.md", ("un mois après", "deux mois après"))
    result = assemble("batch")
    text = straight(result.output)
    assert "3 refaites, 3 à jour" in text and "clause fin@2022-01 : texte modifié : 3 conventions" in text
    after = produced(lot)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"arras", "calais", "etaples"}
    assert all(after[name][0] != before[name][0] for name in changed)


def test_a_dry_run_says_all_and_writes_nothing(lot: Path, assemble: Assemble) -> None:
    report(assemble)
    edit(lot, "clauses/fin/2023-01.md", ("un mois après", "deux mois après"))
    (lot / "out/arras/convention.docx").unlink()
    before = listing(lot)
    found = report(assemble, "--dry-run")
    assert found["counts"]["a_refaire"] == 4 and found["dry_run"] is True
    assert found["reasons"] == {"clause fin@2023-01 : texte modifié": 3, "document effacé de out/": 1}
    text = straight(assemble("batch", "--dry-run").output)
    assert "À refaire : inputs/arras.yaml (out/arras/convention.docx manque)" in text
    assert listing(lot) == before
    real = report(assemble)
    assert real["reasons"] == found["reasons"] and real["counts"]["refaite"] == 4


def test_force_makes_all_again(lot: Path, assemble: Assemble) -> None:
    report(assemble)
    before = produced(lot)
    assert report(assemble, "--force")["reasons"] == {"demandée par --force": 6}
    after = produced(lot)
    assert all(after[name][0] == before[name][0] and after[name][1] > before[name][1] for name in before)


def test_only_the_named_ones(lot: Path, assemble: Assemble) -> None:
    found = report(assemble, "arras", "inputs/calais.yaml", str(lot / "inputs/arras.yaml"))
    assert statuses(found) == {"arras": "refaite", "calais": "refaite"}
    assert found["total"] == 2 and set(produced(lot)) == {"arras", "calais"}


def test_only_those_of_a_stage(lot: Path, assemble: Assemble) -> None:
    small(lot, "Douai", 2023, "etape: copil\n")
    assert statuses(report(assemble, "--etape", "copil,deliberation")) == {"douai": "refaite"}
    small(lot, "Arras", 2022, "etape: copil\n")
    found = report(assemble, "--etape", "copil")
    assert statuses(found) == {"arras": "refaite", "douai": "a_jour"} and found["counts"]["ecartee"] == 4


def test_annexes_that_were_apart_stay_apart(lot: Path, assemble: Assemble) -> None:
    assert assemble("build", "arras", "--separate-annexes").status == 0
    first = contents(lot)
    edit(lot, "inputs/arras.yaml", ("nom: Arras", "nom: Arques"))
    report(assemble)
    after = contents(lot)
    names = [name for name in first if name.startswith("out/arras/")]
    assert len(names) > 1 and all(after[name] != first[name] for name in names)


def test_a_sealed_convention_is_never_made_again(lot: Path, assemble: Assemble) -> None:
    report(assemble)
    before = produced(lot)["arras"]
    put(lot, "archives/arras/scellement.json", "{}")
    edit(lot, "inputs/arras.yaml", ("nom: Arras", "nom: Arques"))
    found = report(assemble, "--force")
    assert statuses(found)["arras"] == "scellee" and found["counts"]["refaite"] == 5
    assert produced(lot)["arras"] == before


# --- what goes wrong -------------------------------------------------------------------


def test_one_that_is_wrong_stops_no_other(lot: Path, assemble: Assemble) -> None:
    put(lot, "inputs/bapaume.yaml", "territoire: {nom: Bapaume}\n")
    result = assemble("batch", "--jobs", "2")
    text = straight(result.output)
    assert result.status == 1
    assert "En erreur : inputs/bapaume.yaml (2 erreurs)" in text
    assert "1 convention en erreur : 2 erreurs." in text and "6 refaites, 1 en erreur" in text
    assert "inputs/bapaume.yaml:1:1 : La clé « periode » manque.\n    Remède : Ajoutez la ligne" in text
    assert len(produced(lot)) == 6
    failed = report(assemble, status=1)["conventions"][1]
    assert list(failed) == KEYS and failed["written"] == [] and failed["stage"] is None
    assert [list(each) for each in failed["errors"]] == [ERROR_KEYS] * 2
    assert failed["errors"][0]["file"] == "inputs/bapaume.yaml"


def test_an_error_that_many_share_is_told_once(lot: Path, assemble: Assemble) -> None:
    edit(lot, "inputs/communs/pas-de-calais.yaml", ("nom_complet:", "nom_complets:"))
    result = assemble("batch")
    text = straight(result.output)
    assert result.status == 1
    assert text.count("La clé « nom_complets » n’est pas connue ici.") == 1
    assert "(6 conventions : arras.yaml, bethune.yaml, calais.yaml, douai.yaml, etaples.yaml, …)" in text


def test_nothing_is_done_with_a_library_that_is_wrong(lot: Path, refused: Callable[..., str]) -> None:
    put(lot, "clauses/fin/2022-01.md", "---\ntitre: La fin\n---\n{% if x %}")
    assert "clauses/fin/2022-01.md" in refused("batch")
    assert "clauses/fin/2022-01.md" in refused("batch", "--format", "json")


def test_what_is_typed_is_checked_first(lot: Path, refused: Callable[..., str]) -> None:
    said = refused("batch", "arras", "rouen", "lille")
    assert "« rouen » est introuvable" in said and "« lille » est introuvable" in said
    assert "« vote » n’est pas une étape" in refused("batch", "--etape", "copil,vote")
    assert "« --jobs » ne convient pas" in refused("batch", "--jobs", "0")


def test_two_inputs_for_one_folder(lot: Path, assemble: Assemble) -> None:
    put(lot, "inputs/arras.yml", (lot / "inputs/arras.yaml").read_bytes())
    found = report(assemble, status=1)
    assert found["counts"]["en_erreur"] == 1 and found["counts"]["refaite"] == 6
    assert "out/arras/" in found["conventions"][0]["errors"][0]["message"]


def test_a_full_disk_fails_that_one_and_leaves_whole_files(
    lot: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(assemble)
    edit(lot, "inputs/calais.yaml", ("nom: Calais", "nom: Camiers"))
    before = contents(lot)
    replace = os.replace

    def full(source: Any, target: Any) -> None:
        if Path(target).name == "calais.lock.json":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("assembler.build.files.os.replace", full)
    found = report(assemble, "--force", "--jobs", "1", status=1)
    assert statuses(found)["calais"] == "en_erreur" and found["counts"]["refaite"] == 5
    assert "le disque est plein" in found["conventions"][2]["errors"][0]["message"]
    assert contents(lot) == before


# --- processes that die ----------------------------------------------------------------


def dying(monkeypatch: pytest.MonkeyPatch, name: str, before: Callable[[], bool]) -> None:
    """The process that works on `name` gets SIGKILL, where `before()` says so."""
    make = workshop.make

    def deadly(tools: Any, judge: Any, path: Path, *more: Any) -> Any:
        if path.stem == name and before():
            os.kill(os.getpid(), signal.SIGKILL)
        return make(tools, judge, path, *more)

    monkeypatch.setattr(workshop, "make", deadly)


@forks
def test_a_process_that_dies_fails_its_convention_alone(
    lot: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying(monkeypatch, "calais", lambda: True)
    found = report(assemble, "--jobs", "2", status=1)
    assert statuses(found)["calais"] == "en_erreur" and found["counts"]["refaite"] == 5
    said = found["conventions"][2]["errors"][0]
    assert "arrêté par le système (signal 9)" in said["message"] and "--jobs 1" in said["hint"]
    assert len(produced(lot)) == 5 and leftovers(lot) == []


@forks
def test_a_convention_whose_process_died_is_tried_again(
    lot: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / "once"

    def once() -> bool:
        is_first = not mark.exists()
        mark.touch()
        return is_first

    dying(monkeypatch, "calais", once)
    assert report(assemble, "--jobs", "2")["counts"]["refaite"] == 6
    assert mark.exists()


@forks
def test_memory_that_lacks_is_told(lot: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(workshop, "make", greedy)
    found = report(assemble, "--jobs", "2", "arras", "calais", status=1)
    assert found["conventions"][0]["errors"][0]["message"] == "La mémoire manque pour cette convention."


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C ne s’envoie pas ainsi sous Windows")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_finishes_what_is_begun_and_the_same_command_continues(lot: Path, jobs: str) -> None:
    for rank in range(40):
        small(lot, f"Hameau-{rank}")
    process = started(lot, "--jobs", jobs)
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
    rest, errors = ended(process)
    assert process.returncode == 1, errors
    text = straight(rest)
    assert "Interrompu :" in text and "La même commande, sans --force, continue" in text
    assert errors == ""
    done = len(produced(lot))
    assert f"{done} refaite" in text
    assert 1 <= done < 46 and leftovers(lot) == []
    process = started(lot, "--jobs", jobs, "--format", "json")
    found = json.loads(ended(process)[0])
    assert found["counts"]["a_jour"] == done and len(produced(lot)) == 46
