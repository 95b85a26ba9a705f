"""The texts of a document in the order in which its file must show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assembler.model.document import (
    Blocks,
    Chart,
    Document,
    FicheGrid,
    Heading,
    List,
    Paragraph,
    SignatureBlock,
    Table,
    plain,
)
from assembler.model.layout import UNPAGED, Layout
from assembler.writers.signatures import rows_of_boxes
from assembler.writers.toc import listed


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that follow one another in the file without anything between.

    `inside`: a single text that may be a piece of a paragraph, as in « Axe : Petite enfance ».
    """

    lines: tuple[str, ...]
    inside: bool = False

    @property
    def needle(self) -> str:
        return self.lines[0] if self.inside else "\n" + "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Region:
    """Passages that the template may place in any order (a cover, the cells of a fiche)."""

    passages: tuple[Passage, ...]


def passages_of(item: Passage | Region) -> tuple[Passage, ...]:
    """The passages of either, in the order of the document."""
    return item.passages if isinstance(item, Region) else (item,)


def expected(document: Document, sommaire: bool = True, layout: Layout = UNPAGED) -> Iterator[Passage | Region]:
    """The texts of `document`, in the order in which the file must show them."""
    cover = document.cover
    words = [cover.title, cover.subtitle, cover.territory, plain(cover.period), *filter(None, [cover.mention])]
    yield Region(tuple(Passage((word,)) for word in words))
    if sommaire:
        yield Passage(tuple(_entry(heading, layout) for heading in listed(document.headings())))
    yield from _passages(_part_lines(document, layout))


def _entry(heading: Heading, layout: Layout) -> str:
    """A heading as the sommaire shows it."""
    return plain(heading.inlines) + _shown(heading.anchor, layout)


def _shown(anchor: str, layout: Layout) -> str:
    """The page behind an entry."""
    page = layout.page(anchor)
    return "" if page is None else f"\t{page}"


def _part_lines(document: Document, layout: Layout) -> Iterator[str | FicheGrid | None]:
    """Lines, fiches where they stand, None where the template may put something of its own."""
    for part in document.body:
        yield plain(part.heading.inlines)
        yield from _lines(part.blocks)
    for part in document.annexes:
        yield None
        yield plain(part.heading.inlines)
        yield None
        for each in part.figures:
            yield from (each.title, *(text + _shown(anchor, layout) for anchor, text in each.entries))
        yield from _lines(part.blocks)


def _passages(items: Iterable[str | FicheGrid | None]) -> Iterator[Passage | Region]:
    waiting: list[str] = []
    for item in items:
        if isinstance(item, str):
            waiting += [line for line in item.split("\n") if line] if "\n" in item else [item] if item else []
            continue
        if waiting:
            yield Passage(tuple(waiting))
            waiting = []
        if isinstance(item, FicheGrid):
            yield _fiche(item)
    if waiting:
        yield Passage(tuple(waiting))


def _fiche(fiche: FicheGrid) -> Region:
    groups: list[Iterable[str | FicheGrid | None]] = [[plain(fiche.heading.inlines)], _lines(fiche.enjeux)]
    groups += [_lines(fiche.presentation), *(_lines(cell) for cell in fiche.cells.values()), _lines(fiche.moyens)]
    passages = [passage for group in groups for passage in _passages(group) if isinstance(passage, Passage)]
    axe = (Passage((fiche.axe,), inside=True),) if fiche.axe else ()
    return Region((*passages, *axe))


def _lines(blocks: Blocks) -> Iterator[str | FicheGrid]:
    """The text of each paragraph that the writer makes of `blocks`."""
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)):
            yield plain(block.inlines)
        elif isinstance(block, List):
            for item in block.items:
                yield from _lines(item)
        elif isinstance(block, Table):
            yield plain(block.caption)
            yield from (plain(column.title) for column in block.columns)
            yield from (plain(cell) for row in block.rows for cell in row.cells)
            yield from map(plain, block.notes)
        elif isinstance(block, Chart):
            yield from map(plain, (block.caption, *block.notes))
        elif isinstance(block, SignatureBlock):
            for boxes in rows_of_boxes(block):
                yield from (plain(box.organisme) for box in boxes)
                yield from (plain(line) for box in boxes for line in box.lines[1:])
        else:
            yield block
