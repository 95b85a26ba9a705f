"""What holds nothing once its words are deleted goes with them: links, fields, controls in a line, calls of notes.

A deletion can't hold a link, but a field that does the same: that is how Word writes a deleted link too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assembler.word.body import RUN, W, sign_of
from assembler.writers.redline.tracks import DELETED, XML_SPACE, Tracks

_LINK, _SIMPLE, _CONTROL, _CONTENT = (f"{W}{name}" for name in ("hyperlink", "fldSimple", "sdt", "sdtContent"))
_MARK, _TYPE = f"{W}fldChar", f"{W}fldCharType"
_OF_FIELDS = (f"{W}rPr", _MARK, f"{W}instrText")
_BETWEEN = tuple(
    f"{W}{name}"
    for name in ("footnoteReference", "endnoteReference", "softHyphen", "lastRenderedPageBreak", "sym", "t")
)
_APART = (f"{W}drawing", f"{W}pict", f"{W}object")
_ADDRESS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ANCHOR = re.compile(r"\w+")


def delete_emptied(paragraph: etree._Element, tracks: Tracks) -> set[etree._Element]:
    """Deletes it where all of its words are deleted; gives the runs that stood in a link."""
    freed: set[etree._Element] = set()
    for shell in list(paragraph.iter(_CONTROL, _SIMPLE, _LINK)):
        runs = list(_runs(shell))
        if runs and all(map(_is_deleted, runs)):
            code = _code_of(shell)
            if shell.tag == _LINK and code:
                freed.update(runs)
            if shell.tag == _CONTROL or code:
                _open(shell, code, tracks)
    runs = list(_runs(paragraph))
    _delete_fields(runs, tracks)
    _delete_between(runs, tracks)
    return freed


def is_linked(run: etree._Element) -> bool:
    return next(run.iterancestors(_LINK), None) is not None


def is_end_of_field(element: etree._Element, deleted: bool) -> bool:
    """Of a field that is `deleted`, or of any."""
    runs = [element] if element.tag == RUN and not deleted else list(element) if element.tag == DELETED else []
    return [each.get(_TYPE) for run in runs for each in run if each.tag != f"{W}rPr"] == ["end"]


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    """Those of text boxes and equations left out."""
    for child in element:
        if child.tag == RUN:
            yield child
        elif child.tag not in _APART:
            yield from _runs(child)


def _is_deleted(run: etree._Element) -> bool:
    parent = run.getparent()
    return parent is not None and parent.tag == DELETED


# --- links, simple fields, controls ----------------------------------------------------


def _code_of(shell: etree._Element) -> str:
    """The instruction of the field that does the same, in which deleted words can stand; empty if there is none."""
    if shell.tag == _SIMPLE:
        return shell.get(f"{W}instr", "")
    anchor, leads_outside = shell.get(f"{W}anchor", ""), shell.get(_ADDRESS) is not None
    return f' HYPERLINK \\l "{anchor}" ' if _ANCHOR.fullmatch(anchor) and not leads_outside else ""


def _open(shell: etree._Element, code: str, tracks: Tracks) -> None:
    """Puts what it holds in its place, as the result of a deleted field with that instruction if there is one."""
    content = shell.find(_CONTENT) if shell.tag == _CONTROL else shell
    held = [] if content is None else list(content)
    if code:
        instruction = etree.Element(f"{W}instrText", {XML_SPACE: "preserve"})
        instruction.text = code
        start = [_run(_mark("begin")), _run(instruction), _run(_mark("separate"))]
        end = [_run(_mark("end"))]
        held = [*start, *(each for each in held if each.tag != f"{W}fldData"), *end]
    for each in held:
        shell.addprevious(each)
    if code:
        tracks.wrap("del", start)
        tracks.wrap("del", end)
    parent = shell.getparent()
    assert parent is not None
    parent.remove(shell)


def _mark(kind: str) -> etree._Element:
    return etree.Element(_MARK, {_TYPE: kind})


def _run(child: etree._Element) -> etree._Element:
    run = etree.Element(RUN)
    run.append(child)
    return run


# --- fields and notes ------------------------------------------------------------------


@dataclass(slots=True)
class _Field:
    """`marks`: its runs without words. `had`, `has`: words that are deleted, and such as stay."""

    marks: list[etree._Element] = field(default_factory=list)
    had: bool = False
    has: bool = False


def _delete_fields(runs: list[etree._Element], tracks: Tracks) -> None:
    opened: list[_Field] = []
    for run in runs:
        kinds = [each.get(_TYPE) for each in run if each.tag == _MARK]
        if kinds == ["begin"]:
            opened.append(_Field())
        for each in opened[:-1]:
            each.has |= not _is_deleted(run)
        if not opened:
            continue
        own = opened[-1]
        if all(child.tag in _OF_FIELDS for child in run) and len(kinds) < 2:
            own.marks += [] if _is_deleted(run) else [run]
        else:
            own.had |= _is_deleted(run)
            own.has |= not _is_deleted(run)
        if kinds == ["end"] and (gone := opened.pop()).had and not gone.has:
            tracks.wrap("del", gone.marks)


def _delete_between(runs: list[etree._Element], tracks: Tracks) -> None:
    """Calls of notes, and what shows nothing, between two deleted words."""
    between: list[etree._Element] | None = None  # None where the words before stay
    for run in runs:
        children = [child for child in run if child.tag not in _OF_FIELDS]
        if _is_deleted(run) and children:
            tracks.wrap("del", between or [])
            between = []
        elif children and all(child.tag in _BETWEEN and not child.text and not sign_of(child) for child in children):
            if between is not None:
                between.append(run)
        elif children:
            between = None
