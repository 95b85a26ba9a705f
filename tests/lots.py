"""A workspace with many small conventions, and what a batch left of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from trials import CAF, put

REPOSITORY = Path(__file__).resolve().parent.parent
NAMES = ("Arras", "Béthune", "Calais", "Douai", "Étaples", "Frévent")


def emptied(workspace: Path) -> Path:
    """The workspace without its conventions."""
    for path in (workspace / "inputs").glob("*.yaml"):
        path.unlink()
    return workspace


def small(workspace: Path, name: str, year: int = 2023, more: str = "") -> Path:
    """A convention that assembles in a few milliseconds; the year chooses its clauses."""
    text = f"{CAF}territoire: {{nom: {name}}}\nperiode: {{debut: {year}-01-01, fin: {year + 4}-12-31}}\n"
    stem = name.lower().replace("é", "e")
    return put(workspace, f"inputs/{stem}.yaml", f"{text}date_reference: {year}-01-01\n{more}")


def produced(workspace: Path) -> dict[str, tuple[bytes, int]]:
    """Each Word file with its bytes and the time of its last change."""
    files = sorted((workspace / "out").rglob("*.docx"))
    return {path.parent.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def contents(workspace: Path) -> dict[str, bytes]:
    """Every file of the workspace but the shared ones, with its bytes."""
    folders = (workspace / "out", workspace / "inputs", workspace / "archives")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(workspace).as_posix(): path.read_bytes() for path in files}


def leftovers(workspace: Path) -> list[Path]:
    return list(workspace.rglob(".ecriture-*"))


def command(workspace: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "assembler", "batch", "--workspace", str(workspace), *options]


def started(workspace: Path, *options: str) -> subprocess.Popen[str]:
    """A batch as a real process, in a group of its own."""
    return subprocess.Popen(
        command(workspace, *options),
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Output and errors until it ends; `communicate` would lose what `readline` has read ahead."""
    assert process.stdout is not None and process.stderr is not None
    told = process.stdout.read(), process.stderr.read()
    process.wait(60)
    return told


def timeless(text: str) -> str:
    """Without how long it took."""
    return re.sub(r'en [\d,]+ s\.|"seconds": [\d.]+', "", text)
