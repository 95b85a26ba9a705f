"""The digest of a Word file as it was written: any program that saves it again changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

_LEFT_OUT = frozenset(("docProps/custom.xml", "_rels/.rels", "[Content_Types].xml"))
"""What holds the manifest, and what leads to it: the digest stands there itself."""


def parts_digest(names: Iterable[str], read: Callable[[str], bytes]) -> str:
    """SHA-256, in hexadecimal, over the names and bytes of the uncompressed parts, one part in memory at a time."""
    found = hashlib.sha256()
    for name in sorted(set(names) - _LEFT_OUT):
        part = read(name)
        found.update(f"{name}\0{len(part)}\0".encode() + part)
    return found.hexdigest()
