"""The tools that are measured, each called in this process: two files in, what it found or a redline out."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from unittest.mock import patch

from alterations import FOOTER
from lxml import etree
from peer_marks import HEADER
from wordfile import MAIN, WordFile, zipped

from assembler.build.diff_files import FilesCompared
from assembler.build.redlines import redline_of_files
from assembler.build.wordfile import on_disk
from assembler.compare.outline import sections_of
from assembler.compare.texts import compare_texts
from assembler.model.comparison import Comparison

VERIFY, REDLINE, FLOOR = "assemble, comparing", "assemble, and the redline", "unzip, parse and zip alone"
_BESIDE = (FOOTER, HEADER)

Tool = Callable[[Path, Path], object]
Redlining = Callable[[Path, Path], bytes]


@dataclass(frozen=True)
class Ours:
    """A comparison by the engine; `told` gives the bookmarks of the parts that it accuses."""

    compared: FilesCompared

    def told(self) -> set[str]:
        comparison = self.compared.comparison
        marks = {each.name: next(iter(each.bookmarks), each.name) for each in sections_of(self.compared.old.text.items)}
        accused = {marks.get(unit.name, unit.title) for unit in comparison.changed}
        return accused | {each.where for each in comparison.beside if each.where in _BESIDE}


def compare(old: Path, new: Path) -> Ours:
    before, after = replace(on_disk(old, old.name), ours=True), on_disk(new, new.name)  # as `assemble verify` has them
    units, beside = compare_texts(before.text, after.text)
    return Ours(FilesCompared(Comparison("fichiers", "", before.name, after.name, units, beside), before, after))


def compare_and_redline(old: Path, new: Path) -> bytes:
    return redline_of_files(compare(old, new).compared)


def floor(old: Path, new: Path) -> None:
    """What no comparison can do without: both packages unzipped, their main parts parsed, one written and zipped."""
    before, after = (dict(WordFile.at(path).parts) for path in (old, new))
    root = etree.fromstring(before[MAIN])
    etree.fromstring(after[MAIN])
    zipped({**before, MAIN: etree.tostring(root)})


OWN: Mapping[str, Tool] = {VERIFY: compare, REDLINE: compare_and_redline, FLOOR: floor}


def peers(folder: Path) -> Iterator[tuple[str, Redlining]]:
    """Those that are installed and run here, by name and version; says which are left out. They write in `folder`."""
    for package, make in (("docx-trackdiff", _trackdiff), ("python-redlines", _docxodus)):
        try:
            redlining = make(folder)
            yield f"{package} {metadata.version(package)}", redlining
        except (ImportError, OSError) as error:
            print(f"\nLeft out: {package} ({error}).")


def _trackdiff(folder: Path) -> Redlining:
    from docx_trackdiff import compare as trackdiff

    def redlining(old: Path, new: Path) -> bytes:
        """Its one function takes its arguments from `sys.argv`."""
        out = folder / "trackdiff.docx"
        arguments = ["docx-trackdiff", str(old), str(new), str(out)]
        with patch.object(sys, "argv", arguments), contextlib.redirect_stdout(io.StringIO()):
            trackdiff.main()
        return out.read_bytes()

    return redlining


def _docxodus(folder: Path) -> Redlining:
    from python_redlines import DocxodusEngine

    engine = DocxodusEngine(target_path=str(folder / "docxodus"))
    return lambda old, new: engine.run_redline("Benchmark", old, new)[0]
