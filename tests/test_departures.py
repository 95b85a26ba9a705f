"""Conventions that depart from the ordinary: nearly empty, with an older clause or one of their own, without parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from drafts import COMMON_CAF, SMALL, spaced, under, written
from real import squeezed
from wordfile import W, WordFile, rows_of, text_of

# --- the smallest convention -----------------------------------------------------------


def test_a_convention_with_only_its_territory_and_its_period_shows_blanks(tools, tmp_path):
    file = written(tools, tmp_path, {"territoire": {"nom": "Arras"}})
    text = "\n".join(map(squeezed, file.lines))
    for label in (
        "champs d’intervention",
        "lieu de signature",
        "date de signature",
        "qualité du signataire",
        "liste des équipements",
        "fiches actions",
        "numéro de la délibération",
    ):
        assert f"[à compléter : {label}]" in text
    for leftover in ("None", "Blank(", "{{", "{%", "()", "  "):
        assert leftover not in text
    assert len([text for level, text in file.headings() if level == 1]) == 1 + 15 + 1 + 5
    shown = [p for p in file.paragraphs if "[à compléter" in text_of(p) and not file.in_toc(p)]
    for paragraph in shown:
        marked = [r for r in paragraph.iter(f"{W}r") if "[à compléter" in text_of(r)]
        assert all(file.style_names[r.find(f"{W}rPr/{W}rStyle").get(f"{W}val")] == "CTG À compléter" for r in marked)


# --- versions and dérogations ----------------------------------------------------------


def test_an_older_version_can_be_imposed(tools, tmp_path):
    day = {"date_reference": "2024-06-01", "territoire": {"nom": "Arras"}}
    ordinary = [text for _, text in written(tools, tmp_path / "a", day).headings()]
    pinned = [text for _, text in written(tools, tmp_path / "b", day | {"clauses": {"enjeux": "2022-01"}}).headings()]
    assert [(old, new) for old, new in zip(ordinary, pinned, strict=True) if old != new] == [
        (
            "Article 4 – Enjeux, objectifs partagés au regard des besoins",
            "Article 4 – Enjeux, objectifs au regard des besoins",
        )
    ]


def test_the_date_of_reference_chooses_the_versions(tools, tmp_path):
    early = written(tools, tmp_path, {"date_reference": "2022-05-01", "territoire": {"nom": "Arras"}})
    assert "Article 4 – Enjeux, objectifs au regard des besoins" in early.lines


OWN_TEXT = "---\ntitre: La fin, à {{ commune.nom }}\n---\n\nLe préavis {{ commune.nom | de }} est de **douze mois**.\n"
DEROGATION = {
    "clause": "fin",
    "texte": "essai/fin.md",
    "motif": "Préavis plus long demandé par la commune",
    "approbation": {"par": "Le service juridique", "le": "2026-02-01", "reference": "NJ 2026-12"},
}


def with_derogation(workspace: Path, derogation: dict[str, Any], text: str = OWN_TEXT) -> None:
    (workspace / "inputs/essai").mkdir()
    (workspace / "inputs/essai/fin.md").write_text(text, "utf-8")
    keys = {"caf": COMMON_CAF, "periode": SMALL["periode"], "territoire": {"nom": "Arras"}, "derogations": [derogation]}
    (workspace / "inputs/essai.yaml").write_text(yaml.safe_dump(keys, allow_unicode=True), "utf-8")


def test_a_derogation_replaces_one_clause_and_is_listed(assemble, workspace):
    with_derogation(workspace, DEROGATION)
    result = assemble("essai.yaml")
    assert result.status == 0, result.output
    said = spaced(result.output)
    assert "Dérogation : clause « fin »" in said
    for words in ("Le service juridique", "NJ 2026-12", "Préavis plus long demandé par la commune"):
        assert words in said
    file = WordFile.at(workspace / "out/essai/convention.docx")
    assert under(file, "Article 12 – La fin, à Arras") == ["Le préavis d’Arras est de douze mois."]
    numbers = [text.partition(" – ")[0] for level, text in file.headings() if level == 1]
    assert numbers.count("Article 12") == 1 and "Article 13" in numbers


def test_a_derogation_without_approval_says_so(assemble, workspace):
    with_derogation(workspace, {key: value for key, value in DEROGATION.items() if key != "approbation"})
    assert "sans approbation" in assemble("essai.yaml").output


def test_a_derogation_without_a_title_keeps_that_of_the_clause(assemble, workspace):
    with_derogation(workspace, DEROGATION, "Le préavis est de douze mois.\n")
    assert assemble("essai.yaml").status == 0
    file = WordFile.at(workspace / "out/essai/convention.docx")
    assert under(file, "Article 12 – La fin de la convention") == ["Le préavis est de douze mois."]


def test_a_fault_in_the_text_of_a_derogation_has_its_file_and_line(assemble, workspace):
    with_derogation(workspace, DEROGATION, OWN_TEXT + "\nEt {{ comune.nom }}.\n")
    result = assemble("essai.yaml")
    assert result.status == 2
    assert "inputs/essai/fin.md:7:" in result.output and "comune" in result.output


# --- diagnostic ------------------------------------------------------------------------


def test_without_parts_the_diagnostic_takes_those_of_the_catalogue(tools, tmp_path):
    data = "code;annee;valeur;variation\nrsa;2020;12;\nhabitants;2020;900;\naah;2020;3;\nallocataires;2020;N.C.;\n"
    given = {"territoire": {"nom": "Arras"}, "diagnostic": {"donnees": "essai/donnees.csv"}}
    file = written(tools, tmp_path, given, {"essai/donnees.csv": data})
    catalogue = tools.catalogue.sections
    codes = {"rsa", "habitants", "aah", "allocataires"}
    expected = [s.titre for s in catalogue if any(i.code in codes for t in s.tableaux for i in t.indicateurs)]
    titles = [text_of(p) for p in file.section("Annexe 1 – ") if p.tag == f"{W}p" and file.style_of(p) == "heading 2"]
    assert [title for title in titles if title in {s.titre for s in catalogue}] == expected
    tables = [rows_of(t) for t in file.section("Annexe 1 – ") if t.tag == f"{W}tbl"]
    assert sorted(row[2] for table in tables for row in table[1:]) == sorted(["12", "900", "3", "N.C."])


def test_tables_that_no_part_places_come_under_other_data(tools, tmp_path):
    data = "code;annee;valeur;variation\nhabitants;2020;900;\nrsa;2020;12;\n"
    section = {"titre": "Population", "tableaux": ["T1"], "atouts": "- Des écoles"}
    given = {"territoire": {"nom": "Arras"}, "diagnostic": {"donnees": "d.csv", "sections": [section]}}
    file = written(tools, tmp_path, given, {"d.csv": data})
    (first,) = [rows_of(t) for t in file.section("Population") if t.tag == f"{W}tbl"]
    (other,) = [rows_of(t) for t in file.section("Autres données") if t.tag == f"{W}tbl"]
    assert (first[1][2], other[1][2]) == ("900", "12")
    assert under(file, "Atouts") == ["Des écoles"]
