"""click in French: the words of its help pages and of its usage errors."""

from __future__ import annotations

import click

from assembler.model.typography import typeset

_NBSP = "\u00a0"  # before the colon that click adds


class _FrenchHelp(click.Command):
    def get_help(self, ctx: click.Context) -> str:
        return typeset(super().get_help(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Emploi : ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide."
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [record for record in records if record is not None]
        if rows:
            with formatter.section(f"Options{_NBSP}"):
                formatter.write_dl(rows)


class FrenchCommand(_FrenchHelp):
    """A command whose help is in French."""


class FrenchGroup(_FrenchHelp, click.Group):
    """A group whose help is in French."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, command.get_short_help_str(70)) for name, command in self._listed(ctx)]
        if rows:
            with formatter.section(f"Commandes{_NBSP}"):
                formatter.write_dl(rows)

    def _listed(self, ctx: click.Context) -> list[tuple[str, click.Command]]:
        pairs = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, command) for name, command in pairs if command is not None and not command.hidden]


def usage_message(error: click.ClickException) -> str:
    """What is wrong with the command line, in French, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "assemble"
    return f"{_reason(error)}\n  Remède : « {path} --help » montre comment l’employer."


def _reason(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" Vouliez-vous dire « {error.possibilities[0]} » ?" if error.possibilities else ""
        return f"L’option « {error.option_name} » n’existe pas.{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "un argument"
        return f"Il manque {name}."
    if isinstance(error, click.BadOptionUsage):
        return f"L’option « {error.option_name} » est mal employée : il lui faut une valeur, ou elle n’en prend pas."
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if "unexpected extra argument" in error.message:
        return f"Argument en trop : {error.message.partition('(')[2].rstrip(')')}. Une convention à la fois."
    return "La ligne de commande n’est pas comprise."


def _bad_value(error: click.BadParameter) -> str:
    if error.param is None:
        return "Une valeur donnée ne convient pas."
    name = error.param.opts[0]
    if isinstance(error.param.type, click.Choice):
        choices = ", ".join(str(choice) for choice in error.param.type.choices)
        return f"La valeur donnée à « {name} » n’est pas l’une de celles-ci : {choices}."
    return f"La valeur donnée à « {name} » ne convient pas."
