"""What LibreOffice prints conforms to PDF/A-2b and PDF/UA-1 once it is made to, and loses nothing by it."""

from __future__ import annotations

import io
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conforming import DOCUMENTS, JUDGED, Made
from conftest import needs
from pdfchecks import ARCHIVE, UNIVERSAL, Verdict, assert_conforms, verdicts
from wordfile import W

from assembler.model.place import Problems
from assembler.readers.produced_pdf import read_pdf_facts
from assembler.writers.pdf.conform import conformed
from assembler.writers.pdf.conform_wanted import PdfWanted, wanted_of

CELLS = {"/TD", "/TH"}


@pytest.fixture(params=DOCUMENTS)
def each(request: pytest.FixtureRequest, conforming: Mapping[str, Made]) -> Made:
    return conforming[request.param]


@pytest.fixture(scope="session")
def judged(conforming: Mapping[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """veraPDF's verdicts on all that is made, and on Harnes as LibreOffice printed it."""
    raw = tmp_path_factory.mktemp("brut") / "brut.pdf"
    raw.write_bytes(conforming["harnes"].raw)
    paths = {name: conforming[name].path for name in JUDGED} | {"raw": raw}
    found = verdicts(paths.values())
    return {name: found[path] for name, path in paths.items()}


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All structure elements, in reading order."""

    def below(kids: Any) -> Iterator[Any]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid.get("/K", pikepdf.Array([])))

    return below(pdf.Root.StructTreeRoot.K)


def kids(element: Any) -> list[Any]:
    found = element.get("/K", pikepdf.Array([]))
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def objects(element: Any) -> list[Any]:
    """The annotations that an element refers to."""
    return [kid.Obj for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]


# --- the validator ---------------------------------------------------------------------


@pytest.mark.parametrize("name", JUDGED)
def test_verapdf_finds_nothing(judged, name):
    assert_conforms(judged[name])


def test_verapdf_tells_what_libreoffice_leaves(judged):
    assert judged["raw"].conforms == {ARCHIVE: False, UNIVERSAL: False}
    assert "6.6.2.3.1-1" in judged["raw"].failures[ARCHIVE]
    assert {"7.1-3", "7.18.3-1", "7.3-1"} <= set(judged["raw"].failures[UNIVERSAL])


# --- nothing is lost -------------------------------------------------------------------


def test_each_page_keeps_its_text(each, tmp_path):
    needs("pdftotext")
    assert pages_of(each.pdf, tmp_path) == pages_of(each.raw, tmp_path)


def pages_of(data: bytes, folder: Path) -> list[str]:
    path = folder / "texte.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, timeout=60)
    assert done.stderr == b""
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) > 10
    return pages


def test_pages_look_the_same(conforming, tmp_path):
    needs("pdftoppm")
    document = conforming["logos"]
    before, after = pixels(document.raw, tmp_path / "avant"), pixels(document.pdf, tmp_path / "apres")
    assert len(before) == 17
    assert after == before


def pixels(data: bytes, folder: Path) -> list[bytes]:
    """The first pages, up to the first charts."""
    folder.mkdir()
    (folder / "a.pdf").write_bytes(data)
    command = ["pdftoppm", "-r", "40", "-l", "17", folder / "a.pdf", folder / "page"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [path.read_bytes() for path in sorted(folder.glob("*.ppm"))]


def test_the_same_word_file_gives_the_same_bytes(conforming, printer):
    document = conforming["logos"]
    again = printer.office.export(document.draft).pdf
    assert again != document.raw, "LibreOffice now writes the same bytes itself"
    assert conformed(again, wanted_of(document.draft)) == document.pdf


def test_doing_it_twice_changes_nothing(each):
    assert conformed(each.pdf, wanted_of(each.word.data)) == each.pdf


# --- what it says of itself ------------------------------------------------------------


def test_metadata_name_the_convention_and_nothing_else(each):
    pdf, wanted = opened(each.pdf), wanted_of(each.word.data)
    told = {str(key): str(value) for key, value in pdf.docinfo.items()}
    assert told == {"/Title": wanted.title, "/Author": wanted.author, "/Subject": wanted.subject} | (
        {"/Keywords": wanted.keywords} if wanted.keywords else {}
    )
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert not [word for word in ("Date", "LibreOffice", "Writer", "root", "uuid") if word in packet]
    facts = read_pdf_facts(each.pdf)
    assert (facts.archive, facts.universal, facts.language) == ("2B", "1", "fr-FR")
    assert (facts.title, facts.shows_title, facts.is_tagged) == (wanted.title, True, True)
    assert facts.traces == ()
    assert all(font.is_embedded for font in facts.fonts)


def test_signs_of_xml_in_a_title_stay_signs(conforming):
    wanted = PdfWanted('A & B <c> "d"', "Caf ]]> & co", "s<", "école, jeunesse & sport")
    pdf = conformed(conforming["lens"].raw, wanted)
    assert read_pdf_facts(pdf).title == wanted.title
    with opened(pdf).open_metadata() as metadata:
        assert metadata["dc:creator"] == [wanted.author]
        assert metadata["dc:subject"] == {"école", "jeunesse & sport"}
        assert metadata["pdf:Keywords"] == wanted.keywords
        assert metadata["dc:description"] == wanted.subject


# --- the structure tree ----------------------------------------------------------------


def test_headings_are_those_of_the_word_file(each):
    facts = read_pdf_facts(each.pdf)
    found = [(block.level, block.text) for page in facts.pages for block in page.blocks if block.role == "titre"]
    assert found == each.word.headings()
    assert [(entry.level, entry.text) for entry in facts.outline] == each.word.headings()
    assert all(entry.page for entry in facts.outline)


def test_one_document_holds_everything(each):
    pdf = opened(each.pdf)
    assert [str(element.S) for element in elements(pdf)].count("/Document") == 1
    assert not [element for element in elements(pdf) if not kids(element) and str(element.S) not in CELLS]


def test_tables_with_header_rows_have_header_cells(each):
    pdf = opened(each.pdf)
    marked = [table for table in each.word.tables() if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    first_rows = [kids(kids(table)[0]) for table in elements(pdf) if table.S == "/Table"]
    headers = [row for row in first_rows if row[0].S == "/TH"]
    assert len(headers) == len(marked) > 5
    assert all(any(look.get("/Scope") == "/Column" for look in cell.A) for row in headers for cell in row)


def test_each_link_is_one_element_that_says_where_it_leads(each):
    pdf = opened(each.pdf)
    annotations = [note for page in pdf.pages for note in page.obj.get("/Annots", pikepdf.Array([]))]
    links = [element for element in elements(pdf) if element.S == "/Link"]
    assert len(annotations) > 30
    assert [len(objects(link)) for link in links] == [1] * len(links)
    assert Counter(objects(link)[0].objgen for link in links) == Counter(note.objgen for note in annotations)
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for note in annotations:
        assert str(note.Contents).strip()
        assert objects(parents[int(note.StructParent)])[0].objgen == note.objgen
    assert all(page.obj.get("/Tabs") == pikepdf.Name.S for page in pdf.pages if "/Annots" in page.obj)


def test_items_of_lists_have_their_bullet_apart(each):
    pdf = opened(each.pdf)
    items = [element for element in elements(pdf) if element.S == "/LI"]
    assert len(items) > 20
    assert {tuple(str(kid.S) for kid in kids(item)) for item in items} == {("/Lbl", "/LBody")}
    blocks = [block for page in read_pdf_facts(each.pdf).pages for block in page.blocks if block.role == "liste"]
    assert blocks and not [block.text for block in blocks if block.text[0] in "•–-" or block.text[:2] == "1."]


def test_figures_have_the_alternative_texts_of_the_word_file(each):
    wanted = wanted_of(each.word.data).figures
    assert read_pdf_facts(each.pdf).figures == wanted
    assert all(wanted)
    pdf = opened(each.pdf)
    assert [len(kids(element)) > 0 for element in elements(pdf) if element.S == "/Figure"] == [True] * len(wanted)


def test_logos_and_charts_are_there(conforming):
    facts = read_pdf_facts(conforming["logos"].pdf)
    assert [text.split()[0] for text in facts.figures] == ["Logo"] * 2 + ["Graphique"] * 5
    left, right = (block for block in facts.pages[0].blocks if block.role == "figure")
    assert (left.left, right.right) == pytest.approx((62.35, 533.0), abs=0.5)


def test_headings_that_skip_a_level_are_brought_up(conforming):
    pdf = opened(conforming["lens"].raw)
    second = next(element for element in elements(pdf) if element.S == "/H2")
    second.S = pikepdf.Name("/H5")
    out = io.BytesIO()
    pdf.save(out)
    mended = conformed(out.getvalue(), PdfWanted("t", "a"))
    assert read_pdf_facts(mended).pages == read_pdf_facts(conforming["lens"].pdf).pages


# --- what is no PDF of LibreOffice's ---------------------------------------------------


def test_what_is_no_tagged_pdf_is_refused():
    untagged, blank = io.BytesIO(), pikepdf.new()
    blank.add_blank_page()
    blank.save(untagged)
    for data in (b"", b"%PDF-1.7 coupe", untagged.getvalue()):
        with pytest.raises(Problems, match="LibreOffice"):
            conformed(data, PdfWanted("t", "a"))
