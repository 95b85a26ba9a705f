"""The two texts laid side by side: their words, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assembler.compare.signed.matching import Gap, Pairs, gaps, matched
from assembler.compare.signed.running import Body
from assembler.compare.signed.sliding import slid
from assembler.compare.signed.tokens import Paragraph, Token, paragraphs_of, pdf_tokens, sealed_tokens
from assembler.model.lines import Item, TableRow
from assembler.model.pdftext import PdfText
from assembler.model.wordtext import WordText


@dataclass(slots=True)
class Side:
    """`fine`: ranks of the words without a partner that change nothing all the same."""

    tokens: list[Token]
    fine: set[int] = field(default_factory=set)


class Laid:
    """`old` is the sealed text, `new` the PDF; `pairs` are ranks of words of both.

    `drawn`: lines of the PDF that are words of charts, once these are known.
    """

    def __init__(self, sealed: WordText, pdf: PdfText, body: Body) -> None:
        self.items: Sequence[Item] = sealed.items
        self.drawn: set[int] = set()
        self.pdf = pdf
        self.paragraphs: list[Paragraph] = paragraphs_of(sealed.items)
        self.old = Side(sealed_tokens(self.paragraphs))
        self.new = Side(pdf_tokens(pdf.lines, body.ranks))
        self.pairs: Pairs = matched(_keys(self.old.tokens), _keys(self.new.tokens))
        for first, last in self._broken_rows():
            self._put_in_order(first, last)
        self.pairs = slid(self.pairs, self.old.tokens, self.new.tokens)

    def gaps(self) -> Iterator[Gap]:
        return gaps(self.pairs, len(self.old.tokens), len(self.new.tokens))

    def item_of(self, rank: int) -> int:
        """The item of the sealed text in which that word stands; past the last one, past the end."""
        if rank >= len(self.old.tokens):
            return len(self.items)
        return self.paragraphs[self.old.tokens[rank].where].item

    def page_of(self, rank: int) -> int:
        return self.pdf.lines[self.new.tokens[rank].where].page

    # -- rows that a page cuts: the cells' first halves stand before their second ones

    def _broken_rows(self) -> list[tuple[int, int]]:
        """Stretches of words of a row, one of which has no partner."""
        lone = set(range(len(self.old.tokens))) - {i for i, _ in self.pairs}
        found: list[tuple[int, int]] = []
        for item in sorted({self.item_of(rank) for rank in lone}):
            row = self.items[item]
            if isinstance(row, TableRow) and sum(any(line.text.strip() for line in cell) for cell in row.cells) > 1:
                own = [rank for rank, token in enumerate(self.old.tokens) if self.paragraphs[token.where].item == item]
                found.append((own[0], own[-1] + 1))
        return found

    def _put_in_order(self, first: int, last: int) -> None:
        """Read the PDF's words of that row column by column, if they stand on two pages and more of them fit then."""
        low = max((j for i, j in self.pairs if i < first), default=-1) + 1
        high = min((j for i, j in self.pairs if i >= last), default=len(self.new.tokens))
        own = self.new.tokens[low:high]
        if not own or self.page_of(low) == self.page_of(high - 1):
            return
        columns = self._columns(sorted({token.where for token in own}))
        ordered = sorted(own, key=lambda token: columns[token.where])
        before = [pair for pair in self.pairs if first <= pair[0] < last]
        fitting = matched(_keys(self.old.tokens[first:last]), _keys(ordered))
        if len(fitting) > len(before):
            self.new.tokens[low:high] = ordered
            kept = [pair for pair in self.pairs if not first <= pair[0] < last]
            self.pairs = sorted([*kept, *((first + i, low + j) for i, j in fitting)])

    def _columns(self, lines: Sequence[int]) -> dict[int, int]:
        """The column of each line: those that share some of their width stand in one."""
        spans = sorted((self.pdf.lines[rank].box.left, self.pdf.lines[rank].box.right, rank) for rank in lines)
        found: dict[int, int] = {}
        column, edge = -1, float("-inf")
        for left, right, rank in spans:
            column += left >= edge
            edge = max(edge, right)
            found[rank] = column
        return found


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens]
