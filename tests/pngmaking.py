"""Small pictures made by hand."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, is_transparent: bool = False) -> bytes:
    """A picture whose colours change from point to point."""
    alpha = [bytes([x * 255 // width]) if is_transparent else b"" for x in range(width)]
    rows = [b"\0" + b"".join(bytes([x % 256, y % 256, 120]) + alpha[x] for x in range(width)) for y in range(height)]
    header = struct.pack(">IIBBBBB", width, height, 8, 6 if is_transparent else 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
