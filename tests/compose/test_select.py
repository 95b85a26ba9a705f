"""Which version of a clause a convention takes: by date, by pin, never a repealed one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from drafts import spaced

from assembler.compose.select import Pin, choose, choose_of_period
from assembler.model.clause import ClauseVersion, EnTete
from assembler.model.place import Place, Problem, Problems

PLAN = Place(Path("clauses/plan.yaml"))
INPUT = Place(Path("inputs/essai.yaml"), 12, 3)


def version(name: str, *, du: str | None = None, au: str | None = None, statut: str = "projet") -> ClauseVersion:
    """`duree/2022-01`, in force from `du` to `au`."""
    clause, _, number = name.partition("/")
    in_force = {key: day for key, day in (("du", du), ("au", au)) if day}
    head = EnTete.model_validate({"titre": clause, "en_vigueur": in_force, "statut": statut, "motif": "Essai"})
    place = Place(Path(f"clauses/{name}.md"))
    return ClauseVersion(clause, number, head, "", 8, place, place, place)


OLD = version("duree/2022-01", du="2022-01-01", au="2022-12-31")
NEW = version("duree/2023-01", du="2023-01-01")
LATE = version("duree/2025-06", du="2025-06-01")


def chosen(*versions: ClauseVersion, day: str | None, pins: Mapping[str, str] | None = None) -> str:
    wanted = {name: Pin(number, INPUT) for name, number in (pins or {}).items()}
    when = date.fromisoformat(day) if day else None
    return choose({"duree": versions}, ["duree"], wanted, when, PLAN)["duree"].version


def faults(*versions: ClauseVersion, day: str | None = None, pins: Mapping[str, str] | None = None) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        chosen(*versions, day=day, pins=pins)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-01-01", "2022-01"),
        ("2022-12-31", "2022-01"),
        ("2023-01-01", "2023-01"),
        ("2025-05-31", "2023-01"),
        ("2025-06-01", "2025-06"),
        (None, "2025-06"),
    ],
)
def test_the_newest_version_usable_on_the_day(day, expected):
    assert chosen(OLD, NEW, LATE, day=day) == expected


def test_an_open_side_is_always_in_force():
    assert chosen(version("duree/2020-01", au="2030-12-31"), day="1999-01-01") == "2020-01"
    assert chosen(version("duree/2020-01"), day="2099-01-01") == "2020-01"


def test_a_repealed_version_is_passed_over():
    repealed = version("duree/2025-06", du="2025-06-01", statut="abrogee")
    assert chosen(OLD, NEW, repealed, day="2026-01-01") == "2023-01"
    assert chosen(OLD, NEW, repealed, day=None) == "2023-01"


def test_a_pin_overrules_the_day_and_the_newest():
    assert chosen(OLD, NEW, LATE, day="2026-01-01", pins={"duree": "2022-01"}) == "2022-01"


def test_none_usable_on_the_day():
    (problem,) = faults(NEW, LATE, day="2022-06-15")
    assert spaced(problem.message) == "Aucune version de la clause « duree » n’est utilisable au 15/06/2022."
    assert "date_reference" in problem.hint
    assert problem.place.file == Path("clauses/duree/2025-06.md")


def test_a_convention_older_than_the_library_takes_its_first_wordings():
    repealed = version("duree/2021-01", du="2021-01-01", statut="abrogee")
    taken = choose_of_period({"duree": (repealed, OLD, NEW)}, ["duree"], {}, date(2015, 1, 1), PLAN)
    assert taken["duree"].version == "2022-01"


def test_a_clause_that_has_come_to_its_end_is_no_first_wording():
    with pytest.raises(Problems):
        choose_of_period({"duree": (OLD,)}, ["duree"], {}, date(2025, 1, 1), PLAN)


def test_none_usable_at_all():
    (problem,) = faults(version("duree/2022-01", statut="abrogee"))
    assert spaced(problem.message) == "Aucune version de la clause « duree » n’est utilisable."


def test_a_pinned_version_that_does_not_exist():
    (problem,) = faults(OLD, NEW, pins={"duree": "2024-01"})
    assert spaced(problem.message) == "La clause « duree » n’a pas de version « 2024-01 »."
    assert problem.place == INPUT
    assert problem.hint


def test_a_pin_on_a_clause_that_does_not_exist():
    (problem,) = faults(OLD, pins={"durée": "2022-01"})
    assert "« durée »" in spaced(problem.message)
    assert "Vouliez-vous dire « duree »" in spaced(problem.hint)
    assert problem.place == INPUT


def test_a_clause_of_the_plan_that_the_library_lacks():
    with pytest.raises(Problems) as caught:
        choose({"duree": (NEW,)}, ["dure"], {}, None, PLAN)
    (problem,) = caught.value.problems
    assert problem.place == PLAN
    assert "Vouliez-vous dire « duree »" in spaced(problem.hint)


def test_all_faults_at_once():
    with pytest.raises(Problems) as caught:
        choose(
            {"duree": (NEW,), "fin": (OLD,)},
            ["duree", "fin", "objet"],
            {"fin": Pin("1999-01", INPUT)},
            date(2020, 1, 1),
            PLAN,
        )
    assert len(caught.value.problems) == 3
