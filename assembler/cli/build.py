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
@click.option("--pdf", is_flag=True, help="Écrit aussi le PDF à signer et à publier (demande LibreOffice).")
@click.option("--pages/--sans-pages", default=None, help="Inscrit les numéros de page (demande LibreOffice), ou non.")
@click.option("--champs-signature", is_flag=True, help="Place dans le PDF un champ de signature par signataire.")
@click.option("--strict", is_flag=True, help="Sort avec le code 1 si un point bloque l’étape.")
@tells_problems(WRITES)
def build(  # noqa: PLR0913 - one parameter an option
    *,
    fichier: str,
    workspace: Path | None,
    separate_annexes: bool,
    remarques: bool,
    pdf: bool,
    pages: bool | None,
    champs_signature: bool,
    strict: bool,
) -> int:
    """Assemble une convention (commande par défaut).

    FICHIER est un chemin, ou un nom cherché dans inputs/. Un PDF qui est déjà là est refait avec le document Word.

    Code de sortie : 0 tout est écrit, 1 le document Word l’est mais pas le PDF (ou un point bloque, avec --strict),
    2 rien n’est écrit.
    """
    from assembler.build.checking import find, find_in_files
    from assembler.build.convention import prepare
    from assembler.build.freshness import Judge
    from assembler.build.printing import Printer
    from assembler.build.record import make
    from assembler.build.workspace import find_workspace
    from assembler.build.writing import Wanted
    from assembler.report.findings import short_summary
    from assembler.report.terminal import (
        built_report,
        fields_report,
        frozen_report,
        lacking_report,
        rebuilt_report,
        sommaire_report,
        stale_report,
    )

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = found.input(fichier)
    tools = prepare(found, path)
    wanted = Wanted(
        separate_annexes,
        remarques,
        pages is True,
        pdf or champs_signature,
        champs_signature,
        without_pages=pages is False,
    )
    with Printer() as printer:
        made = make(tools, Judge.of(tools), path, wanted, printer=printer)
    built = made.built
    today = date.today()
    findings = find(built.composed, None, today)
    if built.facts:
        findings += find_in_files(found, built, None, today)
    made.save()
    convention = built.composed.source.convention
    click.echo(built_report(built.composed.document, convention, tuple(built.files), here))
    if said := rebuilt_report(made.reasons, made.changed, built.composed.document):
        click.echo(said)
    if made.lock.frozen:
        click.echo(frozen_report(made.kept is not None))
    if built.facts is None and not built.lacking:
        click.echo(sommaire_report())
    if made.lock.fields and not built.lacking:
        click.echo(fields_report())
    if built.lacking:
        click.echo(lacking_report(built.lacking, here, "Le document Word est écrit, mais pas tout le reste"), err=True)
    if made.stale:
        click.echo(stale_report(made.stale, here), err=True)
    click.echo(short_summary(findings, convention.etape, here))
    is_blocked = strict and any(finding.severity == "bloquant" for finding in findings)
    return int(is_blocked or bool(built.lacking))
