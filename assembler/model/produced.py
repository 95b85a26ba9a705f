"""What is read back from the files that were produced, for the checks of accessibility, pages and metadata.

Facts only: readers find them in the finished Word file and PDF, checks judge them. Lengths are in points
(1/72 inch), the origin at the bottom left of the page, as in PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assembler.model.document import Document
from assembler.model.place import Place

# --- the Word file ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WordHeading:
    """`level` from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class WordTable:
    """`under`: the nearest heading before it. `header_rows`: its first rows that are marked to repeat as a header.

    `empty_cells`: how many cells hold neither word nor picture; `empty_lines`: how many rows and columns hold no
    other. `has_merged`: does a cell span columns or rows?
    """

    under: str
    caption: str
    rows: int
    header_rows: int
    empty_cells: int
    has_merged: bool
    empty_lines: int = 0


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture or chart; `alternative` is empty where it has no alternative text."""

    under: str
    name: str
    alternative: str


@dataclass(frozen=True, slots=True)
class WordLink:
    """`target`: a bookmark of the file, or an address."""

    under: str
    text: str
    target: str
    is_internal: bool
    leads_somewhere: bool


@dataclass(frozen=True, slots=True)
class WordPassage:
    """A few words, and the nearest heading before them."""

    under: str
    text: str


@dataclass(frozen=True, slots=True)
class InkOnPaper:
    """A colour of text on its background, each as « 1F3A6D ». `where`: the style, in words that staff see."""

    where: str
    ink: str
    paper: str
    is_large: bool


@dataclass(frozen=True, slots=True)
class WordFacts:
    """`typed_lists`: paragraphs that imitate a list item with a typed dash, bullet or number.

    `by_colour_alone`: passages that only their colour tells from their neighbours. `traces`: what tells of people,
    machines or earlier versions (revision marks, comments, names, dates), each in French words.
    """

    language: str
    title: str
    subject: str
    keywords: str
    author: str
    headings: tuple[WordHeading, ...] = ()
    typed_lists: tuple[WordPassage, ...] = ()
    tables: tuple[WordTable, ...] = ()
    pictures: tuple[WordPicture, ...] = ()
    links: tuple[WordLink, ...] = ()
    inks: tuple[InkOnPaper, ...] = ()
    by_colour_alone: tuple[WordPassage, ...] = ()
    traces: tuple[str, ...] = ()


# --- the PDF ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a bookmark of the Word file stands. `page` from 1; `left` and `top` in points."""

    page: int
    left: float
    top: float


BlockRole = Literal["titre", "texte", "liste", "tableau", "figure", "sommaire"]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One paragraph, cell or figure as it lies on one page: what the structure tree calls it and where its ink is.

    `level`: of a heading, else 0. `table`: which table of the document it lies in, from 0; -1 outside of any.
    `is_header`: is it a header cell? `text`: its words on this page.
    """

    role: BlockRole
    text: str
    left: float
    bottom: float
    right: float
    top: float
    level: int = 0
    table: int = -1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class PdfPage:
    """`blocks` in reading order, header and footer left out."""

    width: float
    height: float
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """`level` from 1; `page` from 1, 0 where it leads nowhere."""

    level: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class PdfFont:
    name: str
    is_embedded: bool


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """`archive`: the part and level of PDF/A that the file claims, « 2B »; `universal`: that of PDF/UA, « 1 ».

    Both are empty where it claims none. `destinations`: by the name of the Word bookmark. `figures`: the alternative
    text of each, empty where it lacks. `traces` as those of a Word file.
    """

    archive: str
    universal: str
    language: str
    title: str
    shows_title: bool
    is_tagged: bool
    outline: tuple[OutlineEntry, ...] = ()
    pages: tuple[PdfPage, ...] = ()
    destinations: dict[str, Destination] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    fonts: tuple[PdfFont, ...] = ()
    traces: tuple[str, ...] = ()


# --- both ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Produced:
    """The files that were made of `document`. `pdf` and its place are None where no PDF was made."""

    document: Document
    word: WordFacts
    word_place: Place
    pdf: PdfFacts | None = None
    pdf_place: Place | None = None
