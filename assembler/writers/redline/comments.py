"""Why a change was made, as Word comments of the redline's author."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from assembler.word.body import PARAGRAPH, RUN, W
from assembler.writers.comments import CONTENT_TYPE, NAMESPACE
from assembler.writers.package import AddedPart
from assembler.writers.redline.edits import paragraphs_of_row
from assembler.writers.redline.marks import CHANGES, Changes
from assembler.writers.redline.runs import run_with
from assembler.writers.redline.tracks import Author, Tracks

PART = "word/comments.xml"


class Reasons:
    """Adds comments to those that the old file may have."""

    def __init__(self, parts: Mapping[str, bytes], author: Author) -> None:
        self.author = author
        self.is_new = PART not in parts
        self.root = (
            etree.Element(f"{W}comments", nsmap={"w": NAMESPACE}) if self.is_new else etree.fromstring(parts[PART])
        )
        numbers = [each.get(f"{W}id", "") for each in self.root]
        self.next = 1 + max((int(number) for number in numbers if number.isdecimal()), default=-1)

    def add(self, item: etree._Element, text: str, changes: Changes, tracks: Tracks) -> None:
        """Around a paragraph, or the first changed one of a row. Its mark goes where the paragraph goes."""
        paragraph = item if item.tag == PARAGRAPH else _first_changed(item, changes)
        number = str(self.next)
        self.next += 1
        comment = etree.SubElement(self.root, f"{W}comment", {f"{W}id": number} | self.author.attributes())
        comment.set(f"{W}initials", "".join(word[0] for word in self.author.name.split())[:3])
        for line in text.split("\n"):
            etree.SubElement(comment, PARAGRAPH).append(run_with(line, None))
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": number})
        paragraph.insert(1 if paragraph.find(f"{W}pPr") is not None else 0, start)
        etree.SubElement(paragraph, f"{W}commentRangeEnd", {f"{W}id": number})
        reference = etree.SubElement(paragraph, RUN)
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": number})
        if (kind := changes.get(paragraph)) is not None:
            tracks.wrap(kind, [reference])

    def data(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def added(self) -> AddedPart:
        """The part, where the old file has none."""
        return AddedPart("comments.xml", self.data(), "rId_comments", "comments", CONTENT_TYPE)


def _first_changed(row: etree._Element, changes: Changes) -> etree._Element:
    paragraphs = paragraphs_of_row(row)
    changed = (each for each in paragraphs if each in changes or next(each.iter(*CHANGES), None) is not None)
    return next(changed, paragraphs[0])
