"""Where a page's content is painted: the matrices and the start of the line, moved by each instruction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name

from assembler.writers.pdf.conform_boxes import IDENTITY, Matrix, times

SHOWS = frozenset(["Tj", "TJ", "'", '"'])
"""Operators that show text; the last two go to the next line before."""
MOVES = frozenset(["q", "Q", "cm", "BT", "Tm", "Td", "TD", "TL", "T*", "'", '"'])


@dataclass(slots=True)
class Pen:
    """`matrix`: from the user space of the moment to the page, in points."""

    matrix: Matrix = IDENTITY
    _line: Matrix = IDENTITY
    _leading: float = 0.0
    _saved: list[Matrix] = field(default_factory=list)

    @property
    def place(self) -> tuple[float, float]:
        """Left and baseline of the line of text, in points."""
        *_, left, baseline = times(self._line, self.matrix)
        return left, baseline

    def move(self, operator: str, operands: Any) -> None:
        """Follow one of `MOVES`; others change nothing."""
        if operator == "q":
            self._saved.append(self.matrix)
        elif operator == "Q":
            self.matrix = self._saved.pop() if self._saved else self.matrix
        elif operator == "cm":
            self.matrix = times(tuple(map(float, operands)), self.matrix)
        elif operator == "BT":
            self._line = IDENTITY
        elif operator == "Tm":
            self._line = tuple(map(float, operands))
        elif operator == "TL":
            self._leading = float(operands[0])
        elif operator in ("Td", "TD"):
            right, up = map(float, operands)
            self._leading = -up if operator == "TD" else self._leading
            self._shift(right, up)
        elif operator in ("T*", "'", '"'):
            self._shift(0.0, -self._leading)

    def _shift(self, right: float, up: float) -> None:
        self._line = times((1.0, 0.0, 0.0, 1.0, right, up), self._line)


def mark_of(page: pikepdf.Page, operands: Any) -> int | None:
    """The id of the marked content that BDC or BMC opens; None where it has none."""
    looks = operands[1] if len(operands) > 1 else None
    if isinstance(looks, Name):
        looks = page.obj.Resources.Properties[str(looks)]
    return int(looks["/MCID"]) if looks is not None and "/MCID" in looks else None
