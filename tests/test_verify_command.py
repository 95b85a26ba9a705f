"""`assemble verify`: what changed in a file that came back."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Result
from trials import straight
from wordfile import MAIN, WordFile, edit_part, write_parts

Assemble = Callable[..., Result]
NOTICE = "un préavis de six mois"


@pytest.fixture
def retour(assemble: Assemble, workspace: Path) -> Path:
    """The convention of Harnes as it was sent, under the name of what came back."""
    assert assemble("harnes.yaml").status == 0
    file = workspace / "retour.docx"
    shutil.copy(workspace / "out" / "harnes" / "convention.docx", file)
    return file


def replaced(path: Path, old: str, new: str, part: str = MAIN) -> None:
    edit_part(path, lambda xml: xml.replace(old, new), part)


def outside_toc(path: Path, old: str, new: str) -> None:
    """Replace the last occurrence: the first may stand in the sommaire."""
    edit_part(path, lambda xml: new.join(xml.rsplit(old, 1)))


def found(assemble: Assemble, *arguments: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(assemble("verify", *arguments, "--format", "json").output)
    return result


def verdicts(found: dict[str, Any]) -> dict[str, str]:
    return {unit["name"] or unit["title"]: unit["verdict"] for unit in found["units"] if unit["verdict"] != "identique"}


def where(found: dict[str, Any]) -> list[str]:
    return [each["where"] for each in found["beside"]]


def test_a_file_that_nobody_touched(assemble: Assemble, retour: Path) -> None:
    result = assemble("verify", "retour.docx")
    assert result.status == 0, result.output
    assert "Aucune différence" in result.output


def test_an_altered_clause_is_told_with_its_words(assemble: Assemble, retour: Path) -> None:
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    result = assemble("verify", "retour.docx")
    assert result.status == 1
    assert "[-six-]{+trois+}" in result.output
    assert verdicts(found(assemble, "retour.docx")) == {"article:fin": "modifié"}


def test_a_filled_place_is_told_apart(assemble: Assemble, retour: Path) -> None:
    replaced(retour, "[à compléter\u00a0: date de signature]", "12 avril 2023")
    assert verdicts(found(assemble, "retour.docx")) == {"signature:signature": "complété"}
    assert assemble("verify", "retour.docx").status == 1


def test_another_version_of_the_library_is_named(assemble: Assemble, workspace: Path) -> None:
    """The commune put an older wording of the article back."""
    assemble("harnes.yaml")
    source = workspace / "inputs" / "harnes.yaml"
    kept = source.read_text("utf-8")
    source.write_text(kept + "\nclauses:\n  fin: 2022-01\n", "utf-8")
    assemble("harnes.yaml")
    older = WordFile.at(workspace / "out" / "harnes" / "convention.docx").parts[MAIN].decode()
    source.write_text(kept, "utf-8")
    assemble("harnes.yaml")
    retour = workspace / "retour.docx"
    shutil.copy(workspace / "out" / "harnes" / "convention.docx", retour)
    article = re.compile(r'(<w:bookmarkStart w:id="\d+" w:name="c_article_fin"/>)(.*?)(?=</w:sdtContent>)', re.DOTALL)
    body = article.search(older)
    assert body
    edit_part(retour, lambda xml: article.sub(lambda match: match[1] + body[2], xml))
    (unit,) = [unit for unit in found(assemble, "retour.docx")["units"] if unit["verdict"] != "identique"]
    assert (unit["name"], unit["verdict"], unit["new_version"]) == ("article:fin", "remplacé", "2022-01")


def test_a_deleted_article_and_a_changed_footer(assemble: Assemble, retour: Path) -> None:
    control = re.compile(r'<w:sdt><w:sdtPr><w:alias [^>]*/><w:tag w:val="article:recours@.*?</w:sdt>', re.DOTALL)
    edit_part(retour, lambda xml: control.sub("", xml))
    footer = next(name for name in WordFile.at(retour).parts if name.startswith("word/footer"))
    replaced(retour, "Caisse", "Maison", footer)
    seen = found(assemble, "retour.docx")
    assert verdicts(seen) == {"article:recours": "supprimé"}
    assert where(seen) == ["pied de page"]


def test_suggestions_comments_and_hidden_text_are_told(assemble: Assemble, retour: Path) -> None:
    insertion = (
        '<w:ins w:id="9001" w:author="Service juridique" w:date="2026-03-03T10:12:00Z">'
        "<w:r><w:t> Sauf accord.</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>"
    )
    edit_part(retour, lambda xml: re.sub(rf"({NOTICE}\.</w:t></w:r>)", rf"\1{insertion}", xml))
    seen = found(assemble, "retour.docx")
    assert verdicts(seen) == {"article:fin": "modifié"}
    assert where(seen) == ["suggestion en attente", "texte masqué"]
    text = straight(" ".join(each["message"] for each in seen["beside"]))
    assert "« Sauf accord. » ajouté par Service juridique, le 3 mars 2026 à 10 h 12, en attente." in text
    assert "caché" in text


def test_changed_signatories_and_period_are_pointed_out(assemble: Assemble, retour: Path) -> None:
    replaced(retour, "Philippe DUQUESNOY", "Jean MARTIN")
    replaced(retour, "31\u00a0décembre\u00a02026", "31\u00a0décembre\u00a02027")
    seen = found(assemble, "retour.docx")
    assert where(seen) == ["signataires", "signataires", "période", "période"]
    assert {"couverture", "article:duree", "signature:signature"} <= set(verdicts(seen))


def test_a_changed_chart_is_told(assemble: Assemble, retour: Path) -> None:
    chart = next(name for name in WordFile.at(retour).parts if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    edit_part(retour, lambda xml: re.sub(r"<c:v>(\d+\.?\d*)</c:v>", "<c:v>77.7</c:v>", xml, count=1), chart)
    assert where(found(assemble, "retour.docx")) == ["graphique"]


def test_an_edited_input_is_told_and_the_sent_file_still_serves(
    assemble: Assemble, retour: Path, workspace: Path
) -> None:
    source = workspace / "inputs" / "harnes.yaml"
    source.write_text(source.read_text("utf-8").replace("DUQUESNOY", "MARTIN"), "utf-8")
    seen = found(assemble, "retour.docx")
    assert verdicts(seen) == {}
    assert "La saisie a changé depuis l’envoi." in " ".join(seen["notes"])
    (workspace / "out" / "harnes" / "convention.docx").unlink()
    seen = found(assemble, "retour.docx")
    assert "signature:signature" in verdicts(seen)
    assert "Des différences peuvent venir de là" in " ".join(seen["notes"])


def test_a_kept_file_that_was_saved_again_is_no_witness(assemble: Assemble, retour: Path, workspace: Path) -> None:
    """Neither the returned file itself nor one put over what was sent is held against itself."""
    source = workspace / "inputs" / "harnes.yaml"
    source.write_text(source.read_text("utf-8").replace("DUQUESNOY", "MARTIN"), "utf-8")
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    sent = workspace / "out" / "harnes" / "convention.docx"
    shutil.copy(retour, sent)
    for name in ("retour.docx", "out/harnes/convention.docx"):
        assert verdicts(found(assemble, name))["article:fin"] == "modifié"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("inputs/communs/indicateurs.yaml", "Nombre d’habitants", "Nombre de résidents"),
        ("clauses/plan.yaml", "\n  - article: confidentialite", ""),
    ],
)
def test_what_changed_on_our_side_accuses_nobody(
    assemble: Assemble, retour: Path, workspace: Path, name: str, old: str, new: str
) -> None:
    path = workspace / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    seen = found(assemble, "retour.docx")
    assert verdicts(seen) == {}
    assert "depuis l’envoi" in " ".join(seen["notes"])


def test_a_comment_in_the_input_leaves_no_note(assemble: Assemble, retour: Path, workspace: Path) -> None:
    source = workspace / "inputs" / "harnes.yaml"
    source.write_text("# Revu.\n" + source.read_text("utf-8"), "utf-8")
    assert found(assemble, "retour.docx")["notes"] == []


def test_the_version_that_a_stranger_claims_is_not_told(assemble: Assemble, retour: Path) -> None:
    replaced(retour, 'w:val="article:fin@2023-01"', 'w:val="article:fin@2030-01"')
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    (unit,) = [unit for unit in found(assemble, "retour.docx")["units"] if unit["verdict"] != "identique"]
    assert (unit["name"], unit["new_version"]) == ("article:fin", None)


@pytest.mark.parametrize("tag", ["client", "client@2023-01", "article:@x", "fiche", ""])
def test_a_foreign_tag_names_no_part(assemble: Assemble, retour: Path, tag: str) -> None:
    replaced(retour, 'w:val="article:fin@2023-01"', f'w:val="{tag}"')
    assert assemble("verify", "retour.docx").status == 0


def test_a_heading_reworded_is_no_other_version(assemble: Assemble, workspace: Path) -> None:
    assemble("lens.yaml")
    retour = workspace / "retour.docx"
    shutil.copy(workspace / "out" / "lens" / "convention.docx", retour)
    outside_toc(retour, "Engagements des partenaires", "Les engagements de chacun")
    assert verdicts(found(assemble, "retour.docx")) == {"article:engagements": "modifié"}


def test_an_added_signatory_is_pointed_out(assemble: Assemble, retour: Path) -> None:
    replaced(retour, "Philippe DUQUESNOY", "Philippe DUQUESNOY-LEFEBVRE")
    messages = " ".join(each["message"] for each in found(assemble, "retour.docx")["beside"])
    assert "« Philippe DUQUESNOY » est retiré ou changé." in straight(messages)
    assert "« Philippe DUQUESNOY-LEFEBVRE » est ajouté ou changé." in straight(messages)


def test_a_known_comment_is_not_told_again(assemble: Assemble, workspace: Path) -> None:
    source = workspace / "inputs" / "harnes.yaml"
    text = source.read_text("utf-8")
    remark = "\nintervention:\n  remarques:\n    - {de: Le comité, texte: À revoir.}\n"
    source.write_text(text.replace("\nintervention:\n", remark), "utf-8")
    assert assemble("harnes.yaml", "--remarques").status == 0
    sent, retour = workspace / "out" / "harnes" / "convention.docx", workspace / "retour.docx"
    shutil.copy(sent, workspace / "envoi.docx")
    shutil.copy(sent, retour)
    assert assemble("verify", "retour.docx", "--contre", "envoi.docx").status == 0
    replaced(retour, "À revoir.", "À revoir, avant le vote.", "word/comments.xml")
    seen = found(assemble, "retour.docx", "--contre", "envoi.docx")
    assert where(seen) == ["commentaire"]
    assert "À revoir, avant le vote." in seen["beside"][0]["message"]


@pytest.mark.parametrize("options", [("--tout",), ("--reprendre", "--format", "json")])
def test_an_option_that_would_do_nothing_is_refused(assemble: Assemble, retour: Path, options: tuple[str, ...]) -> None:
    assert assemble("verify", "retour.docx", *options).status == 2


def test_taking_over_tells_the_altered_clause_too(assemble: Assemble, retour: Path) -> None:
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    result = assemble("verify", "retour.docx", "--reprendre", "--tout")
    assert result.status == 1
    assert "Article 12" in result.output


def test_a_newer_clause_does_not_accuse_the_commune(assemble: Assemble, retour: Path, workspace: Path) -> None:
    clause = workspace / "clauses" / "fin" / "2023-01.md"
    newer = clause.read_text("utf-8").replace("six mois", "neuf mois").replace("2023-01-01", "2023-02-01")
    (clause.parent / "2023-02.md").write_text(newer, "utf-8")
    (workspace / "out" / "harnes" / "convention.docx").unlink()
    assert assemble("verify", "retour.docx").status == 0


def test_without_manifest_the_convention_must_be_named(assemble: Assemble, retour: Path) -> None:
    parts = {name: data for name, data in WordFile.at(retour).parts.items() if name != "docProps/custom.xml"}
    write_parts(retour, parts)
    result = assemble("verify", "retour.docx")
    assert result.status == 2
    assert "--contre harnes.yaml" in straight(result.output)
    assert assemble("verify", "retour.docx", "--contre", "harnes.yaml").status == 0


def test_the_sent_file_may_be_given(assemble: Assemble, retour: Path, workspace: Path) -> None:
    shutil.copy(retour, workspace / "envoi.docx")
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    seen = found(assemble, "retour.docx", "--contre", "envoi.docx")
    assert verdicts(seen) == {"article:fin": "modifié"}
    assert seen["old"] == "envoi.docx"


def test_an_annexe_of_its_own_is_held_against_that_annexe(assemble: Assemble, workspace: Path) -> None:
    assemble("harnes.yaml", "--separate-annexes")
    annexe = workspace / "out" / "harnes" / "annexe-2-equipements.docx"
    shutil.copy(annexe, workspace / "annexe.docx")
    assert assemble("verify", "annexe.docx").status == 0


@pytest.mark.parametrize("name", ["../ailleurs.yaml", "/etc/passwd", "inputs/absent.yaml", "clauses/fin/2023-01.md"])
def test_the_input_that_a_file_names_is_not_trusted(
    assemble: Assemble, retour: Path, workspace: Path, name: str
) -> None:
    (workspace.parent / "ailleurs.yaml").write_text("caf: x\n", "utf-8")
    replaced(retour, "inputs/harnes.yaml", name, "docProps/custom.xml")
    result = assemble("verify", "retour.docx")
    assert result.status == 2
    assert "n’est pas dans cet espace de travail" in result.output


@pytest.mark.parametrize("form", ["html", "docx"])
def test_pages_go_to_out_verify(assemble: Assemble, retour: Path, workspace: Path, form: str) -> None:
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    before = retour.read_bytes()
    result = assemble("verify", "retour.docx", "--format", form)
    assert result.status == 1, result.output
    written = workspace / "out" / "verify" / f"retour.{form}"
    text = WordFile.at(written).parts[MAIN].decode() if form == "docx" else written.read_text("utf-8")
    assert "trois" in text
    assert retour.read_bytes() == before


def test_the_redline_takes_nothing_but_words_from_the_returned_file(
    assemble: Assemble, retour: Path, workspace: Path
) -> None:
    """No link, field or style of a stranger's file gets into ours."""
    evil = (
        '<w:p><w:pPr><w:pStyle w:val="Etranger"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> REF etranger </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Ajout étranger au texte.</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    edit_part(
        retour,
        lambda xml: (
            evil.join(xml.rsplit("<w:p><w:pPr>", 1)[:1]) + evil + "<w:p><w:pPr>" + xml.rsplit("<w:p><w:pPr>", 1)[1]
        ),
    )
    assert assemble("verify", "retour.docx", "--format", "docx").status == 1
    xml = WordFile.at(workspace / "out" / "verify" / "retour.docx").parts[MAIN].decode()
    assert "Ajout étranger au texte." in xml
    assert "REF etranger" not in xml
    assert "Etranger" not in xml


@pytest.mark.parametrize("name", ["absent.docx", "inputs/harnes.yaml", "clauses"])
def test_what_is_no_word_file_is_refused(refused: Callable[..., str], name: str) -> None:
    assert name.rpartition("/")[2] in refused("verify", name)


def test_a_version_that_was_not_sent_is_told(assemble: Assemble, workspace: Path) -> None:
    """A file made with an older clause, which its manifest says."""
    source = workspace / "inputs" / "harnes.yaml"
    kept = source.read_text("utf-8")
    source.write_text(kept + "\nclauses:\n  fin: 2022-01\n", "utf-8")
    assemble("harnes.yaml")
    shutil.copy(workspace / "out" / "harnes" / "convention.docx", workspace / "retour.docx")
    source.write_text(kept, "utf-8")
    assemble("harnes.yaml")
    seen = found(assemble, "retour.docx")
    assert where(seen) == ["version"]
    assert "fin@2022-01" in seen["beside"][0]["message"]


def test_the_verified_file_is_never_replaced(assemble: Assemble, retour: Path, workspace: Path) -> None:
    outside_toc(retour, NOTICE, "un préavis de trois mois")
    there = workspace / "out" / "verify" / "retour.docx"
    there.parent.mkdir()
    shutil.copy(retour, there)
    result = assemble("verify", "out/verify/retour.docx", "--format", "docx")
    assert result.status == 2
    assert "prendrait la place" in result.output
    assert there.read_bytes() == retour.read_bytes()


def test_a_spoiled_input_leaves_the_kept_file(assemble: Assemble, retour: Path, workspace: Path) -> None:
    source = workspace / "inputs" / "harnes.yaml"
    source.write_text(source.read_text("utf-8") + "\ninconnue: 1\n", "utf-8")
    seen = found(assemble, "retour.docx")
    assert verdicts(seen) == {}
    assert "ne peut pas être lue" in " ".join(seen["notes"])
    (workspace / "out" / "harnes" / "convention.docx").unlink()
    assert assemble("verify", "retour.docx").status == 2


def test_a_sentence_of_the_library_in_a_part_of_the_commune_is_told(assemble: Assemble, retour: Path) -> None:
    """Article 4 is the commune's, but for the sentence that opens it."""
    outside_toc(retour, "les parties ont arrêté ensemble", "la commune a arrêté seule")
    (unit,) = [unit for unit in found(assemble, "retour.docx")["units"] if unit["verdict"] != "identique"]
    assert (unit["name"], unit["own"]) == ("article:enjeux", True)
    assert "n’est pas un texte de la commune" in " ".join(unit["remarks"])


def test_a_text_of_the_commune_is_told_as_such(assemble: Assemble, retour: Path) -> None:
    outside_toc(retour, "Harnésiens de 6 à 25\u00a0ans", "Harnésiens de 6 à 21\u00a0ans")
    (unit,) = [unit for unit in found(assemble, "retour.docx")["units"] if unit["verdict"] != "identique"]
    assert unit["own"] is True
    assert unit["remarks"] == []


def test_the_redline_lists_what_it_does_not_track(assemble: Assemble, retour: Path, workspace: Path) -> None:
    footer = next(name for name in WordFile.at(retour).parts if name.startswith("word/footer"))
    replaced(retour, "Caisse", "Maison", footer)
    assert assemble("verify", "retour.docx", "--format", "docx").status == 1
    comments = WordFile.at(workspace / "out" / "verify" / "retour.docx").parts["word/comments.xml"].decode()
    assert "Maison" in comments
