"""All conventions of a workspace: where each stands, and when it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assembler.build.archive import inputs_gone, seals_of
from assembler.build.avenant_hors_outil import folder_of
from assembler.build.checking import find
from assembler.build.convention import Composed, Tools
from assembler.build.freshness import Judge, State
from assembler.build.impact_archive import Signed
from assembler.build.impact_taken import newest
from assembler.build.record import text_of
from assembler.build.unforeseen import problems_of
from assembler.build.workspace import Workspace
from assembler.compose.compose import library_choice
from assembler.model.lock import Lock
from assembler.model.place import Problem, Problems
from assembler.model.portfolio import Alone, Behind, Found, Known, Outside, Portfolio, Sealed, Standing, Unreadable
from assembler.readers.avenant import read_hors_outil
from assembler.readers.convention import read_convention

Watch = Callable[[Iterator[Found], int], Iterator[Found]]
"""Lets the conventions through, of which there are that many, and sees each as it comes."""


def survey(tools: Tools, today: date, watch: Watch = lambda found, _: found) -> Portfolio:
    """Where each convention stands, the archives whose input is gone, then each one that was never in the tool.

    One that fails, whatever the reason, stops no other.
    """
    paths = tools.workspace.conventions()
    own = watch(_own(tools, paths, today), len(paths))
    return tuple(_with_next((*own, *_alone(tools.workspace), *_outside(tools))))


def _own(tools: Tools, paths: Sequence[Path], today: date) -> Iterator[Found]:
    surveyor = _Surveyor(tools, Judge.of(tools), today)
    for path in paths:
        try:
            yield surveyor.standing(path)
        except Exception as error:
            yield Unreadable(path, problems_of(path, error, "assemble status"))


def _alone(workspace: Workspace) -> Iterator[Alone]:
    for path in inputs_gone(workspace):
        yield Alone(path, _seal(workspace, path))


def _outside(tools: Tools) -> Iterator[Outside | Unreadable]:
    folder = folder_of(tools.workspace)
    for path in sorted(path for path in folder.glob("*") if path.suffix.lower() in (".yaml", ".yml")):
        try:
            given, _ = read_hors_outil(path, tools.workspace.root)
        except Problems as error:
            yield Unreadable(path, error.problems, outside=True)
            continue
        periode = given.periode
        place = given.territoire
        yield Outside(
            path,
            place.nom,
            periode.debut,
            periode.fin,
            given.signee_le,
            given.avenants,
            caf=given.caf.nom,
            insee=place.insee,
        )


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
        composed = text_of(self.tools, path)
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
            caf=convention.caf.nom,
            insee=convention.territoire.insee,
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
            sealed=_seal(self.tools.workspace, path),
            behind=self._behind(used),
            word=state.status,
            problems=problems,
            caf=convention.caf.nom,
            insee=convention.territoire.insee,
        )

    def _used(self, signed: Signed) -> Mapping[str, str]:
        if signed.locked:
            return _locked(signed.locked)
        replaced = {each.clause for each in signed.convention.derogations}
        return {name: each.version for name, each in signed.versions.items() if name not in replaced}

    def _behind(self, used: Mapping[str, str]) -> tuple[Behind, ...]:
        """`used`: the version of each clause in the text."""
        found = (Behind(name, version, newest(self.tools, name, self.today)) for name, version in used.items())
        return tuple(each for each in found if each.newest > each.version)


def _seal(workspace: Workspace, path: Path) -> Sealed | None:
    seals = seals_of(workspace, path)
    if not seals:
        return None
    return Sealed(seals[0].signature, seals[0].sealed, tuple(seal.signature for seal in seals[1:]))


def _locked(lock: Lock) -> Mapping[str, str]:
    return {name: mark.version for name, mark in lock.clauses.items() if mark.how != "derogation"}


def _chosen(composed: Composed) -> Mapping[str, str]:
    choice = library_choice(composed.content)
    return {name: each.version for name, each in choice.versions.items() if name not in choice.replaced}


# --- the next convention of a territory --------------------------------------------------


def _with_next(found: Portfolio) -> Iterator[Found]:
    """Each with the file of its territory's next convention."""
    by_insee: dict[str | None, list[Known]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for each in found:
        if isinstance(each, Standing | Outside):
            by_insee[each.insee].append(each)
            by_name[each.territory, each.caf].append(each)
    for each in found:
        if not isinstance(each, Standing | Outside):
            yield each
            continue
        named = (other for other in by_name[each.territory, each.caf] if not (each.insee and other.insee))
        same = (*(by_insee[each.insee] if each.insee else ()), *named)
        later = [other for other in same if other.start > each.end]
        yield replace(each, renewed_by=min(later, key=lambda other: other.start).file) if later else each
