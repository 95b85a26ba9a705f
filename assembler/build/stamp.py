"""The manifest of a convention: what it was made of, as digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from assembler import __version__
from assembler.compose.compose import choose_clauses
from assembler.compose.content import Content
from assembler.model.document import Document
from assembler.model.figures import Dataset
from assembler.model.manifest import Manifest, PartStamp

_DIGITS = 16


def manifest_of(content: Content, document: Document, main: str, files: Iterable[bytes], templates: str) -> Manifest:
    """`main`: the main file, from the workspace; `files`: all that was read beside the clauses and the figures.

    `templates`: the digest of the templates.
    """
    chosen = choose_clauses(content)
    return Manifest(
        engine=__version__,
        input=main,
        content=_digest([*files, *_texts(content)]),
        templates=templates,
        parts=tuple(
            PartStamp(part.name, part.clause.id, part.clause.version, chosen[part.clause.id].digest)
            for part in document.parts
        ),
    )


def _texts(content: Content) -> Iterable[bytes]:
    yield from (own.body.encode() for own in content.own_texts)
    for figures in (content.own, *content.references, *content.members):
        yield from _lines(figures)


def _lines(figures: Dataset) -> Iterable[bytes]:
    for code, figure in figures.typed.items():
        yield f"{code} {figure.year} {figure.value} {figure.variation}".encode()


def _digest(pieces: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(f"{len(piece)}:".encode() + piece)
    return found.hexdigest()[:_DIGITS]
