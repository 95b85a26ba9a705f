"""`assemble watch`: builds at once and after each save, whatever is wrong, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from trials import MAIN, START, put, straight

from assembler.build.watching import Watcher
from assembler.build.workspace import Workspace

OUTPUT = "out/essai/convention.docx"
Watch = Callable[..., str]


@pytest.fixture
def watch(workspace: Path, assemble: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Watch `essai.yaml` while the actions happen, one at each look; Ctrl-C follows. Returns what was printed."""
    put(workspace, MAIN, START)

    def call(*actions: Callable[[], object] | None) -> str:
        def steps() -> Iterator[None]:
            for action in actions:
                if action:
                    action()
                yield

        left = steps()

        def wait() -> None:
            try:
                next(left)
            except StopIteration:
                raise KeyboardInterrupt from None

        monkeypatch.setattr("assembler.cli.watch.wait", wait)
        result = assemble("watch", "essai.yaml")
        assert result.status == 0, result.output
        assert "Traceback" not in result.output
        assert result.output.endswith("Fin de la surveillance.\n")
        return straight(result.output)

    return call


def builds(output: str) -> int:
    return output.count(f"Écrit : {OUTPUT}")


def saves(workspace: Path, name: str, content: str) -> Callable[[], Path]:
    return lambda: put(workspace, name, content)


def test_it_builds_at_once_and_shows_the_findings(workspace: Path, watch: Watch) -> None:
    output = watch()
    assert output.startswith("Surveillance de essai.yaml : Ctrl-C pour finir.\n")
    assert builds(output) == 1
    assert (workspace / OUTPUT).is_file()
    assert "à l’étape « projet »" in output or "l’étape « projet »" in output


def test_nothing_is_built_while_nothing_changes(watch: Watch) -> None:
    assert builds(watch(None, None, None)) == 1


@pytest.mark.parametrize(
    "name", [MAIN, "clauses/objet/2023-01.md", "clauses/plan.yaml", "inputs/communs/pas-de-calais.yaml"]
)
def test_a_save_builds_again(workspace: Path, watch: Watch, name: str) -> None:
    text = (workspace / name).read_text(encoding="utf-8")
    assert builds(watch(saves(workspace, name, text + "\n"), None)) == 2


def test_the_new_document_holds_what_was_saved(workspace: Path, watch: Watch) -> None:
    watch()
    before = (workspace / OUTPUT).read_bytes()
    watch(saves(workspace, MAIN, START + "signature: {lieu: Liévin}\n"), None)
    assert (workspace / OUTPUT).read_bytes() != before


def test_errors_are_shown_and_the_watch_goes_on(workspace: Path, watch: Watch) -> None:
    wrong, right = saves(workspace, MAIN, START + "zzz: 1\n"), saves(workspace, MAIN, START + "\n\n")
    output = watch(wrong, None, right, None)
    assert "La clé « zzz » n’est pas connue ici." in output
    assert builds(output) == 2
    broken = saves(workspace, "clauses/plan.yaml", "corps: [\n")
    assert "clauses/plan.yaml" in watch(broken, None)


def test_a_file_that_is_missing_then_put_there_counts(workspace: Path, watch: Watch) -> None:
    put(workspace, MAIN, START + "fiches: [essai/jeunesse.yaml]\n")
    output = watch(saves(workspace, "inputs/essai/jeunesse.yaml", "id: jeunesse\ntitre: Jeunesse\n"), None)
    assert "jeunesse.yaml" in output
    assert "1 fiche" in output.rpartition("Écrit")[2]


def test_the_input_may_go_and_come_back(workspace: Path, watch: Watch) -> None:
    output = watch((workspace / MAIN).unlink, None, saves(workspace, MAIN, START), None)
    assert "introuvable" in output
    assert builds(output) == 2


def test_a_save_that_goes_on_is_waited_for(workspace: Path, watch: Watch) -> None:
    """Editors empty the file, then write it, piece by piece."""
    pieces = ("", "caf: [", START + "# fin\n")
    output = watch(*(saves(workspace, MAIN, piece) for piece in pieces), None)
    assert "Rien n’a été écrit" not in output
    assert builds(output) == 2


def test_a_change_made_while_building_counts(workspace: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    from assembler.build import record

    original, done = record.save, []

    def save(built: Any) -> None:
        original(built)
        if not done:
            done.append(put(workspace, MAIN, START + "# pendant\n"))

    monkeypatch.setattr(record, "save", save)
    assert builds(watch(None, None, None)) == 2


@pytest.mark.parametrize(
    "name", ["inputs/harnes.yaml", "inputs/.essai.swp", "templates/~$convention.docx", "out/x.txt"]
)
def test_what_can_not_matter_does_not_count(workspace: Path, name: str) -> None:
    put(workspace, MAIN, START)
    watcher = Watcher(Workspace(workspace), workspace / MAIN)
    put(workspace, name, "x")
    assert not watcher.changed()


def test_each_change_counts_once(workspace: Path) -> None:
    put(workspace, MAIN, START)
    watcher = Watcher(Workspace(workspace), workspace / MAIN)
    for change in (saves(workspace, "inputs/essai/a.csv", "x"), (workspace / "inputs/essai/a.csv").unlink):
        change()
        assert watcher.changed()
        assert not watcher.changed()


def test_what_can_not_be_found_is_not_watched(refused: Callable[..., str]) -> None:
    assert "Le fichier « zzz.yaml » est introuvable" in refused("watch", "zzz.yaml")
