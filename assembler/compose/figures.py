"""Tables and charts: the numbers and anchors of their captions, and the lists that long annexes begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from assembler.model.document import (
    FIGURE_LISTS,
    Block,
    CaptionNumber,
    Chart,
    Document,
    FigureList,
    Part,
    Table,
    Text,
    captioned,
    plain,
)

FEWEST_LISTED = 8
"""Tables and charts of an annexe that has lists of them: with fewer, leafing through its pages finds them as soon."""


def with_captions(parts: Iterable[Part]) -> list[Part]:
    """Captioned tables and charts are numbered through the whole document: « Tableau 3 – Familles ».

    Each gets an anchor: its own where the catalogue gives one, else its part's name and its rank there.
    """
    numbering = _Captions()
    return [
        replace(part, blocks=tuple(numbering.numbered(block, part.name) for block in part.blocks)) for part in parts
    ]


class _Captions:
    def __init__(self) -> None:
        self._ranks: Counter[str] = Counter()
        self._anchors: set[str] = set()

    def numbered(self, block: Block, part: str) -> Block:
        if not (isinstance(block, (Table, Chart)) and block.caption):
            return block
        sequence: Literal["Tableau", "Graphique"] = "Tableau" if isinstance(block, Table) else "Graphique"
        self._ranks[sequence] += 1
        number = CaptionNumber(sequence, str(self._ranks[sequence]))
        caption = (Text(f"{sequence} "), number, Text(" – "), *block.caption)
        return replace(block, caption=caption, anchor=self._anchor(block.anchor, f"{sequence.lower()}:{part}", number))

    def _anchor(self, own: str, otherwise: str, number: CaptionNumber) -> str:
        anchor = own if own and own not in self._anchors else f"{otherwise}:{number.text}"
        self._anchors.add(anchor)
        return anchor


def caption_number(block: Table | Chart) -> str:
    """The number of a caption; empty if it has none."""
    return next((inline.text for inline in block.caption if isinstance(inline, CaptionNumber)), "")


def numbers_of_figures(parts: Iterable[Part]) -> dict[str, str]:
    """What references may name (`tableau:T5`) -> its number: the tables and charts of the catalogue that are there."""
    found = (block for part in parts for block in captioned(part))
    return {block.anchor: caption_number(block) for block in found if block.anchor.count(":") == 1}


def with_figure_lists(document: Document) -> Document:
    """The document with lists at the head of each annexe that holds many tables and charts."""
    return replace(
        document, parts=tuple(_with_lists(part) if part.kind == "annexe" else part for part in document.parts)
    )


def _with_lists(part: Part) -> Part:
    figures = list(captioned(part))
    if len(figures) < FEWEST_LISTED:
        return part
    entries: Mapping[str, list[tuple[str, str]]] = {sequence: [] for sequence in FIGURE_LISTS}
    for block in figures:
        entries["Tableau" if isinstance(block, Table) else "Graphique"].append((block.anchor, plain(block.caption)))
    lists = (FigureList(FIGURE_LISTS[sequence], tuple(listed)) for sequence, listed in entries.items() if listed)
    return replace(part, figures=tuple(lists))
