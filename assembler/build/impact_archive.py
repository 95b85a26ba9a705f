"""What the archives say of the texts that are voted or signed: their clauses, their period, their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from assembler.build.archive import InForce, in_force
from assembler.build.avenant_text import amended, sealed_text
from assembler.build.convention import Change, Composed, Tools, compose_input
from assembler.build.impact_text import TextChange, proven_change, word_change
from assembler.build.reference import names_by_bookmark, own_parts
from assembler.build.voted import kept_workspace
from assembler.build.workspace import KEPT
from assembler.compare.texts import Known
from assembler.model.clause import ClauseVersion
from assembler.model.comparison import UnitKind
from assembler.model.convention import Convention
from assembler.model.impact import Effect
from assembler.model.lock import ClauseMark, Lock
from assembler.readers.convention import read_convention
from assembler.readers.library import read_version
from assembler.readers.word import read_word, read_word_bytes

_NOT_AMENDED: tuple[UnitKind, ...] = ("couverture", "signature")
"""What an avenant leaves as it was signed."""


def kept_versions(kept: Path) -> dict[str, ClauseVersion]:
    """The wording of each clause in the archive `kept`. Raises Problems."""
    with kept_workspace(kept) as workspace:
        found = (read_version(file) for file in sorted(workspace.clauses.glob("*/*.md")))
        return {version.id: version for version in found}


@dataclass(frozen=True)
class Voted:
    """A convention whose text is frozen."""

    tools: Tools
    path: Path
    lock: Lock | None
    effect: ClassVar[Effect] = "figee"

    def used(self, clause: str) -> ClauseMark | None:
        """The wording in its text; None where it has none. Raises Problems."""
        return self.lock.clauses.get(clause) if self.lock else _mark(self.versions.get(clause))

    @cached_property
    def versions(self) -> Mapping[str, ClauseVersion]:
        """The wording of each clause. Raises Problems."""
        return kept_versions(self.tools.workspace.archive(self.path) / KEPT)

    @cached_property
    def end(self) -> date:
        """Of the period. Raises Problems."""
        return read_convention(self.path, self.tools.workspace.root).convention.periode.fin


@dataclass(frozen=True)
class Signed:
    """A convention that is sealed."""

    tools: Tools
    path: Path
    lock: Lock | None
    effect: ClassVar[Effect] = "avenant"

    @cached_property
    def force(self) -> InForce:
        """Raises Problems: the archive is damaged."""
        found = in_force(self.tools.workspace, self.path)
        assert found is not None
        return found

    @property
    def locked(self) -> Lock | None:
        """The lock, where the text in force is the one that it stands for."""
        return self.lock if self.lock and len(self.lock.seals) < 2 else None

    @cached_property
    def convention(self) -> Convention:
        """As the text in force has it, avenants included. Raises Problems."""
        return sealed_text(self.tools.workspace, self.path, self.force.kept).convention

    @property
    def end(self) -> date:
        return self.convention.periode.fin

    def used(self, clause: str) -> ClauseMark | None:
        """The wording in the text in force; None where it has none. Raises Problems."""
        return self.locked.clauses.get(clause) if self.locked else _mark(self.versions.get(clause))

    @cached_property
    def versions(self) -> Mapping[str, ClauseVersion]:
        return kept_versions(self.force.kept)

    def change(self, day: date) -> TextChange:
        """From the text in force to today's input under the clauses of `day`. Raises Problems."""
        composed = compose_input(self.tools, self.path, change=_on(day))
        found = proven_change(composed, self.locked, _NOT_AMENDED) if self.locked else None
        if found is not None:
            return found
        return self._word_change(composed, day)

    def _word_change(self, composed: Composed, day: date) -> TextChange:
        signed = sealed_text(self.tools.workspace, self.path, self.force.first_kept).convention
        new = amended(self.tools, self.path, day, signed, len(self.force.avenants) + 1)
        known = Known(own=own_parts(composed), names=names_by_bookmark(composed), trusted=True)
        return word_change(read_word(self.force.file), read_word_bytes(new.data, self.path), known, _NOT_AMENDED)


def _on(day: date) -> Change:
    def change(convention: Convention) -> Convention:
        return convention.model_copy(update={"date_reference": day, "etape": "signee"})

    return change


def _mark(version: ClauseVersion | None) -> ClauseMark | None:
    return ClauseMark(version.version, version.digest) if version else None
