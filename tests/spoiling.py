"""One thing spoiled in a convention given as plain data: what was done, and where it should be found."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from assembler.model.document import FICHE_CELLS
from assembler.model.finding import Stage

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Spot:
    """A value of the input, and a character of it where `offset` is given."""

    path: Path
    offset: int | None = None


@dataclass(frozen=True)
class Mutation:
    """`spots`: where a finding is at the right place. `clause`: the wording that is no longer approved."""

    family: str
    what: str
    data: Any
    spots: tuple[Spot, ...]
    stage: Stage = "signature"
    blocks: bool = False
    clause: str | None = None


# --- moving in the data ----------------------------------------------------------------


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Path, value: Any) -> Any:
    """A copy of `data` with `value` at `path`."""
    copy = deepcopy(data)
    at(copy, path[:-1])[path[-1]] = value
    return copy


def without(data: Any, path: Path) -> Any:
    """A copy of `data` without the key or the list item at `path`."""
    copy = deepcopy(data)
    del at(copy, path[:-1])[path[-1]]
    return copy


def path_of(dots: str) -> Path:
    """`fiches.0.titre` as a path."""
    return tuple(int(step) if step.isdigit() else step for step in dots.split("."))


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every scalar with its path, in order."""
    if isinstance(data, str):
        yield path, data
        return
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from leaves(value, (*path, step))


def dotted(path: Path) -> str:
    return ".".join(map(str, path))


_TEXTS = {*FICHE_CELLS, "moyens", "presentation", "commentaires", "atouts", "faiblesses", "problematique", "axes"}
_TEXTS |= {"texte", "missions", "animation", "composition", "reunions", "note", "titre", "competences", "adresse"}
_NOT_IN_THE_DOCUMENT = {"caf", "remarques", "sources"}


def texts(data: Any) -> list[tuple[Path, str]]:
    """The convention's own prose, with its path."""
    return [
        (path, text)
        for path, text in leaves(data)
        if not _NOT_IN_THE_DOCUMENT & set(path) and {step for step in path if isinstance(step, str)} & _TEXTS
        if " " in text and path[-1] not in ("donnees", "reference")
    ]


def inserted(family: str, data: Any, chance: random.Random, pieces: tuple[str, ...], count: int) -> Iterator[Mutation]:
    """`count` times, one of the pieces between two words of a text taken at random."""
    everywhere = texts(data)
    for number in range(count):
        path, text = chance.choice(everywhere)
        gap = chance.choice([found.start() for found in re.finditer(r"(?<=\w) (?=\w)", text)])
        piece = pieces[number % len(pieces)]
        spoiled = f"{text[: gap + 1]}{piece} {text[gap + 1 :]}"
        yield Mutation(family, f"{dotted(path)} : {piece}", put(data, path, spoiled), (Spot(path, gap + 1),))
