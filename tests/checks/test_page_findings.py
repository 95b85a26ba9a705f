"""Faults of pages that LibreOffice does not make of itself, on pages made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from trials import straight

from assembler.checks.pages_samples import caption, cell, page, pages_of, paragraph
from assembler.checks.run import all_checks
from assembler.checks.table import FileCheck
from assembler.model.produced import PageBlock, PdfPage


def found(*pages: PdfPage) -> list[tuple[str, str]]:
    """Code and message of all that the checks of pages find."""
    checks = [each for each in all_checks() if isinstance(each, FileCheck) and each.code.startswith("PAG")]
    return [(each.code, straight(hit.message)) for each in checks for hit in each.find(pages_of(*pages))]


def laid(words: str, left: float, right: float, top: float = 700.0, role: str = "tableau") -> PageBlock:
    return replace(cell(0), text=words, left=left, right=right, bottom=top - 14.0, top=top, role=role)


# --- a header row at the foot ----------------------------------------------------------


def rows(count: int, table: int = 0) -> Sequence[PageBlock]:
    return [cell(table, is_header=True)] * 2 + [cell(table)] * count


def test_a_header_row_whose_table_begins_on_the_next_page_is_told_once_with_its_page():
    pages = page(paragraph()), page(paragraph(), *rows(0)), page(cell(0), cell(0))
    assert found(*pages) == [("PAG006", "Page 2 : la ligne de titre « Indicateur » est seule en bas de la page.")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_header_row_with_a_row_under_it_is_none(count):
    assert found(page(paragraph(), *rows(count)), page(*rows(2))) == []


def test_a_header_row_above_another_table_is_none():
    """The last block of the page is what counts."""
    assert found(page(*rows(2, table=0), paragraph(), *rows(1, table=1)), page(paragraph())) == []
    assert [code for code, _ in found(page(*rows(2, table=0), *rows(0, table=1)), page(cell(1)))] == ["PAG006"]


def test_a_table_of_a_header_alone_at_the_end_is_none():
    assert found(page(paragraph(), caption(), *rows(0))) == []


# --- one text over another -------------------------------------------------------------


def test_names_that_run_into_each_other_are_both_told():
    over = page(laid("Marie-Antoinette de Montmorency", 62.0, 305.0), laid("Jean PION", 300.0, 400.0))
    assert found(page(paragraph()), over) == [
        ("PAG005", "Page 2 : « Marie-Antoinette de Montmorency » recouvre « Jean PION ».")
    ]


@pytest.mark.parametrize(
    ("left", "top"),
    [(298.5, 700.0), (310.0, 700.0), (62.0, 687.5), (62.0, 680.0)],
    ids=["touch", "side", "low", "under"],
)
def test_texts_that_barely_touch_are_none(left, top):
    assert found(page(laid("Anne ROY", 62.0, 300.0), laid("Jean PION", left, left + 100.0, top))) == []


def test_a_text_over_a_figure_is_none():
    """Charts have their words inside their frame."""
    assert found(page(laid("Graphique", 62.0, 400.0, role="figure"), laid("Jean PION", 100.0, 200.0))) == []
