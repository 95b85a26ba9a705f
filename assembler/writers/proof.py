"""Proof after writing: the file is re-opened, and every text that went in is found in it, in order.

The reading shares nothing with the writer: the package is unzipped, each XML part parsed,
and the paragraphs' texts compared with those of the document. Between two fiches the
whole text is one string that must stand in the file as it is, so a lost, doubled or
displaced word shows. What remains is the template's own text: no tag may be left there,
and no paragraph of the document may come back.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Container, Iterable
from pathlib import Path

from lxml import etree

from assembler.model.document import Document, FicheGrid, plain
from assembler.model.layout import UNPAGED, Layout
from assembler.model.place import Place, Problem, Problems
from assembler.model.walk import remarks_of
from assembler.writers.chart_proof import wrong_chart
from assembler.writers.proof_texts import Passage, Region, expected, passages_of
from assembler.writers.styles import W

_LEFTOVER = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PARAGRAPH, _TEXT, _TAB, _BREAKS = f"{W}p", f"{W}t", f"{W}tab", (f"{W}br", f"{W}cr")
_SHOWN = ("word/document.xml", "word/header", "word/footer", "word/comments.xml")


def prove(  # noqa: PLR0913 - what the file must hold takes as much to say
    data: bytes,
    document: Document,
    template: Path,
    own_lines: Container[str] = frozenset(),
    *,
    sommaire: bool = True,
    layout: Layout = UNPAGED,
    before: Document | None = None,
) -> None:
    """Raise Problems if a part is not XML, a text of `document` is missing or doubled, or a tag is left.

    `own_lines` are the paragraphs that the templates hold themselves. `sommaire` False: the file has none; `layout`:
    the pages that it shows. `before`: what stands before the document, without sommaire, remarks nor charts.
    """
    parts, trees = _read(data)
    texts = {name: _paragraphs(tree) for name, tree in trees.items() if name.startswith(_SHOWN)}
    main = "\n" + "\n".join(line for line in texts.pop("word/document.xml") if line) + "\n"
    comments = "\n".join(texts.get("word/comments.xml", ()))
    for remark in remarks_of(document):
        if lost := next((line for line in remark.text.split("\n") if line not in comments), None):
            raise _failure(f"Cette remarque manque dans le fichier écrit : « {lost} ».", template)
    wanted = list(expected(before, sommaire=False)) if before else []
    wanted += expected(document, sommaire, layout)
    rest = _take_all(main, wanted, template)
    free = _free_values(document) | (_free_values(before) if before else set())
    if doubled := _doubled(rest, wanted, free, own_lines):
        raise _failure(f"Ce texte paraît une fois de trop dans le fichier écrit : « {doubled} ».", template)
    if wrong := wrong_chart(parts, trees, document):
        raise _failure(wrong, template)
    for lines in texts.values():
        rest += lines
    typed = _tag_like(free)
    for piece in rest:
        own = _without(piece, typed)
        if left := _LEFTOVER.search(own):
            around = own[max(0, left.start() - 20) : left.end() + 20].strip()
            raise _failure(f"Une balise du modèle est restée dans le fichier : « {around} ».", template)


def _doubled(rest: list[str], wanted: list[Passage | Region], free: Container[str], own: Container[str]) -> str | None:
    """The first paragraph of the document that stands in `rest`, where only the template's own text should be.

    `free`: values that may come back.
    """
    lines = {line for item in wanted for passage in passages_of(item) for line in passage.lines}
    left = (line for piece in rest for line in piece.split("\n"))
    return next((line for line in left if line in lines and line not in own and line not in free), None)


def _free_values(document: Document) -> set[str]:
    """Values that a template may show anywhere, and as often as it likes."""
    cover = document.cover
    fiches = [block for part in document.parts for block in part.blocks if isinstance(block, FicheGrid)]
    words = {cover.title, cover.subtitle, cover.territory, plain(cover.period), cover.caf, document.running_title}
    return words | {fiche.axe for fiche in fiches}


def _tag_like(free: Iterable[str]) -> list[str]:
    """Free values that look like a tag; the longest first."""
    return sorted((word for word in free if _LEFTOVER.search(word)), key=len, reverse=True)


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


# --- finding ---------------------------------------------------------------------------


def _take_all(text: str, wanted: Iterable[Passage | Region], template: Path) -> list[str]:
    """Find each in its turn; return what stands between them."""
    at, spans = 0, []
    for item in wanted:
        taken: list[tuple[int, int]] = []
        for passage in sorted(passages_of(item), key=lambda passage: -len(passage.needle)):
            start = _find_free(text, passage.needle, at, taken)
            if start < 0:
                raise _failure(
                    f"Ce texte manque dans le fichier écrit : « {_first_lost(passage, text, at)} ».", template
                )
            taken.append((start, start + len(passage.needle)))
        spans += taken
        at = max((end - 1 for _, end in taken), default=at)
    return _between(text, spans)


def _find_free(text: str, needle: str, at: int, taken: Iterable[tuple[int, int]]) -> int:
    """Where `needle` stands outside the spans that are `taken`; two neighbours share one line break."""
    start = text.find(needle, at)
    while start >= 0 and any(start < end - 1 and begin < start + len(needle) - 1 for begin, end in taken):
        start = text.find(needle, start + 1)
    return start


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


def _read(data: bytes) -> tuple[dict[str, bytes], dict[str, etree._Element]]:
    """All parts, and the trees of those in XML, in order. Raises XMLSyntaxError if one is not XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return parts, {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}


def _paragraphs(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    for element in root.iter(_PARAGRAPH, _TEXT, _TAB, *_BREAKS):
        tag = element.tag
        if tag == _TEXT:
            pieces.append(element.text or "")
        elif tag != _TAB:
            pieces.append("\n")
        elif (parent := element.getparent()) is not None and parent.tag == f"{W}r":  # not a tab stop
            pieces.append("\t")
    return "".join(pieces).split("\n")


def _failure(message: str, template: Path) -> Problems:
    hint = "Le fichier précédent est gardé. Vérifiez que le modèle contient toutes ses balises (docs/templates.md)."
    return Problems([Problem(message, hint, Place(template))])
