"""Where a sentence begins and ends around an offset, to understand what stands there."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[.;\n]")


def sentence_before(text: str, offset: int, longest: int = 90) -> str:
    """What stands before `offset` in the same sentence or line, at most `longest` characters."""
    return _BREAK.split(text[max(0, offset - longest) : offset])[-1]


def sentence_after(text: str, offset: int, longest: int = 60) -> str:
    """What stands after `offset` in the same sentence or line, at most `longest` characters."""
    return _BREAK.split(text[offset : offset + longest])[0]
