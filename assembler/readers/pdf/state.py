"""The graphics state of a page, and the colours that it paints with."""

from __future__ import annotations

from dataclasses import dataclass, field

from assembler.model.pdftext import Box
from assembler.readers.pdf.fonts import Font
from assembler.readers.pdf.geometry import IDENTITY, Matrix

_COUNTS = {1: "gray", 3: "rgb", 4: "cmyk"}


@dataclass(slots=True)
class State:
    """`light`: from 0 black to 1 white, of what is filled; None where the colour can't be told.

    `is_see_through`: it is painted as a highlighter does.
    """

    matrix: Matrix
    clip: Box
    light: float | None = 0.0
    alpha: float = 1.0
    is_see_through: bool = False
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class TextPlace:
    """Where the next glyph goes, and where its line began."""

    matrix: Matrix = IDENTITY
    line: Matrix = IDENTITY


@dataclass(slots=True)
class Path:
    """What is being drawn, in points of the page. `is_straight`: nothing but upright and level lines so far."""

    points: list[tuple[float, float]] = field(default_factory=list)
    is_straight: bool = True
    clips: bool = False


def light_of(values: list[float]) -> float | None:
    """How light a colour is, by the number of its components: gray, RGB or CMYK."""
    kind = _COUNTS.get(len(values))
    if kind == "gray":
        return values[0]
    if kind == "rgb":
        return 0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2]
    if kind == "cmyk":
        cyan, magenta, yellow, black = values
        return (1 - black) * (1 - 0.3 * cyan - 0.59 * magenta - 0.11 * yellow)
    return None
