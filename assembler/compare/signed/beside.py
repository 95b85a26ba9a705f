"""What a PDF holds beside its words: what a signature adds, and what a reader must see before it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assembler.compare.signed.additions import is_signing, is_stamp
from assembler.model.comparison import Beside
from assembler.model.messages import excerpt
from assembler.model.pdftext import Box, Hiding, PdfLine, PdfMark, PdfText

_EDGE = 0.13
"""Share of a page's height or width that is its margin."""
_HOW: dict[Hiding, str] = {
    "invisible": "n’est pas imprimé",
    "blanc": "est de la couleur du fond",
    "minuscule": "est trop petit pour être lu",
    "hors page": "est hors de la page",
    "recouvert": "est recouvert par un dessin ou une couleur",
    "barré": "est barré",
}
_WHOLE: dict[str, tuple[str, str]] = {
    "script": ("script", "Le PDF contient un programme (JavaScript ou action), qui n’a pas été exécuté."),
    "pièce jointe": ("pièce jointe", "Le PDF contient un fichier joint, qui ne fait pas partie du texte scellé."),
    "calque": ("calque", "Le PDF a des calques : ce qu’il montre dépend du logiciel ou de l’imprimante."),
}


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known of the pages. `signature`: those of the signatures. `drawn`: page -> where a chart or picture is.

    `words`: those of the signature boxes, that a signature may say again. `links`: addresses of the sealed text.
    `title`: page -> the part that it belongs to.
    """

    signature: frozenset[int]
    drawn: dict[int, list[Box]]
    words: frozenset[str]
    links: frozenset[str]
    title: Callable[[int], str]


@dataclass(slots=True)
class Told:
    beside: list[Beside] = field(default_factory=list)
    additions: list[str] = field(default_factory=list)


def is_margin(box: Box, size: tuple[float, float]) -> bool:
    """Does it stand wholly in a margin of its page?"""
    width, height = size
    return (
        box.top <= _EDGE * height
        or box.bottom >= (1 - _EDGE) * height
        or box.right <= _EDGE * width
        or box.left >= (1 - _EDGE) * width
    )


def tell_marks(pdf: PdfText, pages: Pages, told: Told) -> None:
    """Each thing once a page."""
    for mark in dict.fromkeys(pdf.marks):
        if mark.kind in ("image", "tracé"):
            continue
        _tell(mark, pdf, pages, told)
    for page, kind in dict.fromkeys((mark.page, mark.kind) for mark in pdf.marks if mark.kind in ("image", "tracé")):
        _tell_drawing(page, "une image" if kind == "image" else "un tracé", pdf, pages, told)
    for page, how in dict.fromkeys((line.page, line.hiding) for line in pdf.lines if line.hiding):
        text = " ".join(line.text for line in pdf.lines if line.page == page and line.hiding == how)
        message = f"Page {page}, un texte {_HOW[how]} : « {excerpt(text.replace(chr(31), ' '))} »"
        told.beside.append(Beside("texte masqué", message, pages.title(page)))


def _tell(mark: PdfMark, pdf: PdfText, pages: Pages, told: Told) -> None:
    text = excerpt(mark.text.replace("\x1f", " "))
    if mark.kind in _WHOLE:
        where, message = _WHOLE[mark.kind]
        told.beside.append(Beside(where, f"{message} {_named(mark, text)}".strip()))
    elif mark.kind == "lien":
        if mark.text not in pages.links:
            told.additions.append(f"Page {mark.page}, un lien vers l’extérieur, que rien n’a suivi : {text}")
    elif mark.kind == "signature" and not mark.page:
        who = f" « {text} »" if text else ""
        told.additions.append(f"Le fichier porte une signature électronique{who}, dont la validité n’est pas vérifiée.")
    elif _is_allowed(mark, pdf, pages):
        if text:
            told.additions.append(f"Page {mark.page}, ajouté par-dessus le texte : « {text} »")
    else:
        kinds = {"champ": "un champ de formulaire rempli", "signature": "un cadre de signature"}
        what = kinds.get(mark.kind, "une annotation")
        said = f" : « {text} »" if text else ", sans texte lisible."
        told.beside.append(Beside("annotation", f"Page {mark.page}, {what}{said}", pages.title(mark.page)))


def _named(mark: PdfMark, text: str) -> str:
    place = f"Page {mark.page}." if mark.page else ""
    return f"{place} « {text} »" if text else place


def _is_allowed(mark: PdfMark, pdf: PdfText, pages: Pages) -> bool:
    """A text laid over the page that a signature may add there, and that covers no words of another page."""
    if mark.page in pages.signature:
        is_frame = mark.kind == "signature" and not mark.text
        return is_frame or is_signing(mark.text, pages.words) or is_stamp(mark.text)
    if mark.box is None or _covers([mark.box], pdf.lines, mark.page):
        return False
    margin = is_margin(mark.box, pdf.sizes[mark.page - 1])
    return (not mark.text and mark.kind == "signature") or (margin and is_stamp(mark.text))


def _tell_drawing(page: int, what: str, pdf: PdfText, pages: Pages, told: Told) -> None:
    kind = "image" if what == "une image" else "tracé"
    boxes = [mark.box for mark in pdf.marks if mark.page == page and mark.kind == kind and mark.box]
    known = pages.drawn.get(page, [])
    boxes = [box for box in boxes if not any(each.holds(box) for each in known)]
    if not boxes:
        return
    in_margin = all(is_margin(box, pdf.sizes[page - 1]) for box in boxes)
    if page in pages.signature:
        told.additions.append(f"Page {page}, {what} : signature ou cachet, à regarder.")
    elif in_margin and not _covers(boxes, pdf.lines, page):
        told.additions.append(f"Page {page}, {what} dans la marge : paraphe ou cachet, à regarder.")
    else:
        message = f"Page {page}, {what} qui ne vient pas du texte scellé : rien ne dit ce qui s’y lit."
        told.beside.append(Beside("image" if kind == "image" else "dessin", message, pages.title(page)))


def _covers(boxes: Sequence[Box], lines: Sequence[PdfLine], page: int) -> bool:
    return any(box.meets(line.box) for line in lines if line.page == page for box in boxes)


def page_numbers(numbers: dict[int, str], count: int) -> Iterator[Beside]:
    """The pages call themselves by other numbers than their place: one is missing, too many, or not in its place."""
    wrong = [page for page, number in sorted(numbers.items()) if number != str(page)]
    if wrong:
        page = wrong[0]
        message = f"La page {page} du PDF, sur {count}, porte le numéro {numbers[page]}."
        yield Beside("numéros de page", message)
