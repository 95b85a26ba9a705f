"""`assemble batch --cluster`: the same build by processes of a real Dask cluster, and what is refused."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import needs
from grappe import Cluster, certificates, cluster, needs_distributed
from lots import NAMES, contents, emptied, ended, leftovers, produced, small, started, timeless
from trials import edit, put, straight

from assembler.build.batch import cluster as engine
from assembler.build.batch import on_worker
from assembler.build.batch.stopping import Stop
from assembler.model.batch import Orders, Outcome

Assemble = Callable[..., Any]


@pytest.fixture(scope="module")
def loopback(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    needs_distributed()
    with cluster(tmp_path_factory.mktemp("grappe"), workers=2) as found:
        yield found


@pytest.fixture
def lot(workspace: Path) -> Path:
    emptied(workspace)
    for rank, name in enumerate(NAMES):
        small(workspace, name, 2022 + rank % 2)
    return workspace


# --- the same as here ------------------------------------------------------------------


def test_two_processes_give_the_files_and_the_report_of_this_machine(
    lot: Path, assemble: Assemble, loopback: Cluster
) -> None:
    put(lot, "inputs/bapaume.yaml", "territoire: {nom: Bapaume}\n")
    here = assemble("batch", "--format", "json", "--jobs", "1")
    local = contents(lot)
    for path in (lot / "out").rglob("*.docx"):
        path.unlink()
    for path in (lot / "inputs").glob("*.lock.json"):
        path.unlink()
    there = assemble("batch", "--format", "json", "--cluster", loopback.address)
    assert there.status == here.status == 1
    assert timeless(there.output) == timeless(here.output)
    assert contents(lot) == local and len(produced(lot)) == 6
    again = assemble("batch", "--cluster", loopback.address)
    assert "6 à jour" in straight(again.output)
    assert _that_worked(loopback) == 2


def _that_worked(found: Cluster) -> int:
    """How many processes of the cluster have loaded a workspace and worked on it."""
    from distributed import Client

    def loaded() -> bool:
        return bool(sys.modules["assembler.build.batch.on_worker"]._workshops)

    with Client(found.address, set_as_default=False) as client:
        return sum(client.run(loaded).values())


def test_a_clause_that_changes_is_seen_by_processes_that_live_on(
    lot: Path, assemble: Assemble, loopback: Cluster
) -> None:
    assert assemble("batch", "--cluster", loopback.address).status == 0
    clause = lot / "clauses/fin/2022-01.md"
    clause.write_text(clause.read_text("utf-8").replace("un mois après", "deux mois après"), "utf-8")
    text = straight(assemble("batch", "--cluster", loopback.address).output)
    assert "clause fin@2022-01 : texte modifié : 3 conventions" in text
    assert "3 refaites, 3 à jour" in text


FIGURES = "diagnostic: {donnees: harnes/donnees.csv, reference: communs/departement-2020.csv}\n"


@pytest.mark.parametrize(
    ("changes", "users"),
    [
        ({"inputs/communs/departement-2020.csv": ("1 466 743", "1 466 744")}, {"arras", "calais"}),
        ({"inputs/communs/pas-de-calais.yaml": ("deuxième génér", "troisième génér")}, {"arras", "calais", "douai"}),
        (
            {
                "clauses/fin/2022-01.md": ("au: 2022-12-31", "au: 2023-12-31"),
                "clauses/fin/2023-01.md": ("du: 2023-01-01", "du: 2024-01-01"),
            },
            {"arras", "calais"},
        ),
    ],
    ids=["figures of the department", "the Caf", "the period of a wording"],
)
def test_a_shared_file_that_changes_is_seen_by_processes_that_live_on(
    workspace: Path, assemble: Assemble, loopback: Cluster, changes: dict[str, tuple[str, str]], users: set[str]
) -> None:
    emptied(workspace)
    for name, year in (("Arras", 2023), ("Calais", 2023), ("Douai", 2024)):
        small(workspace, name, year, FIGURES if year == 2023 else "")
    for _ in range(2):  # the second time, every process has seen all the shared files
        assert assemble("batch", "--cluster", loopback.address).status == 0
    before = produced(workspace)
    for file, change in changes.items():
        edit(workspace, file, change)
    assert assemble("batch", "--cluster", loopback.address).status == 0
    there = produced(workspace)
    assert {name for name in there if there[name] != before[name]} == users
    assemble("batch", "--force", "--jobs", "1")
    assert {name: data for name, (data, _) in produced(workspace).items()} == {
        name: data for name, (data, _) in there.items()
    }


def test_ctrl_c_leaves_whole_files_and_the_next_run_continues(lot: Path, loopback: Cluster) -> None:
    for rank in range(40):
        small(lot, f"Hameau-{rank}")
    process = started(lot, "--cluster", loopback.address)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, errors = ended(process)
    assert process.returncode == 1, errors
    assert "Interrompu :" in straight(rest)
    assert 1 <= len(produced(lot)) < 46 and leftovers(lot) == []
    assert started(lot, "--cluster", loopback.address).wait(60) == 0
    assert len(produced(lot)) == 46


def test_a_process_that_dies_is_replaced_by_the_others(lot: Path, tmp_path: Path) -> None:
    needs_distributed()
    for rank in range(12):
        small(lot, f"Hameau-{rank}")
    with cluster(tmp_path, workers=2) as found:
        process = started(lot, "--cluster", found.address, "--format", "json")
        assert process.stdout is not None
        head = process.stdout.readline() + process.stdout.readline()
        found.processes[-1].kill()
        rest, errors = ended(process)
    assert process.returncode == 0, errors
    counts = json.loads(head + rest)["counts"]
    assert counts["refaite"] + counts["a_jour"] == 18 and len(produced(lot)) == 18


class KilledWorker(Exception):
    """As the cluster tells that several workers died on a task."""


class FakeFuture:
    def __init__(self, key: int, paths: list[str]) -> None:
        self.key, self.paths = key, paths
        self.status = "error" if any("calais" in path for path in paths) else "finished"

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        call(self)

    def result(self) -> tuple[Outcome, ...]:
        return tuple(Outcome(Path(path), "refaite") for path in self.paths)

    def exception(self) -> Exception:
        return KilledWorker("work-1")


class FakeClient:
    status = "running"

    def __init__(self) -> None:
        self.sent: list[list[str]] = []

    def submit(self, _work: Any, _job: Any, paths: list[str], *, pure: bool) -> FakeFuture:
        self.sent.append(paths)
        return FakeFuture(len(self.sent), paths)


def test_a_convention_that_kills_workers_fails_alone() -> None:
    """It is not alone in its task: the others of the task are tried again, one by one."""
    paths = [Path(f"inputs/{name}.yaml") for name in ("arras", "calais", *(f"hameau-{n}" for n in range(30)))]
    client = FakeClient()
    flight = engine._Flight(client, on_worker.Job("", "", Orders(), on_worker.Marks("", "")), paths)
    outcomes = list(flight.run(1, Stop()))
    assert [outcome.file for outcome in outcomes] == paths
    assert [each.file.stem for each in outcomes if each.status != "refaite"] == ["calais"]
    assert "Plusieurs processus de la grappe se sont arrêtés" in outcomes[1].problems[0].message
    assert len(client.sent[0]) > 1


# --- certificates ----------------------------------------------------------------------


def test_with_certificates_and_only_with_the_right_ones(
    lot: Path, assemble: Assemble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_distributed()
    needs("openssl")
    ours, theirs = certificates(tmp_path, "caf"), certificates(tmp_path, "autre")
    options = ["--tls-ca-file", ours["ca"], "--tls-cert", ours["cert"], "--tls-key", ours["key"]]
    with cluster(tmp_path, 0, options, "tls") as found:
        monkeypatch.setattr(engine, "_WAIT", 2.0)
        ask = ["batch", "--cluster", found.address, *_given(ours)]
        alone = assemble(*ask)
        assert alone.status == 2 and "aucune machine ne travaille pour lui" in straight(alone.output)
        found.start_worker()
        monkeypatch.setattr(engine, "_WAIT", 20.0)
        done = assemble(*ask)
        assert done.status == 0 and "6 refaites" in straight(done.output)
        monkeypatch.setattr(engine, "_WAIT", 2.0)
        for wrong in (
            ["--cluster", found.address, *_given(theirs)],
            ["--cluster", found.address.replace("tls:", "tcp:")],
        ):
            result = assemble("batch", "--force", *wrong)
            assert result.status == 2
            assert found.address.partition(":")[2] in result.output and "Remède" in result.output


def _given(files: dict[str, str]) -> list[str]:
    return ["--ca", files["ca"], "--cert", files["cert"], "--cle", files["key"]]


# --- what is refused -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["tcp://10.0.0.7:8786"], "n’est ni chiffrée ni sur cette machine"),
        (["tcp://grappe.caf.example:8786"], "--cluster tls://hote:8786 --ca ca.pem"),
        (["grappe:8786"], "n’est pas l’adresse d’un ordonnanceur Dask"),
        (["tcp://127.0.0.1"], "n’est pas l’adresse d’un ordonnanceur Dask"),
        (["tcp://[::1"], "n’est pas l’adresse d’un ordonnanceur Dask"),
        (["tls://grappe:8786", "--ca", "clauses/plan.yaml"], "Il manque l’option « --cert »"),
        (["tls://grappe:8786", "--ca", "x", "--cert", "y", "--cle", "z"], "« --cle » est introuvable"),
        (["tcp://127.0.0.1:1", "--ca", "clauses/plan.yaml"], "ne servent qu’à une adresse en tls://"),
    ],
)
def test_an_address_that_does_not_fit(refused: Callable[..., str], options: list[str], said: str) -> None:
    assert said in refused("batch", "--cluster", *options)


def test_nobody_answers(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    needs_distributed()
    monkeypatch.setattr(engine, "_WAIT", 1.0)
    start = time.monotonic()
    assert "Aucun ordonnanceur ne répond à tcp://127.0.0.1:1" in refused("batch", "--cluster", "tcp://127.0.0.1:1")
    assert time.monotonic() - start < 10


def test_without_the_extra(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refused("batch", "--cluster", "tcp://127.0.0.1:8786")
    assert "« distributed »" in said and 'pip install "assembler[cluster]"' in said


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (lambda real: on_worker.Marks("0.0.9+autre", real.shared), "emploie un autre moteur ("),
        (lambda real: on_worker.Marks(real.engine, "autre"), "ne voit pas les mêmes clauses, modèles ou catalogue"),
    ],
)
def test_a_process_that_would_write_something_else(
    refused: Callable[..., str],
    loopback: Cluster,
    monkeypatch: pytest.MonkeyPatch,
    marks: Callable[[Any], Any],
    said: str,
) -> None:
    real = on_worker.marks_of
    monkeypatch.setattr(on_worker, "marks_of", lambda tools: marks(real(tools)))
    told = refused("batch", "--cluster", loopback.address)
    assert told.count(said) == 2 and "tcp://127.0.0.1:" in told


def test_a_process_that_does_not_see_the_folder(loopback: Cluster) -> None:
    from distributed import Client

    with Client(loopback.address, set_as_default=False) as client:
        job = on_worker.Job("", os.sep + "nulle-part", Orders(), on_worker.Marks(on_worker._ENGINE, ""))
        told = client.run(on_worker.check, job)
    assert all("ne voit pas l’espace de travail" in message for message, _ in told.values())
