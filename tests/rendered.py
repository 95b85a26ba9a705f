"""Conventions as pages, read back and judged by the checks of pages."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from conftest import needs
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
from assembler.writers.pdf.office import Office


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


def rendered(office: Office, conventions: Mapping[str, Made]) -> dict[str, Rendered]:
    """Each Word file as pages, exactly as it is: without the breaks that the engine would add."""
    return {name: read_pages(each.document, office.export(each.word.data).pdf) for name, each in conventions.items()}


def read_pages(document: Document, pdf: bytes) -> Rendered:
    return Rendered(document, read_pdf_facts(pdf), tuple(" ".join(page.split()) for page in page_texts(pdf)))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, as `pdftotext` sees it."""
    needs("pdftotext")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]
