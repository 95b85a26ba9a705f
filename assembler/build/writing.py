"""From a composed convention to its files: written, proven, laid out, put in their place."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assembler.build.convention import Composed, Tools, compose_input
from assembler.build.files import replace_files
from assembler.build.printing import Printed, Printer, with_fields
from assembler.build.stamp import manifest_of
from assembler.compose.compose import choose_clauses
from assembler.model.document import Document, Part
from assembler.model.finding import reached
from assembler.model.layout import UNPAGED, Layout
from assembler.model.manifest import Manifest
from assembler.model.place import Problem, Problems
from assembler.model.produced import PdfFacts
from assembler.model.walk import without_remarks
from assembler.readers.convention import Source
from assembler.writers.docx import annexe_alone, write_convention


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a build writes: each annexe in its own file too, the committee's remarks as Word comments, the pages in the
    sommaire, a PDF beside each Word file, an empty field for each signature in the convention's PDF.

    `without_pages`: no pages any more, though the last build had them; those of a PDF are not meant.
    """

    separate_annexes: bool = False
    remarks: bool = False
    pages: bool = False
    pdf: bool = False
    fields: bool = False
    without_pages: bool = False

    @property
    def takes_office(self) -> bool:
        """Does it take LibreOffice?"""
        return self.pages or self.pdf or self.fields


@dataclass(frozen=True, slots=True)
class Built:
    """`files` maps each target to its bytes; nothing is on disk yet.

    `lacking`: why LibreOffice did not give all that it was asked for. `facts`: what was read back of the convention's
    PDF; None where there is none.
    """

    composed: Composed
    files: Mapping[Path, bytes]
    lacking: tuple[Problem, ...] = ()
    facts: PdfFacts | None = None


def assemble(tools: Tools, path: Path, separate_annexes: bool = False, remarks: bool = False) -> Built:
    """Compose, write and prove one convention; nothing is put on disk. Raises Problems."""
    return write(tools, compose_input(tools, path), Wanted(separate_annexes, remarks))


def write(tools: Tools, composed: Composed, wanted: Wanted, printer: Printer | None = None) -> Built:
    """The files of a convention, proven; nothing is put on disk.

    What takes LibreOffice is left out without a `printer`. Raises Problems.
    """
    if wanted.remarks:
        _refuse_remarks_in_final_text(composed.source)
    document = composed.document if wanted.remarks else without_remarks(composed.document)
    main = composed.source.files[0]
    documents = {tools.workspace.document(main): document}
    if wanted.separate_annexes:
        folder = tools.workspace.output(main)
        documents |= {folder / _annexe_file(annexe): annexe_alone(document, annexe) for annexe in document.annexes}
    if printer is None or not wanted.takes_office:
        return Built(composed, {path: written(tools, composed, each) for path, each in documents.items()})
    return _printed(tools, composed, documents, wanted, printer)


def _printed(
    tools: Tools, composed: Composed, documents: Mapping[Path, Document], wanted: Wanted, printer: Printer
) -> Built:
    """The Word files with their pages, and PDFs; the Word files alone where LibreOffice fails. Raises Problems."""
    files: dict[Path, bytes] = {}
    lacking: dict[Problem, None] = {}
    facts: PdfFacts | None = None
    main = next(iter(documents))
    for path, document in documents.items():
        try:
            found = printer.printed(partial(written, tools, composed, document), document)
        except Problems as error:
            lacking |= dict.fromkeys(error.problems)
            files[path] = written(tools, composed, document)
            continue
        if path == main:
            if wanted.fields:
                found, why = _to_sign(found, document, tools)
                lacking |= dict.fromkeys(why)
            facts = found.facts
        files[path] = found.word
        if wanted.pdf:
            files[path.with_suffix(".pdf")] = found.pdf
    return Built(composed, files, lacking=tuple(lacking), facts=facts)


def _to_sign(printed: Printed, document: Document, tools: Tools) -> tuple[Printed, tuple[Problem, ...]]:
    """The PDF with its fields; as it was, and why, where they can't be placed."""
    try:
        return with_fields(printed, document, tools.templates), ()
    except Problems as error:
        return printed, tuple(error.problems)


def written(tools: Tools, composed: Composed, document: Document, layout: Layout = UNPAGED) -> bytes:
    """The Word file of `document`: the whole convention, or one annexe of it. Raises Problems."""
    manifest = manifest_for(tools, composed, document)
    return write_convention(document, tools.templates, composed.logos, manifest, layout)


def manifest_for(tools: Tools, composed: Composed, document: Document) -> Manifest:
    """What `document`, the convention or one annexe of it, knows of itself; not the digest of its file yet."""
    main = tools.workspace.name_of(composed.source.files[0])
    return manifest_of(document, main, choose_clauses(composed.content))


def _refuse_remarks_in_final_text(source: Source) -> None:
    if reached(source.convention.etape, "deliberation"):
        raise Problems.one(
            "Les remarques ne paraissent pas dans le texte à voter ou à signer.",
            "Relancez sans --remarques, ou revenez à l’étape « copil ».",
            source.places.at("etape"),
        )


def save(built: Built) -> None:
    """Put the files of one convention in their place, whole. Raises Problems.

    Annexes that an earlier run wrote under another number go when annexes are written again.
    """
    replace_files(built.files)
    annexes = [file for file in built.files if file.name.startswith("annexe-")]
    if annexes:
        folder = annexes[0].parent
        names = {file.stem for file in annexes}
        for old in (*folder.glob("annexe-*.docx"), *folder.glob("annexe-*.pdf")):
            if old.stem in names:
                continue
            with suppress(OSError):  # open in Word: the next run takes it away
                old.unlink()


def _annexe_file(annexe: Part) -> str:
    return f"annexe-{annexe.number}-{annexe.name.partition(':')[2]}.docx"
