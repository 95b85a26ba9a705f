"""The command line: which file it means, what it says, and what it never needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from trials import MAIN, START, put, straight
from wordfile import WordFile

REPOSITORY = Path(__file__).resolve().parent.parent
OUTPUT = "out/harnes/convention.docx"
_MANIFEST = "docProps/custom.xml"
Assemble = Callable[..., Any]


@pytest.mark.parametrize(
    "name", ["harnes.yaml", "harnes", "inputs/harnes.yaml", "./inputs/../inputs/harnes.yaml", "ABSOLUTE"]
)
def test_a_file_is_named_in_many_ways(workspace: Path, assemble: Assemble, name: str) -> None:
    result = assemble(str(workspace / "inputs/harnes.yaml") if name == "ABSOLUTE" else name)
    assert result.status == 0, result.output
    assert result.output.startswith(f"Écrit\u00a0: {OUTPUT}\n")
    assert (workspace / OUTPUT).is_file()


@pytest.mark.parametrize("folder", ["inputs", "inputs/harnes/fiches", "clauses"])
def test_a_folder_inside_the_workspace_is_as_good(
    workspace: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(workspace / folder)
    assert assemble("harnes.yaml").status == 0
    assert (workspace / OUTPUT).is_file()


def test_the_workspace_is_named_from_elsewhere(
    workspace: Path, assemble: Assemble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = assemble("harnes", "--workspace", "espace")
    assert result.status == 0, result.output
    assert "espace/out/harnes/convention.docx" in result.output
    assert (workspace / OUTPUT).is_file()
    assert not (tmp_path / "out").exists()


def test_a_copy_of_an_input_under_another_name_assembles(workspace: Path, assemble: Assemble) -> None:
    shutil.copy(workspace / "inputs/harnes.yaml", workspace / "inputs/annay.yaml")
    assert assemble("annay.yaml").status == 0
    assert assemble("harnes.yaml").status == 0
    ours, theirs = (dict(WordFile.at(workspace / path).parts) for path in ("out/annay/convention.docx", OUTPUT))
    assert ours.pop(_MANIFEST) == theirs.pop(_MANIFEST).replace(b"inputs/harnes.yaml", b"inputs/annay.yaml")
    assert ours == theirs


def test_annexes_are_written_apart_when_asked(workspace: Path, assemble: Assemble) -> None:
    assert assemble("harnes.yaml").status == 0
    folder = (workspace / OUTPUT).parent
    assert [path.name for path in folder.iterdir()] == ["convention.docx"]
    result = assemble("harnes.yaml", "--separate-annexes")
    assert result.status == 0
    kinds = ("diagnostic", "equipements", "plan-actions", "referentiel", "deliberation")
    annexes = {f"annexe-{rank}-{kind}.docx" for rank, kind in enumerate(kinds, start=1)}
    assert {path.name for path in folder.iterdir()} == {"convention.docx"} | annexes
    assert all(f"out/harnes/{name}" in result.output for name in annexes)


# arguments; what is said; what is advised
MISUSED = {
    "unknown option": (("harnes.yaml", "--projet"), "L’option « --projet » n’existe pas.", "assemble build --help"),
    "near option": (("harnes.yaml", "--worspace", "x"), "« --worspace » n’existe pas.", "« --workspace » ?"),
    "option first": (("--separate-annexe", "harnes.yaml"), "n’existe pas", "« --separate-annexes » ?"),
    "option without value": (("harnes.yaml", "--workspace"), "« --workspace » est mal employée", "--help"),
    "value for a flag": (("harnes", "--separate-annexes=oui"), "« --separate-annexes » est mal employée", "--help"),
    "two files": (("harnes.yaml", "lens.yaml"), "Argument en trop : lens.yaml. Une convention à la fois.", "--help"),
    "no file": (("--separate-annexes",), "Il manque FICHIER.", "assemble build --help"),
    "build alone": (("build",), "Il manque FICHIER.", "assemble build --help"),
    "schema with a file": (("schema", "x"), "Argument en trop : x.", "assemble schema --help"),
    "unknown file": (("harne.yaml",), "harne.yaml : Le fichier « harne.yaml » est introuvable", "« harnes.yaml » ?"),
    "unlike any": (("zzz",), "Le fichier « zzz » est introuvable", "harnes.yaml"),
    "a folder": (("inputs",), "Le fichier « inputs » est introuvable", ""),
    "an empty name": (("",), "est introuvable", ""),
    "a very long name": (("a" * 5000,), "est introuvable", ""),
    "no workspace there": (("harnes.yaml", "--workspace", "inputs"), "n’est pas un espace de travail", "clauses/"),
    "workspace absent": (("harnes.yaml", "--workspace", "absent"), "n’est pas un espace de travail", "clauses/"),
    "workspace a file": (("harnes.yaml", "--workspace", MAIN), "« --workspace »", ""),
    "not an input": (("clauses/plan.yaml",), "La clé « titre » n’est pas connue ici.", ""),
    "a Word file": (("templates/convention.docx",), "templates/convention.docx", "UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said", "advised"), MISUSED.values(), ids=MISUSED)
def test_misuse_is_told_in_french(
    workspace: Path, refused: Callable[..., str], arguments: tuple[str, ...], said: str, advised: str
) -> None:
    put(workspace, MAIN, START)
    output = refused(*arguments)
    assert said in output
    assert advised in output
    assert not re.search(r"\b(Usage|Error|Try|such|got|unexpected|argument\(s\)|does not)\b", output)


def test_outside_any_workspace_one_is_asked_for(
    assemble: Assemble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = assemble("harnes.yaml")
    assert result.status == 2
    assert "Aucun espace de travail ici" in result.output
    assert "--workspace" in result.output


@pytest.mark.parametrize("broken", ["clauses/plan.yaml", "templates/convention.docx", "templates/annexes/fiche.docx"])
def test_a_workspace_that_lacks_a_piece_names_it(workspace: Path, refused: Callable[..., str], broken: str) -> None:
    (workspace / broken).unlink()
    assert f"{broken} : " in refused("harnes.yaml")


def test_all_that_is_said_is_set_as_french_wants(workspace: Path, assemble: Assemble) -> None:
    """Non-breaking spaces inside « » and before : ; ? ! and no straight apostrophe."""
    put(workspace, MAIN, START + "signatures: {lieu: Lens}\nannexes: [diagnostik]\nfiches: [absente.yaml]\n")
    said = [
        assemble(*given.split()).output for given in ("essai", "zzz", "harne", "--brouillon", "a b", "harnes", "lens")
    ]
    said += [assemble(*given.split()).output for given in ("--help", "build --help", "schema --help", "schema")]
    for text in said:
        assert text
        assert not re.search(r"« | »| [:;?!](?:\s|$)", text), text
        assert "'" not in text, text


# --- as a process -------------------------------------------------------------------------------


def process(*arguments: str, python: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *python, "-m", "assembler", *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(("option", "said"), [("--help", "Emploi\u00a0: assemble"), ("--version", "assemble 0.")])
def test_help_and_version_import_no_library_but_clicks(option: str, said: str) -> None:
    done = process(option, python=("-X", "importtime"), PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert said in done.stdout.decode()
    imported = {line.rpartition(b"|")[2].strip().decode().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in imported
    assert imported.isdisjoint({"pydantic", "docx", "docxtpl", "lxml", "yaml", "jinja2", "markdown_it"})


def test_no_argument_shows_the_help(assemble: Assemble) -> None:
    result = assemble()
    assert result.status == 0
    assert result.output == assemble("--help").output
    assert "harnes.yaml" in result.output
    assert "schema" in result.output


@pytest.mark.parametrize("encoding", ["ascii", "cp850", "latin-1", "utf-16"])
def test_a_console_that_lacks_a_character_does_not_crash(workspace: Path, encoding: str) -> None:
    """What is shown on both streams holds ’ and …, which half of these encodings lack."""
    helped = process("--help", PYTHONIOENCODING=encoding)
    assert (helped.returncode, helped.stderr) == (0, b"")
    assert "assemble harnes.yaml" in helped.stdout.decode(encoding, "replace")
    put(workspace, MAIN, START + "signatures: {lieu: 👶}\nannexes: [👶]\n")
    refused = process("essai", "--workspace", str(workspace), PYTHONIOENCODING=encoding)
    assert refused.returncode == 2
    assert "2 erreurs" in refused.stderr.decode(encoding, "replace")
    assert "Traceback" not in refused.stderr.decode(encoding, "replace")


def test_a_name_that_is_no_text_does_not_crash(workspace: Path) -> None:
    arguments = [sys.executable, "-m", "assembler", b"b\xe9thune.yaml", "--workspace", str(workspace)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(arguments, env=environment, capture_output=True, check=False)
    assert done.returncode == 2
    assert "est introuvable" in done.stderr.decode()


def test_a_closed_pipe_does_not_crash(workspace: Path) -> None:
    """`assemble harnes | head -0`"""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "assembler", "harnes", "--workspace", str(workspace)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert b"Traceback" not in done.stderr
    assert (workspace / OUTPUT).is_file()


def test_a_mistake_of_the_program_is_told_without_a_traceback(
    assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oups")

    monkeypatch.setattr("assembler.build.convention.compose", broken)
    monkeypatch.delenv("ASSEMBLE_TRACE", raising=False)
    result = assemble("harnes.yaml")
    assert result.status == 2
    assert "Erreur imprévue du programme (ZeroDivisionError" in straight(result.output)
    assert "Traceback" not in result.output
    monkeypatch.setenv("ASSEMBLE_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        assemble("harnes.yaml")
