"""`assemble harnes.yaml`"""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@workspace_option
@click.option("--separate-annexes", is_flag=True, help="Écrit aussi chaque annexe dans son propre fichier.")
def build(fichier: str, workspace: Path | None, separate_annexes: bool) -> int:
    """Assemble une convention (commande par défaut).

    FICHIER est un chemin, ou un nom cherché dans inputs/.
    """
    from assembler.build.convention import assemble, load_tools, save
    from assembler.build.workspace import find_workspace
    from assembler.model.place import Problems
    from assembler.report.terminal import built_report, problems_report

    here = Path.cwd()
    try:
        found = find_workspace(workspace, here)
        path = found.input(fichier)
        built = assemble(load_tools(found), path, separate_annexes)
        save(built)
    except Problems as error:
        click.echo(problems_report(error.problems, here), err=True)
        return 2
    click.echo(built_report(built.document, built.source.convention, tuple(built.files), here))
    return 0
