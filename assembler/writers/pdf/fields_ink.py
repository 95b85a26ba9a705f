"""Where the tagged text of a page lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_SHOWING = ("Tj", "TJ", "'", '"')
_Matrix = pikepdf.Matrix


@dataclass(frozen=True, slots=True)
class Ink:
    """The start of a piece of text. `mcid`: its marked content on the page. `left` and `baseline` in points."""

    mcid: int
    left: float
    baseline: float


def inks(page: pikepdf.Page) -> list[Ink]:
    """In the order of painting; what is not tagged (headers, footers, lines) is left out."""
    return list(_Painting(page).inks())


@dataclass(slots=True)
class _Painting:
    page: pikepdf.Page
    matrix: _Matrix = field(default_factory=_Matrix)
    saved: list[_Matrix] = field(default_factory=list)
    line: _Matrix = field(default_factory=_Matrix)
    leading: float = 0.0
    marks: list[int | None] = field(default_factory=list)

    def inks(self) -> Iterator[Ink]:
        for instruction in pikepdf.parse_content_stream(self.page):
            name = str(instruction.operator)
            operands = list(instruction.operands)
            self.mark(name, operands)
            self.move(name, operands)
            mcid = next((each for each in reversed(self.marks) if each is not None), None)
            if name in _SHOWING and mcid is not None:
                place = self.line @ self.matrix
                yield Ink(mcid, place.e, place.f)

    def mark(self, name: str, operands: list[pikepdf.Object]) -> None:
        if name == "BDC":
            properties = operands[1]
            if isinstance(properties, pikepdf.Name):
                properties = self.page.resources.Properties[properties]
            mcid = properties.get("/MCID")
            self.marks.append(None if mcid is None else int(mcid))
        elif name == "BMC":
            self.marks.append(None)
        elif name == "EMC" and self.marks:
            self.marks.pop()

    def move(self, name: str, operands: list[pikepdf.Object]) -> None:
        if name == "q":
            self.saved.append(self.matrix)
        elif name == "Q" and self.saved:
            self.matrix = self.saved.pop()
        elif name == "cm":
            self.matrix = _Matrix(*map(float, operands)) @ self.matrix
        elif name == "BT":
            self.line = _Matrix()
        elif name == "Tm":
            self.line = _Matrix(*map(float, operands))
        elif name == "TL":
            self.leading = float(operands[0])
        elif name in ("Td", "TD"):
            right, up = map(float, operands)
            self.leading = -up if name == "TD" else self.leading
            self.line = _Matrix(1, 0, 0, 1, right, up) @ self.line
        elif name in ("T*", "'", '"'):
            self.line = _Matrix(1, 0, 0, 1, 0, -self.leading) @ self.line
