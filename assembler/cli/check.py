"""`assemble check harnes.yaml`"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, tells_problems, workspace_option
from assembler.model.finding import STAGES, Stage

if TYPE_CHECKING:
    from assembler.build.convention import Composed, Tools
    from assembler.model.finding import Finding

_SEALED = "{} est scellée : ce contrôle porte sur la saisie et les clauses d’aujourd’hui, non sur le texte signé."


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@workspace_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text ou json.")
@click.option("--etape", type=click.Choice(STAGES), help=f"Contrôle pour une autre étape : {', '.join(STAGES)}.")
@click.option("--pdf", is_flag=True, help="Contrôle aussi le PDF : accessibilité, pages (demande LibreOffice).")
@click.option("--pour", metavar="NOM", help="Seulement les points confiés à cette personne.")
@tells_problems(READS)
def check(  # noqa: PLR0913 - one parameter an option
    *, fichier: str, workspace: Path | None, form: str, etape: Stage | None, pdf: bool, pour: str | None
) -> int:
    """Contrôle une convention sans rien écrire.

    Dès la délibération, c’est le texte voté qui est contrôlé, avec ce qui y a été rempli depuis.

    Code de sortie : 0 rien à signaler, 1 des points signalés, 2 contrôle impossible.
    """
    from assembler.build.archive import is_sealed
    from assembler.build.checking import find
    from assembler.build.convention import compose_input, prepare
    from assembler.build.record import text_of
    from assembler.build.workspace import find_workspace
    from assembler.model.typography import typeset
    from assembler.report.findings import entrusted, findings_json, findings_text, nobody_text

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = found.input(fichier)
    tools, sealed = prepare(found, path), is_sealed(found, path)
    composed = compose_input(tools, path) if sealed else text_of(tools, path)
    if sealed and form == "text":
        click.echo(typeset(_SEALED.format(path.name)))
    findings = find(composed, etape, date.today())
    findings += _of_files(tools, composed, etape, pdf)
    if pour:
        everyone, findings = findings, entrusted(findings, pour)
        if not findings and form == "text":
            click.echo(nobody_text(everyone, pour))
            return 0
    stage = etape or composed.source.convention.etape
    click.echo(findings_json(findings, here) if form == "json" else findings_text(findings, stage, here))
    return int(bool(findings))


def _of_files(tools: Tools, composed: Composed, stage: Stage | None, pdf: bool) -> tuple[Finding, ...]:
    """What is wrong with the files as a build of today would write them; why the PDF could not be laid out is told."""
    from assembler.build.checking import find_in_files
    from assembler.build.printing import Printer
    from assembler.build.writing import Wanted, write
    from assembler.report.terminal import lacking_report

    with Printer() as printer:
        built = write(tools, composed, Wanted(pdf=pdf), printer)
    if built.lacking:
        click.echo(lacking_report(built.lacking, Path.cwd(), "Le PDF n’a pas été contrôlé"), err=True)
    return find_in_files(tools.workspace, built, stage, date.today())
