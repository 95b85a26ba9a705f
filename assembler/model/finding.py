"""What a check found: data, which each report renders in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assembler.model.place import Place, Problem

Stage = Literal["projet", "copil", "deliberation", "signature", "signee", "publiee"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""The life of a convention, in order. From `deliberation` on, the text is the one that is voted."""

STAGE_NAMES: dict[Stage, str] = {
    "projet": "projet",
    "copil": "comité de pilotage",
    "deliberation": "délibération",
    "signature": "signature",
    "signee": "convention signée",
    "publiee": "publication",
}

Severity = Literal["bloquant", "avertissement", "information"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`blocks` is the stage from which the point blocks, None if it never does; `severity` is for the stage asked.

    `owner` and `due` are set where an author named them: `[à compléter : quoi | qui | quand]`.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    place: Place
    blocks: Stage | None = None
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file of the input that could not be read, and why; a notice stands for it in the draft.

    `place` is where the input names it.
    """

    file: Path
    place: Place
    problems: tuple[Problem, ...]


def reached(stage: Stage, since: Stage) -> bool:
    """Is `stage` at or after `since`?"""
    return STAGES.index(stage) >= STAGES.index(since)


def next_stage(stage: Stage) -> Stage | None:
    """The stage after `stage`; None after the last."""
    rank = STAGES.index(stage) + 1
    return STAGES[rank] if rank < len(STAGES) else None
