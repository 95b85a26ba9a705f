"""`assemble batch`"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option
from assembler.model.finding import STAGES

if TYPE_CHECKING:
    from assembler.build.batch.stopping import Stop
    from assembler.model.batch import Orders, Outcome, Tally
    from assembler.model.finding import Stage
    from assembler.model.place import Problem
    from assembler.report.progress import Progress

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=FrenchCommand)
@click.argument("fichiers", nargs=-1)
@workspace_option
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Nombre de processus (par défaut : un par cœur).")
@click.option("--force", is_flag=True, help="Refait aussi ce qui est à jour.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait refait et pourquoi, sans rien écrire.")
@click.option("--pdf", is_flag=True, help="Écrit aussi le PDF de chaque convention (demande LibreOffice).")
@click.option("--pages", is_flag=True, help="Inscrit les numéros de page dans les sommaires (demande LibreOffice).")
@click.option("--champs-signature", is_flag=True, help="Place dans chaque PDF un champ de signature par signataire.")
@click.option("--etape", "etapes", metavar="ÉTAPE", multiple=True, help=f"Seulement celles-ci : {', '.join(STAGES)}.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text ou json.")
@click.option("--cluster", metavar="ADRESSE", help="Ordonnanceur Dask : tls://hote:8786, ou tcp://127.0.0.1:8786.")
@click.option("--ca", type=_FILE, metavar="FICHIER", help="Pour tls:// : certificat de l’autorité.")
@click.option("--cert", type=_FILE, metavar="FICHIER", help="Pour tls:// : certificat de cette machine.")
@click.option("--cle", type=_FILE, metavar="FICHIER", help="Pour tls:// : clé privée de cette machine.")
@tells_problems(WRITES)
def batch(  # noqa: PLR0913 - one parameter an option
    *,
    fichiers: tuple[str, ...],
    workspace: Path | None,
    jobs: int | None,
    force: bool,
    dry_run: bool,
    pdf: bool,
    pages: bool,
    champs_signature: bool,
    etapes: tuple[str, ...],
    form: str,
    cluster: str | None,
    ca: Path | None,
    cert: Path | None,
    cle: Path | None,
) -> int:
    """Assemble toutes les conventions qui ne sont plus à jour.

    FICHIERS : des noms ou des chemins, comme pour « assemble » ; par défaut, toutes les conventions de inputs/. Une
    convention en erreur n’arrête pas les autres ; une convention scellée n’est jamais refaite.

    Code de sortie : 0 tout est fait, 1 une convention est en erreur, un PDF manque ou la commande a été interrompue,
    2 rien n’a pu être fait.
    """
    from assembler.build.archive import inputs_gone
    from assembler.build.batch.cluster_address import cluster_address
    from assembler.build.batch.runner import prepare_batch, run_batch
    from assembler.build.batch.stopping import Stop
    from assembler.build.convention import load_tools
    from assembler.build.workspace import find_workspace
    from assembler.model.batch import Orders, Tally

    orders = Orders(force, dry_run, _stages(etapes), pdf or champs_signature, pages, champs_signature)
    address = cluster_address(cluster, ca, cert, cle) if cluster else None
    found = prepare_batch(load_tools(find_workspace(workspace, Path.cwd())), fichiers)
    tally = Tally(found.total, gone=inputs_gone(found.tools.workspace))
    teller = (_JsonTeller if form == "json" else _TextTeller)(tally, orders)
    with Stop() as stop:
        return teller.tell(run_batch(found, orders, jobs, address, stop), stop)


def _stages(typed: tuple[str, ...]) -> frozenset[Stage]:
    """« --etape projet,copil » and « --etape projet --etape copil » are the same. Raises Problems."""
    from assembler.model.messages import excerpt, suggestion
    from assembler.model.place import Collector, Problems

    names = [name.strip() for each in typed for name in each.split(",")]
    collector = Collector()
    for name in names:
        if name not in STAGES:
            error = Problems.one(f"« {excerpt(name)} » n’est pas une étape.", suggestion(name, STAGES, "Étapes"))
            collector.problems += error.problems
    collector.finish()
    return frozenset(stage for stage in STAGES if stage in names)


class _Teller:
    """Tells the outcomes as they come, and their sum at the end."""

    def __init__(self, tally: Tally, orders: Orders) -> None:
        self.tally, self.orders, self.here = tally, orders, Path.cwd()
        self.start = perf_counter()
        self.progress: Progress | None = None

    def tell(self, outcomes: Iterator[Outcome], stop: Stop) -> int:
        """The exit status. Raises Problems where nothing at all was done."""
        from assembler.model.place import Problems

        problems: tuple[Problem, ...] = ()
        try:
            for outcome in outcomes:
                self.tally.add(outcome)
                self.one(outcome)
                if self.progress:
                    self.progress.show(self.tally.done, self.tally.counts["en_erreur"])
        except Problems as error:
            if not self.tally.done:
                raise
            problems = error.problems
        finally:
            if self.progress:
                self.progress.clear()
        is_short = stop.asked and self.tally.done < self.tally.total
        self.end(is_short)
        if problems:
            self.give_up(problems)
        return int(is_short or bool(problems) or self.tally.counts["en_erreur"] > 0 or bool(self.tally.lacking))

    def one(self, outcome: Outcome) -> None:
        raise NotImplementedError

    def end(self, is_interrupted: bool) -> None:
        raise NotImplementedError

    def give_up(self, problems: tuple[Problem, ...]) -> None:
        from assembler.report.terminal import problems_report

        click.echo(problems_report(problems, self.here, "La suite n’a pas été faite"), err=True)

    def watch(self, on_error: bool) -> None:
        from assembler.report.progress import Progress

        self.progress = Progress(self.tally.total, on_error)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.start


class _TextTeller(_Teller):
    """On a terminal a line that moves; elsewhere one line for each convention that was made again or failed."""

    def __init__(self, tally: Tally, orders: Orders) -> None:
        super().__init__(tally, orders)
        if sys.stdout.isatty():
            self.watch(on_error=False)

    def one(self, outcome: Outcome) -> None:
        from assembler.report.batch import outcome_line

        if not self.progress and (line := outcome_line(outcome, self.here)):
            click.echo(line)

    def end(self, is_interrupted: bool) -> None:
        from assembler.report.batch import summary_text

        click.echo(summary_text(self.tally, self.here, self.seconds, is_interrupted))


class _JsonTeller(_Teller):
    """One object on standard output, and nothing else there."""

    def __init__(self, tally: Tally, orders: Orders) -> None:
        super().__init__(tally, orders)
        self.between = ""
        if sys.stderr.isatty():
            self.watch(on_error=True)

    def one(self, outcome: Outcome) -> None:
        from assembler.report.batch_json import HEAD, outcome_json

        if outcome.status != "ecartee":
            click.echo((self.between or HEAD) + "\n  " + outcome_json(outcome, self.here), nl=False)
            self.between = ","

    def end(self, is_interrupted: bool) -> None:
        from assembler.report.batch_json import HEAD, tail_json

        head = "" if self.between else HEAD
        click.echo(head + tail_json(self.tally, self.seconds, self.orders.dry_run, is_interrupted))
