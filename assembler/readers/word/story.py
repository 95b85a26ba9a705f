"""One part of a Word file that holds text (body, header, note…), read line by line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assembler.model.lines import Item, Line, TableRow
from assembler.model.wordtext import Aside, Tracked
from assembler.readers.word.drawings import artistic_texts, boxes, pictures
from assembler.readers.word.fields import Fields, paired_fields
from assembler.readers.word.found import Found
from assembler.readers.word.looks import Looks, fill_of, is_on
from assembler.readers.word.package import Package, Relation
from assembler.readers.word.paragraph import Scan
from assembler.readers.word.properties import first, paragraph_properties
from assembler.readers.word.styles import Styles
from assembler.word.body import PARAGRAPH, ROW, TABLE, W, cells_of, items_of, paragraphs_of

_MARKS = frozenset(
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "sdtPr", "tblPr", "tblGrid"),
        *("trPr", "tblPrEx", "tcPr"),
    )
)
_FORMAT_CHANGES = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "numbering", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "tblPrEx")
)
_CONTENTS = "table of contents"


class Story:
    """`part` names the part of the package; `root` is its content. `numbers`: page numbers are shown as « # »."""

    def __init__(
        self, package: Package, part: str, root: etree._Element, styles: Styles, found: Found, numbers: bool = False
    ) -> None:
        self.package, self.part, self.styles, self.found = package, part, styles, found
        self._whole, self._numbers = paired_fields(root), numbers
        self.fields = Fields(self._whole, numbers)
        self._places: dict[etree._Element, tuple[str, bool]] = {}
        self._has_formats = next(root.iter(*_FORMAT_CHANGES), None) is not None
        self._carried: Line | None = None
        """Text of a paragraph whose mark is deleted: it goes on in the next one."""

    def relation(self, identifier: str) -> Relation | None:
        return self.package.relations(self.part).get(identifier)

    # -- lines

    def items(self, body: etree._Element) -> Iterator[Item]:
        """Each paragraph and row of `body`, in order."""
        tables: dict[etree._Element, int] = {}
        walked = list(items_of(body))
        for rank, element in enumerate(walked):
            if element.tag == ROW:
                table = next(element.iterancestors(TABLE))
                yield self._row(element, rank, tables.setdefault(table, len(tables)), table)
            else:
                follows = rank + 1 < len(walked) and walked[rank + 1].tag == PARAGRAPH
                yield self._line(element, rank, rank, "", follows=follows)

    def lines(self, container: etree._Element, rank: int | None = None) -> tuple[Line, ...]:
        """Each paragraph of a header, note or text box."""
        return self._cell(container, rank, "")

    def _row(self, row: etree._Element, rank: int, table: int, owner: etree._Element) -> TableRow:
        properties = first(row, f"{W}trPr")
        masked = properties is not None and is_on(first(properties, f"{W}hidden"))
        is_first = row.getprevious() is None or row.getprevious().tag != ROW  # type: ignore[union-attr]
        fill = self._table_fill(owner, is_first)
        removed = properties is not None and first(properties, f"{W}del") is not None
        known = len(self.found.tracked)
        cells = tuple(self._table_cell(cell, rank, fill, masked, removed) for cell in cells_of(row))
        found = TableRow(cells, table, rank)
        if properties is not None:
            self._row_changes(row, properties, found, rank, known)
        return TableRow(tuple(map(_emptied, cells)), table, rank) if removed else found

    def _table_cell(
        self, cell: etree._Element, rank: int, fill: str, masked: bool, removed: bool
    ) -> tuple[Line, ...]:
        properties = first(cell, f"{W}tcPr")
        own = fill if properties is None else fill_of(first(properties, f"{W}shd")) or fill
        lines = self._cell(cell, rank, own, masked)
        if properties is None or removed:
            return lines
        for name, kind in (("cellIns", "ajout"), ("cellDel", "suppression"), ("cellMerge", "mise en forme")):
            mark = first(properties, f"{W}{name}")
            if mark is not None:
                text = "\n".join(line.text for line in lines)
                self.found.tracked.append(_tracked(kind, mark, text, rank))
                lines = _emptied(lines) if name == "cellDel" else lines
        return lines

    def _cell(
        self, container: etree._Element, rank: int | None, background: str, masked: bool = False
    ) -> tuple[Line, ...]:
        paragraphs = list(paragraphs_of(container))
        last = len(paragraphs) - 1
        return tuple(
            self._line(paragraph, -1, rank, background, follows=number < last, masked=masked)
            for number, paragraph in enumerate(paragraphs)
        )

    def _line(
        self,
        paragraph: etree._Element,
        shown_rank: int,
        rank: int | None,
        background: str,
        follows: bool,
        masked: bool = False,
    ) -> Line:
        properties = paragraph_properties(first(paragraph, f"{W}pPr"))
        looks = self.styles.paragraph_looks(properties)
        tag, in_contents = self._place(paragraph)
        scan = Scan(self, rank, looks, background, masked)
        scan.walk(_marks_before(paragraph))
        in_contents = in_contents or self.fields.in_contents
        if self.found.open:
            self.found.anchored("\n")
        scan.walk(paragraph)
        mark = properties.mark
        scan.finish(() if mark is None else mark)
        text = "".join(scan.pieces)
        if self._has_formats:
            self._format_change(paragraph, text, rank)
        kind, level = self.styles.kind(properties)
        if (in_contents or self.fields.in_contents) and kind != "titre":
            kind, level = "sommaire", level if kind == "sommaire" else 0
        bookmarks = tuple(name for name in scan.bookmarks if name)
        if self._carried is not None:
            text, bookmarks = self._carried.text + text, self._carried.bookmarks + bookmarks
            self._carried = None
        line = Line(text, kind, level, bookmarks, tag, shown_rank)
        if follows and mark is not None and first(mark, f"{W}del") is not None:
            self._carried = line
            return Line("", kind, level, (), tag, shown_rank)
        return line

    # -- around

    def draw(self, drawing: etree._Element, rank: int | None, removed: bool) -> None:
        """Keep what a drawing holds, unless it is `removed`."""
        if removed:
            return
        self.found.pictures += pictures(drawing, rank, self.package, self.relation)
        for text in artistic_texts(drawing):
            self.found.boxes.append(Aside("zone de texte", (Line(text),), rank))
        for box in boxes(drawing):
            inner = self._inner()
            lines = inner.lines(box, rank)
            if any(line.text.strip() for line in lines):
                self.found.boxes.append(Aside("zone de texte", lines, rank))

    def _inner(self) -> Story:
        """The same part, with fields and deleted paragraph marks of its own."""
        inner = object.__new__(Story)
        inner.__dict__ |= self.__dict__ | {"fields": Fields(self._whole, self._numbers), "_carried": None}
        return inner

    def _place(self, paragraph: etree._Element) -> tuple[str, bool]:
        """Tag of the nearest block control around it, empty if none; whether one holds the table of contents."""
        parent = paragraph.getparent()
        if parent is None:
            return "", False
        if parent not in self._places:
            tag, contents = self._place(parent)
            if parent.tag == f"{W}sdt":
                tag = _value(parent, f"{W}sdtPr/{W}tag") or tag
                contents = contents or _value(parent, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery").lower() == _CONTENTS
            self._places[parent] = tag, contents
        return self._places[parent]

    def _table_fill(self, table: etree._Element, first_row: bool) -> str:
        properties = table.find(f"{W}tblPr")
        if properties is None:
            return ""
        own = fill_of(first(properties, f"{W}shd"))
        return own or self.styles.table_fill(_value(properties, f"{W}tblStyle"), first_row) or ""

    def _row_changes(
        self, row: etree._Element, properties: etree._Element, found: TableRow, rank: int, known: int
    ) -> None:
        """A row that is added or removed is one change, not one a word of it."""
        for name, kind in (("ins", "ajout"), ("del", "suppression")):
            mark = first(properties, f"{W}{name}")
            if mark is not None:
                inner = [each for each in self.found.tracked[known:] if each.kind == kind]
                text = found.text if kind == "ajout" else found.text.strip() or "\t".join(each.text for each in inner)
                kept = [each for each in self.found.tracked[known:] if each.kind != kind]
                self.found.tracked[known:] = [_tracked(kind, mark, text, rank), *kept]
        mark = next(properties.iter(*_FORMAT_CHANGES), None) if self._has_formats else None
        if mark is not None:
            self.found.tracked.append(_tracked("mise en forme", mark, found.text, rank))

    def _format_change(self, paragraph: etree._Element, text: str, rank: int | None) -> None:
        mark = next(paragraph.iter(*_FORMAT_CHANGES), None)
        if mark is not None:
            self.found.tracked.append(_tracked("mise en forme", mark, text, rank))


def _tracked(kind: str, mark: etree._Element, text: str, rank: int | None) -> Tracked:
    return Tracked(kind, mark.get(f"{W}author", ""), mark.get(f"{W}date", ""), text, rank)  # type: ignore[arg-type]


def _emptied(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(Line("", line.kind, line.level, line.bookmarks, line.tag, line.rank) for line in lines)


def _marks_before(paragraph: etree._Element) -> list[etree._Element]:
    """Bookmarks and comments that begin or end at block level between the last paragraph and this one."""
    found: list[etree._Element] = []
    element: etree._Element | None = paragraph
    while element is not None:
        before = element.getprevious()
        while before is not None and before.tag in _MARKS:
            found.append(before)
            before = before.getprevious()
        if before is not None:
            break
        element = element.getparent()
    return found[::-1]


def _value(parent: etree._Element, path: str) -> str:
    found = parent.find(path)
    return "" if found is None else found.get(f"{W}val", "")
