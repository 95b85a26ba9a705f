"""What the terminal shows, in French: problems with their places, and what was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from assembler.model.convention import Convention
from assembler.model.document import DEROGATION, Blank, Document
from assembler.model.place import Problem
from assembler.model.typography import typeset
from assembler.model.walk import inlines_of
from assembler.report.places import relative, shown

_SHOWN_BLANKS = 5


def problems_report(problems: Sequence[Problem], here: Path, outcome: str) -> str:
    """Behind the `outcome`, every problem with its place and its mend; places are shown from `here` if shorter."""
    count = "1 erreur" if len(problems) == 1 else f"{len(problems)} erreurs"
    lines = [click.style(f"{outcome} : {count}.", fg="red", bold=True)]
    for problem in problems:
        place = f"{click.style(shown(problem.place, here), bold=True)} : " if problem.place else ""
        lines.append(f"{place}{problem.message}")
        if problem.hint:
            lines.append(f"    Remède : {problem.hint}".replace("\n", "\n    "))
    return typeset("\n".join(lines))


def built_report(document: Document, convention: Convention, files: Iterable[Path], here: Path) -> str:
    """The files, the clauses that depart from the library, and what is left to complete."""
    lines = written(files, here)
    versions = sum(part.clause.version != DEROGATION for part in document.parts)
    annexes, fiches = _many(len(document.annexes), "annexe"), _many(len(convention.fiches), "fiche")
    lines.append(f"  {versions} clauses de la bibliothèque, {annexes}, {fiches}.")
    for derogation in convention.derogations:
        approved = derogation.approbation
        by = f"approuvée par {approved.par}, réf. {approved.reference}" if approved else "sans approbation"
        lines.append(f"  Dérogation : clause « {derogation.clause} » ({by}). Motif : {derogation.motif}")
    return typeset("\n".join(lines + _blanks(document)))


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def written(files: Iterable[Path], here: Path) -> list[str]:
    return [typeset(f"Écrit : {relative(file, here)}") for file in files]


def _blanks(document: Document) -> list[str]:
    blanks = [inline.label for inline in inlines_of(document) if isinstance(inline, Blank)]
    if not blanks:
        return []
    first = ", ".join(dict.fromkeys(blanks[:_SHOWN_BLANKS]))
    more = ", …" if len(blanks) > _SHOWN_BLANKS else ""
    count = "1 passage reste" if len(blanks) == 1 else f"{len(blanks)} passages restent"
    return [
        click.style(
            f"  {count} à compléter, surligné{'s' * (len(blanks) > 1)} dans le document : {first}{more}", fg="yellow"
        )
    ]
