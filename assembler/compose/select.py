"""Which version of each clause a convention takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assembler.compose.numbering import annexes_of, steps_of
from assembler.model.clause import ClauseVersion
from assembler.model.convention import Convention
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.model.plan import Plan

Library = Mapping[str, Sequence[ClauseVersion]]
"""Clause id -> its versions, oldest first."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A version that the input imposes, and where it does."""

    version: str
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """The library's version of each clause that a convention uses. `replaced`: clause -> rank of its dérogation."""

    versions: Mapping[str, ClauseVersion]
    replaced: Mapping[str, int]


def choice_of(
    convention: Convention, plan: Plan, plan_place: Place, library: Library, place_of: Callable[..., Place]
) -> Choice:
    """What the convention takes of the library. `place_of` gives a key path of its input its place.

    Raises Problems: pins and dérogations that fit nothing, clauses without a version.
    """
    steps = steps_of(plan, convention)
    wanted = [name for step in steps for name in (step.preambule, *step.article, step.signature) if name]
    wanted += [annexe.clause for annexe in annexes_of(plan, convention)]
    pins = {name: Pin(version, place_of("clauses", name)) for name, version in convention.clauses.items()}
    collector = Collector()
    rule = choose if convention.date_reference else choose_of_period
    versions = collector.attempt(rule, library, wanted, pins, convention.jour_de_reference, plan_place)
    replaced = collector.attempt(_replaced, convention, wanted, place_of)
    collector.finish()
    assert versions is not None and replaced is not None
    return Choice(versions, replaced)


def _replaced(convention: Convention, wanted: Sequence[str], place_of: Callable[..., Place]) -> dict[str, int]:
    """The rank of each dérogation by the clause that it replaces. Raises Problems."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for rank, derogation in enumerate(convention.derogations):
        place = place_of("derogations", rank, "clause")
        if derogation.clause not in wanted:
            message = f"La dérogation vise la clause « {derogation.clause} », que cette convention n’emploie pas."
            problems.append(Problem(message, suggestion(derogation.clause, wanted, "Clauses employées"), place))
        elif derogation.clause in found:
            message = f"La clause « {derogation.clause} » a déjà une dérogation."
            problems.append(Problem(message, "Gardez-en une seule.", place))
        else:
            found[derogation.clause] = rank
    if problems:
        raise Problems(problems)
    return found


def choose(
    library: Library, wanted: Sequence[str], pins: Mapping[str, Pin], day: date | None, plan: Place
) -> dict[str, ClauseVersion]:
    """For each wanted id its pinned version, else the newest one usable on `day` (None: the newest).

    Raises Problems, all of them: unknown clause or version, no version usable on that day.
    """
    problems: list[Problem] = []
    for name, pin in pins.items():
        if name not in library:
            problems.append(unknown_clause(name, library, pin.place))
        elif all(version.version != pin.version for version in library[name]):
            known = [version.version for version in library[name]]
            problems.append(unknown_version(name, pin.version, known, pin.place))
    chosen: dict[str, ClauseVersion] = {}
    for name in wanted:
        versions = library.get(name, ())
        if not versions:
            problems.append(unknown_clause(name, library, plan))
        elif name in pins:
            chosen.update((name, version) for version in versions if version.version == pins[name].version)
        else:
            usable = [v for v in versions if v.usable_on(day)]
            if usable:
                chosen[name] = usable[-1]
            else:
                problems.append(_none_usable(name, day, versions))
    if problems:
        raise Problems(problems)
    return chosen


def choose_of_period(
    library: Library, wanted: Sequence[str], pins: Mapping[str, Pin], start: date, plan: Place
) -> dict[str, ClauseVersion]:
    """As `choose` on the first day of a period; a clause that had no version yet takes its first one.

    Raises Problems, as `choose` does.
    """
    first = {name: _first_after(library.get(name, ()), start) for name in wanted if name not in pins}
    early = {name: version for name, version in first.items() if version}
    chosen = choose(library, [name for name in wanted if name not in early], pins, start, plan)
    return {name: early.get(name) or chosen[name] for name in wanted}


def _first_after(versions: Sequence[ClauseVersion], day: date) -> ClauseVersion | None:
    """The first version of a clause of which none has begun by that day."""
    valid = [version for version in versions if version.usable_on(None)]
    return valid[0] if valid and all(version.begins_after(day) for version in valid) else None


def unknown_clause(name: str, known: Iterable[str], place: Place | None = None) -> Problem:
    """No clause of the library has that name."""
    message = f"La clause « {excerpt(name)} » n’existe pas dans la bibliothèque."
    return Problem(message, suggestion(name, sorted(known), "Clauses connues"), place)


def unknown_version(clause: str, version: str, known: Iterable[str], place: Place | None = None) -> Problem:
    """The clause has no such version; `known`: those that it has."""
    message = f"La clause « {clause} » n’a pas de version « {excerpt(version)} »."
    return Problem(message, f"Versions connues : {', '.join(sorted(known))}.", place)


def _none_usable(name: str, day: date | None, versions: Sequence[ClauseVersion]) -> Problem:
    when = f" au {day:%d/%m/%Y}" if day else ""
    return Problem(
        f"Aucune version de la clause « {name} » n’est utilisable{when}.",
        "Vérifiez « en_vigueur » et « statut » de ses versions, ou donnez une « date_reference » à la convention.",
        versions[-1].place,
    )
