"""Values inside a sentence, cell or title: blanks that were filled, and values of the input that were changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assembler.build.takeover.typed import clean, one_line
from assembler.build.takeover.unit import Pair
from assembler.compare.folding import folded
from assembler.compose.french import date_words
from assembler.compose.origins import rebuilt
from assembler.model.convention import Convention
from assembler.model.difference import Segment
from assembler.model.lines import Line
from assembler.model.marks import AuthorMark, author_marks
from assembler.model.takeover import InputChange, KeyPath
from assembler.readers.editing.leaves import Leaf

_ALIKE = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph's old text, from `start` to `end`, that now says `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank and the paragraphs that took its place, one unless the blank was a paragraph or cell by itself."""

    label: str
    lines: tuple[Line, ...]


def spans_of(pair: Pair) -> tuple[Span, ...]:
    """What changed in a paragraph that stands on both sides."""
    at = 0
    found: list[Span] = []
    for each in pair.segments:
        if each.nature not in ("identique", "typographie"):
            found.append(_trimmed(at, each))
        at += len(each.old)
    return tuple(found)


def _trimmed(start: int, segment: Segment) -> Span:
    """Without a space at an end that both sides have, of whatever kind."""
    old, new = segment.old, segment.new
    if old[:1].isspace() and new[:1].isspace():
        start, old, new = start + 1, old[1:], new[1:]
    if old[-1:].isspace() and new[-1:].isspace():
        old, new = old[:-1], new[:-1]
    return Span(start, start + len(old), new)


def with_spans(text: str, spans: Sequence[Span], start: int = 0) -> str:
    """The text, which begins at `start` of the paragraph, with the spans replaced."""
    for span in sorted(spans, key=lambda each: -each.start):
        text = text[: span.start - start] + span.new + text[span.end - start :]
    return text


# --- values that are there -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A value that a paragraph shows from `start` on, and the spans inside it."""

    leaf: Leaf
    start: int
    length: int
    spans: tuple[Span, ...]

    def change(self) -> InputChange:
        """The value with its spans replaced, what is around them as it was typed."""
        return InputChange(self.leaf.path, one_line(with_spans(shown_as(self.leaf) or "", self.spans, self.start)))


def held_values(text: str, spans: Sequence[Span], leaves: Sequence[Leaf]) -> list[Held]:
    """The values of one line that hold a span, those that hold more first, then the longer ones."""
    alike = text.translate(_ALIKE)
    found: list[Held] = []
    for leaf in leaves:
        shown = shown_as(leaf)
        if not shown:
            continue
        sought = re.escape(shown.translate(_ALIKE))
        for match in re.finditer(rf"(?<!\w){sought}(?!\w)", alike):
            start, end = match.span()
            inside = tuple(span for span in spans if _is_inside(span, start, end, len(text)))
            if inside:
                found.append(Held(leaf, start, end - start, inside))
    return sorted(found, key=lambda held: (-len(held.spans), -held.length))


def _is_inside(span: Span, start: int, end: int, length: int) -> bool:
    """Words added at an edge of the value belong to it where it makes up most of the paragraph, up to that edge."""
    if span.start < span.end or start < span.start < end:
        return start <= span.start and span.end <= end
    is_most = 2 * (end - start) > length
    return is_most and ((span.start == start == 0) or (span.start == end == length))


def shown_as(leaf: Leaf) -> str | None:
    """A value of one line as the document shows it; None for one that is missing, long, or a list."""
    if isinstance(leaf.value, date):
        return date_words(leaf.value)
    if leaf.value is None or leaf.is_long or isinstance(leaf.value, tuple):
        return None
    return str(leaf.value)


# --- values that were missing ----------------------------------------------------------


def blanks_of(text: str) -> list[AuthorMark]:
    return [mark for mark in author_marks(text) if mark.kind == "à compléter"]


def filled_inside(text: str, spans: Sequence[Span]) -> Iterator[tuple[AuthorMark, Filled | None]]:
    """Each blank of a sentence that a span took away; None where it can't be told what was filled in."""
    for mark in blanks_of(text):
        for span in spans:
            if span.start > mark.start or span.end < mark.end:
                continue
            before, after = text[span.start : mark.start], text[mark.end : span.end]
            if blanks_of(before + after) or not _frames(before, span.new, after):
                yield mark, None
                continue
            new = clean(span.new[len(before) : len(span.new) - len(after)])
            if new and not blanks_of(new):
                yield mark, Filled(mark.what, (Line(new),))


def _frames(before: str, text: str, after: str) -> bool:
    room = len(text) - len(before) - len(after)
    return room >= 0 and folded(text[: len(before)]) == folded(before) and text.endswith(after)


def missing_values(label: str, leaves: Sequence[Leaf]) -> list[Leaf]:
    """The missing values that a blank of that label may stand for."""
    return [leaf for leaf in leaves if leaf.value is None and folded(leaf.title).casefold() == folded(label).casefold()]


def fill(leaf: Leaf, filled: Filled) -> InputChange:
    if leaf.is_long:
        return InputChange(leaf.path, rebuilt(filled.lines))
    text = one_line(filled.lines[0].text)
    return InputChange(leaf.path, text if leaf.is_text else " ".join(text.split()))


# --- as the file holds them ------------------------------------------------------------


def old_text(leaf: Leaf, change: InputChange) -> str:
    """What the change takes the place of; empty where nothing was there."""
    if isinstance(leaf.value, tuple):
        rank = change.path[-1]
        assert isinstance(rank, int)
        return "" if change.kind == "ajout" else leaf.value[rank]
    return as_typed(leaf.value, "" if leaf.value is None else str(leaf.value))


def as_typed(value: Any, text: str) -> str:
    """The text that stands for a value in the file: a date as 2023-04-12."""
    return value.isoformat() if isinstance(value, date) else text


def value_at(convention: Convention, path: KeyPath) -> Any:
    found: Any = convention
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found
