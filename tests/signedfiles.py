"""Signed files as they come: printed by LibreOffice, with pages and stamps put upon them by a PDF program."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pdfmaking import pdf as handmade
from pypdf import PdfReader, PdfWriter
from wordfile import MAIN, WordFile, zipped

_PATIENCE = 400


def printed(folder: Path, files: Mapping[str, bytes], options: str = "") -> dict[str, Path]:
    """Name -> PDF of each Word file, in one start of LibreOffice. `options` are those of its PDF export, in JSON."""
    sources = [folder / f"{name}.docx" for name in files]
    for source, data in zip(sources, files.values(), strict=True):
        source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    target = f"pdf:writer_pdf_Export:{options}" if options else "pdf"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder, *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    return {name: folder / f"{name}.pdf" for name in files}


def retyped(file: WordFile, old: str, new: str) -> bytes:
    """The Word file with other words in the first run that has `old`."""
    document = file.parts[MAIN].decode()
    assert old in document
    return zipped({**file.parts, MAIN: document.replace(old, new, 1).encode()})


def repaged(path: Path, pages: Iterable[tuple[Path, int]]) -> Path:
    """A PDF of these pages, each a file and a number from 1."""
    writer = PdfWriter()
    for source, number in pages:
        writer.add_page(PdfReader(source).pages[number - 1])
    writer.write(path)
    return path


def stamped(path: Path, source: Path, page: int, content: str, **more: Any) -> Path:
    """The PDF with that content laid over one of its pages; `more` as `pdfmaking.pdf` takes it."""
    writer = PdfWriter(clone_from=source)
    over = PdfReader(io.BytesIO(handmade(content, **more))).pages[0]
    writer.pages[page - 1].merge_page(over)
    writer.write(path)
    return path


def page_with(path: Path, words: str) -> int:
    """The number of the page that holds these words, behind the sommaire."""
    for number, page in enumerate(PdfReader(path).pages, start=1):
        if number > 2 and re.sub(r"\s", "", words) in re.sub(r"\s", "", page.extract_text()):
            return number
    raise LookupError(words)
