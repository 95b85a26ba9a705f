"""`assemble avenant harnes.yaml`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--effet", metavar="DATE", help="Premier jour d’effet (par défaut : le jour de la signature).")
@click.option("--prolonger", metavar="DATE", help="Ne change que le dernier jour de la convention.")
@workspace_option
@tells_problems(WRITES)
def avenant(fichier: str, effet: str | None, prolonger: str | None, workspace: Path | None) -> int:
    """Écrit l’avenant d’une convention scellée : ce qui a changé depuis, prêt à signer.

    \b
    assemble avenant harnes.yaml                           ce que changent la saisie et la bibliothèque
    assemble avenant harnes.yaml --effet 2025-01-01        les clauses en vigueur ce jour-là
    assemble avenant harnes.yaml --prolonger 2027-12-31    une nouvelle date de fin, et rien d’autre
    assemble avenant inputs/hors-outil/lievin.yaml --prolonger 2027-12-31

    Écrit dans out/harnes/avenant-1/ l’avenant, la convention consolidée et leur comparaison. Une convention qui n’a
    jamais été faite avec cet outil peut être prolongée : ses références suffisent (docs/avenants.md).
    """
    from assembler.build.avenant import find_input, make_avenant
    from assembler.build.avenant_request import AvenantRequest
    from assembler.build.workspace import find_workspace
    from assembler.report.avenant import AvenantTold, Warnings, avenant_text, unchanged_text

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = find_input(found, fichier)
    made = make_avenant(found, AvenantRequest(path, date.today(), effet, prolonger))
    taken = made.save()
    if made.document is None:
        assert made.since is not None
        click.echo(unchanged_text(made.number, made.since, taken.gone, taken.left, here))
        return 0
    asked = made.asked
    told = AvenantTold(path.name, made.number, made.document, made.parts, asked.effet, asked.fin)
    warnings = Warnings(
        made.changes, asked.is_resumed, asked.chosen, made.earlier is not None and made.earlier.is_unproven
    )
    click.echo(avenant_text(told, warnings, made.files, here))
    return 0
