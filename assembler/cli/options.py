"""What every command has: the workspace option, and one way to tell Problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assembler.model.place import Problem

workspace_option: Callable[[Any], Any] = click.option(
    "--workspace",
    metavar="DOSSIER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Espace de travail, qui contient clauses/ (par défaut : le dossier parent le plus proche).",
)

WRITES = "Rien n’a été écrit"
READS = "Lecture impossible"


def tell_pdfs(files: Iterable[Path], lacking: Sequence[Problem], here: Path) -> int:
    """Say which PDFs were written, and why others were not; the exit status: 1 where one is lacking."""
    from assembler.report.terminal import lacking_report, written

    for line in written([path for path in files if path.suffix == ".pdf"], here):
        click.echo(line)
    if lacking:
        click.echo(lacking_report(lacking, here, "Le document Word est écrit, mais pas le PDF"), err=True)
    return int(bool(lacking))


def tells_problems(outcome: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """The command below ends with exit status 2 on Problems, all of them told behind « outcome : 3 erreurs. »."""

    def told(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def run(*arguments: Any, **options: Any) -> int:
            from assembler.model.place import Problems
            from assembler.report.terminal import problems_report

            try:
                return command(*arguments, **options)
            except Problems as error:
                click.echo(problems_report(error.problems, Path.cwd(), outcome), err=True)
                return 2

        return run

    return told
