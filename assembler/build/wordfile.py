"""A Word file of a comparison: on disk, or just built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assembler.model.wordtext import WordText
from assembler.readers.word import read_word_bytes, read_word_file


@dataclass(frozen=True, slots=True)
class WordFile:
    """`name` is what the reports call it, `made` when it was last written, in UTC. `ours`: it was just built."""

    name: str
    data: bytes
    text: WordText
    made: datetime
    ours: bool = False


def on_disk(path: Path, name: str) -> WordFile:
    """Raises Problems: not there, not a Word file, or not safe to read."""
    data, text = read_word_file(path)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return WordFile(name, data, text, made)


def just_built(data: bytes, path: Path, name: str, now: datetime) -> WordFile:
    """`path` is the input's."""
    return WordFile(name, data, read_word_bytes(data, path), now, ours=True)
