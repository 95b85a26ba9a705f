"""Clauses that an input pins or replaces, and the errors of several files in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from trials import CAF, MAIN, PERIOD, START, put

Refused = Callable[..., str]


def test_a_pin_on_an_unknown_clause(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "clauses: {dure: 2022-01}\n")
    output = refused()
    assert f"\n{MAIN}:4:17 : La clause « dure » n’existe pas dans la bibliothèque." in output
    assert "« duree » ?" in output


def test_a_pin_on_an_unknown_version(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "clauses: {duree: 2019-01}\n")
    output = refused()
    assert f"\n{MAIN}:4:18 : La clause « duree » n’a pas de version « 2019-01 »." in output
    assert "2022-01, 2023-01" in output


def test_all_pins_are_judged_at_once(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "clauses:\n  duree: 2019-01\n  dure: 2022-01\n  fin: 9999-99\n")
    output = refused()
    assert "3 erreurs." in output
    assert all(f"\n{MAIN}:{line}:" in output for line in (5, 6, 7))


def test_a_derogation_from_an_unknown_clause(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "derogations:\n  - {clause: fins, motif: x, texte: fin.md}\n")
    put(workspace, "inputs/fin.md", "Un texte.\n")
    output = refused()
    assert f"\n{MAIN}:5:14 : " in output
    assert "« fins »" in output
    assert "« fin » ?" in output


def test_a_derogation_whose_text_is_wrong(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "derogations:\n  - {clause: fin, motif: x, texte: fin.md}\n")
    put(workspace, "inputs/fin.md", "Un texte de {{ comune.nom }}.\n")
    assert "\ninputs/fin.md:1" in refused()


def test_no_version_in_force_at_the_date(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "date_reference: 1990-01-01\n")
    output = refused()
    assert "Aucune version de la clause « duree » n’est utilisable au 01/01/1990." in output
    assert "Aucune version de la clause « fin »" in output


def test_errors_of_every_kind_of_file_come_in_one_run(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, CAF + "territoire: {nom: Harnes, zzz: 1}\n" + PERIOD + "fiches: [fiche.yaml]\n"
        "equipements: {offre: [{tableau: table.csv}]}\ndiagnostic: {donnees: chiffres.csv}\n")  # fmt: skip
    put(workspace, "inputs/fiche.yaml", "id: a\ntitre: b : c\n")
    put(workspace, "inputs/table.csv", "École;Élèves\nPasteur;12;de trop\n")
    put(workspace, "inputs/chiffres.csv", "code;annee;valeur;variation\nhabitants;2020;beaucoup;\n")
    output = refused()
    assert "4 erreurs." in output
    for place in (f"{MAIN}:2:27", "inputs/fiche.yaml:2:10", "inputs/table.csv:2:12", "inputs/chiffres.csv:2:16"):
        assert f"\n{place} : " in output


def test_errors_of_pins_figures_and_derogations_come_in_one_run(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "clauses: {dure: 2022-01}\nderogations: [{clause: fins, motif: x, texte: fin.md}]\n"
        "diagnostic: {donnees: chiffres.csv}\n")  # fmt: skip
    put(workspace, "inputs/fin.md", "---\ntitre: a : b\n---\nUn texte.\n")
    put(workspace, "inputs/chiffres.csv", "code;annee;valeur;variation\nhabitants;2020;beaucoup;\n")
    output = refused()
    for place in (f"{MAIN}:4:17", f"{MAIN}:5:24", "inputs/fin.md:2:10", "inputs/chiffres.csv:2:16"):
        assert f"\n{place} : " in output


def test_an_annexe_that_the_plan_lacks_is_told_where_it_is_named(workspace: Path, refused: Refused) -> None:
    plan = workspace / "clauses/plan.yaml"
    lines = plan.read_text(encoding="utf-8").splitlines()
    plan.write_text("\n".join(line for line in lines if "genre: gouvernance" not in line) + "\n", encoding="utf-8")
    put(workspace, MAIN, START + "annexes: [diagnostic, gouvernance]\n")
    assert f"{MAIN}:4:23 : Le plan ne prévoit pas l’annexe « gouvernance »." in refused()
