"""`assemble harnes.yaml`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@workspace_option
@click.option("--separate-annexes", is_flag=True, help="Écrit aussi chaque annexe dans son propre fichier.")
@click.option("--remarques", is_flag=True, help="Montre les remarques en commentaires Word.")
@click.option("--strict", is_flag=True, help="Sort avec le code 1 si un point bloque l’étape.")
@tells_problems(WRITES)
def build(fichier: str, workspace: Path | None, separate_annexes: bool, remarques: bool, strict: bool) -> int:
    """Assemble une convention (commande par défaut).

    FICHIER est un chemin, ou un nom cherché dans inputs/.
    """
    from assembler.build.checking import find
    from assembler.build.convention import Wanted, prepare
    from assembler.build.freshness import Judge
    from assembler.build.record import make
    from assembler.build.workspace import find_workspace
    from assembler.report.findings import short_summary
    from assembler.report.terminal import built_report, frozen_report, rebuilt_report

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = found.input(fichier)
    tools = prepare(found, path)
    made = make(tools, Judge.of(tools), path, Wanted(separate_annexes, remarques))
    built = made.built
    findings = find(built.composed, None, date.today())
    made.save()
    convention = built.composed.source.convention
    click.echo(built_report(built.composed.document, convention, tuple(built.files), here))
    if said := rebuilt_report(made.reasons, made.changed, built.composed.document):
        click.echo(said)
    if made.lock.frozen:
        click.echo(frozen_report(made.kept is not None))
    click.echo(short_summary(findings, convention.etape, here))
    return int(strict and any(finding.severity == "bloquant" for finding in findings))
