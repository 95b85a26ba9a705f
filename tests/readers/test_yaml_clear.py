"""A key emptied, or put behind another: the rest of the file, comments included, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.model.place import Problems
from assembler.readers.editing.yaml_clear import add_behind, clear_value

FILE = Path("essai.yaml")
HARNES = (REPOSITORY / "inputs/harnes.yaml").read_text(encoding="utf-8")

CLEARED = {
    "plain": ("a: x\nb: y\n", ("a",), "a:\nb: y\n"),
    "plain at the end": ("b: y\na: x", ("a",), "b: y\na:"),
    "quoted, with a comment": ('a: "x"  # pourquoi\nb: y\n', ("a",), "a:   # pourquoi\nb: y\n"),
    "several lines": ("a: x\n  y\n  z\nb: y\n", ("a",), "a:\nb: y\n"),
    "literal": ("a: |\n  x\n\n  y\n\n# de b\nb: y\n", ("a",), "a:\n\n# de b\nb: y\n"),
    "literal, last": ("a: |\n  x\n", ("a",), "a:\n"),
    "group": ("a:\n  # dedans\n  c: 1\n  d: 2\n# de b\nb: y\n", ("a",), "a:\n# de b\nb: y\n"),
    "group behind a comment": ("a: # note\n  c: 1\nb: y\n", ("a",), "a: # note\nb: y\n"),
    "list": ("a:\n  - 1\n  - 2\n  # après\nb: y\n", ("a",), "a:\n  # après\nb: y\n"),
    "list at the margin": ("a:\n- 1\n- 2\nb: y\n", ("a",), "a:\nb: y\n"),
    "flow list": ("a: [1, 2]\nb: y\n", ("a",), "a:\nb: y\n"),
    "inside flow": ("a: {c: 1, d: [2, 3], e: 4}\n", ("a", "d"), "a: {c: 1, d: , e: 4}\n"),
    "last inside flow": ("a: {c: 1, d: x}\n", ("a", "d"), "a: {c: 1, d: }\n"),
    "nested": ("a:\n  - c: 1\n    d: |\n      x\n  - c: 2\n", ("a", 0, "d"), "a:\n  - c: 1\n    d:\n  - c: 2\n"),
    "first of an item": ("a:\n  - c: 1\n    d: x\n", ("a", 0, "c"), "a:\n  - c:\n    d: x\n"),
    "already empty": ("a:\nb: y\n", ("a",), "a:\nb: y\n"),
    "windows": ("a: |\r\n  x\r\nb: y\r\n", ("a",), "a:\r\nb: y\r\n"),
}


@pytest.mark.parametrize(("before", "path", "after"), CLEARED.values(), ids=CLEARED)
def test_only_the_value_goes(before, path, after):
    assert clear_value(before, path, FILE) == after


@pytest.mark.parametrize("path", [("absente",), ("a", "b"), ("a", 0), ("liste", 7)])
def test_a_key_that_is_not_there_is_refused(path):
    with pytest.raises(Problems, match="ne peut pas être vidée"):
        clear_value("a: x\nliste: [1]\n", path, FILE)


def test_the_refusal_names_the_line():
    with pytest.raises(Problems) as refused:
        clear_value("b: y\na:\n  c: x\n", ("a", "d"), FILE)
    assert refused.value.problems[0].place.line == 3


def paths(value, path=()):
    """Every key of a file, at any depth."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        if isinstance(step, str):
            yield (*path, step)
        yield from paths(inner, (*path, step))


def without(value, path):
    step, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[step] = without(copy[step], rest) if rest else None
    return copy


DATA = yaml.load(HARNES, yaml.BaseLoader)


@settings(max_examples=40, deadline=None)
@given(path=st.sampled_from(list(paths(DATA))))
def test_any_key_of_a_real_file_can_be_emptied_alone(path):
    cleared = clear_value(HARNES, path, FILE)
    assert yaml.safe_load(cleared) == without(yaml.safe_load(HARNES), path)
    lost = set(HARNES.splitlines()) - set(cleared.splitlines())
    outside = [line for line in lost if line.startswith("#")]
    assert outside == []


ADDED = {
    "behind a group": ("a:\n  b: 1\n\nc: 2\n", "a", "a:\n  b: 1\nn: x\n\nc: 2\n"),
    "behind a text": ("a: |\n  b\nc: 2\n", "a", "a: |\n  b\nn: x\nc: 2\n"),
    "behind nothing": ("a:\nc: 2\n", "a", "a:\nn: x\nc: 2\n"),
    "at the end": ("c: 2\na: 1", "a", "c: 2\na: 1\nn: x"),
    "windows": ("a: 1\r\nc: 2\r\n", "a", "a: 1\r\nn: x\r\nc: 2\r\n"),
}


@pytest.mark.parametrize(("before", "neighbour", "after"), ADDED.values(), ids=ADDED)
def test_a_key_is_put_behind_its_neighbour(before, neighbour, after):
    assert add_behind(before, neighbour, "n: x", FILE) == after


def test_a_group_is_put_with_its_comment():
    added = add_behind("a: 1\nc: 2\n", "a", "\n# Pourquoi.\nn:\n  x: 1", FILE)
    assert added == "a: 1\n\n# Pourquoi.\nn:\n  x: 1\nc: 2\n"


@pytest.mark.parametrize("text", ["c: 2\n", "{a: 1, c: 2}\n"])
def test_no_neighbour_is_refused(text):
    with pytest.raises(Problems, match="ne peut pas être vidée"):
        add_behind(text, "a", "n: x", FILE)
