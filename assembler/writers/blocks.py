"""Blocks of the document -> WordprocessingML text, in the styles of the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from assembler.model.anchors import bookmark_name
from assembler.model.document import (
    Blank,
    Block,
    Blocks,
    CaptionNumber,
    Chart,
    FicheGrid,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    Mark,
    Paragraph,
    Remark,
    SignatureBlock,
    Table,
    Text,
    plain,
)
from assembler.model.layout import UNPAGED, Layout
from assembler.writers.charts import Charts
from assembler.writers.comments import Comments
from assembler.writers.signatures import signature_tables
from assembler.writers.styles import Styles
from assembler.writers.tables import table_xml
from assembler.writers.wordml import KEEP_NEXT, link, paragraph, run, sequence_field

_FIGURES = (Table, Chart, SignatureBlock)
_AS_HIGH_AS_ITS_DRAWING = '<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_LOW = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_FIRST_BOOKMARK_ID = 1000  # clear of those that a template may hold


def announces(paragraph: Paragraph, following: Block | None) -> bool:
    """Does the paragraph belong with what follows: a lead-in, a line in bold, « Fait à … » or a figure's sentence?"""
    if following is None or paragraph.role == "note":
        return False
    text = plain(paragraph.inlines).rstrip()
    in_bold = all(isinstance(inline, Text) and inline.bold for inline in paragraph.inlines)
    return isinstance(following, _FIGURES) or text.endswith(":") or (bool(text) and in_bold)


def _ends_with_table(block: Block | None) -> bool:
    return isinstance(block, (SignatureBlock, FicheGrid)) or (isinstance(block, Table) and not block.notes)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: which family of styles it takes, and how deep in lists."""

    prefix: str = ""  # "" in the body, "cell " in a cell
    depth: int = 0


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks for one document. Numbered lists get their own `w:num`, so that each restarts.

    `width` is the text width in twentieths of a point. `anchors` are the places that links may
    lead to. `fiche` renders an action sheet through its template; `layout` tells where pages end early.
    `nums` collects the list style behind each new `w:num`, in order; `numbers` counts the captions of
    each sequence; `comments` and `charts`, what becomes parts of the file.
    """

    styles: Styles
    width: int
    anchors: Container[str]
    fiche: Callable[[FicheGrid, BlockWriter], str]
    layout: Layout = UNPAGED
    nums: list[str] = field(default_factory=list)
    bookmarks: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    comments: Comments = field(init=False)
    charts: Charts = field(init=False)

    def __post_init__(self) -> None:
        self.comments = Comments(self.styles["cell text"])
        self.charts = Charts(self.width)

    def blocks(self, blocks: Iterable[Block], prefix: str = "", closed: bool = True) -> Markup:
        """`closed`: if a table is the last, a paragraph ends them; needed unless another follows in the file."""
        place = _Place(prefix)
        parts, last = [], None
        for block, following in pairwise((*blocks, None)):
            if _ends_with_table(last) and isinstance(block, Table) and not block.caption:
                parts.append(self._spacer())  # Word would join two tables that touch
            if isinstance(block, Paragraph) and announces(block, following):
                parts.append(self._paragraph(block, place, KEEP_NEXT))
            elif block is not None:
                parts.append(self._block(block, place))
            last = block
        if closed and _ends_with_table(last):
            parts.append(self._spacer(_LOW))  # neither a body nor a cell can end with a table
        return Markup("".join(parts))

    def heading(self, heading: Heading, remarks: tuple[Remark, ...] = ()) -> Markup:
        words = self.comments.around(self.runs(heading.inlines), remarks)
        content = self._bookmark(heading.anchor) + words
        new_page = "<w:pageBreakBefore/>" if heading.anchor in self.layout.breaks else ""
        return Markup(paragraph(self.styles[f"heading {heading.level}"], content, new_page))

    def runs(self, inlines: Inlines) -> str:
        return self._run(inlines[0]) if len(inlines) == 1 else "".join([self._run(inline) for inline in inlines])

    def numbering(self) -> str:
        """The `w:num` elements of the lists written so far."""
        return "".join(
            f'<w:num w:numId="{self.styles.last_num + rank}"><w:abstractNumId w:val="{level.abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level.level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for rank, style in enumerate(self.nums, start=1)
            if (level := self.styles.lists.get(style)) is not None
        )

    # -- blocks

    def _block(self, block: Block, place: _Place) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block, place)
        if isinstance(block, List):
            return self._list(block, place)
        if isinstance(block, (Table, Chart)):
            return self._figure(block)
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, FicheGrid):
            return self.fiche(block, self)
        tables = signature_tables(block, self.width, self.styles, self.runs, self._bookmark)
        return self._spacer().join(tables)  # Word would join two tables that touch

    def _paragraph(self, block: Paragraph, place: _Place, more: str = "") -> str:
        style = self.styles["note" if block.role == "note" else f"{place.prefix}text"]
        return paragraph(style, self.runs(block.inlines), more)

    def _figure(self, block: Table | Chart) -> str:
        """Caption, table or chart, notes. The caption's style keeps it with what follows."""
        words = self._bookmark(block.anchor) + self.runs(block.caption)
        caption = paragraph(self.styles["caption"], words) if block.caption else ""
        if isinstance(block, Table):
            shown = table_xml(block, self.width, self.styles, self.runs)
        else:
            keep = KEEP_NEXT if block.notes else ""
            shown = paragraph(self.styles["note"], self.charts.drawing(block), keep + _AS_HIGH_AS_ITS_DRAWING)
        return caption + shown + self._notes(block.notes)

    def _notes(self, notes: tuple[Inlines, ...]) -> str:
        keeps = [KEEP_NEXT] * (len(notes) - 1) + [""]
        return "".join(
            [paragraph(self.styles["note"], self.runs(note), keep) for note, keep in zip(notes, keeps, strict=False)]
        )

    def _spacer(self, more: str = "") -> str:
        return paragraph(self.styles["note"], "", more)

    def _bookmark(self, anchor: str) -> str:
        """A point bookmark; empty anchor: none."""
        if not anchor:
            return ""
        number = _FIRST_BOOKMARK_ID + self.bookmarks
        self.bookmarks += 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(anchor)}"/><w:bookmarkEnd w:id="{number}"/>'

    # -- lists

    def _list(self, block: List, place: _Place) -> str:
        style = self._list_style(block.ordered, place)
        number = self._restarted(style) if block.ordered else ""
        inner = _Place(place.prefix, place.depth + 1)
        return "".join([self._item(item, style, number, inner) for item in block.items])

    def _list_style(self, ordered: bool, place: _Place) -> str:
        """The style of that depth; deeper than the template knows, its deepest."""
        use = f"{place.prefix}{'number' if ordered else 'bullet'}"
        deeper = f"{use} 2"
        return self.styles[deeper if place.depth and deeper in self.styles.ids else use]

    def _restarted(self, style: str) -> str:
        self.nums.append(style)
        level = self.styles.lists[style].level if style in self.styles.lists else 0
        number = self.styles.last_num + len(self.nums)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _item(self, blocks: Blocks, style: str, number: str, inner: _Place) -> str:
        """An item's first paragraph carries the mark; the next ones stand under its text."""
        parts = []
        for rank, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                mark = number if rank == 0 else self._unmarked(style)
                parts.append(paragraph(style, self.runs(block.inlines), mark))
            else:
                parts.append(self._block(block, inner))
        return "".join(parts)

    def _unmarked(self, style: str) -> str:
        indent = self.styles.lists[style].indent if style in self.styles.lists else 0
        return f'<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="{indent}" w:firstLine="0"/>'

    # -- inlines

    def _run(self, inline: Inline) -> str:
        if isinstance(inline, Text):
            return run(inline.text, self._looks(inline) if inline.bold or inline.italic or inline.superscript else "")
        if isinstance(inline, LineBreak):
            return "<w:r><w:br/></w:r>"
        if isinstance(inline, (Blank, Mark)):
            return run(inline.text, f'<w:rStyle w:val="{self.styles["blank"]}"/>')
        if isinstance(inline, CaptionNumber):
            return self._number(inline)
        if inline.target not in self.anchors:  # an annexe in its own file: the rest is elsewhere
            return self._run(Text(inline.text, inline.bold, inline.italic))
        looks = ("<w:b/><w:bCs/>" if inline.bold else "") + ("<w:i/><w:iCs/>" if inline.italic else "")
        return link(inline.target, run(inline.text, f'<w:rStyle w:val="{self.styles["link"]}"/>{looks}'))

    def _number(self, number: CaptionNumber) -> str:
        """A field that Word counts, as its own captions have; the number alone where the count would give another."""
        if number.text != str(self.numbers[number.sequence] + 1):
            return run(number.text)
        self.numbers[number.sequence] += 1
        return sequence_field(number.sequence, run(number.text))

    def _looks(self, text: Text) -> str:
        style = "strong" if text.bold else "emphasis" if text.italic else ""
        named = f'<w:rStyle w:val="{self.styles[style]}"/>' if style else ""
        slant = "<w:i/><w:iCs/>" if text.italic and text.bold else ""
        raised = '<w:vertAlign w:val="superscript"/>' if text.superscript else ""
        return named + slant + raised
