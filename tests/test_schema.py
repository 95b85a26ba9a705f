"""The JSON Schemas that guide the editor: written from the model, complete, and true of the real inputs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
INPUTS = REPOSITORY / "inputs"
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (INPUTS / "schemas").glob("*.json")}
FILES = sorted(INPUTS.rglob("*.yaml"))
NAMES = [str(path.relative_to(INPUTS)) for path in FILES]
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


class EditorLoader(yaml.SafeLoader):
    """The types that an editor sees: those of YAML 1.2, which has no dates and no « oui », « on » or « 16:30 »."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def test_the_committed_schemas_are_those_that_the_command_writes(workspace: Path, assemble: Callable[..., Any]) -> None:
    folder = workspace / "inputs/schemas"
    for path in folder.iterdir():
        path.unlink()
    result = assemble("schema")
    assert result.status == 0, result.output
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    committed = {path.name: path.read_text(encoding="utf-8") for path in (INPUTS / "schemas").iterdir()}
    assert written == committed
    assert all(name in result.output for name in written)


def schema_of(path: Path) -> Path:
    """The schema that the first line of an input names."""
    with path.open(encoding="utf-8") as file:
        named = FIRST_LINE.match(file.readline())
    assert named, f"{path}: no schema on the first line"
    return (path.parent / named[1]).resolve()


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_input_points_to_a_schema_that_exists(path: Path) -> None:
    assert schema_of(path).is_file()


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_input_is_right_in_the_eyes_of_the_editor(path: Path) -> None:
    schema = SCHEMAS[schema_of(path).name]
    value = yaml.load(path.read_text(encoding="utf-8"), EditorLoader)
    found = jsonschema.Draft202012Validator(schema).iter_errors(value)
    assert [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found] == []


WRONG = {
    "unknown key": {"zzz": "1"},
    "text for a list": {"annexes": "diagnostic"},
    "unknown choice": {"annexes": ["diagnostik"]},
    "unknown deep key": {"territoire": {"nom": "Lens", "gentil": "Lensois"}},
    "missing key": {"territoire": {}},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_the_editor_underlines_what_the_command_refuses(change: dict[str, Any]) -> None:
    right = {"caf": "caf.yaml", "territoire": {"nom": "Lens"}, "periode": {"debut": "2023-01-01", "fin": "2026-12-31"}}
    judge = jsonschema.Draft202012Validator(SCHEMAS["convention.json"])
    assert judge.is_valid(right)
    assert not judge.is_valid({**right, **change})


def test_what_looks_like_a_number_or_a_truth_is_right_as_a_text() -> None:
    """The reader takes it as a text; the editor must not underline it."""
    value = yaml.load("{texte: 01004, titre: 12, axe: true, objectifs: [2024, 3.5]}", EditorLoader)
    schema = {**SCHEMAS["convention.json"], "$ref": "#/$defs/Theme"}
    for key in ("type", "properties", "required", "additionalProperties"):
        schema.pop(key)
    value.pop("texte")
    jsonschema.Draft202012Validator(schema).validate(value)


def keys(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of a schema with its own schema."""
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield f"{path}.{name}", value
        for name, value in schema.items():
            yield from keys(value, f"{path}.{name}")
    elif isinstance(schema, list):
        for rank, value in enumerate(schema):
            yield from keys(value, f"{path}[{rank}]")


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_key_is_explained_in_french(name: str) -> None:
    found = [(path, value.get("description", "")) for path, value in keys(SCHEMAS[name])]
    assert found
    for path, text in found:
        assert text, f"{path} is not explained"
        assert text.endswith((".", "…", "»")), f"{path}: {text}"
        assert not re.search(r"\b(the|of|an|and|with|is|are|which|each|where)\b", text), f"{path}: {text}"
        assert "'" not in text.replace("l' (Aisne)", ""), f"{path}: straight apostrophe in {text}"
        assert not re.search(r"« | »| [;:?!]", text), f"{path}: breaking space in {text}"
