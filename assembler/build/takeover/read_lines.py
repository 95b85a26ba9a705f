"""The second reader of a part: values inside a line that were changed, and blanks that were filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembler.build.takeover.reading import OTHERWISE, ChangedPart, PartReading, fitting, is_shared, several
from assembler.build.takeover.typed import new_lines
from assembler.build.takeover.values import (
    Filled,
    Held,
    Span,
    as_typed,
    blanks_of,
    fill,
    filled_inside,
    held_values,
    missing_values,
    spans_of,
    value_at,
    with_spans,
)
from assembler.model.takeover import InputChange
from assembler.readers.editing.leaves import Leaf

_NO_KEY = "Aucune clé de la saisie ne porte ce nom : ce passage vient du texte de la clause."
_SHARED = "Cette valeur est commune à toutes les conventions de la Caf : elle se change dans son fichier."
_SPREAD = "Le texte autour a changé aussi : ce qui a été rempli ne se distingue pas."


def read_lines(part: ChangedPart, done: frozenset[int]) -> PartReading:
    """The values of one line that changed, and those that were missing. `done`: paragraphs to leave alone."""
    reading = PartReading()
    for number, pair in enumerate(part.pairs):
        if number in done or not pair.is_changed or pair.old is None:
            continue
        blanks = blanks_of(pair.old.text)
        if blanks and pair.old.text.strip() == pair.old.text[blanks[0].start : blanks[0].end]:
            reading += _whole(part, number, blanks[0].what, done)
        elif pair.new:
            reading += _spans(part, number, pair.old.text)
    return reading


def _whole(part: ChangedPart, number: int, label: str, done: frozenset[int]) -> PartReading:
    """A blank that was a paragraph or cell by itself: all that came in its place fills it."""
    pairs = part.pairs
    cell, end = pairs[number].cell, number + 1
    while end < len(pairs) and pairs[end].old is None and pairs[end].cell == cell:
        end += 1
    come = [n for n in range(number, end) if pairs[n].new and n not in done]
    lines = tuple(line for n in come for line in new_lines(pairs[n]))
    if not lines or blanks_of(lines[0].text):
        return PartReading(done=frozenset([number]))
    leaf, reading = _filled(part, number, Filled(label, lines))
    taken = come if leaf is None or leaf.is_long else []
    return reading + PartReading(done=frozenset([number, *taken]))


def _spans(part: ChangedPart, number: int, text: str) -> PartReading:
    all_spans = spans = spans_of(part.pairs[number])
    reading = PartReading()
    while spans:
        taken, found = _value(part, number, text, spans)
        if not taken:
            break
        reading += found
        spans = tuple(span for span in spans if span not in taken)
    for mark, filled in filled_inside(text, spans):
        if filled:
            reading += _filled(part, number, filled)[1]
        else:
            reading += part.unplaced(text, part.pairs[number].new_text, _SPREAD)
        spans = tuple(span for span in spans if not span.start <= mark.start < span.end)
    if not spans:
        return reading + PartReading(done=frozenset([number]))
    return reading + PartReading(left={number: spans}) if len(spans) < len(all_spans) else reading


def _value(part: ChangedPart, number: int, text: str, spans: Sequence[Span]) -> tuple[tuple[Span, ...], PartReading]:
    """The spans that one value of the input explains, and what comes of it; none if it is not clear which one."""

    def says(held: Held) -> tuple[Held, InputChange] | None:
        change = held.change()
        fits = part.trial.says((change,), number, 1, (with_spans(text, held.spans),))
        return (held, change) if fits else None

    found, _ = fitting(held_values(text, spans, list(_single(part.leaves))), says)
    if not found:
        return (), PartReading()
    first, change = found[0]
    leaves = {each.leaf.path: each.leaf for each, _ in found if each.spans == first.spans}
    if len(leaves) == 1:
        return first.spans, part.proposed(first.leaf, (change,))
    return first.spans, part.unplaced(text, with_spans(text, first.spans), several(leaves.values()))


def _single(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Values of one line, the lines of lists among them."""
    for leaf in leaves:
        if isinstance(leaf.value, tuple):
            for rank, line in enumerate(leaf.value):
                yield Leaf((*leaf.path, rank), leaf.title, line, True, False, leaf.fiche)
        else:
            yield leaf


def _filled(part: ChangedPart, number: int, filled: Filled) -> tuple[Leaf | None, PartReading]:
    """The one missing value that the blank stood for, None where there is no such one; and what comes of it."""
    candidates = missing_values(filled.label, part.blanks)
    own = [leaf for leaf in candidates if not is_shared(leaf)]

    def fills(leaf: Leaf) -> tuple[Leaf, InputChange] | None:
        change = fill(leaf, filled)
        after, convention = part.trial.after((change,))
        if not part.trial.is_other(number, after, unknown=len(own) == 1):
            return None
        return leaf, InputChange(leaf.path, as_typed(value_at(convention, leaf.path), change.text))

    found, refused = fitting(own, fills)
    if len(found) == 1:
        leaf, change = found[0]
        return leaf, part.proposed(leaf, (change,))
    why = several(leaf for leaf, _ in found) if found else OTHERWISE if own else _SHARED if candidates else _NO_KEY
    new = "\n".join(line.text for line in filled.lines)
    return None, part.unplaced(f"[à compléter : {filled.label}]", new, refused or why)
