"""Paths typed in a file: relative to that file, and never out of the workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from assembler.model.messages import excerpt, listed, near
from assembler.model.place import Place, Problems
from assembler.readers.source_text import FORBIDDEN

_DRIVE_OR_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MOST_NAMES = 1000
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The folder that holds all that a convention is made of. `root` has no symbolic link left.

    `real` follows the symbolic links of a path, once each: several ask for those of a file, and it is slow.
    """

    root: Path
    real: Callable[[Path], Path] = field(default_factory=lambda: cache(Path.resolve), repr=False, compare=False)

    @classmethod
    def at(cls, folder: Path) -> Enclosure:
        if not folder.is_dir():
            raise Problems.one(f"L’espace de travail « {folder} » n’est pas un dossier.", place=Place(folder))
        return cls(folder.resolve())

    def locate(self, text: str, naming: Place) -> Path:
        """The existing file that `text` names, as seen from the file of `naming`."""
        typed = text.strip().replace("\\", "/")
        _refuse_odd_path(typed, naming)
        path = Path(os.path.normpath(naming.file.parent / typed))
        if not self.holds(path):
            message = f"« {excerpt(text)} » sort de l’espace de travail."
            raise Problems.one(message, "Placez le fichier dans l’espace de travail.", naming)
        if not _exists(path):
            raise Problems.one(*_missing(typed, path, naming), naming)
        return path

    def holds(self, path: Path) -> bool:
        """True when the file, symbolic links followed, is inside."""
        try:
            return self.real(path).is_relative_to(self.root)
        except (OSError, RuntimeError, ValueError):
            return False

    def relative(self, path: Path) -> str:
        """From the root; a link keeps its own name where the path begins with the root: it may lead elsewhere later."""
        within = path if path.is_relative_to(self.root) else self.real(path)
        return within.relative_to(self.root).as_posix()


def _refuse_odd_path(typed: str, naming: Place) -> None:
    hint = "Écrivez le chemin depuis le dossier de ce fichier, par exemple : ../communs/logo.png"
    if not 0 < len(typed) <= _LONGEST or FORBIDDEN.search(typed):
        raise Problems.one("Ce nom de fichier est vide, trop long, ou contient un caractère interdit.", hint, naming)
    if typed.startswith("/") or _DRIVE_OR_SCHEME.match(typed):
        raise Problems.one(f"« {excerpt(typed)} » est un chemin absolu ; il doit être relatif.", hint, naming)


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _missing(typed: str, path: Path, naming: Place) -> tuple[str, str]:
    """The message and the hint for a file that isn't there."""
    if path.is_dir():
        return f"« {excerpt(typed)} » est un dossier, pas un fichier.", "Indiquez un fichier de ce dossier."
    if not path.parent.is_dir():
        return f"Fichier introuvable : « {excerpt(typed)} ».", _folder_hint(path, naming)
    names = [p.name for p in islice(path.parent.iterdir(), _MOST_NAMES) if p.is_file()]
    alike = sorted(name for name in names if Path(name).suffix.lower() == path.suffix.lower())
    if meant := near(path.name, alike) or near(path.name, names):
        hint = f"Vouliez-vous dire « {typed[: len(typed) - len(path.name)]}{meant} » ?"
    else:
        hint = f"Fichiers de ce dossier : {listed(alike, 'et')}." if alike else "Ce dossier n’en contient aucun."
    return f"Fichier introuvable : « {excerpt(typed)} ».", hint


def _folder_hint(path: Path, naming: Place) -> str:
    missing = path.parent
    while not missing.parent.is_dir() and missing.parent != missing:
        missing = missing.parent
    names = [p.name for p in islice(missing.parent.iterdir(), _MOST_NAMES) if p.is_dir()]
    meant = near(missing.name, names)
    hint = f"Le dossier « {excerpt(missing.name)} » n’existe pas dans « {missing.parent} »."
    start = f"Le chemin part du dossier de « {naming.file.name} »."
    return f"{hint} Vouliez-vous dire « {meant} » ?" if meant else f"{hint} {start}"
