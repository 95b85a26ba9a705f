"""Are the headings of the PDF, in its outline and among its tags, those of the Word file?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from assembler.checks.accessibilite_pdf import UA, hits, squeezed
from assembler.checks.produced import FAULTLESS, pdf_with
from assembler.checks.table import Hit, file_check
from assembler.model.messages import excerpt
from assembler.model.produced import OutlineEntry, Produced

_Heading = tuple[int, str, int]
"""Level, text and page; page 0 where it has none."""


@file_check(
    "PDF005",
    "signets-du-pdf",
    blocks="publiee",
    meaning="Les signets du PDF (le plan dans le volet de gauche) ne sont pas les titres de la convention.",
    source="WCAG 2.1, critère 2.4.5 ; RGAA 4.1, critère 13.3.",
    mend="Produisez de nouveau le PDF avec le moteur.",
    bad="L’article 1 manque dans les signets.",
    good="Chaque titre a son signet, qui mène à sa page.",
    bad_files=pdf_with(outline=(OutlineEntry(1, "Article 2", 1),)),
    good_files=FAULTLESS,
)
def wrong_outline(produced: Produced) -> Iterator[Hit]:
    if produced.pdf:
        outline = [(each.level, each.text, each.page) for each in produced.pdf.outline]
        lost = (f"Le signet « {excerpt(text)} » ne mène à aucune page." for _, text, page in outline if not page)
        yield from hits(produced, lost)
        yield from hits(produced, _first_difference(_of_word(produced), outline, "les signets"))


@file_check(
    "PDF006",
    "titres-du-pdf",
    blocks="signature",
    meaning="Les titres balisés du PDF ne sont pas ceux du fichier Word, au même niveau et dans le même ordre : l’un "
    "des deux fichiers n’est pas la convention que l’on signe.",
    source=f"Usage : le Word et le PDF sont le même document ; {UA}, 7.4.",
    mend="Produisez de nouveau les deux fichiers ensemble, avec « --pdf ».",
    bad="Le titre de l’article 1 n’est pas balisé comme titre.",
    good="Les titres sont les mêmes dans les deux fichiers.",
    bad_files=pdf_with(pages=FAULTLESS.pdf.pages[:1] * 2 if FAULTLESS.pdf else ()),
    good_files=FAULTLESS,
)
def other_headings(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and produced.pdf.pages:
        headings = [
            (block.level, block.text, number)
            for number, page in enumerate(produced.pdf.pages, start=1)
            for block in page.blocks
            if block.role == "titre"
        ]
        yield from hits(produced, _first_difference(_of_word(produced), headings, "les titres balisés"))


def _of_word(produced: Produced) -> list[_Heading]:
    return [(each.level, each.text, 0) for each in produced.word.headings]


def _first_difference(word: list[_Heading], pdf: list[_Heading], what: str) -> Iterator[str]:
    """The rest would only follow from it."""
    for own, other in zip_longest(word, pdf):
        if own is None:
            yield f"« {excerpt(other[1])} », page {other[2]} du PDF, est de trop dans {what} : le Word ne l’a pas."
            return
        if other is None or squeezed(own[1]) != squeezed(other[1]):
            found = f" : « {excerpt(other[1])} », page {other[2]}, y tient sa place" if other else ""
            yield f"Le titre « {excerpt(own[1])} » du Word manque dans {what} du PDF{found}."
            return
        if own[0] != other[0]:
            here = f"page {other[2]} du PDF, est de niveau {other[0]} dans {what}"
            yield f"« {excerpt(own[1])} », {here}, {own[0]} dans le Word."
            return
