"""What is asked of an avenant: its dates as typed, and whether they fit the convention that it amends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.model.convention import Periode
from assembler.model.messages import excerpt
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.model.scalars import calendar_date


@dataclass(frozen=True, slots=True)
class AvenantRequest:
    """The input at `path`, and the dates that the user typed, None where an option was not given.

    `effet`: first day of effect; `prolonger`: new last day of the convention.
    """

    path: Path
    today: date
    effet: str | None = None
    prolonger: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """`effet` None: on signature. `fin` None: no prolongation. `today`: the day of the run.

    `chosen`: the day that chose the clauses of what was voted, None where nothing was. `is_resumed`: a date is that
    of the avenant that stands already.
    """

    effet: date | None
    fin: date | None
    today: date
    chosen: date | None = None
    is_resumed: bool = False

    @property
    def day(self) -> date:
        """The day that chooses the clauses."""
        return self.effet or self.chosen or self.today


def asked_of(request: AvenantRequest) -> Asked:
    """Raises Problems: what was typed is no date."""
    collector = Collector()
    effet = collector.attempt(_day, "--effet", request.effet) if request.effet is not None else None
    fin = collector.attempt(_day, "--prolonger", request.prolonger) if request.prolonger is not None else None
    collector.finish()
    return Asked(effet, fin, request.today)


def _day(option: str, typed: str) -> date:
    try:
        day: date = calendar_date(typed.strip())
    except ValueError:
        hint = f"Écrivez {option} 2027-12-31, ou {option} 31/12/2027."
        raise Problems.one(f"La valeur de « {option} », « {excerpt(typed)} », n’est pas une date.", hint) from None
    return day


def refuse_dates(asked: Asked, periode: Periode, signed: date | None, path: Path) -> None:
    """Raises Problems, all of them: dates that do not fit the period in force, or the day of the signature."""
    if problems := [*_effet_faults(asked, periode, signed), *_term_faults(asked, periode, path)]:
        raise Problems(problems)


def _effet_faults(asked: Asked, periode: Periode, signed: date | None) -> Iterator[Problem]:
    effet = asked.effet
    if effet and signed and effet < signed:
        message = f"L’avenant prendrait effet le {effet:%d/%m/%Y}, avant la signature de la convention"
        yield Problem(f"{message}, le {signed:%d/%m/%Y}.", "Vérifiez --effet.")
    if effet and effet > periode.fin:
        message = f"L’avenant prendrait effet le {effet:%d/%m/%Y}, après la fin de la convention"
        yield Problem(f"{message}, le {periode.fin:%d/%m/%Y}.", "Vérifiez --effet.")


def _term_faults(asked: Asked, periode: Periode, path: Path) -> Iterator[Problem]:
    if asked.fin and asked.fin <= periode.fin:
        message = f"La nouvelle date de fin, {asked.fin:%d/%m/%Y}, n’est pas après la fin actuelle"
        yield Problem(f"{message}, {periode.fin:%d/%m/%Y}.", "Vérifiez --prolonger.")
    if asked.today > periode.fin and (asked.fin or not asked.effet):
        message = f"La convention a pris fin le {periode.fin:%d/%m/%Y} : elle ne peut plus être"
        message += " prolongée." if asked.fin else " modifiée."
        hint = f"Préparez la suivante : « assemble renew {path.name} »."
        yield Problem(message, hint, Place(path))
