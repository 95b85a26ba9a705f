"""Where content is placed: matrices and boxes, in points from the lower left corner of the page."""

from __future__ import annotations

from typing import NamedTuple

Matrix = tuple[float, ...]
"""Six numbers, as the operands of « cm »."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: Box, slack: float) -> bool:
        """Does the other box lie inside, but for `slack` points?"""
        across = self.left - slack <= other.left and other.right <= self.right + slack
        return across and self.bottom - slack <= other.bottom and other.top <= self.top + slack


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def box_of_unit(matrix: Matrix) -> Box:
    """Around the unit square as `matrix` places it: where an image lies."""
    a, b, c, d, e, f = matrix
    across, along = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return Box(min(across), min(along), max(across), max(along))
