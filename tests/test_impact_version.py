"""`assemble impact fin@2024-01`: who would take the version, who would not and why, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from test_impact import (  # noqa: F401 - fixtures
    NINE,
    built,
    impact,
    newer,
    open_period,
    sealed,
    voted,
    whole,
    words,
)
from test_lock import SIX, edit
from trials import put, straight

Assemble = Callable[..., Any]
PINNED = 'clauses: {fin: "2023-01"}\n'


def effect(found: dict[str, dict[str, Any]], name: str = "harnes.yaml") -> tuple[str, list[str]]:
    return found[name]["effect"], found[name]["reasons"]


def test_who_takes_it_and_who_does_not_for_its_date(built: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(built)
    found = impact(assemble, "fin@2024-01")
    assert effect(found) == ("refaite", ["clause fin 2023-01 → 2024-01"])
    assert words(found["harnes.yaml"]) == [("six", "neuf")]
    why = "jour de référence : 01/06/2022, avant l’entrée en vigueur le 01/01/2023"
    assert effect(found, "lens.yaml") == ("ecartee", [why])


def test_without_a_day_of_reference_the_period_chooses(open_period: Path, assemble: Assemble) -> None:  # noqa: F811
    edit(open_period / "inputs/harnes.yaml", "date_reference: 2023-01-01\n", "")
    assert assemble("harnes.yaml").status == 0
    newer(open_period, "2023-06", since="2023-06-01")
    found = impact(assemble, "fin@2023-06", "--pour", "harnes", status=0)
    assert effect(found) == ("ecartee", ["jour de référence : 01/01/2023, avant l’entrée en vigueur le 01/06/2023"])
    newer(open_period)
    assert effect(impact(assemble, "fin@2024-01", "--pour", "harnes"))[0] == "refaite"
    assert effect(impact(assemble, "--pour", "harnes")) == ("refaite", ["clause fin 2023-01 → 2024-01"])


def test_the_name_alone_is_the_newest_version(built: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(built)
    assert whole(assemble, "fin")["version"]["version"] == "2024-01"


def test_who_has_it_already(built: Path, assemble: Assemble) -> None:  # noqa: F811
    assert effect(impact(assemble, "fin@2023-01", status=0)) == ("a_jour", ["l’emploie déjà"])


def test_it_is_filled_with_each_ones_values(built: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(built, text="un préavis de six mois, à {{ territoire.nom }}.")
    assert ("", ", à Harnes") in words(impact(assemble, "fin@2024-01")["harnes.yaml"])


@pytest.mark.parametrize("is_built", [True, False])
def test_a_pinned_version_keeps_it_out(open_period: Path, assemble: Assemble, is_built: bool) -> None:  # noqa: F811
    with (open_period / "inputs/harnes.yaml").open("a", encoding="utf-8") as file:
        file.write(PINNED)
    if is_built:
        assemble("harnes.yaml")
    newer(open_period)
    found = impact(assemble, "fin@2024-01", "--pour", "harnes.yaml", status=0)
    assert effect(found) == ("ecartee", ["version 2023-01 imposée par la saisie"])
    assert list(found) == ["harnes.yaml"]


def test_a_derogation_keeps_it_out(built: Path, assemble: Assemble) -> None:  # noqa: F811
    put(built, "inputs/harnes/fin.md", "Un préavis propre à la commune.\n")
    with (built / "inputs/harnes.yaml").open("a", encoding="utf-8") as file:
        file.write("derogations:\n  - {clause: fin, texte: harnes/fin.md, motif: Choix du conseil}\n")
    newer(built)
    assert effect(impact(assemble, "fin@2024-01", status=0)) == ("ecartee", ["une dérogation remplace cette clause"])


def test_a_clause_outside_of_the_plan_is_taken_by_none(built: Path, assemble: Assemble) -> None:  # noqa: F811
    put(built, "clauses/autre/2024-01.md", (built / "clauses/fin/2023-01.md").read_text("utf-8"))
    found = impact(assemble, "autre", status=0)
    assert effect(found) == effect(found, "lens.yaml") == ("ecartee", ["n’emploie pas cette clause"])


def test_a_newer_one_wins(built: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(built)
    newer(built, "2025-01")
    found = impact(assemble, "fin@2024-01", status=0)
    assert effect(found) == ("ecartee", ["une version plus récente est prise : 2025-01"])


def test_a_wording_edited_in_its_file_is_taken_anew(built: Path, assemble: Assemble) -> None:  # noqa: F811
    edit(built / "clauses/fin/2023-01.md", SIX, NINE)
    found = impact(assemble, "fin@2023-01")
    assert effect(found) == ("refaite", ["clause fin@2023-01 : texte modifié"])
    assert words(found["harnes.yaml"]) == [("six", "neuf")]


def test_a_draft_not_in_force_yet_says_so(built: Path, assemble: Assemble) -> None:  # noqa: F811
    soon = date.today() + timedelta(days=30)
    newer(built, since=str(soon))
    output = straight(assemble("impact", "fin@2024-01").output)
    assert "Cette version est en projet : elle n’est pas encore approuvée." in output
    assert f"Elle n’entre en vigueur que le {soon:%d/%m/%Y}." in output
    assert whole(assemble, "fin@2024-01", status=0)["version"]["status"] == "projet"


def test_a_voted_text_keeps_its_own(voted: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(voted)
    found = impact(assemble, "fin@2024-01")
    assert effect(found) == ("figee", ["clause fin 2023-01 → 2024-01"])
    assert words(found["harnes.yaml"]) == [("six", "neuf")]
    assert effect(impact(assemble, "fin@2022-01", status=0))[0] == "ecartee"


def test_a_signed_text_would_need_an_avenant(sealed: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(sealed)
    found = impact(assemble, "fin@2024-01")
    assert effect(found) == ("avenant", ["clause fin 2023-01 → 2024-01"])
    assert words(found["harnes.yaml"]) == [("six", "neuf")]
    (sealed / "inputs/harnes.lock.json").unlink()
    assert impact(assemble, "fin@2024-01")["harnes.yaml"] == found["harnes.yaml"]


def test_a_signed_text_waits_for_the_day_of_the_version(sealed: Path, assemble: Assemble) -> None:  # noqa: F811
    soon = date.today() + timedelta(days=30)
    newer(sealed, since=str(soon))
    found = impact(assemble, "fin@2024-01")
    assert effect(found)[1] == ["clause fin 2023-01 → 2024-01", f"avenant possible avec effet au {soon:%d/%m/%Y}"]
    newer(sealed, "2025-01", since=str(soon))
    why = "un avenant prendrait une version plus récente : 2025-01"
    assert effect(impact(assemble, "fin@2024-01", status=0)) == ("ecartee", [why])
    (sealed / "clauses/fin/2025-01.md").unlink()
    late = date.today() + timedelta(days=2_000)
    newer(sealed, since=str(late))
    assert effect(impact(assemble, "fin@2024-01", status=0))[0] == "ecartee"


def test_no_avenant_is_promised_to_a_voted_text(voted: Path, assemble: Assemble) -> None:  # noqa: F811
    soon = date.today() + timedelta(days=30)
    newer(voted, since=str(soon))
    found = impact(assemble, "fin@2024-01")
    assert effect(found)[1] == ["clause fin 2023-01 → 2024-01", f"version en vigueur à partir du {soon:%d/%m/%Y}"]
    newer(voted, "2025-01", since=str(soon))
    why = "il y a une version plus récente : 2025-01"
    assert effect(impact(assemble, "fin@2024-01", status=0)) == ("ecartee", [why])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fni", "Vouliez-vous dire « fin » ?"),
        ("fin@1999-01", "La clause « fin » n’a pas de version « 1999-01 »."),
        ("fin@", "Ce que la version fin@2023-01 changerait"),
    ],
)
def test_a_name_that_means_nothing(built: Path, assemble: Assemble, name: str, said: str) -> None:  # noqa: F811
    result = assemble("impact", name)
    assert result.status == (0 if name == "fin@" else 2)
    assert said in straight(result.output)


def test_a_convention_that_is_not_there(built: Path, refused: Callable[..., str]) -> None:  # noqa: F811
    assert "Le fichier « arnes » est introuvable" in refused("impact", "--pour", "arnes")


def test_the_page_is_written_beside_the_documents(built: Path, assemble: Assemble) -> None:  # noqa: F811
    newer(built)
    result = assemble("impact", "fin@2024-01", "--format", "html")
    assert result.status == 1
    assert "out/impact/fin-2024-01.html" in result.output
    page = (built / "out/impact/fin-2024-01.html").read_text("utf-8")
    assert "<del>" in page and "neuf" in page and "harnes.yaml" in page
    assert assemble("impact", "--format", "html").status == 1
    assert (built / "out/impact/impact.html").is_file()
