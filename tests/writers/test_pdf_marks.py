"""Whatever the nesting of a page's content, all that it paints ends up marked, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary

from assembler.writers.pdf.conform_content import PageContent

PATHS = ["1 2 m 3 4 l S", "0 0 9 9 re f", "0 0 9 9 re W n", "/Im Do"]
STATE = ["q", "Q", "0.5 w", "1 0 0 RG", "1 0 0 1 5 5 cm"]
OPENINGS = {"artifact": "/Artifact BMC", "span": "/Span <</ActualText (a)>> BDC", "tagged": "/P <</MCID 0>> BDC"}


def marked(inside: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.tuples(st.sampled_from(sorted(OPENINGS)), inside).map(lambda pair: [OPENINGS[pair[0]], *pair[1], "EMC"])


def many(item: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.lists(item, max_size=4).map(lambda lists: [line for each in lists for line in each])


def lone(lines: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return st.sampled_from(list(lines)).map(lambda line: [line])


IN_TEXT = st.recursive(
    many(lone(["(abc) Tj", "[(a) 5 (b)] TJ", "1 2 Td", "(d) '"])),
    lambda inner: many(marked(inner) | inner),
    max_leaves=5,
)
TEXT = IN_TEXT.map(lambda lines: ["BT", *lines, "ET"])
CONTENT = st.recursive(
    many(lone(PATHS + STATE) | TEXT), lambda inner: many(marked(inner) | inner | TEXT), max_leaves=12
)


PDF = pikepdf.new()
"""Holds the pages: a page lives no longer than its file."""


def read(lines: list[str]) -> PageContent:
    page = PDF.add_blank_page()
    image = PDF.make_stream(b"\0", Dictionary(Subtype=pikepdf.Name.Image))
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.obj.Contents = PDF.make_stream("\n".join(lines).encode())
    return PageContent.read(page)


def instructions(data: bytes) -> list[Any]:
    return list(pikepdf.parse_content_stream(pikepdf.Stream(PDF, data)))


@settings(max_examples=300, deadline=None)
@given(CONTENT)
def test_all_that_is_painted_is_marked_once(lines):
    content = read(lines)
    before, after = content.instructions, instructions(content.written())
    kept = [str(each) for each in after if not is_added(each)]
    assert kept == [str(each) for each in before if not is_added(each)]
    open_now: list[str] = []
    for each in after:
        operator = str(each.operator)
        if operator in ("BDC", "BMC", "BT"):
            open_now.append("BT" if operator == "BT" else covering(each))
        elif operator in ("EMC", "ET"):
            assert (open_now.pop() == "BT") == (operator == "ET"), "a mark crosses a text object"
        elif operator in ("S", "f", "Do", "Tj", "TJ", "'"):
            assert "covers" in open_now, lines
    assert not open_now


def is_added(instruction: Any) -> bool:
    """Artifacts are what may be added, and their ends."""
    return str(instruction.operator) in ("BMC", "EMC")


def covering(mark: Any) -> str:
    named = str(mark.operands[0]) == "/Artifact"
    return "covers" if named or (len(mark.operands) > 1 and "/MCID" in mark.operands[1]) else "says"


@settings(max_examples=100, deadline=None)
@given(CONTENT)
def test_what_is_marked_already_stays_as_it_is(lines):
    once = read(lines).written()
    again = read([once.decode("latin-1")]).written()
    assert again == once


def test_only_what_stands_above_and_below_all_text_is_header_or_footer():
    def line(y: int, mark: str) -> list[str]:
        return [mark, "BT", f"10 {y} Td", "(a) Tj", "ET", "EMC"]

    artifact, tagged = OPENINGS["artifact"], OPENINGS["tagged"]
    lines = [*line(790, artifact), *line(700, artifact), *line(650, tagged), *line(60, tagged), *line(20, artifact)]
    content = read(lines)
    content.name_running(content.lowest, 750)
    marks = [each.operands for each in instructions(content.written()) if is_mark(each)]
    kinds = [str(operands[1].Subtype) if len(operands) > 1 else "" for operands in marks]
    assert kinds == ["/Header", "", "/Footer"]


def is_mark(instruction: Any) -> bool:
    return str(instruction.operator) in ("BMC", "BDC") and str(instruction.operands[0]) == "/Artifact"
