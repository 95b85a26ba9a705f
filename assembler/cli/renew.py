"""`assemble renew harnes.yaml --du 2027-01-01 --au 2031-12-31`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--du", metavar="DATE", help="Premier jour (par défaut : le lendemain de la convention actuelle).")
@click.option("--au", metavar="DATE", help="Dernier jour (par défaut : cinq ans après le premier).")
@click.option("--nom", metavar="NOM", help="Nom du nouveau fichier (par défaut : harnes-2027, avec l’année du début).")
@workspace_option
@tells_problems(WRITES)
def renew(fichier: str, du: str | None, au: str | None, nom: str | None, workspace: Path | None) -> int:
    """Commence la convention de la période suivante à partir de celle-ci.

    Ce qui reste vrai est repris, ce qui se décide de nouveau est vidé, ce qui a vieilli est signalé. Les fichiers de
    la convention actuelle ne changent pas ; un fichier qui existe n’est jamais remplacé. Code de sortie : 0 écrit,
    1 écrit, mais le document ne peut pas encore être produit, 2 rien n’a été écrit.
    """
    from assembler.build.checking import find
    from assembler.build.convention import compose_input, prepare
    from assembler.build.files import replace_files
    from assembler.build.renew import renewal
    from assembler.build.renew_request import Request, judged
    from assembler.build.workspace import find_workspace
    from assembler.model.place import Problems
    from assembler.report.renew import renewal_text, to_treat_text, unassembled_text

    here, today = Path.cwd(), date.today()
    found = find_workspace(workspace, here)
    asked = judged(found, Request(fichier, du, au, nom))
    tools = prepare(found, asked.earlier)
    made = renewal(tools, asked, today)
    replace_files(made.files)
    click.echo(renewal_text(made, here))
    try:
        composed = compose_input(tools, made.path)
    except Problems as error:
        click.echo(unassembled_text(error.problems, made.path.name, here))
        return 1
    click.echo(to_treat_text(find(composed, None, today), "projet", made.path.name, here))
    return 0
