"""What the readers of one part start from, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from assembler.build.takeover.trial import Trial
from assembler.build.takeover.unit import Pair
from assembler.build.takeover.values import Span, old_text
from assembler.model.comparison import Unit
from assembler.model.messages import listed
from assembler.model.place import Place, Problems
from assembler.model.takeover import InputChange, Proposal, Unplaced
from assembler.readers.convention import Source
from assembler.readers.editing.changes import key_place
from assembler.readers.editing.leaves import Leaf

T = TypeVar("T")
R = TypeVar("R")

OTHERWISE = "Avec cette valeur, le document dirait autre chose que le fichier revenu."
_MOST_TRIED = 8
"""Values that are tried for one change: each composes the convention once."""


@dataclass(frozen=True, slots=True)
class PartReading:
    """`done`: numbers of the paragraphs that are dealt with. `left`: of one that is in part, what is not."""

    proposals: tuple[Proposal, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    done: frozenset[int] = frozenset()
    left: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)

    def __add__(self, other: PartReading) -> PartReading:
        return PartReading(
            self.proposals + other.proposals,
            self.unplaced + other.unplaced,
            self.done | other.done,
            {**self.left, **other.left},
        )


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One part that changed. `leaves`: the values of the input, those of its fiche first, none of the Caf's file.

    `blanks`: where a missing value is sought.
    """

    unit: Unit
    source: Source
    pairs: tuple[Pair, ...]
    trial: Trial
    leaves: tuple[Leaf, ...]
    blanks: tuple[Leaf, ...]

    def proposed(self, leaf: Leaf, changes: Iterable[InputChange]) -> PartReading:
        found = PartReading()
        for change in changes:
            where, old = key_place(self.source, change.path), old_text(leaf, change)
            if where.file.suffix.lower() == ".csv":
                why = f"Ce texte vient de « {where.file.name} » : corrigez-le dans ce fichier."
                found += self.unplaced(old, change.text, why)
            else:
                found += PartReading((self._proposal(leaf, change, old, where.place),))
        return found

    def _proposal(self, leaf: Leaf, change: InputChange, old: str, place: Place) -> Proposal:
        altered = bool(old) and not self.unit.own
        return Proposal(change.path, place, self.unit.title, leaf.title, old, change.text, change.kind, altered)

    def unplaced(self, old: str, new: str, why: str) -> PartReading:
        return PartReading(unplaced=(Unplaced(self.unit.title, old, new, why),))


def part_of(unit: Unit, trial: Trial, source: Source, leaves: Sequence[Leaf]) -> ChangedPart:
    fiche = unit.name.partition(":")[2] if unit.kind == "fiche" else ""
    near = [leaf for leaf in leaves if fiche and leaf.fiche == fiche]
    far = [leaf for leaf in leaves if not leaf.fiche or leaf.fiche != fiche]
    return ChangedPart(
        unit=unit,
        source=source,
        pairs=trial.pairs,
        trial=trial,
        leaves=tuple(leaf for leaf in (*near, *far) if not is_shared(leaf)),
        blanks=tuple(near or (leaf for leaf in leaves if not leaf.fiche)),
    )


def is_shared(leaf: Leaf) -> bool:
    """Does the value stand in the Caf's file?"""
    return leaf.path[0] == "caf"


def fitting(candidates: Iterable[T], attempt: Callable[[T], R | None]) -> tuple[list[R], str]:
    """What `attempt` gave for the candidates that fit (None: it doesn't); where none does, why one was refused."""
    found: list[R] = []
    refused = ""
    for candidate in islice(candidates, _MOST_TRIED):
        try:
            if (result := attempt(candidate)) is not None:
                found.append(result)
        except Problems as error:
            refused = error.problems[0].message
    return found, "" if found else refused


def several(leaves: Iterable[Leaf]) -> str:
    names = listed((".".join(map(str, leaf.path)) for leaf in leaves), "et")
    return f"Plusieurs clés peuvent avoir donné ce passage : {names}."
