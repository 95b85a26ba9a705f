"""`assemble verify retour.docx`"""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.comparing import deliver, format_option
from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--contre", metavar="CONVENTION", help="Convention, ou fichier Word envoyé, à quoi le comparer.")
@format_option
@click.option("--reprendre", is_flag=True, help="Propose de reporter ce que la commune a rempli dans sa saisie.")
@click.option("--tout", is_flag=True, help="Avec --reprendre : accepte toutes les propositions.")
@workspace_option
@tells_problems(READS)
def verify(  # noqa: PLR0913, PLR0917 - one argument an option
    fichier: str, contre: str | None, form: str, reprendre: bool, tout: bool, workspace: Path | None
) -> int:
    """Dit ce qui a changé dans un fichier Word revenu.

    FICHIER est le fichier que la commune a renvoyé. Chaque article, annexe et fiche est comparé à ce qui a été envoyé.
    Les formats html et docx s’écrivent dans out/verify/. Code de sortie : 0 rien n’a changé, 1 des changements,
    2 lecture impossible.
    """
    from assembler.build.convention import load_tools
    from assembler.build.verify import verify as held_against
    from assembler.build.workspace import find_workspace

    def redline() -> bytes:
        from assembler.build.redlines import redline_of_return

        return redline_of_return(found)

    _refuse_idle_options(form, reprendre, tout)
    here = Path.cwd()
    tools = load_tools(find_workspace(workspace, here))
    path = Path(fichier)
    found = held_against(tools, path, contre, here)
    if reprendre:
        from assembler.cli.takeover import take_over

        return take_over(found, tools, here, tout)
    target = tools.workspace.out / "verify" / path.stem
    return deliver(found.comparison, form, target, redline, [fichier, contre or ""])


def _refuse_idle_options(form: str, reprendre: bool, tout: bool) -> None:
    """Raises Problems for an option that would do nothing."""
    from assembler.model.place import Problems

    if tout and not reprendre:
        raise Problems.one("« --tout » ne vaut qu’avec « --reprendre ».", "Ajoutez --reprendre, ou retirez --tout.")
    if reprendre and form != "text":
        raise Problems.one("« --reprendre » ne s’emploie pas avec « --format ».", "Lancez deux commandes.")
