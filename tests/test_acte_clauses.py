"""The clauses of deliberations and of the signature round in the library: listed, read and proven as the others are."""

from __future__ import annotations

import pytest
from trials import edit, put, straight

AUTORISATION = "clauses/deliberation-autorisation/2022-07.md"
PLAN = "clauses/deliberation.yaml"


def found(assemble) -> str:
    result = assemble("clauses", "check")
    assert result.status == 1, result.output
    return straight(result.output)


def test_they_are_listed_and_no_convention_takes_one(assemble):
    output = straight(assemble("clauses").output)
    listed = [line.split()[:2] for line in output.splitlines()]
    assert "hors plan" not in output
    assert [name for part, name in filter(lambda each: len(each) == 2, listed) if part == "circuit"] == [
        "circuit-situation",
        "circuit-suite",
        "circuit-regle",
    ]
    assert ["délibération", "deliberation-objet"] in listed
    said = straight(assemble("clauses", "show", "deliberation-objet").output)
    assert said.startswith("deliberation-objet@2022-07, délibération : ")
    impact = straight(assemble("impact", "deliberation-objet").output)
    assert "clause de délibération" in impact and "aucune convention ne la porte" in impact


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (AUTORISATION, "deliberation.executif", "deliberation.executive", "« executive »"),
        (AUTORISATION, "Cette", "{{ circuit.tableau }} Cette", "Paramètre inconnu « circuit »"),
        (AUTORISATION, "Cette", "{{ ref('article:deliberation-objt') }} Cette", "ne mène à aucune partie"),
        ("clauses/circuit-suite/2022-01.md", "circuit.etapes", "circuit.pas", "« pas »"),
        ("clauses/recours/2022-01.md", "tribunal", "{{ circuit.etape }} tribunal", "Paramètre inconnu « circuit »"),
        (PLAN, "deliberation.numero", "deliberation.nombre", "« nombre »"),
        (PLAN, "not deliberation.date", "not deliberation.jour", "« jour »"),
        (PLAN, "deliberation-recours", "deliberation-secours", "Le plan nomme la clause « deliberation-secours »"),
        (PLAN, "  - preambule: deliberation-recours\n", "", "aucune délibération ne peut l’employer"),
    ],
)
def test_what_is_wrong_in_them_or_in_their_plans_is_told(assemble, workspace, file, old, new, said):
    edit(workspace, file, (old, new))
    assert said in found(assemble)


def test_a_clause_of_a_convention_has_no_place_in_their_plan(refused, workspace):
    edit(workspace, PLAN, ("deliberation-recours", "recours"))
    for command in (("clauses", "check"), ("deliberation", "harnes.yaml")):
        output = refused(*command)
        assert f"{PLAN}:" in output and "« recours » n’est pas une clause de délibération" in output


def test_one_can_refer_to_the_articles_of_both(assemble, workspace):
    new = "{{ ref('article:deliberation-approbation') }} ; {{ ref('article:duree') }} de la convention. Cette"
    edit(workspace, AUTORISATION, ("Cette", new))
    assert assemble("clauses", "check").status == 0
    assert assemble("deliberation", "harnes.yaml", "--sans-annexe").status == 0


def test_the_day_of_the_vote_chooses_the_version(assemble, workspace):
    from wordfile import WordFile

    edit(workspace, AUTORISATION, ("{du: 2022-07-01}", "{du: 2022-07-01, au: 2023-05-31}"))
    head = "---\ntitre: Nouveau titre\nen_vigueur: {du: 2023-06-01}\nstatut: projet\nmotif: x\n---\n\n"
    put(workspace, "clauses/deliberation-autorisation/2023-06.md", head + "Nouvelle rédaction.\n")
    start = (workspace / "inputs/harnes.yaml").read_text("utf-8")
    for day, is_new in (("", False), ("2023-05-31", False), ("2023-06-01", True)):
        put(workspace, "inputs/harnes.yaml", start + (f"deliberation: {{date: {day}}}\n" if day else ""))
        assert assemble("deliberation", "harnes.yaml", "--sans-annexe").status == 0
        lines = WordFile.at(workspace / "out/harnes/deliberation.docx").lines
        assert ("Nouvelle rédaction." in lines) == is_new


def test_one_is_approved_as_any_other(assemble):
    name = "circuit-regle@2022-01"
    assert assemble("clauses", "approve", name, "--par", "La directrice", "--reference", "Note 2026-12").status == 0
    assert assemble("clauses", "check").status == 0
