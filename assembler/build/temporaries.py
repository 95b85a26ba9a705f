"""Files being written beside their targets: named so that a later run knows those of a dead process, and sweeps them.

A name reads `.ecriture-<machine>-<process>-<start>-<random>`: digests and a process number, nothing that names a
machine or a person.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import time
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

PREFIX = ".ecriture-"
_NAME = re.compile(rf"{re.escape(PREFIX)}([0-9a-f]{{8}})-(\d+)-([0-9a-f]{{8}})-[0-9a-f]{{8}}")
_UNKNOWN = "0" * 8
_ENDED = "ZXx"
"""Signs of a process that has ended and whose parent has not asked how: a container may keep them long."""
_DAY = 86_400
"""Seconds after which a file of another machine is abandoned: writing one takes far less than a second."""
_FOLDERS_KNOWN = 64


def temporary_beside(target: Path) -> Path:
    """A name that no other file has, in the folder of `target`."""
    return target.with_name(f"{PREFIX}{_machine()}-{os.getpid()}-{_start(os.getpid())}-{secrets.token_hex(4)}")


def sweep(folder: Path) -> None:
    """Take away what a killed run left in `folder`; never the file of a process that lives."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and _is_abandoned(entry):
                with suppress(OSError):
                    os.unlink(entry.path)


@lru_cache(_FOLDERS_KNOWN)
def sweep_once(folder: Path) -> None:
    """As `sweep`, but not again for a folder that this process swept lately: one with many files takes long to list."""
    sweep(folder)


def _is_abandoned(entry: os.DirEntry[str]) -> bool:
    found = _NAME.fullmatch(entry.name)
    if found is None:
        return False
    machine, process, start = found.groups()
    if os.name != "posix" or machine != _machine():
        return time.time() - entry.stat().st_mtime > _DAY
    return not _lives(int(process), start)


def _lives(process: int, start: str) -> bool:
    """Does the process still run, and not another one under its number?"""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return _UNKNOWN in (start, _start(process)) or _start(process) == start


@cache
def _machine() -> str:
    """Process numbers mean nothing beyond it: another container is another machine."""
    return _digest(platform.node(), _link("/proc/self/ns/pid"))


def _start(process: int) -> str:
    """When the process began; eight zeros where the system doesn't tell, empty where it has ended but is not buried."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        found = told.rpartition(")")[2].split()
        return "" if found[0] in _ENDED else _digest(_boot(), found[19])
    except (OSError, IndexError):
        return _UNKNOWN


@cache
def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]
