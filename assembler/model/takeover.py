"""What a returned Word file would change in the input: proposals to accept, and what has to be copied by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assembler.model.place import Place

KeyPath = tuple[str | int, ...]
"""Keys and ranks that lead to a value of the convention, across the files that it names."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """`valeur`: the text at `path` becomes `text`. `ajout`: a line before the one that stands at `path` in a list.
    `retrait`: the line at `path` goes, and `text` is empty. Ranks are those of the list before any change."""

    path: KeyPath
    text: str
    kind: Literal["valeur", "ajout", "retrait"] = "valeur"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of the input, as its file would hold it.

    `place`: the value, or the group that lacks it. `unit`: title of the part where it was read.
    `label`: French name of the key. `old` is empty where the value was missing or is added, `new` where it goes.
    `standard`: the value stood in a text of the library, which was altered there: nobody takes it over unseen.
    """

    path: KeyPath
    place: Place
    unit: str
    label: str
    old: str
    new: str
    kind: Literal["valeur", "ajout", "retrait"] = "valeur"
    standard: bool = False

    @property
    def change(self) -> InputChange:
        return InputChange(self.path, self.new, self.kind)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something of the commune's that no key could be found for; `why` is a French sentence."""

    unit: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Takeover:
    proposals: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]
