"""What the commune filled in or edited in a returned file, as changes of its input.

A change is proposed only if the document, composed again with it, says what the returned file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from assembler.build.convention import Composed
from assembler.build.takeover.part import read_part
from assembler.model.comparison import Comparison
from assembler.model.difference import differs
from assembler.model.place import Problems
from assembler.model.takeover import KeyPath, Proposal, Takeover, Unplaced
from assembler.readers.convention import Source
from assembler.readers.editing.changes import edited_files
from assembler.readers.editing.leaves import leaves

_TWO_WAYS = "Le fichier donne cette valeur de plusieurs façons : choisissez, et reportez-la à la main."
_HELD_AGAINST = ("complété", "modifié", "déplacé")
"""The verdicts that leave something to take over; that a whole part came, went or is another version is told there."""


def propose(comparison: Comparison, composed: Composed) -> Takeover:
    """The changes that can be taken over, in the order of the document, and what can't. Writes nothing."""
    known = tuple(leaves(composed.source.convention))
    found: list[Proposal] = []
    unplaced: list[Unplaced] = []
    for unit in comparison.units:
        if unit.verdict in _HELD_AGAINST and differs(unit.steps, typography=False):
            part = read_part(unit, composed, known)
            found += part.proposals
            unplaced += part.unplaced
    proposals = _merged(found, unplaced)
    return Takeover(tuple(_writable(proposals, composed.source, unplaced)), tuple(unplaced))


def apply(proposals: Iterable[Proposal], source: Source) -> Mapping[Path, bytes]:
    """The files of the input with the accepted proposals in them, read again and right. Raises Problems.

    For `build.files.replace_files`: nothing is written here.
    """
    return edited_files(source, [proposal.change for proposal in proposals])


def _merged(found: Iterable[Proposal], unplaced: list[Unplaced]) -> list[Proposal]:
    """Each change once. A value that two parts of the file give in two ways is left to a person."""
    by_key: dict[tuple[KeyPath, str], dict[str, list[Proposal]]] = {}
    for each in found:
        by_key.setdefault((each.path, each.kind), {}).setdefault(each.unit, []).append(each)
    kept: list[Proposal] = []
    for (_, kind), units in by_key.items():
        groups = list(units.values())
        ways = {tuple(dict.fromkeys(each.new for each in group)) for group in groups}
        if len(ways) == 1 and (kind == "ajout" or len(next(iter(ways))) == 1):
            kept += groups[0] if kind == "ajout" else groups[0][:1]
        else:
            unplaced += [Unplaced(each.unit, each.old, each.new, _TWO_WAYS) for group in groups for each in group]
    return kept


def _writable(proposals: Iterable[Proposal], source: Source, unplaced: list[Unplaced]) -> Iterable[Proposal]:
    """Those that their file has a place for."""
    for each in proposals:
        try:
            edited_files(source, [each.change])
            yield each
        except Problems as error:
            unplaced.append(Unplaced(each.unit, each.old, each.new, error.problems[0].message))
