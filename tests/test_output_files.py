"""How files are put in their place: whole, all or none, and the same bytes on any day."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from trials import MAIN, START, earlier_output, is_untouched, listing, put, straight

from assembler.build import files

OUTPUT = "out/essai/convention.docx"
REPOSITORY = Path(__file__).resolve().parent.parent
Assemble = Callable[..., Any]


@pytest.fixture(autouse=True)
def _input(workspace: Path) -> None:
    put(workspace, MAIN, START)


def refuse_replacing(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Make the file `name` impossible to replace."""
    replace = os.replace

    def replacing(source: Any, target: Any) -> None:
        if Path(target).name == name and Path(source).name.startswith(".ecriture"):
            raise error
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", replacing)


def test_a_file_open_in_word_is_told_so_and_kept(
    workspace: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Windows answers when Word holds the file."""
    earlier = earlier_output(workspace)
    before = listing(workspace)
    refuse_replacing(monkeypatch, "convention.docx", PermissionError(errno.EACCES, "Access is denied"))
    result = assemble("essai.yaml")
    assert result.status == 2
    output = straight(result.output)
    assert f"{OUTPUT} : Impossible de remplacer « convention.docx » : il est sans doute ouvert dans Word." in output
    assert "Fermez-le dans Word" in output
    assert "denied" not in output
    assert is_untouched(earlier)
    assert listing(workspace) == before


def test_one_file_open_in_word_keeps_them_all(
    workspace: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The convention and its annexes are of one run, or none is."""
    earlier = earlier_output(workspace)
    locked = earlier_output(workspace, "out/essai/annexe-2-equipements.docx")
    before = listing(workspace)
    refuse_replacing(monkeypatch, locked.name, PermissionError(errno.EACCES, "Access is denied"))
    result = assemble("essai.yaml", "--separate-annexes")
    assert result.status == 2
    assert "« annexe-2-equipements.docx »" in straight(result.output)
    assert is_untouched(earlier)
    assert is_untouched(locked)
    assert listing(workspace) == before


# what fails, how, and what is said; EACCES at "replace" is a file open in Word
FAILING = [
    ("fsync", errno.ENOSPC, "le disque est plein"),
    ("replace", errno.ENOSPC, "le disque est plein"),
    ("fsync", errno.EROFS, "le disque est en lecture seule"),
    ("fsync", errno.EACCES, "l’accès à ce dossier est refusé"),
    ("fsync", errno.EIO, f"le système le refuse (erreur {errno.EIO})"),
    ("replace", errno.EIO, f"le système le refuse (erreur {errno.EIO})"),
]


@pytest.mark.parametrize(("step", "number", "said"), FAILING)
def test_a_failing_write_keeps_the_old_file(
    workspace: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    earlier = earlier_output(workspace)
    before = listing(workspace)

    def failing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, step, failing)
    result = assemble("essai.yaml")
    assert result.status == 2
    assert f"Impossible d’écrire « convention.docx » : {said}." in straight(result.output)
    assert os.strerror(number) not in result.output
    assert is_untouched(earlier)
    assert listing(workspace) == before


def test_a_file_in_the_place_of_a_folder_is_told(workspace: Path, assemble: Assemble) -> None:
    put(workspace, "out", "un fichier")
    result = assemble("essai.yaml")
    assert result.status == 2
    assert "un fichier porte déjà le nom de son dossier" in straight(result.output)
    assert (workspace / "out").read_text() == "un fichier"


def test_a_folder_in_the_place_of_the_file_is_told(workspace: Path, assemble: Assemble) -> None:
    (workspace / OUTPUT).mkdir(parents=True)
    result = assemble("essai.yaml")
    assert result.status == 2
    assert "un dossier porte déjà ce nom" in straight(result.output)
    assert list((workspace / OUTPUT).parent.iterdir()) == [workspace / OUTPUT]


def test_a_replaced_file_can_be_read_by_colleagues(workspace: Path, assemble: Assemble) -> None:
    assert assemble("essai.yaml").status == 0
    mask = os.umask(0)
    os.umask(mask)
    assert (workspace / OUTPUT).stat().st_mode & 0o777 == 0o666 & ~mask


# --- the same bytes ---------------------------------------------------------------------------

ELSEWHERE = """\
import datetime, time

LATER = 2_000_000_123

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls(2033, 5, 18)

class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2033, 5, 18, 3, 35, 23, tzinfo=tz)
    utcnow = today = now

real_localtime, real_gmtime = time.localtime, time.gmtime
time.time = lambda: float(LATER)
time.time_ns = lambda: LATER * 10**9
time.localtime = lambda seconds=None: real_localtime(LATER if seconds is None else seconds)
time.gmtime = lambda seconds=None: real_gmtime(LATER if seconds is None else seconds)
datetime.date, datetime.datetime = Day, Moment
assert datetime.date.today().year == time.localtime().tm_year == 2033
"""


def test_the_same_input_gives_the_same_bytes_on_another_day_in_another_place(
    workspace: Path, assemble: Assemble, tmp_path: Path
) -> None:
    """Another process, day, zone, language, hash seed, user and folder of work."""
    assert assemble("harnes.yaml", "--separate-annexes").status == 0
    here = {path.name: path.read_bytes() for path in (workspace / "out/harnes").iterdir()}
    put(tmp_path, "elsewhere/sitecustomize.py", ELSEWHERE)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "elsewhere"), str(REPOSITORY)]),
        "PYTHONHASHSEED": "4711",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "USER": "quelqu'un",
        "SOURCE_DATE_EPOCH": "1",
    }
    command = [sys.executable, "-m", "assembler", "harnes.yaml", "--separate-annexes", "--workspace", str(workspace)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    there = {path.name: path.read_bytes() for path in (workspace / "out/harnes").iterdir()}
    assert there.keys() == here.keys()
    assert [name for name in here if here[name] != there[name]] == []


def test_two_runs_give_the_same_bytes(workspace: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch) -> None:
    assert assemble("lens.yaml").status == 0
    first = (workspace / "out/lens/convention.docx").read_bytes()
    later = time.localtime(time.time() + 86_400 * 400)
    for clock in ("localtime", "gmtime"):
        monkeypatch.setattr(time, clock, lambda *_: later)
    monkeypatch.setattr(time, "time", lambda: time.mktime(later))
    assert assemble("inputs/lens.yaml").status == 0
    assert (workspace / "out/lens/convention.docx").read_bytes() == first
