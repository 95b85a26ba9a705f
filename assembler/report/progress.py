"""One line on a terminal that says how far a long run is, how fast, and how long it still takes."""

from __future__ import annotations

import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TypeVar

import click

from assembler.model.typography import typeset
from assembler.report.batch import duration
from assembler.report.counting import grouped

T = TypeVar("T")

_BAR = 30
_EVERY = 0.1
_RECENT = 15.0
"""Seconds: between two drawings; over which the rate is measured."""
_ERASE = "\r\x1b[K"


class Progress:
    """Draws on standard output or, where `on_error`, on standard error; `clock` in seconds."""

    def __init__(self, total: int, on_error: bool, clock: Callable[[], float] = monotonic) -> None:
        self.total, self.on_error, self.clock = total, on_error, clock
        self.seen: deque[tuple[float, int]] = deque([(clock(), 0)])
        self.drawn = 0.0

    def show(self, done: int, failed: int) -> None:
        now = self.clock()
        if now - self.drawn < _EVERY and done < self.total:
            return
        self.drawn = now
        self.seen.append((now, done))
        while now - self.seen[0][0] > _RECENT and len(self.seen) > 2:
            self.seen.popleft()
        width = max(20, shutil.get_terminal_size().columns - 1)
        click.echo(_ERASE + self.line(done, failed)[:width], nl=False, err=self.on_error)

    def line(self, done: int, failed: int) -> str:
        """« ███░░░ 1 200/10 000  42 par seconde  reste 3 min 20 s  2 en erreur »"""
        filled = _BAR * done // self.total
        bar = "█" * filled + "░" * (_BAR - filled)
        text = f"{bar} {grouped(done)}/{grouped(self.total)}"
        (start, before), (end, after) = self.seen[0], self.seen[-1]
        rate = (after - before) / (end - start) if end > start else 0.0
        if rate:
            said = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}".replace(".", ",")
            text += f"  {said} par seconde  reste {duration((self.total - done) / rate)}"
        return typeset(text + (f"  {failed} en erreur" if failed else ""))

    def clear(self) -> None:
        click.echo(_ERASE, nl=False, err=self.on_error)


def watched(found: Iterator[T], total: int, is_failed: Callable[[T], bool]) -> Iterator[T]:
    """The same, with a line on standard error that moves where a person waits at a terminal."""
    if total < 2 or not sys.stderr.isatty():
        yield from found
        return
    progress, failed = Progress(total, on_error=True), 0
    try:
        for done, each in enumerate(found, start=1):
            failed += is_failed(each)
            progress.show(done, failed)
            yield each
    finally:
        progress.clear()
