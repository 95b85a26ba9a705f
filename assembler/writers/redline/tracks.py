"""The elements of tracked changes: who changed what, when, each under a number of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from lxml import etree

from assembler.word.body import W

Kind = Literal["ins", "del"]
INSERTED, DELETED = f"{W}ins", f"{W}del"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AS_DELETED = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_NUMBERED = tuple(f"{W}{name}" for name in ("bookmarkStart", "permStart", "commentRangeStart"))
_NUMBER = re.compile("[0-9]{1,9}")
_BEHIND_LOOKS = (f"{W}sectPr", f"{W}pPrChange")


@dataclass(frozen=True, slots=True)
class Author:
    """Whom Word names as the author of the changes, and since when; `date` in UTC, a naive one is taken as such."""

    name: str
    date: datetime

    def attributes(self, later: timedelta = timedelta()) -> dict[str, str]:
        date = (self.date.astimezone(UTC) if self.date.tzinfo else self.date) + later
        return {f"{W}author": "".join(filter(str.isprintable, self.name)), f"{W}date": f"{date:%Y-%m-%dT%H:%M:%S}Z"}


@dataclass(slots=True)
class Tracks:
    """Makes the changes of one file. `last`: the highest number in it so far."""

    author: Author
    last: int

    def change(self, kind: str) -> etree._Element:
        """`kind`: ins, del or pPrChange."""
        self.last += 1
        return etree.Element(f"{W}{kind}", {f"{W}id": str(self.last)} | self.author.attributes())

    def make_later(self, change: etree._Element) -> None:
        """Dates a change two minutes after the others."""
        for name, value in self.author.attributes(timedelta(minutes=2)).items():
            change.set(name, value)

    def wrap(self, kind: Kind, runs: Sequence[etree._Element]) -> None:
        """Puts the runs inside changes, one for each stretch of neighbours."""
        for stretch in _neighbours(runs):
            change = self.change(kind)
            stretch[0].addprevious(change)
            change.extend(stretch)
        if kind == "del":
            for run in runs:
                _write_as_deleted(run)

    def mark_paragraph(self, paragraph: etree._Element, kind: Kind) -> None:
        """Tracks the paragraph's mark."""
        properties = properties_of(paragraph)
        looks = properties.find(f"{W}rPr")
        if looks is None:
            looks = etree.Element(f"{W}rPr")
            behind = [each for each in properties if each.tag in _BEHIND_LOOKS]
            properties.insert(len(properties) - len(behind), looks)
        looks.insert(0, self.change(kind))

    def mark_row(self, row: etree._Element, kind: Kind) -> None:
        """Tracks a row. The schema wants a property beside: one that says what is so without it."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(len(row.findall(f"{W}tblPrEx")), properties)
        if not len(properties):
            etree.SubElement(properties, f"{W}cantSplit").set(f"{W}val", "off")
        properties.append(self.change(kind))


def properties_of(paragraph: etree._Element) -> etree._Element:
    """The paragraph's `w:pPr`, made where there is none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties


def highest_number(root: etree._Element) -> int:
    """The highest `w:id` beside which those of changes must be unique; 0 if there is none."""
    return max((number_from(each.get(f"{W}id")) for each in root.iter(*_NUMBERED)), default=0)


def number_from(value: str | None) -> int:
    """Of up to nine digits; 0 for all else that a file may say."""
    return int(value) if value and _NUMBER.fullmatch(value) else 0


def _neighbours(runs: Iterable[etree._Element]) -> Iterator[list[etree._Element]]:
    stretch: list[etree._Element] = []
    for run in runs:
        if stretch and stretch[-1].getnext() is not run:
            yield stretch
            stretch = []
        stretch.append(run)
    if stretch:
        yield stretch


def _write_as_deleted(run: etree._Element) -> None:
    for child in run:
        if (tag := _AS_DELETED.get(str(child.tag))) is not None:
            child.tag = tag
            child.set(XML_SPACE, "preserve")
