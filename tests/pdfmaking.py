"""Small PDFs made by hand, object by object."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from assembler.model.pdftext import PdfText
from assembler.readers.pdf import read_pdf_file

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_FIRST = 10
"""Objects below are the catalogue (1), the pages (2), the font (3) and what a test adds (4 to 9)."""


def text(x: float, y: float, words: str, size: float = 11) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def stream(data: bytes | str, looks: str = "") -> bytes:
    content = data.encode("cp1252") if isinstance(data, str) else data
    return f"<< /Length {len(content)} {looks} >>\nstream\n".encode("cp1252") + content + b"\nendstream"


def packed(data: bytes, looks: str = "") -> bytes:
    return stream(zlib.compress(data, 9), f"/Filter /FlateDecode {looks}")


def pdf(
    *contents: bytes | str,
    catalogue: str = "",
    page: str = "",
    resources: str = "",
    more: Mapping[int, bytes | str] | None = None,
) -> bytes:
    """One page for each content, a stream or its operators. `more`: objects 3 to 9, or whole others from 100 on."""
    objects: dict[int, bytes | str] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        2: f"<< /Type /Pages /Kids [{' '.join(f'{_FIRST + 2 * n} 0 R' for n in range(len(contents)))}]"
        f" /Count {len(contents)} >>",
        3: FONT,
    }
    for rank, content in enumerate(contents):
        number = _FIRST + 2 * rank
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {resources} >> {page} >>"
        )
        objects[number + 1] = content if isinstance(content, bytes) else stream(content)
    return written(objects | dict(more or {}))


def written(objects: Mapping[int, bytes | str]) -> bytes:
    """The file of these objects, whose first one is the catalogue."""
    found, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(found)
        body = content.encode("cp1252") if isinstance(content, str) else content
        found += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(found)
    found += f"xref\n0 1\n{0:010} 65535 f \n".encode()
    for number, place in sorted(places.items()):
        found += f"{number} 1\n{place:010} 00000 n \n".encode()
    size = max(objects) + 1
    return found + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def read(folder: Path, data: bytes, patience: float = 30) -> PdfText:
    path = folder / "signe.pdf"
    path.write_bytes(data)
    return read_pdf_file(path, patience)


def shown(found: PdfText) -> Sequence[str]:
    """The lines that are seen."""
    return [line.text for line in found.lines if not line.hiding]
