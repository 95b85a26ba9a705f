"""LibreOffice at work for the engine: alive from one document to the next, killed when it hangs, gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from conftest import needs
from docx import Document as Word

from assembler.model.place import Problems
from assembler.writers.pdf import installed
from assembler.writers.pdf import office as office_module
from assembler.writers.pdf.office import Office

_PATIENCE = 60


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a script in the place of `soffice`: it does what its text says, and can count its starts."""

    def put(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        real = shutil.which("soffice")
        starts = tmp_path / "starts"
        path = folder / "soffice"
        path.write_text(f"#!/bin/sh\necho start >> '{starts}'\nREAL='{real}'\nSTARTS='{starts}'\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        return starts

    return put


def started(starts: Path) -> int:
    return len(starts.read_text().splitlines())


def running(folder: Path) -> bool:
    """Does a process of any kind still name this folder in its command line?"""
    found = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, check=False)
    return found.returncode == 0


def gone(folder: Path) -> bool:
    end = time.monotonic() + _PATIENCE
    while running(folder) and time.monotonic() < end:
        time.sleep(0.1)
    return not running(folder)


def test_one_libreoffice_serves_many_documents(office, program, small):
    starts = program('exec "$REAL" "$@"')
    with Office() as each:
        found = [each.export(small) for _ in range(3)]
    assert started(starts) == 1
    assert {export.pages for export in found} == {1}
    assert all(export.pdf.startswith(b"%PDF-") for export in found)


def test_nothing_is_left_of_it(office, small):
    with Office() as each:
        each.export(small)
        folder = each._running.folder
        assert running(folder) and folder.is_dir()
    assert gone(folder) and not folder.exists()


def test_one_that_hangs_is_killed_and_the_document_tried_once_more(office, small):
    with Office(limit=0.001) as each:
        with pytest.raises(Problems, match="n’a pas répondu en 0 s, deux fois de suite"):
            each.export(small)
        assert each._running is None
        each._limit = _PATIENCE
        assert each.export(small).pages == 1


def test_one_that_dies_at_its_start_is_started_anew(office, program, small):
    starts = program('[ "$(wc -l < "$STARTS")" = 1 ] && exit 1\nexec "$REAL" "$@"')
    with Office() as each:
        assert each.export(small).pages == 1
    assert started(starts) == 2


def test_one_that_dies_between_two_documents_is_started_anew(office, small):
    with Office() as each:
        each.export(small)
        first = each._running.folder
        subprocess.run(["pkill", "-KILL", "-f", f"{first}.*profile"], check=True)
        assert each.export(small).pages == 1
        assert each._running.folder != first
    assert gone(first)


def test_it_goes_even_when_what_drives_it_is_killed(office, small):
    with Office() as each:
        each.export(small)
        folder, driver = each._running.folder, each._running.process
        driver.kill()
        assert each.export(small).pages == 1
        assert gone(folder)
        assert not folder.exists()


def test_one_that_always_dies_is_told(office, program, small):
    starts = program("exit 1")
    with Office() as each, pytest.raises(Problems, match="s’est arrêté, deux fois de suite"):
        each.export(small)
    assert started(starts) == 2


def test_a_file_that_is_no_word_file_is_refused_and_the_next_one_served(office, small):
    with Office() as each:
        with pytest.raises(Problems, match="n’a pas su convertir"):
            each.export(b"PK\3\4 nothing of a Word file")
        assert each.export(small).pages == 1


def test_it_goes_with_the_process_that_asked(office, small, tmp_path):
    (tmp_path / "petit.docx").write_bytes(small)
    script = (
        "import sys, time; from pathlib import Path; from assembler.writers.pdf.office import Office\n"
        "office = Office(); office.export(Path(sys.argv[1]).read_bytes())\n"
        "print(office._running.folder, flush=True); time.sleep(600)\n"
    )
    asker = subprocess.Popen([sys.executable, "-c", script, tmp_path / "petit.docx"], stdout=subprocess.PIPE, text=True)
    folder = Path(asker.stdout.readline().strip())
    assert running(folder)
    asker.kill()
    asker.wait()
    assert gone(folder) and not folder.exists()


def test_without_libreoffice_the_error_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setattr(office_module, "installed_office", installed.installed_office)
    monkeypatch.setattr(installed, "_USUAL", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with Office() as each, pytest.raises(Problems) as raised:
        each.export(b"")
    told = raised.value.problems[0]
    assert "LibreOffice n’est pas installé" in told.message
    assert "apt install libreoffice-writer" in told.hint and "fr.libreoffice.org" in told.hint


@pytest.fixture(scope="session")
def small() -> bytes:
    """A Word file of one page, quickly laid out."""
    needs("soffice")
    file = Word()
    file.add_paragraph("Une page.")
    data = BytesIO()
    file.save(data)
    return data.getvalue()
