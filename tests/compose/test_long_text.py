"""Long texts of the inputs: paragraphs, `- ` and `1. `, and nothing else."""

from __future__ import annotations

import re

import pytest
from drafts import outline, texts
from hypothesis import given
from hypothesis import strategies as st

from assembler.compose.long_text import parse_long_text
from assembler.model.document import Paragraph, Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("Un.", ["Un."]),
        ("Un\nsuite.\n\nDeux.", ["Un suite.", "Deux."]),
        ("- a\n- b", [["a", "b"]]),
        ("• a\n• b", [["a", "b"]]),
        ("1. a\n2. b", [[1, "a", "b"]]),
        ("1) a\n2) b", [[1, "a", "b"]]),
        ("Intro :\n- a\n- b\nFin.", ["Intro :", ["a", "b"], "Fin."]),
        ("- a\n\n- b", [["a", "b"]]),
        ("- a\n  suite\n- b", [["a suite", "b"]]),
        ("- a\n\n  Second.\n- b", [["a", "Second.", "b"]]),
        ("- a\n  - x\n  - y\n- b", [["a", ["x", "y"], "b"]]),
        ("- a\n  1. x\n  2. y\n- b", [["a", [1, "x", "y"], "b"]]),
        ("- a\n  - x\n    - p\n- b", [["a", ["x", ["p"]], "b"]]),
        ("- a\n1. b", [["a"], [1, "b"]]),
        ("1. a\n1. b", [[1, "a"], [1, "b"]]),
        ("1. a\n2. b\n\n1. c\n2. d", [[1, "a", "b"], [1, "c", "d"]]),
        ("12. rue Pasteur", ["12. rue Pasteur"]),
        ("2. a\n3. b", ["2. a 3. b"]),
        ("1. a\n3. b", [[1, "a"], "3. b"]),
        ("2026. Une année", ["2026. Une année"]),
        ("-a\n-b", ["-a -b"]),
        ("1.a", ["1.a"]),
        ("- ", ["-"]),
        ("**gras** et # titre", ["**gras** et # titre"]),
        ("# titre\n\n> citation\n\n{{ x }}", ["# titre", "> citation", "{{ x }}"]),
        ("* étoile", ["* étoile"]),
        ("– tiret long", ["– tiret long"]),
    ],
)
def test_shapes(text, expected):
    assert outline(parse_long_text(text)) == expected


def test_the_text_of_a_paragraph_is_plain():
    assert parse_long_text("**a** <b> & {{ x }}") == (Paragraph((Text("**a** <b> & {{ x }}"),)),)


words = st.text(alphabet="abcdéàç ’«»*#<>&{}%_.,;:!?()\u00a0", min_size=1, max_size=20).filter(
    lambda text: text.strip(" ") and text.strip() == text
)
leaves = st.lists(words, min_size=1, max_size=4)
nested = st.recursive(
    words, lambda inner: st.tuples(words, st.booleans(), st.lists(inner, min_size=1, max_size=3)), max_leaves=8
)


def _typed(value: object, indent: int, mark: str) -> list[str]:
    """An item and what is under it, as a person types it."""
    pad = " " * indent
    if isinstance(value, str):
        return [f"{pad}{mark} {value}"]
    text, ordered, children = value
    lines = [f"{pad}{mark} {text}"]
    for rank, child in enumerate(children, start=1):
        lines += _typed(child, indent + 4, f"{rank}." if ordered else "-")
    return lines


def _shown(value: object) -> list[object]:
    if isinstance(value, str):
        return [value]
    text, ordered, children = value
    below = [shown for child in children for shown in _shown(child)]
    return [text, [1, *below] if ordered else below]


@given(st.lists(nested, min_size=1, max_size=4), st.booleans())
def test_a_list_reads_back_as_it_was_typed(items, ordered):
    lines = [line for rank, item in enumerate(items, 1) for line in _typed(item, 0, f"{rank}." if ordered else "-")]
    shown = [each for item in items for each in _shown(item)]
    assert outline(parse_long_text("\n".join(lines))) == [[1, *shown] if ordered else shown]


@given(st.lists(words, min_size=1, max_size=5))
def test_paragraphs_read_back_as_they_were_typed(paragraphs):
    assert outline(parse_long_text("\n\n".join(paragraphs))) == paragraphs


@given(st.text(alphabet="a1 2.-•)\n\té*{", max_size=60))
def test_no_character_is_lost_but_markers_and_spaces(text):
    """Whatever is typed: each word comes out, in order, and no paragraph is empty."""
    found = texts(parse_long_text(text))
    assert all(line.strip() for line in found)
    typed = [re.sub(r"^[ \t]*(?:[-•]|\d{1,3}[.)])[ \t]+(?=\S)", "", line) for line in text.split("\n")]
    kept = "".join(found)
    for words_typed in ("".join(typed), text):
        letters = re.sub(r"[^aé*{]", "", words_typed)
        assert re.sub(r"[^aé*{]", "", kept) == letters


@given(st.lists(st.sampled_from(["- a", "1. b", "2. c", "  - d", "    1. e", "", "texte", "  suite"]), max_size=12))
def test_a_trailing_empty_line_changes_nothing(lines):
    text = "\n".join(lines)
    assert parse_long_text(text) == parse_long_text(text + "\n\n")
