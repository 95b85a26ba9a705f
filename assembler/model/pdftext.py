"""A PDF as its words and what stands beside them: what the reader of `.pdf` gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GAP = "\x1f"
"""Stands in a line's text where the page shows a gap between two glyphs and no glyph of a space."""

Hiding = Literal["", "invisible", "blanc", "minuscule", "hors page", "recouvert", "barré"]
"""Why nobody reads a text. `blanc`: of the colour of what is behind it. `recouvert`: painted over afterwards.
`barré`: struck; it is seen, and reads as removed."""

MarkKind = Literal["image", "tracé", "note", "champ", "signature", "lien", "script", "pièce jointe", "calque"]


@dataclass(frozen=True, slots=True)
class Box:
    """In points, from the lower left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def holds(self, other: Box) -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.bottom <= other.bottom and other.top <= self.top


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Glyphs that follow each other on one baseline, in the order of the page's content. `page` from 1."""

    text: str
    page: int
    box: Box
    hiding: Hiding = ""


@dataclass(frozen=True, slots=True)
class PdfMark:
    """What is not text of a page. `page` is 0 where it belongs to the whole file; `box` is then None.

    `text`: the words that it shows, or the address, or the name; empty if it has none.
    """

    kind: MarkKind
    page: int
    text: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PdfText:
    """`sizes`: width and height of each page, in points, as it is shown. `lines` page by page."""

    sizes: tuple[tuple[float, float], ...]
    lines: tuple[PdfLine, ...]
    marks: tuple[PdfMark, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What a chart of a Word file shows in words: `texts` (titles, categories, names of series in a legend), and
    `labels`, the values that are written beside their bars or points.

    `rank`: the paragraph of the body where it stands. `others`: texts and values that a program may show or not.
    """

    rank: int
    texts: tuple[str, ...]
    labels: tuple[float, ...]
    others: tuple[str | float, ...]
