"""What a commune filled in or edited in a returned file, taken over in its input."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from returned import Returned, plain_spaces
from wordfile import edit_part

from assembler.cli.takeover import offer
from assembler.model.lines import TableRow
from assembler.model.takeover import Proposal, Takeover

FICHE = "inputs/harnes/fiches/accueil-individuel.yaml"


def added(workspace: Path, repository: Path, file: str) -> tuple[list[str], list[str]]:
    """The lines that a file of the workspace lost and won."""
    old, new = ((root / file).read_text(encoding="utf-8").splitlines() for root in (repository, workspace))
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.fixture
def returned(workspace: Path) -> Returned:
    return Returned(workspace)


REPOSITORY = Path(__file__).resolve().parent.parent


def test_a_date_filled_in_a_sentence_is_typed_as_the_input_types_it(returned: Returned, workspace: Path) -> None:
    line = "Fait à Harnes, le [à compléter : date de signature], en 2 exemplaires originaux."
    returned.edit("signature:signature", line, "Fait à Harnes, le 12\u00a0avril 2023, en 2\u00a0exemplaires originaux.")
    found = returned.taken()
    assert [(each.path, each.new, each.label) for each in found.proposals] == [
        (("signature", "date"), "2023-04-12", "date de signature")
    ]
    assert found.proposals[0].place.file.name == "harnes.yaml" and found.proposals[0].place.line == 87
    assert added(workspace, REPOSITORY, "inputs/harnes.yaml") == ([], ["  date: 2023-04-12"])


def test_two_values_of_one_sentence_are_told_apart(returned: Returned) -> None:
    line = "Fait à Harnes, le [à compléter : date de signature], en 2 exemplaires originaux."
    returned.edit("signature:signature", line, "Fait à Lens, le 1er avril 2023, en 3 exemplaires originaux.")
    assert {each.path: each.new for each in returned.taken().proposals} == {
        ("signature", "lieu"): "Lens",
        ("signature", "date"): "2023-04-01",
        ("signature", "exemplaires"): "3",
    }


def test_a_value_that_its_type_refuses_is_left_to_a_person(returned: Returned) -> None:
    line = "Fait à Harnes, le [à compléter : date de signature], en 2 exemplaires originaux."
    returned.edit("signature:signature", line, line.replace("[à compléter : date de signature]", "au printemps"))
    found = returned.takeover()
    assert found.proposals == ()
    assert [each.new for each in found.unplaced] == ["au printemps"]
    assert "date est attendue" in found.unplaced[0].why


def test_cells_of_a_fiche_that_were_empty(returned: Returned, workspace: Path) -> None:
    returned.edit("fiche:accueil-individuel", "[à compléter : partenaires sollicités]", "Le département :", "- la PMI")
    returned.edit("fiche:accueil-individuel", "[à compléter : indicateurs d’évaluation]", "Nombre d’agréments")
    returned.taken()
    lost, won = added(workspace, REPOSITORY, FICHE)
    assert lost == []
    assert (workspace / FICHE).read_text(encoding="utf-8").endswith("ici.\n" + "\n".join([*won[:2], "", *won[2:], ""]))
    assert won == ["partenaires: |", "  Le département :", "  - la PMI", "indicateurs: Nombre d’agréments"]


def test_keys_that_had_no_group_yet(returned: Returned, workspace: Path) -> None:
    blanks = "n° [à compléter : numéro de la délibération] du [à compléter : date de la délibération]"
    line = f"Délibération {blanks}, transmise au préfet le [à compléter : date de transmission au préfet]."
    kept = "n° 2023-45 du 3 avril 2023, transmise au préfet le [à compléter : date de transmission au préfet]."
    returned.edit("annexe:deliberation", line, f"Délibération {kept}")
    returned.edit(
        "annexe:deliberation", "[à compléter : texte de la délibération]", "Le conseil décide :", "1. de signer"
    )
    returned.taken()
    won = ["deliberation:", "  numero: 2023-45", "  date: 2023-04-03", "  texte: |"]
    assert added(workspace, REPOSITORY, "inputs/harnes.yaml") == (
        [],
        [*won, "    Le conseil décide :", "    1. de signer"],
    )


def test_a_blank_of_the_clause_has_no_key(returned: Returned, workspace: Path) -> None:
    path = workspace / "inputs/harnes.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("gouvernance:\n"), text.index("# Signature.")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    found = (
        Returned(workspace)
        .edit("article:gouvernance", "[à compléter : instances de gouvernance]", "Un comité.")
        .takeover()
    )
    assert found.proposals == ()
    assert [(each.new, "Aucune clé" in each.why) for each in found.unplaced] == [("Un comité.", True)]


def test_means_of_a_fiche_stand_below_its_grid(workspace: Path) -> None:
    path = workspace / FICHE
    path.write_text(f"{path.read_text(encoding='utf-8')}moyens: |\n  Un mi-temps.\n", encoding="utf-8")
    found = (
        Returned(workspace).edit("fiche:accueil-individuel", "Un mi-temps.", "Un temps plein.", "Un bureau.").taken()
    )
    assert [(each.path[2:], each.new) for each in found.proposals] == [(("moyens",), "Un temps plein.\n\nUn bureau.")]
    assert found.unplaced == ()


def test_the_same_blank_twice_is_told_by_its_place(returned: Returned, workspace: Path) -> None:
    path = workspace / "inputs/harnes.yaml"
    text = path.read_text(encoding="utf-8")
    for name in ("Jean-Jacques PION", "Philippe DUQUESNOY"):
        text = text.replace(f"      nom: {name}\n", "")
    path.write_text(text, encoding="utf-8")
    again = Returned(workspace).edit("signature:signature", "[à compléter : nom du signataire]", "Anne DUPONT", rank=1)
    assert [each.path for each in again.taken().proposals] == [("signature", "signataires", 1, "nom")]


def test_paragraphs_and_items_of_a_cell(returned: Returned, workspace: Path) -> None:
    unit = "fiche:accueil-individuel"
    returned.edit(unit, "Candidats à l’agrément", "Candidats à l’agrément et leur famille")
    returned.edit(unit, "Parents employeurs", "Parents employeurs", "Grands-parents")
    returned.edit(unit, "Assistantes maternelles et gardes à domicile")
    returned.edit(unit, "L’action commence en 2024.", "L’action commence en 2025.")
    found = returned.taken()
    assert found.unplaced == ()
    assert [each.label for each in found.proposals] == ["public cible", "échéances de réalisation"]
    assert added(workspace, REPOSITORY, FICHE) == (
        [
            "  - Candidats à l’agrément",
            "  - Assistantes maternelles et gardes à domicile",
            "  L’action commence en 2024.",
        ],
        ["  - Candidats à l’agrément et leur famille", "  - Grands-parents", "  L’action commence en 2025."],
    )


def test_lists_that_were_typed_by_hand(returned: Returned, workspace: Path) -> None:
    returned.edit("fiche:accueil-individuel", "L’action commence en 2024.", "L’action :", "–\u00a0commence", "1. finit")
    assert returned.taken().unplaced == ()
    assert "  L’action :\n\n  - commence\n\n  1. finit\n\n# Par qui" in (workspace / FICHE).read_text(encoding="utf-8")


def test_numbers_of_a_list_follow_when_an_item_goes(returned: Returned, workspace: Path) -> None:
    unit = "fiche:accueil-individuel"
    rows = [item for item in returned.lines(unit) if isinstance(item, TableRow)]
    cell = next(row.cells[1] for row in rows if row.text.startswith("Valoriser"))
    returned.edit(unit, plain_spaces(cell[0].text))
    returned.taken()
    lost, won = added(workspace, REPOSITORY, FICHE)
    assert [line[:11] for line in lost] == ["  1. Relier", "  2. Faire ", "  3. Dirige"]
    assert [line[:11] for line in won] == ["  1. Faire ", "  2. Dirige"]


def test_a_list_of_lines(returned: Returned, workspace: Path) -> None:
    unit = "article:intervention-commune"
    returned.edit(unit, "Gestion des écoles maternelles et primaires", "Gestion des écoles")
    returned.edit(unit, "Gestion du service périscolaire et extrascolaire", "Sports : salles", "Bibliothèque")
    found = returned.taken()
    assert found.unplaced == ()
    won = ["    - Gestion des écoles", '    - "Sports : salles"', "    - Bibliothèque"]
    assert added(workspace, REPOSITORY, "inputs/harnes.yaml")[1] == won


def test_values_inside_standard_sentences(returned: Returned, workspace: Path) -> None:
    old = "Composition : élus de la commune de Harnes et services de la Caf"
    returned.edit("article:gouvernance", old, f"{old} du Pas-de-Calais")
    missions = "Le comité de pilotage valide la démarche et les actions."
    returned.edit("article:gouvernance", missions, missions, "Il arrête le bilan.")
    returned.edit("signature:signature", "Philippe DUQUESNOY", "Anne DUPONT")
    found = returned.taken()
    assert [each.path for each in found.proposals] == [
        ("gouvernance", "instances", 0, "missions"),
        ("gouvernance", "instances", 0, "composition"),
        ("signature", "signataires", 1, "nom"),
    ]
    text = (workspace / "inputs/harnes.yaml").read_text(encoding="utf-8")
    assert "actions.\n\n        Il arrête le bilan.\n      reunions:" in text
    assert "composition: élus de la commune de Harnes et services de la Caf du Pas-de-Calais\n" in text


def test_wording_of_the_library_and_figures_are_no_proposals(returned: Returned) -> None:
    line = "La présente convention prend effet le 1er janvier 2023. Elle prend fin au plus tard le 31 décembre 2026."
    returned.edit("article:duree", line, line.replace("au plus tard ", ""))
    returned.edit("annexe:diagnostic", "177", "178")
    found = returned.takeover()
    assert found.proposals == ()
    assert [(each.old, each.why) for each in found.unplaced] == [
        ("177", "Les chiffres se corrigent dans « inputs/harnes/donnees.csv ».")
    ]


def test_a_paragraph_that_stands_several_times_is_found_by_its_place(returned: Returned) -> None:
    line = "Source : la commune signataire."
    returned.edit("annexe:diagnostic", line, "Source : la ville de Harnes.", rank=1)
    path = ("diagnostic", "contexte", 1, "rubriques", 0, "texte")
    found = returned.taken().proposals
    assert [(each.path, plain_spaces(each.new)) for each in found] == [(path, "Source : la ville de Harnes.")]


def test_cells_of_a_csv_file_are_named_but_not_written(returned: Returned) -> None:
    row = next(i for i in returned.lines("annexe:equipements")[::-1] if isinstance(i, TableRow))
    old = plain_spaces(row.cells[0][0].text)
    found = returned.edit("annexe:equipements", old, f"{old} bis").takeover()
    assert found.proposals == ()
    assert [each.why for each in found.unplaced] == [
        "Ce texte vient de « pilotage.csv » : corrigez-le dans ce fichier."
    ]


def test_a_value_given_in_two_ways_is_left_to_a_person(returned: Returned) -> None:
    title = "Promouvoir et soutenir l’accueil individuel selon les besoins du territoire"
    returned.edit("article:enjeux", f"{title} (fiche action 1)", "Soutenir l’accueil individuel (fiche action 1)")
    returned.edit("fiche:accueil-individuel", f"Fiche action n° 1 – {title}", "Fiche action n° 1 – Aider les familles")
    found = returned.takeover()
    assert [each for each in found.proposals if each.path == ("fiches", 0, "titre")] == []
    assert {"de plusieurs façons" in each.why for each in found.unplaced} == {True}


def test_a_mark_of_an_author_is_filled_within_its_text(returned: Returned, workspace: Path) -> None:
    path = workspace / FICHE
    mark = "[à compléter : année | Mme Petit | mars]"
    path.write_text(
        path.read_text(encoding="utf-8").replace("commence en 2024", f"commence en {mark}"), encoding="utf-8"
    )
    again = Returned(workspace).edit(
        "fiche:accueil-individuel", f"L’action commence en {mark}.", "L’action commence en 2025."
    )
    assert [each.new for each in again.taken().proposals] == ["L’action commence en 2025."]


def test_what_was_taken_is_not_offered_again(returned: Returned, workspace: Path) -> None:
    unit = "fiche:accueil-individuel"
    returned.edit(unit, "Candidats à l’agrément", "Candidats").edit(unit, "Parents employeurs", "Parents", "Élus")
    returned.taken()
    again = Returned(workspace)
    again.sent, again.items, again.ranks = returned.sent, returned.items, returned.ranks
    assert again.takeover() == Takeover((), ())


def answers(*given: str) -> Callable[[], str]:
    left = iter(given)
    return lambda: next(left)


def test_one_by_one_or_all(
    returned: Returned, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    for cell in ("partenaires sollicités", "indicateurs d’évaluation"):
        returned.edit("fiche:accueil-individuel", f"[à compléter : {cell}]", f"Des {cell}")
    both = returned.takeover().proposals

    def accepted(*given: str, take_all: bool = False) -> Sequence[Proposal]:
        return offer(both, (), returned.workspace, take_all, answers(*given) if given else None)

    assert accepted("n", "o") == [both[1]]
    assert accepted("t") == list(both)
    assert accepted("o", "q") == [both[0]]
    assert accepted(take_all=True) == list(both)
    capsys.readouterr()
    assert accepted() == []
    said = plain_spaces(capsys.readouterr().out)
    assert "--tout" in said and f"{FICHE} : partenaires sollicités" in said
    assert "(vide) → « Des partenaires sollicités »" in said


def test_from_the_word_file_to_the_input(assemble: Callable[..., Any], workspace: Path) -> None:
    assert assemble("harnes.yaml").status == 0
    word = Document(str(workspace / "out/harnes/convention.docx"))
    for old, new in (("[à compléter : indicateurs d’évaluation]", "Nombre d’agréments"), ("2024.", "2025.")):
        runs = [t for t in word.element.body.iter(qn("w:t")) if plain_spaces(t.text or "").endswith(old)]
        runs[0].text = plain_spaces(runs[0].text).replace(old, new)
    word.save(str(workspace / "retour.docx"))
    before = (workspace / FICHE).read_bytes()
    shown = assemble("verify", "retour.docx", "--reprendre")
    assert shown.status == 1 and (workspace / FICHE).read_bytes() == before
    taken = assemble("verify", "retour.docx", "--reprendre", "--tout")
    assert taken.status == 1, taken.output
    assert "2 valeurs reprises" in plain_spaces(taken.output)
    assert added(workspace, REPOSITORY, FICHE)[1] == ["  L’action commence en 2025.", "indicateurs: Nombre d’agréments"]


def test_all_takes_no_value_of_an_altered_text_of_the_library(assemble: Callable[..., Any], workspace: Path) -> None:
    """The number of social workers is the Caf's promise, in article 2."""
    assert assemble("harnes.yaml").status == 0
    retour = workspace / "retour.docx"
    shutil.copy(workspace / "out" / "harnes" / "convention.docx", retour)
    edit_part(retour, lambda xml: xml.replace("9\u00a0travailleurs sociaux", "12\u00a0travailleurs sociaux"))
    before = (workspace / "inputs" / "harnes.yaml").read_bytes()
    result = assemble("verify", "retour.docx", "--reprendre", "--tout")
    assert result.status == 1
    assert "1 valeur d’un texte de la bibliothèque n’est pas reprise par --tout" in plain_spaces(result.output)
    assert (workspace / "inputs" / "harnes.yaml").read_bytes() == before
