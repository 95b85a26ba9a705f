"""`assemble explain COM001`"""

from __future__ import annotations

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import workspace_option


@click.command(cls=FrenchCommand)
@click.argument("code")
@workspace_option
def explain(code: str, workspace: object) -> int:
    """Explique un point de contrôle : son sens, sa source, comment le corriger."""
    from assembler.checks.run import all_checks
    from assembler.model.messages import suggestion
    from assembler.model.typography import typeset
    from assembler.report.checks import check_page

    checks = all_checks()
    wanted = next((each for each in checks if code.casefold() in (each.code.casefold(), each.name)), None)
    if wanted is None:
        hint = suggestion(code.upper(), [each.code for each in checks], "Codes connus")
        click.echo(typeset(f"Le code « {code} » n’existe pas.\n    Remède : {hint}"), err=True)
        return 2
    click.echo(check_page(wanted))
    return 0
