"""The numbered lists of a redline: an item that comes takes the number of its list, a list that comes starts at 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from lxml import etree

from assembler.word.body import W
from assembler.writers.redline.tracks import number_from

_ID, _VAL = f"{W}numId", f"{W}val"


class Lists:
    """The lists of the old file, whose `w:numbering` is `root`; lists that come are added to it.

    `same`: paragraphs of the old file and of the new one that are the same one.
    """

    def __init__(self, root: etree._Element, styles: etree._Element) -> None:
        self.root, self.styles = root, styles
        self.same: Iterable[tuple[etree._Element, etree._Element]] = ()
        self.added = False

    @cached_property
    def _known(self) -> dict[str, str]:
        """Number of a list in the new file -> that of the same list in the old one."""
        found: dict[str, str] = {}
        for old, new in self.same:
            if (own := number_of(old)) and (theirs := number_of(new)):
                found.setdefault(theirs, own)
        return found

    def has_numbers(self, style: str) -> bool:
        """Does a paragraph of this style of the old file have a mark or number?"""
        return bool(self._of_style(style, _ID))

    def joined(self, source: etree._Element, style: str) -> etree._Element | None:
        """The `w:numPr` of a new item in that style of the old file; None if its style says all."""
        theirs = number_of(source)
        number = self._known.get(theirs) or self._started(theirs, style)
        if not number:
            return None
        made = etree.Element(f"{W}numPr")
        etree.SubElement(made, f"{W}ilvl").set(_VAL, self._level(style))
        etree.SubElement(made, _ID).set(_VAL, number)
        return made

    def _started(self, theirs: str, style: str) -> str:
        """The number of a list that starts at 1, added; empty where the style has no numbers."""
        own = self._of_style(style, _ID)
        lists = self.root.findall(f"{W}num")
        abstract = next((each.find(f"{W}abstractNumId") for each in lists if each.get(_ID) == own), None)
        if not own or abstract is None:
            return ""
        number = str(1 + max(number_from(each.get(_ID)) for each in lists))
        made = etree.Element(f"{W}num", {_ID: number})
        etree.SubElement(made, f"{W}abstractNumId").set(_VAL, abstract.get(_VAL, ""))
        level = etree.SubElement(made, f"{W}lvlOverride", {f"{W}ilvl": self._level(style)})
        etree.SubElement(level, f"{W}startOverride").set(_VAL, "1")
        lists[-1].addnext(made)
        self._known[theirs] = number
        self.added = True
        return number

    def _level(self, style: str) -> str:
        return self._of_style(style, f"{W}ilvl") or "0"

    def _of_style(self, style: str, tag: str) -> str:
        """What the style says of its numbers; empty if nothing."""
        own = next((each for each in self.styles if each.get(f"{W}styleId") == style), None)
        found = None if own is None else own.find(f"{W}pPr/{W}numPr/{tag}")
        return "" if found is None else found.get(_VAL, "")

    def part(self) -> Mapping[str, bytes]:
        """The part with what was added; nothing if nothing was."""
        data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return {"word/numbering.xml": data} if self.added else {}


def number_of(paragraph: etree._Element) -> str:
    """The number of the list that a paragraph itself names; empty if it names none or leaves it."""
    own = _own(paragraph)
    return "" if own == "0" else own


def leaves_list(paragraph: etree._Element) -> bool:
    """Does it stand in the style of a list, but without a mark?"""
    return _own(paragraph) == "0"


def _own(paragraph: etree._Element) -> str:
    number = paragraph.find(f"{W}pPr/{W}numPr/{_ID}")
    return number.get(_VAL, "") if number is not None else ""
