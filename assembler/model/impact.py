"""What a change of the library, or of the files, does to each convention: data, before anything is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from assembler.model.clause import ClauseVersion
from assembler.model.comparison import Unit
from assembler.model.difference import changed_segments
from assembler.model.finding import Stage
from assembler.model.place import Problem

Effect = Literal["refaite", "figee", "avenant", "en_erreur", "ecartee", "terminee", "a_jour"]
"""`refaite`: a build would write it again. `figee`: its text was voted and stays, though the library moved on.
`avenant`: it is signed, and only an avenant would bring the change. `ecartee`: it does not take the version asked
about. `terminee`: its period is over. `a_jour`: nothing changes."""
EFFECTS: tuple[Effect, ...] = get_args(Effect)
_CONCERNED = ("refaite", "figee", "avenant", "en_erreur")
_KEPT_CHANGES = 400
_KEPT_FILES = 2_000


@dataclass(frozen=True, slots=True)
class Impact:
    """What becomes of one convention.

    `reasons`: why, in French, without capital or full stop. `stage`, `end` (of its period) are None where they were
    not asked. `written`: a build would write its Word file; the text of one that is frozen stays all the same.
    `units`: the parts whose text changes. `remarks`: what changes beside the text. `problems`: of `en_erreur` alone.
    """

    file: Path
    effect: Effect
    reasons: tuple[str, ...] = ()
    stage: Stage | None = None
    end: date | None = None
    written: bool = False
    units: tuple[Unit, ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The version that was asked about. `part`: « article 12 »; `notes`: French sentences on its state."""

    version: ClauseVersion
    part: str
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.version.id}@{self.version.version}"


@dataclass(frozen=True, slots=True)
class Row:
    """An impact without its texts. `parts`: the title of each that changes, and the rank of its change in
    `Gathered.changes`, None where it isn't kept.
    """

    impact: Impact
    parts: tuple[tuple[str, int | None], ...]


@dataclass(slots=True)
class Change:
    """A change of a part's words, and the conventions that it is the same in: the first of them, and how many."""

    unit: Unit
    files: list[Path] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class Gathered:
    """The impacts, each text that changes alike kept once; it stays small, however many conventions there are."""

    target: Target | None
    day: date
    rows: list[Row] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    untold: int = 0
    """Changes beyond those that are kept."""
    _ranks: dict[str, int] = field(default_factory=dict)

    def add(self, impact: Impact) -> None:
        parts = tuple((unit.title, self._rank(impact.file, unit)) for unit in impact.units)
        self.rows.append(Row(replace(impact, units=()), parts))

    def _rank(self, file: Path, unit: Unit) -> int | None:
        key = _key(unit)
        if key not in self._ranks:
            if len(self.changes) >= _KEPT_CHANGES:
                self.untold += 1
                return None
            self._ranks[key] = len(self.changes)
            self.changes.append(Change(unit))
        rank = self._ranks[key]
        change = self.changes[rank]
        change.count += 1
        if len(change.files) < _KEPT_FILES:
            change.files.append(file)
        return rank

    @property
    def counts(self) -> Counter[Effect]:
        return Counter(row.impact.effect for row in self.rows)

    def of(self, effect: Effect) -> list[Row]:
        return [row for row in self.rows if row.impact.effect == effect]

    @property
    def is_concerned(self) -> bool:
        return any(is_concerned(row.impact) for row in self.rows)


def is_concerned(impact: Impact) -> bool:
    """Would something change in it, or should it?"""
    return impact.effect in _CONCERNED


def _key(unit: Unit) -> str:
    """Equal for two conventions whose part changes by the same words, whatever values stand around them."""
    words = [(each.old, each.new, each.nature) for each in changed_segments(unit.steps)]
    told = (unit.name, unit.kind, unit.title, unit.verdict, unit.old_version, unit.new_version, unit.remarks, words)
    return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()
