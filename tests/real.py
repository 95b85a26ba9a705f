"""The two real conventions: their produced files, and their inputs read anew without the engine."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from wordfile import WordFile

from assembler.build.convention import load_tools
from assembler.build.workspace import Workspace
from assembler.build.writing import assemble

NAMES = ("harnes", "lens")
REPOSITORY = Path(__file__).resolve().parent.parent
INPUTS = REPOSITORY / "inputs"


@cache
def produced(name: str) -> Mapping[str, WordFile]:
    """File name -> file, separate annexes included."""
    tools = load_tools(Workspace(REPOSITORY))
    files = assemble(tools, INPUTS / f"{name}.yaml", separate_annexes=True).files
    return {path.name: WordFile(data) for path, data in files.items()}


def convention(name: str) -> WordFile:
    return produced(name)["convention.docx"]


@cache
def given(name: str) -> dict[str, Any]:
    """The input with all its files in place; every scalar is the text that was typed."""
    data = read_yaml(INPUTS / f"{name}.yaml")
    data["fiches"] = [read_yaml(INPUTS / each) if isinstance(each, str) else each for each in data["fiches"]]
    return data


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def read_rows(path: str) -> list[list[str]]:
    """The cells of a CSV file of `inputs/`."""
    with (INPUTS / path).open(encoding="utf-8-sig", newline="") as file:
        return [[squeezed(cell) for cell in row] for row in csv.reader(file, delimiter=";") if any(row)]


@cache
def figures(path: str) -> Mapping[str, list[str]]:
    """Code -> year, value, variation, as typed."""
    _, *rows = read_rows(path)
    return {row[0]: [*row, "", "", ""][1:4] for row in rows}


@cache
def catalogue() -> Mapping[str, dict[str, Any]]:
    """Code of a table -> the table."""
    sections = read_yaml(INPUTS / "communs/indicateurs.yaml")["sections"]
    return {table["code"]: table for section in sections for table in section["tableaux"]}


def squeezed(text: str) -> str:
    """One line, ordinary spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def unmarked(text: str) -> str:
    """A long text on one line, without its `- ` and `1. `."""
    lines = [re.sub(r"^\s*(?:-|\d{1,3}\.)\s+", "", line) for line in text.split("\n")]
    return squeezed(" ".join(lines))


def assert_in_order(text: str, expected: Iterable[str]) -> None:
    """Each piece stands in `text` behind the one before it."""
    at = 0
    for piece in expected:
        found = text.find(piece, at)
        assert found >= 0, f"« {piece} » is not there, or not in its turn"
        at = found + len(piece)
