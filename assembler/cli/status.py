"""`assemble status`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, tells_problems, workspace_option

FORMATS = ("text", "json", "html")


@click.command(cls=FrenchCommand)
@workspace_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="text, json ou html (une page).")
@tells_problems(READS)
def status(workspace: Path | None, form: str) -> int:
    """Dit où en est chaque convention : étape, points bloquants, fin de la période, clauses en retard, signature.

    Les conventions de inputs/hors-outil/ y sont, avec leur échéance. La page html, avec le calendrier des échéances,
    s’écrit dans out/status.html.
    """
    from assembler.build.convention import load_tools
    from assembler.build.portfolio import survey
    from assembler.build.workspace import find_workspace
    from assembler.model.portfolio import Unreadable
    from assembler.report.progress import watched

    here, today = Path.cwd(), date.today()
    found = find_workspace(workspace, here)
    portfolio = survey(
        load_tools(found),
        today,
        lambda each, total: watched(each, total, lambda one: isinstance(one, Unreadable)),
    )
    if form == "html":
        from assembler.build.files import replace_files
        from assembler.report.portfolio_html import portfolio_html
        from assembler.report.terminal import written

        file = found.out / "status.html"
        replace_files({file: portfolio_html(portfolio, today, here).encode()})
        click.echo("\n".join(written([file], here)))
    elif form == "json":
        from assembler.report.portfolio_json import portfolio_json

        click.echo(portfolio_json(portfolio, today, here))
    else:
        from assembler.report.portfolio import portfolio_text

        click.echo(portfolio_text(portfolio, today, here))
    return 0
