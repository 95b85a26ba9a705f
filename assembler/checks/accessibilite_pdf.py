"""Is the PDF the archivable and accessible one that was meant, and the same document as the Word file?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from assembler.checks.produced import FAULTLESS, pdf_with
from assembler.checks.table import Hit, file_check
from assembler.model.messages import excerpt
from assembler.model.produced import OutlineEntry, PdfFacts, PdfFont, Produced

_AGAIN = "Produisez de nouveau le PDF avec « --pdf »."
_UA = "PDF/UA-1 (ISO 14289-1)"
_COMPATIBLE = ("Liberation", "Carlito", "Caladea", "Arial", "TimesNewRoman", "CourierNew", "Calibri", "Cambria")
_SIGNS = ("OpenSymbol", "Symbol", "Wingdings")
"""Fonts of bullets, whose width moves no line."""
_Heading = tuple[int, str, int]
"""Level, text and page; page 0 where it has none."""


def _hits(produced: Produced, messages: Iterator[str], hint: str = _AGAIN) -> Iterator[Hit]:
    if produced.pdf_place:
        yield from (Hit(message, hint, produced.pdf_place) for message in messages)


@file_check(
    "PDF001",
    "pdf-sans-norme",
    blocks="signature",
    meaning="Le PDF ne se déclare pas conforme à PDF/A-2b (archivage) et à PDF/UA-1 (accessibilité).",
    source=f"ISO 19005-2 ; {_UA}, 5 ; circuit de signature et archivage de la Caf.",
    mend="Produisez le PDF avec le moteur : l’impression ou l’export de Word ne suffit pas.",
    bad="Le PDF a été imprimé depuis Word.",
    good="Le PDF déclare PDF/A-2B et PDF/UA-1.",
    bad_files=pdf_with(archive="", universal=""),
    good_files=FAULTLESS,
)
def no_standard(produced: Produced) -> Iterator[Hit]:
    yield from _hits(produced, _missing_claims(produced.pdf)) if produced.pdf else ()


def _missing_claims(pdf: PdfFacts) -> Iterator[str]:
    if pdf.archive.upper() != "2B":
        yield f"Le PDF ne se déclare pas PDF/A-2B{f' mais PDF/A-{pdf.archive}' if pdf.archive else ''}."
    if pdf.universal != "1":
        yield "Le PDF ne se déclare pas PDF/UA-1."


@file_check(
    "PDF002",
    "pdf-sans-balises",
    blocks="signature",
    meaning="Le PDF n’est pas balisé : un lecteur d’écran n’y trouve ni titres, ni listes, ni tableaux.",
    source=f"{_UA}, 7.1 ; WCAG 2.1, critère 1.3.1.",
    mend="Produisez le PDF avec le moteur.",
    bad="Le PDF n’a pas d’arbre de structure.",
    good="Le PDF est balisé.",
    bad_files=pdf_with(is_tagged=False),
    good_files=FAULTLESS,
)
def untagged(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and not produced.pdf.is_tagged:
        yield from _hits(produced, iter(("Le PDF n’est pas balisé.",)))


@file_check(
    "PDF003",
    "langue-du-pdf",
    blocks="signature",
    meaning="Le PDF ne dit pas qu’il est en français.",
    source=f"WCAG 2.1, critère 3.1.1 ; {_UA}, 7.2.",
    mend="Donnez au modèle la langue française (voir ACS001), puis produisez de nouveau le PDF.",
    bad="La langue du PDF est l’anglais.",
    good="La langue du PDF est « fr-FR ».",
    bad_files=pdf_with(language="en-US"),
    good_files=FAULTLESS,
)
def foreign_pdf(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and produced.pdf.language.partition("-")[0].lower() != "fr":
        told = produced.pdf.language or "inconnue"
        yield from _hits(produced, iter((f"La langue du PDF est « {told} », non le français.",)))


@file_check(
    "PDF004",
    "titre-du-pdf",
    blocks="signature",
    meaning="Le PDF n’a pas le titre du fichier Word, ou la fenêtre montre le nom du fichier à sa place.",
    source=f"WCAG 2.1, critère 2.4.2 ; {_UA}, 7.1.",
    mend="Produisez de nouveau le PDF avec le moteur.",
    bad="La barre de titre montre « convention.pdf ».",
    good="Elle montre « Convention territoriale globale – Harnes ».",
    bad_files=pdf_with(shows_title=False),
    good_files=FAULTLESS,
)
def untitled_pdf(produced: Produced) -> Iterator[Hit]:
    yield from _hits(produced, _wrong_title(produced.pdf, produced.word.title)) if produced.pdf else ()


def _wrong_title(pdf: PdfFacts, title: str) -> Iterator[str]:
    if not pdf.title:
        yield "Le PDF n’a pas de titre."
    elif _squeezed(pdf.title) != _squeezed(title):
        yield f"Le titre du PDF, « {excerpt(pdf.title)} », n’est pas celui du fichier Word, « {excerpt(title)} »."
    if not pdf.shows_title:
        yield "La fenêtre montre le nom du fichier au lieu du titre du PDF."


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
        yield from _hits(produced, lost)
        yield from _hits(produced, _first_difference(_of_word(produced), outline, "les signets"))


@file_check(
    "PDF006",
    "titres-du-pdf",
    blocks="signature",
    meaning="Les titres balisés du PDF ne sont pas ceux du fichier Word, au même niveau et dans le même ordre : l’un "
    "des deux fichiers n’est pas la convention que l’on signe.",
    source=f"Usage : le Word et le PDF sont le même document ; {_UA}, 7.4.",
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
        yield from _hits(produced, _first_difference(_of_word(produced), headings, "les titres balisés"))


def _of_word(produced: Produced) -> list[_Heading]:
    return [(each.level, each.text, 0) for each in produced.word.headings]


def _first_difference(word: list[_Heading], pdf: list[_Heading], what: str) -> Iterator[str]:
    """The rest would only follow from it."""
    for own, other in zip_longest(word, pdf):
        if own is None:
            yield f"« {excerpt(other[1])} », page {other[2]} du PDF, est de trop dans {what} : le Word ne l’a pas."
            return
        if other is None or _squeezed(own[1]) != _squeezed(other[1]):
            found = f" : « {excerpt(other[1])} », page {other[2]}, y tient sa place" if other else ""
            yield f"Le titre « {excerpt(own[1])} » du Word manque dans {what} du PDF{found}."
            return
        if own[0] != other[0]:
            here = f"page {other[2]} du PDF, est de niveau {other[0]} dans {what}"
            yield f"« {excerpt(own[1])} », {here}, {own[0]} dans le Word."
            return


def _squeezed(text: str) -> str:
    """A heading over two lines may have lost or won a space."""
    return "".join(text.split())


@file_check(
    "PDF007",
    "figure-sans-texte",
    blocks="publiee",
    meaning="Une figure du PDF n’a pas de texte de remplacement.",
    source=f"{_UA}, 7.3 ; WCAG 2.1, critère 1.1.1.",
    mend="Donnez-lui son texte dans le modèle (voir ACS005), puis produisez de nouveau le PDF.",
    bad="Le logo du PDF n’a pas de texte de remplacement.",
    good="Chaque figure a le sien.",
    bad_files=pdf_with(figures=("",)),
    good_files=pdf_with(figures=("Logo : Caf du Pas-de-Calais",)),
)
def silent_figure(produced: Produced) -> Iterator[Hit]:
    if produced.pdf:
        ranks = [rank for rank, text in enumerate(produced.pdf.figures, start=1) if not text.strip()]
        messages = (
            f"La figure {rank} du PDF, dans l’ordre de lecture, n’a pas de texte de remplacement." for rank in ranks
        )
        yield from _hits(produced, messages)


@file_check(
    "PDF008",
    "polices-incorporees",
    blocks="signature",
    meaning="Une police n’est pas incorporée au PDF : sur une autre machine, le texte s’afficherait autrement.",
    source=f"ISO 19005-2, 6.2.11.4 ; {_UA}, 7.21.4.",
    mend="Produisez de nouveau le PDF avec le moteur.",
    bad="La police Arial est seulement nommée.",
    good="Toutes les polices sont incorporées.",
    bad_files=pdf_with(fonts=(PdfFont("LiberationSans", False),)),
    good_files=FAULTLESS,
)
def outside_fonts(produced: Produced) -> Iterator[Hit]:
    if produced.pdf:
        names = dict.fromkeys(each.name for each in produced.pdf.fonts if not each.is_embedded)
        yield from _hits(produced, (f"La police « {name} » n’est pas incorporée au PDF." for name in names))


@file_check(
    "PDF009",
    "polices-de-remplacement",
    meaning="LibreOffice a remplacé une police du modèle par une autre, dont les lettres n’ont pas la même largeur : "
    "lignes et pages ne tombent pas comme dans Word, et les numéros de page du sommaire peuvent différer.",
    source="Usage : Liberation, Carlito et Caladea ont la largeur d’Arial, de Times New Roman, de Courier New, de "
    "Calibri et de Cambria.",
    mend="Installez les polices de remplacement (paquets fonts-liberation, fonts-crosextra-carlito et "
    "fonts-crosextra-caladea), ou prenez dans le modèle l’une des polices citées.",
    bad="Le texte est en DejaVu Sans, faute de police Liberation.",
    good="Le texte est en Liberation Sans, qui tient lieu d’Arial.",
    bad_files=pdf_with(fonts=(PdfFont("DejaVuSans", True),)),
    good_files=FAULTLESS,
)
def other_fonts(produced: Produced) -> Iterator[Hit]:
    if produced.pdf:
        own = tuple(_squeezed(name) for name in produced.word.fonts)
        names = dict.fromkeys(each.name.rpartition("+")[2] for each in produced.pdf.fonts)
        strange = (name for name in names if not _squeezed(name).startswith(_COMPATIBLE + _SIGNS + own))
        hint = "Installez le paquet fonts-liberation (et fonts-crosextra-carlito, fonts-crosextra-caladea)."
        messages = (f"La police « {name} » du PDF n’a pas la largeur de celle du Word." for name in strange)
        yield from _hits(produced, messages, hint)


@file_check(
    "PDF010",
    "pdf-sans-page",
    blocks="projet",
    meaning="Le PDF n’a aucune page.",
    source="Usage : un fichier vide ne se signe pas.",
    mend="Produisez de nouveau le PDF ; vérifiez que LibreOffice s’ouvre sur ce poste.",
    bad="Le PDF est vide.",
    good="Le PDF a 42 pages.",
    bad_files=pdf_with(pages=()),
    good_files=FAULTLESS,
)
def no_page(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and not produced.pdf.pages:
        yield from _hits(produced, iter(("Le PDF n’a aucune page.",)))
