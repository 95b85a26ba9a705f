"""Pieces of text as a page paints them, how matrices place them, and how they join into a text."""

from __future__ import annotations

from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Run(NamedTuple):
    """What one operator painted. `left`, `right` and `y` are those of its baseline.

    `box`: left, bottom, right and top of what is inked, spaces at its ends left out; None for spaces alone.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    box: Box | None


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def placed(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """The upright box around a box that `matrix` places."""
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0 and a > 0 and d > 0:
        return (a * left + e, d * bottom + f, a * right + e, d * top + f)
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [a * x + c * y + e for x, y in corners]
    along = [b * x + d * y + f for x, y in corners]
    return (min(across), min(along), max(across), max(along))


def joined(runs: list[Run]) -> str:
    """The runs as one text: a space where a line ends without one, or where a gap parts two words."""
    text, before = "", None
    for run in runs:
        if before is not None and _parts(text, before, run):
            text += " "
        text += run.text
        before = run
    return text.strip()


def _parts(text: str, before: Run, run: Run) -> bool:
    if not text or text[-1].isspace() or not run.text or run.text[0].isspace():
        return False
    if abs(before.y - run.y) > max(before.size, run.size) / 2:
        return text[-1] not in "-/"
    return run.left - before.right > run.size / 4
