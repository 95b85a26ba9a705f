"""The pages behind the entries of a sommaire, or of a list of tables or charts, are no text: any may stand there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import needs
from contents import paged, refreshed
from real import REPOSITORY, convention
from signedfiles import printed
from wordfile import MAIN, edit_part

from assembler.build.signed import SignedVerdict, signed_faults


def _first(rank: int) -> int:
    return rank // 4 + 3


def _other(rank: int) -> int:
    return rank // 3 + 9


def _files() -> dict[str, bytes]:
    return {
        "sans pages": convention("harnes").data,
        "pages": paged(REPOSITORY, _first),
        "autres pages": paged(REPOSITORY, _other),
        "à jour": refreshed(paged(REPOSITORY, _first), _other),
    }


FILES = _files()


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    needs("soffice")
    return printed(tmp_path_factory.mktemp("pages"), FILES)


def found(verdict: SignedVerdict) -> list[str]:
    changed = [unit.title for unit in verdict.differences.changed]
    return [*changed, *(each.message for each in verdict.differences.beside)]


@pytest.mark.parametrize("sealed", ["sans pages", "pages"])
@pytest.mark.parametrize("signed", FILES)
def test_a_pdf_has_other_pages_or_none(pdfs: Mapping[str, Path], sealed: str, signed: str) -> None:
    verdict = signed_faults(FILES[sealed], pdfs[signed])
    assert verdict.is_same and verdict.additions == (), found(verdict)


@pytest.mark.parametrize("sealed", ["sans pages", "pages"])
@pytest.mark.parametrize("signed", FILES)
def test_so_has_a_word_file(tmp_path: Path, sealed: str, signed: str) -> None:
    path = tmp_path / "signe.docx"
    path.write_bytes(FILES[signed])
    verdict = signed_faults(FILES[sealed], path)
    assert verdict.is_same and verdict.additions == (), found(verdict)


@pytest.mark.parametrize("entry", ["Article 7 – Évaluation", "Tableau 2 – Familles"])
def test_the_words_of_an_entry_are_text_in_a_pdf(tmp_path: Path, entry: str) -> None:
    needs("soffice")
    path = tmp_path / "autre.docx"
    path.write_bytes(FILES["pages"])
    other = f"{entry}, sauf accord"
    edit_part(path, lambda xml: xml.replace(f">{entry}<", f">{other}<", 1), MAIN)
    assert path.read_bytes() != FILES["pages"]
    [pdf] = printed(tmp_path, {"autre": path.read_bytes()}).values()
    assert not signed_faults(FILES["pages"], pdf).is_same


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("with_pages", [False, True], ids=["sent without pages", "sent with pages"])
@pytest.mark.parametrize("back", ["sans pages", "autres pages", "à jour"])
def test_a_returned_file_with_other_pages_says_nothing_new(
    assemble: Callable[..., Any], workspace: Path, with_pages: bool, back: str
) -> None:
    assert assemble("harnes.yaml").status == 0
    retour = workspace / "retour.docx"
    shutil.copy(workspace / "out/harnes/convention.docx", retour)
    if back != "sans pages":
        retour.write_bytes(paged(workspace, _other))
    if back == "à jour":
        retour.write_bytes(refreshed(retour.read_bytes(), _first))
    if with_pages:
        made = assemble("harnes.yaml", "--pages")
        assert made.status == 0, made.output
    result = assemble("verify", "retour.docx")
    assert result.status == 0 and "Aucune différence" in result.output, result.output
