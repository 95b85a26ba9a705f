"""Which version of each clause a convention takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assembler.model.clause import ClauseVersion
from assembler.model.messages import suggestion
from assembler.model.place import Place, Problem, Problems

Library = Mapping[str, Sequence[ClauseVersion]]
"""Clause id -> its versions, oldest first."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A version that the input imposes, and where it does."""

    version: str
    place: Place


def choose(
    library: Library, wanted: Sequence[str], pins: Mapping[str, Pin], day: date | None, plan: Place
) -> dict[str, ClauseVersion]:
    """For each wanted id its pinned version, else the newest one usable on `day` (None: the newest).

    Raises Problems, all of them: unknown clause or version, no version usable on that day.
    """
    problems: list[Problem] = []
    for name, pin in pins.items():
        if name not in library:
            problems.append(_unknown(name, library, pin.place))
        elif all(version.version != pin.version for version in library[name]):
            problems.append(_unknown_version(name, pin, library[name]))
    chosen: dict[str, ClauseVersion] = {}
    for name in wanted:
        versions = library.get(name, ())
        if not versions:
            problems.append(_unknown(name, library, plan))
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


def _unknown(name: str, library: Library, place: Place | None) -> Problem:
    message = f"La clause « {name} » n’existe pas dans la bibliothèque."
    return Problem(message, suggestion(name, sorted(library), "Clauses connues"), place)


def _unknown_version(name: str, pin: Pin, versions: Sequence[ClauseVersion]) -> Problem:
    known = ", ".join(v.version for v in versions)
    return Problem(
        f"La clause « {name} » n’a pas de version « {pin.version} ».", f"Versions connues : {known}.", pin.place
    )


def _none_usable(name: str, day: date | None, versions: Sequence[ClauseVersion]) -> Problem:
    when = f" au {day:%d/%m/%Y}" if day else ""
    return Problem(
        f"Aucune version de la clause « {name} » n’est utilisable{when}.",
        "Vérifiez « en_vigueur » et « statut » de ses versions, ou « date_reference » de la convention.",
        versions[-1].place,
    )
