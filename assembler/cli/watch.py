"""`assemble watch harnes.yaml`"""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, WRITES, tells_problems, workspace_option

if TYPE_CHECKING:
    from assembler.build.printing import Printer
    from assembler.build.workspace import Workspace

_PAUSE = 0.5


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@workspace_option
@tells_problems(READS)
def watch(fichier: str, workspace: Path | None) -> int:
    """Assemble une convention à chaque enregistrement et montre les points relevés.

    Toute modification de inputs/, clauses/ ou templates/ compte. Ctrl-C met fin à la surveillance.
    """
    from assembler.build.printing import Printer
    from assembler.build.watching import Watcher, follow
    from assembler.build.workspace import find_workspace
    from assembler.model.typography import typeset

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = found.input(fichier)
    click.echo(typeset(f"Surveillance de {path.name} : Ctrl-C pour finir."))
    try:
        with Printer() as printer:
            follow(Watcher(found, path), lambda: _build(found, path, here, printer), wait)
    except KeyboardInterrupt:
        click.echo("\nFin de la surveillance.")
    return 0


def wait() -> None:
    """Let some time pass between two looks at the files."""
    time.sleep(_PAUSE)


@tells_problems(WRITES)
def _build(workspace: Workspace, path: Path, here: Path, printer: Printer) -> int:
    """Assemble once and print what came of it; what is wrong is printed too."""
    from assembler.build.checking import find, find_in_files
    from assembler.build.convention import prepare
    from assembler.build.freshness import Judge
    from assembler.build.record import make
    from assembler.report.findings import findings_text
    from assembler.report.terminal import built_report, lacking_report

    click.echo(click.style(f"\n{datetime.now():%H:%M:%S}", bold=True))
    tools = prepare(workspace, path)
    made = make(tools, Judge.of(tools), path, printer=printer)
    built = made.built
    today = date.today()
    findings = find(built.composed, None, today)
    if built.facts:
        findings += find_in_files(workspace, built, None, today)
    made.save()
    convention = built.composed.source.convention
    click.echo(built_report(built.composed.document, convention, tuple(built.files), here))
    if built.lacking:
        click.echo(lacking_report(built.lacking, here, "Le document Word est écrit, mais pas tout le reste"))
    click.echo(findings_text(findings, convention.etape, here))
    return 0
