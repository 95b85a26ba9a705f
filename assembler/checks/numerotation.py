"""Holes and repeats in the numbers that somebody typed: 1., 2., 4. or 1/, 2/, 2/."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.checks.analysis import Analysis, Passage, Path
from assembler.checks.table import Hit, check
from assembler.checks.textes import around

_ITEM = re.compile(r"(?m)^(?P<indent>[ \t]*)(?P<number>\d{1,2})(?P<sign>[.)/]|°\)?)(?=[ \t\u00a0])")
_LETTER = re.compile(r"(?m)^(?P<indent>[ \t]*)(?P<number>[a-z])(?P<sign>\))(?=[ \t\u00a0])")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A typed number; `sign` tells one numbering from another, as does its indentation."""

    number: int
    sign: str
    indent: int
    passage: Passage
    start: int
    end: int


@check(
    "REF009",
    "numerotation-fautive",
    meaning="Une numérotation tapée à la main saute un numéro ou en répète un : « 1. », « 2. », « 4. ».",
    source="Usage : un trou dans une numérotation laisse croire qu’un point a été perdu.",
    mend="Renumérotez, ou rétablissez le point qui manque.",
    bad='gouvernance: {animation: "Le chargé de coopération :\\n\\n1. convoque ;\\n2. prépare ;\\n4. rend compte."}',
    good='gouvernance: {animation: "Le chargé de coopération :\\n\\n1. convoque ;\\n2. prépare ;\\n3. rend compte."}',
)
def broken_numbering(analysis: Analysis) -> Iterator[Hit]:
    lists: dict[Path, list[_Mark]] = {}
    for passage in analysis.own_inputs:
        marks = _marks(passage)
        if "\n" in passage.text:
            yield from _faults(marks)
        elif marks and "lignes" not in passage.path:
            lists.setdefault(_siblings(passage.path), []).append(marks[0])
    for siblings in lists.values():
        yield from _faults(siblings)


def _siblings(path: Path) -> Path:
    """What the paths of a list's items have in common: the rank in the list is left out."""
    ranks = [at for at, step in enumerate(path) if isinstance(step, int)]
    return (*path[: ranks[-1]], *path[ranks[-1] + 1 :]) if ranks else path


def _marks(passage: Passage) -> list[_Mark]:
    found = [_mark(passage, match, int(match["number"]), match["sign"]) for match in _ITEM.finditer(passage.text)]
    if ") " in passage.text:
        letters = _LETTER.finditer(passage.text)
        found += [_mark(passage, match, ord(match["number"]) - ord("a") + 1, "a)") for match in letters]
    return sorted(found, key=lambda mark: mark.start)


def _mark(passage: Passage, match: re.Match[str], number: int, sign: str) -> _Mark:
    return _Mark(number, sign, len(match["indent"].expandtabs(4)), passage, match.start("number"), match.end())


def _faults(marks: Sequence[_Mark]) -> Iterator[Hit]:
    """One hit a numbering that doesn't go on by one; a new « 1. » starts a numbering."""
    last: dict[tuple[str, int], _Mark] = {}
    for mark in marks:
        key = (mark.sign, mark.indent)
        for deeper in [each for each in last if each[1] > mark.indent]:
            del last[deeper]
        before = last.get(key)
        if before and mark.number != before.number + 1 and (mark.number != 1 or _adjacent(before, mark)):
            yield _hit(before, mark)
        elif before is None and mark.number in (2, 3):
            yield _hit(None, mark)
        last[key] = mark


def _adjacent(before: _Mark, mark: _Mark) -> bool:
    """Do they follow each other, with no text of their level between them?"""
    between = before.passage.text[before.end : mark.start] if before.passage is mark.passage else ""
    return before.number == 1 and all(line.startswith((" ", "\t")) or not line for line in between.split("\n")[1:])


def _hit(before: _Mark | None, mark: _Mark) -> Hit:
    expected = before.number + 1 if before else 1
    typed = mark.passage.text[mark.start : mark.end]
    after = f"après « {before.passage.text[before.start : before.end]} »" if before else "au début d’une liste"
    quoted = around(mark.passage.text, mark.start, mark.end)
    message = f"Numérotation : « {typed} » vient {after} (« {quoted} »)."
    return Hit(message, f"Le numéro attendu est {_as_typed(expected, typed)}.", mark.passage.at(mark.start))


def _as_typed(number: int, typed: str) -> str:
    return f"« {chr(ord('a') + number - 1) if typed[0].isalpha() else number}{typed[-1]} »"
