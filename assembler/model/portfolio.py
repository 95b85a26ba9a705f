"""Where each convention of a workspace stands, and when it ends."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from assembler.model.finding import Stage
from assembler.model.place import Problem

RENEWAL_MONTHS = 12
"""How long before the end a renewal begins: an evaluation, a diagnostic, a committee and a vote come before it."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A clause whose `version` in the text is older than the `newest` one that may be used today."""

    clause: str
    version: str
    newest: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """`signature`: of the convention; `sealed`: the day of the seal; `avenants`: signature of each, in order."""

    signature: date
    sealed: date
    avenants: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A convention that could be read.

    `blocking`: how many points block its own stage; None for one that is sealed. `start`, `end`: of the period in
    force. `sealed` None: it is not. `word`: is its Word file what a build would write? `reasons`: why not, in French.
    `problems`: what is wrong with its archive. `renewed_by`: the main file of the territory's next convention.
    `caf` and `insee` (None where it isn't given) tell territories of one name apart.
    """

    file: Path
    territory: str
    stage: Stage
    blocking: int | None
    start: date
    end: date
    sealed: Sealed | None = None
    behind: tuple[Behind, ...] = ()
    word: Literal["a_jour", "a_refaire", "scellee"] = "a_refaire"
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    renewed_by: Path | None = None
    caf: str = ""
    insee: str | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """A convention that was never in the tool. `signature`: of the convention, None where it is not known. The rest:
    see `Standing`.
    """

    file: Path
    territory: str
    start: date
    end: date
    signature: date | None
    avenants: tuple[date, ...]
    renewed_by: Path | None = None
    caf: str = ""
    insee: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One that could not, and why. `problems` is never empty. `outside`: it was never in the tool."""

    file: Path
    problems: tuple[Problem, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Alone:
    """A sealed archive whose input is gone: `file`, where it was. `sealed` None: its record can't be read."""

    file: Path
    sealed: Sealed | None


Known = Standing | Outside
Found = Known | Unreadable | Alone
Portfolio = Sequence[Found]

# --- the calendar ----------------------------------------------------------------------

Term = Literal["echue", "six", "douze", "vingt_quatre", "plus"]
"""When a period ends: it is over; within 6, 12 or 24 months; later."""


def term_of(end: date, today: date) -> Term:
    if end < today:
        return "echue"
    terms: tuple[tuple[Term, int], ...] = (("six", 6), ("douze", 12), ("vingt_quatre", 24))
    return next((term for term, months in terms if end < months_later(today, months)), "plus")


def days_left(end: date, today: date) -> int:
    """Whole days until the last one, which counts; negative: since it."""
    return (end - today).days


def renewal_day(end: date) -> date:
    """The day from which the next convention is prepared."""
    return months_later(end + timedelta(days=1), -RENEWAL_MONTHS)


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last one where it is too short."""
    rank = day.year * 12 + day.month - 1 + months
    year, month = divmod(rank, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
