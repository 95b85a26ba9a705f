"""The `w:pPr` of a paragraph, read in one pass."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from assembler.readers.word.looks import PLAIN, Looks, fill_of
from assembler.word.body import W

_VALUE = f"{W}val"
_STYLE, _NUMBER, _OUTLINE, _SHADE, _SPACING, _MARK = (
    f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "shd", "spacing", "rPr")
)
_EXACT = 40
"""Lines set to less, in twentieths of a point, can't be read."""


class ParagraphProperties(NamedTuple):
    """Empty texts: not said. `looks`: those that it gives to all its characters. `mark`: the `w:rPr` of its end."""

    style: str = ""
    num: str = ""
    depth: str = ""
    outline: str = ""
    looks: Looks = PLAIN
    mark: etree._Element | None = None


_NOTHING = ParagraphProperties()


def first(parent: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that tag."""
    return next(parent.iterchildren(tag), None)


def paragraph_properties(element: etree._Element | None) -> ParagraphProperties:
    """Of a `w:pPr`; None: a paragraph without any."""
    if element is None:
        return _NOTHING
    style = num = depth = outline = ""
    looks, mark = PLAIN, None
    for child in element:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(_VALUE, "")
        elif tag == _MARK:
            mark = child
        elif tag == _NUMBER:
            num, depth = _value(child, "numId"), _value(child, "ilvl")
        elif tag == _OUTLINE:
            outline = child.get(_VALUE, "")
        elif tag == _SHADE:
            looks = Looks(fill=fill_of(child)).over(looks)
        elif tag == _SPACING and _is_squeezed(child):
            looks = Looks(size=0).over(looks)
    return ParagraphProperties(style, num, depth, outline, looks, mark)


def _is_squeezed(spacing: etree._Element) -> bool:
    line = spacing.get(f"{W}line", "")
    exact = spacing.get(f"{W}lineRule") == "exact"
    return exact and line.isascii() and line.isdigit() and int(line[:6]) <= _EXACT


def _value(parent: etree._Element, name: str) -> str:
    child = first(parent, f"{W}{name}")
    return "" if child is None else child.get(_VALUE, "")
