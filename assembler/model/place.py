"""Where a value stands in its file, and what went wrong there.

Low-level code raises `Problems` with what it knows; the boundary that knows the
file adds the place. All problems of a run are collected and shown together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from assembler.model.frozen import frozen

T = TypeVar("T")
P = ParamSpec("P")


@frozen
class Place:
    """A spot in a file. `line` and `column` count from 1; None means the whole file.

    `cell` is the spot as a spreadsheet names it (`Chiffres!C12`), empty in other files.
    """

    file: Path
    line: int | None = None
    column: int | None = None
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}"
        parts = [str(self.file)]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops the run, said in French.

    `hint` says how to mend it; an empty hint means that the message says it all.
    `place` is None when no file is to blame.
    """

    message: str
    hint: str = ""
    place: Place | None = None


class Problems(Exception):
    """The run can't go on. `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))

    @classmethod
    def one(cls, message: str, hint: str = "", place: Place | None = None) -> Problems:
        return cls([Problem(message, hint, place)])


class Collector:
    """Goes on after a problem, so that a run tells all of them at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def attempt(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The result of `action`, or None where it raised Problems (kept for `finish`)."""
        try:
            return action(*args, **kwargs)
        except Problems as error:
            self.problems += [problem for problem in error.problems if problem not in self.problems]
            return None

    def finish(self) -> None:
        """Raise everything that was kept, if anything was."""
        if self.problems:
            raise Problems(self.problems)
