"""A failure that nobody foresaw, told as one of the convention that was worked on, so that the others go on."""

from __future__ import annotations

import os
from pathlib import Path

from assembler.model.place import Place, Problem, Problems


def problems_of(path: Path, error: Exception, command: str) -> tuple[Problem, ...]:
    """What went wrong with the convention at `path`. `command` is one that meets the same failure.

    Raises the error itself where it was not foreseen and ASSEMBLE_TRACE asks for its details.
    """
    if isinstance(error, Problems):
        return error.problems
    if os.environ.get("ASSEMBLE_TRACE"):
        raise error
    return (unforeseen(path, error, command),)


def unforeseen(path: Path, error: Exception, command: str) -> Problem:
    return Problem(
        f"Erreur imprévue du programme ({type(error).__name__} : {error}).",
        f"« {command} » avec la variable ASSEMBLE_TRACE=1 montre les détails ; signalez-la avec ce fichier.",
        Place(path),
    )
