"""Two produced conventions compared: two files, or a file and today's build."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assembler.build.archive import in_force
from assembler.build.convention import Tools
from assembler.build.freshness import Judge
from assembler.build.record import make
from assembler.build.reference import composed_from, named_input, names_by_bookmark, own_parts
from assembler.build.wordfile import WordFile, just_built, on_disk
from assembler.compare.texts import Known, compare_texts
from assembler.model.comparison import Comparison
from assembler.model.place import Collector, Place, Problems


@dataclass(frozen=True, slots=True)
class FilesCompared:
    comparison: Comparison
    old: WordFile
    new: WordFile


def diff_files(tools: Tools, old: str, new: str | None, now: datetime) -> FilesCompared:
    """`old` and `new` are Word files or inputs; `new` None is today's build of the input that `old` names.

    Today's build of a frozen convention is its frozen text; that of a sealed one, the text in force. `now`, in UTC, is
    when an input is built. Raises Problems, those of both sides.
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
    units, beside = compare_texts(before.text, after.text, _known(tools, before, old))
    title = f"De {before.name} à {after.name}"
    return FilesCompared(Comparison("fichiers", title, before.name, after.name, units, beside), before, after)


def _known(tools: Tools, file: WordFile, given: str) -> Known:
    composed = composed_from(tools, file.text.manifest, Path(given))
    if composed is None:
        return Known(trusted=True)
    return Known(own=own_parts(composed), names=names_by_bookmark(composed), trusted=True)


@dataclass(frozen=True, slots=True)
class _Making:
    tools: Tools
    now: datetime

    def side(self, name: str) -> WordFile:
        if Path(name).suffix.lower() in ("", ".yaml", ".yml"):
            return self._built(self.tools.workspace.input(name))
        return on_disk(Path(name), name)

    def today(self, file: WordFile, given: str) -> WordFile:
        """Today's build of the input that the file names."""
        place = Place(Path(given))
        if file.text.manifest is None:
            raise Problems.one(
                "Ce fichier ne dit pas de quelle convention il vient.",
                "Donnez aussi la convention, ou un second fichier : assemble diff convention.docx harnes.yaml",
                place,
            )
        return self._built(named_input(self.tools, file.text.manifest, place))

    def _built(self, path: Path) -> WordFile:
        if force := in_force(self.tools.workspace, path):
            return on_disk(force.file, f"{path.name} (texte en vigueur)")
        made = make(self.tools, Judge.of(self.tools), path)
        data = made.built.files[self.tools.workspace.output(path) / "convention.docx"]
        return just_built(data, path, f"{path.name} (aujourd’hui)", self.now)
