"""Small pages for the samples of the checks of pages."""

from __future__ import annotations

from dataclasses import replace

from assembler.checks.produced import FAULTLESS, pdf_with
from assembler.model.document import (
    FICHE_CELLS,
    Blocks,
    ClauseUse,
    Document,
    FicheGrid,
    Heading,
    Part,
    Text,
    plain,
)
from assembler.model.produced import PageBlock, PdfPage, Produced

_TITLE = plain(FAULTLESS.document.parts[0].heading.inlines)
_FICHE = Heading(2, (Text("Fiche action n° 1 – Accueillir les jeunes enfants"),), "fiche:accueil")
_SIGNATURE = Heading(1, (Text("Signature"),), "signature:page")
_USE = ClauseUse("essai", "2023-01")
_NO_CELLS: dict[str, Blocks] = dict.fromkeys(FICHE_CELLS, ())

SIGNED: Document = replace(FAULTLESS.document, parts=(Part("signature:page", "signature", "", _SIGNATURE, (), _USE),))
"""A document of one part, the signatures."""

WITH_FICHE: Document = replace(
    FAULTLESS.document,
    parts=(
        replace(
            FAULTLESS.document.parts[0],
            blocks=(FicheGrid("accueil", 1, _FICHE, "", (), (), _NO_CELLS, ()),),
        ),
    ),
)
"""An article, and a fiche under it."""


def page(*blocks: PageBlock) -> PdfPage:
    """An A4 page; the blocks go down from its top, but for those that are at its foot."""
    lowered = (_moved(block, 780.0 - 40.0 * rank) for rank, block in enumerate(blocks))
    return PdfPage(595.0, 842.0, tuple(lowered))


def pages_of(*pages: PdfPage, document: Document = FAULTLESS.document) -> Produced:
    return replace(pdf_with(pages=pages), document=document)


def title() -> PageBlock:
    return PageBlock("titre", _TITLE, 62.0, 0.0, 400.0, 0.0, level=1)


def fiche_title() -> PageBlock:
    return PageBlock("titre", plain(_FICHE.inlines), 62.0, 0.0, 400.0, 0.0, level=2)


def signature_title() -> PageBlock:
    return PageBlock("titre", plain(_SIGNATURE.inlines), 62.0, 0.0, 400.0, 0.0, level=1)


def paragraph(right: float = 500.0) -> PageBlock:
    return PageBlock("texte", "Les parties se réunissent chaque année.", 62.0, 0.0, right, 0.0)


def caption() -> PageBlock:
    return PageBlock("texte", "Tableau 1 – Familles", 62.0, 0.0, 200.0, 0.0)


def cell(table: int, is_header: bool = False) -> PageBlock:
    return PageBlock("tableau", "Indicateur", 66.0, 0.0, 120.0, 0.0, table=table, is_header=is_header)


def at_foot(block: PageBlock) -> PageBlock:
    return replace(block, bottom=66.0, top=80.0)


def _moved(block: PageBlock, top: float) -> PageBlock:
    return block if block.top else replace(block, bottom=top - 14.0, top=top)
