"""The plans of the drafts around the signature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assembler.model.acte import Genre, PlanActe
from assembler.model.place import Place, Problem, Problems
from assembler.readers.typed import Places, build
from assembler.readers.yaml_tree import read_tree


def read_acte_plan(clauses: Path, genre: Genre) -> tuple[PlanActe, Places]:
    """The plan of the folder `clauses/`, and where each of its values stands. Raises Problems: also where it lacks."""
    path = clauses / genre.plan
    if not path.is_file():
        raise Problems.one(
            f"La bibliothèque n’a pas de plan {genre.of}.",
            f"Reprenez clauses/{genre.plan} et les clauses « {genre.prefix}… » du dépôt d’origine.",
            Place(path),
        )
    plan, places = build(PlanActe, read_tree(path))
    if problems := list(_strangers(plan, places, genre)):
        raise Problems(problems)
    return plan, places


def _strangers(plan: PlanActe, places: Places, genre: Genre) -> Iterator[Problem]:
    for rank, (kind, clause) in enumerate(plan.slots):
        if not clause.startswith(genre.prefix):
            message = f"« {clause} » n’est pas une clause {genre.of} : son nom commencerait par « {genre.prefix} »."
            yield Problem(message, "Prenez une clause de ce nom, ou copiez-la.", places.at("corps", rank, kind))
