"""Any word, figure or line of a printed convention that changes is found, in the part where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import needs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from real import convention
from signedfiles import printed

from assembler.compare.outline import sections_of
from assembler.compare.signed import compare_signed
from assembler.compare.signed.reading import Laid
from assembler.compare.signed.running import body_of
from assembler.model.pdftext import ChartWords, PdfText
from assembler.model.wordtext import WordText
from assembler.readers.pdf import chart_words, read_pdf_file
from assembler.readers.word import read_word_bytes

_OTHERS = ("autrement", "7 ans", "non", "12,5", "sauf", "et 9 jours")


@dataclass(frozen=True)
class Printed:
    """`words`: those of the PDF that the sealed text has, each with its line, its text and the title of its part."""

    sealed: WordText
    charts: tuple[ChartWords, ...]
    pdf: PdfText
    words: list[tuple[int, str, str]]

    def __repr__(self) -> str:
        return "la convention imprimée"


@pytest.fixture(scope="session")
def harnes(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    needs("soffice")
    data = convention("harnes").data
    [path] = printed(tmp_path_factory.mktemp("mots"), {"harnes": data}).values()
    sealed, pdf = read_word_bytes(data, Path("harnes.docx")), read_pdf_file(path)
    laid = Laid(sealed, pdf, body_of(sealed, pdf))
    titles = {item.rank: section.title for section in sections_of(sealed.items) for item in section.items}
    words = [
        (laid.new.tokens[j].where, laid.new.tokens[j].text, titles.get(laid.item_of(i), "Sommaire"))
        for i, j in laid.pairs
        if laid.new.tokens[j].text.isalnum()
    ]
    assert len(words) > 8_000
    return Printed(sealed, chart_words(data, path), pdf, words)


def found(harnes, lines):
    verdict = compare_signed(harnes.sealed, harnes.charts, replace(harnes.pdf, lines=tuple(lines)))
    return [unit.title for unit in verdict.units if unit.verdict != "identique"]


def read_in_order(harnes, lines):
    """The lines that are text of the pages, headers and footers left out."""
    pdf = replace(harnes.pdf, lines=tuple(lines))
    return [pdf.lines[rank].text for rank in body_of(harnes.sealed, pdf).ranks]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_word_changed_added_or_removed_is_found_in_its_part(harnes, data):
    where, word, title = harnes.words[data.draw(st.integers(0, len(harnes.words) - 1))]
    line = harnes.pdf.lines[where]
    change = data.draw(st.sampled_from(["replace", "remove", "add"]))
    other = data.draw(st.sampled_from([each for each in _OTHERS if each != word]))
    text = {"replace": other, "remove": "", "add": f"{word} {other}"}[change]
    lines = list(harnes.pdf.lines)
    lines[where] = replace(line, text=line.text.replace(word, text, 1))
    assert found(harnes, lines) == [title], f"{line.text!r}: {word} -> {text}"


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_line_removed_or_put_elsewhere_is_found(harnes, data):
    where, _word, title = harnes.words[data.draw(st.integers(0, len(harnes.words) - 1))]
    lines = [line for rank, line in enumerate(harnes.pdf.lines) if rank != where]
    if data.draw(st.booleans()):
        lines.insert(data.draw(st.integers(0, len(lines))), harnes.pdf.lines[where])
        assert bool(found(harnes, lines)) is (read_in_order(harnes, lines) != read_in_order(harnes, harnes.pdf.lines))
    else:
        assert title in found(harnes, lines)
