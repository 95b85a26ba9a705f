"""Pieces of a text around an offset, for a message."""

from __future__ import annotations

from assembler.model.messages import excerpt

_AROUND = 24


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
