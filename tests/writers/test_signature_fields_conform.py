"""A PDF that conforms to PDF/A-2b and PDF/UA-1 still does with its signature fields, says veraPDF."""

from __future__ import annotations

from pathlib import Path

from conftest import needs
from pdfchecks import assert_conforms, verdicts
from signature_pages import TAGGED, areas, box, destinations, page_of_signatures
from signedfiles import printed

from assembler.writers.pdf.conform import conformed
from assembler.writers.pdf.conform_wanted import wanted_of
from assembler.writers.pdf.fields import signature_fields, with_signature_fields


def test_fields_break_no_rule(tmp_path: Path) -> None:
    needs("soffice")
    boxes = {count: [box(f"Commune d’Œuf {rank} 😀") for rank in range(1, count + 1)] for count in (2, 50)}
    files = {str(count): page_of_signatures(each) for count, each in boxes.items()}
    made = []
    for count, path in printed(tmp_path, files, TAGGED).items():
        fields = signature_fields(boxes[int(count)], areas(int(count)), destinations(path))
        whole = conformed(path.read_bytes(), wanted_of(files[count]))
        made += [path.with_name(f"{count}-avant.pdf"), path.with_name(f"{count}-champs.pdf")]
        made[-2].write_bytes(whole)
        made[-1].write_bytes(with_signature_fields(whole, fields))
    for verdict in verdicts(made).values():
        assert_conforms(verdict)
