"""Real processes killed at random moments: only whole files, and the next run makes what an undisturbed one makes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from lots import REPOSITORY, command, contents, emptied, ended, leftovers, small, started
from trials import edit, listing, put

from assembler.build import temporaries
from assembler.build.convention import load_tools
from assembler.build.files import replace_files
from assembler.build.freshness import Judge
from assembler.build.temporaries import PREFIX
from assembler.build.workspace import Workspace
from assembler.readers.word import read_word_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="il faut SIGKILL")
KILLS = 12
"""Every other one of all its processes, or of the main one alone."""
CONVENTIONS = 12
CHANGES = (
    ("clauses/fin/2022-01.md", "un mois après", "deux mois après"),
    ("clauses/fin/2023-01.md", "un mois après", "deux mois après"),
    ("inputs/communs/pas-de-calais.yaml", "deuxième génération", "troisième génération"),
)
STATES = ((), CHANGES[:2], CHANGES[2:])
"""What is changed in each; no convention has the same text in two of them."""


def finished(workspace: Path) -> None:
    done = subprocess.run(command(workspace), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def set_state(workspace: Path, state: int) -> None:
    for name, *_ in CHANGES:
        shutil.copyfile(REPOSITORY / name, workspace / name)
    for change in STATES[state]:
        edit(workspace, change[0], change[1:])


@dataclass(frozen=True)
class Calm:
    """What a run that nothing disturbs leaves, by state; `writing`: seconds from its first file to its end."""

    contents: list[dict[str, bytes]]
    writing: float

    @classmethod
    def of(cls, workspace: Path) -> Calm:
        found = []
        for state in range(len(STATES)):
            set_state(workspace, state)
            process = started(workspace, "--jobs", "2")
            assert process.stdout is not None
            process.stdout.readline()
            start = time.perf_counter()
            told, errors = ended(process)
            writing = time.perf_counter() - start
            assert process.returncode == 0, told + errors
            found.append(contents(workspace))
        for path in (workspace / "out").rglob("*.docx"):
            read_word_file(path)
        return cls(found, writing)

    def assert_whole(self, workspace: Path) -> None:
        """Every file that bears its own name is there, and one that an undisturbed run writes."""
        now = {name: data for name, data in contents(workspace).items() if PREFIX not in name}
        assert now.keys() == self.contents[0].keys()
        assert [name for name, data in now.items() if all(data != each[name] for each in self.contents)] == []

    def assert_true(self, workspace: Path, state: int) -> int:
        """What is told up to date is what an undisturbed run makes of the same inputs; how many are."""
        root = Workspace(workspace)
        judge = Judge.of(load_tools(root))
        ready = [path for path in root.conventions() if judge.state(path).status == "a_jour"]
        names = [f"out/{path.stem}/convention.docx" for path in ready]
        assert [name for name in names if (workspace / name).read_bytes() != self.contents[state][name]] == []
        return len(ready)


def test_killed_at_random_while_inputs_change_it_ends_as_if_undisturbed(workspace: Path, tmp_path: Path) -> None:
    emptied(workspace)
    for rank in range(CONVENTIONS):
        small(workspace, f"Hameau-{rank}", 2022 + rank % 2)
    shutil.copytree(workspace, tmp_path / "calme")
    calm = Calm.of(tmp_path / "calme")
    finished(workspace)
    random, state, ready = Random(7), 0, []
    for rank in range(KILLS):
        state = (state + 1) % len(STATES)
        set_state(workspace, state)
        process = started(workspace, "--jobs", "2")
        assert process.stdout is not None
        process.stdout.readline()  # it has begun to write
        time.sleep(random.uniform(0.0, 0.8) * calm.writing)
        (os.killpg if rank % 2 else os.kill)(process.pid, signal.SIGKILL)
        ended(process)  # also waits for the others to leave: they hold its output
        calm.assert_whole(workspace)
        ready.append(calm.assert_true(workspace, state))
    assert any(0 < count < CONVENTIONS for count in ready), "no kill met a run midway"
    finished(workspace)
    assert contents(workspace) == calm.contents[state]
    assert leftovers(workspace) == []


def test_two_runs_at_once_do_no_harm(workspace: Path, tmp_path: Path) -> None:
    emptied(workspace)
    for rank in range(CONVENTIONS):
        small(workspace, f"Hameau-{rank}")
    calm = tmp_path / "calme"
    shutil.copytree(workspace, calm)
    both = [started(workspace, "--jobs", "2", "--force") for _ in range(2)]
    for process in both:
        out, errors = process.communicate(timeout=60)
        assert process.returncode == 0, out + errors
    finished(calm)
    assert contents(workspace) == contents(calm)
    before = listing(workspace)
    finished(workspace)
    assert listing(workspace) == before


# --- what a killed process leaves ------------------------------------------------------

WRITING = """\
import os, sys, time
from pathlib import Path
from assembler.build import files

def hang(_handle):
    print("writing", flush=True)
    time.sleep(60)

files.os.fsync = hang
files.replace_files({Path(sys.argv[1]): b"half"})
"""


def test_the_file_of_a_killed_process_goes_and_that_of_a_live_one_stays(tmp_path: Path) -> None:
    target = tmp_path / "convention.docx"
    process = subprocess.Popen([sys.executable, "-c", WRITING, str(target)], cwd=REPOSITORY, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    (left,) = leftovers(tmp_path)
    temporaries.sweep(tmp_path)
    assert left.exists()
    process.kill()
    process.communicate()
    assert left.exists() and not target.exists()
    temporaries.sweep_once.cache_clear()
    replace_files({target: b"whole"})
    assert [path.name for path in tmp_path.iterdir()] == ["convention.docx"]


@pytest.mark.skipif(sys.platform != "linux", reason="ailleurs, le système ne dit pas l’état d’un processus")
def test_so_does_that_of_a_process_that_nobody_has_buried(tmp_path: Path) -> None:
    """In a container without an init, a killed process keeps its number."""
    target = tmp_path / "convention.docx"
    process = subprocess.Popen([sys.executable, "-c", WRITING, str(target)], cwd=REPOSITORY, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    temporaries.sweep(tmp_path)
    assert leftovers(tmp_path) == []
    process.communicate()


def test_the_file_of_another_machine_goes_after_a_day(tmp_path: Path) -> None:
    fresh = put(tmp_path, f"{temporaries.PREFIX}01234567-1-00000000-aaaaaaaa", "x")
    old = put(tmp_path, f"{temporaries.PREFIX}01234567-1-00000000-bbbbbbbb", "x")
    other = put(tmp_path, f"{temporaries.PREFIX}notes", "x")
    long_ago = time.time() - 100_000
    for path in (old, other):
        os.utime(path, (long_ago, long_ago))
    temporaries.sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([fresh, other])


@pytest.mark.skipif(sys.platform != "linux", reason="ailleurs, le système ne dit pas quand un processus a commencé")
def test_another_process_under_the_same_number_protects_nothing(tmp_path: Path) -> None:
    """Containers give the same numbers at each start."""
    mine = temporaries.temporary_beside(tmp_path / "x")
    begun = mine.name.split("-")[3]
    mine.write_bytes(b"mine")
    earlier = put(tmp_path, mine.name.replace(begun, "abcdef01"), "of an earlier process")
    temporaries.sweep(tmp_path)
    assert mine.exists() and not earlier.exists()


def test_the_name_tells_neither_machine_nor_person(tmp_path: Path) -> None:
    name = temporaries.temporary_beside(tmp_path / "convention.docx").name.lower()
    told = (os.uname().nodename, os.environ.get("USER", ""), "convention")
    assert not [word for word in told if word and word.lower() in name]
