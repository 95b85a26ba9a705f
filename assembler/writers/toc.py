"""The table of contents: a real field with its entries already in place, so that Word asks nothing."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assembler.model.document import Heading, plain
from assembler.writers.styles import Styles
from assembler.writers.wordml import bookmark_name, escape

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
    """One linked paragraph a heading; there is at least one."""
    entries = listed(headings)
    paragraphs = []
    for rank, heading in enumerate(entries):
        paragraphs.append(
            f'<w:p><w:pPr><w:pStyle w:val="{styles[f"toc {heading.level}"]}"/></w:pPr>{_BEGIN if rank == 0 else ""}'
            f'<w:hyperlink w:anchor="{bookmark_name(heading.anchor)}" w:history="1"><w:r>'
            f'<w:t xml:space="preserve">{escape(plain(heading.inlines))}</w:t></w:r></w:hyperlink>'
            f"{_END if rank == len(entries) - 1 else ''}</w:p>"
        )
    return Markup("".join(paragraphs))
