"""What a page repeats: headers, footers, the first row of a table that goes on. None of it is text of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assembler.compare.folding import folded
from assembler.compare.signed.repeats import without_repeated_rows
from assembler.compare.signed.tokens import plain
from assembler.model.pdftext import GAP, PdfText
from assembler.model.wordtext import WordText

_MARGIN = 0.13
"""Share of the page's height that its header or footer takes at most."""
_EDGE = 0.07
_MANY = 3
"""Share of the height, and number of pages, from which what is repeated at the edge is a header or footer."""
_DIGITS = re.compile(r"\d+")


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
    body.ranks = without_repeated_rows(sealed.items, pdf, body.ranks)
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
