"""The table of contents: a real field with its entries already in place, so that Word asks nothing."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assembler.model.document import Heading, plain
from assembler.writers.styles import Styles
from assembler.writers.wordml import link, paragraph, run

DEPTH = 2
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{DEPTH}" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def listed(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that the table names."""
    return [heading for heading in headings if heading.level <= DEPTH]


def table_of_contents(headings: Iterable[Heading], styles: Styles) -> Markup:
    """One linked paragraph a heading; there is at least one heading."""
    entries = listed(headings)
    last = len(entries) - 1
    return Markup("").join(
        Markup(
            paragraph(
                styles[f"toc {heading.level}"],
                (_BEGIN if rank == 0 else "")
                + link(heading.anchor, run(plain(heading.inlines)))
                + (_END if rank == last else ""),
            )
        )
        for rank, heading in enumerate(entries)
    )
