"""Rendered pages: the real conventions, twelve communes and the extreme one are without fault; each fault is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import extremes
import pytest
from conforming import KeepingPrinter
from conforming import Made as Conforming
from conftest import REPOSITORY
from rendered import Made, Rendered, made_of, read_pages, rendered
from wordfile import MAIN, WordFile, zipped

from assembler.build.convention import Tools
from assembler.checks.layout import headings_on, left_behind, stranded
from assembler.model.document import Document, FicheGrid, Heading
from assembler.model.layout import Layout
from assembler.writers.docx import write_convention

SOUND = ("harnes", "lens", "epci", "extreme-champs")
_BREAK = '<w:p><w:pPr><w:pStyle w:val="CTGSautDePage"/></w:pPr></w:p>'
_STYLES = "word/styles.xml"


@pytest.fixture(scope="session")
def written(tools: Tools) -> Mapping[str, Made]:
    return {name: made_of(tools, REPOSITORY / f"inputs/{name}.yaml") for name in ("harnes", "lens")}


@pytest.fixture(scope="session")
def pages(
    written: Mapping[str, Made], conforming: Mapping[str, Conforming], printer: KeepingPrinter
) -> Mapping[str, Rendered]:
    """Those of `SOUND` as `--pdf` writes them; what is spoiled as LibreOffice lays it out."""
    sound = {name: read_pages(conforming[name].document, conforming[name].pdf) for name in SOUND}
    spoiled = {name: _spoiled(written["harnes"], change) for name, (_, change) in FAULTS.items()}
    loose = {"loose": _edited(written["lens"], _STYLES, _loose)}
    return sound | rendered(printer.office, {**spoiled, **loose})


@pytest.mark.parametrize("name", SOUND)
def test_the_pages_are_without_fault(pages, name):
    assert pages[name].found() == []


@pytest.mark.parametrize("name", SOUND)
def test_every_heading_is_found_on_the_pages(pages, name):
    document = pages[name].document
    found = [heading for _, heading in headings_on(document, pages[name].pdf.pages)]
    assert found == list(document.headings())


@pytest.mark.parametrize("name", SOUND)
def test_each_annexe_and_each_fiche_begins_a_page(pages, name):
    document = pages[name].document
    begun = {heading.anchor for lying, heading in headings_on(document, pages[name].pdf.pages) if lying.rank == 0}
    assert {heading.anchor for heading in _breaking(document)} <= begun


def test_a_cell_of_three_pages_begins_under_its_fiche_and_repeats_its_label_on_each(pages):
    first, following = (_page_of(pages["extreme-champs"], f"fiche:fiche-{number}") for number in (3, 4))
    label = "Modalités de mise en œuvre"
    assert following - first == 4
    assert all(label in text for text in pages["extreme-champs"].texts[first - 1 : following - 1])


def test_the_header_row_of_a_long_table_repeats(pages):
    assert sum("Association Activité Familles" in text for text in pages["extreme-champs"].texts) == 3


def test_no_column_is_too_narrow_for_an_ordinary_word(pages):
    words = {block.text for page in pages["extreme-champs"].pdf.pages for block in page.blocks if block.table >= 0}
    assert {"Service", *(f"Service {n}" for n in range(1, 7))} <= words


def test_a_long_word_stays_in_its_cell(pages):
    said = ["".join(text.split()) for text in _cells(pages["extreme-champs"])]
    assert sum(extremes.LONG_WORD in text for text in said) == 8


# --- what is spoiled is found ----------------------------------------------------------


def _before_table(heading: str) -> Callable[[str], str]:
    return lambda body: _before(body, "<w:tbl>", body.rindex(heading), _BREAK)


def _behind_caption(title: str) -> Callable[[str], str]:
    """Tables bear the title of their caption, as their alternative text."""

    def change(body: str) -> str:
        at = body.rindex("<w:tbl>", 0, body.index(f'<w:tblCaption w:val="{title}'))
        return body[:at] + _BREAK + body[at:]

    return change


def _before(body: str, mark: str, at: int, added: str) -> str:
    """`added` before the first `mark` from `at` on."""
    at = body.index(mark, at)
    return body[:at] + added + body[at:]


def _pushed_out(body: str) -> str:
    at = body.rindex("</w:pPr>", 0, body.rindex("Article 5 – "))
    return f'{body[:at]}<w:ind w:left="-1300"/>{body[at:]}'


FAULTS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "PAG001": ("Article 5 – ", lambda body: _before(body, "<w:p>", body.rindex("Article 5 – "), _BREAK)),
    "PAG002": ("signatures", _before_table(">Signature<")),
    "PAG003": ("Fiche action n° 2", _before_table("Fiche action n°\u00a02 – ")),
    "PAG004": ("vide", lambda body: body.replace(_BREAK, _BREAK * 2, 1)),
    "PAG005": ("Article 5 – ", _pushed_out),
    "PAG007": ("Tableau 4 – ", _behind_caption("Tableau 4 – ")),
}
"""What a message must name, and how the Word file of Harnes is spoiled."""


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_where_it_is(pages, code):
    found = {(each, message.replace("\u00a0", " ")) for each, message in pages[code].found()}
    assert {each for each, _ in found} == {code}, found
    assert any(FAULTS[code][0] in message for _, message in found), found


def test_headings_that_nothing_holds_are_stranded_and_breaks_mend_them(pages, tools, printer):
    """Without « keep with next », LibreOffice leaves headings at the foot; told to break before them, it doesn't."""
    loose = pages["loose"]
    assert "PAG001" in {code for code, _ in loose.found()}
    document, breaks = loose.document, stranded(loose.document, loose.pdf.pages)
    for _ in range(6):
        data = write_convention(document, tools.templates, {}, layout=Layout(breaks=breaks))
        again = rendered(printer.office, {"essai": _edited(Made(document, WordFile(data)), _STYLES, _loose)})["essai"]
        more = stranded(document, again.pdf.pages)
        if not more:
            break
        breaks |= more
    assert not list(left_behind(again.pdf.pages))
    assert {code for code, _ in again.found()} == set()


# --- helpers ---------------------------------------------------------------------------


def _edited(made: Made, part: str, change: Callable[[str], str]) -> Made:
    before = made.word.parts[part].decode()
    after = change(before)
    assert after != before
    return replace(made, word=WordFile(zipped({**made.word.parts, part: after.encode()})))


def _spoiled(made: Made, change: Callable[[str], str]) -> Made:
    return _edited(made, MAIN, change)


def _loose(styles: str) -> str:
    """No heading keeps to what follows it."""
    return re.sub(r'(w:styleId="Heading\d">.*?)<w:keepNext/>(.*?</w:style>)', r"\1\2", styles, flags=re.DOTALL)


def _breaking(document: Document) -> list[Heading]:
    fiches = [block.heading for part in document.parts for block in part.blocks if isinstance(block, FicheGrid)]
    return [*(part.heading for part in document.annexes), *fiches]


def _page_of(rendered: Rendered, anchor: str) -> int:
    on = headings_on(rendered.document, rendered.pdf.pages)
    return next(lying.page for lying, heading in on if heading.anchor == anchor)


def _cells(rendered: Rendered) -> list[str]:
    return [block.text for page in rendered.pdf.pages for block in page.blocks if block.table >= 0]
