"""What `--pdf` gave before is never lost, nor left behind in silence."""

from __future__ import annotations

import pytest
from test_printed import out, without_office, written
from trials import straight


@pytest.fixture
def edited(workspace):
    def edit(old: str, new: str) -> None:
        main = workspace / "inputs" / "harnes.yaml"
        main.write_text(main.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return edit


def test_pdfs_of_annexes_stay_when_they_cannot_be_made_again(office, assemble, workspace, monkeypatch):
    assemble("lens.yaml", "--pdf", "--separate-annexes")
    before = written(workspace, "lens")
    told = without_office(monkeypatch, lambda: assemble("lens.yaml"))
    assert told.status == 1
    assert written(workspace, "lens") == before
    assert "Resté celui du texte d’avant, à ne pas envoyer : out/lens/" in straight(told.output)


def test_a_pdf_is_made_again_without_a_lock_too(office, assemble, workspace, edited):
    assemble("harnes.yaml", "--pdf")
    before = (out(workspace) / "convention.pdf").read_bytes()
    (workspace / "inputs" / "harnes.lock.json").unlink()
    edited("Gestion des écoles", "Gestion de toutes les écoles")
    assert assemble("harnes.yaml").status == 0
    assert (out(workspace) / "convention.pdf").read_bytes() != before


def test_the_pdf_that_was_made_is_accepted_as_the_signed_one(office, assemble, workspace, edited):
    edited("# Premier et dernier jour", "etape: signature\n# Premier et dernier jour")
    assert assemble("harnes.yaml", "--pdf").status == 0
    signed = str(out(workspace) / "convention.pdf")
    result = assemble("seal", "harnes.yaml", "--signature", "2023-04-12", "--fichier", signed)
    assert result.status == 0, result.output
