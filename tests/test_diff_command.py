"""`assemble diff`: versions of a clause, the whole library, produced conventions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from trials import straight
from wordfile import WordFile, edit_part

Assemble = Callable[..., Result]


def said(result: Result) -> str:
    return straight(result.output)


def test_two_versions_of_a_clause(assemble: Assemble) -> None:
    result = assemble("diff", "fin", "2022-01", "2023-01")
    assert result.status == 1
    assert "dénoncer la présente convention" in said(result)
    assert "{+, par sa seule volonté,+}" in said(result)
    assert "\x1b[" not in result.output


def test_the_same_version_is_the_same(assemble: Assemble) -> None:
    result = assemble("diff", "fin", "2023-01", "2023-01")
    assert result.status == 0
    assert "Aucune différence" in result.output


def test_parameters_keep_their_names_or_are_filled(assemble: Assemble) -> None:
    assert "{caf.nom}" in assemble("diff", "intervention-caf", "2022-01", "2023-01").output
    filled = said(assemble("diff", "intervention-caf", "2022-01", "2023-01", "--pour", "harnes.yaml"))
    assert "{caf.nom}" not in filled
    assert "Caf du Pas-de-Calais" in filled


def test_a_clause_that_the_convention_does_not_use_can_not_be_filled(assemble: Assemble, workspace: Path) -> None:
    shutil.copytree(workspace / "clauses" / "fin", workspace / "clauses" / "fin-bis")
    result = assemble("diff", "fin-bis", "2022-01", "2023-01", "--pour", "harnes.yaml")
    assert result.status == 2
    assert "n’emploie pas la clause « fin-bis »" in said(result)


def test_a_list_that_became_paragraphs_is_told(assemble: Assemble) -> None:
    result = assemble("diff", "engagements", "2022-01", "2023-01")
    assert result.status == 1
    assert "6 passages changent de forme : paragraphe, élément de liste ou titre." in said(result)


def test_words_in_bold_are_told(assemble: Assemble, workspace: Path) -> None:
    clause = workspace / "clauses" / "fin" / "2023-01.md"
    bold = clause.read_text("utf-8").replace("un préavis de six mois", "un préavis de **six mois**")
    (clause.parent / "2023-02.md").write_text(bold, "utf-8")
    result = assemble("diff", "fin", "2023-01", "2023-02")
    assert result.status == 1
    assert "Seule la mise en valeur change : gras, italique." in said(result)


def test_the_library_filled_for_a_convention_that_lacks_an_annexe(assemble: Assemble) -> None:
    """The version of 2023 names the job profile, which Lens does not have."""
    result = assemble("diff", "2022-01", "2023-01", "--pour", "lens.yaml")
    assert result.status == 1, result.output
    assert "Article 6-b" in result.output


def test_a_pdf_is_called_by_its_name(refused: Callable[..., str], workspace: Path) -> None:
    (workspace / "envoi.pdf").write_bytes(b"%PDF-1.7 etc.")
    assert "PDF" in refused("diff", "envoi.pdf", "harnes.yaml")


def test_typography_alone_says_so(assemble: Assemble, workspace: Path) -> None:
    clause = workspace / "clauses" / "fin" / "2023-01.md"
    (clause.parent / "2023-02.md").write_text(clause.read_text("utf-8").replace("’", "'"), "utf-8")
    assert "Seule la typographie change" in said(assemble("diff", "fin", "2023-01", "2023-02"))


def test_the_redline_is_dated_by_the_clauses_that_changed(assemble: Assemble, workspace: Path) -> None:
    clause = workspace / "clauses" / "recours" / "2022-01.md"
    approval = "statut: approuvee\napprobation: {par: x, le: 2030-01-01, reference: y}"
    clause.write_text(clause.read_text("utf-8").replace("statut: projet", approval), "utf-8")
    assemble("diff", "2022-01", "2023-01", "--format", "docx")
    parts = WordFile.at(workspace / "out" / "diff" / "bibliotheque-2022-01-2023-01.docx").parts
    assert "2030" not in parts["word/document.xml"].decode()


def test_the_whole_library_summary_first(assemble: Assemble, workspace: Path) -> None:
    result = assemble("diff", "2022-01", "2023-01")
    assert result.status == 1
    text = said(result)
    clauses = [folder for folder in (workspace / "clauses").iterdir() if folder.is_dir()]
    later = [folder for folder in clauses if min(file.stem for file in folder.glob("*.md")) > "2022-01"]
    assert all(folder.name.startswith("deliberation-") for folder in later)
    same = len(clauses) - len(later) - 11
    counts = f"11 sont modifiées, {len(later)} sont ajoutées et {same} sont identiques."
    summary = f"Sur {len(clauses)} clauses comparées, {counts}"
    assert summary in text
    assert text.index(summary) < text.index("Motif :")


def test_json_goes_to_standard_output(assemble: Assemble, workspace: Path) -> None:
    found = json.loads(assemble("diff", "2022-01", "2023-01", "--format", "json").output)
    verdicts = {unit["name"]: unit["verdict"] for unit in found["units"]}
    assert verdicts["fin"] == "modifié"
    assert verdicts["recours"] == "identique"
    assert not (workspace / "out" / "diff").exists()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("fin", "2022-01", "2023-01"), "fin-2022-01-2023-01"),
        (("fin", "2022-01", "2023-01", "--pour", "lens.yaml"), "fin-2022-01-2023-01-lens"),
        (("2022-01", "2023-01"), "bibliotheque-2022-01-2023-01"),
    ],
)
@pytest.mark.parametrize("form", ["html", "docx"])
def test_pages_go_to_out_diff(
    assemble: Assemble, workspace: Path, arguments: tuple[str, ...], name: str, form: str
) -> None:
    result = assemble("diff", *arguments, "--format", form)
    assert result.status == 1, result.output
    file = workspace / "out" / "diff" / f"{name}.{form}"
    assert file.is_file()
    assert f"out/diff/{name}.{form}" in result.output


def test_the_reason_of_a_version_is_a_comment_of_the_redline(assemble: Assemble, workspace: Path) -> None:
    assemble("diff", "fin", "2022-01", "2023-01", "--format", "docx")
    parts = WordFile.at(workspace / "out" / "diff" / "fin-2022-01-2023-01.docx").parts
    assert "une seule partie en décide" in parts["word/comments.xml"].decode()
    assert 'w:date="2023-01-01T00:00:00Z"' in parts["word/document.xml"].decode()


def test_a_redline_of_the_library_holds_the_clauses_that_changed(assemble: Assemble, workspace: Path) -> None:
    assemble("diff", "2022-01", "2023-01", "--format", "docx")
    bookmarks = WordFile.at(workspace / "out" / "diff" / "bibliotheque-2022-01-2023-01.docx").bookmarks()
    assert "c_article_fin" in bookmarks
    assert "c_article_recours" not in bookmarks


def test_a_file_and_the_build_of_today(assemble: Assemble, workspace: Path) -> None:
    assemble("harnes.yaml")
    file = "out/harnes/convention.docx"
    assert assemble("diff", file).status == 0
    source = workspace / "inputs" / "harnes.yaml"
    text = source.read_text("utf-8")
    assert "DUQUESNOY" in text
    source.write_text(text.replace("DUQUESNOY", "MARTIN"), "utf-8")
    for arguments in ((file,), (file, "harnes.yaml")):
        result = assemble("diff", *arguments)
        assert result.status == 1
        assert "{+MARTIN+}" in result.output


def test_two_files(assemble: Assemble, workspace: Path) -> None:
    assemble("harnes.yaml")
    first = workspace / "out" / "harnes" / "convention.docx"
    second = workspace / "autre.docx"
    shutil.copy(first, second)
    assert assemble("diff", str(first), "autre.docx").status == 0
    edit_part(second, lambda xml: xml.replace("un préavis de six mois", "un préavis de trois mois"))
    result = assemble("diff", str(first), str(second), "--format", "docx")
    assert result.status == 1
    redline = WordFile.at(workspace / "out" / "diff" / "harnes-autre.docx").parts["word/document.xml"].decode()
    assert 'w:author="autre.docx"' in redline


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fon", "2022-01", "2023-01"), "Vouliez-vous dire « fin » ?"),
        (("fin", "2022-01", "2024-01"), "La clause « fin » n’a pas de version « 2024-01 »."),
        (("2022-01", "1999-01"), "Aucune clause n’a de version « 1999-01 »."),
        (("fin",), "Il faut une clause et deux versions"),
        (("fin", "2023-01"), "Il faut une clause et deux versions"),
        (("harnes.yaml",), "Il faut un fichier Word, ou deux."),
        (("a.docx", "b.docx", "c.docx"), "Il faut un fichier Word, ou deux."),
        (("a", "b", "c", "d"), "Il faut une clause et deux versions"),
        (("absent.docx", "harnes.yaml"), "absent.docx : Fichier introuvable."),
        (("harnes.yaml", "lens.yaml", "--pour", "lens.yaml"), "« --pour » ne vaut que pour des clauses."),
    ],
)
def test_what_can_not_be_compared(refused: Callable[..., str], arguments: tuple[str, ...], message: str) -> None:
    assert message in refused("diff", *arguments)


def test_pages_of_two_conventions_have_names_of_their_own(assemble: Assemble, workspace: Path) -> None:
    assemble("harnes.yaml")
    assemble("lens.yaml")
    pair = ("out/lens/convention.docx", "out/harnes/convention.docx")
    assert assemble("diff", *pair, "--format", "html").status == 1
    assert [path.name for path in (workspace / "out" / "diff").iterdir()] == ["lens-harnes.html"]


def test_a_failed_page_leaves_the_earlier_one(assemble: Assemble, workspace: Path) -> None:
    assemble("diff", "fin", "2022-01", "2023-01", "--format", "html")
    page = workspace / "out" / "diff" / "fin-2022-01-2023-01.html"
    before = page.read_bytes()
    clause = workspace / "clauses" / "fin" / "2022-01.md"
    clause.write_text(clause.read_text("utf-8").replace("## Dénonciation", "# Dénonciation"), "utf-8")
    assert assemble("diff", "fin", "2022-01", "2023-01", "--format", "html").status == 2
    assert page.read_bytes() == before
