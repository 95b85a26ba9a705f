"""Glyphs gathered into lines as they are painted, and those that are painted over or struck afterwards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from assembler.model.pdftext import GAP, Box, Hiding, PdfLine
from assembler.readers.pdf.geometry import Point, box_of
from assembler.readers.pdf.limits import MOST_GLYPHS, MOST_LINES, Fault

_APART = 0.22
"""Shares of the size: a gap between two glyphs that is read as a space; kerning stays well below."""
_BACK, _FARTHEST, _OFF = 0.5, 1.6, 0.55
"""How far back, ahead and aside of the line's end a glyph may stand and still belong to it."""
_OPAQUE = 0.5
_MIDDLE = 0.3
"""Share of the size above the baseline where the middle of a letter is."""
_STRUCK = 0.17
"""Share of the size around that middle where a stroke strikes the letter out."""


@dataclass(slots=True)
class Painted:
    """A glyph on the page: its text, both ends of its baseline, its height, and why it may not be read."""

    text: str
    start: Point
    end: Point
    size: float
    hiding: Hiding
    middle: Point = (0.0, 0.0)
    top: Point = (0.0, 0.0)


@dataclass(slots=True)
class _Line:
    glyphs: list[Painted]
    way: Point = (1.0, 0.0)
    box: Box = field(default_factory=lambda: Box(0.0, 0.0, 0.0, 0.0))

    def pieces(self, page: int) -> Iterator[PdfLine]:
        """The line cut where its glyphs begin or cease to be hidden."""
        for hiding, group in groupby(self.glyphs, key=lambda glyph: glyph.hiding):
            glyphs = list(group)
            text = "".join(glyph.text for glyph in glyphs)
            if text.strip() and text.strip(GAP):
                yield PdfLine(text, page, _box(glyphs), hiding)


class Lines:
    """The lines of one page, or of one appearance of an annotation."""

    def __init__(self, page: int) -> None:
        self.page = page
        self._lines: list[_Line] = []
        self._is_open = False
        self._glyphs = 0

    @property
    def found(self) -> list[PdfLine]:
        return [piece for line in self._lines for piece in line.pieces(self.page)]

    @property
    def hiding(self) -> Hiding:
        """That of the line that is open; a space is hidden as what it follows."""
        return self._lines[-1].glyphs[-1].hiding if self._is_open else ""

    def add(self, glyph: Painted) -> None:
        self._glyphs += 1
        if self._glyphs > MOST_GLYPHS or len(self._lines) > MOST_LINES:
            raise Fault("trop gros")
        glue = self._glue(glyph)
        if glue is None:
            self.close()
            self._lines.append(_Line([]))
            self._is_open = True
        line = self._lines[-1]
        dx, dy = glyph.end[0] - glyph.start[0], glyph.end[1] - glyph.start[1]
        length = math.hypot(dx, dy)
        line.way = (dx / length, dy / length) if length > 1e-6 else line.way
        glyph.middle = _above(glyph, line.way, _MIDDLE, (dx / 2, dy / 2))
        glyph.top = _above(glyph, line.way, 0.7, (dx, dy))
        if glue and not glyph.text[:1].isspace() and not line.glyphs[-1].text[-1:].isspace():
            glyph.text = glue + glyph.text
        line.glyphs.append(glyph)

    def _glue(self, glyph: Painted) -> str | None:
        """What stands between the open line and the glyph; None where it begins another line."""
        if not self._is_open or self.hiding != glyph.hiding:
            return None
        line = self._lines[-1]
        last = line.glyphs[-1]
        dx, dy = glyph.start[0] - last.end[0], glyph.start[1] - last.end[1]
        along, aside = dx * line.way[0] + dy * line.way[1], dy * line.way[0] - dx * line.way[1]
        size = max(glyph.size, last.size)
        if abs(aside) > _OFF * size or not -_BACK * size <= along <= _FARTHEST * size:
            return None
        return GAP if along > _APART * size else ""

    def close(self) -> None:
        if self._is_open:
            self._lines[-1].box = _box(self._lines[-1].glyphs)
        self._is_open = False

    def cover(self, box: Box, alpha: float) -> None:
        """Something is painted over what stands there so far."""
        if alpha >= _OPAQUE:
            for glyph in self._under(box):
                if box.left <= glyph.middle[0] <= box.right and box.bottom <= glyph.middle[1] <= box.top:
                    glyph.hiding = glyph.hiding or "recouvert"

    def strike(self, box: Box) -> None:
        """A level line is drawn over what stands there so far."""
        middle = (box.bottom + box.top) / 2
        for glyph in self._under(box):
            is_level = abs(glyph.start[1] - glyph.end[1]) < 0.1 * glyph.size
            crosses = abs(glyph.middle[1] - middle) < _STRUCK * glyph.size
            if is_level and crosses and box.left <= glyph.middle[0] <= box.right:
                glyph.hiding = glyph.hiding or "barré"

    def _under(self, box: Box) -> Iterator[Painted]:
        self.close()
        for line in self._lines:
            if box.left <= line.box.right and line.box.left <= box.right and line.box.bottom <= box.top:
                yield from line.glyphs if box.bottom <= line.box.top else ()


def _above(glyph: Painted, way: Point, share: float, ahead: Point) -> Point:
    height = glyph.size * share
    return glyph.start[0] + ahead[0] - way[1] * height, glyph.start[1] + ahead[1] + way[0] * height


def _box(glyphs: list[Painted]) -> Box:
    return box_of(point for glyph in glyphs for point in (glyph.start, glyph.end, glyph.top))
