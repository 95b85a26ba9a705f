"""A LibreOffice that lives as long as it is needed: Word files in, PDFs out.

It has a profile of its own, in a passing folder, so that it never meets the LibreOffice that somebody works in. One
that hangs or dies is killed and started anew, and the document is tried once more.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from assembler.model.messages import excerpt
from assembler.model.place import Problem, Problems
from assembler.writers.pdf.installed import Installed, installed_office, own_environment

LIMIT = 120.0
"""Seconds that one document may take; 42 pages take two."""
_START = 90.0
"""Seconds that LibreOffice may take to answer for the first time; a new profile takes three."""
_END = 10.0
"""Seconds that both processes may take to end, once they are asked to."""
_TRIES = 2
_MOST = 300
"""Documents after which it is started anew, since it keeps some memory of each."""


@dataclass(frozen=True, slots=True)
class Export:
    """`pdf`: as LibreOffice wrote it. `pages`: how many it laid the Word file out on."""

    pdf: bytes
    pages: int


class _Gone(Exception):
    """LibreOffice hangs or is dead; the message says which, in French."""


class Office:
    """Not to be shared between threads or processes. `limit`: seconds a document."""

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._running: _Running | None = None

    def __enter__(self) -> Office:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def export(self, word: bytes) -> Export:
        """The Word file as a PDF with tags, an outline, and a named destination for each bookmark.

        Raises Problems: no LibreOffice, a file that it refuses, or that it failed on twice.
        """
        why = ""
        for _ in range(_TRIES):
            try:
                return self._started().export(word, self._limit)
            except _Gone as gone:
                why = str(gone)
                self.close()
        raise Problems([_failed(why)])

    def close(self) -> None:
        if self._running:
            self._running.stop()
            self._running = None

    def _started(self) -> _Running:
        """Raises Problems, _Gone."""
        if self._running and self._running.done >= _MOST:
            self.close()
        if self._running is None:
            self._running = _Running()
            self._running.wait_ready()
        return self._running


class _Running:
    """One LibreOffice and the process that drives it."""

    def __init__(self) -> None:
        found = installed_office()
        self.done = 0
        self.office = 0
        self.folder = Path(tempfile.mkdtemp(prefix="ctg-pdf-"))
        try:
            self._start(found)
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _start(self, found: Installed) -> None:
        child = Path(__file__).with_name("office_child.py")
        self.process = subprocess.Popen(
            [found.python, child, found.program, self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=own_environment(),
            start_new_session=True,  # so that all of it can be killed, and Ctrl-C does not reach it
        )
        self.answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait_ready(self) -> None:
        """Raises _Gone."""
        self.office = int(self._answer(_START)["office"])
        self._answer(_START)

    def export(self, word: bytes, limit: float) -> Export:
        """Raises Problems, _Gone."""
        source, target = self.folder / "convention.docx", self.folder / "convention.pdf"
        target.unlink(missing_ok=True)
        source.write_bytes(word)
        self._ask({"source": str(source), "target": str(target)})
        answer = self._answer(limit)
        self.done += 1
        if "failed" in answer or not target.is_file():
            raise Problems([_refused(str(answer.get("failed", "")))])
        return Export(target.read_bytes(), int(answer["pages"]))

    def stop(self) -> None:
        """End both processes, whatever they do, and take their folder away."""
        with suppress(OSError):
            if self.process.stdin:
                self.process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_END)
        self._kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self) -> None:
        """Whatever is left: the process that drives it may itself have been killed before it could end LibreOffice."""
        self.process.kill()
        self.process.wait()
        if self.office:
            with suppress(OSError):
                if sys.platform == "win32":
                    os.kill(self.office, signal.SIGTERM)
                else:
                    os.killpg(self.office, signal.SIGKILL)

    def _ask(self, asked: dict[str, str]) -> None:
        assert self.process.stdin
        try:
            self.process.stdin.write(json.dumps(asked) + "\n")
            self.process.stdin.flush()
        except OSError:
            raise _Gone("s’est arrêté") from None

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            answer = self.answers.get(timeout=seconds)
        except queue.Empty:
            raise _Gone(f"n’a pas répondu en {seconds:.0f} s") from None
        if answer is None:
            raise _Gone("s’est arrêté")
        return answer

    def _listen(self) -> None:
        assert self.process.stdout
        with suppress(ValueError, OSError):
            for line in self.process.stdout:
                self.answers.put(json.loads(line))
        self.answers.put(None)


def _failed(why: str) -> Problem:
    return Problem(
        f"LibreOffice {why}, deux fois de suite : le PDF n’est pas fait.",
        "Fermez d’autres programmes, puis relancez. Si cela persiste, ouvrez le document Word dans LibreOffice pour "
        "voir ce qui l’arrête.",
    )


def _refused(why: str) -> Problem:
    told = f" ({excerpt(why)})" if why else ""
    return Problem(
        f"LibreOffice n’a pas su convertir ce document{told}.",
        "Ouvrez le document Word dans LibreOffice : ce qu’il y montre dit ce qui l’arrête.",
    )
