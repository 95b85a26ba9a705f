"""`assemble stats modele harnes.xlsx`"""

from __future__ import annotations

import os
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand, FrenchGroup
from assembler.cli.options import WRITES, tells_problems, workspace_option


@click.group(cls=FrenchGroup, subcommand_metavar="COMMANDE …")
def stats() -> None:
    """Prépare les chiffres d’un territoire."""


@stats.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--annee", metavar="ANNÉE", help="Année par défaut, pour les lignes sans année : 2024.")
@click.option("--depuis", metavar="FICHIER", help="Reprend des chiffres existants : CSV, classeur ou correspondance.")
@click.option("--nom", metavar="NOM", help="Nom du territoire, pour le titre de la feuille.")
@workspace_option
@tells_problems(WRITES)
def modele(fichier: str, annee: str | None, depuis: str | None, nom: str | None, workspace: Path | None) -> int:
    """Écrit un classeur à remplir : une ligne par indicateur du catalogue.

    FICHIER est le nom du classeur à créer dans inputs/, ou un chemin : « harnes » crée inputs/harnes.xlsx. Un fichier
    qui existe n’est jamais remplacé.
    """
    from assembler.build.files import replace_files
    from assembler.build.stats import TemplateRequest, figures_template
    from assembler.build.workspace import find_workspace
    from assembler.model.typography import typeset
    from assembler.report.terminal import written

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path, data = figures_template(found, TemplateRequest(fichier, annee, depuis, nom), here)
    replace_files({path: data})
    click.echo("\n".join(written([path], here)))
    click.echo(
        typeset(
            "  Remplissez-le dans un tableur : les cases blanches seulement, les grises se calculent.\n"
            "  Puis nommez-le dans la convention :\n"
            f"  diagnostic:\n    donnees: {_named(path, found.inputs)}"
        )
    )
    return 0


def _named(path: Path, inputs: Path) -> str:
    """As a convention's main file names it."""
    return Path(os.path.relpath(path.resolve(), inputs.resolve())).as_posix()
