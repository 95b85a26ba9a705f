"""`assemble schema`"""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@workspace_option
@tells_problems(WRITES)
def schema(workspace: Path | None) -> int:
    """Écrit les schémas JSON qui guident la saisie dans l’éditeur."""
    from assembler.build.files import replace_files
    from assembler.build.workspace import find_workspace
    from assembler.readers.schema import schemas
    from assembler.report.terminal import written

    here = Path.cwd()
    folder = find_workspace(workspace, here).inputs / "schemas"
    files = {folder / name: text.encode() for name, text in schemas().items()}
    replace_files(files)
    click.echo("\n".join(written(files, here)))
    return 0
