"""`assemble explain COM001`"""

from __future__ import annotations

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import workspace_option


@click.command(cls=FrenchCommand)
@click.argument("code", required=False)
@click.option("--tout", is_flag=True, help="Toute la table, telle qu’elle est dans docs/checks.md.")
@workspace_option
def explain(code: str | None, tout: bool, workspace: object) -> int:
    """Explique un point de contrôle : son sens, sa source, comment le corriger.

    CODE est celui que donne « assemble check », par exemple COM001 ; sans lui, la liste des codes.
    """
    from assembler.checks.run import all_checks
    from assembler.model.messages import suggestion
    from assembler.model.typography import typeset
    from assembler.report.checks import check_page, checks_document

    checks = all_checks()
    if tout:
        click.echo(checks_document(checks), nl=False)
        return 0
    if code is None:
        click.echo("\n".join(f"{each.code}  {each.name}" for each in checks))
        return 0
    asked = code.casefold()
    wanted = next((each for each in checks if asked in (each.code.casefold(), each.name)), None)
    if wanted is None:
        hint = suggestion(asked.upper(), [each.code for each in checks], "Codes connus")
        click.echo(typeset(f"Le code « {code} » n’existe pas.\n    Remède : {hint}"), err=True)
        return 2
    click.echo(check_page(wanted))
    return 0
