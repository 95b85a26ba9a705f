"""References that people typed, « annexe 2 » or « fiches 1 à 3 », become live links; no character changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assembler.compose.expand import join_texts
from assembler.compose.figures import caption_number
from assembler.model.document import (
    Block,
    Blocks,
    Chart,
    Document,
    FicheGrid,
    Inline,
    Inlines,
    List,
    Paragraph,
    Part,
    Reference,
    Row,
    Table,
    Text,
    plain,
)
from assembler.model.renvois import Numbered, has_own_articles, is_number, is_surely_own, typed_in
from assembler.model.walk import inlines_in

_SIGN = re.compile(r"(?:nnexe|rticle|iche|rt\.|ableau|raphique|NNEXE|RTICLE|ICHE|ABLEAU|RAPHIQUE)\D{0,20}[\dIVX]")
"""A text without this holds no reference: most need no closer look."""
_OTHERS = frozenset(("annexe:deliberation",))
"""Parts whose text is another body's: their « article 2 » is their own."""

Targets = Mapping[str, Mapping[str, str]]
"""Kind (annexe, article, fiche, tableau, graphique) -> number -> anchor."""


def with_links(document: Document) -> Document:
    """Links lead to parts that the document has; headings and captions have none."""
    targets = _targets(document)
    parts = (part if part.name in _OTHERS else _linked(part, targets) for part in document.parts)
    return replace(document, parts=tuple(parts))


def _targets(document: Document) -> Targets:
    found: dict[str, dict[str, str]] = {kind: {} for kind in ("annexe", "article", "fiche", "tableau", "graphique")}
    for part in document.parts:
        if part.kind in found and part.number:
            found[part.kind][part.number] = part.heading.anchor
        for block in part.blocks:
            if isinstance(block, FicheGrid):
                found["fiche"][str(block.number)] = block.heading.anchor
    for figure in document.captioned():
        found["tableau" if isinstance(figure, Table) else "graphique"][caption_number(figure)] = figure.anchor
    return found


def _linked(part: Part, targets: Targets) -> Part:
    held = ["".join([inline.text for inline in inlines_in((block,))]) for block in part.blocks]
    may_refer = list(map(_may_refer, held))
    if not any(may_refer):
        return part
    linker = _Linker(targets)
    if any(has_own_articles(text) for text in _texts(part.blocks)):
        linker = _Linker({**targets, "article": {}})
    blocks = zip(part.blocks, may_refer, strict=True)
    return replace(part, blocks=tuple(linker.block(block) if may else block for block, may in blocks))


def _may_refer(text: str) -> bool:
    return _SIGN.search(text) is not None


def _texts(blocks: Blocks) -> Iterator[str]:
    """Those that may head an article: paragraphs, and not in a cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            text = plain(block.inlines)
            if "Article" in text:
                yield text
        elif isinstance(block, List):
            for item in block.items:
                yield from _texts(item)


@dataclass(frozen=True, slots=True)
class _Linker:
    targets: Targets

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self.block, blocks))

    def block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            inlines = self.inlines(block.inlines)
            return block if inlines is block.inlines else replace(block, inlines=inlines)
        if isinstance(block, List):
            return replace(block, items=tuple(map(self.blocks, block.items)))
        if isinstance(block, Table):
            notes = tuple(map(self.inlines, block.notes))
            return replace(block, rows=tuple(map(self._row, block.rows)), notes=notes)
        if isinstance(block, Chart):
            return replace(block, notes=tuple(map(self.inlines, block.notes)))
        if isinstance(block, FicheGrid):
            return replace(
                block,
                enjeux=self.blocks(block.enjeux),
                presentation=self.blocks(block.presentation),
                cells={key: self.blocks(cell) for key, cell in block.cells.items()},
                moyens=self.blocks(block.moyens),
            )
        return block

    def _row(self, row: Row) -> Row:
        cells = tuple(map(self.inlines, row.cells))
        return row if cells == row.cells else replace(row, cells=cells)

    def inlines(self, inlines: Inlines) -> Inlines:
        text = plain(inlines)
        if not _may_refer(text):
            return inlines
        spots = [
            (spot, anchor)
            for reference in typed_in(text)
            if is_surely_own(text, reference)
            for spot in reference.numbers
            if (anchor := self._anchor(reference.kind, spot.number))
        ]
        return _cut(inlines, spots) if spots else inlines

    def _anchor(self, kind: str, number: str) -> str:
        """Empty if there is no such part. « 6 » leads to 6-a, the first of those that it stands for."""
        known = self.targets[kind]
        return known.get(number) or next((known[each] for each in known if is_number(each, number)), "")


def _cut(inlines: Inlines, spots: list[tuple[Numbered, str]]) -> Inlines:
    """The inlines, cut where a link begins or ends; only texts become links, each keeping its look."""
    found: list[Inline] = []
    at = 0
    for inline in inlines:
        end = at + len(inline.text)
        if isinstance(inline, Text) and not inline.superscript:
            found += _pieces(inline, at, spots)
        else:
            found.append(inline)
        at = end
    return join_texts(found)


def _pieces(text: Text, at: int, spots: list[tuple[Numbered, str]]) -> Iterator[Inline]:
    """`at`: where the text stands in the whole."""
    done, length = 0, len(text.text)
    for spot, anchor in spots:
        start, end = max(spot.start - at, done), min(spot.end - at, length)
        if start >= end:
            continue
        if done < start:
            yield replace(text, text=text.text[done:start])
        yield Reference(anchor, text.text[start:end], text.bold, text.italic)
        done = end
    if done < length or not length:
        yield replace(text, text=text.text[done:])
