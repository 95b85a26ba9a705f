"""The body of a Word file as readers and writers both walk it: paragraphs and rows, and the characters of a paragraph.

What they share is the order: the n-th item of one is the n-th item of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARAGRAPH, TABLE, ROW, CELL, RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo")
_SYMBOL = re.compile(r"[0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}")
"""Code of a character in a font of symbols, written as programs do that know it as text; no half of a character."""
_BREAKS = (f"{W}br", f"{W}cr")
_SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t"} | dict.fromkeys(_BREAKS, "\n")


def items_of(container: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph and table row of a body or cell, in order; content controls are looked through.

    Rows of a table inside a cell are not items of their own: see `paragraphs_of`.
    """
    for child in container:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag == TABLE:
            yield from _rows(child)
        elif child.tag in _WRAPPERS:
            yield from items_of(child)


def _rows(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag == ROW:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == CELL:
            yield child
        elif child.tag in _WRAPPERS:
            yield from cells_of(child)


def paragraphs_of(cell: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph of a cell, those of tables inside it included."""
    for item in items_of(cell):
        if item.tag == PARAGRAPH:
            yield item
        else:
            for inner in cells_of(item):
                yield from paragraphs_of(inner)


def sign_of(element: etree._Element) -> str:
    """The character that a run's child other than `w:t` stands for; empty for all that shows no character."""
    if element.tag in _BREAKS and element.get(f"{W}type") in ("page", "column"):
        return ""
    if element.tag == f"{W}sym" and _SYMBOL.fullmatch(code := element.get(f"{W}char", "")):
        return chr(int(code, 16))
    return _SIGNS.get(str(element.tag), "")
