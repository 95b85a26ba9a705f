"""The paragraphs of a cell, held against those of the new text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.lines import Item
from assembler.word.body import paragraphs_of
from assembler.writers.redline_edits import Edits
from assembler.writers.redline_runs import paragraph_text


def edit_cell(cell: etree._Element, steps: Steps, new: Sequence[etree._Element], edits: Edits) -> None:
    """`new`: the paragraphs of the cell in the new file, of which looks are taken; none if unknown."""
    own = list(paragraphs_of(cell))
    found = _found(own, (step.old for step in steps))
    if found is None:
        steps, found = _all_replaced(own, steps)
    sources = _found(new, (step.new for step in steps)) or [None] * len(steps)
    last = None
    for step, paragraph, source in zip(steps, found, sources, strict=True):
        if paragraph is None and step.new is not None:
            paragraph = edits.paragraph(step.new, source, [last if last is not None else own[0]])
            _place(paragraph, last, own)
        elif paragraph is not None and step.new is None:
            edits.delete(paragraph)
        elif paragraph is not None:
            edits.change(paragraph, step)
        last = paragraph if paragraph is not None else last
    _fill(own, edits)
