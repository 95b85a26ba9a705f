"""What runs in a process of a Dask cluster. It is imported there by name: the same engine must be installed."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from assembler.build.batch.workshop import Workshop, attempted
from assembler.build.convention import Tools, load_tools
from assembler.build.digests import digest
from assembler.build.made_of import Shared, engine_mark
from assembler.build.workspace import Workspace
from assembler.model.batch import Orders, Outcome
from assembler.model.place import Place, Problems

_ENGINE = engine_mark()
"""The engine as it was when this process imported it; the files may have changed since."""
_LOCK = threading.Lock()
"""One convention at a time in a process, however many threads the worker has."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the machine that asks works with: its engine, and the digest of what its tools were read from."""

    engine: str
    shared: str


@dataclass(frozen=True, slots=True)
class Job:
    """One batch, as its processes know it. `batch` is a name that no other batch has."""

    batch: str
    root: str
    orders: Orders
    marks: Marks


def marks_of(tools: Tools) -> Marks:
    shared = Shared(tools)
    versions = (each for clause in tools.library.values() for each in clause)
    clauses = sorted(f"{each.id}@{each.version} {each.digest} {each.head.model_dump_json()}" for each in versions)
    return Marks(_ENGINE, digest("\n".join([*map(str, shared.marks.items()), *clauses]).encode()))


def check(job: Job) -> tuple[str, str] | None:
    """What is wrong with this process, and how to mend it, in French; None where nothing is."""
    try:
        with _LOCK:
            _workshop(job)
    except Problems as error:
        return error.problems[0].message, error.problems[0].hint
    return None


def work(job: Job, paths: Sequence[str]) -> tuple[Outcome, ...]:
    """The outcomes of these conventions, in their order."""
    return tuple(_one(job, Path(path)) for path in paths)


def _one(job: Job, path: Path) -> Outcome:
    start = perf_counter()
    with _LOCK:
        return attempted(path, lambda: _workshop(job).outcome(path), start)


def finish(batch: str) -> None:
    """The batch is over: its LibreOffice, if it has one, ends."""
    with _LOCK:
        if batch in _workshops:
            _workshops[batch].close()


_TOGETHER = 4
"""Batches that a process works for at the same time; the oldest beyond is opened again when its turn comes."""
_workshops: dict[str, Workshop] = {}


def _workshop(job: Job) -> Workshop:
    """That of the batch. A new batch has a new one: it reads all anew, whatever changed since the last one.

    Raises Problems.
    """
    if job.batch not in _workshops:
        tools = _tools(job.root, job.marks)
        while len(_workshops) >= _TOGETHER:
            _workshops.pop(next(iter(_workshops))).close()
        _workshops[job.batch] = Workshop.of(tools, job.orders)
    return _workshops[job.batch]


def _tools(root: str, marks: Marks) -> Tools:
    """Raises Problems: another engine, no such folder, other clauses, templates or catalogue."""
    if marks.engine != _ENGINE:
        raise Problems.one(
            f"ce processus emploie un autre moteur ({_ENGINE}) que cette machine ({marks.engine})",
            "Installez-y la même version d’assembler, puis redémarrez-le.",
        )
    workspace = Workspace(Path(root))
    if not workspace.clauses.is_dir():
        raise Problems.one(
            f"ce processus ne voit pas l’espace de travail {root}",
            "Montez-y le même dossier partagé, au même chemin.",
            Place(workspace.root),
        )
    gc.set_threshold(50_000)
    tools = load_tools(workspace)
    if marks_of(tools) != marks:
        raise Problems.one(
            "ce processus ne voit pas les mêmes clauses, modèles ou catalogue que cette machine",
            "Vérifiez que c’est le même dossier partagé, et qu’il est à jour ; puis relancez.",
            Place(workspace.root),
        )
    return tools
