"""The texts that the document shows, and pieces of them inside a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assembler.checks.analysis import Analysis, Passage
from assembler.model.marks import author_marks
from assembler.model.messages import excerpt

_HIDDEN_GROUPS = {"acceptations", "clauses", "derogations", "annexes", "etape"}
_HIDDEN_KEYS = {"remarques", "sources", "donnees", "reference", "logo", "fiche", "id", "elision", "tableaux"}
_AROUND = 24
_BREAK = re.compile(r"[.;\n]")


def written(analysis: Analysis) -> Iterator[Passage]:
    """What the document shows: texts of the input, shared data included, and lines of the wordings.

    Names of files, identifiers and what never reaches the document are left out; the marks of
    authors are blanked, so that offsets stay true.
    """
    for passage in analysis.passages:
        path = passage.path
        if path and (path[0] in _HIDDEN_GROUPS or not _HIDDEN_KEYS.isdisjoint(path)):
            continue
        yield _without_marks(passage) if "[" in passage.text else passage


def own_written(analysis: Analysis) -> Iterator[Passage]:
    """Those of `written` that are not data shared by all conventions of the CAF."""
    return (passage for passage in written(analysis) if not passage.path or passage.path[0] != "caf")


def _without_marks(passage: Passage) -> Passage:
    text = passage.text
    for mark in author_marks(text):
        blank = "".join(c if c == "\n" else " " for c in text[mark.start : mark.end])
        text = text[: mark.start] + blank + text[mark.end :]
    return replace(passage, text=text)


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
