"""Where the tagged text of a page lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from assembler.writers.pdf.conform_pen import SHOWS, Pen, mark_of


@dataclass(frozen=True, slots=True)
class Ink:
    """The start of a piece of text. `mcid`: its marked content on the page. `left` and `baseline` in points."""

    mcid: int
    left: float
    baseline: float


def inks(page: pikepdf.Page) -> Iterator[Ink]:
    """In the order of painting; what is not tagged (headers, footers, lines) is left out."""
    pen = Pen()
    marks: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        pen.move(operator, instruction.operands)
        if operator in ("BDC", "BMC"):
            own = mark_of(page, instruction.operands)
            marks.append(own if own is not None or not marks else marks[-1])
        elif operator == "EMC" and marks:
            marks.pop()
        elif operator in SHOWS and marks and marks[-1] is not None:
            yield Ink(marks[-1], *pen.place)
