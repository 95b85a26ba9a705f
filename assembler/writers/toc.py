"""The table of contents: a real field with its entries already in place, so that Word asks nothing.

The page of an entry is a field as well, with its result in place: LibreOffice computes it, Word shows it as it stands
and refreshes it when somebody asks for that.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assembler.model.anchors import bookmark_name
from assembler.model.document import Heading, plain
from assembler.model.layout import Layout
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


def table_of_contents(headings: Iterable[Heading], styles: Styles, layout: Layout) -> Markup:
    """One linked paragraph a heading, with its page where `layout` knows pages; there is at least one heading."""
    entries = listed(headings)
    last = len(entries) - 1
    begin, end = ("", "") if layout.is_draft else (_BEGIN, _END)
    return Markup("").join(
        Markup(
            paragraph(
                styles[f"toc {heading.level}"],
                (begin if rank == 0 else "")
                + link(heading.anchor, run(plain(heading.inlines)) + page_run(heading.anchor, layout))
                + (end if rank == last else ""),
            )
        )
        for rank, heading in enumerate(entries)
    )


def page_run(anchor: str, layout: Layout) -> str:
    """A tab and the page of `anchor`; empty where no pages are shown."""
    page = layout.page(anchor)
    if page is None:
        return ""
    return (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark_name(anchor)} \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(str(page))}{_END}'
    )
