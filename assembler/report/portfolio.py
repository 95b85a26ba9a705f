"""Where the conventions of a workspace stand: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from assembler.model.finding import STAGE_NAMES
from assembler.model.portfolio import Standing, Unreadable
from assembler.model.typography import typeset
from assembler.report.places import relative, shown

_TITLES = ("Fichier", "Territoire", "Étape", "Points bloquants", "Fin de la période")
_NUMBERS = 3
"""Rank of the column that is set right."""


def portfolio_text(portfolio: Sequence[Standing | Unreadable], today: date, here: Path) -> str:
    """One line a convention; below, the first error of those that can't be read."""
    if not portfolio:
        return typeset("Aucune convention dans inputs/ : « assemble new » en commence une.")
    rows = [_row(each, today) for each in portfolio]
    widths = [max(len(row[rank]) for row in (_TITLES, *rows)) for rank in range(len(_TITLES))]
    lines = [click.style(_line(_TITLES, widths), bold=True)]
    for each, row in zip(portfolio, rows, strict=True):
        lines.append(click.style(_line(row, widths), fg=_colour(each)))
    details = [_detail(each, here) for each in portfolio if isinstance(each, Unreadable)]
    return typeset("\n".join([*lines, *details]))


def portfolio_json(portfolio: Sequence[Standing | Unreadable], here: Path) -> str:
    """A list of objects with exactly the keys file, territory, stage, blocking, end, errors.

    All but `file` and `errors` are null where the input can't be read; elsewhere `errors` is empty.
    """
    return json.dumps([_object(each, here) for each in portfolio], ensure_ascii=False, indent=2)


def _row(each: Standing | Unreadable, today: date) -> tuple[str, ...]:
    if isinstance(each, Unreadable):
        return each.file.name, "", "illisible", "", ""
    ended = " (échue)" if each.end < today else ""
    return each.file.name, each.territory, STAGE_NAMES[each.stage], str(each.blocking), f"{each.end:%d/%m/%Y}{ended}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = enumerate(zip(cells, widths, strict=True))
    return "  ".join(
        cell.rjust(width) if rank == _NUMBERS else cell.ljust(width) for rank, (cell, width) in pairs
    ).rstrip()


def _colour(each: Standing | Unreadable) -> str | None:
    if isinstance(each, Unreadable):
        return "red"
    return "yellow" if each.blocking else None


def _detail(each: Unreadable, here: Path) -> str:
    count = "1 erreur" if len(each.problems) == 1 else f"{len(each.problems)} erreurs"
    first = each.problems[0]
    place = f"{shown(first.place, here)} : " if first.place else ""
    return f"{each.file.name} est illisible ({count}). {place}{first.message}\n    Remède : {first.hint}".removesuffix(
        "\n    Remède : "
    ) + f"\n    « assemble {each.file.name} » montre toutes ses erreurs." * (len(each.problems) > 1)


def _object(each: Standing | Unreadable, here: Path) -> dict[str, Any]:
    file = relative(each.file, here).as_posix()
    if isinstance(each, Unreadable):
        errors = [
            {
                "message": problem.message,
                "hint": problem.hint,
                "file": relative(problem.place.file, here).as_posix() if problem.place else None,
                "line": problem.place.line if problem.place else None,
                "column": problem.place.column if problem.place else None,
            }
            for problem in each.problems
        ]
        return {"file": file, "territory": None, "stage": None, "blocking": None, "end": None, "errors": errors}
    return {
        "file": file,
        "territory": each.territory,
        "stage": each.stage,
        "blocking": each.blocking,
        "end": each.end.isoformat(),
        "errors": [],
    }
