"""Paragraphs of a returned file as a person would type them in an input."""

from __future__ import annotations

import re
from dataclasses import replace

from assembler.build.takeover.unit import Pair
from assembler.model.lines import Line
from assembler.model.list_marks import typed_item
from assembler.readers.source_text import FORBIDDEN


def new_lines(pair: Pair) -> list[Line]:
    """The paragraph as lines of a long text: one for each line break in it, a typed dash being that of a list."""
    assert pair.new is not None
    first, *more = [text for text in pair.new_text.split("\n") if text.strip()] or [""]
    lines = [replace(pair.new, text=first), *(Line(text) for text in more)]
    return [_as_item(replace(line, text=clean(line.text))) for line in lines]


def _as_item(line: Line) -> Line:
    item = typed_item(line.text, in_word=True) if line.kind not in ("puce", "numero") else None
    return replace(line, kind="puce", text=item.text) if item and item.number is None else line


def without_number(text: str) -> str:
    """The text behind the number that was typed before it."""
    item = typed_item(text, in_word=True)
    return item.text if item and item.number is not None else text


def one_line(text: str) -> str:
    return clean(" ".join(text.split("\n")))


def clean(text: str) -> str:
    """Without what can't be seen; tabs as spaces, ordinary spaces one by one."""
    return re.sub(r"[ \t]+", " ", FORBIDDEN.sub("", text).replace("\u200b", "")).strip()
