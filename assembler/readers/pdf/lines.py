"""Glyphs gathered into lines as they are painted, and lines that are painted over."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from assembler.model.pdftext import GAP, Box, Hiding, PdfLine
from assembler.readers.pdf.geometry import Point, box_of
from assembler.readers.pdf.limits import MOST_GLYPHS, MOST_LINES, Fault

_APART = 0.22
"""Shares of the size: a gap between two glyphs that is read as a space; kerning stays well below."""
_BACK, _FARTHEST, _OFF = 0.5, 1.6, 0.55
"""How far back, ahead and aside of the line's end a glyph may stand and still belong to it."""
_OPAQUE = 0.5
_SHARE_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Painted:
    """A glyph on the page: its text, both ends of its baseline, its height, and why it may not be seen."""

    text: str
    start: Point
    end: Point
    size: float
    hiding: Hiding


@dataclass(slots=True)
class _Line:
    hiding: Hiding
    texts: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    end: Point = (0.0, 0.0)
    size: float = 0.0
    way: Point = (1.0, 0.0)


class Lines:
    """The lines of one page, or of one appearance of an annotation."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.found: list[PdfLine] = []
        self._open: _Line | None = None
        self._glyphs = 0

    @property
    def hiding(self) -> Hiding:
        """That of the line that is open; a space is hidden as what it follows."""
        return self._open.hiding if self._open else ""

    def add(self, glyph: Painted) -> None:
        self._glyphs += 1
        if self._glyphs > MOST_GLYPHS or len(self.found) > MOST_LINES:
            raise Fault("trop gros")
        glue = self._glue(glyph)
        if glue is None:
            self.close()
            self._open = _Line(glyph.hiding)
        line = self._open
        assert line is not None
        if glue and not glyph.text[:1].isspace() and not line.texts[-1][-1:].isspace():
            line.texts.append(glue)
        line.texts.append(glyph.text)
        up = (-line.way[1] * glyph.size, line.way[0] * glyph.size)
        dx, dy = glyph.end[0] - glyph.start[0], glyph.end[1] - glyph.start[1]
        length = math.hypot(dx, dy)
        line.way = (dx / length, dy / length) if length > 1e-6 else line.way
        line.points += [glyph.start, glyph.end, (glyph.end[0] + up[0] * 0.7, glyph.end[1] + up[1] * 0.7)]
        line.end, line.size = glyph.end, glyph.size

    def _glue(self, glyph: Painted) -> str | None:
        """What stands between the open line and the glyph; None where it begins another line."""
        line = self._open
        if line is None or line.hiding != glyph.hiding:
            return None
        dx, dy = glyph.start[0] - line.end[0], glyph.start[1] - line.end[1]
        along, aside = dx * line.way[0] + dy * line.way[1], dy * line.way[0] - dx * line.way[1]
        size = max(glyph.size, line.size)
        if abs(aside) > _OFF * size or not -_BACK * size <= along <= _FARTHEST * size:
            return None
        return GAP if along > _APART * size else ""

    def close(self) -> None:
        if self._open is not None:
            text = "".join(self._open.texts)
            if text.strip():
                self.found.append(PdfLine(text, self.page, box_of(self._open.points), self._open.hiding))
        self._open = None

    def cover(self, box: Box, alpha: float) -> None:
        """Something is painted over what stands there so far."""
        if alpha < _OPAQUE:
            return
        self.close()
        for rank, line in enumerate(self.found):
            if not line.hiding and box.meets(line.box) and _share(line.box, box) > _SHARE_COVERED:
                self.found[rank] = replace(line, hiding="recouvert")


def _share(line: Box, over: Box) -> float:
    """How much of a line's length is covered, provided that its middle is."""
    middle = (line.bottom + line.top) / 2
    if not over.bottom <= middle <= over.top:
        return 0.0
    width = line.right - line.left
    return (min(line.right, over.right) - max(line.left, over.left)) / width if width > 0 else 1.0
