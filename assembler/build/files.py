"""Files replaced whole: a reader sees the old one or the new one, never half of it."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Mapping
from pathlib import Path

from assembler.build.temporaries import sweep_once, temporary_beside
from assembler.model.place import Place, Problem, Problems

_REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée sur le disque est épuisée",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "l’accès à ce dossier est refusé",
    errno.EPERM: "l’accès à ce dossier est refusé",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.EEXIST: "un fichier porte déjà le nom de son dossier",
    errno.ENOTDIR: "un fichier porte déjà le nom de son dossier",
    errno.EISDIR: "un dossier porte déjà ce nom",
}


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write all contents beside their targets, then move each into place, in order. Raises Problems.

    All files are replaced or none: where one refuses (held open by Word on Windows), or the run is interrupted,
    those already moved get their earlier content back. A machine that stops never shows a file of a later folder
    without those of the earlier ones. What a killed run left beside the targets goes.
    """
    waiting: list[tuple[Path, Path]] = []
    moved: list[_Earlier] = []
    try:
        for target, data in contents.items():
            waiting.append((_write_beside(target, data), target))
        _move(waiting, moved)
    except BaseException:
        for earlier in moved:
            earlier.restore()
        raise
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _move(waiting: list[tuple[Path, Path]], moved: list[_Earlier]) -> None:
    """Move the files into place; what they replaced is put in `moved`. Raises Problems, those of all targets."""
    problems: list[Problem] = []
    folder = waiting[0][1].parent if waiting else None
    for temporary, target in waiting:
        if folder and target.parent != folder:
            _settle(folder)
            folder = target.parent
        try:
            earlier = _Earlier(target)
            os.replace(temporary, target)
            moved.append(earlier)
        except OSError as error:
            problems.append(_refused(target, error))
    if problems:
        raise Problems(problems)


def _settle(folder: Path) -> None:
    """See to it that the files moved into `folder` are there even if the machine stops; Windows can't tell."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Earlier:
    """What a target held before it was replaced."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.data = target.read_bytes() if target.is_file() else None
        self.times = (target.stat().st_atime_ns, target.stat().st_mtime_ns) if self.data is not None else (0, 0)

    def restore(self) -> None:
        with contextlib.suppress(OSError, Problems):
            if self.data is None:
                self.target.unlink(missing_ok=True)
            else:
                os.replace(_write_beside(self.target, self.data), self.target)
                os.utime(self.target, ns=self.times)


def _write_beside(target: Path, data: bytes) -> Path:
    """Raises Problems."""
    temporary = temporary_beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep_once(target.parent)
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Problems([_unwritten(target, error)]) from None
        raise
    return temporary


def _refused(target: Path, error: OSError) -> Problem:
    """The new file is written but cannot take its place."""
    if not isinstance(error, PermissionError):
        return _unwritten(target, error)
    return Problem(
        f"Impossible de remplacer « {target.name} » : il est sans doute ouvert dans Word.",
        "Fermez-le dans Word, puis relancez la commande. L’ancien fichier est intact.",
        Place(target),
    )


def _unwritten(target: Path, error: OSError) -> Problem:
    reason = _REASONS.get(error.errno or 0, f"le système le refuse (erreur {error.errno})")
    return Problem(
        f"Impossible d’écrire « {target.name} » : {reason}.",
        "Libérez de la place, ou vérifiez le dossier et vos droits. L’ancien fichier est intact.",
        Place(target),
    )
