"""`assemble diff fin 2022-01 2023-01`"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.comparing import deliver, format_option
from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, tells_problems, workspace_option

if TYPE_CHECKING:
    from assembler.build.convention import Tools


@click.command(cls=FrenchCommand)
@click.argument("quoi", nargs=-1, required=True, metavar="[CLAUSE] VERSION VERSION | FICHIER [FICHIER]")
@click.option("--pour", metavar="CONVENTION", help="Remplit les paramètres pour cette convention.")
@format_option
@workspace_option
@tells_problems(READS)
def diff(quoi: tuple[str, ...], pour: str | None, form: str, workspace: Path | None) -> int:
    """Montre ce qui change entre deux rédactions.

    \b
    assemble diff fin 2022-01 2023-01       deux versions d’une clause
    assemble diff 2022-01 2023-01           la bibliothèque entière
    assemble diff ancienne.docx neuve.docx  deux conventions produites
    assemble diff envoi.docx harnes.yaml    un fichier, et la convention d’aujourd’hui

    Les formats html et docx s’écrivent dans out/diff/. Code de sortie : 0 aucune différence, 1 des différences,
    2 comparaison impossible.
    """
    from assembler.build.convention import load_tools
    from assembler.build.workspace import find_workspace
    from assembler.model.place import Problems

    tools = load_tools(find_workspace(workspace, Path.cwd()))
    if any(Path(each).suffix for each in quoi):
        if pour:
            raise Problems.one("« --pour » ne vaut que pour des clauses.", "Retirez cette option.")
        if len(quoi) > 2 or all(each.lower().endswith((".yaml", ".yml")) for each in quoi):
            raise Problems.one("Il faut un fichier Word, ou deux.", "assemble diff envoi.docx harnes.yaml")
        return _files(tools, quoi, form)
    if len(quoi) == 3 or (len(quoi) == 2 and quoi[0] not in tools.library):
        return _clauses(tools, quoi, pour, form)
    raise Problems.one(
        "Il faut une clause et deux versions, ou deux versions, ou un ou deux fichiers.",
        "assemble diff fin 2022-01 2023-01, ou assemble diff envoi.docx harnes.yaml",
    )


def _clauses(tools: Tools, what: tuple[str, ...], source: str | None, form: str) -> int:
    from assembler.build.diff import diff_clause, diff_library

    def redline() -> bytes:
        from assembler.build.redlines import redline_of_clauses

        return redline_of_clauses(tools, found)

    path = tools.workspace.input(source) if source else None
    if len(what) == 3:
        found = diff_clause(tools, what[0], what[1], what[2], path)
    else:
        found = diff_library(tools, what[0], what[1], path)
    name = "-".join(what if len(what) == 3 else ("bibliotheque", *what))
    target = tools.workspace.out / "diff" / (f"{name}-{path.stem}" if path else name)
    return deliver(found.comparison, form, target, redline)


def _files(tools: Tools, what: tuple[str, ...], form: str) -> int:
    from assembler.build.diff_files import diff_files

    def redline() -> bytes:
        from assembler.build.redlines import redline_of_files

        return redline_of_files(found)

    found = diff_files(tools, what[0], what[1] if len(what) == 2 else None, datetime.now(UTC))
    target = tools.workspace.out / "diff" / "-".join(_short_name(Path(each)) for each in what)
    return deliver(found.comparison, form, target, redline, what)


def _short_name(path: Path) -> str:
    """Of a produced convention, the folder tells more than the file: `out/harnes/convention.docx` is « harnes »."""
    return path.parent.name if path.stem == "convention" and path.parent.name else path.stem
