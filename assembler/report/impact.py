"""An impact for the terminal: what becomes of each convention, then the words that change, each change once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from assembler.model.impact import Change, Effect, Gathered, Row
from assembler.model.place import Problem
from assembler.model.typography import typeset
from assembler.report.comparison.text import unit_lines
from assembler.report.comparison.words import shortened, visible
from assembler.report.counting import counted
from assembler.report.impact_words import facts, files_named, heading, notes, parts_changed, tally, title
from assembler.report.places import shown

_MOST_CHANGES = 12
_MOST_NAMES = 5
_LONG = 160
"""Characters of the titles of the parts that change, in one line."""
_COLOURS: dict[Effect, str] = {"refaite": "yellow", "figee": "cyan", "avenant": "magenta", "en_erreur": "red"}
_ONE_BY_ONE: tuple[Effect, ...] = ("refaite", "figee", "avenant")
_TOGETHER: tuple[Effect, ...] = ("ecartee", "terminee")


def impact_text(gathered: Gathered, here: Path) -> str:
    """Coloured with ANSI codes, which `click.echo` strips."""
    lines = [click.style(_own(title(gathered)), bold=True)]
    lines += [_own(f"  {name} : {value}") for name, value in facts(gathered)]
    lines += [click.style(_own(f"  {note}"), fg="yellow") for note in notes(gathered)]
    lines.append(click.style(_own(tally(gathered)), bold=True, fg=None if gathered.is_concerned else "green"))
    for effect in _ONE_BY_ONE:
        lines += _group(gathered, effect)
    lines += _errors(gathered, here)
    for effect in _TOGETHER:
        lines += _by_reason(gathered, effect)
    return "\n".join([*lines, *_changes(gathered)])


def _own(text: str) -> str:
    return visible(typeset(text))


def _head(gathered: Gathered, effect: Effect) -> list[str]:
    text = _own(f"{heading(gathered, effect)} ({gathered.counts[effect]})")
    return ["", click.style(text, bold=True, fg=_COLOURS.get(effect))]


def _group(gathered: Gathered, effect: Effect) -> list[str]:
    rows = gathered.of(effect)
    width = max((len(row.impact.file.name) for row in rows), default=0)
    return [*_head(gathered, effect), *(line for row in rows for line in _row(row, width))] if rows else []


def _row(row: Row, width: int) -> Iterator[str]:
    impact = row.impact
    reasons = " ; ".join(impact.reasons) or "fichiers propres modifiés"
    yield _own(f"  {impact.file.name.ljust(width)}  {reasons}")
    also = " (le fichier Word serait refait, avec ce qui suit le vote)" if _is_frozen_and_written(row) else ""
    yield _own(f"  {' ' * width}  → {shortened(parts_changed(row), _LONG)}{also}")


def _is_frozen_and_written(row: Row) -> bool:
    return row.impact.effect == "figee" and row.impact.written


def _errors(gathered: Gathered, here: Path) -> list[str]:
    rows = gathered.of("en_erreur")
    if not rows:
        return []
    lines = _head(gathered, "en_erreur")
    for row in rows:
        lines += [_own(f"  {row.impact.file.name}"), *map(_own, _problems(row.impact.problems, here))]
    return lines


def _problems(problems: Sequence[Problem], here: Path) -> Iterator[str]:
    first = problems[0]
    place = f"{shown(first.place, here)} : " if first.place else ""
    yield f"      {place}{first.message}"
    if first.hint:
        yield "      Remède : " + first.hint.replace("\n", "\n      ")
    if len(problems) > 1:
        yield f"      … et {counted(len(problems) - 1, 'autre erreur')}."


def _by_reason(gathered: Gathered, effect: Effect) -> list[str]:
    files: dict[str, list[Path]] = defaultdict(list)
    for row in gathered.of(effect):
        files[" ; ".join(row.impact.reasons)].append(row.impact.file)
    if not files:
        return []
    told = (f"  {why} : {files_named(each, len(each), _MOST_NAMES)}" for why, each in files.items())
    return [*_head(gathered, effect), *map(_own, told)]


def _changes(gathered: Gathered) -> Iterator[str]:
    changes = sorted(gathered.changes, key=lambda change: -change.count)
    if not changes:
        return
    yield from ("", click.style("Ce qui change dans les textes", bold=True))
    for change in changes[:_MOST_CHANGES]:
        yield from ("", *_change(change))
    more = len(changes) - _MOST_CHANGES + gathered.untold
    if more > 0:
        yield from ("", _own(f"… et {counted(more, 'autre changement')} : « --format html » ou « --format json »."))


def _change(change: Change) -> Iterator[str]:
    first, *rest = unit_lines(change.unit)
    yield first
    same = " (mêmes mots ; le premier sert d’exemple)" if change.count > 1 else ""
    yield _own(f"  Dans {files_named(change.files, change.count, _MOST_NAMES)}{same}")
    yield from rest
