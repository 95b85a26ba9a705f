"""What a batch does to each convention, and the sum of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from assembler.model.finding import Stage
from assembler.model.place import Problem

Status = Literal["refaite", "a_refaire", "a_jour", "scellee", "en_erreur", "ecartee"]
STATUSES: tuple[Status, ...] = get_args(Status)
_KEPT_PROBLEMS = 200
_KEPT_NAMES = 5
_OWN_FILE = r"\S.*?"
_KINDS = (
    (rf"saisie : {_OWN_FILE} modifié", "saisie modifiée"),
    (rf"saisie : {_OWN_FILE} introuvable", "saisie introuvable"),
    (rf"fichier : {_OWN_FILE} modifié", "fichier de la commune modifié"),
    (rf"fichier : {_OWN_FILE} introuvable", "fichier de la commune introuvable"),
    (rf"{_OWN_FILE} manque", "document effacé de out/"),
    (rf"{_OWN_FILE} n’est plus tel qu’il a été écrit", "document de out/ modifié"),
)


@dataclass(frozen=True, slots=True)
class Orders:
    """What a batch was asked. `stages`: only conventions at one of them; empty: all.

    `pdf`, `pages`, `fields`: what each convention is to have, beside what it had.
    """

    force: bool = False
    dry_run: bool = False
    stages: frozenset[Stage] = frozenset()
    pdf: bool = False
    pages: bool = False
    fields: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one convention.

    `a_refaire`: a dry run would have made it again; `ecartee`: it is at another stage than those asked. `reasons`:
    why it was made again, in French. `stage`: None where it is not known. `problems`: empty but for `en_erreur`.
    `lacking`: why the Word file alone was made, and no PDF.
    """

    file: Path
    status: Status
    reasons: tuple[str, ...] = ()
    stage: Stage | None = None
    written: tuple[Path, ...] = ()
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    lacking: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Affected:
    """How many conventions a problem stops, and the first of them."""

    count: int = 0
    files: list[Path] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """The sum of the outcomes so far; it stays small, however many they are."""

    total: int
    counts: Counter[Status] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    problems: dict[Problem, Affected] = field(default_factory=dict)
    untold: int = 0
    """Problems beyond those that are kept."""
    lacking: dict[Problem, Affected] = field(default_factory=dict)
    """Why conventions have no PDF, or no pages."""
    gone: tuple[Path, ...] = ()
    """Where the inputs were of the sealed conventions that have none any more."""

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.status] += 1
        self.reasons.update({kind_of(reason) for reason in outcome.reasons})
        for problem in outcome.problems:
            self._count(self.problems, problem, outcome.file)
        for problem in outcome.lacking:
            self._count(self.lacking, problem, outcome.file)

    def _count(self, counted: dict[Problem, Affected], problem: Problem, file: Path) -> None:
        if problem not in counted and len(counted) >= _KEPT_PROBLEMS:
            self.untold += 1
            return
        affected = counted.setdefault(problem, Affected())
        affected.count += 1
        if len(affected.files) < _KEPT_NAMES:
            affected.files.append(file)

    @property
    def done(self) -> int:
        return self.counts.total()


def kind_of(reason: str) -> str:
    """The reason without the name of a file that only one convention has, so that conventions can be counted by it."""
    return next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, reason)), reason)
