"""Word files with tracked changes: of clauses, of two conventions, of a file that came back."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.diff import ClausesCompared, Side, reason_date
from assembler.build.diff_files import FilesCompared
from assembler.build.verify import Verified
from assembler.compare.align import align
from assembler.compare.outline import without_sommaire
from assembler.model.comparison import Comparison
from assembler.model.difference import Step, Steps
from assembler.model.lines import Line
from assembler.model.typography import typeset
from assembler.model.wordtext import WordText
from assembler.readers.word import cleaned, read_word_bytes
from assembler.writers.extract import write_extract
from assembler.writers.redline import Author, redline

_LIBRARY = "Bibliothèque de clauses"
_MOST_TOLD = 30


def redline_of_clauses(tools: Tools, found: ClausesCompared) -> bytes:
    """The clauses that changed, in the convention's look; a version's motif is a comment at its first change."""
    title = found.comparison.title
    changed = {unit.name for unit in found.comparison.changed} or {unit.name for unit in found.comparison.units}
    old, new = (_extract(tools, title, side, changed) for side in (found.old, found.new))
    before, after = (read_word_bytes(data, Path(title)) for data in (old, new))
    steps = _steps(before, after)
    days = [reason_date(version) for version in (*found.new.versions, *found.old.versions) if version.id in changed]
    author = Author(_LIBRARY, datetime.combine(max(days), time(), UTC))
    return redline(old, new, steps, author, _reasons(found.comparison, steps))


def redline_of_files(found: FilesCompared) -> bytes:
    steps = _steps(found.old.text, found.new.text)
    old, new = (_safe(file.data, file.name, file.ours) for file in (found.old, found.new))
    author = Author(Path(found.new.name).name, found.new.made)
    return redline(old, new, steps, author, _untracked(found.comparison, found.old.text, steps))


def redline_of_return(found: Verified) -> bytes:
    """What was sent, with what the returned file changed as tracked changes under that file's name and date."""
    returned = found.returned
    steps = _steps(found.reference.text, returned.text)
    old = _safe(found.reference.data, found.reference.name, found.reference.ours)
    new = _safe(returned.data, returned.name, ours=False)
    author = Author(returned.name, returned.made)
    return redline(old, new, steps, author, _untracked(found.comparison, found.reference.text, steps))


def redline_of_texts(old: tuple[bytes, WordText], new: tuple[bytes, WordText], author: Author) -> bytes:
    """Two conventions of our own, each with its words."""
    return redline(old[0], new[0], _steps(old[1], new[1]), author)


def _safe(data: bytes, name: str, ours: bool) -> bytes:
    """Of a stranger's file, only what was judged."""
    return data if ours else cleaned(data, Path(name))


def _extract(tools: Tools, title: str, side: Side, clauses: Container[str]) -> bytes:
    parts = [part for part in side.parts if part.clause.id in clauses]
    return write_extract(title, _LIBRARY, parts, tools.templates)


def _steps(old: WordText, new: WordText) -> Steps:
    """All that has words, but for the sommaire, which Word makes again."""
    return align(without_sommaire(old.items), without_sommaire(new.items, old.items))


def _reasons(comparison: Comparison, steps: Steps) -> Sequence[tuple[Step, str]]:
    """The reason of each clause, at the first step that changed in it."""
    reasons = {unit.name: unit.reason for unit in comparison.units if unit.reason}
    found: list[tuple[Step, str]] = []
    clause = ""
    for step in steps:
        item = step.new or step.old
        clause = item.tag.partition("@")[0].partition(":")[2] if isinstance(item, Line) and item.tag else clause
        if step.change != "identique" and (reason := reasons.pop(clause, "")):
            found.append((step, reason))
    return found


def _untracked(comparison: Comparison, old: WordText, steps: Steps) -> Sequence[tuple[Step, str]]:
    """What is no text of the body and so is not tracked, in a comment at the first line.

    Nothing where the old file has comments of its own.
    """
    found = [f"{each.where}{f' ({each.unit})' if each.unit else ''} : {each.message}" for each in comparison.beside]
    if not found or not steps or old.comments:
        return ()
    more = [f"… et {len(found) - _MOST_TOLD} de plus."] if len(found) > _MOST_TOLD else []
    return [(steps[0], typeset("\n".join(["À regarder aussi, hors du texte suivi :", *found[:_MOST_TOLD], *more])))]
