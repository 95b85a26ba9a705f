"""What surrounds the paragraphs of a part, found in one pass before they are read."""

from __future__ import annotations

from lxml import etree

from assembler.readers.word.elements import value
from assembler.readers.word.fields import paired_fields
from assembler.word.body import CELL, PARAGRAPH, ROW, TABLE, W

FORMAT_CHANGES = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "numbering", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "tblPrEx")
)
CELL_CHANGES = tuple(f"{W}{name}" for name in ("cellIns", "cellDel", "cellMerge"))
_MARKS = tuple(f"{W}{name}" for name in ("bookmarkStart", "commentRangeStart", "commentRangeEnd"))
_OUTER = tuple(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"))
_OUTER += (PARAGRAPH, TABLE, ROW, CELL)
_CONTENTS = "table of contents"


class Layout:
    """Of the part with this root. `fields`: the field characters that are whole. `has_…`: the part has some at all."""

    def __init__(self, root: etree._Element) -> None:
        self.fields = paired_fields(root)
        self.has_formats = next(root.iter(*FORMAT_CHANGES), None) is not None
        self.has_cell_changes = next(root.iter(*CELL_CHANGES), None) is not None
        self._marks = _block_marks(root)
        self._places: dict[etree._Element, tuple[str, bool]] = {}

    def marks_before(self, paragraph: etree._Element) -> list[etree._Element]:
        """Bookmarks and comments that begin or end at block level between the last paragraph and this one."""
        return self._marks.get(paragraph, [])

    def place(self, element: etree._Element) -> tuple[str, bool]:
        """Tag of the nearest control around a block, empty if none; whether one holds the table of contents."""
        parent = element.getparent()
        if parent is None:
            return "", False
        found = self._places.get(parent)
        if found is None:
            tag, contents = self.place(parent)
            if parent.tag == f"{W}sdt":
                tag = value(parent, "sdtPr", "tag") or tag
                gallery = value(parent, "sdtPr", "docPartObj", "docPartGallery")
                contents = contents or gallery.lower() == _CONTENTS
            found = self._places[parent] = tag, contents
        return found


def _block_marks(root: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    found: dict[etree._Element, list[etree._Element]] = {}
    pending: list[etree._Element] = []
    for element in root.iter(PARAGRAPH, *_MARKS):
        if element.tag != PARAGRAPH:
            outer = next(element.iterancestors(*_OUTER), None)
            if outer is not None and outer.tag != PARAGRAPH:
                pending.append(element)
        elif pending:
            found[element], pending = pending, []
    return found
