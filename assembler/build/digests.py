"""Digests of bytes and of files, as locks and seals hold them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assembler.build.workspace import is_file


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """That of a file's bytes; empty for what is no ordinary file, or can't be read."""
    try:
        return digest(path.read_bytes()) if is_file(path) else ""
    except (OSError, ValueError):
        return ""
