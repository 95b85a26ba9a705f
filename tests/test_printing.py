"""The loop that lays a document out: with which breaks, and what it refuses. LibreOffice is played by the test."""

from __future__ import annotations

from dataclasses import replace

import pytest
from real import REPOSITORY

from assembler.build import printing
from assembler.build.convention import compose_input
from assembler.build.printing import Printer
from assembler.model.anchors import bookmark_name
from assembler.model.place import Problems
from assembler.model.produced import Destination, PdfFacts, PdfPage
from assembler.writers.pdf.office import Export

COUNT = 40


@pytest.fixture(scope="module")
def document(tools):
    return compose_input(tools, REPOSITORY / "inputs/harnes.yaml").document


@pytest.fixture
def facts(document) -> PdfFacts:
    anchors = [each.anchor for each in (*document.headings(), *document.captioned())]
    places = {bookmark_name(anchor): Destination(7, 60.0, 700.0) for anchor in anchors}
    return PdfFacts("2B", "1", "fr-FR", "", True, True, pages=(PdfPage(595, 842, ()),) * COUNT, destinations=places)


@pytest.fixture
def printed(document, facts, monkeypatch):
    """Print the document; returns the layouts that the Word file was rendered in, the final one last."""

    def call(found: PdfFacts = facts, count: int = COUNT) -> list:
        layouts: list = []
        monkeypatch.setattr("assembler.writers.pdf.conform.conformed", lambda pdf, wanted: pdf)
        monkeypatch.setattr("assembler.writers.pdf.conform_wanted.wanted_of", lambda word: None)
        monkeypatch.setattr("assembler.readers.produced_pdf.read_pdf_facts", lambda pdf: found)
        printer = Printer()
        monkeypatch.setattr(printer.office, "export", lambda word: Export(b"%PDF", count))
        printer.printed(lambda layout: layouts.append(layout) or b"", document)
        return layouts

    return call


def test_one_draft_is_enough_where_no_heading_is_left_behind(printed):
    draft, final = printed()
    assert draft.is_draft and not final.is_draft
    assert set(final.pages.values()) == {7}


def test_headings_left_behind_begin_a_page_in_the_next_draft_and_in_the_file(printed, monkeypatch):
    answers = iter([frozenset({"article:duree"}), frozenset()])
    monkeypatch.setattr(printing, "stranded", lambda document, pages: next(answers))
    breaks = [layout.breaks for layout in printed()]
    assert breaks == [frozenset(), {"article:duree"}, {"article:duree"}]


def test_the_file_has_the_breaks_of_the_last_draft_and_no_others(printed, monkeypatch):
    """Else its pages would not be those of the PDF."""
    numbers = iter(range(100))
    monkeypatch.setattr(printing, "stranded", lambda document, pages: frozenset({f"article:{next(numbers)}"}))
    *drafts, final = printed()
    assert len(drafts) == printing._MOST_ROUNDS
    assert final.breaks == drafts[-1].breaks


def test_a_pdf_of_other_pages_than_the_word_file_is_refused(printed):
    with pytest.raises(Problems, match="Le PDF a 40 pages, et le document Word 41"):
        printed(count=COUNT + 1)


def test_a_heading_that_is_not_in_the_pdf_is_refused(printed, facts):
    places = {name: place for name, place in facts.destinations.items() if name != "c_article_duree"}
    with pytest.raises(Problems, match="Le titre « Article 10 – Durée de la convention » n’est pas dans le PDF"):
        printed(replace(facts, destinations=places))


def test_a_heading_before_the_one_that_it_follows_is_refused(printed, facts):
    places = facts.destinations | {"c_article_duree": Destination(6, 60.0, 700.0)}
    with pytest.raises(Problems, match="n’est pas à sa place dans le PDF"):
        printed(replace(facts, destinations=places))


def test_a_listed_table_that_is_not_in_the_pdf_is_refused(printed, facts, document):
    anchor, text = next(entry for part in document.parts for each in part.figures for entry in each.entries)
    places = {name: place for name, place in facts.destinations.items() if name != bookmark_name(anchor)}
    with pytest.raises(Problems, match=f"« {text} » n’est pas dans le PDF"):
        printed(replace(facts, destinations=places))
