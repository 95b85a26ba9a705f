"""A small convention that a test spoils, and what it says when it is refused."""

from __future__ import annotations

import os
from pathlib import Path

from docx import Document
from wordfile import W

EARLIER = b"the file of an earlier run"
LONG_AGO = 1_600_000_000_000_000_000
MAIN = "inputs/essai.yaml"
CAF = "caf: communs/pas-de-calais.yaml\n"
PLACE = "territoire: {nom: Harnes}\n"
PERIOD = "periode: {debut: 2023-01-01, fin: 2026-12-31}\n"
START = CAF + PLACE + PERIOD


def put(root: Path, name: str, content: str | bytes) -> Path:
    """Write a file of the workspace."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def earlier_output(root: Path, name: str = "out/essai/convention.docx") -> Path:
    """What an earlier run left, long ago."""
    path = put(root, name, EARLIER)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return path


def is_untouched(path: Path) -> bool:
    return path.read_bytes() == EARLIER and path.stat().st_mtime_ns == LONG_AGO


def listing(root: Path) -> dict[str, tuple[int, int]]:
    """Every file below `root` with its size and the time of its last change."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def straight(text: str) -> str:
    """Non-breaking spaces as spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def edit(workspace: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace each text, which must be there, once."""
    path = workspace / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def word_text(workspace: Path, name: str = "harnes") -> str:
    """All the text of the produced convention, non-breaking spaces as ordinary ones."""
    document = Document(str(workspace / f"out/{name}/convention.docx"))
    return "\n".join(node.text or "" for node in document.element.body.iter(f"{W}t")).replace("\u00a0", " ")
