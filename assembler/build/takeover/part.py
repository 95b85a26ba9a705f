"""One part of a returned file against the input: which values its changes belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assembler.build.convention import Composed
from assembler.build.takeover.read_lines import read_lines
from assembler.build.takeover.read_texts import read_texts
from assembler.build.takeover.reading import ChangedPart, PartReading, part_of
from assembler.build.takeover.trial import Trial
from assembler.build.takeover.typed import new_lines, without_number
from assembler.compare.folding import folded
from assembler.model.comparison import Unit
from assembler.readers.editing.leaves import Leaf

_NOWHERE = "Aucune valeur de la saisie ne correspond à ce passage."


def read_part(unit: Unit, composed: Composed, leaves: Sequence[Leaf]) -> PartReading:
    """The proposals of one part that changed, and what no value could be found for."""
    part = part_of(unit, Trial(composed, unit), composed.source, leaves)
    reading = PartReading(done=_known_already(part))
    reading += read_texts(part, reading.done)
    reading += read_lines(part, reading.done)
    return reading + _rest(part, reading)


def _known_already(part: ChangedPart) -> frozenset[int]:
    """The changed paragraphs that today's document follows: the input was edited since the file was sent."""
    spare = Counter(part.trial.today) - Counter(pair.key for pair in part.pairs if pair.old)
    found: set[int] = set()
    for number, pair in enumerate(part.pairs):
        if not pair.is_changed or number in part.trial.ranks:
            continue
        texts = [line.text for line in new_lines(pair)] if pair.new else []
        keys = [
            next((key for key in map(folded, (text, without_number(text))) if spare[key] > 0), "") for text in texts
        ]
        if all(keys) and (texts or pair.old):
            spare.subtract(keys)
            found.add(number)
    return frozenset(found)


def _rest(part: ChangedPart, reading: PartReading) -> PartReading:
    """Changes of the commune's own parts that nothing explained; those of the library's are told by the comparison."""
    if not part.unit.own:
        return PartReading()
    diagnostic = part.source.convention.diagnostic
    figures = diagnostic.donnees if diagnostic and part.unit.name == "annexe:diagnostic" else None
    rest = PartReading()
    for run in _runs(part, reading.done):
        pairs = [part.pairs[number] for number in run]
        old = "\n".join(pair.old.text for pair in pairs if pair.old)
        new = "\n".join(pair.new.text for pair in pairs if pair.new)
        if spans := reading.left.get(run[0]):
            old, new = " … ".join(old[s.start : s.end] for s in spans), " … ".join(s.new for s in spans)
        why = f"Les chiffres se corrigent dans « {figures} »." if figures and pairs[0].cell else _NOWHERE
        rest += part.unplaced(old, new, why)
    return rest


def _runs(part: ChangedPart, done: frozenset[int]) -> list[list[int]]:
    """The paragraphs that nothing explained; those that were added or removed side by side are one."""
    runs: list[list[int]] = []
    for number, pair in enumerate(part.pairs):
        if not pair.is_changed or number in done:
            continue
        last = part.pairs[number - 1] if runs and runs[-1][-1] == number - 1 else None
        if last and ((pair.old is None and last.old is None) or (pair.new is None and last.new is None)):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
