"""Tables: data with a header row that repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assembler.model.document import Column, Inlines, Row, Table, Text, plain
from assembler.writers.heights import CANT_SPLIT, is_low
from assembler.writers.styles import Styles
from assembler.writers.wordml import KEEP_NEXT, cell, paragraph, row, share, table

Runs = Callable[[Inlines], str]

WITH_HEADER = "0420"  # first row, horizontal bands
_MOST_ROWS_KEPT = 8
"""A longer table may go over a page: moved whole, it would leave too much white behind."""
_ROW_STYLES = {"normal": "table text", "fort": "table strong", "detail": "table detail"}


def table_xml(block: Table, width: int, styles: Styles, runs: Runs) -> str:
    """The table without its caption and notes; `width` in twentieths of a point.

    A short table stays on one page. Of a long one, the first two rows keep together, as do the last two;
    the last keeps to the notes. A row that is higher than a third of a page may split.
    """
    widths = share(width, [column.weight for column in block.columns])
    sized = list(zip(block.columns, widths, strict=True))
    whole = KEEP_NEXT if len(block.rows) <= _MOST_ROWS_KEPT else ""
    head = [cell(size, paragraph(styles[_head_style(column)], runs(column.title), whole)) for column, size in sized]
    rows = [row(head, f"{CANT_SPLIT}<w:tblHeader/>")]
    last = len(block.rows) - 1
    for rank, line in enumerate(block.rows):
        keeps = block.notes if rank == last else whole or rank in (0, last - 1)
        rows.append(_row(line, sized, KEEP_NEXT if keeps else "", styles, runs))
    return table(styles["table"], WITH_HEADER, widths, rows, plain(block.caption))


def _head_style(column: Column) -> str:
    return "table head number" if column.role == "nombre" else "table head"


def _row(line: Row, sized: Sequence[tuple[Column, int]], keep: str, styles: Styles, runs: Runs) -> str:
    """`sized`: each column with its width; `keep`: more properties of the paragraphs."""
    label = styles[_ROW_STYLES[line.role]]
    text, number = styles["table text"], styles["table number"]
    cells = []
    for rank, content in enumerate(line.cells):
        column, width = sized[rank]
        style = number if column.role == "nombre" else label if rank == 0 else text
        words = runs(_bold(content) if line.role == "fort" else content)
        cells.append(cell(width, paragraph(style, words, keep)))
    low = is_low((sized[rank][1], plain(content).split("\n")) for rank, content in enumerate(line.cells))
    return row(cells, CANT_SPLIT if low else "")


def _bold(inlines: Inlines) -> Inlines:
    return tuple(Text(i.text, True, i.italic, i.superscript) if isinstance(i, Text) else i for i in inlines)
