"""What is read back from a produced PDF is what the Word file says and what `pdftotext` sees on the pages."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from conforming import DOCUMENTS, Made
from conftest import needs
from lxml import etree
from pikepdf import Array, Dictionary, Name
from wordfile import W, WordFile, text_of

from assembler.model.produced import PageBlock, PdfFacts
from assembler.readers.produced_pdf import read_pdf_facts
from assembler.readers.produced_pdf_runs import Run, joined

XHTML = "{http://www.w3.org/1999/xhtml}"
RUNNING = (60.0, 780.0)
"""The baselines of footers are below, those of headers above, in points."""


@pytest.fixture(params=DOCUMENTS)
def each(request: pytest.FixtureRequest, conforming: Mapping[str, Made]) -> Made:
    return conforming[request.param]


def blocks(facts: PdfFacts) -> list[tuple[int, PageBlock]]:
    """Each block with the number of its page."""
    return [(number, block) for number, page in enumerate(facts.pages, start=1) for block in page.blocks]


def tight(text: str) -> str:
    return re.sub(r"\s", "", text)


# --- words -----------------------------------------------------------------------------


def test_every_paragraph_is_read_in_order(each):
    """Cells of a row are read before those of the next one, as Word's are; charts are no paragraphs."""
    read = tight("".join(block.text for _, block in blocks(read_pdf_facts(each.pdf)) if block.role != "figure"))
    at = 0
    for paragraph in each.word.paragraphs:
        words = tight(text_of(paragraph))
        assert words in read[at:], text_of(paragraph)
        at = read.index(words, at) + len(words)


def test_paragraphs_on_one_page_keep_their_spaces(each):
    read = {block.text for _, block in blocks(read_pdf_facts(each.pdf))}
    kept = [line.strip() in read for line in each.word.lines]
    assert sum(kept) > 0.7 * len(kept), [line for line in each.word.lines if line.strip() not in read][:20]


def test_each_entry_of_the_sommaire_and_of_the_lists_is_one_block(each):
    found = iter(tight(block.text) for _, block in blocks(read_pdf_facts(each.pdf)))
    entries = [tight(text_of(paragraph)) for paragraph in each.word.paragraphs if is_entry(each.word, paragraph)]
    assert len(entries) > 40 and all(re.search(r"\D\d+$", entry) for entry in entries)
    assert [entry for entry in entries if entry not in found] == []


def is_entry(word: WordFile, paragraph: etree._Element) -> bool:
    return word.in_toc(paragraph) or word.style_of(paragraph) == "table of figures"


def test_roles_are_those_of_the_word_file(conforming):
    facts = read_pdf_facts(conforming["harnes"].pdf)
    cells = [block for _, block in blocks(facts) if block.role == "tableau"]
    first = next(cell.table for cell in cells if cell.text == "Indicateur")
    assert [(cell.text, cell.is_header) for cell in cells if cell.table == first][:2] == [
        ("Indicateur", True),
        ("Année", True),
    ]
    assert {cell.is_header for cell in cells if cell.text == "2020"} == {False}
    assert sorted({cell.table for cell in cells}) == list(range(len(conforming["harnes"].word.tables())))
    assert [block.role for _, block in blocks(facts) if block.text.startswith("Sommaire")] == ["texte"]


def test_header_and_footer_are_no_blocks(each):
    found = [block for _, block in blocks(read_pdf_facts(each.pdf)) if block.role != "figure"]
    assert not [block for block in found if block.bottom < 45 or block.top > 800]
    assert not [block for block in found if re.match(r"Page\s\d+\ssur", block.text)]


# --- places ----------------------------------------------------------------------------


def test_each_word_of_a_page_lies_in_a_block(each, tmp_path):
    """But for the first row of a table, which is an artifact where a later page repeats it."""
    needs("pdftotext")
    facts = read_pdf_facts(each.pdf)
    seen = words_of(each.path, tmp_path)
    assert len(seen) == len(facts.pages)
    heads = {word for _, block in blocks(facts) if block.is_header for word in block.text.split()}
    for number, (words, page) in enumerate(zip(seen, facts.pages, strict=True), start=1):
        loose = [word for word in words if not any(holds(block, word) for block in page.blocks)]
        assert {word[0] for word in loose} <= heads, (number, loose)


def words_of(path: Path, folder: Path) -> list[list[tuple[str, float, float, float]]]:
    """For each page, its words but those of header and footer: text, left, right, and middle height."""
    target = folder / "mots.html"
    subprocess.run(["pdftotext", "-bbox", path, target], check=True, capture_output=True, timeout=60)
    pages = []
    for page in etree.parse(target).iter(f"{XHTML}page"):
        height = float(page.get("height"))
        words = [
            (
                str(word.text),
                float(word.get("xMin")),
                float(word.get("xMax")),
                height - (float(word.get("yMin")) + float(word.get("yMax"))) / 2,
            )
            for word in page.iter(f"{XHTML}word")
        ]
        pages.append([word for word in words if RUNNING[0] - 15 < word[3] < RUNNING[1]])
    return pages


def holds(block: PageBlock, word: tuple[str, float, float, float]) -> bool:
    """Is the word in the block's box, a bullet at its left counted in?"""
    text, left, right, middle = word
    before = 20 if text in ("•", "–") or re.fullmatch(r"\d+\.", text) else 1
    return block.left - before <= left and right <= block.right + 1 and block.bottom <= middle <= block.top


def test_bookmarks_lead_to_their_headings_and_captions(each):
    facts = read_pdf_facts(each.pdf)
    marked = [(name, paragraph) for paragraph in each.word.paragraphs for name in part_bookmarks(paragraph)]
    assert {name for name, _ in marked} <= set(facts.destinations)
    headings = [name for name, paragraph in marked if each.word.style_of(paragraph).startswith("heading ")]
    titles = [(number, block) for number, block in blocks(facts) if block.role == "titre"]
    assert len(titles) == len(headings) > 20
    for name, (number, block) in zip(headings, titles, strict=True):
        assert leads_to(facts, name, number, block), name
    captions = [(name, tight(text_of(each))) for name, each in marked if name not in headings and text_of(each)]
    assert len(captions) > 10
    for name, words in captions:
        near = [block for number, block in blocks(facts) if leads_to(facts, name, number, block)]
        assert words in [tight(block.text) for block in near], (name, words)


def part_bookmarks(paragraph: etree._Element) -> list[str]:
    names = [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]
    return [name for name in names if name.startswith("c_")]


def leads_to(facts: PdfFacts, name: str, page: int, block: PageBlock) -> bool:
    found = facts.destinations[name]
    is_beside = block.bottom < found.top <= block.top + 40 and abs(found.left - block.left) < 1
    return found.page == page and is_beside


def test_what_conforms_has_the_places_and_pages_that_libreoffice_gave(each):
    facts = read_pdf_facts(each.pdf)
    raw = read_pdf_facts(each.raw)
    assert raw.destinations == facts.destinations
    assert len(raw.pages) == len(facts.pages) > 10
    assert [entry.page for entry in facts.outline] == [
        number for number, block in blocks(facts) if block.role == "titre"
    ]


def test_a_raw_pdf_tells_its_traces(conforming):
    traces = " ".join(read_pdf_facts(conforming["lens"].raw).traces)
    assert "date de création\u00a0: D:20" in traces
    assert "logiciel d’origine\u00a0: Writer" in traces


# --- made by hand ----------------------------------------------------------------------


def by_hand(content: bytes, font: Dictionary, kind: str = "/P") -> bytes:
    """A page with one structure element that holds marked content 0."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 800))
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(content)
    element = pdf.make_indirect(Dictionary(S=Name(kind), Pg=page.obj, K=0))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))
    pdf.Root.StructTreeRoot = root
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def font(**keys: object) -> Dictionary:
    widths = Array([500, 500, 250])
    keys = {"Subtype": Name.TrueType, "BaseFont": Name("/Essai"), "FirstChar": 65, "Widths": widths} | keys
    return Dictionary(Type=Name.Font, Encoding=Name.WinAnsiEncoding, **keys)


def only(data: bytes) -> PageBlock:
    ((block,),) = (page.blocks for page in read_pdf_facts(data).pages)
    return block


def test_matrices_spacing_and_scale_move_text():
    content = (
        b"/P <</MCID 0>> BDC q 2 0 0 2 10 20 cm BT /F 10 Tf 3 Tc 50 Tz 5 Ts 100 200 Td [(A) -1000 (B)] TJ ET Q EMC"
    )
    block = only(by_hand(content, font()))
    # A and B are 5 wide, 3 apart after each, 10 between; half as wide, twice as large
    assert (block.left, block.right) == pytest.approx((210, 210 + 2 * 0.5 * (5 + 3 + 10 + 5 + 3)))
    assert (block.bottom, block.top) == pytest.approx((2 * (205 - 2.12) + 20, 2 * (205 + 9.05) + 20))
    assert block.text == "AB"


def test_spaces_at_the_ends_have_no_ink():
    block = only(by_hand(b"/P <</MCID 0>> BDC BT /F 10 Tf 100 700 Td ( AB ) Tj ET EMC", font()))
    assert (block.left, block.right, block.text) == (105.0, 115.0, "AB")


def test_the_given_text_stands_for_what_is_painted():
    content = b"/P <</MCID 0>> BDC /Span <</ActualText (oui)>> BDC BT /F 10 Tf (A) Tj (B) Tj ET EMC EMC"
    assert only(by_hand(content, font())).text == "oui"


def test_fonts_of_many_glyphs_have_two_bytes_a_code():
    data = b"beginbfchar <0102> <00C9> <0203> <00740065> endbfchar"
    pdf = pikepdf.new()
    inner = Dictionary(Subtype=Name.CIDFontType2, DW=1000, W=Array([0x0102, Array([600]), 0x0203, 0x0204, 300]))
    composite = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Large"), DescendantFonts=Array([inner]))
    composite.ToUnicode = pdf.make_stream(data)
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(composite)))
    page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT /F 10 Tf 10 10 Td <01020203> Tj ET EMC")
    element = pdf.make_indirect(Dictionary(S=Name.H2, Pg=page.obj, K=0))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=Array([element])))
    out = io.BytesIO()
    pdf.save(out)
    block = only(out.getvalue())
    assert (block.role, block.level, block.text) == ("titre", 2, "Éte")
    assert block.right == pytest.approx(10 + 6 + 3)
    assert [(font.name, font.is_embedded) for font in read_pdf_facts(out.getvalue()).fonts] == [("Large", False)]


def test_types_of_ones_own_stand_for_standard_ones():
    pdf = pikepdf.open(io.BytesIO(by_hand(b"/x <</MCID 0>> BDC BT /F 10 Tf (AB) Tj ET EMC", font(), "/Mien")))
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Mien": Name("/Autre"), "/Autre": Name.H3})
    out = io.BytesIO()
    pdf.save(out)
    assert only(out.getvalue()).level == 3


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (("les ", 100), ("mots", 80), "les mots"),
        (("les", 100), ("mots", 80), "les mots"),
        (("Pas-de-", 100), ("Calais", 80), "Pas-de-Calais"),
        (("bien", 100), ("tôt", 100), "bientôt"),
    ],
)
def test_lines_join_as_words(first, second, text):
    runs = [Run(word, 50, 90, y, 10, None) for word, y in (first, second)]
    runs[1] = runs[1]._replace(left=90 if first[1] == second[1] else 50)
    assert joined(runs) == text


def test_a_gap_parts_words():
    assert joined([Run("Titre", 50, 90, 100, 10, None), Run("12", 500, 510, 100, 10, None)]) == "Titre 12"
