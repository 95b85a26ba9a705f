"""Walks over a whole document: every inline, every remark, and the document with all of them changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from assembler.model.document import (
    Block,
    Blocks,
    Chart,
    Document,
    FicheGrid,
    Heading,
    Inline,
    Inlines,
    List,
    Paragraph,
    Remark,
    SignatureBlock,
    SignatureBox,
    Table,
)


def inlines_of(document: Document) -> list[Inline]:
    """Every inline of the document, in reading order."""
    found: list[Inline] = []
    for part in document.parts:
        found += part.heading.inlines
        _add_inlines(part.blocks, found)
    return found


def inlines_in(blocks: Blocks) -> list[Inline]:
    """Every inline of the blocks, in reading order."""
    found: list[Inline] = []
    _add_inlines(blocks, found)
    return found


def _add_inlines(blocks: Blocks, found: list[Inline]) -> None:
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            found += block.inlines
        elif isinstance(block, List):
            for item in block.items:
                _add_inlines(item, found)
        elif isinstance(block, Table):
            rows = (cell for row in block.rows for cell in row.cells)
            found += chain(block.caption, *(column.title for column in block.columns), *rows, *block.notes)
        elif isinstance(block, Chart):
            found += chain(block.caption, *block.notes)
        elif isinstance(block, FicheGrid):
            for inner in ((block.heading,), block.enjeux, block.presentation, *block.cells.values(), block.moyens):
                _add_inlines(inner, found)
        else:
            for box in block.boxes:
                found += chain(*box.lines)


def remarks_of(document: Document) -> Iterator[Remark]:
    """The remarks on parts and on fiches, in reading order."""
    for part in document.parts:
        yield from part.remarks
        for block in part.blocks:
            if isinstance(block, FicheGrid):
                yield from block.remarks


def without_remarks(document: Document) -> Document:
    """The document as it is signed."""

    def bare(block: Block) -> Block:
        return replace(block, remarks=()) if isinstance(block, FicheGrid) and block.remarks else block

    parts = (replace(part, remarks=(), blocks=tuple(map(bare, part.blocks))) for part in document.parts)
    return replace(document, parts=tuple(parts))


def map_inlines(document: Document, change: Callable[[Inlines], Inlines]) -> Document:
    """The document with every run of inlines changed; the cover stays as it is."""
    parts = tuple(
        replace(
            part,
            heading=replace(part.heading, inlines=change(part.heading.inlines)),
            blocks=_changed(part.blocks, change),
        )
        for part in document.parts
    )
    return replace(document, parts=parts)


def _changed(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    return tuple(_changed_block(block, change) for block in blocks)


def _changed_block(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    if isinstance(block, (Heading, Paragraph)):
        return replace(block, inlines=change(block.inlines))
    if isinstance(block, List):
        return replace(block, items=tuple(_changed(item, change) for item in block.items))
    if isinstance(block, Table):
        rows = tuple(replace(row, cells=tuple(change(cell) for cell in row.cells)) for row in block.rows)
        columns = tuple(replace(column, title=change(column.title)) for column in block.columns)
        return replace(block, caption=change(block.caption), columns=columns, rows=rows, notes=_notes(block, change))
    if isinstance(block, Chart):
        return replace(block, caption=change(block.caption), notes=_notes(block, change))
    if isinstance(block, SignatureBlock):
        return SignatureBlock(tuple(_changed_box(box, change) for box in block.boxes))
    return replace(
        block,
        heading=replace(block.heading, inlines=change(block.heading.inlines)),
        enjeux=_changed(block.enjeux, change),
        presentation=_changed(block.presentation, change),
        cells={key: _changed(cell, change) for key, cell in block.cells.items()},
        moyens=_changed(block.moyens, change),
    )


def _changed_box(box: SignatureBox, change: Callable[[Inlines], Inlines]) -> SignatureBox:
    return replace(
        box,
        organisme=change(box.organisme),
        qualite=change(box.qualite),
        nom=change(box.nom),
        mention=change(box.mention),
    )


def _notes(block: Table | Chart, change: Callable[[Inlines], Inlines]) -> tuple[Inlines, ...]:
    return tuple(change(note) for note in block.notes)
