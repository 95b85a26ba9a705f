"""Where each convention of a workspace stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.model.finding import Stage
from assembler.model.place import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """A convention that could be read. `blocking`: how many points block its own stage; `end`: of its period."""

    file: Path
    territory: str
    stage: Stage
    blocking: int
    end: date


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One that could not, and why. `problems` is never empty."""

    file: Path
    problems: tuple[Problem, ...]
