"""The styles of a finished Word file: names, what a style inherits, conditional formats of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from assembler.readers.produced_word_parts import W, is_on, val

_HEADING = re.compile(r"heading ([1-9])")
_MOST_BASES = 20
_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_NO_BANDS = {"noHBand": 0x200, "noVBand": 0x400}


class Styles:
    """`root`: the part of the styles."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        self._defaults = {
            style.get(f"{W}type", ""): key for key, style in self._styles.items() if style.get(f"{W}default") == "1"
        }
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        self._levels: dict[str, tuple[int, str]] = {}
        self._names = {key: val(style, f"{W}name") for key, style in self._styles.items()}
        self.run_defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def name(self, identifier: str) -> str:
        """As staff see it; empty for an unknown style."""
        return self._names.get(identifier, "")

    def of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style, that of the usual one where it names none."""
        return val(paragraph, f"{W}pPr/{W}pStyle") or self._defaults.get("paragraph", "")

    def chain(self, identifier: str) -> tuple[etree._Element, ...]:
        """A style and those that it is based on, the nearest first."""
        if identifier not in self._chains:
            self._chains[identifier] = tuple(self._bases(identifier))
        return self._chains[identifier]

    def _bases(self, identifier: str) -> Iterator[etree._Element]:
        for _ in range(_MOST_BASES):
            style = self._styles.get(identifier)
            if style is None:
                return
            yield style
            identifier = val(style, f"{W}basedOn")

    def level(self, paragraph: etree._Element) -> int:
        """Of a heading, else 0."""
        style = self.of(paragraph)
        if style not in self._levels:
            self._levels[style] = self._level(style)
        named, outline = self._levels[style]
        outline = val(paragraph, f"{W}pPr/{W}outlineLvl") or outline
        return named or (int(outline) + 1 if outline in tuple("012345678") else 0)

    def _level(self, identifier: str) -> tuple[int, str]:
        """What its name says, 0 where it says nothing; its outline level as Word counts, from 0."""
        outline = ""
        for style in self.chain(identifier):
            if match := _HEADING.fullmatch(val(style, f"{W}name").lower()):
                return int(match[1]), ""
            outline = outline or val(style, f"{W}pPr/{W}outlineLvl")
        return 0, outline

    def is_listed(self, paragraph: etree._Element) -> bool:
        """Is it in a list of Word's?"""
        number = val(paragraph, f"{W}pPr/{W}numPr/{W}numId")
        for style in self.chain(self.of(paragraph)):
            number = number or val(style, f"{W}pPr/{W}numPr/{W}numId")
        return number not in ("", "0")

    def is_named(self, paragraph: etree._Element, *starts: str) -> bool:
        return self.name(self.of(paragraph)).lower().startswith(starts)


def cell_conditions(cell: etree._Element) -> tuple[str, ...]:
    """The conditional formats that a table's style lays over a cell, the strongest first (ISO/IEC 29500-1, 17.7.6)."""
    row = cell.getparent()
    table = next(cell.iterancestors(f"{W}tbl"))
    assert row is not None
    look = table.find(f"{W}tblPr/{W}tblLook")
    rows, cells = list(table.iter(f"{W}tr")), row.findall(f"{W}tc")
    down, across = rows.index(row), cells.index(cell)
    found = []
    if _looks(look, "firstRow") and down == 0:
        found.append("firstRow")
    if _looks(look, "lastRow") and down == len(rows) - 1:
        found.append("lastRow")
    if _looks(look, "firstColumn") and across == 0:
        found.append("firstCol")
    if _looks(look, "lastColumn") and across == len(cells) - 1:
        found.append("lastCol")
    if not _looks(look, "noHBand") and "firstRow" not in found:
        found.append(("band1Horz", "band2Horz")[(down - _looks(look, "firstRow")) % 2])
    if not _looks(look, "noVBand") and "firstCol" not in found:
        found.append(("band1Vert", "band2Vert")[(across - _looks(look, "firstColumn")) % 2])
    return tuple(found)


def _looks(look: etree._Element | None, flag: str) -> bool:
    if look is None:
        return flag in _NO_BANDS
    own = look.get(f"{W}{flag}")
    if own is not None:
        return own in ("1", "true", "on")
    return bool(int(look.get(f"{W}val", "0"), 16) & (_FLAGS | _NO_BANDS)[flag])


def table_properties(styles: Styles, cell: etree._Element, kind: str) -> Iterator[etree._Element]:
    """What a table's style says of the `kind` (`tcPr`, `rPr`, `pPr`) of a cell, the strongest first."""
    table = next(cell.iterancestors(f"{W}tbl"))
    chain = list(styles.chain(val(table, f"{W}tblPr/{W}tblStyle")))
    for condition in cell_conditions(cell):
        for style in chain:
            found = style.find(f"{W}tblStylePr[@{W}type='{condition}']/{W}{kind}")
            if found is not None:
                yield found
    for style in chain:
        for path in (f"{W}tblStylePr[@{W}type='wholeTable']/{W}{kind}", f"{W}{kind}"):
            found = style.find(path)
            if found is not None:
                yield found


def switched(properties: Iterator[etree._Element], name: str) -> bool:
    """The nearest word on a property such as bold; False where nothing says it."""
    for each in properties:
        element = each.find(f"{W}{name}")
        if element is not None:
            return is_on(element)
    return False
