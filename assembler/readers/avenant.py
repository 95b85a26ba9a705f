"""What an avenant is made from, beside the convention: the plan of its text, and conventions of other tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assembler.model.avenant import PLAN, PlanAvenant
from assembler.model.clause import Leaf
from assembler.model.hors_outil import ConventionHorsOutil
from assembler.model.place import Place, Problem, Problems
from assembler.readers.clause_markdown import parse_wording
from assembler.readers.convention import read_main
from assembler.readers.typed import Places, build
from assembler.readers.yaml_tree import read_tree


def read_avenant_plan(clauses: Path) -> tuple[PlanAvenant, Places]:
    """The plan of the folder `clauses/`, and where each of its values stands. Raises Problems: also where it lacks."""
    path = clauses / PLAN
    if not path.is_file():
        raise Problems.one(
            "La bibliothèque n’a pas de plan d’avenant.",
            "Reprenez clauses/avenant.yaml et les clauses « avenant-… » du dépôt d’origine.",
            Place(path),
        )
    return build(PlanAvenant, read_tree(path))


def title_leaves(text: str, place: Place) -> tuple[Leaf, ...]:
    """A title of the plan, its parameters not filled yet. Raises Problems."""
    return parse_wording(text, "", place.file, place.line or 1, 1).title


def read_hors_outil(path: Path, workspace: Path) -> tuple[ConventionHorsOutil, Places]:
    """A convention that was never in the tool. Raises Problems: all of them, contradictory dates too."""
    convention, places = read_main(ConventionHorsOutil, path, workspace)
    if problems := list(_incoherences(convention, places)):
        raise Problems(problems)
    return convention, places


def _incoherences(convention: ConventionHorsOutil, places: Places) -> Iterator[Problem]:
    """Dates that do not follow one another."""
    signed, before = convention.signee_le, convention.signee_le
    if signed and signed > convention.periode.fin:
        message = "La convention serait signée après la fin de sa période."
        yield Problem(message, "Vérifiez « signee_le » et « periode ».", places.at("signee_le"))
    for rank, day in enumerate(convention.avenants):
        if before and day < before:
            message = f"L’avenant du {day:%d/%m/%Y} est daté d’avant ce qui le précède, du {before:%d/%m/%Y}."
            yield Problem(message, "Écrivez les dates dans l’ordre.", places.at("avenants", rank))
        before = day
