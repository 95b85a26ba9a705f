"""How high a table's row will be, roughly: one that is low stays on a page, a high one goes over to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable

CANT_SPLIT = "<w:cantSplit/>"
_LETTER = 95
"""The width of a letter of a cell's text, on average, in twentieths of a point."""
_MOST_LINES = 20
"""A higher row that may not split could leave a third of the page before it white."""
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL = re.compile(r'<w:tc>.*?<w:tcW w:w="(\d+)".*?</w:tc>', re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def is_low(cells: Iterable[tuple[int, Iterable[str]]]) -> bool:
    """Can a row of `cells` be kept on one page? Each is a width in twentieths of a point, and its paragraphs."""
    return all(sum(1 + len(text) * _LETTER // width for text in texts) <= _MOST_LINES for width, texts in cells)


def loosened(rows: str) -> str:
    """The same WordprocessingML, where each high row may split; no cell of it holds a table."""
    return _ROW.sub(lambda match: match[0] if _is_low_row(match[0]) else match[0].replace(CANT_SPLIT, ""), rows)


def _is_low_row(row: str) -> bool:
    return is_low((int(cell[1]), map(_words, cell[0].split("</w:p>")[:-1])) for cell in _CELL.finditer(row))


def _words(paragraph: str) -> str:
    return "".join(_TEXT.findall(paragraph))
