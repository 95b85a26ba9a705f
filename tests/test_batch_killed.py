"""Real processes killed at random moments: only whole files, and the next run makes what an undisturbed one makes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
from lots import REPOSITORY, command, contents, emptied, leftovers, small, started
from trials import listing, put

from assembler.build import temporaries
from assembler.build.files import replace_files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="il faut SIGKILL")
KILLS = 6
"""Of each kind."""
CONVENTIONS = 12


def finished(workspace: Path) -> None:
    done = subprocess.run(command(workspace), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def assert_whole(workspace: Path) -> None:
    """Every file that bears its own name can be read to the end."""
    for path in (workspace / "out").rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
    for path in (workspace / "inputs").glob("*.lock.json"):
        assert path.read_text("utf-8").endswith("}\n")


@pytest.mark.parametrize("whole_group", [True, False], ids=["all processes", "the main one alone"])
def test_killed_at_random_it_ends_as_if_undisturbed(workspace: Path, tmp_path: Path, whole_group: bool) -> None:
    emptied(workspace)
    for rank in range(CONVENTIONS):
        small(workspace, f"Hameau-{rank}", 2022 + rank % 2)
    calm = tmp_path / "calme"
    shutil.copytree(workspace, calm)
    start = time.perf_counter()
    finished(calm)
    longest = time.perf_counter() - start
    random = Random(7)
    for _ in range(KILLS):
        process = started(workspace, "--jobs", "2", "--force")
        time.sleep(random.uniform(0.3, 1.0) * longest)
        (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
        process.communicate()  # also waits for the others to leave: they hold its output
        assert_whole(workspace)
    finished(workspace)
    assert contents(workspace) == contents(calm)
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
