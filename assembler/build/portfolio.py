"""All conventions of a workspace: where each stands, and when it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assembler.build.archive import seals_of
from assembler.build.avenant_hors_outil import folder_of
from assembler.build.checking import find
from assembler.build.convention import Composed, Tools, compose_input
from assembler.build.freshness import Judge, State
from assembler.build.impact_archive import Signed
from assembler.build.impact_taken import newest
from assembler.compose.compose import library_choice
from assembler.model.lock import Lock
from assembler.model.place import Problem, Problems
from assembler.model.portfolio import Behind, Known, Outside, Portfolio, Sealed, Standing, Unreadable
from assembler.readers.avenant import read_hors_outil
from assembler.readers.convention import read_convention


def survey(tools: Tools, today: date) -> Portfolio:
    """Where each convention stands, then each one that was never in the tool; one that can't be read stops no other."""
    return tuple(_with_next((*_own(tools, today), *_outside(tools))))


def _own(tools: Tools, today: date) -> Iterator[Standing | Unreadable]:
    surveyor = _Surveyor(tools, Judge.of(tools), today)
    for path in tools.workspace.conventions():
        try:
            yield surveyor.standing(path)
        except Problems as error:
            yield Unreadable(path, error.problems)


def _outside(tools: Tools) -> Iterator[Outside | Unreadable]:
    folder = folder_of(tools.workspace)
    for path in sorted(path for path in folder.glob("*") if path.suffix.lower() in (".yaml", ".yml")):
        try:
            given, _ = read_hors_outil(path, tools.workspace.root)
        except Problems as error:
            yield Unreadable(path, error.problems, outside=True)
            continue
        periode = given.periode
        yield Outside(path, given.territoire.nom, periode.debut, periode.fin, given.signee_le, given.avenants)


@dataclass(frozen=True)
class _Surveyor:
    tools: Tools
    judge: Judge
    today: date

    def standing(self, path: Path) -> Standing:
        """Raises Problems."""
        state = self.judge.state(path)
        return self._sealed(path, state) if state.status == "scellee" else self._open(path, state)

    def _open(self, path: Path, state: State) -> Standing:
        composed = compose_input(self.tools, path)
        convention = composed.source.convention
        frozen = state.lock if state.lock and state.lock.frozen else None
        blocking = sum(finding.severity == "bloquant" for finding in find(composed, None, self.today))
        return Standing(
            file=path,
            territory=convention.territoire.nom,
            stage=convention.etape,
            blocking=blocking,
            start=convention.periode.debut,
            end=convention.periode.fin,
            behind=self._behind(_locked(frozen) if frozen else _chosen(composed)),
            word=state.status,
            reasons=state.reasons,
        )

    def _sealed(self, path: Path, state: State) -> Standing:
        """Its points are moot: it is not composed. A damaged archive is told beside what the input says."""
        signed = Signed(self.tools, path, state.lock)
        problems: tuple[Problem, ...] = ()
        used: Mapping[str, str] = {}
        try:
            convention, used = signed.convention, self._used(signed)
        except Problems as error:
            problems = error.problems
            convention = read_convention(path, self.tools.workspace.root).convention
        return Standing(
            file=path,
            territory=convention.territoire.nom,
            stage=state.stage or convention.etape,
            blocking=None,
            start=convention.periode.debut,
            end=convention.periode.fin,
            sealed=self._seal(path),
            behind=self._behind(used),
            word=state.status,
            problems=problems,
        )

    def _seal(self, path: Path) -> Sealed | None:
        seals = seals_of(self.tools.workspace, path)
        if not seals:
            return None
        return Sealed(seals[0].signature, seals[0].sealed, tuple(seal.signature for seal in seals[1:]))

    def _used(self, signed: Signed) -> Mapping[str, str]:
        if signed.locked:
            return _locked(signed.locked)
        replaced = {each.clause for each in signed.convention.derogations}
        return {name: each.version for name, each in signed.versions.items() if name not in replaced}

    def _behind(self, used: Mapping[str, str]) -> tuple[Behind, ...]:
        """`used`: the version of each clause in the text."""
        found = (Behind(name, version, newest(self.tools, name, self.today)) for name, version in used.items())
        return tuple(each for each in found if each.newest > each.version)


def _locked(lock: Lock) -> Mapping[str, str]:
    return {name: mark.version for name, mark in lock.clauses.items() if mark.how != "derogation"}


def _chosen(composed: Composed) -> Mapping[str, str]:
    choice = library_choice(composed.content)
    return {name: each.version for name, each in choice.versions.items() if name not in choice.replaced}


def _with_next(found: Portfolio) -> Iterator[Known | Unreadable]:
    """Each with the file of its territory's next convention."""
    by_territory: dict[str, list[Known]] = defaultdict(list)
    for each in found:
        if not isinstance(each, Unreadable):
            by_territory[each.territory].append(each)
    for each in found:
        if isinstance(each, Unreadable):
            yield each
            continue
        later = [other for other in by_territory[each.territory] if other.start > each.end]
        yield replace(each, renewed_by=min(later, key=lambda other: other.start).file) if later else each
