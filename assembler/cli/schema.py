"""`assemble schema`"""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import workspace_option


@click.command(cls=FrenchCommand)
@workspace_option
def schema(workspace: Path | None) -> int:
    """Écrit les schémas JSON qui guident la saisie dans l’éditeur."""
    from assembler.build.files import replace_files
    from assembler.build.workspace import find_workspace
    from assembler.model.place import Problems
    from assembler.readers.schema import schemas
    from assembler.report.terminal import problems_report, written

    here = Path.cwd()
    try:
        folder = find_workspace(workspace, here).inputs / "schemas"
        files = {folder / name: text.encode() for name, text in schemas().items()}
        replace_files(files)
    except Problems as error:
        click.echo(problems_report(error.problems, here), err=True)
        return 2
    click.echo("\n".join(written(files, here)))
    return 0
