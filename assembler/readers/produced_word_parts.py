"""The parts of a finished Word file, and the small questions that every reader of facts asks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "word/document.xml"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")
_UNSEEN = frozenset({f"{W}del", f"{W}moveFrom", f"{_MC}Fallback"})


class Package:
    """Its parts, each parsed once. The file is one that this program wrote: it is not judged."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
        self._roots: dict[str, etree._Element] = {}

    def root(self, name: str) -> etree._Element:
        """An empty element where there is no such part."""
        if name not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            data = self.parts.get(name)
            self._roots[name] = etree.Element("none") if data is None else etree.fromstring(data, parser)
        return self._roots[name]

    @cached_property
    def body(self) -> etree._Element:
        body = self.root(MAIN).find(f"{W}body")
        return etree.Element("none") if body is None else body

    def running(self) -> Iterator[etree._Element]:
        """Headers and footers."""
        for name in sorted(self.parts):
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                yield self.root(name)

    def target(self, relation: str) -> str:
        """Where a relationship of the main part leads; empty if there is none of that id."""
        for each in self.root("word/_rels/document.xml.rels"):
            if each.get("Id") == relation:
                return each.get("Target", "")
        return ""


def val(element: etree._Element | None, path: str = "") -> str:
    """`w:val` of the element, or of what `path` leads to from it; empty if there is none."""
    found = element.find(path) if element is not None and path else element
    return "" if found is None else found.get(f"{W}val", "")


def is_on(element: etree._Element | None) -> bool:
    """Is a property that is there or not, there and not switched off?"""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def text_of(element: etree._Element) -> str:
    """The words that a reader sees, blanks squeezed."""
    found = []
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}noBreakHyphen"):
        if is_seen(node):
            found.append("-" if node.tag == f"{W}noBreakHyphen" else node.text or "" if node.tag == f"{W}t" else " ")
    return " ".join("".join(found).split())


def is_seen(node: etree._Element) -> bool:
    """Not deleted, nor what only older programs show."""
    return not any(each.tag in _UNSEEN for each in node.iterancestors())
