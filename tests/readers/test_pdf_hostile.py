"""PDFs made to harm: refused in French, in a bounded time, whatever they claim."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from pdfmaking import FONT, packed, pdf, read, shown, stream, text, written

from assembler.model.place import Problems
from assembler.readers.pdf import read_pdf_file
from assembler.readers.pdf.limits import MAX_BYTES

_LONGEST = 40
"""Seconds that a refusal may take on a machine that is busy with other things."""
_PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
)


def refusal(folder, data, patience=20.0):
    start = time.monotonic()
    with pytest.raises(Problems) as caught:
        read(folder, data, patience)
    assert time.monotonic() - start < _LONGEST
    [problem] = caught.value.problems
    assert problem.hint and problem.place is not None and problem.place.file.name == "signe.pdf"
    assert "Traceback" not in problem.message
    return problem.message


def tree(kids):
    return written({1: "<< /Type /Catalog /Pages 2 0 R >>", 3: FONT, 11: stream(text(50, 700, "texte")), **kids})


def forms(depth):
    looks = "/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /XObject << /X {} 0 R /Y {} 0 R >> >>"
    return {100 + n: stream("/X Do /Y Do", looks.format(101 + n, 101 + n)) for n in range(depth)}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Bonjour", "n’est pas un PDF"),
        (b"", "n’est pas un PDF"),
        (b"%PDF-1.7\n", "abîmé"),
        (b"%PDF-1.7\nstartxref\n9999999\n%%EOF", "abîmé"),
        (pdf(text(50, 700, "texte"))[:200], "abîmé"),
        (written({1: "<< /Type /Catalog >>"}), "abîmé"),
        (tree({2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), "abîmé"),
        (tree({2: "<< /Type /Pages /Kids [4 0 R] >>", 4: "<< /Type /Pages /Kids [2 0 R] >>"}), "abîmé"),
        (tree({2: f"<< /Type /Pages /Kids [{'10 0 R ' * 40}] /Count 40 >>", 10: _PAGE}), "abîmé"),
        (tree({2: f"<< /Type /Pages /Kids [{_PAGE * 1200}] /Count 1200 >>"}), "plus de 1000 pages"),
        (pdf("/X Do", resources="/XObject << /X 100 0 R >>", more=forms(40)), "abîmé"),
        (pdf(packed(b"1 0 0 1 0 0 cm " * 4_000_000)), "trop gros"),
        (pdf(packed(b"\0" * 400_000_000)), ""),
    ],
    ids=[
        "text",
        "empty",
        "head alone",
        "no table",
        "truncated",
        "no pages",
        "tree in itself",
        "trees in each other",
        "one page many times",
        "too many pages",
        "forms in forms",
        "endless content",
        "zeros",
    ],
)
def test_it_is_refused(tmp_path, data, words):
    message = refusal(tmp_path, data)
    assert words in message.replace("\u00a0", " ")
    assert message.endswith(".")


def test_a_deep_tree_of_pages_is_walked(tmp_path):
    nodes = {n: f"<< /Type /Pages /Kids [{n + 1} 0 R] /Count 1 >>" for n in range(100, 5_000)}
    found = read(tmp_path, tree({2: "<< /Type /Pages /Kids [100 0 R] /Count 1 >>", **nodes, 5_000: _PAGE}))
    assert shown(found) == ["texte"]


def test_arrays_in_arrays_do_no_harm(tmp_path):
    assert refusal(tmp_path, pdf(text(50, 700, "texte"), catalogue=f"/OpenAction {'[' * 50_000}"))


def test_a_reader_that_takes_too_long_is_stopped(tmp_path):
    assert "trop de temps" in refusal(tmp_path, pdf(text(50, 700, "texte")), patience=0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="seul Linux borne la mémoire d’un processus")
def test_the_process_that_reads_is_held_to_its_memory():
    greedy = (
        "import assembler.readers.pdf.document as document; from assembler.readers.pdf.child import main; "
        "document.read = lambda data: bytearray(3_000_000_000); main()"
    )
    done = subprocess.run([sys.executable, "-c", greedy], input=b"", capture_output=True, check=True, timeout=60)
    assert done.stdout == b'{"fault": "trop gros"}'


def test_a_large_file_is_not_read(tmp_path):
    path = tmp_path / "signe.pdf"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(Problems, match="trop gros"):
        read_pdf_file(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Problems, match="ne peut pas être lu"):
        read_pdf_file(tmp_path / "absent.pdf")


def test_a_protected_file_is_refused(tmp_path):
    from pypdf import PdfReader, PdfWriter

    plain = tmp_path / "clair.pdf"
    plain.write_bytes(pdf(text(50, 700, "texte")))
    for password in ("secret", ""):
        writer = PdfWriter(clone_from=PdfReader(plain))
        writer.encrypt(password, "maître", algorithm="RC4-128")
        writer.write(tmp_path / "ferme.pdf")
        assert "mot de passe" in refusal(tmp_path, (tmp_path / "ferme.pdf").read_bytes())


def test_nothing_of_the_folder_is_run(tmp_path, monkeypatch):
    (tmp_path / "pypdf.py").write_text("raise SystemExit('lancé')")
    monkeypatch.chdir(tmp_path)
    assert shown(read(tmp_path, pdf(text(50, 700, "texte")))) == ["texte"]
