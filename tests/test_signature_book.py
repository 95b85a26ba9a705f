"""A PDF with signature fields goes round: one signs after the other, all signatures hold, the signed file is sealed."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.sign.diff_analysis import ModificationLevel
from signature_pages import areas, box, page_of_signatures
from signing import sign, signatures
from test_frozen import OUTPUT, stage
from test_seal import SEAL
from trials import straight

from assembler.readers.produced_pdf import read_pdf_facts
from assembler.writers.pdf.fields import signature_fields, with_signature_fields

PEOPLE = ("Jean-Jacques PION", "Philippe DUQUESNOY")


@pytest.fixture(scope="session")
def empty(printer: Any) -> Mapping[int, bytes]:
    """How many signatories -> a PDF with their empty fields."""
    found = {}
    for count in (2, 50):
        boxes = [box(f"Commune {rank}") for rank in range(1, count + 1)]
        pdf = printer.office.export(page_of_signatures(boxes)).pdf
        fields = signature_fields(boxes, areas(count), read_pdf_facts(pdf).destinations)
        found[count] = with_signature_fields(pdf, fields)
    return found


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """The verifier writes whole traces of what it refuses."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_two_sign_one_after_the_other_in_any_order(empty: Mapping[int, bytes], order: tuple[int, int]) -> None:
    data = empty[2]
    for rank in order:
        signed = sign(data, f"Signature_{rank}_Commune_{rank}", PEOPLE[rank - 1])
        assert signed.startswith(data)
        data = signed
    first, last = signatures(data)
    assert [each.signing_cert.subject.native["common_name"] for each in (first, last)] == [PEOPLE[r - 1] for r in order]
    for each in (first, last):
        assert each.intact and each.valid and each.trusted and each.bottom_line
    assert first.modification_level == ModificationLevel.FORM_FILLING
    assert last.modification_level == ModificationLevel.NONE


def test_fifty_fields_are_signed_in_turn(empty: Mapping[int, bytes]) -> None:
    data = empty[50]
    for rank in (50, 1, 27):
        data = sign(data, f"Signature_{rank}_Commune_{rank}", f"Élu {rank}")
    assert [each.bottom_line for each in signatures(data)] == [True] * 3


def test_a_field_is_signed_once(empty: Mapping[int, bytes]) -> None:
    data = sign(empty[2], "Signature_1_Commune_1", PEOPLE[0])
    with pytest.raises(Exception, match="filled already"):
        sign(data, "Signature_1_Commune_1", PEOPLE[1])


def test_who_saves_the_file_anew_breaks_its_signatures(empty: Mapping[int, bytes]) -> None:
    anew = io.BytesIO()
    with pikepdf.open(io.BytesIO(sign(empty[2], "Signature_1_Commune_1", PEOPLE[0]))) as pdf:
        pdf.save(anew)
    [status] = signatures(anew.getvalue())
    assert not status.intact and not status.bottom_line


# --- sealed ----------------------------------------------------------------------------


@pytest.fixture
def signable(office: None, workspace: Path, assemble: Callable[..., Any]) -> bytes:
    """The convention of Harnes that waits for its signature, with its two empty fields."""
    stage(workspace, "signature")
    result = assemble("harnes.yaml", "--pdf", "--champs-signature")
    assert result.status == 0, result.output
    return (workspace / OUTPUT).with_suffix(".pdf").read_bytes()


def test_the_signed_convention_is_sealed_and_one_with_a_reserve_is_not(
    signable: bytes, workspace: Path, assemble: Callable[..., Any]
) -> None:
    with pikepdf.open(io.BytesIO(signable)) as pdf:
        first, last = (str(field.T) for field in pdf.Root.AcroForm.Fields)
    half = sign(signable, first, PEOPLE[0])
    path = workspace / "signe.pdf"
    path.write_bytes(sign(half, last, PEOPLE[1], "%(signer)s\nSous réserve du vote du budget"))
    result = assemble(*SEAL, "--fichier", str(path))
    assert result.status != 0 and "Sous réserve du vote du budget" in straight(result.output)
    path.write_bytes(sign(half, last, PEOPLE[1]))
    result = assemble(*SEAL, "--fichier", str(path))
    assert result.status == 0, result.output
    output = straight(result.output)
    assert "Le texte du fichier signé est le texte scellé." in output
    assert all(f"Signé par {name}" in output for name in PEOPLE)
