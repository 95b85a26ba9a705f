"""Which conventions a batch is about, and where it is worked on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assembler.build.batch.cluster_address import ClusterAddress
from assembler.build.batch.pool import run_here, run_pool, usable_cores
from assembler.build.batch.stopping import Stop
from assembler.build.batch.workshop import Workshop, failed
from assembler.build.convention import Tools
from assembler.build.temporaries import sweep
from assembler.build.workspace import Workspace
from assembler.model.batch import Orders, Outcome
from assembler.model.place import Collector, Place, Problem, Problems


@dataclass(frozen=True, slots=True)
class Batch:
    """`clashes`: the conventions whose files another one would write over, as failed outcomes."""

    tools: Tools
    paths: tuple[Path, ...]
    clashes: tuple[Outcome, ...]

    @property
    def total(self) -> int:
        return len(self.paths) + len(self.clashes)


def prepare_batch(tools: Tools, names: Sequence[str]) -> Batch:
    """The conventions of these names, in the order typed; all of the workspace, by name, where there are none.

    Raises Problems: a file that is not there, all of them at once; nothing to work on.
    """
    workspace = tools.workspace
    wanted = _named(workspace, names) if names else workspace.conventions()
    if not wanted:
        raise Problems.one("Aucune convention dans inputs/.", "« assemble new » en commence une.")
    first: dict[Path, Path] = {}
    clashes: list[Outcome] = []
    for path in wanted:
        kept = first.setdefault(workspace.output(path), path)
        if kept != path:
            clashes.append(failed(path, [_clash(workspace, path, kept)]))
    return Batch(tools, tuple(first.values()), tuple(clashes))


def run_batch(
    batch: Batch, orders: Orders, jobs: int | None, cluster: ClusterAddress | None, stop: Stop
) -> Iterator[Outcome]:
    """The outcome of each convention, in a fixed order, as they come.

    `jobs`: processes, None for one a usable core; 1 works in this one. Raises Problems: nothing can be worked on, or
    not any further.
    """
    yield from batch.clashes
    if not orders.dry_run:
        sweep(batch.tools.workspace.inputs)
    if cluster:
        from assembler.build.batch.cluster import run_cluster

        yield from run_cluster(cluster, batch.tools, orders, batch.paths, stop)
        return
    workshop = Workshop.of(batch.tools, orders)
    count = min(jobs or usable_cores(), len(batch.paths))
    if count == 1:
        yield from run_here(workshop, batch.paths, stop)
    else:
        yield from run_pool(workshop, batch.paths, count, stop)


def _named(workspace: Workspace, names: Sequence[str]) -> tuple[Path, ...]:
    """Each once; paths of inputs/ are those of the workspace, however they were typed."""
    collector = Collector()
    found = [collector.attempt(workspace.input, name) for name in names]
    collector.finish()
    inputs = workspace.inputs.resolve()
    paths = (path.resolve() for path in found if path)
    return tuple(dict.fromkeys(workspace.inputs / path.name if path.parent == inputs else path for path in paths))


def _clash(workspace: Workspace, path: Path, kept: Path) -> Problem:
    folder = workspace.output(path).relative_to(workspace.root).as_posix()
    return Problem(
        f"« {kept.name} » écrit déjà dans {folder}/ : deux conventions ne peuvent pas y aller.",
        "Renommez l’un des deux fichiers.",
        Place(path),
    )
