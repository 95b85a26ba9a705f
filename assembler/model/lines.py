"""A text as a sequence of lines: what two versions of a clause, or two Word files, are compared by.

A paragraph is a `Line`, a table row a `TableRow` of such paragraphs. Clauses, composed
documents and Word files all come down to them, so that there is one comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assembler.model.document import (
    FICHE_CELLS,
    Blocks,
    Chart,
    FicheGrid,
    Heading,
    Inlines,
    List,
    Paragraph,
    SignatureBlock,
    Table,
    plain,
)

LineKind = Literal["titre", "texte", "puce", "numero", "sommaire"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    `level`: of a title, 1 to 9; of a list item, its depth from 0. `bookmarks`: names of the point
    bookmarks in it. `tag`: that of the content control it stands in, empty if none.
    `rank`: which paragraph or row of the Word file's body it is, from 0; -1 inside a row, or where there is no file.
    """

    text: str
    kind: LineKind = "texte"
    level: int = 0
    bookmarks: tuple[str, ...] = ()
    tag: str = ""
    rank: int = -1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; a cell holds paragraphs. `table`: which table of the text, from 0. `rank` as that of a Line."""

    cells: tuple[tuple[Line, ...], ...]
    table: int = 0
    rank: int = -1

    @property
    def text(self) -> str:
        return "\t".join("\n".join(line.text for line in cell) for cell in self.cells)


Item = Line | TableRow


def lines_of(blocks: Blocks) -> tuple[Item, ...]:
    """The lines of composed blocks, in reading order."""
    return tuple(_Flattening().items(blocks))


class _Flattening:
    def __init__(self) -> None:
        self.tables = -1

    def items(self, blocks: Blocks) -> Iterator[Item]:
        for block in blocks:
            if isinstance(block, Heading):
                yield Line(plain(block.inlines), "titre", block.level)
            elif isinstance(block, Paragraph):
                yield Line(plain(block.inlines))
            elif isinstance(block, List):
                yield from _list_lines(block, 0)
            elif isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Chart):
                yield from (Line(plain(each)) for each in (block.caption, *block.notes))
            elif isinstance(block, SignatureBlock):
                yield self._row(box.lines for box in block.boxes)
            else:
                yield from self._fiche(block)

    def _table(self, table: Table) -> Iterator[Item]:
        if table.caption:
            yield Line(plain(table.caption))
        self.tables += 1
        for cells in ([column.title for column in table.columns], *(row.cells for row in table.rows)):
            yield TableRow(tuple((Line(plain(cell)),) for cell in cells), self.tables)
        yield from (Line(plain(note)) for note in table.notes)

    def _row(self, cells: Iterable[Iterable[Inlines]]) -> TableRow:
        self.tables += 1
        return TableRow(tuple(tuple(Line(plain(each)) for each in cell) for cell in cells), self.tables)

    def _fiche(self, fiche: FicheGrid) -> Iterator[Item]:
        yield Line(plain(fiche.heading.inlines), "titre", 2)
        if fiche.axe:
            yield Line(fiche.axe)
        yield from self.items((*fiche.enjeux, *fiche.presentation))
        self.tables += 1
        for key, label in FICHE_CELLS.items():
            lines = tuple(line for line in _Flattening().items(fiche.cells[key]) if isinstance(line, Line))
            yield TableRow(((Line(label),), lines), self.tables)
        yield from self.items(fiche.moyens)


def _list_lines(block: List, depth: int) -> Iterator[Line]:
    """The first paragraph of an item carries the mark; what follows it stands under its text."""
    for item in block.items:
        for rank, inner in enumerate(item):
            if isinstance(inner, List):
                yield from _list_lines(inner, depth + 1)
            elif isinstance(inner, Paragraph):
                mark: LineKind = "numero" if block.ordered else "puce"
                yield Line(plain(inner.inlines), mark if rank == 0 else "texte", depth)
