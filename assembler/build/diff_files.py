"""Two produced conventions compared: two files, or a file and today's build."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
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
    """A Word file, on disk or just built. `name` is what the reports call it; `made`: when, in UTC."""

    name: str
    data: bytes
    text: WordText
    made: datetime


@dataclass(frozen=True, slots=True)
class FilesCompared:
    comparison: Comparison
    old: Made
    new: Made


def diff_files(tools: Tools, old: str, new: str | None, now: datetime) -> FilesCompared:
    """`old` and `new` are Word files or inputs; `new` None is today's build of the input that `old` names.

    `now`, in UTC, is when an input is built.

    Raises Problems, those of both sides.
    """
    making = _Making(tools, now)
    collector = Collector()
    before = collector.attempt(making.side, old)
    if new:
        after = collector.attempt(making.side, new)
    else:
        after = collector.attempt(making.today, before, old) if before else None
    collector.finish()
    assert before and after
    units, beside = compare_texts(before.text, after.text)
    title = f"De {before.name} à {after.name}"
    return FilesCompared(Comparison("fichiers", title, before.name, after.name, units, beside), before, after)


@dataclass(frozen=True, slots=True)
class _Making:
    tools: Tools
    now: datetime

    def side(self, name: str) -> Made:
        if not name.lower().endswith(".docx"):
            return self._built(self.tools.workspace.input(name))
        path = Path(name)
        text = read_word(path)  # first: it refuses what must not be read
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
        return Made(name, path.read_bytes(), text, made)

    def today(self, made: Made, given: str) -> Made:
        """Today's build of the input that the file names."""
        place = Place(Path(given))
        if made.text.manifest is None:
            raise Problems.one(
                "Ce fichier ne dit pas de quelle convention il vient.",
                "Donnez aussi la convention, ou un second fichier : assemble diff convention.docx harnes.yaml",
                place,
            )
        return self._built(named_input(self.tools, made.text.manifest, place))

    def _built(self, path: Path) -> Made:
        composed = compose_input(self.tools, path)
        data = written(self.tools, composed, without_remarks(composed.document))
        return Made(f"{path.name} (aujourd’hui)", data, read_word_bytes(data, path), self.now)
