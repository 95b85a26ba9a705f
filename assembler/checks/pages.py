"""Are the pages of the PDF fit to be signed? Findings from what lies on each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from assembler.checks.layout import fiches_away, is_caption, left_behind, signature_blocks
from assembler.checks.pages_samples import (
    SIGNED,
    WITH_FICHE,
    at_foot,
    caption,
    cell,
    fiche_title,
    page,
    pages_of,
    paragraph,
    signature_title,
    title,
)
from assembler.checks.table import Hit, file_check
from assembler.model.document import plain
from assembler.model.produced import PageBlock, PdfPage, Produced

_SOURCE = "Règle de l’outil : une convention prête à signer n’a pas à être retouchée."
_AGAIN = "Relancez « assemble » avec « --pdf » ; si le défaut reste, allongez ou raccourcissez le texte qui précède."
_EDGE = 17.0
"""Six millimetres, in points: the part of a sheet that printers leave blank."""
_TOUCHING = 2.0
_QUOTED = 60


def _pages(produced: Produced) -> Sequence[PdfPage]:
    return produced.pdf.pages if produced.pdf else ()


def _hit(produced: Produced, message: str, hint: str) -> Hit:
    return Hit(message, hint, produced.pdf_place or produced.word_place)


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"


@file_check(
    "PAG001",
    "titre-en-bas-de-page",
    meaning="Un titre est la dernière ligne d’une page : son texte commence sur la page suivante.",
    source=_SOURCE,
    mend="Relancez « assemble --pdf ». Si vous avez modifié le style du titre dans le modèle convention.docx, "
    "cochez-y « Paragraphes solidaires » (Paragraphe, Enchaînements).",
    bad="« Article 4 » est en bas de la page 7, son texte en haut de la page 8.",
    good="« Article 4 » est en haut de la page 8, au-dessus de son texte.",
    bad_files=pages_of(page(paragraph(), at_foot(title())), page(paragraph())),
    good_files=pages_of(page(paragraph()), page(title(), paragraph())),
)
def heading_at_the_foot(produced: Produced) -> Iterator[Hit]:
    for number, run in left_behind(_pages(produced)):
        if run[-1].role == "titre":
            message = f"Page {number} : le titre « {_quoted(run[-1].text)} » est seul en bas de la page."
            yield _hit(produced, message, _AGAIN)


@file_check(
    "PAG002",
    "signature-seule",
    meaning="La première page des signatures ne porte aucun texte de la convention : elle pourrait être jointe à un "
    "autre texte.",
    source=_SOURCE,
    mend="Allongez ou raccourcissez le texte des derniers articles, ou réduisez les noms des signataires, pour que la "
    "formule « Fait à… » et les premières signatures soient sur la même page.",
    bad="« Fait à… » est en bas de la page 13, les cadres des signatures sur la page 14.",
    good="« Fait à… » est au-dessus des signatures, sur la page 14.",
    bad_files=pages_of(page(signature_title(), paragraph()), page(cell(0)), document=SIGNED),
    good_files=pages_of(page(signature_title(), paragraph(), cell(0)), page(cell(0)), document=SIGNED),
)
def signature_alone(produced: Produced) -> Iterator[Hit]:
    pages = _pages(produced)
    boxes = [each for each in signature_blocks(produced.document, pages) if each.block.table >= 0]
    if boxes and all(block.table >= 0 for block in pages[boxes[0].page - 1].blocks):
        message = f"Page {boxes[0].page} : les signatures sont seules, sans aucun texte de la convention."
        yield _hit(produced, message, "Allongez ou raccourcissez le texte des derniers articles.")


@file_check(
    "PAG003",
    "fiche-loin-de-sa-grille",
    meaning="Le titre d’une fiche action est sur une page, sa grille sur une autre, alors qu’elle pouvait le suivre.",
    source=_SOURCE,
    mend="Relancez « assemble --pdf ». Si vous avez modifié le modèle fiche.docx, remettez le paragraphe de style "
    "« CTG Saut de page » tout en haut, et laissez la première ligne de la grille aller sur deux pages.",
    bad="La page 30 porte le titre de la fiche 2 et un grand blanc ; la grille commence page 31.",
    good="La grille de la fiche 2 commence sous son titre, page 30.",
    bad_files=pages_of(page(fiche_title()), page(cell(0)), document=WITH_FICHE),
    good_files=pages_of(page(fiche_title(), cell(0)), page(cell(0)), document=WITH_FICHE),
)
def fiche_away_from_its_grid(produced: Produced) -> Iterator[Hit]:
    for lying, heading in fiches_away(produced.document, _pages(produced)):
        message = f"Page {lying.page} : la grille de « {_quoted(plain(heading.inlines))} » n’est pas sous son titre."
        yield _hit(produced, message, _AGAIN)


@file_check(
    "PAG004",
    "page-vide",
    meaning="Une page ne porte rien, hors l’en-tête et le pied de page.",
    source=_SOURCE,
    mend="Relancez « assemble --pdf ». Si le défaut reste, raccourcissez d’une ligne le tableau de la page d’avant, ou "
    "retirez du modèle les paragraphes vides ajoutés à la main.",
    bad="La page 39 est blanche : le tableau de la page 38 l’occupe jusqu’à la dernière ligne.",
    good="Chaque page porte du texte.",
    bad_files=pages_of(page(paragraph()), page(), page(paragraph())),
    good_files=pages_of(page(paragraph()), page(paragraph())),
)
def empty_page(produced: Produced) -> Iterator[Hit]:
    for number, each in enumerate(_pages(produced), start=1):
        if not each.blocks:
            hint = "Raccourcissez d’une ligne ce qui est sur la page d’avant, puis relancez « assemble »."
            yield _hit(produced, f"Page {number} : la page est vide.", hint)


@file_check(
    "PAG005",
    "texte-coupe",
    meaning="Un texte dépasse la feuille, touche le bord que les imprimantes laissent blanc, ou en recouvre un autre.",
    source=_SOURCE,
    mend="Raccourcissez le mot ou le nom, ou rendez sa place au texte dans le modèle : largeur d’une colonne, "
    "retraits, hauteur de ligne « au moins » et non « exactement ».",
    bad="Le nom d’un signataire recouvre le nom voisin.",
    good="Chaque nom tient dans sa case.",
    bad_files=pages_of(page(paragraph(right=640.0))),
    good_files=pages_of(page(paragraph(right=530.0))),
)
def cut_text(produced: Produced) -> Iterator[Hit]:
    hint = "Raccourcissez ce texte, ou élargissez sa place dans le modèle Word."
    for number, each in enumerate(_pages(produced), start=1):
        for block in each.blocks:
            if _is_over_the_edge(block, each):
                yield _hit(produced, f"Page {number} : « {_quoted(block.text)} » sort de la page.", hint)
        for one, other in _overlapping(each.blocks):
            message = f"Page {number} : « {_quoted(one.text)} » recouvre « {_quoted(other.text)} »."
            yield _hit(produced, message, hint)


def _is_over_the_edge(block: PageBlock, page: PdfPage) -> bool:
    across = block.left < _EDGE or block.right > page.width - _EDGE
    return across or block.bottom < _EDGE or block.top > page.height - _EDGE


def _overlapping(blocks: Sequence[PageBlock]) -> Iterator[tuple[PageBlock, PageBlock]]:
    for one, other in combinations(blocks, 2):
        wide = min(one.right, other.right) - max(one.left, other.left)
        high = min(one.top, other.top) - max(one.bottom, other.bottom)
        if wide > _TOUCHING and high > _TOUCHING and "figure" not in (one.role, other.role):
            yield one, other


@file_check(
    "PAG006",
    "tete-de-tableau-seule",
    meaning="La ligne de titre d’un tableau est seule en bas d’une page : ses lignes commencent sur la suivante.",
    source=_SOURCE,
    mend="Relancez « assemble --pdf ». Si vous avez modifié le style « CTG Tableau tête » ou « CTG Fiche libellé », "
    "cochez-y « Paragraphes solidaires » (Paragraphe, Enchaînements).",
    bad="« Indicateur, Année, Harnes » est la dernière ligne de la page 12.",
    good="Deux lignes du tableau au moins suivent sa ligne de titre.",
    bad_files=pages_of(page(paragraph(), cell(0, is_header=True)), page(cell(0))),
    good_files=pages_of(page(paragraph(), cell(0, is_header=True), cell(0)), page(cell(0))),
)
def header_row_alone(produced: Produced) -> Iterator[Hit]:
    pages = _pages(produced)
    for number, each in enumerate(pages[:-1], start=1):
        last = each.blocks[-1] if each.blocks else None
        if last and last.is_header and all(block.is_header for block in each.blocks if block.table == last.table):
            message = f"Page {number} : la ligne de titre « {_quoted(last.text)} » est seule en bas de la page."
            yield _hit(produced, message, _AGAIN)


@file_check(
    "PAG007",
    "legende-loin-de-son-tableau",
    meaning="Le titre numéroté d’un tableau ou d’un graphique est en bas d’une page, le tableau ou le graphique sur la "
    "page suivante.",
    source=_SOURCE,
    mend="Relancez « assemble --pdf ». Si vous avez modifié le style « Légende », cochez-y « Paragraphes solidaires » "
    "(Paragraphe, Enchaînements).",
    bad="« Tableau 6 – Familles » est la dernière ligne de la page 15.",
    good="« Tableau 6 – Familles » est au-dessus de son tableau, page 16.",
    bad_files=pages_of(page(paragraph(), at_foot(caption())), page(cell(0))),
    good_files=pages_of(page(paragraph()), page(caption(), cell(0))),
)
def caption_away(produced: Produced) -> Iterator[Hit]:
    for number, run in left_behind(_pages(produced)):
        if is_caption(run[-1]):
            message = f"Page {number} : « {_quoted(run[-1].text)} » est en bas de la page, loin de ce qu’il annonce."
            yield _hit(produced, message, _AGAIN)
