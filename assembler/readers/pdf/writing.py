"""The texts of a page written as its content says: where each glyph stands, and whether it can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from typing import Any

from pypdf.generic import DictionaryObject

from assembler.model.pdftext import Box, Hiding
from assembler.readers.pdf.fonts import Font, Glyph
from assembler.readers.pdf.geometry import Matrix, matrix_of, moved, number, numbers, times
from assembler.readers.pdf.lines import Lines, Painted
from assembler.readers.pdf.state import State, TextPlace, light_of
from assembler.readers.pdf.tree import array, dictionary, entry, resolved

_DEEPEST_STATE = 200
_TINY = 2.5
"""Points under which nobody reads a text."""
FAINT = 0.08
"""Difference of lightness, or share of opacity, under which nobody sees a thing."""
_UNSEEN_MODES = (3, 7)
_STROKED_MODES = (1, 2, 5, 6)
Operands = Sequence[Any]


class Writer:
    """Holds the graphics state of a page, and writes its texts into `lines`."""

    def __init__(self, page: int, matrix: Matrix, box: Box, fonts: dict[int, Font]) -> None:
        self.page = page
        self.lines = Lines(page)
        self.state = State(matrix, box)
        self.kept: list[State] = []
        self.place = TextPlace()
        self.resources = DictionaryObject()
        self.fills: list[tuple[Box, float | None]] = []
        self._fonts = fonts

    # -- state

    def save(self, _operands: Operands) -> None:
        if len(self.kept) < _DEEPEST_STATE:
            self.kept.append(copy(self.state))

    def concat(self, operands: Operands) -> None:
        self.state.matrix = times(matrix_of(list(operands)), self.state.matrix)

    def colour(self, operands: Operands) -> None:
        found = numbers(list(operands), len(operands))
        is_name = bool(operands) and isinstance(operands[-1], str)
        self.state.light = None if is_name or not found else light_of(found)

    def colour_space(self, operands: Operands) -> None:
        known = bool(operands) and str(operands[0]) in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK")
        self.state.light = 0.0 if known else None

    def looks(self, operands: Operands) -> None:
        looks = dictionary(dictionary(self.resources, "/ExtGState"), str(operands[0]) if operands else "")
        if (alpha := entry(looks, "/ca")) is not None:
            self.state.alpha = number(alpha)
        if (blending := entry(looks, "/BM")) is not None:
            self.state.is_see_through = blending in ("/Multiply", "/Darken")
        font = array(looks, "/Font")
        if len(font) == 2:
            self.state.font, self.state.size = self._font(resolved(font[0])), number(resolved(font[1]))

    # -- text

    def begin(self, _operands: Operands) -> None:
        self.place = TextPlace()

    def set_font(self, operands: Operands) -> None:
        if len(operands) == 2:
            self.state.font = self._font(entry(dictionary(self.resources, "/Font"), str(operands[0])))
            self.state.size = number(operands[1])

    def _font(self, font: Any) -> Font | None:
        if not isinstance(font, DictionaryObject):
            return None
        if id(font) not in self._fonts:
            self._fonts[id(font)] = Font(font)
        return self._fonts[id(font)]

    def _next(self, x: float, y: float) -> None:
        self.place.line = times((1.0, 0.0, 0.0, 1.0, x, y), self.place.line)
        self.place.matrix = self.place.line

    def move(self, operands: Operands) -> None:
        if found := numbers(list(operands), 2):
            self._next(*found)

    def move_leading(self, operands: Operands) -> None:
        if found := numbers(list(operands), 2):
            self.state.leading = -found[1]
            self._next(*found)

    def set_place(self, operands: Operands) -> None:
        self.place.matrix = self.place.line = matrix_of(list(operands))

    def new_line(self, _operands: Operands) -> None:
        self._next(0.0, -self.state.leading)

    def string(self, operands: Operands) -> None:
        if operands:
            self._write(operands[-1])

    def quote(self, operands: Operands) -> None:
        self.new_line(operands)
        self.string(operands)

    def double_quote(self, operands: Operands) -> None:
        if found := numbers(list(operands[:2]), 2):
            self.state.word_spacing, self.state.spacing = found
        self.quote(operands)

    def strings(self, operands: Operands) -> None:
        for each in operands[0] if operands and isinstance(operands[0], list) else ():
            if isinstance(each, bytes):
                self._write(each)
            else:
                shift = -number(each) / 1000 * self.state.size * self.state.stretch
                self.place.matrix = times((1.0, 0.0, 0.0, 1.0, shift, 0.0), self.place.matrix)

    def _write(self, string: Any) -> None:
        state = self.state
        if state.font is None or not isinstance(string, bytes):
            return
        for glyph in state.font.glyphs(string):
            whole = times((state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise), self.place.matrix)
            self._add(glyph, times(whole, state.matrix))
            spaces = state.spacing + (state.word_spacing if glyph.is_space else 0.0)
            advance = (glyph.width * state.size + spaces) * state.stretch
            self.place.matrix = times((1.0, 0.0, 0.0, 1.0, advance, 0.0), self.place.matrix)

    def _add(self, glyph: Glyph, matrix: Matrix) -> None:
        start, end = moved(matrix, 0.0, 0.0), moved(matrix, glyph.width, 0.0)
        size = math.hypot(matrix[2], matrix[3])
        if glyph.text.isspace():
            size = max(size, 0.01)
        middle = moved(matrix, glyph.width / 2, 0.3)
        hiding = self._hiding(middle, size) if not glyph.text.isspace() else self.lines.hiding
        self.lines.add(Painted(glyph.text, start, end, size, hiding))

    def _hiding(self, middle: tuple[float, float], size: float) -> Hiding:
        state, (x, y) = self.state, middle
        if state.mode in _UNSEEN_MODES or state.alpha < FAINT:
            return "invisible"
        if not (state.clip.left <= x <= state.clip.right and state.clip.bottom <= y <= state.clip.top):
            return "hors page"
        if size < _TINY:
            return "minuscule"
        if state.light is None or state.mode in _STROKED_MODES:
            return ""
        behind = self._behind(x, y)
        return "blanc" if behind is not None and abs(behind - state.light) < FAINT else ""

    def _behind(self, x: float, y: float) -> float | None:
        """How light the page is there; None where it can't be told."""
        for box, light in reversed(self.fills):
            if box.left <= x <= box.right and box.bottom <= y <= box.top:
                return light
        return 1.0
