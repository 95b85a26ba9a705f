"""Real batches killed at random moments; what is on disk after each, and after a run that completes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from batch_runs import children_of, command, made, report_of
from communes import ROOT

_VICTIMS = ("group", "main", "worker")
_SEED = 20_260_101


@dataclass(frozen=True)
class Kills:
    """`by_victim`: how often each was killed; `broken`: files found partial or missing; `leftovers`: kills that left
    a temporary file.
    """

    by_victim: tuple[int, ...]
    broken: int
    leftovers: int
    completes: bool
    is_equal: bool


def measure_kills(folder: Path, count: int, kills: int) -> Kills:
    made(folder, count)
    calm = folder.with_name(f"{folder.name}-calm")
    shutil.copytree(folder, calm)
    start = perf_counter()
    report_of(calm)
    longest = perf_counter() - start
    report_of(folder)
    expected = _contents(calm)
    random = Random(_SEED)
    broken = leftovers = 0
    by_victim = dict.fromkeys(_VICTIMS, 0)
    for _ in range(kills):
        victim = random.choice(_VICTIMS)
        by_victim[victim] += 1
        _killed(folder, victim, random.uniform(0.2, 1.0) * longest, random)
        leftovers += any(folder.rglob(".ecriture-*"))
        broken += _broken(folder, count)
    done = subprocess.run(command(folder), cwd=ROOT, capture_output=True, check=False)
    return Kills(tuple(by_victim.values()), broken, leftovers, done.returncode == 0, _contents(folder) == expected)


def _killed(folder: Path, victim: str, after: float, random: Random) -> None:
    """A batch that makes all again, killed `after` seconds; it has ended, all its processes, when this returns."""
    process = subprocess.Popen(
        command(folder, "--force", "--jobs", "2"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    time.sleep(after)
    if victim == "group":
        os.killpg(process.pid, signal.SIGKILL)
    elif victim == "main":
        process.kill()
    elif workers := children_of(process.pid):
        os.kill(random.choice(workers), signal.SIGKILL)
    process.communicate()  # its workers hold its output: this waits for them too


def _broken(folder: Path, count: int) -> int:
    found = 0
    files = [*(folder / "out").rglob("*.docx")]
    for file in files:
        try:
            with zipfile.ZipFile(file) as package:
                found += package.testzip() is not None
        except (zipfile.BadZipFile, OSError):
            found += 1
    locks = [*(folder / "inputs").glob("*.lock.json")]
    found += sum(not lock.read_text("utf-8").endswith("}\n") for lock in locks)
    return found + (count - len(files)) + (count - len(locks))


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file that is not shared, temporary ones included."""
    files = [*(folder / "out").rglob("*"), *(folder / "inputs").rglob("*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.is_file()}
