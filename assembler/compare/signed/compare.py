"""A signed PDF held against the sealed text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assembler.compare.outline import sections_of
from assembler.compare.signed.additions import is_filling, is_signing, is_stamp
from assembler.compare.signed.beside import Pages, Told, is_margin, page_numbers, tell_marks
from assembler.compare.signed.excuses import excuse
from assembler.compare.signed.reading import Laid
from assembler.compare.signed.running import Body, body_of
from assembler.compare.signed.telling import units_of
from assembler.compare.signed.tokens import BLANK_KEY, shown, words_of
from assembler.model.comparison import Beside, Unit
from assembler.model.lines import TableRow
from assembler.model.messages import excerpt
from assembler.model.pdftext import Box, ChartWords, PdfText
from assembler.model.wordtext import WordText

_BESIDE = 30.0
"""Points around the words of a chart within which its bars and curves stand."""


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """`units` and `beside` are what differs; `additions` say, in French, what a signature adds and may add."""

    units: tuple[Unit, ...]
    beside: tuple[Beside, ...]
    additions: tuple[str, ...]


def compare_signed(sealed: WordText, charts: Sequence[ChartWords], pdf: PdfText) -> SignedPdf:
    """`charts` are those of the sealed text."""
    body = body_of(sealed, pdf)
    laid = Laid(sealed, pdf, body)
    signed = _Signature(laid)
    told = Told()
    signed.excuse(told)
    charts_told = excuse(laid, charts)
    pages = Pages(
        signature=signed.pages,
        drawn=_drawn(laid, sealed),
        words=signed.words,
        links=frozenset(sealed.links),
        title=_Titles(laid).at,
    )
    units = units_of(laid)
    told.beside += charts_told
    _tell_edges(body, told)
    if all(unit.verdict == "identique" for unit in units):
        told.beside += page_numbers(body.numbers, len(pdf.sizes))
    told.beside += _without_text(pdf)
    tell_marks(pdf, pages, told)
    return SignedPdf(units, tuple(told.beside), tuple(dict.fromkeys(told.additions)))


def _tell_edges(body: Body, told: Told) -> None:
    """Headers and footers that the sealed text does not have: stamps on every page, or another text's."""
    for text, pages in body.others.items():
        where = f"{len(set(pages))} pages, à partir de la page {min(pages)}"
        if is_stamp(text):
            told.additions.append(f"Ajouté au bord de {where} : « {text} »")
        else:
            message = f"Au bord de {where}, le PDF porte : « {excerpt(text)} »"
            told.beside.append(Beside("en-tête ou pied de page", message))


class _Signature:
    """The part of the signatures: its items, its words, its pages in the PDF."""

    def __init__(self, laid: Laid) -> None:
        self.laid = laid
        own = {
            item.rank for section in sections_of(laid.items) if section.kind == "signature" for item in section.items
        }
        self.ranks = [rank for rank in range(len(laid.old.tokens)) if laid.item_of(rank) in own]
        self.words = words_of([laid.items[rank] for rank in own if isinstance(laid.items[rank], TableRow)])
        inside = set(self.ranks)
        self.pages = frozenset(laid.page_of(j) for i, j in laid.pairs if i in inside)

    def excuse(self, told: Told) -> None:
        """Make fine what a signature fills and adds, and tell it."""
        inside = set(self.ranks)
        old, new = self.laid.old, self.laid.new
        for gap in self.laid.gaps():
            gone, come = old.tokens[gap.left : gap.right], new.tokens[gap.low : gap.high]
            is_blank = [token.key for token in gone] == [BLANK_KEY] and gap.left in inside
            if is_blank and is_filling(shown(come), self.words):
                old.fine.add(gap.left)
                new.fine |= set(range(gap.low, gap.high))
                told.additions.append(f"Place complétée dans la page de signature : « {shown(come)} »")
        self._excuse_lines(told)

    def _excuse_lines(self, told: Told) -> None:
        """Whole lines that only the PDF has: they are judged together where they follow each other."""
        lone = set(range(len(self.laid.new.tokens))) - {j for _, j in self.laid.pairs} - self.laid.new.fine
        lines: dict[int, list[int]] = {}
        for rank, token in enumerate(self.laid.new.tokens):
            lines.setdefault(token.where, []).append(rank)
        whole = [(where, ranks) for where, ranks in lines.items() if lone.issuperset(ranks)]
        for where, ranks in whole:
            line = self.laid.pdf.lines[where]
            text = shown([self.laid.new.tokens[rank] for rank in ranks])
            margin = is_margin(line.box, self.laid.pdf.sizes[line.page - 1])
            if (margin and is_stamp(text)) or (line.page in self.pages and is_signing(text, self.words)):
                self.laid.new.fine |= set(ranks)
                told.additions.append(f"Page {line.page}, ajouté : « {text} »")


class _Titles:
    """Which part a page of the PDF belongs to: that of its first word which the sealed text has."""

    def __init__(self, laid: Laid) -> None:
        starts = [(section.items[0].rank, section.title) for section in sections_of(laid.items) if section.items]
        self.titles: dict[int, str] = {}
        for i, j in laid.pairs:
            item = laid.item_of(i)
            title = next((title for start, title in reversed(starts) if start <= item), "")
            self.titles.setdefault(laid.page_of(j), title)

    def at(self, page: int) -> str:
        return self.titles.get(page, "")


def _drawn(laid: Laid, sealed: WordText) -> dict[int, list[Box]]:
    """Where the sealed text has a chart: around its words. Where it has a picture: the page of the words around it."""
    found: dict[int, list[Box]] = {}
    by_page: dict[int, list[Box]] = {}
    for where in laid.drawn:
        by_page.setdefault(laid.pdf.lines[where].page, []).append(laid.pdf.lines[where].box)
    for page, boxes in by_page.items():
        found[page] = [_around(boxes)]
    for picture in sealed.pictures:
        if picture.rank is not None and picture.kind != "graphique":
            before = [j for i, j in laid.pairs if laid.item_of(i) <= picture.rank]
            after = [j for i, j in laid.pairs if laid.item_of(i) > picture.rank]
            near = [*before[-1:], *after[:1]]
            for page in {laid.page_of(j) for j in near}:
                found.setdefault(page, []).append(Box(0.0, 0.0, *laid.pdf.sizes[page - 1]))
    return found


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes) - _BESIDE,
        min(box.bottom for box in boxes) - _BESIDE,
        max(box.right for box in boxes) + _BESIDE,
        max(box.top for box in boxes) + _BESIDE,
    )


def _without_text(pdf: PdfText) -> list[Beside]:
    """A blank page says nothing; one with a drawing alone was scanned."""
    seen = {line.page for line in pdf.lines if not line.hiding}
    scanned = sorted({mark.page for mark in pdf.marks if mark.kind in ("image", "tracé")} - seen)
    return [
        Beside("page sans texte", f"La page {page} du PDF n’a pas de texte : elle est sans doute numérisée.")
        for page in scanned
    ]
