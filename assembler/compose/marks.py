"""The authors' marks in the document: what is left to do is highlighted, « sans objet » becomes plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assembler.model.document import Document, Inline, Inlines, Mark, Text
from assembler.model.marks import AuthorMark, author_marks
from assembler.model.numbers import NBSP
from assembler.model.walk import inlines_of, map_inlines


def with_marks(document: Document) -> Document:
    if not _may_hold_marks(inlines_of(document)):
        return document
    return map_inlines(document, _marked)


def _may_hold_marks(inlines: Iterable[Inline]) -> bool:
    return "[" in "".join([inline.text for inline in inlines if isinstance(inline, Text)])


def _marked(inlines: Inlines) -> Inlines:
    if not _may_hold_marks(inlines):
        return inlines
    found: list[Inline] = []
    for inline in inlines:
        found += _pieces(inline) if isinstance(inline, Text) else [inline]
    return tuple(found)


def _pieces(text: Text) -> list[Inline]:
    pieces: list[Inline] = []
    at = 0
    for mark in author_marks(text.text):
        if before := text.text[at : mark.start]:
            pieces.append(replace(text, text=before))
        pieces.append(_shown(mark, text))
        at = mark.end
    if rest := text.text[at:]:
        pieces.append(replace(text, text=rest))
    return pieces


def _shown(mark: AuthorMark, text: Text) -> Inline:
    if mark.kind != "sans objet":
        return Mark(text.text[mark.start : mark.end])
    reason = f"{NBSP}: {mark.what}" if mark.what else ""
    return replace(text, text=f"{'Sans' if mark.start == 0 else 'sans'} objet{reason}")
