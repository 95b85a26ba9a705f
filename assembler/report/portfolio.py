"""Where the conventions of a workspace stand: a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from assembler.model.place import Problem
from assembler.model.portfolio import Alone, Found, Known, Portfolio, Standing, Term, Unreadable
from assembler.model.typography import typeset
from assembler.report.comparison.words import visible
from assembler.report.places import shown
from assembler.report.portfolio_words import (
    WORD,
    alone_problem,
    behind_words,
    end_words,
    known_of,
    name_of,
    signed_words,
    stage_words,
    terms,
)

_TITLES = (
    "Fichier",
    "Territoire",
    "Étape",
    "Points bloquants",
    "Fin de la période",
    "Document",
    "Clauses",
    "Signature",
)
_NUMBERS = 3
"""Rank of the column that is set right."""


def portfolio_text(portfolio: Portfolio, today: date, here: Path) -> str:
    """One line a convention; below, the first error of those that can't be read, archives that have no input, then
    what ends soon.
    """
    if not portfolio:
        return typeset("Aucune convention dans inputs/ : « assemble new » en commence une.")
    rows = [tuple(map(visible, _row(each, today))) for each in portfolio]
    widths = [max(len(row[rank]) for row in (_TITLES, *rows)) for rank in range(len(_TITLES))]
    lines = [click.style(_line(_TITLES, widths), bold=True)]
    for each, row in zip(portfolio, rows, strict=True):
        lines.append(click.style(_line(row, widths), fg=_colour(each)))
    for each in portfolio:
        lines += map(visible, _details(each, here))
    return typeset("\n".join([*lines, *_ending(known_of(portfolio), today)]))


def _row(each: Found, today: date) -> tuple[str, ...]:
    if isinstance(each, Unreadable):
        return name_of(each.file, each.outside), "", "illisible", "", "", "", "", ""
    if isinstance(each, Alone):
        return each.file.name, "", "sans saisie", "", "", "scellé", "", signed_words(each)
    is_own = isinstance(each, Standing)
    blocking = str(each.blocking) if isinstance(each, Standing) and each.blocking is not None else ""
    return (
        name_of(each.file, not is_own),
        each.territory,
        stage_words(each),
        blocking,
        end_words(each.end, today),
        WORD[each.word] if isinstance(each, Standing) else "",
        behind_words(each),
        signed_words(each),
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = enumerate(zip(cells, widths, strict=True))
    return "  ".join(
        cell.rjust(width) if rank == _NUMBERS else cell.ljust(width) for rank, (cell, width) in pairs
    ).rstrip()


def _colour(each: Found) -> str | None:
    if isinstance(each, Unreadable | Alone) or (isinstance(each, Standing) and each.problems):
        return "red"
    return "yellow" if isinstance(each, Standing) and each.blocking else None


def _details(each: Found, here: Path) -> Iterator[str]:
    if isinstance(each, Unreadable):
        yield _unreadable(each, here)
    elif isinstance(each, Alone):
        yield _problem(replace(alone_problem(each), place=None), here)
    elif isinstance(each, Standing) and each.problems:
        yield f"{each.file.name} : son archive est abîmée. {_problem(each.problems[0], here)}"


def _unreadable(each: Unreadable, here: Path) -> str:
    count = "1 erreur" if len(each.problems) == 1 else f"{len(each.problems)} erreurs"
    told = f"{each.file.name} est illisible ({count}). {_problem(each.problems[0], here)}"
    if len(each.problems) > 1 and not each.outside:
        told += f"\n    « assemble {each.file.name} » montre toutes ses erreurs."
    return told


def _problem(problem: Problem, here: Path) -> str:
    place = f"{shown(problem.place, here)} : " if problem.place else ""
    mend = f"\n    Remède : {problem.hint}" if problem.hint else ""
    return f"{place}{problem.message}{mend}"


_SOON: dict[Term, tuple[str, str]] = {
    "echue": ("est terminée", "sont terminées"),
    "six": ("finit dans les 6 mois", "finissent dans les 6 mois"),
    "douze": ("finit dans 6 à 12 mois", "finissent dans 6 à 12 mois"),
}


def _ending(known: Sequence[Known], today: date) -> Iterator[str]:
    """What is over, or ends within a year, and that no next convention follows."""
    counts = terms(known, today)
    told = [f"{counts[term]} {words[counts[term] > 1]}" for term, words in _SOON.items() if counts[term]]
    if told:
        yield f"Échéances sans suite dans inputs/ : {', '.join(told)}. « assemble renew » prépare la période suivante."
