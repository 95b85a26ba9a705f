"""A produced Word file as a reader sees it. Shares nothing with the writer: only the zip and the XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"


@dataclass(frozen=True)
class WordFile:
    data: bytes

    @classmethod
    def at(cls, path: Path) -> WordFile:
        return cls(path.read_bytes())

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            return {name: package.read(name) for name in package.namelist()}

    @cached_property
    def body(self) -> etree._Element:
        return etree.fromstring(self.parts[MAIN]).find(f"{W}body")

    @cached_property
    def styles(self) -> etree._Element:
        return etree.fromstring(self.parts["word/styles.xml"])

    @cached_property
    def style_names(self) -> Mapping[str, str]:
        """Style id -> the name that staff see, Word's own in lower case (their case differs between programs)."""
        found = self.styles.findall(f"{W}style")
        names = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in found}
        return {key: name if name.startswith("CTG") else name.lower() for key, name in names.items()}

    @cached_property
    def paragraphs(self) -> list[etree._Element]:
        return list(self.body.iter(f"{W}p"))

    @cached_property
    def lines(self) -> list[str]:
        """The text of every paragraph that has one, in reading order, the sommaire left out."""
        kept = [p for p in self.paragraphs if not self.in_toc(p)]
        return [line for p in kept if (line := text_of(p))]

    def style_of(self, paragraph: etree._Element) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.style_names[style.get(f"{W}val")] if style is not None else "Normal"

    def headings(self) -> list[tuple[int, str]]:
        """Level and text of every heading."""
        named = [(self.style_of(p), text_of(p)) for p in self.paragraphs]
        return [(int(style[-1]), text) for style, text in named if style.startswith("heading ")]

    def in_toc(self, paragraph: etree._Element) -> bool:
        return self.style_of(paragraph) in ("toc 1", "toc 2", "toc 3")

    def toc(self) -> list[tuple[int, str]]:
        """Level and text of every entry of the sommaire."""
        return [(int(self.style_of(p)[-1]), text_of(p)) for p in self.paragraphs if self.in_toc(p)]

    def tables(self) -> list[etree._Element]:
        return list(self.body.iter(f"{W}tbl"))

    def table_style(self, table: etree._Element) -> str:
        return self.style_names[table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")]

    def bookmarks(self) -> list[str]:
        return [mark.get(f"{W}name") for mark in self.body.iter(f"{W}bookmarkStart")]

    def blocks(self) -> Iterator[etree._Element]:
        """The paragraphs and tables of the body, those inside a content control too."""
        for child in self.body:
            inside = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else None
            yield from (child,) if inside is None else inside

    def controls(self) -> list[str]:
        """The tags of the content controls, in order."""
        return [tag.get(f"{W}val") for tag in self.body.iter(f"{W}tag")]

    def section(self, heading: str) -> list[etree._Element]:
        """What stands between the heading that begins with `heading` and the next one of its level or above."""
        found: list[etree._Element] = []
        level = 0
        for child in self.blocks():
            style = self.style_of(child) if child.tag == f"{W}p" else ""
            own = int(style[-1]) if style.startswith("heading ") else 0
            if level and own and own <= level:
                return found
            if level:
                found.append(child)
            elif own and text_of(child).startswith(heading):
                level = own
        if not level:
            raise LookupError(heading)
        return found


def text_of(element: etree._Element) -> str:
    """The text of an element, a space for each line break."""
    shown = element.iter(f"{W}t", f"{W}br")
    return "".join(node.text or "" if node.tag == f"{W}t" else " " for node in shown)


def rows_of(table: etree._Element) -> list[list[str]]:
    """The text of each cell; paragraphs of a cell are joined by a space."""
    return [
        [" ".join(filter(None, map(text_of, cell.findall(f"{W}p")))) for cell in row.findall(f"{W}tc")]
        for row in table.findall(f"{W}tr")
    ]


def cells_of(table: etree._Element) -> list[list[str]]:
    """The paragraphs of each cell, in order, empty ones left out."""
    return [[line for p in cell.iter(f"{W}p") if (line := text_of(p))] for cell in table.iter(f"{W}tc")]


def numbers_of(element: etree._Element) -> Iterator[str]:
    """The `w:numId` of each paragraph that sets one of its own."""
    for number in element.iter(f"{W}numId"):
        if number.getparent().tag == f"{W}numPr":
            yield number.get(f"{W}val")


def edit_part(path: Path, change: Callable[[str], str], part: str = MAIN) -> None:
    """Rewrite one part of a Word file through `change`, which must change something."""
    parts = dict(WordFile.at(path).parts)
    before = parts[part].decode("utf-8")
    after = change(before)
    assert after != before, "nothing was edited"
    parts[part] = after.encode("utf-8")
    write_parts(path, parts)


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    path.write_bytes(zipped(parts))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()
