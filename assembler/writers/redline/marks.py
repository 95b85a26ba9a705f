"""Which paragraph marks are tracked, so that Word joins paragraphs as it should when changes are accepted or rejected.

A paragraph whose mark goes joins the next one. The last mark of a cell, and of the body, can't go, and one in front
of a table or at the end of a content control goes badly. Where a paragraph near it stays, the change moves up: its
mark is tracked in place of the last one, and each mark takes the properties of the paragraph that it will end.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from assembler.word.body import CELL, PARAGRAPH, ROW, TABLE, W
from assembler.writers.redline.tracks import Kind, Tracks, properties_of

Changes = dict[etree._Element, Kind]
"""Paragraphs and rows that are wholly deleted or inserted."""

CHANGES = (f"{W}ins", f"{W}del")
_CONTROL, _CONTENT = f"{W}sdt", f"{W}sdtContent"
_LEFT_OUT = (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange")
_BLOCKS = (PARAGRAPH, TABLE, _CONTROL)


def track_marks(body: etree._Element, changes: Changes, tracks: Tracks) -> None:
    """Tracks rows and paragraph marks; content controls that Word or LibreOffice could not keep are taken away."""
    _open_controls(body, changes)
    for item, kind in changes.items():
        if item.tag == ROW:
            tracks.mark_row(item, kind)
    for container in list(body.iter(body.tag, _CONTENT, CELL)):
        if container.tag != CELL or not _in_changed_row(container, changes):
            for run, ends_story in _stretches(container, body):
                _track_stretch(run, ends_story, changes, tracks)
    for item, kind in changes.items():
        if item.tag == PARAGRAPH and _in_changed_row(item, changes):
            tracks.mark_paragraph(item, kind)


def _in_changed_row(element: etree._Element, changes: Changes) -> bool:
    return any(row in changes for row in element.iterancestors(ROW))


# --- content controls ------------------------------------------------------------------


def _open_controls(body: etree._Element, changes: Changes) -> None:
    """Takes away the controls that would be left empty, and those whose first paragraph changed.

    LibreOffice up to 7.4 loses changes in the first paragraph of a control. Where the body ends with a control that
    is wholly deleted, what it held joins the control before it: a paragraph must be left to end the body.
    """
    for control in reversed(list(body.iter(_CONTROL))):
        content, parent, before = control.find(_CONTENT), control.getparent(), control.getprevious()
        if content is None or parent is None:
            continue
        deleted = _all_deleted(content, changes)
        held = list(content)
        if deleted and before is not None and before.tag == _CONTROL and _ends_story(control, parent, body):
            target = before.find(_CONTENT)
            assert target is not None
            target.extend(held)
        elif _starts_with_change(content, changes):
            for each in held:
                control.addprevious(each)
        else:
            continue
        parent.remove(control)


def _all_deleted(content: etree._Element, changes: Changes) -> bool:
    items = list(content.iter(PARAGRAPH, ROW))
    return bool(items) and all(changes.get(item) == "del" or _in_changed_row(item, changes) for item in items)


def _starts_with_change(content: etree._Element, changes: Changes) -> bool:
    first = next(content.iter(PARAGRAPH), None)
    return first is not None and (first in changes or next(first.iter(*CHANGES), None) is not None)


# --- marks -----------------------------------------------------------------------------


def _stretches(container: etree._Element, body: etree._Element) -> Iterator[tuple[list[etree._Element], bool]]:
    """Paragraphs that follow each other, and whether a cell or the body ends behind them."""
    stretch: list[etree._Element] = []
    for child in container:
        if child.tag == PARAGRAPH:
            stretch.append(child)
        elif child.tag in _BLOCKS and stretch:
            yield stretch, False
            stretch = []
    if stretch:
        yield stretch, _ends_story(stretch[-1], container, body)


def _ends_story(element: etree._Element, container: etree._Element, body: etree._Element) -> bool:
    """Does no paragraph of the body or cell follow?"""
    while True:
        if any(each.tag in _BLOCKS for each in element.itersiblings()):
            return False
        if container is body or container.tag == CELL:
            return True
        parent = container.getparent()
        assert parent is not None
        element, container = container, parent


@dataclass(slots=True)
class _Slot:
    """A paragraph, and the properties that it has once changes are accepted, and once they are rejected."""

    paragraph: etree._Element
    kind: Kind | None
    accepted: etree._Element | None
    rejected: etree._Element | None


def _track_stretch(stretch: list[etree._Element], ends_story: bool, changes: Changes, tracks: Tracks) -> None:
    slots = [_slot(paragraph, changes.get(paragraph)) for paragraph in stretch]
    if slots[-1].kind is not None:
        if all(slot.kind is not None for slot in slots):
            _join_two(slots)
        kept = next((rank for rank in reversed(range(len(slots))) if slots[rank].kind is None), None)
        if kept is not None and stretch[kept].find(f"{W}pPr/{W}sectPr") is None:
            slots[kept:] = _moved_up(slots[kept:])
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
    if _same(wanted, _base(slot.paragraph)) and slot.rejected in (None, wanted):
        return
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
