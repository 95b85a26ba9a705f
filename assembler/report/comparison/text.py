"""A comparison for the terminal. Its marks stay readable where there is no colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import Segment, Step, Steps, differs
from assembler.model.lines import Line, TableRow
from assembler.model.typography import typeset
from assembler.report.comparison.order import Way, body_of, item_of, titles_above, ways
from assembler.report.comparison.words import (
    SIDES,
    capital,
    heading_of,
    origin_words,
    shortened,
    small_words,
    tally,
    typographic_only,
    verdict_of,
    version_words,
    visible,
)
from assembler.report.counting import counted

_WHOLE = 3
"""Lines shown of a part that came or went as a whole."""
_LONG, _KEPT = 140, 50
"""Unchanged words longer than `_LONG` keep `_KEPT` characters at each end that touches a change."""
_COLOURS = {"ajouté": "green", "supprimé": "red", "modifié": "yellow", "remplacé": "yellow"} | {
    "complété": "blue",
    "déplacé": "magenta",
}


def comparison_text(comparison: Comparison) -> str:
    """The summary, what stands beside the text, then each part that changed, with its changed lines.

    Removed words stand in [-…-], added ones in {+…+}. Coloured with ANSI codes, which `click.echo` strips.
    """
    lines = [click.style(_own(comparison.title), bold=True)]
    for label, name in zip(SIDES[comparison.kind], (comparison.old, comparison.new), strict=True):
        lines.append(_own(f"  {label} : {name}"))
    lines += [_own(f"  Note : {note}") for note in comparison.notes]
    lines.append(summary(comparison))
    if comparison.beside:
        lines += ["", click.style(_own("À regarder aussi :"), bold=True)]
        lines += [line for each in comparison.beside for line in _beside(each)]
    for unit in comparison.changed:
        lines += ["", *unit_lines(unit)]
    if near := typographic_only(comparison):
        lines += ["", *_near(near)]
    return "\n".join(lines)


def summary(comparison: Comparison) -> str:
    """The tally, then a line for each part that changed."""
    told = comparison.changed
    width = max((len(verdict_of(unit)) for unit in told), default=0)
    lines = [click.style(_own(tally(comparison)), bold=True, fg="green" if comparison.is_same else None)]
    lines += [f"  {_styled(verdict_of(unit).ljust(width), unit)}  {_title(unit)}" for unit in told]
    return "\n".join(lines)


def _near(units: Iterable[Unit]) -> Iterator[str]:
    yield click.style(_own("Différences de typographie ou de mise en forme seule :"), bold=True)
    for unit in units:
        words = small_words(unit.steps)
        yield _own(f"  {_title(unit)}{f' : {words}' if words else ''}")


def _own(text: str) -> str:
    return visible(typeset(text))


def _title(unit: Unit) -> str:
    return " ".join(_own(heading_of(unit)).split("\n"))


def _styled(text: str, unit: Unit) -> str:
    return click.style(text, fg=_COLOURS.get(unit.verdict))


def _beside(each: Beside) -> Iterator[str]:
    where = f"{each.where} (« {each.unit} »)" if each.unit else each.where
    yield _own(f"  {capital(where)} : {each.message}")
    if each.segments:
        yield f"      {_marked(each.segments)}"


def unit_lines(unit: Unit) -> Iterator[str]:
    """A part: its title and verdict, what is known of it, then its changed lines."""
    yield click.style(_title(unit), bold=True, underline=True) + " — " + _styled(verdict_of(unit), unit)
    facts = [fact for fact in (version_words(unit), origin_words(unit)) if fact]
    if facts:
        yield _own(f"  {capital(', '.join(facts))}.")
    if unit.reason:
        yield _own(f"  Motif : {unit.reason}")
    yield from (_own(f"  {capital(remark)}") for remark in unit.remarks)
    if unit.verdict in ("ajouté", "supprimé"):
        yield from _whole(unit)
    elif differs(unit.steps):
        yield from _changes(body_of(unit))
    elif unit.steps:
        yield "  Le texte est identique."


def _whole(unit: Unit) -> Iterator[str]:
    """The first lines of a part that came or went."""
    yield from (_line(unit.steps, rank, {}) for rank in range(min(_WHOLE, len(unit.steps))))
    more = len(unit.steps) - _WHOLE
    if more > 0:
        yield f"    … et {counted(more, 'ligne')} de plus"


def _changes(steps: Steps) -> Iterator[str]:
    """Each changed line, under its title; those of typography are counted, not shown."""
    known, titles = ways(steps), titles_above(steps)
    under: int | None = None
    for rank, step in enumerate(steps):
        if step.change in ("identique", "typographie"):
            continue
        title = titles[rank]
        if title is not None and title != under and steps[title].change in ("identique", "typographie"):
            yield typeset(f"  Sous « {visible(shortened(item_of(steps[title]).text))} »")
        under = rank if title is None else title
        yield _line(steps, rank, known)
    small = [step for step in steps if step.change == "typographie"]
    if small:
        words = small_words(small)
        yield _own(
            f"  Typographie ou mise en forme seule : {counted(len(small), 'ligne')}{f' ({words})' if words else ''}."
        )


def _line(steps: Steps, rank: int, known: dict[int, Way]) -> str:
    step = steps[rank]
    words = _words(step)
    if step.change == "supprime":
        return "  " + click.style(f"- {words}", fg="red")
    if step.change == "ajoute":
        return "  " + click.style(f"+ {words}", fg="green")
    if step.change == "deplace":
        return "  " + click.style(f"{_moved(step, known.get(rank))} : ", fg="magenta") + words
    if step.change == "complete":
        return "  " + click.style(typeset("complété : "), fg="blue") + words
    if step.change == "modifie":
        return f"  ~ {words}"
    return f"    {words}"


def _moved(step: Step, way: Way | None) -> str:
    if step.new is None:
        return visible(f"déplacé d’ici {way.words}" if way else "déplacé d’ici")
    return visible(f"venu {way.words}" if way else "venu d’ailleurs")


def _words(step: Step) -> str:
    """The line: with its changed words marked, or as it is where it came, went or moved as a whole."""
    if step.segments:
        return _prefix(step) + _marked(step.segments)
    if step.cells:
        return _row(_cell(cell) for cell in step.cells)
    item = item_of(step)
    if isinstance(item, TableRow):
        return _row(" / ".join(_flat(line.text) for line in cell) for cell in item.cells)
    text = _flat(item.text) or "(ligne vide)"
    return _prefix(step) + (shortened(text, _LONG) if step.change == "deplace" and step.new is None else text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Steps) -> str:
    """The paragraphs that changed, the first one, and […] for those between."""
    kept = [not rank or step.change not in ("identique", "typographie") for rank, step in enumerate(cell)]
    parts = (_paragraph(step) if keep else "[…]" for step, keep in zip(cell, kept, strict=True))
    return " / ".join(part for part, _same in groupby(parts))


def _paragraph(step: Step) -> str:
    """A paragraph of a cell; what came or went is marked, as no sign before the line can say it."""
    if step.segments:
        return _marked(step.segments)
    text = item_of(step).text
    if step.change == "identique" or not text:
        return _shortest(text, True, True)
    if step.change == "deplace":
        return typeset(f"({_moved(step, None)}) : ") + _flat(text)
    return _marked([Segment(text if step.new is None else "", text if step.new is not None else "", "modifie")])


def _prefix(step: Step) -> str:
    item = item_of(step)
    assert isinstance(item, Line)
    return {"titre": "# ", "puce": "• ", "numero": "n. "}.get(item.kind, "")


def _marked(segments: Iterable[Segment]) -> str:
    found = tuple(segments)
    last = len(found) - 1
    return "".join(_segment(each, rank > 0, rank < last) for rank, each in enumerate(found))


def _segment(segment: Segment, before: bool, after: bool) -> str:
    if segment.nature in ("identique", "typographie"):
        return _shortest(segment.new, not before, not after)
    old = click.style(f"[-{_flat(segment.old)}-]", fg="red") if segment.old else ""
    return old + (click.style(f"{{+{_flat(segment.new)}+}}", fg="green") if segment.new else "")


def _shortest(text: str, at_start: bool, at_end: bool) -> str:
    """Unchanged words, without those far from any change."""
    flat = _flat(text)
    if len(flat) <= _LONG:
        return flat
    head = flat[:_KEPT].rpartition(" ")[0] or flat[:_KEPT]
    if at_start and at_end:
        return f"{head} […]"
    tail = flat[-_KEPT:].partition(" ")[2] or flat[-_KEPT:]
    shown = [*(() if at_start else (head,)), "[…]", *(() if at_end else (tail,))]
    return " ".join(shown)


def _flat(text: str) -> str:
    return visible(text).replace("\n", " ↵ ").replace("\t", " ")
