"""What a page repeats: headers, footers, the first row of a table that goes on. None of it is text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assembler.compare.folding import folded
from assembler.compare.signed.tokens import Token, paragraphs_of, pdf_tokens, plain, sealed_tokens
from assembler.model.lines import Item, TableRow
from assembler.model.pdftext import GAP, PdfText
from assembler.model.wordtext import WordText

_MARGIN = 0.13
"""Share of the page's height that its header or footer takes at most."""
_EDGE = 0.07
_MANY = 3
"""Share of the height, and number of pages, from which what is repeated at the edge is a header or footer."""
_DIGITS = re.compile(r"\d+")
_CONTEXT = 6
_JOINT = "\0"


@dataclass(slots=True)
class Body:
    """Ranks of the lines that are text of the pages, in order. `numbers`: page -> what its footer calls it.

    `others`: what stands at the edge of many pages and is no header or footer of the sealed text -> its pages.
    """

    ranks: list[int] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    others: dict[str, list[int]] = field(default_factory=dict)


def body_of(sealed: WordText, pdf: PdfText) -> Body:
    """The lines that are seen, less headers and footers and the repeated first rows of tables."""
    heads, feet = _patterns(sealed, "en-tête"), _patterns(sealed, "pied de page")
    body = Body()
    for rank, line in enumerate(pdf.lines):
        if line.hiding:
            continue
        share = line.box.bottom / pdf.sizes[line.page - 1][1]
        patterns = feet if share <= _MARGIN else heads if share >= 1 - _MARGIN else []
        text = _bare(line.text)
        found = next((match for each in patterns if (match := each.fullmatch(text))), None)
        if found is None:
            body.ranks.append(rank)
        elif found.groups():
            body.numbers[line.page] = found[1]
    _set_apart(pdf, body)
    body.ranks = _without_repeated_rows(sealed, pdf, body.ranks)
    return body


def _set_apart(pdf: PdfText, body: Body) -> None:
    """Other headers and footers: they would cut the text of each page."""
    found: dict[tuple[str, int], list[int]] = {}
    for rank in body.ranks:
        line = pdf.lines[rank]
        if not _EDGE <= line.box.bottom / pdf.sizes[line.page - 1][1] <= 1 - _EDGE:
            found.setdefault((_DIGITS.sub("#", _bare(line.text)), round(line.box.bottom / 5)), []).append(rank)
    for ranks in found.values():
        pages = [pdf.lines[rank].page for rank in ranks]
        if len(set(pages)) >= _MANY:
            body.others.setdefault(pdf.lines[ranks[0]].text.replace(GAP, " "), []).extend(pages)
            body.ranks = [rank for rank in body.ranks if rank not in ranks]


def _patterns(sealed: WordText, where: str) -> list[re.Pattern[str]]:
    """A number of a header or footer is a « # » in the sealed text: Word counts it anew."""
    pieces: dict[str, None] = {}
    for aside in sealed.asides:
        for line in aside.lines if aside.where == where else ():
            own = [_bare(piece) for piece in line.text.split("\t")]
            pieces |= dict.fromkeys([*own, "".join(own)])
    return [re.compile(re.escape(piece).replace(r"\#", r"(\d+)")) for piece in pieces if piece]


def _bare(text: str) -> str:
    return "".join(folded(plain(text).replace(GAP, " ")).casefold().split())


def _without_repeated_rows(sealed: WordText, pdf: PdfText, ranks: Sequence[int]) -> list[int]:
    """A table that goes on over the page repeats its first row there; what the sealed text has there is none."""
    firsts = _first_rows(sealed.items)
    text = _joined(sealed_tokens(paragraphs_of(sealed.items)))
    found: list[int] = []
    before: list[Token] = []
    pages: dict[int, list[int]] = {}
    for rank in ranks:
        pages.setdefault(pdf.lines[rank].page, []).append(rank)
    for own in pages.values():
        tokens = pdf_tokens(pdf.lines, own)
        keys = [token.key for token in tokens]
        row = next((each for each in firsts if before and keys[: len(each)] == each), None)
        if row and _joined([*before, *tokens[: len(row)]]) not in text:
            ends = {tokens[len(row)].where} if len(tokens) > len(row) else set()
            repeated = {token.where for token in tokens[: len(row)]} - ends
            found += [rank for rank in own if rank not in repeated]
        else:
            found += own
        before = [token for token in tokens if _is_word(token)][-_CONTEXT:]
    return found


def _joined(tokens: Iterable[Token]) -> str:
    """Without the signs: a PDF shows the bullets of a list, which a sealed text has as its items."""
    return _JOINT + "".join(f"{token.key}{_JOINT}" for token in tokens if _is_word(token))


def _is_word(token: Token) -> bool:
    return any(character.isalnum() for character in token.key)


def _first_rows(items: Sequence[Item]) -> list[list[str]]:
    """The keys of the first row of each table, the longest first."""
    firsts: dict[int, TableRow] = {}
    for item in items:
        if isinstance(item, TableRow):
            firsts.setdefault(item.table, item)
    rows = {tuple(token.key for token in sealed_tokens(paragraphs_of([row]))) for row in firsts.values()}
    return sorted((list(row) for row in rows if row), key=len, reverse=True)
