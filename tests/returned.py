"""A convention that comes back edited, without the detour through Word: its paragraphs changed by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from assembler.build.convention import Composed, Tools, compose_input, load_tools
from assembler.build.takeover.propose import apply, propose
from assembler.build.workspace import Workspace
from assembler.compare.align import align
from assembler.model.comparison import Comparison, Unit
from assembler.model.document import FicheGrid, plain
from assembler.model.lines import Item, Line, lines_of
from assembler.model.takeover import Takeover
from assembler.readers.convention import read_convention

OWN = ("article:intervention-commune", "article:gouvernance", "annexe:equipements", "annexe:diagnostic")
OWN_KINDS = ("fiche",)


class Returned:
    """A convention that comes back with some paragraphs edited, and what it brings to the input."""

    def __init__(self, workspace: Path, name: str = "harnes") -> None:
        self.workspace = workspace
        self.tools: Tools = load_tools(Workspace(workspace))
        self.path = workspace / f"inputs/{name}.yaml"
        self.composed: Composed = compose_input(self.tools, self.path)
        self.new: dict[str, list[Item]] = {}

    def texts(self) -> dict[str, tuple[str, list[Item]]]:
        """Name of each part -> its title and its lines, as they were sent."""
        found: dict[str, tuple[str, list[Item]]] = {}
        for part in self.composed.document.parts:
            title = plain(part.heading.inlines)
            blocks = tuple(block for block in part.blocks if not isinstance(block, FicheGrid))
            found[part.name] = (title, [Line(title, "titre", 1), *lines_of(blocks)])
            for fiche in part.blocks:
                if isinstance(fiche, FicheGrid):
                    found[f"fiche:{fiche.id}"] = (plain(fiche.heading.inlines), list(lines_of((fiche,))))
        return found

    def edit(self, unit: str, old: str, *new: str, kind: str = "", rank: int = 0) -> Returned:
        """Put the lines `new` where the paragraph `old` stands (the one of that `rank`, if there are several)."""
        items = self.new.get(unit) or self.texts()[unit][1]
        seen = -1
        out: list[Item] = []
        for item in items:
            cells = [[item]] if isinstance(item, Line) else [list(cell) for cell in item.cells]
            for cell in cells:
                at = next((n for n, line in enumerate(cell) if plain_spaces(line.text) == old), None)
                if at is None:
                    continue
                seen += 1
                if seen == rank:
                    like = replace(cell[at], kind=kind or cell[at].kind)
                    cell[at : at + 1] = [replace(like, text=text) for text in new]
            out += cells[0] if isinstance(item, Line) else [replace(item, cells=tuple(map(tuple, cells)))]
        assert seen >= rank, f"« {old} » ne se trouve pas dans {unit}"
        self.new[unit] = out
        return self

    def takeover(self) -> Takeover:
        units = []
        for name, (title, old) in self.texts().items():
            kind: Any = name.partition(":")[0]
            steps = align(old, self.new.get(name, old))
            own = name in OWN or kind in OWN_KINDS
            units.append(Unit(name, kind, title, "modifié" if name in self.new else "identique", steps, own=own))
        return propose(Comparison("retour", "", "envoi", "retour", tuple(units)), self.composed)

    def taken(self) -> Takeover:
        """All proposals accepted and written; the input must be right, and say all that was returned."""
        found = self.takeover()
        for file, data in apply(found.proposals, self.composed.source).items():
            file.write_bytes(data)
        read_convention(self.path, self.workspace)
        return found


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
