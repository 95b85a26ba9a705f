"""docs/checks.md is made from the table of checks (`make docs`)."""

from __future__ import annotations

from conftest import REPOSITORY

from assembler.checks.run import all_checks
from assembler.report.checks import checks_document


def test_the_page_is_the_table_s():
    page = (REPOSITORY / "docs/checks.md").read_text(encoding="utf-8")
    assert page == checks_document(all_checks()), "make docs"
