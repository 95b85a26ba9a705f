"""The header row that a table repeats at the top of the page where it goes on: no text of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.compare.signed.breaks import same_words
from assembler.compare.signed.matching import matched
from assembler.compare.signed.tokens import Token, paragraphs_of, pdf_tokens, sealed_tokens
from assembler.model.lines import Item, TableRow
from assembler.model.pdftext import PdfText


@dataclass(frozen=True, slots=True)
class _Header:
    """The first row of a table. `start`, `end`: its words in the sealed text, the end past the last one."""

    keys: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Top:
    """What may be a repeated row: these `lines` of the PDF, from `place` to `end` among the lines of the text."""

    keys: tuple[str, ...]
    place: int
    end: int
    lines: tuple[int, ...]


def without_repeated_rows(items: Sequence[Item], pdf: PdfText, ranks: Sequence[int]) -> list[int]:
    """`ranks`: the lines of the PDF that are text of the pages. Gives those of them that are no repeated row.

    A row at the top of a page is one that the sealed text has where, without it, a table lacks its first row there.
    Else it is repeated, if the table that was being read has this first row and goes on below it.
    """
    sealed = _Sealed(items)
    tops = list(_tops(sealed, pdf, ranks))
    if not tops:
        return list(ranks)
    lines = {rank for top in tops for rank in top.lines}
    rest = [rank for rank in ranks if rank not in lines]
    places = {rank: place for place, rank in enumerate(ranks)}
    new = pdf_tokens(pdf.lines, rest)
    pairs = [
        (i, places[new[j].where]) for i, j in matched([token.key for token in sealed.tokens], [t.key for t in new])
    ]
    repeated = {rank for top in tops if sealed.repeats(top, pairs) for rank in top.lines}
    return [rank for rank in ranks if rank not in repeated]


def _tops(sealed: _Sealed, pdf: PdfText, ranks: Sequence[int]) -> Iterator[_Top]:
    """First rows of tables at the top of a page, the longest one where several fit."""
    firsts = sorted(
        {header.keys: sealed.tokens[header.start : header.end] for header in sealed.headers.values()}.items(),
        key=lambda row: len("".join(row[0])),
        reverse=True,
    )
    pages: dict[int, list[int]] = {}
    for rank in ranks:
        pages.setdefault(pdf.lines[rank].page, []).append(rank)
    place = 0
    for own in pages.values():
        tokens = pdf_tokens(pdf.lines, own)
        found = next(((keys, size) for keys, row in firsts if place and (size := _begun(tokens, row))), None)
        if found:
            keys, size = found
            lines = tuple(dict.fromkeys(token.where for token in tokens[:size]))
            yield _Top(keys, place, place + own.index(lines[-1]) + 1, lines)
        place += len(own)


def _begun(tokens: Sequence[Token], row: Sequence[Token]) -> int:
    """How many words of the page are that row, in whole lines, its words cut or not; 0 where it begins otherwise."""
    letters, size = sum(len(token.key) for token in row), 0
    for rank, token in enumerate(tokens):
        size += len(token.key)
        after = tokens[rank + 1] if rank + 1 < len(tokens) else None
        ends_line = after is None or after.where != token.where
        if size >= letters and ends_line and same_words(row, tokens[: rank + 1], after):
            return rank + 1
        if size > 2 * letters:
            break
    return 0


class _Sealed:
    """The words of the sealed text, and the table that each stands in."""

    def __init__(self, items: Sequence[Item]) -> None:
        paragraphs = paragraphs_of(items)
        self.tokens = sealed_tokens(paragraphs)
        self.tables: list[int | None] = []
        self.headers: dict[int, _Header] = {}
        firsts: dict[int, int] = {}
        own: dict[int, list[int]] = {}
        for rank, token in enumerate(self.tokens):
            item = paragraphs[token.where].item
            row = items[item]
            table = row.table if isinstance(row, TableRow) else None
            self.tables.append(table)
            if table is not None and firsts.setdefault(table, item) == item:
                own.setdefault(table, []).append(rank)
        for table, words in own.items():
            keys = tuple(self.tokens[rank].key for rank in words)
            self.headers[table] = _Header(keys, words[0], words[-1] + 1)

    def repeats(self, top: _Top, pairs: Sequence[tuple[int, int]]) -> bool:
        """`pairs`: words of the sealed text, and the place of the PDF's line that has them; both rise."""
        behind = bisect_left([place for _, place in pairs], top.place)
        if any(header.keys == top.keys and _lacks(header, pairs, behind) for header in self.headers.values()):
            return False
        table = self.tables[pairs[behind - 1][0]] if behind else None
        if table is None or self.headers[table].keys != top.keys:
            return False
        after = next(iter(pairs[behind : behind + 1]), None)
        return after is None or after[1] > top.end or self.tables[after[0]] == table


def _lacks(header: _Header, pairs: Sequence[tuple[int, int]], behind: int) -> bool:
    """Does the sealed text have that row between the two pairs, most of its words without a partner?"""
    before = [i for i, _ in pairs[:behind] if i < header.start or i >= header.end]
    after = [i for i, _ in pairs[behind:] if i < header.start or i >= header.end]
    found = sum(header.start <= i < header.end for i, _ in pairs)
    is_there = (not before or before[-1] < header.start) and (not after or after[0] >= header.end)
    return is_there and 2 * found < header.end - header.start
