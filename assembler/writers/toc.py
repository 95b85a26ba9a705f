"""The table of contents: a real field with its entries already in place, so that Word asks nothing.

The lists of tables and charts of a long annexe have the same entries, without a field: Word's own list would be that
of the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assembler.model.document import FigureList, Heading, plain
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
        entry(
            f"toc {heading.level}",
            heading.anchor,
            plain(heading.inlines),
            styles,
            (_BEGIN if rank == 0 else "", _END if rank == last else ""),
        )
        for rank, heading in enumerate(entries)
    )


def figure_lists(lists: Iterable[FigureList], styles: Styles) -> Markup:
    """Each list under its title, which is no heading: it leads nowhere that the sommaire should name."""
    found = Markup("")
    for each in lists:
        found += Markup(paragraph(styles["figures title"], run(each.title)))
        for anchor, text in each.entries:
            found += entry("figures entry", anchor, text, styles)
    return found


def entry(style: str, anchor: str, text: str, styles: Styles, around: tuple[str, str] = ("", "")) -> Markup:
    """A line of the sommaire or of a list: a link to what it names. `around`: the runs before and after it.

    LibreOffice 7.4 leaves a link out of the PDF whose characters have no style of their own.
    """
    words = run(text, f'<w:rStyle w:val="{styles["entry link"]}"/>')
    return Markup(paragraph(styles[style], around[0] + link(anchor, words) + around[1]))
