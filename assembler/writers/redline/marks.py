"""Which paragraph marks are tracked, so that Word joins paragraphs as it should when changes are accepted or rejected.

A paragraph whose mark goes joins the next one. The last mark of a cell, and of the body, can't go, and one in front
of a table goes badly. Where a paragraph near it stays, the change moves up: its mark is tracked in place of the last
one, and each mark takes the properties of the paragraph that it will end.

LibreOffice 7.4 makes one of an insertion that ends a paragraph and of one that begins the next, if author and minute
are the same; rejecting it would join the two paragraphs. Two minutes between them keep them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from assembler.word.body import PARAGRAPH, ROW, RUN, TABLE, W
from assembler.writers.redline.tracks import DELETED, INSERTED, Kind, Tracks, properties_of

_LEFT_OUT = (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange")
_MAY_BE_EMPTY = (f"{W}rPr", f"{W}t", f"{W}delText")
Changes = Mapping[etree._Element, Kind]


def track_marks(changes: Changes, tracks: Tracks) -> None:
    """`changes`: the paragraphs and rows that are wholly deleted or inserted."""
    containers: dict[etree._Element | None, None] = {}
    for item, kind in changes.items():
        if item.tag == ROW:
            tracks.mark_row(item, kind)
        elif any(row in changes for row in item.iterancestors(ROW)):
            tracks.mark_paragraph(item, kind)
        else:
            containers[item.getparent()] = None
    for container in containers:
        for stretch, ends_story in _stretches(container if container is not None else ()):
            _track_stretch(stretch, ends_story, changes, tracks)


def _stretches(container: etree._Element | tuple[()]) -> Iterator[tuple[list[etree._Element], bool]]:
    """Paragraphs that follow each other, and whether the cell or body ends behind them."""
    stretch: list[etree._Element] = []
    for child in list(container):
        if child.tag == PARAGRAPH:
            stretch.append(child)
        elif child.tag == TABLE and stretch:
            yield stretch, False
            stretch = []
    if stretch:
        yield stretch, True


@dataclass(slots=True)
class _Slot:
    """A paragraph, and the properties that it has once changes are accepted, and once they are rejected."""

    paragraph: etree._Element
    kind: Kind | None
    accepted: etree._Element | None
    rejected: etree._Element | None


def _track_stretch(stretch: list[etree._Element], ends_story: bool, changes: Changes, tracks: Tracks) -> None:
    """Marks before the last paragraph that stays are tracked where they are; those behind it move up."""
    kept = next((rank for rank in reversed(range(len(stretch))) if stretch[rank] not in changes), 0)
    for paragraph in stretch[:kept]:
        if paragraph in changes:
            tracks.mark_paragraph(paragraph, changes[paragraph])
    slots = [_slot(paragraph, changes.get(paragraph)) for paragraph in stretch[kept:]]
    if slots[-1].kind is None:
        return
    if slots[0].kind is not None:
        _join_two(slots)
    stays = next((rank for rank, slot in enumerate(slots) if slot.kind is None), None)
    if stays is not None and slots[stays].paragraph.find(f"{W}pPr/{W}sectPr") is None:
        slots[stays:] = _moved_up(slots[stays:])
    elif ends_story:
        slots[-1].kind = None
    for slot in slots:
        _dress(slot, tracks)
        if slot.kind is not None:
            tracks.mark_paragraph(slot.paragraph, slot.kind)


def _slot(paragraph: etree._Element, kind: Kind | None) -> _Slot:
    own = _base(paragraph)
    return _Slot(paragraph, kind, None if kind == "del" else own, None if kind == "ins" else own)


def _join_two(slots: list[_Slot]) -> None:
    """Makes a deleted and an inserted neighbour one paragraph that stays; nothing where there are not both."""
    for rank, (first, second) in enumerate(pairwise(slots)):
        if first.kind != second.kind:
            first.paragraph.extend(child for child in list(second.paragraph) if child.tag != f"{W}pPr")
            parent = second.paragraph.getparent()
            assert parent is not None
            parent.remove(second.paragraph)
            new, old = (first, second) if first.kind == "ins" else (second, first)
            slots[rank : rank + 2] = [_Slot(first.paragraph, None, new.accepted, old.rejected)]
            return


def _moved_up(slots: list[_Slot]) -> list[_Slot]:
    """The first one stays, the others are changes: each mark takes the change of the next, the last stays."""
    kinds = [*(slot.kind for slot in slots[1:]), None]
    accepted = iter([slot.accepted for slot in slots if slot.kind != "del"])
    rejected = iter([slot.rejected for slot in slots if slot.kind != "ins"])
    return [
        _Slot(
            slot.paragraph,
            kind,
            None if kind == "del" else next(accepted),
            None if kind == "ins" else next(rejected),
        )
        for slot, kind in zip(slots, kinds, strict=True)
    ]


# --- properties ------------------------------------------------------------------------


def _base(paragraph: etree._Element) -> etree._Element:
    """A copy of the properties that a mark carries from one paragraph to another."""
    own = paragraph.find(f"{W}pPr")
    base = etree.Element(f"{W}pPr")
    if own is not None:
        base.extend(deepcopy(each) for each in own if each.tag not in _LEFT_OUT)
    return base


def _dress(slot: _Slot, tracks: Tracks) -> None:
    wanted = slot.accepted if slot.accepted is not None else slot.rejected
    assert wanted is not None
    properties = properties_of(slot.paragraph)
    for each in [each for each in properties if each.tag not in _LEFT_OUT]:
        properties.remove(each)
    for rank, each in enumerate(wanted):
        properties.insert(rank, deepcopy(each))
    if slot.accepted is not None and slot.rejected is not None and not _same(slot.accepted, slot.rejected):
        change = tracks.change("pPrChange")
        change.append(deepcopy(slot.rejected))
        properties.append(change)


def _same(one: etree._Element, other: etree._Element) -> bool:
    return etree.tostring(one, method="c14n") == etree.tostring(other, method="c14n")


# --- insertions that touch -------------------------------------------------------------


def part_insertions(body: etree._Element, tracks: Tracks) -> None:
    """Dates insertions that would be joined two minutes apart."""
    late: etree._Element | None = None
    for after in dict.fromkeys(next(change.iterancestors(PARAGRAPH), None) for change in body.iter(INSERTED)):
        before = None if after is None else next(after.itersiblings(PARAGRAPH, TABLE, preceding=True), None)
        if after is not None and before is not None and before is not late and _touch(before, after):
            late = after
            for change in after.iter(INSERTED):
                tracks.make_later(change)


def _touch(before: etree._Element, after: etree._Element) -> bool:
    if before.tag != PARAGRAPH or _is_marked(before, INSERTED) or _is_marked(before, DELETED):
        return False
    ends, starts = _words(before), _words(after)
    return (
        bool(ends) and _is_inserted(ends[-1]) and (_is_inserted(starts[0]) if starts else _is_marked(after, INSERTED))
    )


def _is_marked(paragraph: etree._Element, tag: str) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None


def _words(paragraph: etree._Element) -> list[etree._Element]:
    """The runs that hold something."""
    return [run for run in paragraph.iter(RUN) if any(child.text or child.tag not in _MAY_BE_EMPTY for child in run)]


def _is_inserted(run: etree._Element) -> bool:
    return next(run.iterancestors(INSERTED), None) is not None
