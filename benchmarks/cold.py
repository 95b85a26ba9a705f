"""Whole processes, from nothing: the command line against what it can't do without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

_CONTENT = ("clauses", "templates", "inputs")


@dataclass(frozen=True)
class Cold:
    """By command: median seconds, and the most memory it held, in megabytes (0 on Windows, which doesn't tell)."""

    seconds: dict[str, float]
    memory: dict[str, float]


def measure_cold(root: Path, rounds: int) -> Cold:
    with TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        for name in _CONTENT:
            shutil.copytree(root / name, workspace / name)
        commands = {
            "assemble harnes.yaml": ["-m", "assembler", "harnes.yaml", "--workspace", str(workspace)],
            "importing the libraries": ["-c", "import click, yaml, pydantic, jinja2, docx, docxtpl"],
            "assemble --help": ["-m", "assembler", "--help"],
            "python -c pass": ["-c", "pass"],
        }
        environment = _environment(Path(folder) / "bytecode")
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, command in commands.items():
                measure = _run([sys.executable, *command], root, environment)
                if turn:  # the first turn writes the bytecode, as an installation or a first run does
                    runs[name].append(measure)
    seconds = {name: median(time for time, _ in measures) for name, measures in runs.items()}
    memory = {name: median(most for _, most in measures) for name, measures in runs.items()}
    return Cold(seconds, memory)


def _environment(bytecode: Path) -> dict[str, str]:
    """This one's, with bytecode kept and nothing of the machine's habits."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONIOENCODING": "utf-8"}


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and megabytes; a command that fails stops the benchmark."""
    start = perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode, peak = os.waitstatus_to_exitcode(status), usage.ru_maxrss
    else:
        process.wait()
        peak = 0
    seconds = perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return seconds, peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
