"""The table of contents: a real field with its entries already in place, so that Word asks nothing.

The page of an entry is a field as well, with its result in place: LibreOffice computes it, Word shows it as it stands
and refreshes it when somebody asks for that.

The lists of tables and charts of a long annexe have the same entries, without a field: Word's own list would be that
of the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assembler.model.anchors import bookmark_name
from assembler.model.document import FigureList, Heading, plain
from assembler.model.layout import Layout
from assembler.writers.styles import Styles
from assembler.writers.wordml import link, paragraph, run

DEPTH = 2
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{DEPTH}" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_NOT_UNDERLINED = '<w:u w:val="none"/>'  # LibreOffice gives a field within a link the look of links
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
        entry(
            f"toc {heading.level}",
            heading.anchor,
            plain(heading.inlines),
            styles,
            layout,
            (begin if rank == 0 else "", end if rank == last else ""),
        )
        for rank, heading in enumerate(entries)
    )


def figure_lists(lists: Iterable[FigureList], styles: Styles, layout: Layout) -> Markup:
    """Each list under its title, which is no heading: it leads nowhere that the sommaire should name."""
    found = Markup("")
    for each in lists:
        found += Markup(paragraph(styles["figures title"], run(each.title)))
        for anchor, text in each.entries:
            found += entry("figures entry", anchor, text, styles, layout)
    return found


def entry(  # noqa: PLR0913, PLR0917 - what a line shows and how
    style: str, anchor: str, text: str, styles: Styles, layout: Layout, around: tuple[str, str] = ("", "")
) -> Markup:
    """A line of the sommaire or of a list: a link to what it names, with its page where `layout` knows pages.

    `around`: the runs before and after it.

    LibreOffice 7.4 leaves a link out of the PDF whose characters have no style of their own.
    """
    looks = f'<w:rStyle w:val="{styles["entry link"]}"/>'
    words = run(text, looks) + _page(anchor, layout)
    return Markup(paragraph(styles[style], around[0] + link(anchor, words) + around[1]))


def _page(anchor: str, layout: Layout) -> str:
    """A tab and the page of `anchor`; empty where no pages are shown."""
    page = layout.page(anchor)
    if page is None:
        return ""
    field = (
        f'<w:fldSimple w:instr=" PAGEREF {bookmark_name(anchor)} \\h ">{run(str(page), _NOT_UNDERLINED)}</w:fldSimple>'
    )
    return f"<w:r><w:rPr>{_NOT_UNDERLINED}</w:rPr><w:tab/></w:r>{field}"
