"""A signed convention is archived, and never made again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import needs
from test_frozen import MAIN, OUTPUT, digest, move_library_on, stage
from test_lock import edit, state
from trials import listing, straight
from wordfile import edit_part

from assembler.build.convention import load_tools
from assembler.build.freshness import Judge
from assembler.build.record import make
from assembler.build.sealing import Request, seal
from assembler.build.workspace import Workspace
from assembler.model.place import Problems

Assemble = Callable[..., Any]
SEAL = ("seal", "harnes.yaml", "--signature", "2023-04-12")
ARCHIVE = "archives/harnes"


@pytest.fixture
def ready(workspace: Path, assemble: Assemble) -> Path:
    """A convention that waits for its signature."""
    stage(workspace, "signature")
    assert assemble("harnes.yaml").status == 0
    return workspace


@pytest.fixture
def sealed(ready: Path, assemble: Assemble) -> Path:
    result = assemble(*SEAL)
    assert result.status == 0, result.output
    return ready


def test_what_was_built_is_what_is_archived(ready: Path, assemble: Assemble) -> None:
    before = digest(ready / OUTPUT)
    output = straight(assemble(*SEAL).output)
    assert "Convention scellée : signée le 12/04/2023." in output
    assert digest(ready / ARCHIVE / "convention.docx") == before
    record = json.loads((ready / ARCHIVE / "scellement.json").read_text("utf-8"))
    assert record["signature"] == "2023-04-12"
    assert record["fichiers"]["convention.docx"] == before
    assert "etape: signee" in (ready / MAIN).read_text("utf-8")
    assert not os.access(ready / ARCHIVE / "convention.docx", os.W_OK) or os.geteuid() == 0


def test_the_library_may_have_moved_on_meanwhile(ready: Path, assemble: Assemble) -> None:
    before = digest(ready / OUTPUT)
    move_library_on(ready)
    assert assemble(*SEAL).status == 0
    assert digest(ready / ARCHIVE / "convention.docx") == before


def test_a_sealed_convention_is_never_built_again(sealed: Path, assemble: Assemble) -> None:
    assert state(sealed).status == "scellee"
    before = listing(sealed)
    result = assemble("harnes.yaml")
    assert result.status == 2
    assert "est scellée" in straight(result.output)
    assert "assemble avenant harnes.yaml" in result.output
    assert listing(sealed) == before


def test_nor_sealed_again(sealed: Path, assemble: Assemble) -> None:
    before = listing(sealed)
    assert assemble(*SEAL).status == 2
    assert listing(sealed) == before


def test_the_seal_holds_without_the_lock(sealed: Path, assemble: Assemble) -> None:
    (sealed / "inputs/harnes.lock.json").unlink()
    assert assemble("harnes.yaml").status == 2


def test_the_seal_holds_without_the_archive(sealed: Path, assemble: Assemble) -> None:
    (sealed / ARCHIVE).rename(sealed / "ailleurs")
    assert assemble("harnes.yaml").status == 2
    result = assemble("seal", "--verifier")
    assert result.status == 1
    assert "Cette archive scellée manque" in straight(result.output)


def test_a_whole_archive_is_proven(sealed: Path, assemble: Assemble) -> None:
    for arguments in (("seal", "--verifier"), ("seal", "harnes.yaml", "--verifier")):
        result = assemble(*arguments)
        assert result.status == 0
        assert straight(result.output).strip() == "harnes.yaml : archive intacte"


@pytest.mark.parametrize("name", ["convention.docx", "scelle.zip", "scellement.json"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_whatever_is_touched_in_an_archive_is_found(sealed: Path, assemble: Assemble, name: str, how: str) -> None:
    file = sealed / ARCHIVE / name
    file.chmod(0o644)
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b" ")
    result = assemble("seal", "--verifier")
    assert result.status == 1
    assert "archive abîmée" in straight(result.output)


def test_a_record_made_anew_for_a_changed_file_is_found(sealed: Path, assemble: Assemble) -> None:
    """Whoever changes a file and its digest in the record still faces the lock."""
    file, record = sealed / ARCHIVE / "convention.docx", sealed / ARCHIVE / "scellement.json"
    before = digest(file)
    for path in (file, record):
        path.chmod(0o644)
    file.write_bytes(b"autre")
    record.write_text(record.read_text("utf-8").replace(before, digest(file)), "utf-8")
    assert assemble("seal", "--verifier").status == 1


def test_a_convention_of_a_folder_is_verified_with_the_others(ready: Path, assemble: Assemble) -> None:
    shutil.copytree(ready / "inputs", ready / "inputs/essais")
    assert assemble("seal", "inputs/essais/harnes.yaml", "--signature", "2023-04-12").status == 0
    assert straight(assemble("seal", "--verifier").output).strip() == "harnes.yaml : archive intacte"
    file = ready / "archives/essais/harnes/convention.docx"
    file.chmod(0o644)
    file.write_bytes(b"autre")
    assert assemble("seal", "--verifier").status == 1
    assert "archives/essais/harnes/convention.docx" in assemble("inputs/essais/harnes.yaml").output


def test_breaking_a_seal_needs_a_reason(sealed: Path, assemble: Assemble) -> None:
    before = listing(sealed)
    result = assemble("seal", "harnes.yaml", "--desceller")
    assert result.status == 2
    assert "--motif" in result.output
    assert listing(sealed) == before


def test_a_broken_seal_is_recorded_and_nothing_is_lost(sealed: Path, assemble: Assemble) -> None:
    before = digest(sealed / ARCHIVE / "convention.docx")
    assert assemble("seal", "harnes.yaml", "--desceller", "--motif", "Signature refusée par le maire").status == 0
    aside = sealed / "archives/_descellees/harnes-1"
    assert digest(aside / "convention.docx") == before
    assert json.loads((aside / "descellement.json").read_text("utf-8"))["motif"] == "Signature refusée par le maire"
    lock = json.loads((sealed / "inputs/harnes.lock.json").read_text("utf-8"))
    assert lock["descellements"][0]["motif"] == "Signature refusée par le maire"
    assert assemble("harnes.yaml").status == 0
    assert digest(sealed / OUTPUT) == before, "the text is still the one of the vote"
    assert assemble(*SEAL).status == 0
    again = json.loads((sealed / "inputs/harnes.lock.json").read_text("utf-8"))
    assert again["descellements"] == lock["descellements"]


def test_a_draft_is_not_sealed(workspace: Path, assemble: Assemble) -> None:
    stage(workspace, "copil")
    result = assemble(*SEAL)
    assert result.status == 2
    assert "encore un projet" in straight(result.output)
    assert not (workspace / "archives").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--signature", "2099-01-01"), "est dans l’avenir"),
        (("--signature", "hier"), "n’est pas une date possible"),
        ((), "Il manque la date de signature"),
        (("--verifier", "--desceller"), "ne vont pas ensemble"),
        (("--verifier", "--signature", "2023-04-12"), "ne vaut pas avec"),
        (("--signature", "2023-04-12", "--motif", "x"), "ne vaut qu’avec « --desceller »"),
        (("--signature", "2023-04-12", "--atteste", "x"), "ne vaut qu’avec « --fichier »"),
        (("--signature", "2023-04-12", "--avenant", "1"), "n’est pas scellée"),
        (("--signature", "2023-04-12", "--fichier", "inputs/harnes.yaml"), "doit être un PDF"),
        (("--signature", "2023-04-12", "--fichier", "absent.pdf"), "absent.pdf"),
        (("--desceller", "--motif", "x"), "n’est pas scellée"),
        (("--verifier",), "n’est pas scellée"),
    ],
)
def test_what_can_not_be_sealed_is_told(ready: Path, assemble: Assemble, arguments: tuple[str, ...], said: str) -> None:
    before = listing(ready)
    result = assemble("seal", "harnes.yaml", *arguments)
    assert result.status == 2
    assert said in straight(result.output)
    assert listing(ready) == before


def test_the_date_of_the_input_must_be_that_of_the_signature(ready: Path, assemble: Assemble) -> None:
    edit(ready / MAIN, "  lieu: Harnes", "  lieu: Harnes\n  date: 2023-04-11")
    result = assemble(*SEAL)
    assert result.status == 2
    assert "11/04/2023" in result.output
    assert "12/04/2023" in result.output


def test_nothing_sealed_yet_is_no_fault(workspace: Path, assemble: Assemble) -> None:
    result = assemble("seal", "--verifier")
    assert result.status == 0
    assert "Aucune convention n’est scellée" in straight(result.output)


def shorter(xml: str) -> str:
    """Six months' notice become two."""
    return xml.replace("en respectant un préavis de six mois", "en respectant un préavis de deux mois")


def pdfs_of(files: list[Path], folder: Path) -> list[Path]:
    needs("soffice")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [folder / f"{file.stem}.pdf" for file in files]


# --- the signed file -------------------------------------------------------------------


def test_a_signed_word_file_with_the_same_text_is_archived(ready: Path, assemble: Assemble) -> None:
    shutil.copy(ready / OUTPUT, ready / "signe.docx")
    output = straight(assemble(*SEAL, "--fichier", "signe.docx").output)
    assert "Le texte du fichier signé est le texte scellé." in output
    assert digest(ready / ARCHIVE / "signe.docx") == digest(ready / "signe.docx")
    assert assemble("seal", "--verifier").status == 0


def test_a_signed_file_with_another_text_is_refused_with_its_difference(ready: Path, assemble: Assemble) -> None:
    shutil.copy(ready / OUTPUT, ready / "signe.docx")
    edit_part(ready / "signe.docx", shorter)
    before = listing(ready)
    result = assemble(*SEAL, "--fichier", "signe.docx")
    assert result.status == 2
    output = straight(result.output)
    assert "ne porte pas le texte scellé" in output
    assert "[-six-]{+deux+} mois" in output
    assert "Article 12" in output
    assert listing(ready) == before


def test_a_signed_pdf_is_held_against_the_sealed_text(ready: Path, assemble: Assemble, tmp_path: Path) -> None:
    other = Path(shutil.copy(ready / OUTPUT, tmp_path / "autre.docx"))
    edit_part(other, shorter)
    signed, changed = pdfs_of([ready / OUTPUT, other], tmp_path)
    refused = assemble(*SEAL, "--fichier", str(changed))
    assert refused.status == 2
    assert "Article 12" in straight(refused.output)
    result = assemble(*SEAL, "--fichier", str(signed))
    assert result.status == 0, result.output
    assert digest(ready / ARCHIVE / "signe.pdf") == digest(signed)


def test_a_scan_needs_somebody_who_answers_for_it(ready: Path, assemble: Assemble, tmp_path: Path) -> None:
    scan = tmp_path / "numerise.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(scan)
    refused = assemble(*SEAL, "--fichier", str(scan))
    assert refused.status == 2
    assert "--atteste" in refused.output
    result = assemble(*SEAL, "--fichier", str(scan), "--atteste", "Anne Petit, chargée de coopération")
    assert result.status == 0, result.output
    assert "dont répond Anne Petit, chargée de coopération" in straight(result.output)
    record = json.loads((ready / ARCHIVE / "scellement.json").read_text("utf-8"))
    assert record["atteste_par"] == "Anne Petit, chargée de coopération"


def test_a_signed_file_that_comes_later_joins_the_seal(sealed: Path, assemble: Assemble) -> None:
    shutil.copy(sealed / ARCHIVE / "convention.docx", sealed / "signe.docx")
    result = assemble(*SEAL, "--fichier", "signe.docx")
    assert result.status == 0, result.output
    assert digest(sealed / ARCHIVE / "signe.docx") == digest(sealed / "signe.docx")
    assert straight(assemble("seal", "--verifier").output).strip() == "harnes.yaml : archive intacte"
    again = assemble(*SEAL, "--fichier", "signe.docx")
    assert again.status == 2
    assert "a déjà son fichier signé" in straight(again.output)


def test_one_with_another_text_does_not(sealed: Path, assemble: Assemble) -> None:
    shutil.copy(sealed / ARCHIVE / "convention.docx", sealed / "signe.docx")
    (sealed / "signe.docx").chmod(0o644)
    edit_part(sealed / "signe.docx", shorter)
    before = listing(sealed)
    assert assemble(*SEAL, "--fichier", "signe.docx").status == 2
    assert listing(sealed) == before


def test_a_lock_that_missed_the_signed_file_still_proves_the_rest(sealed: Path, assemble: Assemble) -> None:
    """As after a run that was cut short between the archive and the lock."""
    lock = (sealed / "inputs/harnes.lock.json").read_bytes()
    shutil.copy(sealed / ARCHIVE / "convention.docx", sealed / "signe.docx")
    assemble(*SEAL, "--fichier", "signe.docx")
    (sealed / "inputs/harnes.lock.json").write_bytes(lock)
    assert assemble("seal", "--verifier").status == 0
    (sealed / ARCHIVE / "convention.docx").chmod(0o644)
    (sealed / ARCHIVE / "convention.docx").write_bytes(b"autre")
    assert assemble("seal", "--verifier").status == 1


def test_a_seal_that_no_lock_knows_is_told(sealed: Path, assemble: Assemble) -> None:
    (sealed / "inputs/harnes.lock.json").unlink()
    assert "rien ne prouve le procès-verbal" in straight(assemble("seal", "--verifier").output)


def test_what_the_sealed_text_lacked_is_told(ready: Path, assemble: Assemble) -> None:
    output = straight(assemble(*SEAL).output)
    assert "Attention : le texte scellé a encore 7 passages à compléter et" in output


# --- two commands at once --------------------------------------------------------------


def test_a_build_that_began_before_the_seal_changes_nothing_after_it(ready: Path, assemble: Assemble) -> None:
    found = Workspace(ready)
    tools = load_tools(found)
    made = make(tools, Judge.of(tools), found.inputs / "harnes.yaml")
    assert assemble(*SEAL).status == 0
    before = listing(ready)
    with pytest.raises(Problems, match="est scellée"):
        made.save()
    assert listing(ready) == before


def test_the_second_of_two_seals_is_refused(ready: Path) -> None:
    tools, path = load_tools(Workspace(ready)), ready / MAIN
    first, second = (seal(tools, Request(path, date(2023, 4, day)), date(2026, 1, 1)) for day in (12, 13))
    first.save()
    before = listing(ready)
    with pytest.raises(Problems, match="vient de sceller"):
        second.save()
    assert listing(ready) == before
