"""Matrices and boxes of a page, in points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assembler.model.pdftext import Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FARTHEST = 1e7


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, and `then` afterwards."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def box_under(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    return box_of(moved(matrix, x, y) for x in (left, right) for y in (bottom, top))


def shared(one: Box, other: Box) -> Box:
    """What both cover; a box without inside where they do not meet."""
    left, bottom = max(one.left, other.left), max(one.bottom, other.bottom)
    return Box(left, bottom, max(left, min(one.right, other.right)), max(bottom, min(one.top, other.top)))


def number(value: Any) -> float:
    """A number of the file; 0 for what is none, or is too far away to be on a page."""
    try:
        found = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return 0.0
    return found if -_FARTHEST < found < _FARTHEST else 0.0


def numbers(values: Any, count: int) -> list[float] | None:
    """The first `count` numbers of an array; None where it has fewer."""
    if not isinstance(values, (list, tuple)) or len(values) < count:
        return None
    return [number(value) for value in values[:count]]


def matrix_of(values: Any) -> Matrix:
    found = numbers(values, 6)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if found else IDENTITY
