"""`assemble status`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@workspace_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text ou json.")
@tells_problems(READS)
def status(workspace: Path | None, form: str) -> int:
    """Dit où en est chaque convention : étape, points bloquants, fin de la période."""
    from assembler.build.convention import load_tools
    from assembler.build.portfolio import survey
    from assembler.build.workspace import find_workspace
    from assembler.report.portfolio import portfolio_json, portfolio_text

    here, today = Path.cwd(), date.today()
    portfolio = tuple(survey(load_tools(find_workspace(workspace, here)), today))
    click.echo(portfolio_json(portfolio, here) if form == "json" else portfolio_text(portfolio, today, here))
    return 0
