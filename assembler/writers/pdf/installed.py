"""Where LibreOffice is on this machine, and a Python that can drive it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assembler.model.place import Problem, Problems

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_PATIENCE = 30  # seconds, for an `import uno`


@dataclass(frozen=True, slots=True)
class Installed:
    """`program`: soffice; `python`: one that can import uno, which LibreOffice brings along on Windows and macOS."""

    program: Path
    python: Path


def installed_office() -> Installed:
    """Raises Problems: there is no LibreOffice, or no Python that can drive it."""
    program = _program(os.environ.get("PATH", ""))
    if program is None:
        raise Problems([_missing("LibreOffice n’est pas installé sur cette machine")])
    python = _python(program)
    if python is None:
        raise Problems([_missing("LibreOffice est là, mais rien ne permet de le piloter (module Python « uno »)")])
    return Installed(program, python)


@cache
def _program(search: str) -> Path | None:
    """`search`: the folders of PATH."""
    named = (shutil.which(name, path=search) for name in _NAMES)
    return next((Path(found) for found in (*named, *_USUAL) if found and Path(found).is_file()), None)


@cache
def _python(program: Path) -> Path | None:
    return next((python for python in _pythons(program) if python.is_file() and _drives(python)), None)


def _pythons(program: Path) -> Iterator[Path]:
    folder = program.resolve().parent
    yield from (folder / "python", folder / "python.exe", folder.parent / "Resources" / "python")
    yield Path("/usr/bin/python3")
    if found := shutil.which("python3"):
        yield Path(found)
    yield Path(sys.executable)


def _drives(python: Path) -> bool:
    try:
        command = [str(python), "-c", "import uno"]
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, env=own_environment(), check=False)
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def own_environment() -> Mapping[str, str]:
    """The environment without what belongs to the Python that runs now."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def _missing(what: str) -> Problem:
    return Problem(
        f"{what} : il faut LibreOffice pour faire un PDF ou numéroter le sommaire.",
        "Installez-le. Debian, Ubuntu : « apt install libreoffice-writer python3-uno fonts-liberation ». Windows, "
        "macOS : fr.libreoffice.org. Puis relancez la commande.",
    )
