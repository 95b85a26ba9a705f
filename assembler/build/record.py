"""A convention built and recorded: its Word files, and the lock that says what they were made of."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from assembler.build.convention import Built, Composed, Tools, Wanted, compose_input, save, write
from assembler.build.freezing import frozen_build, frozen_of, refuse_change
from assembler.build.freshness import Judge, State, said_stage
from assembler.build.made_of import Shared, digest, digest_of, files_of
from assembler.build.stamp import part_digests
from assembler.build.voted import KEPT, kept_archive, voted_parts
from assembler.build.workspace import Workspace
from assembler.compose.compose import library_choice
from assembler.model.finding import reached
from assembler.model.lock import ClauseMark, Frozen, Lock, Output
from assembler.model.place import Place, Problem, Problems
from assembler.model.walk import without_remarks
from assembler.readers.convention import Source, read_convention
from assembler.word.digest import directory_digest

_CLOCK_STEP = 10_000_000
"""How late, in nanoseconds, the time of a file may be behind the clock."""


@dataclass(frozen=True, slots=True)
class Made:
    """A build that is not on disk yet. `reasons`: why it differs from the last one, in French, as `State.reasons`.

    `changed`: names of the parts whose text differs from that of the last build; None for a first build.
    `record`: the lock, behind the archive of a text that has just been frozen. `gone`: an archive of a text that is
    frozen no more.
    """

    built: Built
    lock: Lock
    record: Mapping[Path, bytes]
    reasons: tuple[str, ...]
    changed: tuple[str, ...] | None
    gone: Path | None = None

    def save(self) -> None:
        """Put the Word files and the lock in their place, whole. Raises Problems."""
        save(Built(self.built.composed, {**self.built.files, **self.record}))
        if self.gone:
            with suppress(OSError):
                self.gone.unlink()


def make(tools: Tools, judge: Judge, path: Path, wanted: Wanted | None = None, state: State | None = None) -> Made:
    """Build one convention; a frozen text is made from its archive. Nothing is put on disk. Raises Problems.

    `state`: what the judge said of it, if it was asked before.
    """
    wanted, start = wanted or Wanted(), time.time_ns()
    before = state or judge.state(path, wanted.remarks)
    if before.status == "scellee":
        raise Problems([sealed_problem(tools.workspace, path)])
    frozen, source = _frozen(tools.workspace, path, before.lock)
    if frozen and source:
        built = frozen_build(tools.workspace, source, before.lock, wanted)
        refuse_change(built.composed, frozen, before.lock, judge)
    else:
        built = write(tools, compose_input(tools, path), wanted)
    return _Record(tools.workspace, judge.shared, path, wanted.remarks, start).of(built, before, frozen)


def sealed_problem(workspace: Workspace, path: Path) -> Problem:
    """A sealed convention is never made again."""
    return Problem(
        f"La convention « {path.stem} » est scellée : son texte signé n’est jamais refait ni remplacé.",
        f"Il est dans archives/{path.stem}/convention.docx. Pour le modifier : « assemble avenant {path.name} ».",
        Place(path),
    )


def _frozen(workspace: Workspace, path: Path, lock: Lock | None) -> tuple[Frozen | None, Source | None]:
    """The frozen text and the input as it is today; None where nothing is frozen, or the input is a draft again."""
    kept = workspace.archive(path) / KEPT
    if not (lock.frozen if lock else kept.is_file()):
        return None, None
    source = read_convention(path, workspace.root)
    if not reached(source.convention.etape, "deliberation"):
        return None, None
    return (lock.frozen if lock and lock.frozen else frozen_of(workspace, source)), source


# --- the record ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Record:
    workspace: Workspace
    shared: Shared
    path: Path
    remarks: bool
    start: int
    """When the build began, in nanoseconds."""

    def of(self, built: Built, before: State, frozen: Frozen | None) -> Made:
        """`frozen`: what was voted, None where nothing was yet."""
        convention, old = built.composed.source.convention, before.lock
        kept = self.workspace.archive(self.path) / KEPT
        files = files_of(self.workspace, built.composed.source)
        record: dict[Path, bytes] = {}
        if frozen is None and reached(convention.etape, "deliberation"):
            record[kept] = kept_archive(self.workspace, built.composed, files)
            frozen = Frozen(digest(record[kept]), voted_parts(built.composed))
        lock = replace(self._lock(built, files), frozen=frozen, unsealed=old.unsealed if old else ())
        record[self.workspace.lock(self.path)] = lock.text().encode()
        stages = (said_stage(old.stage, lock.stage),) if old and old.stage != lock.stage else ()
        changed = tuple(name for name in lock.parts if old.parts.get(name) != lock.parts[name]) if old else None
        gone = kept if old and old.frozen and not frozen else None
        return Made(built, lock, record, (*stages, *before.reasons), changed, gone)

    def _lock(self, built: Built, files: tuple[Path, ...]) -> Lock:
        composed, root = built.composed, self.workspace.root
        outputs = {path: Output(digest(data), directory_digest(data)) for path, data in built.files.items()}
        return Lock(
            engine=self.shared.engine,
            stage=composed.source.convention.etape,
            reference=composed.content.convention.date_reference,
            day=composed.content.convention.jour_de_reference,
            clauses=_clauses(composed),
            shared=self.shared.marks,
            files={path.relative_to(root.resolve()).as_posix(): self._digest(path) for path in files},
            outputs={path.relative_to(root).as_posix(): output for path, output in outputs.items()},
            parts=part_digests(without_remarks(composed.document)),
            remarks=self.remarks,
        )

    def _digest(self, path: Path) -> str:
        """Empty for a file that was saved while the build went on: nobody knows which of its contents was read."""
        return "" if path.stat().st_mtime_ns > self.start - _CLOCK_STEP else digest_of(path)


def _clauses(composed: Composed) -> dict[str, ClauseMark]:
    choice, pinned = library_choice(composed.content), composed.content.convention.clauses
    return {
        name: ClauseMark(
            version.version,
            version.digest,
            "derogation" if name in choice.replaced else "imposee" if name in pinned else "date",
        )
        for name, version in choice.versions.items()
    }
