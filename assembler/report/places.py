"""Places and paths as the reader of a terminal wants them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assembler.model.place import Place


def shown(place: Place, here: Path) -> str:
    """« inputs/harnes.yaml:12:3 », from `here` where that is shorter."""
    return str(replace(place, file=relative(place.file, here)))


def relative(path: Path, here: Path) -> Path:
    """`path` from `here`, or as it is where it stands elsewhere."""
    try:
        return path.resolve().relative_to(here.resolve())
    except ValueError:
        return path
