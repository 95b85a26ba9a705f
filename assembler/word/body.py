"""The body of a Word file as readers and writers both walk it: paragraphs and rows, and the characters of a paragraph.

What they share is the order: the n-th item of one is the n-th item of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
Strange = Callable[[etree._Element], None]
PARAGRAPH, TABLE, ROW, CELL, RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo")
_SYMBOL = re.compile(r"[0-9A-Fa-f]{4,6}")
_UNKNOWN = "\ufffd"
_BREAKS = (f"{W}br", f"{W}cr")
_SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t"} | dict.fromkeys(_BREAKS, "\n")


def items_of(container: etree._Element, strange: Strange | None = None) -> Iterator[etree._Element]:
    """Every paragraph and table row of a body or cell, in order; content controls are looked through.

    Rows of a table inside a cell are not items of their own: see `paragraphs_of`. `strange` is called with
    every element in between that is neither item nor looked through.
    """
    for child in container:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag == TABLE:
            yield from _rows(child, strange)
        elif child.tag in _WRAPPERS:
            yield from items_of(child, strange)
        elif strange is not None:
            strange(child)


def _rows(container: etree._Element, strange: Strange | None) -> Iterator[etree._Element]:
    for child in container:
        if child.tag == ROW:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child, strange)
        elif strange is not None:
            strange(child)


def cells_of(row: etree._Element, strange: Strange | None = None) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == CELL:
            yield child
        elif child.tag in _WRAPPERS:
            yield from cells_of(child, strange)
        elif strange is not None:
            strange(child)


def paragraphs_of(cell: etree._Element, strange: Strange | None = None) -> Iterator[etree._Element]:
    """Every paragraph of a cell, those of tables inside it included."""
    for item in items_of(cell, strange):
        if item.tag == PARAGRAPH:
            yield item
        else:
            for inner in cells_of(item, strange):
                yield from paragraphs_of(inner, strange)


def sign_of(element: etree._Element) -> str:
    """The character that a run's child other than `w:t` stands for; empty for all that shows no character."""
    if element.tag in _BREAKS and element.get(f"{W}type") in ("page", "column"):
        return ""
    if element.tag == f"{W}sym":
        return character_of(element.get(f"{W}char", ""))
    return _SIGNS.get(str(element.tag), "")


def character_of(code: str) -> str:
    """The character of that hexadecimal code, « � » for one that no text can hold; empty where it is no code.

    Codes of fonts of symbols are given as programs do that know them as text.
    """
    if not _SYMBOL.fullmatch(code):
        return ""
    number = int(code, 16)
    is_control = number < 0x20 or 0x7F <= number < 0xA0
    is_half, is_nothing = 0xD800 <= number < 0xE000, number & 0xFFFE == 0xFFFE or 0xFDD0 <= number < 0xFDF0
    return _UNKNOWN if is_control or is_half or is_nothing or number > 0x10FFFF else chr(number)
