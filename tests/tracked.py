"""Tracked changes accepted or rejected as Word does it. Shares nothing with the writer: only the XML.

A paragraph whose mark goes joins the next one, whose properties stay; in front of a table it goes if it is empty;
the last mark of a cell or of the body can't go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree
from wordfile import MAIN, W, WordFile

Side = Literal["accept", "reject"]
Text = str | tuple[tuple[str, ...], ...]
"""A paragraph; or a row: its cells, each its paragraphs."""

P, TBL, TR, TC, SDT, CONTENT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt", "sdtContent"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_BOXES = (f"{W}drawing", f"{W}pict", f"{W}object")
_HOLDERS = (f"{W}hyperlink", f"{W}fldSimple", SDT)


def settled(data: bytes, side: Side) -> etree._Element:
    """The body once all changes are accepted or rejected."""
    body = etree.fromstring(WordFile(data).parts[MAIN]).find(f"{W}body")
    gone, kept = ("del", "ins") if side == "accept" else ("ins", "del")
    _settle_rows(body, gone, kept)
    for change in list(body.iter(f"{W}pPrChange")):
        _settle_properties(change, side)
    marks = {p for p in body.iter(P) if p.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None}
    _settle_runs(body, gone, kept)
    for paragraph in list(body.iter(P)):
        if paragraph in marks:
            _join_next(paragraph, body)
    _require_whole(body)
    return body


def texts(body: etree._Element) -> list[Text]:
    """Each paragraph and row, in order."""
    return [_text(item) if item.tag == P else _row(item) for item in _items(body)]


def shown(found: list[Text]) -> list[Text]:
    """Without the empty ones, those in cells too."""
    kept = [item if isinstance(item, str) else tuple(tuple(filter(str.strip, cell)) for cell in item) for item in found]
    return [item for item in kept if (item.strip() if isinstance(item, str) else any(item))]


def side_of(data: bytes, side: Side) -> list[Text]:
    return texts(settled(data, side))


def original(data: bytes) -> list[Text]:
    """The texts of a file without tracked changes."""
    return texts(WordFile(data).body)


# --- settling --------------------------------------------------------------------------


def _settle_rows(body: etree._Element, gone: str, kept: str) -> None:
    for row in list(body.iter(TR)):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            table = row.getparent()
            table.remove(row)
            if not table.findall(TR):
                table.getparent().remove(table)
        elif (mark := row.find(f"{W}trPr/{W}{kept}")) is not None:
            mark.getparent().remove(mark)


def _settle_properties(change: etree._Element, side: Side) -> None:
    now = change.getparent()
    if side == "reject":
        looks = now.find(f"{W}rPr")
        for each in [each for each in now if each is not looks and each is not change]:
            now.remove(each)
        for rank, each in enumerate(change.find(f"{W}pPr")):
            now.insert(rank, each)
    now.remove(change)


def _settle_runs(body: etree._Element, gone: str, kept: str) -> None:
    for change in list(body.iter(f"{W}{gone}", f"{W}{kept}")):
        parent = change.getparent()
        if parent is None:
            continue
        if change.tag == f"{W}{kept}":
            for child in list(change):
                change.addprevious(child)
        parent.remove(change)
    for text in list(body.iter(f"{W}delText", f"{W}delInstrText")):
        assert gone == "ins", "deleted words stand outside of a deletion"
        text.tag = f"{W}t" if text.tag == f"{W}delText" else f"{W}instrText"


def _join_next(paragraph: etree._Element, body: etree._Element) -> None:
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    after = _next_block(paragraph, body)
    if after is None or (after.tag == TBL and _text(paragraph)):
        return
    if after.tag == P:
        first = 1 if after.find(f"{W}pPr") is not None else 0
        for rank, child in enumerate(content):
            after.insert(first + rank, child)
    paragraph.getparent().remove(paragraph)


def _next_block(element: etree._Element, body: etree._Element) -> etree._Element | None:
    """The next paragraph or table of the body or cell, content controls looked through."""
    while element is not body and element.tag != TC:
        for after in element.itersiblings():
            block = next((each for each in after.iter(P, TBL)), None) if after.tag in (P, TBL, SDT) else None
            if block is not None:
                return block
        element = element.getparent()
    return None


# --- texts -----------------------------------------------------------------------------


def _items(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in (P, TR):
            yield child
        elif child.tag in (TBL, SDT, CONTENT):
            yield from _items(child)


def _row(row: etree._Element) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_text(p) for p in cell.iter(P)) for cell in _cells(row))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == TC:
            yield child
        elif child.tag in (SDT, CONTENT):
            yield from _cells(child)


def _text(paragraph: etree._Element) -> str:
    """All characters in it, whatever holds them; what is drawn (text boxes) is no text of the paragraph."""
    return "".join(_characters(paragraph))


def _characters(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag == f"{W}sym":
            yield chr(int(child.get(f"{W}char"), 16))
        elif child.tag in _SIGNS and element.tag == f"{W}r":
            yield _SIGNS[child.tag]
        elif child.tag not in _BOXES:
            yield from _characters(child)


def _require_whole(body: etree._Element) -> None:
    """Nothing is left that holds nothing, nor half of a field. A link to another file needs its address to go."""
    for holder in body.iter(*_HOLDERS):
        outside = any(str(name).endswith("}id") for name in holder.attrib)
        assert outside or holder.find(f".//{W}r") is not None or holder.find(f".//{P}") is not None, "left empty"
    kinds = [each.get(f"{W}fldCharType") for each in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end"), "half of a field is left"
    assert next(body.iter(f"{W}ins", f"{W}del", f"{W}pPrChange"), None) is None, "a change is left"
