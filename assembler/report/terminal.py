"""What the terminal shows, in French: problems with their places, and what was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from assembler.model.convention import Convention
from assembler.model.document import DEROGATION, Blank, Document, inlines_of
from assembler.model.place import Place, Problem
from assembler.model.typography import typeset

_SHOWN_BLANKS = 5


def problems_report(problems: Sequence[Problem], here: Path) -> str:
    """Every problem with its place and its mend; places are shown from `here` where that is shorter."""
    count = "1 erreur" if len(problems) == 1 else f"{len(problems)} erreurs"
    lines = [click.style(f"Rien n’a été écrit : {count}.", fg="red", bold=True)]
    for problem in problems:
        place = f"{click.style(_shown(problem.place, here), bold=True)} : " if problem.place else ""
        lines.append(f"{place}{problem.message}")
        if problem.hint:
            lines.append(f"    Remède : {problem.hint}".replace("\n", "\n    "))
    return typeset("\n".join(lines))


def built_report(document: Document, convention: Convention, files: Iterable[Path], here: Path) -> str:
    """The files, the clauses that depart from the library, and what is left to complete."""
    lines = written(files, here)
    versions = sum(part.clause.version != DEROGATION for part in document.parts)
    lines.append(
        f"  {versions} clauses de la bibliothèque, {len(document.annexes)} annexes, {len(convention.fiches)} fiches."
    )
    for derogation in convention.derogations:
        approved = derogation.approbation
        by = f"approuvée par {approved.par}, réf. {approved.reference}" if approved else "sans approbation"
        lines.append(f"  Dérogation : clause « {derogation.clause} » ({by}). Motif : {derogation.motif}")
    return typeset("\n".join(lines + _blanks(document)))


def written(files: Iterable[Path], here: Path) -> list[str]:
    return [typeset(f"Écrit : {_relative(file, here)}") for file in files]


def _blanks(document: Document) -> list[str]:
    blanks = [inline.label for inline in inlines_of(document) if isinstance(inline, Blank)]
    if not blanks:
        return []
    shown = ", ".join(dict.fromkeys(blanks[:_SHOWN_BLANKS]))
    more = ", …" if len(blanks) > _SHOWN_BLANKS else ""
    count = "1 passage reste" if len(blanks) == 1 else f"{len(blanks)} passages restent"
    return [
        click.style(
            f"  {count} à compléter, surligné{'s' * (len(blanks) > 1)} dans le document : {shown}{more}", fg="yellow"
        )
    ]


def _shown(place: Place, here: Path) -> str:
    return str(Place(_relative(place.file, here), place.line, place.column))


def _relative(path: Path, here: Path) -> Path:
    try:
        return path.resolve().relative_to(here.resolve())
    except ValueError:
        return path
