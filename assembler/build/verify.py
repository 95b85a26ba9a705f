"""A returned Word file held against what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.own_words import own_words
from assembler.build.reference import Reference, other_versions, reference_for
from assembler.build.wordfile import WordFile, on_disk
from assembler.compare.texts import Known, compare_texts, no_versions
from assembler.model.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Verified:
    """A comparison and the two files behind it."""

    comparison: Comparison
    reference: Reference
    returned: WordFile


def verify(tools: Tools, path: Path, against: str | None, here: Path) -> Verified:
    """Hold the returned file at `path` against what was sent.

    Raises Problems: it can't be read, or there is nothing to hold it against.
    """
    returned = on_disk(path, path.name)
    reference = reference_for(tools, returned.text, path, against, here)
    composed = reference.composed
    versions = partial(other_versions, tools, composed) if composed else no_versions
    wrote = own_words(composed) if composed else None
    known = Known(versions, reference.own_parts, wrote, reference.names)
    units, beside = compare_texts(reference.text, returned.text, known)
    comparison = Comparison(
        kind="retour",
        title=f"Vérification de {path.name}",
        old=reference.name,
        new=path.name,
        units=units,
        beside=(*reference.doubts, *beside),
        notes=reference.notes,
    )
    return Verified(comparison, reference, returned)
