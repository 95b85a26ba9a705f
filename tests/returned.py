"""A convention that comes back edited: written, read again, its paragraphs changed, held against what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assembler.build.convention import Composed, compose_input, load_tools
from assembler.build.reference import names_by_bookmark, own_parts
from assembler.build.takeover.propose import apply, propose
from assembler.build.workspace import Workspace
from assembler.build.writing import written
from assembler.compare.texts import Known, compare_texts
from assembler.model.comparison import Comparison, Unit
from assembler.model.lines import Item, Line
from assembler.model.takeover import Takeover
from assembler.model.wordtext import WordText
from assembler.readers.convention import read_convention
from assembler.readers.word import read_word_bytes


def units_of(composed: Composed, sent: WordText, back: WordText) -> tuple[Unit, ...]:
    return compare_texts(sent, back, Known(own=own_parts(composed), names=names_by_bookmark(composed)))[0]


class Returned:
    """`items` are edited in place; each keeps the rank that it had in the file that was `sent`."""

    def __init__(self, workspace: Path, name: str = "harnes") -> None:
        self.workspace = workspace
        self.path = workspace / f"inputs/{name}.yaml"
        tools = load_tools(Workspace(workspace))
        self.composed = compose_input(tools, self.path)
        self.sent = read_word_bytes(written(tools, self.composed, self.composed.document), self.path)
        self.items = list(self.sent.items)
        self.ranks = {
            unit.name: {step.old.rank for step in unit.steps if step.old}
            for unit in units_of(self.composed, self.sent, self.sent)
        }

    def lines(self, unit: str) -> list[Item]:
        """The lines and rows of a part, as edited so far."""
        return [item for item in self.items if item.rank in self.ranks[unit]]

    def edit(self, unit: str, old: str, *new: str, rank: int = 0) -> Returned:
        """Put the lines `new` where the paragraph `old` stands (the one of that `rank`, if there are several)."""
        places = [
            (at, cell, line)
            for at, item in enumerate(self.items)
            if item.rank in self.ranks[unit]
            for cell, lines in enumerate(_cells(item))
            for line, each in enumerate(lines)
            if plain_spaces(each.text) == old
        ]
        assert len(places) > rank, f"« {old} » ne se trouve pas dans {unit}"
        at, cell, line = places[rank]
        item = self.items[at]
        cells = [list(lines) for lines in _cells(item)]
        like = cells[cell][line]
        cells[cell][line : line + 1] = [replace(like, text=text) for text in new]
        changed: Sequence[Item] = (
            cells[0] if isinstance(item, Line) else [replace(item, cells=tuple(map(tuple, cells)))]
        )
        self.items[at : at + 1] = changed
        return self

    def takeover(self) -> Takeover:
        items = tuple(replace(item, rank=rank) for rank, item in enumerate(self.items))
        units = units_of(self.composed, self.sent, replace(self.sent, items=items, manifest=None))
        return propose(Comparison("retour", "", "envoi", "retour", units), self.composed)

    def taken(self) -> Takeover:
        """All proposals accepted and written; the input must be right, and say all that was returned."""
        found = self.takeover()
        for file, data in apply(found.proposals, self.composed.source).items():
            file.write_bytes(data)
        read_convention(self.path, self.workspace)
        return found


def _cells(item: Item) -> Iterator[Sequence[Line]]:
    yield from [(item,)] if isinstance(item, Line) else item.cells


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
