"""The archive of the files that a frozen text is made of: a zip laid out as a workspace."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from assembler.model.place import Place, Problems
from assembler.readers.source_text import read_bytes
from assembler.readers.zip_guard import FAULTS, Limits, has_endless_directory, has_stray_names, is_bomb

_MAX_BYTES = 200_000_000
_LIMITS = Limits(parts=5_000, unpacked=1_000_000_000, ratio=1_000, small=1_000_000)


def unpacked(path: Path, data: bytes | None = None) -> dict[str, bytes]:
    """Name -> bytes of every file of the archive; `data` is read in the place of the file.

    Raises Problems: it is absent, spoiled, or leads out of itself.
    """
    data = read_bytes(path, _MAX_BYTES) if data is None else data
    try:
        if has_endless_directory(data):
            raise ValueError
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if is_bomb(parts, _LIMITS) or has_stray_names(part.filename for part in parts):
                raise ValueError
            return {part.filename: archive.read(part) for part in parts if not part.is_dir()}
    except FAULTS:
        raise Problems.one(
            "Cette archive des fichiers du texte voté est abîmée.",
            "Remettez-la telle qu’elle était, d’après une sauvegarde.",
            Place(path),
        ) from None
