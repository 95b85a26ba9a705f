"""Where the clauses of a library stand: their part in the plan, and which conventions use which version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assembler.model.clause import ClauseVersion
from assembler.model.place import Problem
from assembler.model.portfolio import Unreadable


@dataclass(frozen=True, slots=True)
class VersionState:
    """One version. `used_by`: the main files of the conventions that take it; None where they were not asked."""

    version: ClauseVersion
    used_by: tuple[Path, ...] | None = None


@dataclass(frozen=True, slots=True)
class ClauseState:
    """`part`: « article 6-a », « annexe 1 », « préambule », « signature », « avenant »,
    « délibération », « circuit », or « hors plan ».

    `versions` are oldest first; empty for a clause that the plan names and the library lacks, or can't read.
    `replaced_by`: the main files of the conventions whose dérogation stands in for the clause.
    """

    part: str
    id: str
    versions: tuple[VersionState, ...]
    replaced_by: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryState:
    """`faults`: what makes versions unreadable; `unread`: the conventions whose choice of clauses is not known."""

    clauses: tuple[ClauseState, ...]
    faults: tuple[Problem, ...]
    unread: tuple[Unreadable, ...]

    def clause(self, name: str) -> ClauseState:
        """The clause of that identifier, which must be there."""
        return next(each for each in self.clauses if each.id == name)
