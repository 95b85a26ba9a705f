"""The `w:pPr` of a paragraph, read in one pass."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from assembler.readers.word.elements import VALUE, number, value
from assembler.readers.word.looks import PLAIN, Looks, fill_of
from assembler.word.body import W

_STYLE, _NUMBER, _OUTLINE, _SHADE, _SPACING, _MARK = (
    f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "shd", "spacing", "rPr")
)
_INDENT, _FRAME = f"{W}ind", f"{W}framePr"
_EXACT = 40
"""Lines set to less, in twentieths of a point, can't be read."""
FLAT = 80
"""Nor can rows and frames."""
_FARTHEST = -2_500, 16_838
"""What starts farther to the left or right, in twentieths of a point, is off the page: landscape A4 is that wide."""
_LOWEST = 23_811
_AWAY = Looks(away=True)


class ParagraphProperties(NamedTuple):
    """Empty texts: not said. `looks`: those that it gives to all its characters. `mark`: the `w:rPr` of its end."""

    style: str = ""
    num: str = ""
    depth: str = ""
    outline: str = ""
    looks: Looks = PLAIN
    mark: etree._Element | None = None


_NOTHING = ParagraphProperties()


def paragraph_properties(element: etree._Element | None) -> ParagraphProperties:
    """Of a `w:pPr`; None: a paragraph without any."""
    if element is None:
        return _NOTHING
    style = num = depth = outline = ""
    looks, mark = PLAIN, None
    for child in element:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VALUE, "")
        elif tag == _MARK:
            mark = child
        elif tag == _NUMBER:
            num, depth = value(child, "numId"), value(child, "ilvl")
        elif tag == _OUTLINE:
            outline = child.get(VALUE, "")
        elif tag == _SHADE:
            looks = Looks(fill=fill_of(child)).over(looks)
        elif tag == _SPACING and _is_squeezed(child):
            looks = Looks(size=0).over(looks)
        elif (tag == _INDENT and _is_far(child)) or (tag == _FRAME and _is_lost(child)):
            looks = _AWAY.over(looks)
    return ParagraphProperties(style, num, depth, outline, looks, mark)


def _is_squeezed(spacing: etree._Element) -> bool:
    line = number(spacing.get(f"{W}line"))
    return spacing.get(f"{W}lineRule") == "exact" and line is not None and line <= _EXACT


def _is_far(indent: etree._Element) -> bool:
    least, most = _FARTHEST
    left, right, further, back = (
        next((found for name in names if (found := number(indent.get(f"{W}{name}"))) is not None), 0)
        for names in (("left", "start"), ("right", "end"), ("firstLine",), ("hanging",))
    )
    return any(not least <= side <= most for side in (left, right, left + further - back))


def _is_lost(frame: etree._Element) -> bool:
    """Off the page, or too small to show anything."""
    least, most = _FARTHEST
    across, down = (number(frame.get(f"{W}{name}")) or 0 for name in ("x", "y"))
    width, height = (number(frame.get(f"{W}{name}")) for name in ("w", "h"))
    flat = frame.get(f"{W}hRule") == "exact" and height is not None and height <= FLAT
    narrow = width is not None and 0 < width <= FLAT
    return flat or narrow or not least <= across <= most or not least <= down <= _LOWEST
