"""A draft under way: stages, marks, remarks, unreadable files, acceptances."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from trials import edit, word_text

HARNES = "inputs/harnes.yaml"
FICHE = "inputs/harnes/fiches/loisirs.yaml"


def part(workspace: Path, name: str) -> str:
    with zipfile.ZipFile(workspace / "out/harnes/convention.docx") as package:
        return package.read(name).decode() if name in package.namelist() else ""


@pytest.mark.parametrize(
    ("stage", "mark"),
    [
        ("projet", "PROJET – version du 3 mars 2023"),
        ("copil", "PROJET – comité de pilotage – version du 3 mars 2023"),
        ("deliberation", None),
        ("signee", None),
    ],
)
def test_the_mark_stands_until_the_text_is_the_one_to_vote(assemble, workspace, stage, mark):
    edit(workspace, HARNES, ("caf: ", f"etape: {stage}\nprojet_du: 2023-03-03\ncaf: "))
    assert assemble("harnes.yaml").status == 0
    shown = word_text(workspace)
    header = re.sub(r"<[^>]+>", "", part(workspace, "word/header1.xml")).replace("\u00a0", " ")
    assert (mark in shown and mark in header) if mark else ("PROJET" not in shown and "PROJET" not in header)


def test_what_is_left_to_do_is_highlighted_and_found_with_its_owner(assemble, workspace):
    question = "[à trancher : avec ou sans enfants ? | Mme Petit | mars]"
    edit(
        workspace,
        FICHE,
        ("- Familles avec enfants", f"- Familles {question}"),
    )
    assert assemble("harnes.yaml").status == 0
    body = part(workspace, "word/document.xml")
    assert re.search(r'<w:rStyle w:val="CTGACompleter"/></w:rPr><w:t[^>]*>\[à trancher : avec', body)
    found = json.loads(assemble("check", "harnes.yaml", "--format", "json", "--pour", "petit").output)
    assert [(f["code"], f["file"], f["line"]) for f in found] == [("JAL002", FICHE, 22)]
    assert "(Mme Petit, mars)" in found[0]["message"]


def test_a_thing_without_object_is_said_plainly(assemble, workspace):
    edit(workspace, FICHE, ("- Jeunes de", "- [sans objet : déjà dit]\n  - Jeunes de"))
    assert assemble("harnes.yaml").status == 0
    assert "Sans objet : déjà dit" in word_text(workspace)
    assert "[sans objet" not in word_text(workspace)


def test_remarks_are_comments_only_when_asked_for(assemble, workspace):
    remark = "{de: Le maire, sur: public, texte: Et les <3 ans ?}"
    edit(
        workspace,
        FICHE,
        ("id: loisirs", f"id: loisirs\nremarques:\n  - {remark}"),
    )
    assemble("harnes.yaml")
    assert part(workspace, "word/comments.xml") == ""
    assemble("harnes.yaml", "--remarques")
    comments = part(workspace, "word/comments.xml")
    assert 'w:author="Le maire"' in comments
    assert "Et les &lt;3 ans ?" in comments
    assert part(workspace, "word/document.xml").count("<w:commentReference") == 1
    assert "Et les" not in word_text(workspace)


def test_one_bad_fiche_does_not_stop_the_evening_before_the_committee(assemble, workspace):
    (workspace / FICHE).write_text("id: loisirs\ntitre: Fiche # 2\n", encoding="utf-8")
    result = assemble("harnes.yaml")
    assert result.status == 0
    assert "[à compléter : fiche illisible, loisirs.yaml]" in word_text(workspace)
    assert "Pilotage et coordination" in word_text(workspace)
    found = json.loads(assemble("check", "harnes.yaml", "--format", "json").output)
    assert [(f["severity"], f["file"], f["line"]) for f in found if f["code"] == "LEC001"] == [("bloquant", FICHE, 2)]
    assert assemble("harnes.yaml", "--strict").status == 1


def test_from_the_deliberation_on_a_bad_fiche_stops_everything(assemble, workspace):
    (workspace / FICHE).write_text("id: loisirs\ntitre: Fiche # 2\n", encoding="utf-8")
    edit(workspace, HARNES, ("caf: ", "etape: deliberation\ncaf: "))
    assert assemble("harnes.yaml").status == 2


def test_figures_that_cannot_be_read_leave_a_notice(assemble, workspace):
    edit(workspace, "inputs/harnes/donnees.csv", ("12 324", "12 3x4"))
    assert assemble("harnes.yaml").status == 0
    assert "chiffres illisibles, donnees.csv" in word_text(workspace)


def test_an_acceptance_silences_its_finding_and_is_told_once_useless(assemble, workspace):
    before = json.loads(assemble("check", "harnes.yaml", "--format", "json").output)
    code = next(f["code"] for f in before if "Partenaires sollicités" in f["message"])
    acceptance = f"{{code: {code}, sur: Partenaires, motif: Connus plus tard, par: Le maire, jusqu_au: 2099-12-31}}"
    edit(
        workspace,
        HARNES,
        (
            "caf: ",
            f"acceptations:\n  - {acceptance}\ncaf: ",
        ),
    )
    after = json.loads(assemble("check", "harnes.yaml", "--format", "json").output)
    assert not any("Partenaires sollicités" in f["message"] for f in after)
    assert len(after) == len(before) - 1
    fiche = workspace / "inputs/harnes/fiches/accueil-individuel.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8") + "\npartenaires: La Caf\n", encoding="utf-8")
    told = json.loads(assemble("check", "harnes.yaml", "--format", "json").output)
    assert [f["code"] for f in told if "acceptation" in f["name"]] == ["ACC001"]


def test_an_expired_acceptance_no_longer_counts(assemble, workspace):
    edit(
        workspace,
        HARNES,
        (
            "caf: ",
            "acceptations:\n  - {code: COM001, motif: Connus plus tard, par: Le maire, jusqu_au: 2020-01-01}\ncaf: ",
        ),
    )
    codes = [f["code"] for f in json.loads(assemble("check", "harnes.yaml", "--format", "json").output)]
    assert "COM001" in codes
    assert "ACC001" in codes


def test_check_says_at_which_stage_a_point_blocks(assemble):
    found = json.loads(assemble("check", "harnes.yaml", "--format", "json", "--etape", "signature").output)
    assert set(found[0]) == {"code", "name", "severity", "message", "hint", "file", "line", "column"}
    blocking = {f["name"] for f in found if f["severity"] == "bloquant"}
    early = json.loads(assemble("check", "harnes.yaml", "--format", "json", "--etape", "projet").output)
    assert not {f["name"] for f in early if f["severity"] == "bloquant"} & blocking


def test_explain_tells_a_check_and_suggests_a_near_code(assemble):
    page = assemble("explain", "jal001")
    assert page.status == 0
    assert "Exemple correct" in page.output
    unknown = assemble("explain", "JAL00")
    assert unknown.status == 2
    assert "Vouliez-vous dire" in unknown.output


def test_a_mark_needs_no_quotes(assemble, workspace):
    edit(workspace, FICHE, ("services: |", "moyens: [à compléter : le budget | Mme Petit | 15/03]\nservices: |"))
    assert assemble("harnes.yaml").status == 0
    found = json.loads(assemble("check", "harnes.yaml", "--format", "json", "--pour", "PETIT").output)
    assert [(f["code"], f["file"]) for f in found] == [("JAL001", FICHE)]
    assert "[à compléter : le budget" in word_text(workspace)


def test_a_mark_in_a_clause_is_found_too(assemble, workspace):
    clause = workspace / "clauses/recours/2022-01.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n[à trancher : ceci | Juriste]\n", encoding="utf-8")
    found = json.loads(assemble("check", "harnes.yaml", "--format", "json", "--pour", "juriste").output)
    assert [(f["code"], f["file"]) for f in found] == [("JAL002", "clauses/recours/2022-01.md")]


def test_remarks_are_refused_in_the_text_to_vote(assemble, workspace):
    edit(workspace, HARNES, ("caf: ", "etape: deliberation\ncaf: "))
    assert assemble("harnes.yaml").status == 0
    result = assemble("harnes.yaml", "--remarques")
    assert result.status == 2
    assert "sans --remarques" in result.output


def test_nothing_for_somebody_is_no_all_clear(assemble):
    result = assemble("check", "harnes.yaml", "--pour", "Xavier")
    assert result.status == 0
    assert "Rien à signaler" not in result.output
    assert "Xavier" in result.output


def test_an_acceptance_of_an_unknown_code_is_told_as_such(assemble, workspace):
    acceptance = "{code: COM999, motif: Connu, par: Le maire, jusqu_au: 2099-12-31}"
    edit(workspace, HARNES, ("caf: ", f"acceptations:\n  - {acceptance}\ncaf: "))
    assert "nomme un code qui n’existe pas" in assemble("check", "harnes.yaml").output


def test_a_mark_in_the_head_of_a_table_is_highlighted(assemble, workspace):
    edit(workspace, "inputs/harnes/ecoles.csv", ("Établissement", "[à compléter : titre | Mme Petit]"))
    assert assemble("harnes.yaml").status == 0
    assert re.search(r"CTGACompleter\"/></w:rPr><w:t[^>]*>\[à compléter : titre", part(workspace, "word/document.xml"))
