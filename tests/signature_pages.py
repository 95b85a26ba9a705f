"""Pages of signatures made by hand: Word files whose boxes are marked as the engine marks them, as bytes."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from assembler.model.anchors import bookmark_name
from assembler.model.document import Inlines, SignatureBox, Text
from assembler.writers.signatures import SignatureArea

_WIDTH, _MARGIN, _ROOM = 468.0, 5.4, 70.0
"""Points: the text of a page, the margin of a cell, the height left to sign."""


def box(organisme: str, qualite: str = "Le Maire", nom: str = "Anne Roy") -> SignatureBox:
    return SignatureBox(_text(organisme), _text(qualite), _text(nom))


def _text(words: str) -> Inlines:
    return (Text(words),)


def areas(count: int, columns: int = 2) -> list[SignatureArea]:
    """Those of `page_of_signatures`."""
    width = _WIDTH / columns - 2 * _MARGIN
    return [SignatureArea(f"signataire:{rank}", width, _ROOM) for rank in range(1, count + 1)]


def page_of_signatures(boxes: Sequence[SignatureBox], columns: int = 2) -> bytes:
    """Rows of boxes, each a table: who signs for whom, then the room to sign, behind a paragraph with words."""
    document = Document()
    for side in ("left_margin", "right_margin"):
        setattr(document.sections[0], side, Pt((612 - _WIDTH) / 2))
    document.core_properties.title = "Signatures"
    document.add_heading("Signatures", 1)
    document.add_paragraph("Fait à Harnes, le 12 avril 2023.")
    for start in range(0, len(boxes), columns):
        table = document.add_table(rows=2, cols=columns)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for column, each in enumerate(boxes[start : start + columns]):
            table.cell(0, column).text = each.organisme[0].text
            cell = table.cell(1, column)
            cell.text = each.qualite[0].text
            cell.add_paragraph(each.nom[0].text)
            _mark(cell.add_paragraph(), start + column + 1)
        document.add_paragraph("Suite des signatures.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _mark(room: Any, rank: int) -> None:
    room.paragraph_format.line_spacing = Pt(_ROOM)
    name = bookmark_name(f"signataire:{rank}")
    for mark in (
        f'bookmarkStart {nsdecls("w")} w:id="{rank}" w:name="{name}"',
        f'bookmarkEnd {nsdecls("w")} w:id="{rank}"',
    ):
        room._p.append(parse_xml(f"<w:{mark}/>"))


def told(program: str, *arguments: str | Path) -> str:
    """What a program of Poppler says of a file."""
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
