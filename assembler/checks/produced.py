"""Sample files for the table of checks: one without fault, and what a check's samples change in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from assembler.model.document import ClauseUse, Cover, Document, Heading, Part, Text, plain
from assembler.model.place import Place
from assembler.model.produced import (
    OutlineEntry,
    PageBlock,
    PdfFacts,
    PdfFont,
    PdfPage,
    Produced,
    WordFacts,
    WordHeading,
)

_TITLE = "Convention territoriale globale – Harnes"
_HEADING = Heading(1, (Text("Article 1 – Objet de la convention"),), "article_objet")
_COVER = Cover("Convention territoriale globale", "", "Harnes", (), "Caf du Pas-de-Calais", None, None)
_PART = Part("article:objet", "article", "1", _HEADING, (), ClauseUse("objet", "2023-01"))
_TOLD = plain(_HEADING.inlines)

FAULTLESS = Produced(
    document=Document(_COVER, "CTG de Harnes, 2023-2026", (_PART,)),
    word=WordFacts(
        language="fr-FR",
        title=_TITLE,
        subject="CTG de Harnes, 2023-2026",
        keywords="CTG ; Harnes ; 2023-2026 ; Caf du Pas-de-Calais",
        author="Caf du Pas-de-Calais",
        headings=(WordHeading(1, _TOLD),),
    ),
    word_place=Place(Path("convention.docx")),
    pdf=PdfFacts(
        archive="2B",
        universal="1",
        language="fr-FR",
        title=_TITLE,
        shows_title=True,
        is_tagged=True,
        outline=(OutlineEntry(1, _TOLD, 1),),
        pages=(PdfPage(595.0, 842.0, (PageBlock("titre", _TOLD, 62.0, 700.0, 400.0, 720.0, level=1),)),),
        fonts=(PdfFont("LiberationSans", True),),
    ),
    pdf_place=Place(Path("convention.pdf")),
)
"""A Word file and its PDF of one heading, that no check finds fault with."""


def word_with(**changes: Any) -> Produced:
    """The faultless files, these facts of the Word file changed."""
    return replace(FAULTLESS, word=replace(FAULTLESS.word, **changes))


def pdf_with(**changes: Any) -> Produced:
    """The faultless files, these facts of the PDF changed."""
    assert FAULTLESS.pdf is not None
    return replace(FAULTLESS, pdf=replace(FAULTLESS.pdf, **changes))
