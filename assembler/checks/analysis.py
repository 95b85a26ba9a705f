"""The shared analysis: what every check looks at, computed once. Checks are pure functions of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from assembler.model.clause import ClauseVersion
from assembler.model.convention import Convention, Saisie
from assembler.model.document import Document, Reference, inlines_of
from assembler.model.figures import Figures
from assembler.model.finding import UnreadFile
from assembler.model.place import Place
from assembler.model.plan import Plan

Path = tuple[str | int, ...]
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class Places(Protocol):
    """Where the values of the input stand."""

    def at(self, *path: str | int) -> Place: ...

    def within(self, path: Path, text: str, offset: int) -> Place: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that somebody typed: a value of the input, or a line of a clause without its expressions.

    `path` leads to the value in the input and is empty for a clause; `field` is the last key.
    """

    text: str
    path: Path
    place: Place | None
    places: Places

    @property
    def field(self) -> str:
        return next((str(step) for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def in_clause(self) -> bool:
        return not self.path

    def at(self, offset: int = 0) -> Place:
        """The place of the character at `offset`."""
        if self.place is None:
            return self.places.within(self.path, self.text, offset)
        return Place(self.place.file, self.place.line, offset + 1)


@dataclass(frozen=True)
class Analysis:
    """`chosen`: clause id -> the version in use; `library`: clause id -> its versions, oldest first.

    `numbers`: part name (`annexe:diagnostic`) -> its number. `figures`: name of the territory and
    of each member commune -> its figures, for those that have a file of figures. `unread`: files
    that a notice stands for.
    """

    convention: Convention
    document: Document
    plan: Plan
    chosen: Mapping[str, ClauseVersion]
    library: Mapping[str, Sequence[ClauseVersion]]
    figures: Mapping[str, Figures]
    numbers: Mapping[str, str]
    places: Places
    unread: tuple[UnreadFile, ...] = ()

    @cached_property
    def inputs(self) -> tuple[Passage, ...]:
        """Every text of the input, shared data included, in the order of the model."""
        return tuple(Passage(text, path, None, self.places) for path, text in _texts(self.convention, ()))

    @cached_property
    def own_inputs(self) -> tuple[Passage, ...]:
        """The texts that are the convention's own: not the data shared by all conventions of the CAF."""
        return tuple(passage for passage in self.inputs if passage.path[0] != "caf")

    @cached_property
    def clause_lines(self) -> tuple[Passage, ...]:
        """The lines of the wordings in use; expressions are blanked so that columns stay true."""
        return tuple(
            Passage(
                _EXPRESSION.sub(lambda m: " " * len(m[0]), line), (), Place(version.place.file, number), self.places
            )
            for version in self.chosen.values()
            for number, line in enumerate(version.body.split("\n"), start=version.body_line)
            if line.strip()
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return self.inputs + self.clause_lines

    @cached_property
    def cited(self) -> frozenset[str]:
        """Names of the parts that the document refers to."""
        return frozenset(i.target for i in inlines_of(self.document) if isinstance(i, Reference))

    def at(self, *path: str | int) -> Place:
        """The place of a value, or of its nearest parent where it is missing."""
        return self.places.at(*path)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, Saisie):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, (*path, name))
    elif isinstance(value, tuple):
        for rank, item in enumerate(value):
            yield from _texts(item, (*path, rank))
