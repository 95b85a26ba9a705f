"""What used to vanish or collide in silence: each is told, or stands in the file."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drafts import clause
from trials import MAIN, START, edit, put, word_text

from assembler.model.anchors import bookmark_name
from assembler.model.marks import author_marks
from assembler.model.place import Problems

Refused = Callable[..., str]
Assemble = Callable[..., Any]
MEMBERS = "territoire: {nom: Artois, type: epci, communes: [{nom: Loison}, {nom: Loison}]}\n"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("2023. Cette année compte.", "Le numéro « 2023. » serait perdu"),
        ("1. Un\n3. Trois", "Le numéro « 3. » serait perdu"),
        ("{% if a %}\nA\n{% else %}\nB\n{% elif c %}\nC\n{% endif %}", "« elif » vient après « else »"),
        ("Un {% if a %}A{% else %}B{% else %}C{% endif %}.", "« else » vient après « else »"),
        ("{% if a %}\nA\n{% else x %}\nB\n{% endif %}", "« else » n’a pas de condition"),
    ],
)
def test_a_clause_whose_text_would_be_lost_is_refused(body: str, message: str) -> None:
    with pytest.raises(Problems) as caught:
        clause(body, {"a": True, "c": True})
    assert message in caught.value.problems[0].message


def test_the_numbers_of_a_list_may_all_be_one() -> None:
    (block,) = clause("1. Un\n1. Deux")
    assert len(block.items) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fiche:petite-enfance", "fiche:petite_enfance"),
        ("fiche:Jeunesse", "fiche:jeunesse"),
        ("article:duree:3", "article:duree-3"),
    ],
)
def test_two_headings_never_share_a_bookmark(one: str, other: str) -> None:
    assert bookmark_name(one).lower() != bookmark_name(other).lower()


def test_a_long_run_of_spaces_in_a_mark_takes_no_time() -> None:
    start = time.process_time()
    assert list(author_marks("[sans objet" + " " * 20_000)) == []
    assert time.process_time() - start < 5  # minutes before; milliseconds now


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (START + "annexes: [diagnostic, diagnostic]\n", "L’annexe « diagnostic » est nommée deux fois."),
        (START.replace("territoire: {nom: Harnes}\n", MEMBERS), "La commune membre « Loison » est nommée deux fois."),
        (
            START.replace("{nom: Harnes}", "{nom: Harnes, communes: [{nom: A}]}"),
            "Une commune n’a pas de communes membres.",
        ),
        (START + "signature: {}\ngouvernance:\n  animation: #2 avis\n", "« #2 avis » serait perdue"),
        (START.replace("{nom: Harnes}", '{nom: ""}'), ":2:"),
    ],
)
def test_an_input_that_would_lose_something_is_refused(
    workspace: Path, refused: Refused, keys: str, message: str
) -> None:
    put(workspace, MAIN, keys)
    assert message in refused()


def test_a_payment_without_a_table_is_said(assemble: Assemble, workspace: Path) -> None:
    put(workspace, MAIN, START + "diagnostic: {donnees: chiffres.csv}\n")
    put(workspace, "inputs/chiffres.csv", "code;annee;valeur;variation\nversement_aah;2020;190 000 €;\n")
    assert assemble("essai.yaml").status == 0
    assert "190 000 €" in word_text(workspace, "essai")


@pytest.mark.parametrize(("amount", "said"), [("N.C.", "n’est pas communiqué"), ("- €", "n’a rien versé"), ("", "")])
def test_a_payment_without_an_amount_makes_no_broken_sentence(
    assemble: Assemble, workspace: Path, amount: str, said: str
) -> None:
    edit(workspace, "inputs/harnes/donnees.csv", ("190 000 €", amount))
    assert assemble("harnes.yaml").status == 0
    shown = word_text(workspace)
    assert said in shown
    assert "près de  " not in shown and "près de N.C." not in shown


def test_the_department_s_year_is_shown_where_it_is_another(assemble: Assemble, workspace: Path) -> None:
    edit(workspace, "inputs/communs/departement-2020.csv", ("habitants;2018", "habitants;2017"))
    assemble("harnes.yaml")
    assert "1 466 743\n(2017)" in word_text(workspace)


@pytest.mark.parametrize(
    ("old", "new"),
    [("12 324", "+12 324"), ("12 324", "007"), ("eaje_places_evolution;2021;+0", "eaje_places_evolution;2021;+0 %")],
)
def test_a_figure_that_would_be_printed_otherwise_is_told(
    assemble: Assemble, workspace: Path, old: str, new: str
) -> None:
    edit(workspace, "inputs/harnes/donnees.csv", (old, new))
    assert "donnees.csv » est illisible" in assemble("harnes.yaml").output.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("old", "new"), [("- article: recours", "- article:"), ("presence: sur demande", "presence: parfois")]
)
def test_a_plan_that_would_lose_a_part_is_refused(workspace: Path, refused: Refused, old: str, new: str) -> None:
    put(workspace, MAIN, START)
    edit(workspace, "clauses/plan.yaml", (old, new))
    assert "clauses/plan.yaml:" in refused()


def test_faults_of_the_library_and_of_the_input_are_told_together(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "inconnue: 1\n")
    edit(workspace, "clauses/recours/2022-01.md", ("statut: projet", "statut: provisoire"))
    output = refused()
    assert "clauses/recours/2022-01.md:" in output
    assert f"{MAIN}:4:1" in output


def test_an_unknown_filter_in_a_branch_not_taken_is_told(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START)
    file = workspace / "clauses/recours/2022-01.md"
    file.write_text(
        file.read_text(encoding="utf-8") + "\n{% if territoire.communes %}\n{{ commune.nom | truc }}\n{% endif %}\n"
    )
    assert "Filtre inconnu « truc »" in refused()


def test_annexes_of_an_earlier_order_go(assemble: Assemble, workspace: Path) -> None:
    assemble("harnes.yaml", "--separate-annexes")
    edit(workspace, "inputs/harnes.yaml", ("  - diagnostic\n  - equipements\n", "  - equipements\n  - diagnostic\n"))
    assemble("harnes.yaml", "--separate-annexes")
    names = sorted(path.name for path in (workspace / "out/harnes").glob("annexe-*"))
    assert [name[:8] for name in names] == [f"annexe-{rank}" for rank in range(1, 6)]
    assert names[0] == "annexe-1-equipements.docx"


def test_a_bare_name_is_sought_in_inputs_before_the_folder_at_hand(
    assemble: Assemble, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "harnes.yaml").write_text("autre: chose\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert assemble("harnes.yaml", "--workspace", str(workspace)).status == 0


def test_a_member_who_is_listed_signs_once(assemble: Assemble, workspace: Path) -> None:
    keys = "territoire: {nom: Artois, type: epci, communes: [{nom: Loison}]}\n"
    signers = "signature: {signataires: [{organisme: La Caf}, {organisme: Commune de Loison, nom: Mme Petit}]}\n"
    put(workspace, MAIN, START.replace("territoire: {nom: Harnes}\n", keys) + signers)
    assert assemble("essai.yaml").status == 0
    block = word_text(workspace, "essai").partition("Mme Petit")
    assert "Le Maire" not in block[2].partition("Annexe 1")[0]
