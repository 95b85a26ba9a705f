"""Links of a produced convention, as its reader follows them: in Word, in the PDF, in the annexe alone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import needs
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from real import NAMES, convention, produced
from trials import straight
from wordfile import W, WordFile, text_of

from assembler.readers.word import read_word_bytes

CLAUSE = "clauses/execution/2022-01.md"
TYPED = """
      missions: |
        Le comité suit la fiche action n° 3 et l’annexe 2 (voir les articles 3 et 6).
        Il applique l’article 30 du RGPD, comme le montre le tableau 2.
"""
PDF = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)


def links(file: WordFile) -> list[tuple[str, str]]:
    """The words of each link beside the sommaire and the lists, and the paragraph that it leads to."""
    places = {
        mark.get(f"{W}name"): text_of(paragraph)
        for paragraph in file.paragraphs
        for mark in paragraph.iter(f"{W}bookmarkStart")
    }
    return [
        (straight(text_of(link)), straight(places[link.get(f"{W}anchor")]))
        for paragraph in file.paragraphs
        if not file.in_toc(paragraph) and not file.in_figure_list(paragraph)
        for link in paragraph.iter(f"{W}hyperlink")
    ]


def edit(workspace: Path, name: str, old: str, new: str) -> None:
    path = workspace / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def written(workspace: Path, file: str = "convention.docx") -> WordFile:
    return WordFile.at(workspace / "out" / "harnes" / file)


# --- typed references --------------------------------------------------------------------


def test_references_typed_in_an_input_lead_to_their_parts(workspace: Path, assemble: Callable):
    before = convention("harnes").lines
    edit(workspace, "inputs/harnes.yaml", "\n      missions: |\n", TYPED.rstrip("\n") + "\n\n")
    assert assemble("harnes.yaml").status == 0
    file = written(workspace)
    found = links(file)
    for said, place in {
        "fiche action n° 3": "Fiche action n° 3 – ",
        "annexe 2": "Annexe 2 – ",
        "articles 3": "Article 3 – ",
        "6": "Article 6-a – ",
        "tableau 2": "Tableau 2 – ",
    }.items():
        assert any(words == said and target.startswith(place) for words, target in found), said
    assert not any("30" in words for words, _ in found)
    added = [line for line in file.lines if line not in before]
    assert added[0].startswith("Le comité suit la fiche action n° 3 et l’annexe 2 (voir les articles 3 et 6).")


def test_a_link_to_what_is_not_in_the_file_is_plain_text():
    file = produced("harnes")["annexe-3-plan-actions.docx"]
    names = set(file.bookmarks())
    assert all(link.get(f"{W}anchor") in names for link in file.body.iter(f"{W}hyperlink"))


# --- references of clauses -----------------------------------------------------------------


def test_a_clause_refers_to_a_table_and_a_chart_of_the_catalogue(workspace: Path, assemble: Callable):
    edit(
        workspace,
        CLAUSE,
        "\n\nSi le titre",
        "\n\nVoir le {{ ref('tableau:T5') }} et le {{ ref('graphique:G1') }}."
        "{% if present('tableau:T99') %} Jamais écrit.{% endif %}"
        "\n\n**{{ ref('tableau:T5') | majuscule }}**\n\nSi le titre",
    )
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    found = [each for each in links(written(workspace)) if each[0].lower().startswith(("tableau", "graphique"))]
    (first, table), (second, chart), (third, again) = found
    assert (first, second, third) == ("tableau 5", "graphique 1", "Tableau 5")
    assert table == again == "Tableau 5 – Petite enfance : population"
    assert chart == "Graphique 1 – Familles selon leur composition"
    assert "Jamais écrit" not in "".join(written(workspace).lines)


def test_a_reference_to_a_table_that_is_not_there_is_an_error_at_its_place(workspace: Path, refused: Callable):
    edit(workspace, CLAUSE, "Si le titre", "Voir le {{ ref('tableau:T55') }}.\n\nSi le titre")
    output = refused("harnes.yaml")
    assert f"\n{CLAUSE}:12:" in output
    assert "« tableau:T55 »" in output
    assert "« tableau:T5 »" in output and "present('tableau:T55')" in output


# --- captions and lists --------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_caption_has_a_counted_number_and_a_bookmark(name: str):
    file = convention(name)
    captions = [each for each in file.paragraphs if file.style_of(each) == "caption"]
    counts = {"Tableau": 0, "Graphique": 0}
    for caption in captions:
        (code,) = caption.iter(f"{W}instrText")
        sequence = code.text.split()[1]
        counts[sequence] += 1
        assert code.text == f" SEQ {sequence} \\* ARABIC "
        assert text_of(caption).startswith(f"{sequence} {counts[sequence]} – ")
        assert len(list(caption.iter(f"{W}bookmarkStart"))) == 1
    assert all(counts.values())


def test_word_is_asked_nothing_and_the_reader_takes_the_numbers_as_text():
    file = convention("harnes")
    assert b"updateFields" not in file.parts["word/settings.xml"] and b"w:dirty" not in etree.tostring(file.body)
    text = read_word_bytes(file.data, Path("convention.docx"))
    assert not text.unread
    assert "Tableau 3 – Potentiel fiscal et financier" in [item.text for item in text.items]


def test_an_annexe_alone_counts_no_caption_wrongly(workspace: Path, assemble: Callable):
    """Its first table is not the first of the convention: the number stays as it is, without a field."""
    table = "  offre:\n    - {titre: Essai, tableau: {titre: Essai, colonnes: [Nom], lignes: [[Une ligne]]}}\n"
    edit(workspace, "inputs/harnes.yaml", "\n  offre:\n", "\n" + table)
    assert assemble("harnes.yaml", "--separate-annexes").status == 0
    whole, alone = written(workspace), written(workspace, "annexe-2-equipements.docx")
    for file, codes in ((whole, 1), (alone, 0)):
        (caption,) = [each for each in file.paragraphs if text_of(each) == "Tableau 18 – Essai"]
        assert len(list(caption.iter(f"{W}instrText"))) == codes


@pytest.mark.parametrize("name", NAMES)
def test_only_the_long_annexe_lists_its_tables_and_charts(name: str):
    file = convention(name)
    captions = [text_of(each) for each in file.paragraphs if file.style_of(each) == "caption"]
    tables, charts = file.figure_lists()
    assert tables == ["Liste des tableaux", *(each for each in captions if each.startswith("Tableau"))]
    assert charts == ["Liste des graphiques", *(each for each in captions if each.startswith("Graphique"))]
    first = next(rank for rank, each in enumerate(file.paragraphs) if file.in_figure_list(each))
    assert text_of(file.paragraphs[first - 1]).startswith("Annexe 1 – ")


# --- in the PDF ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    needs("soffice")
    folder = tmp_path_factory.mktemp("liens")
    source = folder / "harnes.docx"
    source.write_bytes(convention("harnes").data)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", PDF, "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return PdfReader(folder / "harnes.pdf")


def test_links_of_the_pdf_lead_to_the_page_of_their_caption_or_heading(pdf: PdfReader):
    file = convention("harnes")
    numbers = {page.indirect_reference.idnum: rank for rank, page in enumerate(pdf.pages)}
    texts = [_flat(page.extract_text()) for page in pdf.pages]
    head = next(rank for rank, text in enumerate(texts) if "Listedestableaux" in text)
    reached = [numbers[_target(note)] for note in _links(pdf.pages[head])]
    listed = [_flat(each) for entries in file.figure_lists() for each in entries[1:]]
    assert len(reached) == len(listed)
    assert all(caption in texts[page] and page > head for caption, page in zip(listed, reached, strict=True))
    every = sum(len(_links(page)) for page in pdf.pages)
    assert every >= len(listed) + len(file.toc()) + len(links(file))


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def _links(page: DictionaryObject) -> list[DictionaryObject]:
    notes = [each.get_object() for each in page.get("/Annots", [])]
    return [each for each in notes if each["/Subtype"] == "/Link"]


def _target(note: DictionaryObject) -> int:
    destination = note.get("/Dest") or note["/A"]["/D"]
    return int(destination[0].idnum)
