"""A batch on a Dask cluster: the same function as on this machine, in processes that see the same shared folder."""

from __future__ import annotations

import importlib
import queue
import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import token_hex
from time import monotonic, sleep
from typing import Any

from assembler.build.batch import on_worker
from assembler.build.batch.cluster_address import ClusterAddress
from assembler.build.batch.order import Order
from assembler.build.batch.stopping import Stop
from assembler.build.batch.workshop import failed
from assembler.build.convention import Tools
from assembler.model.batch import Orders, Outcome
from assembler.model.messages import excerpt
from assembler.model.place import Place, Problem, Problems

_WAIT = 10.0
"""Seconds: the longest wait for the scheduler to answer, then for a first worker."""
_TICK = 0.2
_AHEAD = 4
"""Tasks in flight for each thread of the cluster."""
_TOGETHER = 4
"""The most conventions of a task."""
_INSTALL = 'Installez l’extra « cluster » : python -m pip install "assembler[cluster]", ici et sur chaque machine.'


def run_cluster(
    address: ClusterAddress, tools: Tools, orders: Orders, paths: Sequence[Path], stop: Stop
) -> Iterator[Outcome]:
    """The outcomes in the order of the paths.

    Raises Problems: no extra, no scheduler, a worker that does not fit, a link that is lost.
    """
    client = _connected(address)
    try:
        job = on_worker.Job(token_hex(16), str(tools.workspace.root), orders, on_worker.marks_of(tools))
        threads = _checked(client, job)
        flight = _Flight(client, job, paths)
        yield from flight.run(threads, stop)
        client.run(on_worker.finish, job.batch, on_error="ignore")
    finally:
        client.close(timeout=_WAIT)


class _Flight:
    """The conventions that the cluster holds, several a task: the scheduler needs nearly a millisecond for each."""

    def __init__(self, client: Any, job: on_worker.Job, paths: Sequence[Path]) -> None:
        self.client, self.job, self.paths = client, job, paths
        self.landed: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.ranks: dict[Any, list[int]] = {}
        self.futures: dict[Any, Any] = {}  # one that nothing holds is forgotten by the cluster
        self.alone: list[int] = []

    def run(self, threads: int, stop: Stop) -> Iterator[Outcome]:
        """Raises Problems: the link is lost."""
        size = max(1, min(_TOGETHER, len(self.paths) // (threads * _AHEAD)))
        order = Order(len(self.paths), threads * _AHEAD * size * 8)
        while not order.is_over:
            while not stop.asked and len(self.futures) < threads * _AHEAD and (ranks := self.next(order, size)):
                self.submit(ranks)
            if stop.asked:
                self.give_up()
                if not self.futures:
                    break
            self.land(order, stop)
            yield from order.ripe()
        yield from order.rest()

    def next(self, order: Order, size: int) -> list[int]:
        """The conventions of the next task; those of a task that failed are tried one by one."""
        if self.alone:
            return [self.alone.pop()]
        found = (order.next() for _ in range(size))
        return [rank for rank in found if rank is not None]

    def submit(self, ranks: list[int]) -> None:
        paths = [str(self.paths[rank]) for rank in ranks]
        future = self.client.submit(on_worker.work, self.job, paths, pure=False)
        self.ranks[future.key], self.futures[future.key] = ranks, future
        future.add_done_callback(self.landed.put)

    def land(self, order: Order, stop: Stop) -> None:
        try:
            future = self.landed.get(timeout=_TICK)
        except queue.Empty:
            if self.client.status not in ("running", "newly-created"):
                raise Problems([_link_lost()]) from None
            return
        ranks = self.ranks.pop(future.key, [])
        self.futures.pop(future.key, None)
        if future.status == "finished":
            for rank, outcome in zip(ranks, future.result() if ranks else (), strict=True):
                order.put(rank, outcome)
        elif future.status == "error":
            self.failed(ranks, future.exception(), order)
        elif ranks and not stop.asked:
            raise Problems([_link_lost()])

    def failed(self, ranks: list[int], error: BaseException, order: Order) -> None:
        if len(ranks) > 1:
            self.alone += ranks
        else:
            for rank in ranks:
                order.put(rank, failed(self.paths[rank], [_fault(self.paths[rank], error)]))

    def give_up(self) -> None:
        """Take back what no worker has begun; what is being written is waited for."""
        begun = {key for keys in self.client.processing().values() for key in keys}
        for key in [key for key in self.futures if key not in begun]:
            self.futures.pop(key).cancel()
            del self.ranks[key]


def _connected(address: ClusterAddress) -> Any:
    """A client of `distributed`. Raises Problems: no extra, no scheduler."""
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        raise Problems.one("Le travail sur une grappe demande la bibliothèque « distributed ».", _INSTALL) from None
    security = None
    if address.is_secure:
        files = {"tls_ca_file": address.ca, "tls_client_cert": address.cert, "tls_client_key": address.key}
        security = distributed.Security(require_encryption=True, **{name: str(path) for name, path in files.items()})
    try:
        return distributed.Client(address.url, timeout=_WAIT, security=security, set_as_default=False)
    except (ssl.SSLError, OSError, ValueError) as error:
        raise Problems([_no_scheduler(address, error)]) from None


def _checked(client: Any, job: on_worker.Job) -> int:
    """The threads of the cluster, once each of its workers has proven fit. Raises Problems."""
    deadline = monotonic() + _WAIT
    while not (workers := client.scheduler_info(n_workers=-1)["workers"]):
        if monotonic() > deadline:
            raise Problems.one(
                "L’ordonnanceur répond, mais aucune machine ne travaille pour lui.",
                "Démarrez-y des processus de travail : « dask worker » avec la même adresse (docs/lots.md).",
            )
        sleep(_TICK)
    try:
        faults: dict[str, tuple[str, str] | None] = client.run(on_worker.check, job, on_error="return")
    except Exception as error:
        faults = {"": _unfit(error)}
    told = {name: _unfit(fault) if isinstance(fault, BaseException) else fault for name, fault in faults.items()}
    problems = [Problem(f"{name} : {fault[0]}.", fault[1]) for name, fault in sorted(told.items()) if fault]
    if problems:
        raise Problems(problems)
    return max(1, sum(int(each["nthreads"]) for each in workers.values()))


def _unfit(error: BaseException) -> tuple[str, str]:
    return f"ce processus ne sait pas employer assembler ({type(error).__name__})", _INSTALL


def _fault(path: Path, error: BaseException) -> Problem:
    if type(error).__name__ == "KilledWorker":
        return Problem(
            "Plusieurs processus de la grappe se sont arrêtés sur cette convention ; la mémoire manque peut-être.",
            "Assemblez-la seule ; vérifiez la taille des images et des fichiers qu’elle nomme.",
            Place(path),
        )
    message = f"La grappe n’a pas pu assembler cette convention ({type(error).__name__} : {excerpt(str(error))})."
    return Problem(message, "Vérifiez que toutes ses machines emploient la même version d’assembler.", Place(path))


def _no_scheduler(address: ClusterAddress, error: Exception) -> Problem:
    if isinstance(error, (ssl.SSLError, ValueError)) or isinstance(error.__cause__, ssl.SSLError):
        return Problem(
            f"L’ordonnanceur {address.url} et ces certificats ne s’accordent pas.",
            "Vérifiez --ca, --cert et --cle : toutes les machines emploient la même autorité (docs/lots.md).",
        )
    return Problem(
        f"Aucun ordonnanceur ne répond à {address.url} (attente de {_WAIT:.0f} s).",
        "Vérifiez l’adresse et le pare-feu ; « dask scheduler » le démarre (docs/lots.md).",
    )


def _link_lost() -> Problem:
    return Problem(
        "La liaison avec l’ordonnanceur est perdue ; ce qui est fait est gardé.",
        "Vérifiez qu’il tourne encore, puis relancez la même commande.",
    )
