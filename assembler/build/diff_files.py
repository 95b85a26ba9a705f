"""Two produced conventions compared: two files, or a file and today's build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assembler.build.convention import Tools, compose_input, written
from assembler.build.reference import named_input
from assembler.compare.texts import compare_texts
from assembler.model.comparison import Comparison
from assembler.model.place import Collector, Place, Problems
from assembler.model.walk import without_remarks
from assembler.model.wordtext import WordText
from assembler.readers.word import read_word, read_word_bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A Word file, on disk or just built. `name` is what the reports call it."""

    name: str
    data: bytes
    text: WordText


@dataclass(frozen=True, slots=True)
class FilesCompared:
    comparison: Comparison
    old: Made
    new: Made


def diff_files(tools: Tools, old: str, new: str | None) -> FilesCompared:
    """`old` and `new` are Word files or inputs; `new` None is today's build of the input that `old` names.

    Raises Problems, those of both sides.
    """
    collector = Collector()
    before = collector.attempt(_made, tools, old)
    after = collector.attempt(_made, tools, new) if new else before and collector.attempt(_today, tools, before, old)
    collector.finish()
    assert before and after
    units, beside = compare_texts(before.text, after.text)
    title = f"De {before.name} à {after.name}"
    return FilesCompared(Comparison("fichiers", title, before.name, after.name, units, beside), before, after)


def _made(tools: Tools, name: str) -> Made:
    if not name.lower().endswith(".docx"):
        return _built(tools, tools.workspace.input(name))
    path = Path(name)
    text = read_word(path)  # first: it refuses what must not be read
    return Made(path.name, path.read_bytes(), text)


def _today(tools: Tools, made: Made, given: str) -> Made:
    if made.text.manifest is None:
        raise Problems.one(
            "Ce fichier ne dit pas de quelle convention il vient.",
            "Donnez aussi la convention, ou un second fichier : assemble diff convention.docx harnes.yaml",
            Place(Path(given)),
        )
    return _built(tools, named_input(tools, made.text.manifest, Place(Path(given))))


def _built(tools: Tools, path: Path) -> Made:
    composed = compose_input(tools, path)
    data = written(tools, composed, without_remarks(composed.document))
    return Made(f"{path.name} (aujourd’hui)", data, read_word_bytes(data, path))
