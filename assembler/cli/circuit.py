"""`assemble circuit harnes.yaml`"""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tell_pdfs, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--pdf", is_flag=True, help="Écrit aussi la feuille en PDF (demande LibreOffice).")
@workspace_option
@tells_problems(WRITES)
def circuit(fichier: str, pdf: bool, workspace: Path | None) -> int:
    """Dit où en sont les signatures, et en écrit la feuille de suivi.

    Écrit out/harnes/circuit-signature.docx : qui a voté, transmis au préfet, signé, et quand ; puis ce qu’il reste à
    faire, dans l’ordre. Les dates viennent de la saisie (docs/deliberation.md).
    """
    from assembler.build.acte import files_of_actes
    from assembler.build.acte_circuit import make_circuit
    from assembler.build.convention import prepare
    from assembler.build.files import replace_files
    from assembler.build.printing import Printer
    from assembler.build.workspace import find_workspace
    from assembler.report.acte import circuit_text

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = found.input(fichier)
    sheet = make_circuit(prepare(found, path), path)
    with Printer() as printer:
        files, lacking = files_of_actes((sheet.made,), printer, pdf)
    replace_files(files)
    click.echo(circuit_text(sheet.circuit, sheet.steps, sheet.made.path, here))
    return tell_pdfs(files, lacking, here)
