"""A signed file held against the sealed text: the same words, and what the signature added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assembler.compare.texts import Known, compare_texts
from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import changed_segments
from assembler.model.pdftext import PdfText
from assembler.model.place import Place, Problem, Problems
from assembler.readers.word import read_word_bytes, read_word_file

_SEALED = Path("convention.docx")
_LEAST_LETTERS = 200
"""Letters under which a PDF is a scan: stamps and page numbers have some, a text has thousands."""


@dataclass(frozen=True, slots=True)
class SignedVerdict:
    """`differences`: the sealed text against the signed file. `additions`: French sentences on what the signature
    added and may add; they change no verdict. No electronic signature is proven: the file is only said to hold one.
    """

    differences: Comparison
    additions: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.differences.is_same


class NoText(Problems):
    """The signed file is a scan: only a person can say that it is the sealed text."""


def signed_faults(sealed: bytes, signed: Path) -> SignedVerdict:
    """Hold the signed file (.pdf or .docx) against the sealed Word file.

    Raises NoText for a scan, Problems for a file that can't be read, or not safely.
    """
    if signed.suffix.lower() == ".docx":
        return _word(sealed, signed)
    if signed.suffix.lower() != ".pdf":
        message = "Le fichier signé doit être un PDF (.pdf) ou un Word (.docx)."
        raise Problems.one(message, "Donnez le PDF, ou enregistrez-le dans l’un de ces formats.", Place(signed))
    return _pdf(sealed, signed)


def _pdf(sealed: bytes, signed: Path) -> SignedVerdict:
    from assembler.compare.signed import compare_signed
    from assembler.readers.pdf import chart_words, read_pdf_file

    pdf = read_pdf_file(signed)
    _refuse_scan(pdf, signed)
    found = compare_signed(read_word_bytes(sealed, _SEALED), chart_words(sealed, _SEALED), pdf)
    return SignedVerdict(_comparison(signed, found.units, found.beside), found.additions)


def _refuse_scan(pdf: PdfText, path: Path) -> None:
    seen = "".join(line.text for line in pdf.lines if not line.hiding)
    letters, secret = sum(map(str.isalpha, seen)), seen.count("\ufffd")
    if letters >= _LEAST_LETTERS and secret < letters:
        return
    message = "Ce PDF n’a pas de texte : c’est sans doute un document numérisé. Rien ne peut y être comparé."
    if secret >= _LEAST_LETTERS:
        message = "Les polices de ce PDF ne disent pas quelles lettres elles dessinent : rien ne peut y être comparé."
    hint = (
        "Donnez le PDF d’avant la numérisation, ou attestez vous-même que le texte signé est le texte scellé : "
        '--atteste "Nom, fonction"'
    )
    raise NoText([Problem(message, hint, Place(path))])


def _word(sealed: bytes, signed: Path) -> SignedVerdict:
    _data, text = read_word_file(signed)
    units, beside = compare_texts(read_word_bytes(sealed, _SEALED), text, Known())
    titles = {unit.title for unit in units if unit.kind == "signature"}
    filled = [unit for unit in units if _is_filled(unit)]
    images = [each for each in beside if each.where == "image" and each.unit in titles]
    additions = [
        f"Place complétée dans la page de signature : « {segment.new} »"
        for unit in filled
        for segment in changed_segments(unit.steps)
        if segment.nature == "complete"
    ]
    additions += [f"Page de signature : {each.message}" for each in images]
    kept = tuple(unit for unit in units if unit not in filled)
    left = tuple(each for each in beside if each not in images)
    return SignedVerdict(_comparison(signed, kept, left), tuple(additions))


def _is_filled(unit: Unit) -> bool:
    """Is it the signature page, with nothing but its places to complete filled as a signature does?"""
    from assembler.compare.signed import is_filling, words_of

    known = words_of([step.old for step in unit.steps if step.old])
    filled = [each.new for each in changed_segments(unit.steps) if each.nature == "complete"]
    return (unit.kind, unit.verdict) == ("signature", "complété") and all(is_filling(text, known) for text in filled)


def _comparison(signed: Path, units: tuple[Unit, ...], beside: tuple[Beside, ...]) -> Comparison:
    title = f"Le fichier signé {signed.name} face au texte scellé"
    return Comparison("fichiers", title, "texte scellé", signed.name, units, beside)
