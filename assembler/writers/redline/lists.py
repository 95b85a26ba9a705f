"""The numbered lists of a redline: an item that comes takes the number of its list, a list that comes starts at 1."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from assembler.word.body import W

_ID, _VAL = f"{W}numId", f"{W}val"


class Lists:
    """The lists of the old file. `known`: number of a list in the new file -> that of the same list in the old one.

    `root` is the old file's `w:numbering`, to which lists that come are added.
    """

    def __init__(self, root: etree._Element, styles: etree._Element) -> None:
        self.root, self.styles = root, styles
        self.known: dict[str, str] = {}
        self.added = 0

    def same(self, old: etree._Element, new: etree._Element) -> None:
        """These two paragraphs are the same one."""
        if number_of(old) and number_of(new):
            self.known.setdefault(number_of(new), number_of(old))

    def has_numbers(self, style: str) -> bool:
        """Does a paragraph of this style of the old file have a mark or number?"""
        return self._of_style(style, _ID) is not None

    def joined(self, source: etree._Element, style: str) -> etree._Element | None:
        """The `w:numPr` of a new item in that style of the old file; None if its style says all."""
        theirs = number_of(source)
        if not theirs or (theirs not in self.known and not self._start(theirs, style)):
            return None
        made = etree.Element(f"{W}numPr")
        etree.SubElement(made, f"{W}ilvl").set(_VAL, self._level(style))
        etree.SubElement(made, _ID).set(_VAL, self.known[theirs])
        return made

    def _start(self, theirs: str, style: str) -> bool:
        """Adds a list that starts at 1; False where the style has no numbers."""
        own = self._of_style(style, _ID)
        abstract = None if own is None else self.root.find(f"{W}num[@{_ID}='{own}']/{W}abstractNumId")
        if abstract is None:
            return False
        numbers = [int(each.get(_ID, "0")) for each in self.root.findall(f"{W}num")]
        number = str(max(numbers) + 1)
        made = etree.Element(f"{W}num", {_ID: number})
        etree.SubElement(made, f"{W}abstractNumId").set(_VAL, abstract.get(_VAL, ""))
        level = etree.SubElement(made, f"{W}lvlOverride", {f"{W}ilvl": self._level(style)})
        etree.SubElement(level, f"{W}startOverride").set(_VAL, "1")
        self.root.findall(f"{W}num")[-1].addnext(made)
        self.known[theirs] = number
        self.added += 1
        return True

    def _level(self, style: str) -> str:
        return self._of_style(style, f"{W}ilvl") or "0"

    def _of_style(self, style: str, tag: str) -> str | None:
        """What the style says of its numbers."""
        own = next((each for each in self.styles if each.get(f"{W}styleId") == style), None)
        found = None if own is None else own.find(f"{W}pPr/{W}numPr/{tag}")
        return None if found is None else found.get(_VAL)

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
