"""The shared analysis: what every check looks at, computed once. Checks are pure functions of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Protocol

from assembler.model.catalogue import Catalogue
from assembler.model.clause import ClauseVersion
from assembler.model.convention import Convention, Saisie
from assembler.model.document import Document, Reference
from assembler.model.figures import Dataset, Figures
from assembler.model.finding import UnreadFile
from assembler.model.marks import author_marks
from assembler.model.place import Place
from assembler.model.plan import Plan
from assembler.model.walk import inlines_of

Path = tuple[str | int, ...]
_HIDDEN_GROUPS = {"acceptations", "clauses", "derogations", "annexes", "etape"}
_HIDDEN_KEYS = {"remarques", "sources", "donnees", "reference", "logo", "fiche", "id", "elision", "tableaux"}
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class Places(Protocol):
    """Where the values of the input stand."""

    def at(self, *path: str | int) -> Place: ...

    def within(self, path: Path, text: str, offset: int) -> Place: ...

    def empty_items(self) -> Iterator[Place]: ...


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

    `numbers`: part name (`annexe:diagnostic`) -> its number. `own`: the figures of the territory;
    `references`: those it is compared with; `members`: those of the member communes that have some.
    `unread`: files that a notice stands for.
    """

    convention: Convention
    document: Document
    plan: Plan
    chosen: Mapping[str, ClauseVersion]
    library: Mapping[str, Sequence[ClauseVersion]]
    numbers: Mapping[str, str]
    places: Places
    catalogue: Catalogue
    own: Dataset
    references: tuple[Dataset, ...]
    members: tuple[Dataset, ...]
    unread: tuple[UnreadFile, ...] = ()

    @cached_property
    def figures(self) -> Mapping[str, Figures]:
        """As typed, by name of the territory and of its member communes; a member wins over an EPCI of its name."""
        own = {self.own.name: self.own.typed} if self.own.typed else {}
        return {**own, **{member.name: member.typed for member in self.members}}

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
    def written(self) -> tuple[Passage, ...]:
        """What the document shows: no names of files, no identifiers, nothing that stays out of it.

        The marks of authors are blanked, so that offsets stay true.
        """
        return tuple(_without_marks(passage) for passage in self.passages if _is_shown(passage.path))

    def holding(self, *signs: str, own: bool = False) -> Iterator[Passage]:
        """Those of `written` that hold one of the signs, in order; most signs are nowhere, so this costs little.

        `own` leaves out the data shared by all conventions of the CAF.
        """
        for rank in sorted({rank for sign in signs for rank in self._ranks_holding(sign)}):
            passage = self.written[rank]
            if not (own and passage.path[:1] == ("caf",)):
                yield passage

    def _ranks_holding(self, sign: str) -> Iterator[int]:
        text, starts = self._all_written
        found = text.find(sign)
        while found >= 0:
            following = bisect_right(starts, found)
            yield following - 1
            found = text.find(sign, starts[following]) if following < len(starts) else -1

    @cached_property
    def _all_written(self) -> tuple[str, list[int]]:
        """The texts of `written` end to end, and where each begins."""
        starts = list(accumulate((len(passage.text) + 1 for passage in self.written), initial=0))
        return "\0".join(passage.text for passage in self.written), starts[:-1]

    @cached_property
    def cited(self) -> frozenset[str]:
        """Names of the parts that the document refers to."""
        return frozenset(i.target for i in inlines_of(self.document) if isinstance(i, Reference))

    def at(self, *path: str | int) -> Place:
        """The place of a value, or of its nearest parent where it is missing."""
        return self.places.at(*path)


def _is_shown(path: Path) -> bool:
    return not path or (path[0] not in _HIDDEN_GROUPS and _HIDDEN_KEYS.isdisjoint(path))


def _without_marks(passage: Passage) -> Passage:
    text = passage.text
    for mark in author_marks(text):
        blank = "".join(c if c == "\n" else " " for c in text[mark.start : mark.end])
        text = text[: mark.start] + blank + text[mark.end :]
    return passage if text == passage.text else replace(passage, text=text)


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
