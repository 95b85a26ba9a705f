"""Headings, lists, tables, pictures and links of a finished Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from assembler.model.produced import WordLink, WordPassage, WordPicture, WordTable
from assembler.readers.produced_word_parts import Package, R, W, is_on, is_seen, text_of, val
from assembler.readers.produced_word_styles import Styles

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TYPED = re.compile(r"(?:[-–—•▪◦‣·]|\d{1,2}[.)]|[a-z][.)])\s+\S")
_LONGEST = 60
_NOT_LISTS = ("heading", "toc", "caption", "title")
_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+|mailto:\S+@\S+")
Placed = tuple[str, etree._Element]
"""An element of the body, and the nearest heading before it."""


def placed(body: etree._Element, styles: Styles) -> Iterator[Placed]:
    """The paragraphs and tables of the body in reading order, those inside tables too."""
    under = ""
    for element in body.iter(f"{W}p", f"{W}tbl"):
        if is_seen(element):
            if element.tag == f"{W}p" and styles.level(element):
                under = text_of(element) or under
            yield under, element


def typed_lists(paragraphs: Iterable[Placed], styles: Styles) -> Iterator[WordPassage]:
    """The first of each run of at least two neighbours that begin with a typed mark."""
    previous: Placed | None = None
    told = False
    for under, paragraph in paragraphs:
        if not _imitates(paragraph, styles):
            previous, told = None, False
            continue
        if previous is not None and previous[1].getnext() is paragraph and not told:
            yield WordPassage(previous[0], text_of(previous[1])[:_LONGEST])
            told = True
        previous = under, paragraph


def _imitates(paragraph: etree._Element, styles: Styles) -> bool:
    if styles.is_named(paragraph, *_NOT_LISTS) or styles.is_listed(paragraph):
        return False
    return _TYPED.match(text_of(paragraph)) is not None


def table_fact(table: etree._Element, under: str, styles: Styles) -> WordTable:
    rows = [[_is_empty(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
    columns = list(zip(*rows, strict=False)) if len(set(map(len, rows))) == 1 else []
    return WordTable(
        under,
        _caption(table, styles),
        len(rows),
        _header_rows(table),
        sum(map(sum, rows)),
        any(_spans(cell) for cell in table.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tbl")) is table),
        sum(all(line) for line in (*rows, *columns) if line),
    )


def _caption(table: etree._Element, styles: Styles) -> str:
    before = table.getprevious()
    if before is not None and before.tag == f"{W}p" and styles.is_named(before, "caption"):
        return text_of(before)
    return val(table, f"{W}tblPr/{W}tblCaption")


def _header_rows(table: etree._Element) -> int:
    count = 0
    for row in table.findall(f"{W}tr"):
        if not is_on(row.find(f"{W}trPr/{W}tblHeader")):
            break
        count += 1
    return count


def _is_empty(cell: etree._Element) -> bool:
    return not text_of(cell) and not any(True for _ in cell.iter(f"{W}drawing", f"{W}pict"))


def _spans(cell: etree._Element) -> bool:
    span = val(cell, f"{W}tcPr/{W}gridSpan") or "1"
    return span != "1" or any(cell.find(f"{W}tcPr/{W}{name}") is not None for name in ("vMerge", "hMerge"))


def pictures(paragraph: etree._Element, under: str) -> Iterator[WordPicture]:
    """Pictures and charts that are not marked as a mere ornament."""
    for drawing in paragraph.iter(f"{WP}docPr"):
        if next(drawing.iterancestors(f"{W}p")) is paragraph and is_seen(drawing) and not _is_ornament(drawing):
            yield WordPicture(under, drawing.get("name", ""), drawing.get("descr", "").strip())


def _is_ornament(drawing: etree._Element) -> bool:
    return any(etree.QName(each).localname == "decorative" and each.get("val") == "1" for each in drawing.iter())


def links(paragraph: etree._Element, under: str, package: Package, bookmarks: frozenset[str]) -> Iterator[WordLink]:
    for link in paragraph.iter(f"{W}hyperlink"):
        if next(link.iterancestors(f"{W}p")) is not paragraph or not is_seen(link):
            continue
        anchor, address = link.get(f"{W}anchor", ""), package.target(link.get(f"{R}id", ""))
        if address:
            leads = _ADDRESS.fullmatch(address) is not None
            yield WordLink(under, text_of(link), address, False, leads)
        else:
            yield WordLink(under, text_of(link), anchor, True, anchor in bookmarks)
