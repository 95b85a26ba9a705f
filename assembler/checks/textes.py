"""Pieces of a text: around an offset, for a message; before it, to understand it."""

from __future__ import annotations

import re

from assembler.model.messages import excerpt

_AROUND = 24
_BREAK = re.compile(r"[.;\n]")


def around(text: str, start: int, end: int) -> str:
    """The text from `start` to `end` with a few words on either side, on its own line."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + _AROUND)
    before, after = text[first:start], text[end:last]
    if first > 0 and text[first - 1] != "\n":
        before = "…" + before.partition(" ")[2]
    if last < len(text) and text[last] != "\n":
        after = after.rpartition(" ")[0] + "…"
    return excerpt(f"{before}{text[start:end]}{after}".strip())


def sentence_before(text: str, offset: int, longest: int = 90) -> str:
    """What stands before `offset` in the same sentence or line, at most `longest` characters."""
    return _BREAK.split(text[max(0, offset - longest) : offset])[-1]


def sentence_after(text: str, offset: int, longest: int = 60) -> str:
    """What stands after `offset` in the same sentence or line, at most `longest` characters."""
    return _BREAK.split(text[offset : offset + longest])[0]
