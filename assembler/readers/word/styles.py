"""The styles of a Word file: what kind of line a paragraph is, and whether its characters are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from assembler.model.lines import LineKind
from assembler.readers.word.elements import first, value
from assembler.readers.word.looks import PLAIN, Looks, ThemeColour, fill_of, looks_of
from assembler.readers.word.numbering import Numbering
from assembler.readers.word.properties import ParagraphProperties, paragraph_properties
from assembler.word.body import W

_HEADING = re.compile(r"(?:heading|titre) ([1-9])")
_CONTENTS = re.compile(r"(?:toc|contents) ([1-9])|(?:toc|contents) heading")
_FIGURES = ("table of figures", "illustration index 1", "figure index 1")
"""Entries of a list of tables or charts, as Word and LibreOffice name their style."""
_MOST_BASES = 20
"""Styles based on one another; Word itself allows no more than eleven."""


class _Style(NamedTuple):
    """`fill` and `first_fill`: the background of all cells of a table, and of those of its first row."""

    identifier: str
    name: str
    base: str
    paragraph: ParagraphProperties
    looks: Looks
    fill: str | None
    first_fill: str | None


class Styles:
    """`root` is the part of the styles; None where the file has none."""

    def __init__(self, root: etree._Element | None, numbering: Numbering, theme: ThemeColour) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for element in () if root is None else root.iterchildren(f"{W}style"):
            style = _read(element, theme)
            self._styles.setdefault(style.identifier, style)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self._default = style.identifier
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
        """Looks that a style and its bases give; of a paragraph's style, what the file gives to all text too."""
        key = (style, of_paragraph)
        if key not in self._looks:
            looks = PLAIN
            for each in self._chain(style):
                looks = looks.over(each.looks)
                looks = looks.over(each.paragraph.looks) if of_paragraph else looks
            self._looks[key] = looks.over(self._defaults) if of_paragraph else looks
        return self._looks[key]

    def table_fill(self, style: str, first_row: bool) -> str | None:
        """The background that a table's style gives to the cells of a row."""
        fills = [each.first_fill if first_row and each.first_fill else each.fill for each in self._chain(style)]
        return next((fill for fill in fills if fill), None)

    def _chain(self, style: str) -> Iterator[_Style]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(_MOST_BASES):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = found.base

    def _kind(self, style: str, num: str, depth: str, outline: str) -> tuple[LineKind, int]:
        chain = list(self._chain(style))
        for each in chain:
            if found := _CONTENTS.fullmatch(each.name):
                return "sommaire", int(found[1] or 0)
            if each.name in _FIGURES:
                return "sommaire", 1
            if found := _HEADING.fullmatch(each.name):
                return "titre", int(found[1])
        outline = outline or next((level for each in chain if (level := each.paragraph.outline)), "")
        if outline in tuple("012345678"):
            return "titre", int(outline) + 1
        num, depth, numbered = self._list(chain, num, depth)
        form, rank = self._numbering.mark(num, depth, numbered) if num not in ("", "0") else ("", 0)
        return ("texte", 0) if not form else ("puce" if form == "bullet" else "numero", rank)

    def number_words(self, own: ParagraphProperties) -> str:
        """The words that stand where its number does; empty if it has none."""
        if not self._numbering.has_words:
            return ""
        chain = list(self._chain(own.style or self._default))
        return self._numbering.words(*self._list(chain, own.num, own.depth))

    def _list(self, chain: list[_Style], num: str, depth: str) -> tuple[str, str, str]:
        """Number of its list, depth there, and the style that puts it in a list; empty where it has none."""
        numbered = next((each.identifier for each in chain if each.paragraph.num), "")
        num = num or next((each.paragraph.num for each in chain if each.paragraph.num), "")
        depth = depth or next((each.paragraph.depth for each in chain if each.paragraph.depth), "")
        return num, depth, numbered


def _read(style: etree._Element, theme: ThemeColour) -> _Style:
    is_table = style.get(f"{W}type") == "table"
    top = style.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd") if is_table else None
    cells, table = (style.find(f"{W}{name}/{W}shd") if is_table else None for name in ("tcPr", "tblPr"))
    return _Style(
        style.get(f"{W}styleId", ""),
        value(style, "name").lower(),
        value(style, "basedOn"),
        paragraph_properties(first(style, f"{W}pPr")),
        looks_of(first(style, f"{W}rPr"), theme),
        fill_of(cells) or fill_of(table),
        fill_of(top),
    )
