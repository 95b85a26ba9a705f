"""The words of a sealed text and of a PDF, in order, as they are held against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.compare.folding import folded
from assembler.model.lines import Item, Line, LineKind
from assembler.model.pdftext import GAP, PdfLine

BLANK_KEY = "[à compléter]"
LINE, PAGE = "\n", "\f"
_SPACES = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_TOKEN = re.compile(
    r"(?P<blank>\[\s*(?:à|a\u0300?)\s+compl(?:é|e\u0301?)ter[^\[\]]{0,400}\])"
    rf"|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
    r"|(?:[^\W\d_][\u0300-\u036f]*)+|[^\s\x1f]",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\t\d{1,4}\s*$")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a sign or a place to complete.

    `key`: what it is compared by. `glue`: what stands before it: nothing, a space, a GAP, a new LINE or a new PAGE.
    `where`: rank of its paragraph, or of its line of the PDF. `start`, `end`: its characters in that text.
    """

    key: str
    text: str
    glue: str
    where: int
    start: int = 0
    end: int = 0

    @property
    def is_first(self) -> bool:
        return self.glue in (LINE, PAGE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the sealed text. `item`: rank among the items; `cell`, `line`: its place in a row, else 0."""

    text: str
    kind: LineKind
    level: int
    item: int
    cell: int = 0
    line: int = 0


def paragraphs_of(items: Sequence[Item]) -> list[Paragraph]:
    """Every paragraph that has a word, those of cells in the order of the cells."""
    found = []
    for rank, item in enumerate(items):
        cells = ((item,),) if isinstance(item, Line) else item.cells
        for cell, lines in enumerate(cells):
            for place, line in enumerate(lines):
                if line.text.strip():
                    found.append(Paragraph(line.text, line.kind, line.level, rank, cell, place))
    return found


def sealed_tokens(paragraphs: Sequence[Paragraph]) -> list[Token]:
    """Those of the text; the page behind an entry of the sommaire is none: another print has another, or none."""
    return [token for rank, each in enumerate(paragraphs) for token in tokens_in(_without_page(each), rank)]


def _without_page(paragraph: Paragraph) -> str:
    return _PAGE.sub("", paragraph.text) if paragraph.kind == "sommaire" else paragraph.text


def tokens_in(text: str, where: int = 0) -> Iterator[Token]:
    """Those of one paragraph, the first one with a new line before it."""
    end = 0
    for match in _TOKEN.finditer(text):
        if key := _key(match):
            glue = _glue(text[end : match.start()]) if end else LINE
            yield Token(key, match[0], glue, where, match.start(), match.end())
            end = match.end()


def pdf_tokens(lines: Sequence[PdfLine], ranks: Sequence[int]) -> list[Token]:
    """Those of the lines that `ranks` names, in this order. A place to complete may go over several lines."""
    pieces, starts, at = [], [], 0
    for place, rank in enumerate(ranks):
        turns = place > 0 and lines[rank].page != lines[ranks[place - 1]].page
        piece = (PAGE if turns else LINE) + plain(lines[rank].text)
        starts.append(at)
        pieces.append(piece)
        at += len(piece)
    text, place, end, found = "".join(pieces), -1, 0, []
    for match in _TOKEN.finditer(text):
        while place + 1 < len(starts) and starts[place + 1] <= match.start():
            place += 1
        if key := _key(match):
            found.append(Token(key, match[0], _glue(text[end : match.start()]), ranks[place]))
            end = match.end()
    return found


def words_of(items: Sequence[Item]) -> frozenset[str]:
    """The words of these lines and rows, as `is_filling` knows them."""
    return frozenset(token.key for token in sealed_tokens(paragraphs_of(items)))


def plain(text: str) -> str:
    """Ligatures as letters, nothing that is not seen."""
    return unicodedata.normalize("NFC", text.translate(_UNSEEN).translate(_LIGATURES))


def _glue(between: str) -> str:
    for sign in (PAGE, LINE, GAP):
        if sign in between:
            return sign
    return " " if between else ""


def _key(match: re.Match[str]) -> str:
    """Empty for a sign that nobody sees."""
    return BLANK_KEY if match["blank"] else folded(plain(match[0])).casefold()


def shown(tokens: Sequence[Token]) -> str:
    """The words of a stretch on one line."""
    text = "".join((" " if token.glue else "") + token.text for token in tokens)
    return " ".join(text.split())
