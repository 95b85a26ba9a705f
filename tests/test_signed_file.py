"""A signed file held against the sealed text: honest ones pass, with what the signature added; all others are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from alterations import ALTERATIONS, FOOTER, Altering, part_bookmarks
from conftest import needs
from lxml import etree
from pdfmaking import pdf, text
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from real import NAMES, convention
from signedfiles import page_with, printed, repaged, retyped, stamped
from wordfile import MAIN, zipped

from assembler.build.signed import NoText, signed_faults
from assembler.model.place import Problems

_DATE = "[à compléter\u00a0: date de signature]"
_NUMBER = "12\u00a0324"


def _altered(kind):
    file = convention("harnes")
    names = part_bookmarks(etree.fromstring(file.parts[MAIN]))
    return Altering(dict(file.parts), names, Random(f"signé {kind}")).altered(kind)


ALTERED = {f"modifié-{rank}": _altered(kind) for rank, kind in enumerate(ALTERATIONS)}


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    needs("soffice")
    files = {name: convention(name).data for name in NAMES}
    files["daté"] = retyped(convention("harnes"), _DATE, "12 avril 2023")
    files["ajout"] = retyped(convention("harnes"), _DATE, "12 avril 2023 sous réserve de l’accord du conseil, ")
    files |= {name: zipped(altered.parts) for name, altered in ALTERED.items()}
    return printed(tmp_path_factory.mktemp("signes"), files)


@pytest.fixture(scope="session")
def signature(pdfs) -> int:
    """The page of the signatures of Harnes."""
    return page_with(pdfs["harnes"], "Fait à Harnes")


def judged(path, name="harnes"):
    return signed_faults(convention(name).data, path)


def parts(verdict):
    return [unit.name or unit.title for unit in verdict.differences.changed]


def words(verdict):
    """Old and new words of what differs, and all that is told beside."""
    changed = [
        f"{segment.old}→{segment.new}"
        for unit in verdict.differences.changed
        for step in unit.steps
        for part in [step, *(inner for cell in step.cells for inner in cell)]
        for segment in part.segments
        if segment.nature != "identique"
    ]
    lines = [
        (step.old or step.new).text
        for unit in verdict.differences.changed
        for step in unit.steps
        if step.old is None or step.new is None
    ]
    return " | ".join([*changed, *lines, *(each.message for each in verdict.differences.beside)])


def untouched(verdict):
    assert verdict.is_same, words(verdict)
    return verdict.additions


# --- honest files ----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_convention_is_the_sealed_one(pdfs, name):
    assert untouched(judged(pdfs[name], name)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_so_is_an_archive_pdf_with_tags(tmp_path, name):
    needs("soffice")
    options = '{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    [path] = printed(tmp_path, {name: convention(name).data}, options).values()
    assert untouched(judged(path, name)) == ()


@pytest.mark.parametrize("name", ["epci-champs", "extreme-champs"])
def test_so_is_what_the_engine_prints(conforming, name):
    """Long cells over several pages, header rows with cut words, fifty signatories, fields to sign."""
    made = conforming[name]
    assert untouched(signed_faults(made.word.data, made.path)) == ()


def test_so_is_one_that_another_program_wrote_again(tmp_path, pdfs):
    writer = PdfWriter(clone_from=pdfs["lens"])
    writer.compress_identical_objects()
    writer.write(tmp_path / "signe.pdf")
    assert untouched(judged(tmp_path / "signe.pdf", "lens")) == ()


def test_a_date_in_its_place_is_told_and_accepted(pdfs):
    assert untouched(judged(pdfs["daté"])) == ("Place complétée dans la page de signature : « 12 avril 2023 »",)


@pytest.mark.parametrize(
    "content",
    [
        text(80, 300, "Signé électroniquement par Jean-Jacques PION le 12/04/2023 à 14:05"),
        text(80, 300, "Lu et approuvé") + text(320, 300, "Bon pour accord"),
        text(80, 300, "Digitally signed by Philippe DUQUESNOY") + text(80, 288, "Date: 2023.04.12 14:05:11 +02'00'"),
    ],
)
def test_what_a_signature_writes_is_told_and_accepted(tmp_path, pdfs, signature, content):
    found = untouched(judged(stamped(tmp_path / "signe.pdf", pdfs["harnes"], signature, content)))
    assert found and all(f"Page {signature}" in each for each in found)


def test_an_ink_signature_and_a_stamp_in_the_margin_are_told_and_accepted(tmp_path, pdfs, signature):
    ink = stamped(tmp_path / "encre.pdf", pdfs["harnes"], signature, "100 300 m 150 360 180 260 240 330 c S")
    stamp = text(300, 828, "Envoyé en préfecture le 12/04/2023", 7)
    found = untouched(judged(stamped(tmp_path / "signe.pdf", ink, 5, stamp)))
    assert any("signature ou cachet" in each for each in found)
    assert any("Envoyé en préfecture" in each for each in found)


def test_an_electronic_signature_is_told_and_not_proven(tmp_path, pdfs, signature):
    writer = PdfWriter(clone_from=pdfs["harnes"])
    value = DictionaryObject({NameObject("/Type"): NameObject("/Sig"), NameObject("/Name"): TextStringObject("A. Roy")})
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("Signature1"),
            NameObject("/V"): value,
            NameObject("/Rect"): ArrayObject(map(FloatObject, (80, 280, 200, 320))),
        }
    )
    reference = writer._add_object(field)
    writer.pages[signature - 1][NameObject("/Annots")] = ArrayObject([reference])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
    writer.write(tmp_path / "signe.pdf")
    [told] = untouched(judged(tmp_path / "signe.pdf"))
    assert "A. Roy" in told and "n’est pas vérifiée" in told


# --- other files -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ALTERED)
def test_an_alteration_of_the_word_file_is_found_in_its_part(pdfs, name):
    altered, verdict = ALTERED[name], judged(pdfs[name])
    assert not verdict.is_same
    if altered.touched == {FOOTER}:
        assert parts(verdict) == [] and "Une autre institution" in words(verdict)
        return
    touched = {mark.removeprefix("c_").replace("__", "-").replace("_", ":", 1) for mark in altered.touched}
    assert set(parts(verdict)) == touched, f"{altered.kind}: {altered.what}"
    assert all(re.search(r"À voir (?:à la|aux) pages? \d", unit.remarks[0]) for unit in verdict.differences.changed)


def test_a_sentence_in_the_place_of_a_date_is_a_difference(pdfs):
    verdict = judged(pdfs["ajout"])
    assert parts(verdict) == ["signature:signature"] and "sous réserve" in words(verdict)


def test_the_convention_of_another_commune_is_refused(pdfs):
    assert len(parts(judged(pdfs["lens"]))) > 20


def test_pages_that_went_came_or_changed_places_are_found(tmp_path, pdfs):
    harnes, lens = pdfs["harnes"], pdfs["lens"]
    own = [(harnes, number) for number in range(1, len(PdfReader(harnes).pages) + 1)]
    missing = judged(repaged(tmp_path / "signe.pdf", [*own[:8], *own[9:]]))
    assert "article:donnees" in parts(missing)
    swapped = judged(repaged(tmp_path / "signe.pdf", [*own[:7], own[8], own[7], *own[9:]]))
    assert parts(swapped)
    foreign = judged(repaged(tmp_path / "signe.pdf", [*own[:4], (lens, 5), *own[4:]]))
    assert parts(foreign) and "Lens" in words(foreign)
    twice = judged(repaged(tmp_path / "signe.pdf", [*own[:9], own[8], *own[9:]]))
    assert parts(twice)


@pytest.mark.parametrize(
    ("page", "content", "told"),
    [
        (0, text(80, 300, "Signé électroniquement par Anne ROY sous réserve du vote du budget"), "sous réserve"),
        (5, text(80, 400, "Signé électroniquement par Jean-Jacques PION"), "Signé électroniquement"),
        (5, "1 g 50 100 500 600 re f", "recouvert"),
        (5, "3 Tr " + text(80, 400, "texte que rien ne montre"), "texte que rien ne montre"),
        (5, "1 g " + text(80, 60, "texte blanc"), "couleur du fond"),
        (5, "100 300 m 150 360 180 260 240 330 c S", "un tracé qui ne vient pas du texte"),
    ],
)
def test_what_is_laid_over_a_page_is_told(tmp_path, pdfs, signature, page, content, told):
    verdict = judged(stamped(tmp_path / "signe.pdf", pdfs["harnes"], page or signature, content))
    assert not verdict.is_same and told in words(verdict)


def test_a_note_a_program_and_a_joined_file_are_told(tmp_path, pdfs):
    writer = PdfWriter(clone_from=pdfs["harnes"])
    writer.add_annotation(4, FreeText(text="Sauf l’article 4", rect=(50, 300, 200, 330)))
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_attachment("annexe.txt", b"un autre texte")
    writer.write(tmp_path / "signe.pdf")
    verdict = judged(tmp_path / "signe.pdf")
    assert {each.where for each in verdict.differences.beside} == {"annotation", "script", "pièce jointe"}
    assert "Sauf l’article 4" in words(verdict) and "annexe.txt" in words(verdict)


def test_the_value_of_a_chart_is_compared(tmp_path):
    needs("soffice")
    file = convention("harnes")
    name = next(name for name in file.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    assert b"<c:v>34.7</c:v>" in file.parts[name]
    chart = file.parts[name].replace(b"<c:v>34.7</c:v>", b"<c:v>37.4</c:v>")
    [path] = printed(tmp_path, {"graphique": zipped({**file.parts, name: chart})}).values()
    verdict = judged(path)
    assert "34,7" in words(verdict) and "37,4" in words(verdict)


# --- scans, Word files, other files ----------------------------------------------------


def test_a_scan_is_for_a_person_to_attest(tmp_path):
    path = tmp_path / "signe.pdf"
    path.write_bytes(pdf("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q"))
    with pytest.raises(NoText, match="numérisé") as caught:
        judged(path)
    assert "--atteste" in caught.value.problems[0].hint


def test_a_scan_whose_words_a_program_guessed_is_a_scan(tmp_path):
    path = tmp_path / "signe.pdf"
    path.write_bytes(
        pdf("3 Tr " + "".join(text(50, 40 + 10 * n, "des mots devinés par un programme") for n in range(70)))
    )
    with pytest.raises(NoText):
        judged(path)


def test_a_signed_word_file_may_fill_the_signature_page_alone(tmp_path):
    path = tmp_path / "signe.docx"
    path.write_bytes(convention("harnes").data)
    assert untouched(judged(path)) == ()
    path.write_bytes(retyped(convention("harnes"), _DATE, "12 avril 2023"))
    assert untouched(judged(path)) == ("Place complétée dans la page de signature : « 12 avril 2023 »",)
    path.write_bytes(retyped(convention("harnes"), _NUMBER, "12\u00a0424"))
    assert parts(judged(path)) == ["annexe:diagnostic"]


def test_another_kind_of_file_is_refused(tmp_path):
    (tmp_path / "signe.odt").write_bytes(b"")
    with pytest.raises(Problems, match=r"\.pdf"):
        judged(tmp_path / "signe.odt")
