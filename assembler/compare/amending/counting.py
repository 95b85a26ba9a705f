"""How a reader of an avenant finds what it names: counts and numbers taken from the text again.

It shares nothing with what wrote the amendments, so that a place counted wrongly there is found out here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assembler.compare.amending.tree import Alinea, Element, Graphique, Tableau
from assembler.compare.folding import folded
from assembler.model.amendment import RowSpot, Spot
from assembler.model.lines import Line, TableRow

_KINDS = {"alinea": Alinea, "tableau": Tableau, "graphique": Graphique}
_CAPTION_NUMBER = re.compile(r"^(\w+\W+)(\d+)")


class CannotApply(Exception):
    """An amendment that names no place of the text, or two that touch the same one."""


def element_at(elements: Sequence[Element], spot: Spot) -> int:
    """The rank of what `spot` names: its number, how many there are, and its caption all agree. Raises CannotApply."""
    ranks = [rank for rank, each in enumerate(elements) if isinstance(each, _KINDS[spot.kind])]
    if not 1 <= spot.number <= len(ranks) or spot.of not in (0, len(ranks)):
        raise CannotApply
    found = ranks[spot.number - 1]
    if spot.label and [rank for rank in ranks if _caption_number(elements[rank]) == spot.label] != [found]:
        raise CannotApply
    return found


def row_at(rows: Sequence[TableRow], spot: RowSpot) -> int:
    """The same of a row; `rows` without the header. Raises CannotApply."""
    if not 1 <= spot.number <= len(rows):
        raise CannotApply
    found = spot.number - 1
    labels = [folded(" ".join(line.text for line in row.cells[0])) if row.cells else "" for row in rows]
    if spot.label and [rank for rank, label in enumerate(labels) if label == folded(spot.label)] != [found]:
        raise CannotApply
    return found


def reworded(text: str, changes: Sequence[tuple[str, str]]) -> str:
    """The alinéa with its words replaced. Raises CannotApply where old ones don't stand there exactly once, or meet."""
    spans = []
    for old, new in changes:
        if not (_stands_once(old, text) and _stands_once(folded(old), folded(text))):
            raise CannotApply
        start = text.index(old)
        spans.append((start, start + len(old), new))
    spans.sort()
    if any(stop > start for (_, stop, _), (start, _, _) in pairwise(spans)):
        raise CannotApply
    pieces, done = [], 0
    for start, stop, new in spans:
        pieces += [text[done:start], new]
        done = stop
    return "".join([*pieces, text[done:]])


def renumbered_heading(text: str, title: str, old: str, new: str) -> str:
    """What stands before the `title` of a heading, « Article 12 – », with its number replaced; empty without one."""
    return text[: len(text) - len(title)].replace(old, new, 1) if old else ""


def caption_parts(text: str) -> tuple[str, str, str]:
    """« Tableau », « 4 », and the rest; only the rest where there is no number."""
    found = _CAPTION_NUMBER.match(text)
    return (found[1], found[2], text[found.end() :]) if found else ("", "", text)


def _caption_number(element: Element) -> str:
    caption: Line | None = None if isinstance(element, Alinea) else element.caption
    return caption_parts(caption.text)[1] if caption else ""


def _stands_once(words: str, text: str) -> bool:
    return bool(words) and 0 <= text.find(words) == text.rfind(words)
