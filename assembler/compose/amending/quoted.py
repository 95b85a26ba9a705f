"""The new text that an amending sentence gives: lines and rows back into blocks, and those between guillemets.

French drafting opens each quoted alinéa with « and closes the last one with ». Tables, charts and fiches stand as
they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assembler.compose.expand import join_texts
from assembler.model.amendment import is_picture
from assembler.model.document import (
    Block,
    Blocks,
    Chart,
    Column,
    Document,
    FicheGrid,
    Heading,
    Inline,
    Inlines,
    List,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
    plain,
)
from assembler.model.lines import Item, Line, TableRow
from assembler.model.numbers import NBSP
from assembler.model.place import Problems
from assembler.model.typography import typeset
from assembler.model.walk import map_inlines

Piece = Line | Table | Chart | FicheGrid
"""A line of text, or what shows itself."""

_OPEN, _CLOSE = Text(f"«{NBSP}"), Text(f"{NBSP}»")
_LEVELS = {2: 3, 3: 4, 4: 4}
_WIDEST, _PADDING = 45, 4  # characters
_UNSEEN = "\u200b"


@dataclass(slots=True)
class Shelf:
    """The blocks of the consolidated document, without their links, to be found by what they say."""

    document: Document
    tables: dict[tuple[str, ...], Table] = field(default_factory=dict)
    columns: dict[tuple[str, ...], tuple[Column, ...]] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    fiches: dict[str, FicheGrid] = field(default_factory=dict)
    inlines: dict[str, Inlines] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in map_inlines(self.document, _unlinked).parts:
            self._add(part.blocks)

    def _add(self, blocks: Blocks) -> None:
        for block in blocks:
            if isinstance(block, (Paragraph, Heading)):
                self.inlines.setdefault(plain(block.inlines), block.inlines)
            elif isinstance(block, List):
                for item in block.items:
                    self._add(item)
            elif isinstance(block, Table):
                self.tables.setdefault(_table_key(block), replace(block, anchor=""))
                self.columns.setdefault(tuple(plain(column.title) for column in block.columns), block.columns)
            elif isinstance(block, Chart):
                self.charts.setdefault(plain(block.caption), replace(block, anchor=""))
            elif isinstance(block, FicheGrid):
                heading = replace(block.heading, level=3, anchor="")
                self.fiches.setdefault(plain(heading.inlines), replace(block, heading=heading, remarks=()))
                for inner in (block.enjeux, block.presentation, *block.cells.values(), block.moyens):
                    self._add(inner)

    def said(self, line: Line) -> Inlines:
        """The words of a line, with their looks where the document has them."""
        return self.inlines.get(line.text) or (Text(line.text),)


def _unlinked(inlines: Inlines) -> Inlines:
    return join_texts(
        [Text(each.text, each.bold, each.italic) if isinstance(each, Reference) else each for each in inlines]
    )


def _table_key(table: Table) -> tuple[str, ...]:
    """The caption and the cells."""
    rows = [[plain(column.title) for column in table.columns], *([*map(plain, row.cells)] for row in table.rows)]
    return (plain(table.caption), *("\t".join(cells) for cells in rows))


# --- lines and rows -> pieces -----------------------------------------------------------


def pieces(items: Sequence[Item], shelf: Shelf) -> list[Piece]:
    """Raises Problems for a chart that the document does not hold."""
    found: list[Piece] = []
    rank = 0
    while rank < len(items):
        item = items[rank]
        if isinstance(item, TableRow):
            rows = _rows_from(items, rank)
            rank += len(rows)
            rank += _add_figure(found, _table(found, rows, shelf), items[rank:])
        elif is_picture(item):
            rank += 1 + _add_figure(found, _chart(found, shelf), items[rank + 1 :])
        elif item.kind == "titre" and item.text in shelf.fiches:
            found.append(shelf.fiches[item.text])
            rank += 1
            while rank < len(items) and not _is_title(items[rank]):
                rank += 1
        else:
            found.append(item)
            rank += 1
    return found


def _is_title(item: Item) -> bool:
    return isinstance(item, Line) and item.kind == "titre"


def _rows_from(items: Sequence[Item], rank: int) -> list[TableRow]:
    first = items[rank]
    rows: list[TableRow] = []
    for item in items[rank:]:
        if not isinstance(item, TableRow) or (isinstance(first, TableRow) and item.table != first.table):
            break
        rows.append(item)
    return rows


def _caption(found: Sequence[Piece]) -> str:
    last = found[-1] if found else None
    return last.text if isinstance(last, Line) else ""


def _table(found: Sequence[Piece], rows: Sequence[TableRow], shelf: Shelf) -> Table:
    cells = tuple("\t".join(row_texts(row)) for row in rows)
    known = shelf.tables.get((_caption(found), *cells)) or shelf.tables.get(("", *cells))
    return known or table_of(rows, shelf)


def _chart(found: Sequence[Piece], shelf: Shelf) -> Chart:
    if chart := shelf.charts.get(_caption(found)):
        return chart
    raise Problems.one(
        typeset(f"L’avenant ne peut pas montrer cette image du texte consolidé : « {_caption(found)} »."),
        typeset("Un avenant ne reprend que les graphiques tirés des chiffres de la convention."),
    )


def _add_figure(found: list[Piece], figure: Table | Chart, behind: Sequence[Item]) -> int:
    """Put the figure in the place of its caption; the count of its notes, which stand behind it."""
    if figure.caption and _caption(found) == plain(figure.caption):
        found.pop()
    found.append(figure)
    notes = list(map(plain, figure.notes))
    return len(notes) if [item.text for item in behind[: len(notes)]] == notes else 0


def row_texts(row: TableRow) -> list[str]:
    return ["\n".join(line.text for line in cell).replace(_UNSEEN, "") for cell in row.cells]


def table_of(rows: Sequence[TableRow], shelf: Shelf) -> Table:
    """A table that the document does not hold, such as some rows of one under its header."""
    widest = max(len(row.cells) for row in rows)
    texts = [[*row_texts(row), *[""] * (widest - len(row.cells))] for row in rows]
    columns = shelf.columns.get(tuple(texts[0])) or tuple(_column(each) for each in zip(*texts, strict=True))
    return Table((), columns, tuple(Row(tuple(_cell(text) for text in line)) for line in texts[1:]))


def _column(texts: Sequence[str]) -> Column:
    """As wide as its longest text, within bounds; never narrower than its longest word."""
    words = [len(word) for text in texts for word in text.split()]
    return Column.named(texts[0], max([4, *(min(_WIDEST, len(text)) for text in texts), *words]) + _PADDING)


def _cell(text: str) -> Inlines:
    return (Text(text),) if text else ()


# --- pieces -> blocks between guillemets -------------------------------------------------


def quoted_blocks(found: Sequence[Piece], shelf: Shelf, whole: bool) -> Blocks:
    """`whole`: a part, division or rubrique is given from its first line on, so that its lists keep their numbers."""
    last = next((rank for rank in range(len(found) - 1, -1, -1) if isinstance(found[rank], Line)), -1)
    blocks: list[Block] = []
    run: list[tuple[Line, Inlines]] = []
    for rank, piece in enumerate(found):
        said = _in_guillemets(shelf.said(piece), rank == last) if isinstance(piece, Line) else ()
        is_item = isinstance(piece, Line) and (piece.kind == "puce" or (piece.kind == "numero" and whole))
        if isinstance(piece, Line) and is_item:
            run.append((piece, said))
            continue
        blocks += _lists(run)
        run = []
        blocks.append(_text_block(piece, said) if isinstance(piece, Line) else piece)
    return (*blocks, *_lists(run))


def _in_guillemets(inlines: Inlines, is_last: bool) -> Inlines:
    found: list[Inline] = [_OPEN, *inlines]
    return (*found, _CLOSE) if is_last else tuple(found)


def _text_block(line: Line, said: Inlines) -> Block:
    if line.kind != "titre":
        return Paragraph(said)
    if line.level in _LEVELS:
        return Heading(_LEVELS[line.level], said)
    return Paragraph(tuple(replace(each, bold=True) if isinstance(each, Text) else each for each in said))


def _lists(run: Sequence[tuple[Line, Inlines]], depth: int = 0) -> Iterator[Block]:
    """The lists that follow one another in a run of items; deeper items go into the one above them."""
    rank = 0
    while rank < len(run):
        kind = run[rank][0].kind
        items: list[Blocks] = []
        while rank < len(run) and run[rank][0].kind == kind:
            end = rank + 1
            while end < len(run) and run[end][0].level > depth and run[rank][0].level <= depth:
                end += 1
            inner = _lists(run[rank + 1 : end], depth + 1)
            items.append((Paragraph(run[rank][1]), *inner))
            rank = end
        yield List(kind == "numero", tuple(items))
