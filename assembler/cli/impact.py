"""`assemble impact fin@2024-01`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import READS, tells_problems, workspace_option

if TYPE_CHECKING:
    from assembler.build.workspace import Workspace
    from assembler.model.impact import Effect, Gathered, Impact, Target

FORMATS = ("text", "json", "html")


@click.command(cls=FrenchCommand)
@click.argument("version", required=False, metavar="[CLAUSE@VERSION]")
@click.option("--pour", "only", metavar="CONVENTION", multiple=True, help="Seulement cette convention ; répétable.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="text, json ou html (une page).")
@workspace_option
@tells_problems(READS)
def impact(version: str | None, only: tuple[str, ...], form: str, workspace: Path | None) -> int:
    """Dit ce qu’un changement ferait aux conventions, avant d’écrire quoi que ce soit.

    \b
    assemble impact              ce qu’un lot referait, et ce qui manque aux textes figés ou signés
    assemble impact fin@2024-01  qui prendrait cette version, qui non et pourquoi, et ce qu’elle change
    assemble impact fin          de même, pour la version la plus récente

    La page html s’écrit dans out/impact/. Code de sortie : 0 rien ne changerait, 1 une convention est concernée,
    2 rien n’a pu être dit.
    """
    from assembler.build.convention import load_tools
    from assembler.build.impact import impacts
    from assembler.build.impact_taken import find_target
    from assembler.build.workspace import find_workspace
    from assembler.model.impact import Gathered
    from assembler.report.progress import watched

    today = date.today()
    tools = load_tools(find_workspace(workspace, Path.cwd()))
    target = find_target(tools, version, today) if version else None
    paths = _paths(tools.workspace, only)
    found = watched(impacts(tools, target, paths, today), len(paths), lambda each: each.effect == "en_erreur")
    if form == "json":
        return _tell_json(found, target, today)
    gathered = Gathered(target, today)
    for each in found:
        gathered.add(each)
    return _tell(gathered, form, tools.workspace)


def _paths(workspace: Workspace, names: Iterable[str]) -> tuple[Path, ...]:
    """Those that were named, or all. Raises Problems: names that mean nothing."""
    from assembler.model.place import Collector

    collector = Collector()
    found = [collector.attempt(workspace.input, name) for name in names]
    collector.finish()
    return tuple(dict.fromkeys(path for path in found if path)) or workspace.conventions()


def _tell_json(found: Iterator[Impact], target: Target | None, today: date) -> int:
    from assembler.model.impact import is_concerned
    from assembler.report.impact_json import head_json, impact_object_json, tail_json

    counts: Counter[Effect] = Counter()
    concerned, between = False, head_json(target, today)
    for each in found:
        click.echo(between + "\n  " + impact_object_json(each, Path.cwd()), nl=False)
        counts[each.effect] += 1
        concerned, between = concerned or is_concerned(each), ","
    click.echo(("" if counts else between) + tail_json(counts, concerned))
    return int(concerned)


def _tell(gathered: Gathered, form: str, workspace: Workspace) -> int:
    if form == "html":
        from assembler.build.files import replace_files
        from assembler.report.impact_html import impact_html
        from assembler.report.impact_words import tally
        from assembler.report.terminal import written

        name = gathered.target.name.replace("@", "-") if gathered.target else "impact"
        file = workspace.out / "impact" / f"{name}.html"
        replace_files({file: impact_html(gathered, Path.cwd()).encode()})
        click.echo("\n".join([*written([file], Path.cwd()), tally(gathered)]))
    else:
        from assembler.report.impact import impact_text

        click.echo(impact_text(gathered, Path.cwd()))
    return int(gathered.is_concerned)
