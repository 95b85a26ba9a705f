"""Real batches over inputs that keep changing, killed at random moments; what is on disk after each kill, and at last.

Before each kill a clause or a shared file changes that all conventions use, so that it meets a tree being made anew.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from batch_runs import children_of, command, made, report_of
from communes import ROOT

from assembler.build.convention import load_tools
from assembler.build.freshness import Judge
from assembler.build.workspace import Workspace
from assembler.readers.word import read_word_file

_VICTIMS = ("group", "main", "worker")
_SEED = 20_260_101
_CHANGES = (
    ("clauses/fin/2022-01.md", "un mois après", "deux mois après", 1),
    ("clauses/fin/2023-01.md", "un mois après", "deux mois après", 1),
    ("inputs/communs/pas-de-calais.yaml", "deuxième génération", "troisième génération", 2),
)
"""A file, what is in it, what takes its place, and the state of the inputs in which it does."""
_STATES = 3
"""As they follow one another, what a killed run left undone is out of date in the next two states as well."""

Contents = dict[str, bytes]


@dataclass(frozen=True)
class Kills:
    """`by_victim`: how often each was killed. `midway`: kills that left some conventions made anew and others not.

    `broken`: files found missing, or other than an undisturbed run ever writes; `lies`: conventions told up to date
    whose file is not that of an undisturbed run on the same inputs; `leftovers`: kills that left a temporary file.
    """

    by_victim: tuple[int, ...]
    midway: int
    broken: int
    lies: int
    leftovers: int
    completes: bool
    is_equal: bool


def measure_kills(folder: Path, count: int, kills: int) -> Kills:
    made(folder, count)
    calm, longest = _undisturbed(folder)
    report_of(folder)
    random = Random(_SEED)
    broken = lies = leftovers = midway = state = 0
    by_victim = dict.fromkeys(_VICTIMS, 0)
    for _ in range(kills):
        victim = random.choice(_VICTIMS)
        by_victim[victim] += 1
        state = _next_state(folder, state)
        _killed(folder, victim, random.uniform(0.2, 1.0) * longest, random)
        leftovers += any(folder.rglob(".ecriture-*"))
        broken += _broken(folder, calm)
        ready, false = _told_ready(folder, calm[state])
        lies += false
        midway += 0 < ready < count
    done = subprocess.run(command(folder), cwd=ROOT, capture_output=True, check=False)
    is_equal = _contents(folder) == calm[state]
    return Kills(tuple(by_victim.values()), midway, broken, lies, leftovers, done.returncode == 0, is_equal)


def _undisturbed(folder: Path) -> tuple[list[Contents], float]:
    """What is on disk after a run that nothing disturbs, by state, every file of it readable; the longest run."""
    calm = folder.with_name(f"{folder.name}-calm")
    shutil.copytree(folder, calm)
    found: list[Contents] = []
    longest, state = 0.0, 0
    for _ in range(_STATES):
        start = perf_counter()
        report_of(calm)
        longest = max(longest, perf_counter() - start)
        found.append(_contents(calm))
        state = _next_state(calm, state)
    for path in calm.rglob("*.docx"):
        read_word_file(path)
    return found, longest


def _next_state(folder: Path, state: int) -> int:
    after = (state + 1) % _STATES
    for name, old, new, when in _CHANGES:
        if when in (state, after):
            text = (folder / name).read_text("utf-8")
            (folder / name).write_text(text.replace(old, new) if when == after else text.replace(new, old), "utf-8")
    return after


def _killed(folder: Path, victim: str, after: float, random: Random) -> None:
    """A batch that is killed `after` seconds; it has ended, all its processes, when this returns."""
    process = subprocess.Popen(
        command(folder, "--jobs", "2"),
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


def _broken(folder: Path, calm: list[Contents]) -> int:
    now = {name: data for name, data in _contents(folder).items() if "/.ecriture-" not in name}
    strange = sum(all(data != each.get(name) for each in calm) for name, data in now.items())
    return strange + len(calm[0].keys() - now.keys())


def _told_ready(folder: Path, calm: Contents) -> tuple[int, int]:
    """How many conventions are told up to date, and how many of them wrongly."""
    workspace = Workspace(folder)
    judge = Judge.of(load_tools(workspace))
    ready = [path for path in workspace.conventions() if judge.state(path).status == "a_jour"]
    files = [workspace.output(path) / "convention.docx" for path in ready]
    false = sum(file.read_bytes() != calm[file.relative_to(folder).as_posix()] for file in files)
    return len(ready), false


def _contents(folder: Path) -> Contents:
    """Every file of the inputs and the outputs, temporary ones included."""
    files = [*(folder / "out").rglob("*"), *(folder / "inputs").rglob("*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.is_file()}
