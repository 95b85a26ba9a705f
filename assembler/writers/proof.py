"""Proof after writing: the file is re-opened, and every text that went in is found in it, in order.

The reading shares nothing with the writer: the package is unzipped, each XML part parsed,
and the paragraphs' texts compared with those of the document. Between two fiches the
whole text is one string that must stand in the file as it is, so a lost, doubled or
displaced word shows. What remains is the template's own text: no tag may be left there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from assembler.model.document import (
    Blocks,
    Document,
    FicheGrid,
    Heading,
    List,
    Paragraph,
    SignatureBlock,
    Table,
    plain,
)
from assembler.model.place import Place, Problem, Problems
from assembler.writers.styles import W
from assembler.writers.toc import listed

_LEFTOVER = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_TEXT_TAGS = {f"{W}t", f"{W}br", f"{W}tab", f"{W}cr"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that follow one another in the file without anything between."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Passages that the template may place in any order (a cover, the cells of a fiche)."""

    passages: tuple[Passage, ...]


def prove(data: bytes, document: Document, template: Path) -> None:
    """Raise Problems if a part is not XML, a text of `document` is missing, or a tag is left."""
    texts = _read_texts(data)
    main = "\n" + "\n".join(line for line in texts.pop("word/document.xml") if line) + "\n"
    rest = _take_all(main, expected(document), template)
    for part, lines in texts.items():
        if part.startswith(("word/header", "word/footer")):
            rest += lines
    typed = _tag_like_values(document)
    for piece in rest:
        own = _without(piece, typed)
        if left := _LEFTOVER.search(own):
            around = own[max(0, left.start() - 20) : left.end() + 20].strip()
            raise _failure(f"Une balise du modèle est restée dans le fichier : « {around} ».", template)


def _tag_like_values(document: Document) -> list[str]:
    """Values that look like a tag and that a template may show anywhere; the longest first."""
    cover = document.cover
    fiches = [block for part in document.parts for block in part.blocks if isinstance(block, FicheGrid)]
    words = {cover.title, cover.subtitle, cover.territory, cover.caf, document.running_title, *(f.axe for f in fiches)}
    return sorted((word for word in words if _LEFTOVER.search(word)), key=len, reverse=True)


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def expected(document: Document) -> Iterator[Passage | Region]:
    """The texts of `document`, in the order in which the file must show them."""
    cover = document.cover
    words = [cover.title, cover.subtitle, cover.territory, plain(cover.period)]
    yield Region(tuple(Passage((word,)) for word in words))
    yield Passage(tuple(plain(heading.inlines) for heading in listed(document.headings())))
    yield from _passages(_part_lines(document))


def _part_lines(document: Document) -> Iterator[str | FicheGrid | None]:
    """Lines, fiches where they stand, None where the template may put something of its own."""
    for part in document.body:
        yield plain(part.heading.inlines)
        yield from _lines(part.blocks)
    for part in document.annexes:
        yield None
        yield plain(part.heading.inlines)
        yield None
        yield from _lines(part.blocks)


def _passages(items: Iterable[str | FicheGrid | None]) -> Iterator[Passage | Region]:
    waiting: list[str] = []
    for item in items:
        if isinstance(item, str):
            waiting += _kept(item)
            continue
        if waiting:
            yield Passage(tuple(waiting))
            waiting = []
        if isinstance(item, FicheGrid):
            yield _fiche(item)
    if waiting:
        yield Passage(tuple(waiting))


def _kept(text: str) -> list[str]:
    """The lines of a paragraph's text; empty ones are not compared."""
    return [line for line in text.split("\n") if line]


def _fiche(fiche: FicheGrid) -> Region:
    groups: list[Iterable[str | FicheGrid | None]] = [[plain(fiche.heading.inlines)], _lines(fiche.enjeux)]
    groups += [_lines(fiche.presentation), *(_lines(cell) for cell in fiche.cells.values()), _lines(fiche.moyens)]
    passages = [passage for group in groups for passage in _passages(group) if isinstance(passage, Passage)]
    return Region(tuple(passages))


def _lines(blocks: Blocks) -> Iterator[str | FicheGrid]:
    """The text of each paragraph that the writer makes of `blocks`."""
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)):
            yield plain(block.inlines)
        elif isinstance(block, List):
            for item in block.items:
                yield from _lines(item)
        elif isinstance(block, Table):
            yield plain(block.caption)
            yield from (column.title for column in block.columns)
            yield from (plain(cell) for row in block.rows for cell in row.cells)
        elif isinstance(block, SignatureBlock):
            for box in block.boxes:
                yield from (plain(box.organisme), plain(box.qualite), plain(box.nom))
        else:
            yield block


# --- finding ---------------------------------------------------------------------------


def _take_all(text: str, wanted: Iterable[Passage | Region], template: Path) -> list[str]:
    """Find each in its turn; return what stands between them."""
    at, spans = 0, []
    for item in wanted:
        passages = item.passages if isinstance(item, Region) else (item,)
        ends = []
        for passage in passages:
            needle = "\n" + "\n".join(passage.lines) + "\n"
            start = text.find(needle, at)
            if start < 0:
                raise _failure(
                    f"Ce texte manque dans le fichier écrit : « {_first_lost(passage, text, at)} ».", template
                )
            spans.append((start, start + len(needle)))
            ends.append(start + len(needle) - 1)
        at = max(ends, default=at)
    return _between(text, spans)


def _first_lost(passage: Passage, text: str, at: int) -> str:
    """The first line of the passage that is not found after the ones before it."""
    for line in passage.lines:
        found = text.find(f"\n{line}\n", at)
        if found < 0:
            return line
        at = found + len(line)
    return passage.lines[0]


def _between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start > at:
            pieces.append(text[at:start])
        at = max(at, end)
    return [*pieces, text[at:]]


def _read_texts(data: bytes) -> dict[str, list[str]]:
    """Lines of each XML part under `word/`; the paragraphs of a part in document order."""
    texts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                if name.startswith("word/"):
                    texts[name] = _paragraphs(root)
    return texts


def _paragraphs(root: etree._Element) -> list[str]:
    lines: list[str] = []
    pieces: list[str] = []
    for element in root.iter(f"{W}p", *_TEXT_TAGS):
        if element.tag == f"{W}p":
            lines += "".join(pieces).split("\n")
            pieces = []
        elif element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag != f"{W}tab":
            pieces.append("\n")
        elif (parent := element.getparent()) is not None and parent.tag == f"{W}r":  # not a tab stop
            pieces.append("\t")
    return lines + "".join(pieces).split("\n")


def _failure(message: str, template: Path) -> Problems:
    hint = "Le fichier précédent est gardé. Vérifiez que le modèle contient toutes ses balises (docs/templates.md)."
    return Problems([Problem(message, hint, Place(template))])
