"""The first reader of a part: edits of the commune's own long texts and lists."""

from __future__ import annotations

from assembler.build.takeover.edits import Edit, edits_of
from assembler.build.takeover.reading import OTHERWISE, ChangedPart, PartReading, fitting, several
from assembler.build.takeover.shown_texts import ShownText, find_texts

_GONE = "Le texte entier a été retiré : retirez-le de la saisie, si c’est voulu."


def read_texts(part: ChangedPart, done: frozenset[int]) -> PartReading:
    """The texts and lists of the input that the part shows and that changed. `done`: paragraphs to leave alone."""
    reading = PartReading()
    for shown in find_texts(part.pairs, part.leaves):
        touched = frozenset(number for number in shown.pairs if part.pairs[number].is_changed)
        if touched - done:
            reading += _read(part, shown) + PartReading(done=touched)
    return reading


def _read(part: ChangedPart, shown: ShownText) -> PartReading:
    edits = list(edits_of(shown, part.pairs))
    olds = [number for number in shown.pairs if part.pairs[number].old]

    def says(edit: Edit) -> Edit | None:
        return edit if part.trial.says(edit.changes, olds[0], len(olds), edit.lines) else None

    found, refused = fitting(edits, says)
    if len(found) == 1:
        return part.proposed(found[0].leaf, found[0].changes)
    changed = [pair for number in shown.pairs if (pair := part.pairs[number]).is_changed]
    why = refused or (several(edit.leaf for edit in found) if found else OTHERWISE if edits else _GONE)
    old = "\n".join(pair.old.text for pair in changed if pair.old)
    return part.unplaced(old, "\n".join(pair.new.text for pair in changed if pair.new), why)
