"""The digests of a Word file as it was written: any program that saves it again changes them."""

from __future__ import annotations

import hashlib
import io
import zipfile
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


def directory_digest(data: bytes) -> str:
    """SHA-256, in hexadecimal, over the names, sizes and check sums (CRC-32) of the uncompressed parts.

    They stand in the directory of the zip, so that nothing is unpacked; the same parts give the same digest however
    they were packed. Good for knowing a file again, not for proving that nobody forged it. Raises BadZipFile.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = sorted((part.filename, part.file_size, part.CRC) for part in package.infolist())
    return hashlib.sha256("\n".join(f"{name}\0{size}\0{crc}" for name, size, crc in parts).encode()).hexdigest()
