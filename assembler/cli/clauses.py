"""`assemble clauses`: the library, its versions, their approval, their proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.french_help import FrenchCommand, FrenchGroup
from assembler.cli.options import READS, WRITES, tells_problems, workspace_option

if TYPE_CHECKING:
    from assembler.build.library import OpenLibrary

_format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), help="text ou json.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options given before the subcommand; None where one wasn't."""

    workspace: Path | None
    form: str | None


@click.group(cls=FrenchGroup, invoke_without_command=True, subcommand_metavar="[COMMANDE …]")
@workspace_option
@_format_option
@click.pass_context
@tells_problems(READS)
def clauses(context: click.Context, workspace: Path | None, form: str | None) -> int:
    """Montre la bibliothèque de clauses, la contrôle, enregistre une approbation.

    Sans commande : la liste des versions, avec leur statut et les conventions qui les emploient.
    """
    context.obj = _Asked(workspace, form)
    if context.invoked_subcommand is not None:
        return 0
    from assembler.build.library import library_state
    from assembler.report.clauses import library_text
    from assembler.report.clauses_json import library_json

    here = Path.cwd()
    state = library_state(_opened(workspace, here))
    click.echo(library_json(state, here) if form == "json" else library_text(state, here))
    return 0


@clauses.command(cls=FrenchCommand)
@click.argument("clause")
@workspace_option
@click.pass_obj
@tells_problems(READS)
def show(asked: _Asked, clause: str, workspace: Path | None) -> int:
    """Montre une version : « fin@2023-01 ». Sans version, la plus récente.

    Les paramètres gardent leur nom, entre accolades ; toutes les branches d’une condition paraissent.
    """
    from assembler.build.library import clause_state, find_version, text_with_names
    from assembler.report.clauses import version_text

    here = Path.cwd()
    library = _opened(workspace or asked.workspace, here)
    version = find_version(library, clause)
    found = clause_state(library, version.id)
    state = next(each for each in found.versions if each.version is version)
    click.echo(version_text(found, state, text_with_names(version), here))
    return 0


@clauses.command(cls=FrenchCommand)
@click.argument("clause")
@workspace_option
@click.pass_obj
@tells_problems(READS)
def history(asked: _Asked, clause: str, workspace: Path | None) -> int:
    """Montre toutes les versions d’une clause, la plus ancienne d’abord."""
    from assembler.build.library import find_clause, library_state
    from assembler.report.clauses import history_text

    here = Path.cwd()
    library = _opened(workspace or asked.workspace, here)
    name = find_clause(library, clause)
    state = library_state(library)
    click.echo(history_text(state.clause(name), state, here))
    return 0


@clauses.command(cls=FrenchCommand)
@click.argument("clause")
@click.option("--par", "by", metavar="QUI", default="", help="Qui a approuvé : une personne, un service.")
@click.option("--reference", metavar="TEXTE", default="", help="Note, courriel ou décision qui en garde la trace.")
@click.option("--le", "day", metavar="DATE", help="Jour de l’approbation (par défaut : aujourd’hui).")
@workspace_option
@click.pass_obj
@tells_problems(WRITES)
def approve(  # noqa: PLR0913 - one parameter an option
    asked: _Asked, *, clause: str, by: str, reference: str, day: str | None, workspace: Path | None
) -> int:
    """Enregistre l’approbation d’une version : « fin@2023-01 ».

    Écrit « statut: approuvee » et « approbation » dans l’en-tête du fichier, avec l’empreinte du texte ; le reste du
    fichier ne change pas.
    """
    from assembler.build.approval import ApprovalRequest, approved_file
    from assembler.build.files import replace_files
    from assembler.report.clauses import approved_text

    here = Path.cwd()
    library = _opened(workspace or asked.workspace, here)
    version, data = approved_file(library, ApprovalRequest(clause, by, reference, day), date.today())
    replace_files({version.place.file: data})
    click.echo(approved_text(version, here))
    return 0


@clauses.command(cls=FrenchCommand)
@workspace_option
@_format_option
@click.pass_obj
@tells_problems(READS)
def check(asked: _Asked, workspace: Path | None, form: str | None) -> int:
    """Contrôle toute la bibliothèque, y compris ce qu’aucune convention n’emploie.

    Code de sortie : 0 rien à signaler, 1 des défauts, 2 contrôle impossible.
    """
    from assembler.build.library_check import check_library
    from assembler.report.clauses import check_text
    from assembler.report.clauses_json import check_json

    here = Path.cwd()
    library = _opened(workspace or asked.workspace, here)
    problems = check_library(library)
    count = sum(map(len, library.versions.values()))
    is_json = (form or asked.form) == "json"
    click.echo(check_json(problems, here) if is_json else check_text(problems, count, here))
    return int(bool(problems))


def _opened(workspace: Path | None, here: Path) -> OpenLibrary:
    from assembler.build.library import open_library
    from assembler.build.workspace import find_workspace

    return open_library(find_workspace(workspace, here))
