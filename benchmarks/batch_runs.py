"""Whole batches as real commands: processes, memory, nothing to do, one clause that changes."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from communes import ROOT, make_workspace

_LOOK = 0.05
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True)
class Run:
    """`seconds`: of the batch, the start of the command left out. Peaks in MB; 0 where the system doesn't tell."""

    count: int
    seconds: float
    main_peak: float
    worker_peak: float


@dataclass(frozen=True)
class ClauseChange:
    users: int
    remade: int
    is_exact: bool
    others_untouched: bool


def command(workspace: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "assembler", "batch", "--workspace", str(workspace), *options]


def report_of(workspace: Path, *options: str) -> dict[str, Any]:
    """The report of a batch that must succeed."""
    done = subprocess.run(
        command(workspace, "--format", "json", *options), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def made(folder: Path, count: int) -> dict[str, date | None]:
    """A workspace with `count` conventions that were never built; the day that chooses the clauses of each."""
    return {each.stem: each.reference for each in make_workspace(folder, count)}


@dataclass(frozen=True)
class Workers:
    """Best seconds with one process and with two; `machine`: how much faster two processes run a bare loop here."""

    one: float
    two: float
    machine: float


def measure_workers(folder: Path, count: int, rounds: int) -> Workers:
    made(folder, count)
    times: dict[str, list[float]] = {"1": [], "2": []}
    machine = []
    for _ in range(rounds):
        for jobs, found in times.items():
            found.append(report_of(folder, "--force", "--jobs", jobs)["seconds"])
        machine.append(_machine_gain())
    return Workers(min(times["1"]), min(times["2"]), max(machine))


def _machine_gain() -> float:
    """What two cores give on this machine at this moment."""
    start = perf_counter()
    _loop(0), _loop(0)
    middle = perf_counter()
    other = multiprocessing.Process(target=_loop, args=(0,))
    other.start()
    _loop(0)
    other.join()
    return (middle - start) / (perf_counter() - middle)


def _loop(found: int) -> None:
    for number in range(10_000_000):
        found += number


def measure_scale(folder: Path, count: int) -> Run:
    if not folder.exists():
        made(folder, count)
    output = folder / "report.json"
    with open(output, "w", encoding="utf-8") as file:
        process = subprocess.Popen(command(folder, "--format", "json", "--jobs", "2", "--force"), cwd=ROOT, stdout=file)
        main_peak = worker_peak = 0.0
        while process.poll() is None:
            main_peak = max(main_peak, _peak(process.pid))
            worker_peak = max([worker_peak, *map(_peak, children_of(process.pid))])
            time.sleep(_LOOK)
    if process.returncode:
        raise SystemExit(output.read_text("utf-8")[-2000:])
    return Run(count, json.loads(output.read_text("utf-8"))["seconds"], main_peak, worker_peak)


def measure_idle(folder: Path, count: int) -> float:
    """Seconds of the whole command, all conventions being up to date."""
    if not (folder / "out").exists():
        made(folder, count)
        report_of(folder)
    start = perf_counter()
    counts = report_of(folder)["counts"]
    seconds = perf_counter() - start
    if counts["a_jour"] != count:
        raise SystemExit(f"not all up to date: {counts}")
    return seconds


def measure_clause(folder: Path, count: int) -> ClauseChange:
    references = made(folder, count)
    report_of(folder)
    users = {stem for stem, day in references.items() if day and day < date(2023, 1, 1)}
    before = _states(folder)
    clause = folder / "clauses" / "fin" / "2022-01.md"
    clause.write_text(clause.read_text("utf-8").replace("un mois après", "deux mois après"), "utf-8")
    found = report_of(folder)
    remade = {Path(each["file"]).stem for each in found["conventions"] if each["status"] == "refaite"}
    after = _states(folder)
    others = {path for path in before if path.parts[0] not in users and path.name.partition(".")[0] not in users}
    untouched = all(after.get(path) == before[path] for path in others) and after.keys() == before.keys()
    return ClauseChange(len(users), len(remade), remade == users, untouched)


def _states(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Word files and locks: bytes, and time of the last change."""
    files = {path.relative_to(folder / "out"): path for path in (folder / "out").rglob("*.docx")}
    files |= {Path(path.name): path for path in (folder / "inputs").glob("*.lock.json")}
    return {name: (path.read_bytes(), path.stat().st_mtime_ns) for name, path in files.items()}


def _peak(process: int) -> float:
    """The most memory that it has held, in MB."""
    try:
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def children_of(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []
