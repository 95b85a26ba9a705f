"""A batch on the cores of this machine: processes that each work on one convention at a time.

A process that dies (memory, a signal) takes only the convention it worked on with it: that one is tried once more
elsewhere, then told as an error. Nothing that the processes share is locked, so none of them can block the others.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from assembler.build.batch.order import Order
from assembler.build.batch.stopping import Stop
from assembler.build.batch.workshop import Workshop, failed
from assembler.build.convention import Tools, load_tools
from assembler.build.workspace import Workspace
from assembler.model.batch import Orders, Outcome
from assembler.model.place import Place, Problem, Problems

_AHEAD = 4
"""Conventions that a process holds, so that it never waits for the next one."""
_TRIES = 2
_FAILED_STARTS = 3
_TICK = 0.2
_PATIENCE = 10.0
"""Seconds: how often a request to stop is looked at; how long a process may take to end."""
_READY = "ready"


def usable_cores() -> int:
    """The cores that this process may use: those it is bound to, and not more than its container's share."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return max(1, min(cores, int(quota) // int(period)))
    except (OSError, ValueError):
        return cores


def run_here(workshop: Workshop, paths: Sequence[Path], stop: Stop) -> Iterator[Outcome]:
    """The outcomes in the order of the paths, in this process."""
    try:
        for path in paths:
            if stop.asked:
                return
            yield workshop.outcome(path)
    finally:
        workshop.close()


def run_pool(workshop: Workshop, paths: Sequence[Path], jobs: int, stop: Stop) -> Iterator[Outcome]:
    """The same by `jobs` processes. Raises Problems: they can't be started."""
    with_fork = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if with_fork else "spawn")
    pool = _Pool(workshop, paths, context, with_fork)
    try:
        yield from pool.run(min(jobs, len(paths)), stop)
    finally:
        pool.close()


@dataclass(slots=True)
class _Worker:
    """`given`: ranks of the conventions that it holds, the one it works on first."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    given: deque[int] = field(default_factory=deque)
    is_ready: bool = False


class _Pool:
    def __init__(self, workshop: Workshop, paths: Sequence[Path], context: BaseContext, with_fork: bool) -> None:
        self.workshop, self.paths, self.context, self.with_fork = workshop, paths, context, with_fork
        self.stopping = context.RawValue(ctypes.c_bool, False)
        self.workers: list[_Worker] = []
        self.back: deque[int] = deque()  # held by a process that died
        self.deaths: Counter[int] = Counter()
        self.failed_starts = 0

    def run(self, jobs: int, stop: Stop) -> Iterator[Outcome]:
        order = Order(len(self.paths), jobs * _AHEAD * 8)
        while len(self.workers) < jobs:
            self.start()
        while self.workers and not order.is_over:
            if not stop.asked:
                self.feed(order)
            elif not self.stopping.value:
                self.dismiss()
            pipes = {worker.pipe: worker for worker in self.workers}
            for pipe in wait(list(pipes), _TICK):
                self.receive(pipes[pipe], order)  # type: ignore[index]
            yield from order.ripe()
        yield from order.rest()

    def start(self) -> None:
        ours, theirs = self.context.Pipe()
        others = [worker.pipe for worker in self.workers] + [ours] if self.with_fork else []
        given = self.workshop if self.with_fork else (self.workshop.tools.workspace, self.workshop.orders)
        process = self.context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, others, given, self.stopping), daemon=True
        )
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))

    def feed(self, order: Order) -> None:
        """Give each process its next conventions, those that have fewest first."""
        for level in range(_AHEAD):
            for worker in self.workers:
                if len(worker.given) <= level:
                    rank = self.back.popleft() if self.back else order.next()
                    if rank is None:
                        return
                    worker.given.append(rank)
                    try:
                        worker.pipe.send((rank, str(self.paths[rank])))
                    except OSError:
                        continue  # it has died: its pipe says so when it is read

    def receive(self, worker: _Worker, order: Order) -> None:
        try:
            found = worker.pipe.recv()
        except (EOFError, OSError):
            self.bury(worker, order)
            return
        if found == _READY:
            worker.is_ready, self.failed_starts = True, 0
            return
        rank, outcome = found
        worker.given.remove(rank)
        order.put(rank, outcome)

    def bury(self, worker: _Worker, order: Order) -> None:
        """A process has died, or left because it was told to stop: take back what it held, start another."""
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_PATIENCE)
        if self.stopping.value:
            return
        code = worker.process.exitcode
        if worker.is_ready and worker.given:
            self.blame(worker.given.popleft(), code, order)
        elif not worker.is_ready:
            self.failed_starts += 1
            if self.failed_starts >= _FAILED_STARTS:
                raise Problems([_no_start(code)])
        self.back.extendleft(reversed(worker.given))
        self.start()

    def blame(self, rank: int, code: int | None, order: Order) -> None:
        """The convention that a process died on is tried once more, then failed."""
        self.deaths[rank] += 1
        if self.deaths[rank] < _TRIES:
            self.back.appendleft(rank)
        else:
            order.put(rank, failed(self.paths[rank], [_death(self.paths[rank], code)]))

    def dismiss(self) -> None:
        """Let the processes that have nothing to do go; the others finish what they write."""
        self.stopping.value = True
        for worker in self.workers:
            try:
                worker.pipe.send(None)
            except OSError:
                continue

    def close(self) -> None:
        self.stopping.value = True
        for worker in self.workers:
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()


def _serve(
    pipe: Connection[Any, Any],
    others: Sequence[Connection[Any, Any]],
    given: Workshop | tuple[Workspace, Orders],
    stopping: Any,
) -> None:
    """A process of the pool: answers each path with its outcome until its pipe closes or it is told to stop."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the terminal sends Ctrl-C to all; the main process decides
        signal.signal(number, signal.SIG_IGN)
    for other in others:
        other.close()  # else a main process that dies would not be noticed
    workshop = given if isinstance(given, Workshop) else Workshop.of(_tools(given[0]), given[1])
    gc.freeze()
    try:
        pipe.send(_READY)
        while (task := pipe.recv()) is not None and not stopping.value:
            rank, path = task
            pipe.send((rank, workshop.outcome(Path(path))))
    except (EOFError, OSError):
        return
    finally:
        workshop.close()


def _tools(workspace: Workspace) -> Tools:
    gc.set_threshold(50_000)
    return load_tools(workspace)


def _death(path: Path, code: int | None) -> Problem:
    said = f"a été arrêté par le système (signal {-code})" if code and code < 0 else f"s’est arrêté (code {code})"
    return Problem(
        f"Le processus qui assemblait cette convention {said}, deux fois de suite ; la mémoire manque peut-être.",
        "Relancez avec --jobs 1 ; vérifiez la taille des images et des fichiers qu’elle nomme.",
        Place(path),
    )


def _no_start(code: int | None) -> Problem:
    return Problem(
        f"Les processus de travail s’arrêtent avant d’avoir commencé (code {code}).",
        "Relancez avec --jobs 1, qui n’en démarre pas ; libérez de la mémoire.",
    )
