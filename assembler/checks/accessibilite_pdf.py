"""Is the PDF the archivable and accessible one that was meant, and the same document as the Word file?"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.produced import FAULTLESS, pdf_with
from assembler.checks.table import Hit, file_check
from assembler.model.messages import excerpt
from assembler.model.produced import PdfFacts, PdfFont, Produced

AGAIN = "Produisez de nouveau le PDF avec « --pdf »."
UA = "PDF/UA-1 (ISO 14289-1)"
_COMPATIBLE = ("Liberation", "Carlito", "Caladea", "Arial", "TimesNewRoman", "CourierNew", "Calibri", "Cambria")
_SIGNS = ("OpenSymbol", "Symbol", "Wingdings")
"""Fonts of bullets, whose width moves no line."""


def hits(produced: Produced, messages: Iterator[str], hint: str = AGAIN) -> Iterator[Hit]:
    """One a message, at the PDF; none where there is no PDF."""
    if produced.pdf_place:
        yield from (Hit(message, hint, produced.pdf_place) for message in messages)


def squeezed(text: str) -> str:
    """Without spaces: a text over two lines may have lost or won one."""
    return "".join(text.split())


@file_check(
    "PDF001",
    "pdf-sans-norme",
    blocks="signature",
    meaning="Le PDF ne se déclare pas conforme à PDF/A-2b (archivage) et à PDF/UA-1 (accessibilité).",
    source=f"ISO 19005-2 ; {UA}, 5 ; circuit de signature et archivage de la Caf.",
    mend="Produisez le PDF avec le moteur : l’impression ou l’export de Word ne suffit pas.",
    bad="Le PDF a été imprimé depuis Word.",
    good="Le PDF déclare PDF/A-2B et PDF/UA-1.",
    bad_files=pdf_with(archive="", universal=""),
    good_files=FAULTLESS,
)
def no_standard(produced: Produced) -> Iterator[Hit]:
    yield from hits(produced, _missing_claims(produced.pdf)) if produced.pdf else ()


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
    source=f"{UA}, 7.1 ; WCAG 2.1, critère 1.3.1.",
    mend="Produisez le PDF avec le moteur.",
    bad="Le PDF n’a pas d’arbre de structure.",
    good="Le PDF est balisé.",
    bad_files=pdf_with(is_tagged=False),
    good_files=FAULTLESS,
)
def untagged(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and not produced.pdf.is_tagged:
        yield from hits(produced, iter(("Le PDF n’est pas balisé.",)))


@file_check(
    "PDF003",
    "langue-du-pdf",
    blocks="signature",
    meaning="Le PDF ne dit pas qu’il est en français.",
    source=f"WCAG 2.1, critère 3.1.1 ; {UA}, 7.2.",
    mend="Donnez au modèle la langue française (voir ACS001), puis produisez de nouveau le PDF.",
    bad="La langue du PDF est l’anglais.",
    good="La langue du PDF est « fr-FR ».",
    bad_files=pdf_with(language="en-US"),
    good_files=FAULTLESS,
)
def foreign_pdf(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and produced.pdf.language.partition("-")[0].lower() != "fr":
        told = produced.pdf.language or "inconnue"
        yield from hits(produced, iter((f"La langue du PDF est « {told} », non le français.",)))


@file_check(
    "PDF004",
    "titre-du-pdf",
    blocks="signature",
    meaning="Le PDF n’a pas le titre du fichier Word, ou la fenêtre montre le nom du fichier à sa place.",
    source=f"WCAG 2.1, critère 2.4.2 ; {UA}, 7.1.",
    mend="Produisez de nouveau le PDF avec le moteur.",
    bad="La barre de titre montre « convention.pdf ».",
    good="Elle montre « Convention territoriale globale – Harnes ».",
    bad_files=pdf_with(shows_title=False),
    good_files=FAULTLESS,
)
def untitled_pdf(produced: Produced) -> Iterator[Hit]:
    yield from hits(produced, _wrong_title(produced.pdf, produced.word.title)) if produced.pdf else ()


def _wrong_title(pdf: PdfFacts, title: str) -> Iterator[str]:
    if not pdf.title:
        yield "Le PDF n’a pas de titre."
    elif squeezed(pdf.title) != squeezed(title):
        yield f"Le titre du PDF, « {excerpt(pdf.title)} », n’est pas celui du fichier Word, « {excerpt(title)} »."
    if not pdf.shows_title:
        yield "La fenêtre montre le nom du fichier au lieu du titre du PDF."


@file_check(
    "PDF007",
    "figure-sans-texte",
    blocks="publiee",
    meaning="Une figure du PDF n’a pas de texte de remplacement.",
    source=f"{UA}, 7.3 ; WCAG 2.1, critère 1.1.1.",
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
        yield from hits(produced, messages)


@file_check(
    "PDF008",
    "polices-incorporees",
    blocks="signature",
    meaning="Une police n’est pas incorporée au PDF : sur une autre machine, le texte s’afficherait autrement.",
    source=f"ISO 19005-2, 6.2.11.4 ; {UA}, 7.21.4.",
    mend="Produisez de nouveau le PDF avec le moteur.",
    bad="La police Arial est seulement nommée.",
    good="Toutes les polices sont incorporées.",
    bad_files=pdf_with(fonts=(PdfFont("LiberationSans", False),)),
    good_files=FAULTLESS,
)
def outside_fonts(produced: Produced) -> Iterator[Hit]:
    if produced.pdf:
        names = dict.fromkeys(each.name for each in produced.pdf.fonts if not each.is_embedded)
        yield from hits(produced, (f"La police « {name} » n’est pas incorporée au PDF." for name in names))


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
        own = tuple(squeezed(name) for name in produced.word.fonts)
        names = dict.fromkeys(each.name.rpartition("+")[2] for each in produced.pdf.fonts)
        strange = (name for name in names if not squeezed(name).startswith(_COMPATIBLE + _SIGNS + own))
        hint = "Installez le paquet fonts-liberation (et fonts-crosextra-carlito, fonts-crosextra-caladea)."
        messages = (f"La police « {name} » du PDF n’a pas la largeur de celle du Word." for name in strange)
        yield from hits(produced, messages, hint)


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
        yield from hits(produced, iter(("Le PDF n’a aucune page.",)))
