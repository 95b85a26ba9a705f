"""Where the headings, fiches and signatures of a document lie on the pages of its PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assembler.model.document import CAPTION, Document, FicheGrid, Heading, plain
from assembler.model.produced import PageBlock, PdfPage

_FOOT = 0.25
"""The lowest part of a page, as a share of its height: less room than that is no room for a grid to begin."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One block with the number of its page, from 1, and its rank there, from 0."""

    page: int
    rank: int
    block: PageBlock


def all_blocks(pages: Sequence[PdfPage]) -> Iterator[Lying]:
    """In reading order, over all pages."""
    for number, page in enumerate(pages, start=1):
        for rank, block in enumerate(page.blocks):
            yield Lying(number, rank, block)


def is_caption(block: PageBlock) -> bool:
    return block.role == "texte" and bool(CAPTION.match(block.text))


def left_behind(pages: Sequence[PdfPage]) -> Iterator[tuple[int, tuple[PageBlock, ...]]]:
    """The headings and the caption that end a page while what they announce begins the next: page, blocks in order."""
    for number, (page, following) in enumerate(pairwise(pages), start=1):
        run = _trailing(page.blocks)
        if run and following.blocks and not _is_empty_part(run[-1], following.blocks[0]):
            yield number, run


def _trailing(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    first = len(blocks)
    while first and (blocks[first - 1].role == "titre" or is_caption(blocks[first - 1])):
        first -= 1
    return tuple(blocks[first:])


def _is_empty_part(heading: PageBlock, following: PageBlock) -> bool:
    """Has the heading nothing under it: does one of its own level, or above, come next?"""
    return heading.role == "titre" and following.role == "titre" and following.level <= heading.level


def stranded(document: Document, pages: Sequence[PdfPage]) -> frozenset[str]:
    """Anchors of the headings that must begin a page, so that they join what they announce.

    Of several headings that end a page, the first; a fiche that its grid leaves behind, unless it begins its page.
    """
    anchors = {(lying.page, lying.rank): heading.anchor for lying, heading in headings_on(document, pages)}
    found = set()
    for number, run in left_behind(pages):
        rank = len(pages[number - 1].blocks) - len(run)
        found.add(anchors.get((number, rank), "") if rank else "")
    for lying, heading in fiches_away(document, pages):
        found.add(heading.anchor if lying.rank else "")
    return frozenset(found - {""})


def headings_on(document: Document, pages: Sequence[PdfPage]) -> Iterator[tuple[Lying, Heading]]:
    """The headings of the document as they lie on the pages; those that are not found there are left out."""
    waiting = [each for each in all_blocks(pages) if each.block.role == "titre"]
    for heading in document.headings():
        told = _flat(plain(heading.inlines))
        match = next((rank for rank, each in enumerate(waiting) if _flat(each.block.text) == told), None)
        if match is not None:
            yield waiting[match], heading
            del waiting[: match + 1]


def fiches_away(document: Document, pages: Sequence[PdfPage]) -> Iterator[tuple[Lying, Heading]]:
    """The titles of fiches whose grid begins on a later page, though it had room under them, or they at its top."""
    titles = {id(each.heading) for part in document.parts for each in part.blocks if isinstance(each, FicheGrid)}
    blocks = list(all_blocks(pages))
    places = {(each.page, each.rank): place for place, each in enumerate(blocks)}
    for title, heading in headings_on(document, pages):
        if id(heading) not in titles:
            continue
        under = blocks[places[title.page, title.rank] + 1 :]
        grid = next((each for each in under if each.block.table >= 0 or each.block.role == "titre"), None)
        if grid and grid.block.table >= 0 and grid.page > title.page and _could_be_nearer(title, grid, pages):
            yield title, heading


def _could_be_nearer(title: Lying, grid: Lying, pages: Sequence[PdfPage]) -> bool:
    if grid.rank:
        return False  # the text between them runs over to the grid's page
    before = pages[grid.page - 2]
    has_room = min((block.bottom for block in before.blocks), default=0.0) > _FOOT * before.height
    is_low = grid.page == title.page + 1 and title.block.top < before.height / 2
    return has_room or is_low


def signature_blocks(document: Document, pages: Sequence[PdfPage]) -> list[Lying]:
    """What lies under the heading of the signatures, up to the next part; empty where there is none."""
    parts = {id(part.heading): part.kind for part in document.parts}
    starts = [(lying, parts[id(heading)]) for lying, heading in headings_on(document, pages) if id(heading) in parts]
    for (start, kind), (end, _) in pairwise([*starts, (Lying(len(pages) + 1, 0, _NOTHING), "")]):
        if kind == "signature":
            first, last = (start.page, start.rank), (end.page, end.rank)
            return [each for each in all_blocks(pages) if first < (each.page, each.rank) < last]
    return []


_NOTHING = PageBlock("texte", "", 0.0, 0.0, 0.0, 0.0)


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)
