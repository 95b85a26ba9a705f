"""A returned Word file held against what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.reference import Reference, other_versions, reference_for
from assembler.compare.texts import compare_texts, no_versions
from assembler.model.comparison import Comparison
from assembler.model.lines import Item
from assembler.model.place import Place
from assembler.model.wordtext import WordText
from assembler.readers.word import read_word


@dataclass(frozen=True, slots=True)
class Verified:
    """A comparison and the two files behind it."""

    comparison: Comparison
    reference: Reference
    returned: WordText


def verify(tools: Tools, path: Path, against: str | None, here: Path) -> Verified:
    """Hold the returned file at `path` against what was sent.

    Raises Problems: it can't be read, or there is nothing to hold it against.
    """
    returned = read_word(path)
    reference = reference_for(tools, returned, Place(path), against, here)
    composed = reference.composed

    def versions(name: str) -> Mapping[str, Sequence[Item]]:
        return other_versions(tools, composed, name) if composed else no_versions(name)

    units, beside = compare_texts(reference.text, returned, versions, reference.own_parts)
    links = [f"Lien vers l’extérieur, que rien n’a suivi : {link}" for link in returned.links]
    comparison = Comparison(
        kind="retour",
        title=f"Vérification de {path.name}",
        old=reference.name,
        new=path.name,
        units=units,
        beside=beside,
        notes=(*reference.notes, *links),
    )
    return Verified(comparison, reference, returned)
