"""The styles of a Word file: what kind of line a paragraph is, and whether its characters are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from assembler.model.lines import LineKind
from assembler.readers.word.looks import PLAIN, Looks, ThemeColour, fill_of, looks_of
from assembler.readers.word.numbering import Numbering
from assembler.readers.word.properties import ParagraphProperties, paragraph_properties
from assembler.word.body import W

_HEADING = re.compile(r"(?:heading|titre) ([1-9])")
_CONTENTS = re.compile(r"(?:toc|contents|tm) ([1-9])|(?:toc|contents) heading")
_MOST_BASES = 20
"""Styles based on one another; Word itself allows no more than eleven."""


class Styles:
    """`root` is the part of the styles; None where the file has none."""

    def __init__(self, root: etree._Element | None, numbering: Numbering, theme: ThemeColour) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in () if root is None else root.iter(f"{W}style"):
            identifier = style.get(f"{W}styleId", "")
            self._styles.setdefault(identifier, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default = identifier
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = looks_of(defaults, theme)
        self._numbering, self.theme = numbering, theme
        self._kinds: dict[tuple[str, str, str, str], tuple[LineKind, int]] = {}
        self._looks: dict[tuple[str, bool], Looks] = {}

    def kind(self, own: ParagraphProperties) -> tuple[LineKind, int]:
        """Kind and level of a line."""
        key = (own.style or self._default, own.num, own.depth, own.outline)
        if key not in self._kinds:
            self._kinds[key] = self._kind(*key)
        return self._kinds[key]

    def paragraph_looks(self, own: ParagraphProperties) -> Looks:
        """Looks that a paragraph's style gives to its characters; its own background, if it sets one."""
        looks = self.style_looks(own.style or self._default, of_paragraph=True)
        return looks if own.looks is PLAIN else own.looks.over(looks)

    def style_looks(self, style: str, of_paragraph: bool = False) -> Looks:
        key = (style, of_paragraph)
        if key not in self._looks:
            looks = PLAIN
            for each in self._chain(style):
                looks = looks.over(looks_of(each.find(f"{W}rPr"), self.theme))
                inner = each.find(f"{W}pPr") if of_paragraph else None
                looks = looks.over(paragraph_properties(inner).looks)
            self._looks[key] = looks.over(self._defaults) if of_paragraph else looks
        return self._looks[key]

    def table_fill(self, style: str, first_row: bool) -> str | None:
        """The background that a table's style gives to the cells of a row."""
        for each in self._chain(style):
            conditions = [f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd"] if first_row else []
            for place in (*conditions, f"{W}tcPr/{W}shd", f"{W}tblPr/{W}shd"):
                if fill := fill_of(each.find(place)):
                    return fill
        return None

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(_MOST_BASES):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = _value(found, "basedOn")

    def _kind(self, style: str, num: str, depth: str, outline: str) -> tuple[LineKind, int]:
        chain = list(self._chain(style))
        for each in chain:
            name = _value(each, "name").lower()
            if found := _CONTENTS.fullmatch(name):
                return "sommaire", int(found[1] or 0)
            if found := _HEADING.fullmatch(name):
                return "titre", int(found[1])
        outline = outline or next((level for each in chain if (level := _inner(each, "outlineLvl"))), "")
        if outline in tuple("012345678"):
            return "titre", int(outline) + 1
        return self._listed(chain, num, depth)

    def _listed(self, chain: list[etree._Element], num: str, depth: str) -> tuple[LineKind, int]:
        numbered = next((each for each in chain if each.find(f"{W}pPr/{W}numPr") is not None), None)
        num = num or next((found for each in chain if (found := _inner(each, "numPr/{0}numId"))), "")
        depth = depth or next((found for each in chain if (found := _inner(each, "numPr/{0}ilvl"))), "")
        style = "" if numbered is None else numbered.get(f"{W}styleId", "")
        form, level = self._numbering.mark(num, depth, style) if num not in ("", "0") else ("", 0)
        return ("texte", 0) if not form else ("puce" if form == "bullet" else "numero", level)


def _inner(style: etree._Element, path: str) -> str:
    found = style.find(f"{W}pPr/{W}{path.format(W)}")
    return "" if found is None else found.get(f"{W}val", "")


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
