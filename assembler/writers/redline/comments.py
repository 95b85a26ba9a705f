"""Why a change was made, as Word comments of the redline's author."""

from __future__ import annotations

from lxml import etree

from assembler.word.body import PARAGRAPH, RUN, W
from assembler.writers.comments import CONTENT_TYPE, NAMESPACE
from assembler.writers.package import AddedPart
from assembler.writers.redline.edits import Edits, paragraphs_of_row
from assembler.writers.redline.runs import run_with
from assembler.writers.redline.tracks import DELETED, INSERTED


class Reasons:
    """The comments of a file that has none yet."""

    def __init__(self) -> None:
        self.root = etree.Element(f"{W}comments", nsmap={"w": NAMESPACE})

    def add(self, item: etree._Element, text: str, edits: Edits) -> None:
        """Around a paragraph, or the first changed one of a row. Its mark goes where the paragraph goes."""
        paragraph = item if item.tag == PARAGRAPH else _first_changed(item, edits)
        author, number = edits.tracks.author, {f"{W}id": str(len(self.root))}
        comment = etree.SubElement(self.root, f"{W}comment", number | author.attributes())
        comment.set(f"{W}initials", "".join(word[0] for word in author.name.split())[:3])
        for line in text.split("\n"):
            etree.SubElement(comment, PARAGRAPH).append(run_with(line, None))
        start = etree.Element(f"{W}commentRangeStart", number)
        paragraph.insert(len(paragraph.findall(f"{W}pPr")), start)
        etree.SubElement(paragraph, f"{W}commentRangeEnd", number)
        reference = etree.SubElement(paragraph, RUN)
        etree.SubElement(reference, f"{W}commentReference", number)
        if (kind := edits.changes.get(paragraph)) is not None:
            edits.tracks.wrap(kind, [reference])

    def part(self) -> AddedPart:
        data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return AddedPart("comments.xml", data, "rId_comments", "comments", CONTENT_TYPE)


def _first_changed(row: etree._Element, edits: Edits) -> etree._Element:
    paragraphs = paragraphs_of_row(row)
    return next((each for each in paragraphs if next(each.iter(INSERTED, DELETED), None) is not None), paragraphs[0])
