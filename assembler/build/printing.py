"""A document laid out by LibreOffice: its true pages for the Word file, and the PDF.

One conversion tells both. It is done again only where a heading was left at the foot of a page: that one then begins
the next page, in the Word file too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import TracebackType

from assembler.checks.layout import stranded
from assembler.model.anchors import bookmark_name
from assembler.model.document import Document, SignatureBlock, plain
from assembler.model.layout import Layout
from assembler.model.messages import excerpt
from assembler.model.place import Problem, Problems
from assembler.model.produced import PdfFacts
from assembler.writers.pdf.office import LIMIT, Office
from assembler.writers.signatures import signature_areas
from assembler.writers.templates import Templates

Render = Callable[[Layout], bytes]
"""The Word file in a layout."""
_MOST_ROUNDS = 4
_SAME_MEND = "Relancez ; si cela persiste, signalez-le avec la saisie, et employez le document Word."


@dataclass(frozen=True, slots=True)
class Printed:
    """`word`: with the true page of each entry. `facts`: what was read back of the `pdf`."""

    word: bytes
    pdf: bytes
    facts: PdfFacts


class Printer:
    """LibreOffice, started when it is first needed. Not to be shared between threads or processes."""

    def __init__(self, limit: float = LIMIT) -> None:
        self.office = Office(limit)

    def __enter__(self) -> Printer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.office.close()

    def printed(self, render: Render, document: Document) -> Printed:
        """Raises Problems: no LibreOffice, or what it laid out is not the document."""
        try:
            return self._printed(render, document)
        except OSError as error:
            raise Problems([_unreadable(error)]) from None

    def _printed(self, render: Render, document: Document) -> Printed:
        from assembler.readers.produced_pdf import read_pdf_facts
        from assembler.writers.pdf.conform import conformed
        from assembler.writers.pdf.conform_wanted import wanted_of

        breaks: frozenset[str] = frozenset()
        for _ in range(_MOST_ROUNDS):
            layout = Layout({}, breaks, is_draft=True)
            draft = render(layout)
            export = self.office.export(draft)
            pdf = conformed(export.pdf, wanted_of(draft))
            facts = read_pdf_facts(pdf)
            more = stranded(document, facts.pages) - breaks
            if not more:
                break
            breaks |= more
        return Printed(render(Layout(_pages(document, facts, export.pages), layout.breaks)), pdf, facts)


def _pages(document: Document, facts: PdfFacts, count: int) -> Mapping[str, int]:
    """The page of each place that an entry leads to. Raises Problems where the PDF is not the Word file's."""
    if len(facts.pages) != count:
        raise Problems.one(f"Le PDF a {len(facts.pages)} pages, et le document Word {count}.", _SAME_MEND)
    problems = []
    pages: dict[str, int] = {}
    last = 0
    for heading in document.headings():
        found = facts.destinations.get(bookmark_name(heading.anchor))
        if found is None or found.page < last:
            where = "n’est pas dans le PDF" if found is None else "n’est pas à sa place dans le PDF"
            problems.append(Problem(f"Le titre « {plain(heading.inlines)} » {where}.", _SAME_MEND))
            continue
        pages[heading.anchor] = last = found.page
    if problems:
        raise Problems(problems)
    listed = {anchor: text for part in document.parts for each in part.figures for anchor, text in each.entries}
    figures = {anchor: facts.destinations.get(bookmark_name(anchor)) for anchor in listed}
    if lost := [listed[anchor] for anchor, found in figures.items() if found is None]:
        raise Problems(Problem(f"« {text} » n’est pas dans le PDF.", _SAME_MEND) for text in lost)
    return {**pages, **{anchor: found.page for anchor, found in figures.items() if found}}


def _unreadable(error: Exception) -> Problem:
    return Problem(
        f"Le PDF n’a pas pu être fait ({type(error).__name__} : {excerpt(str(error))}).",
        "Libérez de la place sur le disque, vérifiez le dossier des fichiers temporaires, puis relancez.",
    )


def with_fields(printed: Printed, document: Document, templates: Templates) -> Printed:
    """The PDF with an empty field to sign for each signatory. Raises Problems: no box, pyHanko is not installed."""
    from assembler.readers.produced_pdf import read_pdf_facts
    from assembler.writers.pdf.fields import signature_fields, with_signature_fields

    blocks = [block for part in document.parts for block in part.blocks if isinstance(block, SignatureBlock)]
    boxes = [box for block in blocks for box in block.boxes]
    areas = [area for block in blocks for area in signature_areas(block, templates.width, templates.styles)]
    pdf = with_signature_fields(printed.pdf, signature_fields(boxes, areas, printed.facts.destinations))
    return replace(printed, pdf=pdf, facts=read_pdf_facts(pdf))
