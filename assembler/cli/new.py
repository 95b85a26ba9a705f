"""`assemble new arras --nom Arras`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--nom", metavar="NOM", help="Nom du territoire, avec son article s’il en a un : Arras, Le Touquet.")
@click.option("--epci", is_flag=True, help="Le territoire est une intercommunalité, avec des communes membres.")
@click.option("--denomination", metavar="MOT", help="commune, ville, communauté de communes…")
@click.option("--debut", metavar="DATE", help="Premier jour de la convention (par défaut : le 1er janvier prochain).")
@click.option("--fin", metavar="DATE", help="Dernier jour (par défaut : cinq ans après le début).")
@click.option("--caf", metavar="FICHIER", help="Fichier commun de la Caf, s’il y en a plusieurs dans inputs/communs/.")
@workspace_option
@tells_problems(WRITES)
def new(  # noqa: PLR0913, PLR0917 - one argument an option
    fichier: str,
    nom: str | None,
    epci: bool,
    denomination: str | None,
    debut: str | None,
    fin: str | None,
    caf: str | None,
    workspace: Path | None,
) -> int:
    """Commence une convention : écrit son fichier, commenté et prêt à remplir.

    FICHIER est le nom du fichier à créer dans inputs/ : « arras » crée inputs/arras.yaml. Un fichier qui existe n’est
    jamais remplacé.
    """
    from assembler.build.files import replace_files
    from assembler.build.start import Request, new_input
    from assembler.build.workspace import find_workspace
    from assembler.model.typography import typeset
    from assembler.report.terminal import written

    here = Path.cwd()
    found = find_workspace(workspace, here)
    request = Request(fichier, nom, epci, denomination, debut, fin, caf)
    path, text = new_input(found, request, date.today())
    replace_files({path: text.encode()})
    click.echo("\n".join(written([path], here)))
    click.echo(
        typeset(
            "  Remplissez-le dans un éditeur de texte, puis :\n"
            f"  assemble {path.name} : produit le document, où ce qui manque est surligné ;\n"
            f"  assemble check {path.name} : dit tout ce qui reste à compléter."
        )
    )
    return 0
