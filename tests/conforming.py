"""Conventions of several kinds as Word files, as LibreOffice prints them, and as they are made to conform."""

from __future__ import annotations

import shutil
import struct
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import CONTENT, REPOSITORY, needs
from drafts import written
from real import convention
from signedfiles import printed
from test_territories import NAMES, epci, figures, member
from wordfile import WordFile

from assembler.build.convention import load_tools
from assembler.build.workspace import Workspace
from assembler.build.writing import assemble
from assembler.writers.pdf.conform import conformed
from assembler.writers.pdf.conform_wanted import wanted_of

DOCUMENTS = ("harnes", "lens", "logos", "epci")
EXPORT = (
    '{"SelectPdfVersion":{"type":"long","value":"2"},"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)


@dataclass(frozen=True)
class Made:
    """`raw`: what LibreOffice gave; `path`: where the PDF that conforms is."""

    word: WordFile
    raw: bytes
    pdf: bytes
    path: Path


@cache
def made() -> Mapping[str, Made]:
    """All of `DOCUMENTS`, from one start of LibreOffice."""
    needs("soffice")
    folder = Path(tempfile.mkdtemp(prefix="conforme"))
    words = {name: convention(name) for name in ("harnes", "lens")}
    words |= {"logos": _with_logos(folder / "logos"), "epci": _with_communes(folder / "epci")}
    found = {}
    for name, path in printed(folder, {name: word.data for name, word in words.items()}, EXPORT).items():
        raw = path.read_bytes()
        pdf = conformed(raw, wanted_of(words[name].data))
        path.with_name(f"{name}.conforme.pdf").write_bytes(pdf)
        found[name] = Made(words[name], raw, pdf, path.with_name(f"{name}.conforme.pdf"))
    return found


def printed_again(name: str) -> bytes:
    """What LibreOffice gives for the same Word file at another moment."""
    with tempfile.TemporaryDirectory() as folder:
        return printed(Path(folder), {name: made()[name].word.data}, EXPORT)[name].read_bytes()


def _with_logos(root: Path) -> WordFile:
    """Harnes with a logo that is transparent and one that is not."""
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, root / name)
    (root / "inputs/communs/caf.png").write_bytes(png(200, 80, is_transparent=True))
    (root / "inputs/harnes/logo.png").write_bytes(png(120, 120, is_transparent=False))
    for file, before, line in (
        ("communs/pas-de-calais.yaml", "nom_complet:", "logo: caf.png\n"),
        ("harnes.yaml", "  type: commune\n", "  logo: harnes/logo.png\n"),
    ):
        path = root / "inputs" / file
        path.write_text(path.read_text("utf-8").replace(before, line + before, 1), "utf-8")
    files = assemble(load_tools(Workspace(root)), root / "inputs/harnes.yaml").files
    return WordFile(next(data for path, data in files.items() if path.name == "convention.docx"))


def _with_communes(root: Path) -> WordFile:
    """An intercommunality whose twelve communes sign."""
    members = [member(name, rank) for rank, name in enumerate(NAMES, 1)]
    given = epci(*members) | {"diagnostic": {"reference": "communs/departement-2020.csv"}}
    files = {f"essai/{rank}.csv": figures(rank) for rank in range(1, 13)}
    return written(load_tools(Workspace(REPOSITORY)), root, given, files)


def png(width: int, height: int, is_transparent: bool) -> bytes:
    """A picture whose colours change from point to point."""
    alpha = [bytes([x * 255 // width]) if is_transparent else b"" for x in range(width)]
    rows = [b"\0" + b"".join(bytes([x % 256, y % 256, 120]) + alpha[x] for x in range(width)) for y in range(height)]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6 if is_transparent else 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
