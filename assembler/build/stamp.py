"""The manifest of a convention: what it was made of, and the digest of its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from assembler import __version__
from assembler.model.clause import ClauseVersion
from assembler.model.document import Chart, Document, FicheGrid, plain
from assembler.model.manifest import Manifest, PartStamp
from assembler.model.walk import inlines_of


def manifest_of(document: Document, main: str, chosen: Mapping[str, ClauseVersion]) -> Manifest:
    """`main`: the main file, from the workspace; `chosen`: the version behind each clause."""
    parts = (
        PartStamp(part.name, part.clause.id, part.clause.version, chosen[part.clause.id].digest)
        for part in document.parts
    )
    return Manifest(__version__, main, text_digest(document), tuple(parts))


def text_digest(document: Document) -> str:
    """SHA-256, in hexadecimal, of all that a reader of the document sees: words, numbers, charts."""
    return hashlib.sha256("\n".join(_texts(document)).encode()).hexdigest()


def _texts(document: Document) -> Iterator[str]:
    cover = document.cover
    yield from (cover.title, cover.subtitle, cover.territory, plain(cover.period), cover.caf, cover.mention)
    yield document.running_title
    yield from (inline.text for inline in inlines_of(document))
    for part in document.parts:
        yield part.name
        for block in part.blocks:
            if isinstance(block, Chart):
                yield f"{block.kind} {block.title} {block.unit} {block.categories}"
                yield from (f"{series.name} {series.values}" for series in block.series)
            elif isinstance(block, FicheGrid):
                yield block.axe
