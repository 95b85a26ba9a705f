"""Notices that a convention may have changed: the input, and all that it may name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from assembler.build.workspace import Workspace
from assembler.model.lock import ENDING as LOCK_ENDING

State = dict[Path, tuple[int, int]]
"""Each file with the time of its last change and its size."""


class Watcher:
    """Watches the clauses, the templates and the inputs, whatever was read of them: a file that is still missing
    or wrong counts as soon as it is put right. The other conventions' main files do not.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self.workspace = workspace
        self.path = path
        self.seen = self._state()

    def changed(self) -> bool:
        """Has a file come, gone or changed since the last time this was asked?"""
        before, self.seen = self.seen, self._state()
        return self.seen != before

    def _state(self) -> State:
        others = {each for each in self.workspace.conventions() if each.resolve() != self.path.resolve()}
        files = {self.path, *self._below()} - others
        return {file: state for file in files if (state := _state_of(file))}

    def _below(self) -> Iterator[Path]:
        for folder in (self.workspace.clauses, self.workspace.templates, self.workspace.inputs):
            yield from (path for path in folder.rglob("*") if not _is_temporary(path.name))


def follow(watcher: Watcher, build: Callable[[], object], wait: Callable[[], None]) -> None:
    """Build now and after each change, until `wait` or `build` raises.

    A change made while building counts. A save that is still going on is waited for: nothing must change
    during one `wait`.
    """
    while True:
        build()
        wait()
        while not watcher.changed():
            wait()
        wait()
        while watcher.changed():
            wait()


def _state_of(file: Path) -> tuple[int, int] | None:
    """None for a folder, and for a file that has just gone."""
    try:
        found = file.stat()
    except OSError:
        return None
    return None if file.is_dir() else (found.st_mtime_ns, found.st_size)


def _is_temporary(name: str) -> bool:
    """What Word, editors and builds put beside a file."""
    return name.startswith((".", "~")) or name.endswith(("~", ".tmp", LOCK_ENDING))
