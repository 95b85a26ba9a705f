"""An avenant that is written: its files belong together, or it is not sealed."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from hashlib import sha256

import pytest
from avenants import CONVENTION, DAY, FILE, MAIN, SIGNED, change, on, plain, seal_convention
from trials import edit, listing, put, straight

EFFET = ("--effet", "2025-01-01")
FOLDER = "out/essai/avenant-1"
NAMES = ("avenant.docx", "convention-consolidee.docx", "comparaison.docx", "fige.zip")
SEAL = ("seal", FILE, "--avenant", "1", "--signature", "2025-02-01")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    on(monkeypatch, DAY)


@pytest.fixture
def written(assemble, workspace):
    """The folder of an avenant that is not sealed yet."""
    seal_convention(assemble, workspace)
    change(workspace)
    assert assemble("avenant", FILE, *EFFET).status == 0
    return workspace / FOLDER


def test_the_record_tells_what_belongs_together(written):
    record = json.loads((written / "avenant.json").read_text("utf-8"))
    assert record["fichiers"] == {name: sha256((written / name).read_bytes()).hexdigest() for name in NAMES}
    assert (record["avenant"], record["effet"], record["prolonge_au"]) == (1, "2025-01-01", None)
    titles = [plain(part["titre"]).partition(" – ")[0] for part in record["parties"]]
    assert titles == ["Article 3", "Article 12", "Annexe 2"]


@pytest.mark.parametrize("count", range(1, len(NAMES) + 1))
def test_a_run_that_was_cut_short_is_not_sealed(assemble, refused, workspace, written, count):
    """`count` files are those of the second run already; its record, the last one, never is."""
    late = [*NAMES, "avenant.json"][count:]
    first = {name: (written / name).read_bytes() for name in late}
    edit(workspace, MAIN, ("Jeunesse]", "Jeunesse, Culture]"))
    assert assemble("avenant", FILE, *EFFET).status == 0
    for name, data in first.items():
        (written / name).write_bytes(data)
    said = refused(*SEAL)
    assert "ne va pas avec les autres" in said and "assemble avenant essai.yaml" in said
    assert not (workspace / "archives/essai/avenant-1").exists()
    assert assemble("avenant", FILE).status == 0
    assert assemble(*SEAL).status == 0


def test_the_record_is_what_a_run_writes_last(assemble, workspace, written, monkeypatch):
    moved = []
    replace = os.replace
    monkeypatch.setattr("os.replace", lambda a, b: (moved.append(b.name), replace(a, b)))
    assert assemble("avenant", FILE).status == 0
    assert moved == [*NAMES, "avenant.json"]


def test_nor_is_a_first_run_that_was(refused, workspace, written):
    (written / "avenant.json").unlink()
    said = refused(*SEAL)
    assert "sa fiche, écrite en dernier, manque" in said and "assemble avenant essai.yaml" in said
    assert not (workspace / "archives/essai/avenant-1").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_somebody_saved_is_not_sealed(refused, workspace, written, name):
    with open(written / name, "ab") as file:
        file.write(b" ")
    said = refused(*SEAL)
    assert f"{FOLDER}/{name}" in said and "a été modifié depuis que l’avenant a été écrit" in said


@pytest.mark.parametrize("spoiled", ["", "[]", "{", '{"schema": 99}', '{"schema": 1, "parties": 3}'])
def test_a_spoiled_record_is_none(refused, workspace, written, spoiled):
    (written / "avenant.json").write_text(spoiled, "utf-8")
    assert "sa fiche, écrite en dernier, manque ou est illisible" in refused(*SEAL)


def test_an_avenant_to_another_text_is_not_sealed(assemble, refused, workspace, written):
    """The convention was signed again, in other words, since the avenant was written."""
    assert assemble("seal", FILE, "--desceller", "--motif", "Erreur").status == 0
    edit(workspace, MAIN, ("etape: signee", "etape: copil"))
    assert assemble(FILE).status == 0
    edit(workspace, MAIN, ("etape: copil", "etape: signature"), ("2099-99", "2023-08"))
    assert assemble("seal", FILE, "--signature", SIGNED).status == 0
    said = refused(*SEAL)
    assert "modifie un autre texte que celui qui est en vigueur" in said and "assemble avenant essai.yaml" in said


# --- nothing changed any more ----------------------------------------------------------


@pytest.fixture
def undone(workspace, written):
    """What the avenant changed is as it was."""
    put(workspace, MAIN, CONVENTION.replace("etape: signature", "etape: signee"))
    shutil.rmtree(workspace / "clauses/fin")
    (workspace / "clauses/fin").mkdir()
    with zipfile.ZipFile(workspace / "archives/essai/scelle.zip") as package:
        for name in package.namelist():
            if name.startswith("clauses/fin/"):
                put(workspace, name, package.read(name))
    return workspace


def test_an_avenant_that_changes_nothing_any_more_is_taken_away(assemble, refused, undone):
    output = straight(assemble("avenant", FILE).output)
    assert "Rien ne change" in output and f"a été retiré de {FOLDER}/" in output
    assert not (undone / FOLDER).exists()
    assert "manque" in refused(*SEAL)
    before = listing(undone)
    assert "retiré" not in straight(assemble("avenant", FILE).output)
    assert listing(undone) == before


def test_what_somebody_wrote_in_it_stays_but_is_not_sealed(assemble, refused, undone):
    with open(undone / FOLDER / "avenant.docx", "ab") as file:
        file.write(b" ")
    put(undone, f"{FOLDER}/notes.txt", "à revoir")
    output = straight(assemble("avenant", FILE).output)
    assert f"Laissé dans {FOLDER}/, mais ne peut plus être scellé : « avenant.docx »" in output
    assert sorted(path.name for path in (undone / FOLDER).iterdir()) == ["avenant.docx", "notes.txt"]
    assert "manque" in refused(*SEAL)


# --- the day of the signature ----------------------------------------------------------


def test_the_signature_is_that_of_the_input(assemble, refused, workspace, written):
    put(workspace, MAIN, (workspace / MAIN).read_text("utf-8") + "avenants:\n  - signature: {date: 2025-02-02}\n")
    said = refused(*SEAL)
    line = (workspace / MAIN).read_text("utf-8").splitlines().index("  - signature: {date: 2025-02-02}") + 1
    assert f"{MAIN}:{line}:" in said
    assert "La saisie dit l’avenant n° 1 signé le 02/02/2025, et --signature le 01/02/2025." in said
    edit(workspace, MAIN, ("date: 2025-02-02", "date: 2025-02-01"))
    assert assemble(*SEAL).status == 0
