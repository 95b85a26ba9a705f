"""The figures of one territory.

Four things stay apart: a number, a money amount printed as `- €` (nothing paid),
`N.C.` (not communicated) and nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from assembler.model.frozen import frozen
from assembler.model.place import Place


class Special(Enum):
    """A cell without a number."""

    NON_COMMUNIQUE = "N.C."
    NEANT = "- €"


Value = Decimal | Special | None
"""A figure's value; None is an empty cell. The Decimal keeps the digits that were typed."""


@frozen
class Figure:
    """One line of a figures file. `variation` is in percent over five years; `year` None when none was typed."""

    code: str
    year: int | None
    value: Value
    variation: Value
    place: Place

    @property
    def number(self) -> Decimal | None:
        """The value as a number, `- €` being 0; None where there is none to reckon with."""
        if self.value is Special.NEANT:
            return Decimal(0)
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def says_nothing(self) -> bool:
        """Neither value, nor variation, nor the year of a value that is missing."""
        return self.is_empty and self.year is None

    @property
    def is_empty(self) -> bool:
        """Neither value nor variation."""
        return self.value is None and self.variation is None


Figures = Mapping[str, Figure]
"""The figures of one territory, by indicator code."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The figures of one territory: as they were `typed`, and `complete` with what the catalogue computes.

    `name` heads a column (« Pas-de-Calais »), `said` stands in a sentence (« le Pas-de-Calais »).
    `summed`: codes whose figure is the sum of the member communes'.
    """

    name: str
    said: str
    typed: Figures
    complete: Figures
    summed: frozenset[str] = frozenset()

    def number(self, code: str) -> Decimal | None:
        """The complete figure as a number, `- €` being 0; None where there is none to reckon with."""
        figure = self.complete.get(code)
        return figure.number if figure else None
