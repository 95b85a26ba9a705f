"""`assemble deliberation harnes.yaml`"""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tell_pdfs, tells_problems, workspace_option


@click.command(cls=FrenchCommand)
@click.argument("fichier")
@click.option("--pour", metavar="NOM", help="Seulement la délibération de cette commune, ou de l’intercommunalité.")
@click.option("--sans-annexe", is_flag=True, help="Laisse la convention à part : la délibération seule.")
@click.option("--pdf", is_flag=True, help="Écrit aussi le PDF de chaque fichier (demande LibreOffice).")
@workspace_option
@tells_problems(WRITES)
def deliberation(fichier: str, pour: str | None, sans_annexe: bool, pdf: bool, workspace: Path | None) -> int:
    """Écrit le projet de délibération de chaque collectivité, avec la convention en annexe.

    \b
    assemble deliberation harnes.yaml                 la délibération, et la convention dans le même fichier
    assemble deliberation harnes.yaml --sans-annexe   la délibération seule
    assemble deliberation call.yaml --pour Lens       celle d’une seule commune membre

    Écrit out/harnes/deliberation.docx ; pour une intercommunalité, un fichier de plus par commune membre. Le texte est
    un projet, à relire par la collectivité (docs/deliberation.md).
    """
    from assembler.build.acte import files_of_actes
    from assembler.build.acte_deliberation import make_deliberations
    from assembler.build.convention import prepare
    from assembler.build.files import replace_files
    from assembler.build.printing import Printer
    from assembler.build.workspace import find_workspace
    from assembler.report.acte import DeliberationsTold, deliberations_text

    here = Path.cwd()
    found = find_workspace(workspace, here)
    path = found.input(fichier)
    drafts = make_deliberations(prepare(found, path), path, pour, annexe=not sans_annexe)
    with Printer() as printer:
        files, lacking = files_of_actes(drafts.made, printer, pdf)
    replace_files(files)
    told = DeliberationsTold(
        name=path.name,
        files=tuple((each.path, each.document) for each in drafts.made),
        stage=drafts.convention.etape,
        is_annexed=not sans_annexe,
        is_draft=drafts.is_draft,
        is_frozen=drafts.is_frozen,
        unread=drafts.unread,
    )
    click.echo(deliberations_text(told, here))
    return tell_pdfs(files, lacking, here)
