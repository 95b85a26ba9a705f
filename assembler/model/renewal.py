"""What a renewal kept, emptied and changed of the earlier convention: data that the terminal tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.model.convention import Periode


@dataclass(frozen=True, slots=True)
class Told:
    """Values of one kind. `what`: French, with their count; `which`: each of them; `why` they are not kept as such."""

    what: str
    which: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The convention that is renewed. `signed`: when, as far as is known; `avenants`: how many of them are sealed."""

    path: Path
    periode: Periode
    signed: date
    avenants: int = 0
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """`files`: every file to write, the new input first, with its bytes. `shared`: files of all conventions, which
    both name. `kept`, `changed`, `emptied`, `confirm`: what became of the values."""

    earlier: Earlier
    periode: Periode
    files: Mapping[Path, bytes]
    shared: tuple[Path, ...]
    kept: tuple[Told, ...]
    changed: tuple[Told, ...]
    emptied: tuple[Told, ...]
    confirm: tuple[Told, ...]

    @property
    def path(self) -> Path:
        return next(iter(self.files))
