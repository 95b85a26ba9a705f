"""One part of a Word file that holds text (body, header, note…), read line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from assembler.model.lines import Item, Line
from assembler.model.wordtext import Aside, Unread
from assembler.readers.word.drawings import Pictures, artistic_texts, boxes, stray_paragraphs
from assembler.readers.word.elements import first
from assembler.readers.word.fields import Captions, Fields
from assembler.readers.word.found import Found, tracked
from assembler.readers.word.layout import FORMAT_CHANGES, Layout
from assembler.readers.word.paragraph import Scan, Spot
from assembler.readers.word.properties import paragraph_properties
from assembler.readers.word.relations import Relation
from assembler.readers.word.rows import TableReader
from assembler.readers.word.strange import strange
from assembler.readers.word.styles import Styles
from assembler.word.body import PARAGRAPH, ROW, W, items_of, paragraphs_of


@dataclass(frozen=True, slots=True)
class Source:
    """What the lines of a part are read with: its relationships, the styles and the pictures of the file."""

    relations: Mapping[str, Relation]
    styles: Styles
    pictures: Pictures


class Story:
    """`numbers`: page numbers are shown as « # ». What stands beside the text goes to `found`.

    `captions` counts the numbers of captions; None where none is counted, as beside the body.
    """

    captions: Captions | None = None

    def __init__(self, source: Source, layout: Layout, found: Found, numbers: bool = False) -> None:
        self.source, self.layout, self.found = source, layout, found
        self.styles = source.styles
        self.fields = Fields(layout.fields, numbers)
        self._numbers = numbers
        self.ranks: dict[etree._Element, int] = {}
        """Of the items of the body."""
        self._words: set[str] = set()
        self._carried: list[Line] = []
        """Paragraphs whose marks are deleted: their text goes on in the next one."""

    def items(self, body: etree._Element) -> Iterator[Item]:
        """Each paragraph and row of `body`, in order."""
        tables = TableReader(self)
        walked: list[etree._Element] = []
        for element in items_of(body, lambda other: self.strange(other, len(walked))):
            self.ranks[element] = len(walked)
            walked.append(element)
        for rank, element in enumerate(walked):
            if element.tag == ROW:
                yield tables.row(element, rank)
            else:
                follows = rank + 1 < len(walked) and walked[rank + 1].tag == PARAGRAPH
                yield self._line(element, Spot(rank), rank, follows)

    def lines(self, container: etree._Element, spot: Spot) -> tuple[Line, ...]:
        """Each paragraph of a cell, header, note or text box."""
        paragraphs = list(paragraphs_of(container, lambda other: self.strange(other, spot.rank)))
        last = len(paragraphs) - 1
        return tuple([self._line(each, spot, -1, number < last) for number, each in enumerate(paragraphs)])

    def draw(self, drawing: etree._Element, spot: Spot) -> None:
        """Keep what a drawing holds."""
        self.found.pictures += self.source.pictures.of(drawing, spot.rank, self.relation)
        for text in artistic_texts(drawing):
            self.found.boxes.append(Aside("zone de texte", (Line(text),), spot.rank))
        for each in stray_paragraphs(drawing):
            self.strange(each, spot.rank)
        for box in boxes(drawing):
            story = Story(self.source, self.layout, self.found, self._numbers)
            lines = story.lines(box, Spot(spot.rank))
            self.found.is_cut = self.found.is_cut or story.fields.is_open
            if any(line.text.strip() for line in lines):
                self.found.boxes.append(Aside("zone de texte", lines, spot.rank))

    def strange(self, element: etree._Element, rank: int | None) -> None:
        """Tell an element that no walk enters, if it may show anything."""
        what, text = strange(element)
        if what:
            self.found.unread.append(Unread(what, text, rank))

    def rank_of(self, control: etree._Element) -> int | None:
        """The item of the body that a control stands in, or the first that stands in it; None outside the body."""
        around = (self.ranks[each] for each in control.iterancestors(PARAGRAPH, ROW) if each in self.ranks)
        inside = (self.ranks[each] for each in control.iter(PARAGRAPH, ROW) if each in self.ranks)
        return next(around, next(inside, None))

    def relation(self, identifier: str) -> Relation | None:
        return self.source.relations.get(identifier)

    def changed_format(self, element: etree._Element, text: str, rank: int | None) -> None:
        """Tell one change of format inside the element, if there is any."""
        mark = next(element.iter(*FORMAT_CHANGES), None) if self.layout.has_formats else None
        if mark is not None:
            self.found.tracked.append(tracked("mise en forme", mark, text, rank))

    def _line(self, paragraph: etree._Element, spot: Spot, shown_rank: int, follows: bool) -> Line:
        """`follows`: another paragraph comes next, which takes the text if the mark at the end is deleted."""
        properties = paragraph_properties(first(paragraph, f"{W}pPr"))
        scan = Scan(self, spot, self.styles.paragraph_looks(properties))
        scan.walk(self.layout.marks_before(paragraph))
        tag, in_contents = self.layout.place(paragraph)
        in_contents = in_contents or self.fields.in_contents
        if self.found.open:
            self.found.anchored("\n")
        scan.walk(paragraph)
        scan.finish(properties.mark)
        text = "".join(scan.pieces)
        self.changed_format(paragraph, text, spot.rank)
        kind, level = self.styles.kind(properties)
        if (in_contents or self.fields.in_contents) and kind not in ("titre", "sommaire"):
            kind, level = "sommaire", 0
        if (words := self.styles.number_words(properties)) and words not in self._words:
            self._words.add(words)
            self.found.unread.append(Unread("mots de la numérotation", words, spot.rank))
        line = Line(text, kind, level, tuple(scan.bookmarks), tag, shown_rank)
        return self._joined(line, properties.mark, follows)

    def _joined(self, line: Line, mark: etree._Element | None, follows: bool) -> Line:
        """A paragraph whose end is deleted goes on in the next one. One that loses all its words leaves no bookmark."""
        if follows and mark is not None and first(mark, f"{W}del") is not None:
            self._carried.append(line)
            return replace(line, text="", bookmarks=())
        if not self._carried:
            return line
        whole, self._carried = [*self._carried, line], []
        bookmarks = tuple(name for each in whole if each is line or each.text.strip() for name in each.bookmarks)
        return replace(line, text="".join(each.text for each in whole), bookmarks=bookmarks)
