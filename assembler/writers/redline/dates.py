"""Two insertions that touch across a paragraph mark, told apart by their dates.

LibreOffice 7.4 makes one of an insertion that ends a paragraph and of one that begins the next, if author and minute
are the same; rejecting it would join the two paragraphs. Two minutes between them keep them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from assembler.word.body import CELL, PARAGRAPH, RUN, TABLE, W
from assembler.writers.redline.tracks import Tracks

_INSERTED = f"{W}ins"
_THROUGH = (f"{W}sdt", f"{W}sdtContent")
_MARKS = f"{W}pPr/{W}rPr"
_MAY_BE_EMPTY = (f"{W}rPr", f"{W}t", f"{W}delText")


def part_insertions(body: etree._Element, tracks: Tracks) -> None:
    """Dates insertions that would be joined two minutes apart."""
    for container in body.iter(body.tag, CELL):
        late: etree._Element | None = None
        for before, after in pairwise(_blocks(container)):
            if before is not late and _touch(before, after):
                late = after
                for change in after.iter(_INSERTED):
                    tracks.make_later(change)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag in _THROUGH:
            yield from _blocks(child)


def _touch(before: etree._Element, after: etree._Element) -> bool:
    if before.tag != PARAGRAPH or after.tag != PARAGRAPH or _mark(before, "ins") or _mark(before, "del"):
        return False
    ends, starts = _words(before), _words(after)
    return bool(ends) and _is_inserted(ends[-1]) and (_is_inserted(starts[0]) if starts else _mark(after, "ins"))


def _mark(paragraph: etree._Element, kind: str) -> bool:
    return paragraph.find(f"{_MARKS}/{W}{kind}") is not None


def _words(paragraph: etree._Element) -> list[etree._Element]:
    """The runs that hold something."""
    return [run for run in paragraph.iter(RUN) if any(child.text or child.tag not in _MAY_BE_EMPTY for child in run)]


def _is_inserted(run: etree._Element) -> bool:
    return next(run.iterancestors(_INSERTED), None) is not None
