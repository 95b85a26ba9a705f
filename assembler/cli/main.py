"""The command `assemble`: parse, call, print. Only click is imported until a command runs.

Exit status: 0 done, 1 done with findings, 2 nothing could be done.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import NoReturn

import click

from assembler.cli.french_help import FrenchGroup, usage_message
from assembler.model.typography import typeset

COMMANDS = {
    "batch": "assembler.cli.batch:batch",
    "avenant": "assembler.cli.avenant:avenant",
    "build": "assembler.cli.build:build",
    "check": "assembler.cli.check:check",
    "circuit": "assembler.cli.circuit:circuit",
    "clauses": "assembler.cli.clauses:clauses",
    "deliberation": "assembler.cli.deliberation:deliberation",
    "diff": "assembler.cli.diff:diff",
    "explain": "assembler.cli.explain:explain",
    "impact": "assembler.cli.impact:impact",
    "new": "assembler.cli.new:new",
    "renew": "assembler.cli.renew:renew",
    "schema": "assembler.cli.schema:schema",
    "seal": "assembler.cli.seal:seal",
    "stats": "assembler.cli.stats:stats",
    "status": "assembler.cli.status:status",
    "verify": "assembler.cli.verify:verify",
    "watch": "assembler.cli.watch:watch",
}
DEFAULT = "build"
_OBJECTS_BETWEEN_COLLECTIONS = 50_000  # Python's 700 suits programs that live long; most commands don't


class Assemble(FrenchGroup):
    """`assemble harnes.yaml` is `assemble build harnes.yaml`; a command's module is imported when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*COMMANDS, "--help", "--version"):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from assembler import __version__

        click.echo(f"assemble {__version__}")
        ctx.exit()


@click.group(cls=Assemble, subcommand_metavar="FICHIER [OPTIONS] | COMMANDE …", no_args_is_help=False)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Affiche la version."
)
def cli() -> None:
    """Assemble une convention Word à partir de la bibliothèque de clauses et d’un fichier YAML.

    « assemble harnes.yaml » écrit out/harnes/convention.docx.
    """


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows « ? », it doesn't fail
    status = run(sys.argv[1:])
    gc.freeze()  # leaving would search all objects for cycles, a tenth of a short run
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; every failure is told in French."""
    try:
        status = cli.main(args=arguments or ["--help"], prog_name="assemble", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        return _complain(usage_message(error))
    except (click.Abort, KeyboardInterrupt):
        return _complain("Interrompu : aucun fichier n’est resté à moitié écrit.")
    except Exception as error:
        if os.environ.get("ASSEMBLE_TRACE"):
            raise
        return _complain(
            f"Erreur imprévue du programme ({type(error).__name__} : {error}).\n"
            "  Remède : signalez-la avec le fichier en cause ; la variable ASSEMBLE_TRACE=1 montre les détails."
        )


def _complain(text: str) -> int:
    click.echo(typeset(text), err=True)
    return 2
