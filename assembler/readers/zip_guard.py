"""A zip that comes from anywhere, judged by its directory before anything of it is unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zipfile import BadZipFile, ZipInfo

FAULTS = (BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError, ValueError)
"""What reading a damaged zip raises."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 20_000
"""Signs of an entry, those of zips inside included: `zipfile` builds an object for each, before they can be judged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`unpacked`: bytes of all parts. A part under `small` bytes is no bomb, however well it was packed.

    `ratio`: how many times its packed size a part may unpack to.
    """

    parts: int
    unpacked: int
    ratio: int
    small: int


def has_endless_directory(data: bytes) -> bool:
    return data.count(_ENTRY) > _MOST_ENTRIES


def is_bomb(parts: Sequence[ZipInfo], limits: Limits) -> bool:
    """Sizes are those that the directory tells: `zipfile` never unpacks more than that."""
    heavy = any(part.file_size > max(limits.small, limits.ratio * part.compress_size) for part in parts)
    return heavy or len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked


def has_password(parts: Iterable[ZipInfo]) -> bool:
    return any(part.flag_bits & 1 for part in parts)


def has_macros(names: Iterable[str]) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def has_stray_names(names: Iterable[str]) -> bool:
    """Names that lead out of the zip, or that programs may understand in different ways."""
    return any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names)


def is_ole(data: bytes) -> bool:
    """The container of Office files before 2007, and of those that a password protects."""
    return data.startswith(_OLE)


def is_encrypted(data: bytes) -> bool:
    return is_ole(data) and _ENCRYPTED in data
