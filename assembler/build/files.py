"""Files replaced whole: a reader sees the old one or the new one, never half of it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from assembler.model.place import Place, Problem, Problems


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write all contents beside their targets, then move each into place. Raises Problems.

    Nothing is moved unless everything could be written. A target held open by Word on
    Windows is named; files already in their place keep their earlier content.
    """
    waiting: list[tuple[Path, Path]] = []
    problems: list[Problem] = []
    try:
        for target, data in contents.items():
            try:
                waiting.append((_write_beside(target, data), target))
            except OSError as error:
                raise Problems([_refused(target, error)]) from None
        for temporary, target in waiting:
            try:
                os.replace(temporary, target)
            except OSError as error:
                problems.append(_refused(target, error))
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    if problems:
        raise Problems(problems)


def _write_beside(target: Path, data: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".ecriture-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # mkstemp's 0600 would lock colleagues out of a shared folder
    return Path(name)


def _refused(target: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem(
            f"Impossible de remplacer « {target.name} » : il est sans doute ouvert dans Word.",
            "Fermez-le dans Word, puis relancez la commande. L’ancien fichier est intact.",
            Place(target),
        )
    return Problem(
        f"Impossible d’écrire « {target.name} » : {error.strerror or error}.",
        "L’ancien fichier est intact.",
        Place(target),
    )
