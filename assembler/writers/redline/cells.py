"""The paragraphs of a cell, held against those of the new text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.lines import Item, Line
from assembler.word.body import paragraphs_of
from assembler.writers.redline.edits import Edits
from assembler.writers.redline.runs import paragraph_text


def edit_cell(cell: etree._Element, steps: Steps, new: Sequence[etree._Element], edits: Edits) -> None:
    """`new`: the paragraphs of the cell in the new file, of which looks are taken; none if unknown."""
    own = list(paragraphs_of(cell))
    found = _found(own, [step.old for step in steps])
    if found is None:
        _replace(own, steps, edits)
        return
    sources = _found(new, [step.new for step in steps]) or [None] * len(steps)
    last: etree._Element | None = None
    for step, paragraph, source in zip(steps, found, sources, strict=True):
        if paragraph is not None:
            _edit(paragraph, step, edits)
            last = paragraph
        elif isinstance(step.new, Line):
            made = edits.paragraph(step.new, source, own[:1] if last is None else [last])
            _put(made, last, cell)
            last = made


def _edit(paragraph: etree._Element, step: Step, edits: Edits) -> None:
    if step.new is None:
        edits.delete(paragraph)
    else:
        edits.change(paragraph, step)


def _replace(own: Sequence[etree._Element], steps: Iterable[Step], edits: Edits) -> None:
    """Where the cell does not read as the steps say."""
    last = own[-1]
    for paragraph in own:
        edits.delete(paragraph)
    for step in steps:
        if isinstance(step.new, Line):
            made = edits.paragraph(step.new, None, own)
            last.addnext(made)
            last = made


def _put(paragraph: etree._Element, last: etree._Element | None, cell: etree._Element) -> None:
    first = next(paragraphs_of(cell), None)
    if last is not None:
        last.addnext(paragraph)
    elif first is not None:
        first.addprevious(paragraph)
    else:
        cell.append(paragraph)


def _found(paragraphs: Sequence[etree._Element], items: Sequence[Item | None]) -> list[etree._Element | None] | None:
    """The paragraph of each item, None where there is no item; None instead if one can't be found in order."""
    found: list[etree._Element | None] = []
    left = iter(paragraphs)
    for item in items:
        same = None if item is None else next((each for each in left if paragraph_text(each) == item.text), None)
        if item is not None and same is None:
            return None
        found.append(same)
    return found
