"""Figures that hold their pictures, and say in words what these show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction as Instruction
from pikepdf import Dictionary, Name, Operator

from assembler.writers.pdf.conform_boxes import Box
from assembler.writers.pdf.conform_content import PageContent
from assembler.writers.pdf.conform_tree import StructureTree, kids_of, looks_of

_SLACK = 1.5  # points


def fill_figures(tree: StructureTree, contents: Sequence[PageContent]) -> None:
    """Give empty figures the pictures painted in their frames: LibreOffice 7.4 makes artifacts of the logos."""
    pages = {content.page.obj.objgen: content for content in contents}
    for figure in tree.of_type("/Figure"):
        frame = _frame(figure)
        content = pages.get(figure.Pg.objgen) if "/Pg" in figure else None
        if frame is None or content is None or kids_of(figure):
            continue
        for artifact in content.artifacts:
            held = [frame.holds(picture, _SLACK) for picture in artifact.pictures]
            if artifact.named is None and held and all(held):
                id = tree.new_content(content.page, figure)
                artifact.named = Instruction([Name.Figure, Dictionary(MCID=id)], Operator("BDC"))


def describe(tree: StructureTree, alternatives: Sequence[str]) -> None:
    """Write the alternative texts; where there are not as many as figures, those that LibreOffice wrote remain."""
    figures = list(tree.of_type("/Figure"))
    if len(figures) == len(alternatives):
        for figure, alternative in zip(figures, alternatives, strict=True):
            if alternative:
                figure.Alt = pikepdf.String(alternative)


def _frame(figure: Any) -> Box | None:
    boxes = [look.BBox for look in looks_of(figure) if "/BBox" in look]
    return Box(*map(float, boxes[0])) if boxes else None
