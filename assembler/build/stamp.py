"""The manifest of a convention: what it was made of, and the digest of its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from assembler import __version__
from assembler.model.clause import ClauseVersion
from assembler.model.document import Chart, Document, Part, plain
from assembler.model.lines import Line, lines_of
from assembler.model.manifest import Manifest, PartStamp


def manifest_of(document: Document, main: str, chosen: Mapping[str, ClauseVersion]) -> Manifest:
    """`main`: the main file, from the workspace; `chosen`: the version behind each clause."""
    parts = (
        PartStamp(part.name, part.clause.id, part.clause.version, chosen[part.clause.id].digest)
        for part in document.parts
    )
    return Manifest(__version__, main, text_digest(document), tuple(parts))


def text_digest(document: Document) -> str:
    """SHA-256, in hexadecimal, of all that a reader of the document sees: words, numbers, charts."""
    return _digest(" ".join(part_digests(document).values()))


COVER = "couverture"


def part_digests(document: Document) -> dict[str, str]:
    """The digest of the text of the cover, then of each part by its name; SHA-256, in hexadecimal.

    Where a text stands counts: in which paragraph, item, row and cell.
    """
    parts = {part.name: _digest("\n".join(_part_texts(part))) for part in document.parts}
    return {COVER: _digest("\n".join(_cover_texts(document))), **parts}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _cover_texts(document: Document) -> Iterator[str]:
    cover = document.cover
    yield from (cover.title, cover.subtitle, cover.territory, plain(cover.period), cover.caf, cover.mention)
    yield document.running_title


def _part_texts(part: Part) -> Iterator[str]:
    yield f"{part.name} {plain(part.heading.inlines)}"
    for item in lines_of(part.blocks):
        if isinstance(item, Line):
            yield _line(item)
        else:
            yield f"{item.table}|" + "|".join("\t".join(map(_line, cell)) for cell in item.cells)
    for block in part.blocks:
        if isinstance(block, Chart):
            yield f"{block.kind} {block.title} {block.unit} {block.categories}"
            yield from (f"{series.name} {series.values}" for series in block.series)


def _line(line: Line) -> str:
    return f"{line.kind}{line.level} {line.text}"
