"""Conventions as pages: written, printed by LibreOffice, read back, judged by the checks of pages."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from conftest import needs
from drafts import COMMON_CAF, SMALL, workspace
from wordfile import WordFile

from assembler.build.convention import Tools, compose_input
from assembler.build.writing import assemble
from assembler.checks.produced import FAULTLESS
from assembler.checks.run import all_checks
from assembler.checks.table import FileCheck
from assembler.model.document import Document
from assembler.model.place import Place
from assembler.model.produced import PdfFacts
from assembler.readers.produced_pdf import read_pdf_facts

_PATIENCE = 300  # seconds for one batch
_EXPORT = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)


@dataclass(frozen=True)
class Made:
    document: Document
    word: WordFile


@dataclass(frozen=True)
class Rendered:
    """`texts`: the words of each page, those of repeated header rows too."""

    document: Document
    pdf: PdfFacts
    texts: tuple[str, ...]

    def found(self) -> list[tuple[str, str]]:
        """Code and message of all that the checks of pages find."""
        files = replace(FAULTLESS, document=self.document, pdf=self.pdf, pdf_place=Place(Path("convention.pdf")))
        pages = [each for each in all_checks() if isinstance(each, FileCheck) and each.code.startswith("PAG")]
        return [(each.code, hit.message) for each in pages for hit in each.find(files)]


def made_of(tools: Tools, path: Path) -> Made:
    """The convention of an input file."""
    data = next(data for out, data in assemble(tools, path).files.items() if out.name == "convention.docx")
    return Made(compose_input(tools, path).document, WordFile(data))


def made(tools: Tools, folder: Path, given: Mapping[str, Any], files: Mapping[str, Any]) -> Made:
    """A convention stated as a dict, with the repository's library and templates."""
    keys = {"caf": COMMON_CAF, "periode": dict(SMALL["periode"]), **given}
    place = workspace(folder, {"essai.yaml": keys, **files})
    return made_of(replace(tools, workspace=place), place.inputs / "essai.yaml")


def rendered(folder: Path, conventions: Mapping[str, Made]) -> dict[str, Rendered]:
    """Each convention as pages, from one start of LibreOffice. Skips aloud without it; fails in CI."""
    needs("soffice", "pdftotext")
    folder.mkdir(exist_ok=True)
    sources = [folder / f"{name}.docx" for name in conventions]
    for source, each in zip(sources, conventions.values(), strict=True):
        source.write_bytes(each.word.data)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", _EXPORT, "--outdir", folder, *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    return {name: _read(folder / f"{name}.pdf", each.document) for name, each in conventions.items()}


def _read(pdf: Path, document: Document) -> Rendered:
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    pages = tuple(" ".join(page.split()) for page in text.split("\f")[:-1])
    return Rendered(document, read_pdf_facts(pdf.read_bytes()), pages)
