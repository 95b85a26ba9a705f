"""A produced convention knows itself: content controls, bookmarks, a manifest, which LibreOffice leaves in place."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, needs
from wordfile import WordFile, edit_part

from assembler.model.manifest import Manifest, PartStamp, manifest_from
from assembler.readers.word import is_as_written, read_word, read_word_file

Assemble = Callable[..., Result]
DIGEST = "0123456789abcdef" * 4
MANIFEST = Manifest(
    "1.0",
    "inputs/harnes.yaml",
    DIGEST,
    (
        PartStamp("article:fin", "fin", "2023-01", "0" * 64),
        PartStamp("annexe:diagnostic", "annexe-diagnostic", "2022-01", "1" * 64),
    ),
    DIGEST[::-1],
)


@pytest.fixture
def harnes(assemble: Assemble, workspace: Path) -> Path:
    assert assemble("harnes.yaml").status == 0
    return workspace / "out" / "harnes" / "convention.docx"


def manifest_of(path: Path) -> Manifest:
    found = read_word(path).manifest
    assert found is not None
    return found


def test_the_manifest_comes_back_from_its_properties() -> None:
    assert manifest_from(MANIFEST.properties()) == MANIFEST


@pytest.mark.parametrize(
    "spoiled",
    [
        {"CTG.format": "2"},
        {"CTG.saisie": ""},
        {"CTG.texte": "x"},
        {"CTG.fichier": ""},
        {"CTG.partie.01": "article:fin fin@2023-01"},
    ],
)
def test_a_spoiled_manifest_is_none(spoiled: dict[str, str]) -> None:
    assert manifest_from(MANIFEST.properties() | spoiled) is None


def test_a_file_without_properties_has_no_manifest() -> None:
    assert manifest_from({}) is None


def test_every_clause_stands_in_a_control_of_its_own_that_names_its_version(harnes: Path) -> None:
    word, manifest = WordFile.at(harnes), manifest_of(harnes)
    assert word.controls() == [f"{part.part}@{part.version}" for part in manifest.parts]
    assert "article:fin@2023-01" in word.controls()
    assert "annexe:diagnostic@2022-01" in word.controls()
    for title in ("Article 12", "Annexe 1"):
        control = word.section(title)[0].getparent()
        assert control.tag.endswith("sdtContent")


def test_every_heading_has_a_bookmark(harnes: Path) -> None:
    items = read_word(harnes).items
    headings = [item for item in items if getattr(item, "kind", "") == "titre"]
    assert len(headings) > 50
    assert [item.text for item in headings if not item.bookmarks] == []


def edited(workspace: Path, name: str, old: str, new: str) -> None:
    path = workspace / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("inputs/harnes.yaml", "DUQUESNOY", "MARTIN"),
        ("inputs/harnes/ecoles.csv", "514", "515"),
        ("inputs/harnes/donnees.csv", "12 324", "12 325"),
        ("inputs/harnes/fiches/loisirs.yaml", "accueil", "séjour"),
        ("inputs/communs/indicateurs.yaml", "Nombre d’habitants", "Nombre de résidents"),
    ],
)
def test_the_digest_of_the_text_follows_all_that_a_reader_sees(
    harnes: Path, workspace: Path, assemble: Assemble, name: str, old: str, new: str
) -> None:
    before = manifest_of(harnes)
    assert before.input == "inputs/harnes.yaml"
    edited(workspace, name, old, new)
    assert assemble("harnes.yaml").status == 0
    after = manifest_of(harnes)
    assert after.text != before.text
    assert after.file != before.file


def test_a_comment_in_the_input_changes_no_digest(harnes: Path, workspace: Path, assemble: Assemble) -> None:
    before = manifest_of(harnes)
    edited(workspace, "inputs/harnes.yaml", "\nperiode:", "\n# Revu.\nperiode:")
    assemble("harnes.yaml")
    assert manifest_of(harnes) == before


def test_a_file_is_as_written_until_it_is_saved_again(harnes: Path) -> None:
    data, text = read_word_file(harnes)
    assert text.manifest
    assert is_as_written(data, harnes, text.manifest)
    edit_part(harnes, lambda xml: xml.replace("six mois", "trois mois"))
    assert not is_as_written(harnes.read_bytes(), harnes, text.manifest)


def test_a_reworded_clause_and_no_other_gets_another_digest(harnes: Path, workspace: Path, assemble: Assemble) -> None:
    before = {part.clause: part.wording for part in manifest_of(harnes).parts}
    clause = workspace / "clauses" / "fin" / "2023-01.md"
    clause.write_text(clause.read_text("utf-8").replace("six mois", "neuf mois"), "utf-8")
    assemble("harnes.yaml")
    after = {part.clause: part.wording for part in manifest_of(harnes).parts}
    assert [clause for clause in after if after[clause] != before[clause]] == ["fin"]


def test_approval_changes_no_wording(harnes: Path, workspace: Path, assemble: Assemble) -> None:
    before = manifest_of(harnes).parts
    assert assemble("clauses", "approve", "fin@2023-01", "--par", "Direction", "--reference", "Note 12").status == 0
    assemble("harnes.yaml")
    assert manifest_of(harnes).parts == before


def test_the_same_inputs_give_the_same_bytes(harnes: Path, assemble: Assemble) -> None:
    before = harnes.read_bytes()
    assemble("harnes.yaml")
    assert harnes.read_bytes() == before


@pytest.mark.parametrize("ways", [("docx",), ("odt", "docx")], ids=["docx", "odt"])
def test_bookmarks_and_manifest_survive_libreoffice(harnes: Path, tmp_path: Path, ways: tuple[str, ...]) -> None:
    needs("soffice")
    path = harnes
    for form in ways:
        folder = tmp_path / form
        profile = f"-env:UserInstallation=file://{tmp_path}/profil"
        command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path = folder / f"convention.{form}"
    assert manifest_of(path) == manifest_of(harnes)
    assert _marks(path) == _marks(harnes)


def test_a_part_with_a_remark_keeps_its_heading_through_libreoffice(
    assemble: Assemble, workspace: Path, tmp_path: Path
) -> None:
    """LibreOffice 7.4 loses the heading that bears a comment where it begins a content control."""
    needs("soffice")
    source = workspace / "inputs" / "harnes.yaml"
    text = source.read_text("utf-8")
    assert "\nintervention:\n" in text
    remark = "\nintervention:\n  remarques:\n    - {de: Le comité, texte: À revoir.}\n"
    source.write_text(text.replace("\nintervention:\n", remark), "utf-8")
    assert assemble("harnes.yaml", "--remarques").status == 0
    sent = workspace / "out" / "harnes" / "convention.docx"
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", str(tmp_path), str(sent)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    back = [item.text for item in read_word(tmp_path / "convention.docx").items if getattr(item, "kind", "") == "titre"]
    assert back == [item.text for item in read_word(sent).items if getattr(item, "kind", "") == "titre"]


def _marks(path: Path) -> list[tuple[str, ...]]:
    return [item.bookmarks for item in read_word(path).items if getattr(item, "kind", "") == "titre"]
