"""The manifest of a convention: what it was made of, and the digest of its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

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
    cover = (*_cover_texts(document), *_words(document), *_part_texts(document))
    return hashlib.sha256("\n".join(cover).encode()).hexdigest()


COVER = "couverture"


def part_digests(document: Document) -> dict[str, str]:
    """The digest of the text of the cover, then of each part by its name; SHA-256, in hexadecimal."""
    texts = {COVER: "\n".join(_cover_texts(document))}
    for part in document.parts:
        alone = replace(document, parts=(part,))
        texts[part.name] = "\n".join((*_words(alone), *_part_texts(alone)))
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}


def _cover_texts(document: Document) -> Iterator[str]:
    cover = document.cover
    yield from (cover.title, cover.subtitle, cover.territory, plain(cover.period), cover.caf, cover.mention)
    yield document.running_title


def _words(document: Document) -> Iterator[str]:
    return (inline.text for inline in inlines_of(document))


def _part_texts(document: Document) -> Iterator[str]:
    for part in document.parts:
        yield part.name
        for block in part.blocks:
            if isinstance(block, Chart):
                yield f"{block.kind} {block.title} {block.unit} {block.categories}"
                yield from (f"{series.name} {series.values}" for series in block.series)
            elif isinstance(block, FicheGrid):
                yield block.axe
