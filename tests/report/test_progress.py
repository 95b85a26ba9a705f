"""The line of a long run: bar, count, rate, time left; and how a batch tells durations."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lots import REPOSITORY, command, emptied, small
from trials import straight

from assembler.report.batch import duration
from assembler.report.progress import Progress, watched


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def at(progress: Progress, clock: Clock, seconds: float, done: int, failed: int = 0) -> str:
    clock.now = seconds
    progress.show(done, failed)
    return straight(progress.line(done, failed))


def test_it_says_how_far_how_fast_and_how_long(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(10_000, on_error=False, clock=clock)
    line = at(progress, clock, 5, 250)
    assert line == "░" * 30 + " 250/10 000  50 par seconde  reste 3 min 15 s"
    line = at(progress, clock, 100, 5_000, failed=2)
    assert line.startswith("█" * 15 + "░" * 15 + " 5 000/10 000")
    assert line.endswith("2 en erreur")
    assert "\n" not in capsys.readouterr().out


def test_the_rate_is_that_of_the_last_seconds(clock: Clock) -> None:
    """The first thousand was up to date; what is left is slow."""
    progress = Progress(2_000, on_error=True, clock=clock)
    at(progress, clock, 1, 1_000)
    for second in range(2, 60):
        at(progress, clock, second, 1_000 + second * 2)
    assert "  2,0 par seconde  " in at(progress, clock, 60, 1_120)


def test_it_never_draws_too_often(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(1_000, on_error=False, clock=clock)
    for done in range(1, 1_001):
        at(progress, clock, 1 + done / 1_000, done)
    assert 9 <= capsys.readouterr().out.count("\r") <= 12


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.04, "0,0 s"), (4.21, "4,2 s"), (59.6, "1 min 00 s"), (200, "3 min 20 s"), (7_500, "2 h 05 min")],
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_a_long_reading_shows_how_far_it_is_at_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(watched(iter("abc"), 3, lambda _: False)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(watched(iter("abc"), 3, lambda each: each == "b")) == ["a", "b", "c"]
    said = capsys.readouterr().err
    assert "3/3" in said and "1 en erreur" in said
    assert said.endswith("\x1b[K")


@pytest.mark.skipif(os.name != "posix", reason="il faut un pseudo-terminal")
def test_on_a_terminal_one_line_moves_and_the_sum_stays(workspace: Path) -> None:
    import pty

    emptied(workspace)
    for rank in range(6):
        small(workspace, f"Hameau-{rank}")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command(workspace), cwd=REPOSITORY, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    told = b""
    while chunk := _read(ours):
        told += chunk
    assert process.wait(30) == 0
    text = straight(told.decode())
    assert re.search(r"\r\x1b\[K█+░* \d/6 .*par seconde", text) or "6/6" in text
    assert "Refaite :" not in text
    assert "6 conventions : 6 refaites" in text.rpartition("\x1b[K")[2]


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # the terminal is closed
        return b""
