"""The lists of a Word file: which have bullets and which numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from assembler.readers.word.elements import value
from assembler.word.body import W

_WORD = re.compile(r"[^\W\d_]{2}")
_MOST_LEVELS = 9
_MOST_LINKS = 8
"""A list that names a style that names a list, and so on in a ring."""


class Numbering:
    """`root` is the part of the numbering; None where the file has none."""

    def __init__(self, root: etree._Element | None) -> None:
        empty = etree.Element(f"{W}numbering") if root is None else root
        self._nums = {each.get(f"{W}numId", ""): each for each in empty.findall(f"{W}num")}
        self._abstracts = {each.get(f"{W}abstractNumId", ""): each for each in empty.findall(f"{W}abstractNum")}
        self._styles = {
            link.get(f"{W}val", ""): each
            for each in self._abstracts.values()
            if (link := each.find(f"{W}styleLink")) is not None
        }
        self._known: dict[tuple[str, str, str], tuple[etree._Element | None, int]] = {}
        self.has_words = any(_WORD.search(each.get(f"{W}val", "")) for each in empty.iter(f"{W}lvlText"))
        """Some list has words where numbers and bullets stand."""

    def mark(self, num: str, level: str, style: str) -> tuple[str, int]:
        """The format of a paragraph's mark (« bullet », « decimal »…, empty: none), and its depth from 0.

        `level` empty: the one that the list gives to that style.
        """
        shown, depth = self._level(num, level, style)
        form = "" if shown is None else value(shown, "numFmt") or "decimal"
        return ("" if form == "none" else form), depth

    def words(self, num: str, level: str, style: str) -> str:
        """What stands around the number or as the bullet, if it has a word; empty if not."""
        if not self.has_words:
            return ""
        shown, _ = self._level(num, level, style)
        text = "" if shown is None else value(shown, "lvlText")
        return text if _WORD.search(text) else ""

    def _level(self, num: str, level: str, style: str) -> tuple[etree._Element | None, int]:
        key = (num, level, style)
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _found(self, num: str, level: str, style: str) -> tuple[etree._Element | None, int]:
        chosen = self._nums.get(num)
        if chosen is None:
            return None, 0
        abstract = self._abstracts.get(value(chosen, "abstractNumId"))
        for _ in range(_MOST_LINKS):
            linked = None if abstract is None else abstract.find(f"{W}numStyleLink")
            if linked is None:
                break
            abstract = self._styles.get(linked.get(f"{W}val", ""))
        levels = {} if abstract is None else {each.get(f"{W}ilvl", "0"): each for each in _few(abstract, "lvl")}
        depth = level or next((depth for depth, each in levels.items() if value(each, "pStyle") == style), "0")
        for override in _few(chosen, "lvlOverride"):
            own = override.find(f"{W}lvl")
            if own is not None and override.get(f"{W}ilvl") == depth:
                levels[depth] = own
        return levels.get(depth), int(depth) if depth in tuple("012345678") else 0


def _few(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return islice(parent.iterchildren(f"{W}{name}"), _MOST_LEVELS)
