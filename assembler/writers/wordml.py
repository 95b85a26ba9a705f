"""Blocks of the document -> WordprocessingML text. The look is all in the template's styles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from assembler.model.document import (
    Blank,
    Block,
    Blocks,
    Column,
    FicheGrid,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    Paragraph,
    Reference,
    Row,
    SignatureBlock,
    SignatureBox,
    Table,
    Text,
    plain,
)
from assembler.writers.styles import Styles

_BOOKMARK_LENGTH = 40  # Word's limit
_FIRST_BOOKMARK_ID = 1000  # clear of those that a template may hold


def escape(text: str) -> str:
    """Text for an XML text node or a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text or '"' in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def bookmark_name(anchor: str) -> str:
    """A legal bookmark name: letters, digits and `_`, at most 40 characters, unique by digest when cut."""
    name = "c_" + re.sub(r"\W", "_", anchor, flags=re.ASCII)
    if len(name) <= _BOOKMARK_LENGTH and re.fullmatch(r"[A-Za-z0-9:_-]*", anchor):
        return name
    return f"{name[: _BOOKMARK_LENGTH - 9]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: which family of styles it takes, and how deep in lists."""

    prefix: str = ""  # "" in the body, "cell " in a cell
    depth: int = 0


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks for one document. Numbered lists get their own `w:num` so that each restarts.

    `width` is the text width in twentieths of a point. `nums` collects, in order, the list
    level each new `w:num` builds on; `fiche` renders an action sheet through its template.
    """

    styles: Styles
    width: int
    fiche: Callable[[FicheGrid, BlockWriter], str]
    nums: list[str] = field(default_factory=list)
    bookmarks: int = 0

    # -- blocks

    def blocks(self, blocks: Iterable[Block], prefix: str = "") -> Markup:
        place = _Place(prefix)
        parts, last = [], None
        for block in blocks:
            if isinstance(last, Table) and isinstance(block, Table) and not block.caption:
                parts.append(self._spacer())  # Word would join two tables that touch
            parts.append(self._block(block, place))
            last = block
        if isinstance(last, (Table, SignatureBlock)):
            parts.append(self._spacer())  # a body or a cell can't end with a table
        return Markup("".join(parts))

    def _spacer(self) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles["note"]}"/></w:pPr></w:p>'

    def _block(self, block: Block, place: _Place) -> str:
        if isinstance(block, Paragraph):
            style = self.styles["note" if block.role == "note" else f"{place.prefix}text"]
            return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self.runs(block.inlines)}</w:p>'
        if isinstance(block, List):
            return self._list(block, place)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, FicheGrid):
            return self.fiche(block, self)
        return self._signatures(block)

    def heading(self, heading: Heading) -> Markup:
        style = self.styles[f"heading {heading.level}"]
        return Markup(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self._bookmark(heading.anchor)}'
            f"{self.runs(heading.inlines)}</w:p>"
        )

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
            if not isinstance(block, Paragraph):
                parts.append(self._block(block, inner))
                continue
            mark = number if rank == 0 else self._unmarked(style)
            parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>{self.runs(block.inlines)}</w:p>')
        return "".join(parts)

    def _unmarked(self, style: str) -> str:
        indent = self.styles.lists[style].indent if style in self.styles.lists else 0
        return f'<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="{indent}" w:firstLine="0"/>'

    def numbering(self) -> str:
        """The `w:num` elements of the lists written so far."""
        return "".join(
            f'<w:num w:numId="{self.styles.last_num + rank}"><w:abstractNumId w:val="{level.abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level.level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for rank, style in enumerate(self.nums, start=1)
            if (level := self.styles.lists.get(style)) is not None
        )

    # -- tables

    def _table(self, table: Table) -> str:
        widths = share(self.width, [column.weight for column in table.columns])
        caption = plain(table.caption)
        head = self._table_head(table.columns, widths)
        cells = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
        rows = "".join([self._row(row, table.columns, cells) for row in table.rows])
        label = (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles["caption"]}"/></w:pPr>{self.runs(table.caption)}</w:p>'
            if caption
            else ""
        )
        alternative = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
        return (
            f'{label}<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["table"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            f' w:noHBand="0" w:noVBand="1"/>{alternative}</w:tblPr>{grid(widths)}{head}{rows}</w:tbl>'
        )

    def _table_head(self, columns: Sequence[Column], widths: Sequence[int]) -> str:
        cells = []
        for column, width in zip(columns, widths, strict=True):
            style = self.styles["table head number" if column.role == "nombre" else "table head"]
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
                f"</w:pPr>{self.runs((Text(column.title),))}</w:p></w:tc>"
            )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _row(self, row: Row, columns: Sequence[Column], opened: Sequence[str]) -> str:
        label = self.styles[{"normal": "table text", "fort": "table strong", "detail": "table detail"}[row.role]]
        parts = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
        for rank, cell in enumerate(row.cells):
            style = self.styles["table number"] if columns[rank].role == "nombre" else label if rank == 0 else None
            content = _bold(cell) if row.role == "fort" else cell
            parts.append(
                f'{opened[rank]}<w:p><w:pPr><w:pStyle w:val="{style or self.styles["table text"]}"/></w:pPr>'
                f"{self.runs(content)}</w:p></w:tc>"
            )
        parts.append("</w:tr>")
        return "".join(parts)

    # -- signatures

    def _signatures(self, block: SignatureBlock) -> str:
        """At most three boxes a row, rows as even as can be, all kept on one page."""
        columns = signature_columns(len(block.boxes))
        rows = [block.boxes[start : start + columns] for start in range(0, len(block.boxes), columns)]
        widths = share(self.width, [1.0] * columns)
        body = "".join(
            [self._signature_row(boxes, widths, last=rank == len(rows) - 1) for rank, boxes in enumerate(rows)]
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["signatures"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="Signatures"/></w:tblPr>'
            f"{grid(widths)}{body}</w:tbl>"
        )

    def _signature_row(self, boxes: Sequence[SignatureBox], widths: Sequence[int], last: bool) -> str:
        spare = len(widths) - len(boxes)
        rest = (
            f'<w:gridAfter w:val="{spare}"/><w:wAfter w:w="{sum(widths[len(boxes) :])}" w:type="dxa"/>' if spare else ""
        )
        keep = "" if last else "<w:keepNext/>"
        cells = []
        for box, width in zip(boxes, widths, strict=False):
            lines = (("body", box.organisme), ("capacity", box.qualite), ("name", box.nom))
            paragraphs = "".join(
                f'<w:p><w:pPr><w:pStyle w:val="{self.styles[f"signature {use}"]}"/>{keep}</w:pPr>{self.runs(text)}</w:p>'
                for use, text in lines
            )
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>')
        return f"<w:tr><w:trPr>{rest}<w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    # -- inlines

    def runs(self, inlines: Inlines) -> Markup:
        return Markup("".join([self._run(inline) for inline in inlines]))

    def _run(self, inline: Inline) -> str:
        if isinstance(inline, Text):
            return f"<w:r>{self._looks(inline)}{_text(inline.text)}</w:r>"
        if isinstance(inline, LineBreak):
            return "<w:r><w:br/></w:r>"
        if isinstance(inline, Blank):
            return f'<w:r><w:rPr><w:rStyle w:val="{self.styles["blank"]}"/></w:rPr>{_text(inline.text)}</w:r>'
        return self._link(inline)

    def _link(self, reference: Reference) -> str:
        return (
            f'<w:hyperlink w:anchor="{bookmark_name(reference.target)}" w:history="1">'
            f'<w:r><w:rPr><w:rStyle w:val="{self.styles["link"]}"/></w:rPr>{_text(reference.text)}</w:r></w:hyperlink>'
        )

    def _looks(self, text: Text) -> str:
        if not (text.bold or text.italic or text.superscript):
            return ""
        style = f'<w:rStyle w:val="{self.styles["strong"]}"/>' if text.bold else ""
        if text.italic and not text.bold:
            style = f'<w:rStyle w:val="{self.styles["emphasis"]}"/>'
        slant = "<w:i/><w:iCs/>" if text.italic and text.bold else ""
        raised = '<w:vertAlign w:val="superscript"/>' if text.superscript else ""
        return f"<w:rPr>{style}{slant}{raised}</w:rPr>"


def _bold(inlines: Inlines) -> Inlines:
    return tuple(Text(i.text, True, i.italic, i.superscript) if isinstance(i, Text) else i for i in inlines)


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def grid(widths: Iterable[int]) -> str:
    columns = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def share(total: int, weights: Sequence[float]) -> list[int]:
    """`total` cut in proportion to `weights`; the parts add up exactly."""
    whole = sum(weights)
    edges = [round(total * sum(weights[:rank]) / whole) for rank in range(len(weights) + 1)]
    return [after - before for before, after in zip(edges, edges[1:], strict=False)]


def signature_columns(boxes: int) -> int:
    """1 to 3 columns; four boxes make two rows of two."""
    return 2 if boxes == 4 else max(1, min(boxes, 3))
