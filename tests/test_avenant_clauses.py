"""The clauses of avenants in the library: listed, read, proven and approved as the others are."""

from __future__ import annotations

import pytest
from avenants import FILE, avenant, seal_convention, text
from trials import edit, put, straight

EFFET = "clauses/avenant-effet/2022-01.md"
PLAN = "clauses/avenant.yaml"


def found(assemble) -> str:
    result = assemble("clauses", "check")
    assert result.status == 1, result.output
    return straight(result.output)


def test_they_are_listed_behind_those_of_the_convention(assemble):
    output = straight(assemble("clauses").output)
    assert "hors plan" not in output
    lines = [line.split()[:2] for line in output.splitlines() if line.startswith("avenant ")]
    names = ["parties", "visas", "objet", "modifications", "prolongation", "effet", "maintien", "signature"]
    assert lines == [["avenant", f"avenant-{name}"] for name in names]
    assert straight(assemble("clauses", "show", "avenant-effet").output).startswith("avenant-effet@2022-01, avenant : ")


def test_every_branch_of_them_is_proven(assemble, workspace):
    assert assemble("clauses", "check").status == 0
    edit(workspace, EFFET, ("{{ avenant.effet | date }}", "{{ avenant.efet | date }}"))
    assert f"{EFFET}:9:" in found(assemble)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("clauses/recours/2022-01.md", "tribunal", "{{ avenant.numero }} tribunal", "Paramètre inconnu « avenant »"),
        (EFFET, "Il vaut", "{{ sdsf.ambition }} Il vaut", "Paramètre inconnu « sdsf »"),
        (EFFET, "Il vaut", "{{ ref('article:avenant-efet') }} Il vaut", "Vouliez-vous dire « article:avenant-effet »"),
        (EFFET, "Il vaut", "{{ ref('annexe:diagnostik') }} Il vaut", "Vouliez-vous dire « annexe:diagnostic »"),
        (PLAN, "Avenant n° {{ avenant.numero }}", "Avenant {{ avenant.nombre }}", "« nombre »"),
        (PLAN, "avenant-maintien", "avenant-maintient", "Le plan nomme la clause « avenant-maintient »"),
        (PLAN, "  - article: avenant-maintien\n", "", "aucun avenant ne peut l’employer"),
    ],
)
def test_what_is_wrong_in_them_or_in_their_plan_is_told(assemble, workspace, file, old, new, said):
    edit(workspace, file, (old, new))
    output = found(assemble)
    assert said in output and (file in output or "clauses/avenant-maintien" in output)


def test_a_clause_of_a_convention_has_no_place_in_their_plan(refused, workspace):
    edit(workspace, PLAN, ("avenant-maintien", "recours"))
    output = refused("clauses", "check")
    assert f"{PLAN}:15:" in output and "commence par « avenant- »" in output


def test_one_is_approved_as_any_other(assemble, workspace):
    name = "avenant-effet@2022-01"
    result = assemble("clauses", "approve", name, "--par", "La directrice", "--reference", "Note 2026-12")
    assert result.status == 0, result.output
    assert assemble("clauses", "check").status == 0


def test_a_new_version_of_one_is_what_the_next_avenant_says(assemble, workspace):
    seal_convention(assemble, workspace)
    edit(workspace, f"inputs/{FILE}", ("[Écoles, Périscolaire]", "[Écoles]"))
    edit(workspace, EFFET, ("{du: 2022-01-01}", "{du: 2022-01-01, au: 2024-12-31}"))
    head = "---\ntitre: Effet\nen_vigueur: {du: 2025-01-01}\nstatut: projet\nmotif: x\n---\n\n"
    put(workspace, "clauses/avenant-effet/2025-01.md", head + "Effet : {{ avenant.effet | date }}.\n")
    assert assemble("avenant", FILE, "--effet", "2025-01-01").status == 0
    assert "Article 3 – Effet" in text(avenant(workspace)) and "Effet : 1er janvier 2025." in text(avenant(workspace))
    assert assemble("avenant", FILE, "--effet", "2024-12-31").status == 0
    assert "Le présent avenant prend effet le 31 décembre 2024." in text(avenant(workspace))
