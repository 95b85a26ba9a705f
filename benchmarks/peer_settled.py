"""Does a redline give the new texts once all its changes are accepted, and the old ones once they are rejected?

Simpler than Word: paragraphs of the body and of cells, with the column of the cell; looks and drawings don't count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree
from peer_marks import ADDED, REMOVED, P, is_of_sommaire, styles_of_sommaire, text_without
from wordfile import W, WordFile

_CELL, _DRAWN = f"{W}tc", f"{W}txbxContent"


def gives(redline: bytes, side: Literal["accept", "reject"], wanted: bytes, sommaire: frozenset[str]) -> bool:
    """`wanted`: the file whose texts are to come out. `sommaire`: ids of the styles that are left out."""
    gone = REMOVED if side == "accept" else ADDED
    sommaire |= styles_of_sommaire([redline])
    return list(_texts(redline, gone, sommaire)) == list(_texts(wanted, (), sommaire))


def _texts(data: bytes, gone: tuple[str, ...], sommaire: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Each paragraph that has a text, and the column that it stands in; 0 outside tables.

    A paragraph whose mark is gone joins the one behind it, in the body or in its cell.
    """
    paragraphs = [each for each in WordFile(data).body.iter(P) if _counts(each, sommaire)]
    text = ""
    for paragraph, after in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        text += text_without(paragraph, gone)
        joins = after is not None and _is_mark_gone(paragraph, gone) and _cell(after) is _cell(paragraph)
        if not joins:
            if text.strip():
                yield _column(paragraph), text
            text = ""


def _counts(paragraph: etree._Element, sommaire: frozenset[str]) -> bool:
    return not is_of_sommaire(paragraph, sommaire) and next(paragraph.iterancestors(_DRAWN), None) is None


def _is_mark_gone(paragraph: etree._Element, gone: tuple[str, ...]) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None for kind in gone)


def _cell(paragraph: etree._Element) -> etree._Element | None:
    return next(paragraph.iterancestors(_CELL), None)


def _column(paragraph: etree._Element) -> int:
    cell = _cell(paragraph)
    return 0 if cell is None else 1 + sum(1 for _ in cell.itersiblings(_CELL, preceding=True))
