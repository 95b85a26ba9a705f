"""The library of clauses: read as far as it can be, and which convention uses which version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assembler.build.workspace import Workspace
from assembler.compose.names_kept import blocks_with_names
from assembler.compose.numbering import number
from assembler.compose.select import Choice, choice_of, unknown_clause, unknown_version
from assembler.compose.specimen import specimen
from assembler.model.acte import GENRES, Genre, PlanActe
from assembler.model.avenant import PLAN, PlanAvenant
from assembler.model.clause import ClauseVersion
from assembler.model.convention import Convention
from assembler.model.document import Blocks, Inlines
from assembler.model.library_state import ClauseState, LibraryState, VersionState
from assembler.model.place import Place, Problem, Problems
from assembler.model.plan import Plan
from assembler.model.portfolio import Unreadable
from assembler.readers.acte import read_acte_plan
from assembler.readers.avenant import read_avenant_plan
from assembler.readers.convention import read_convention
from assembler.readers.library import read_placed_plan, read_version, wording_of
from assembler.readers.typed import Places

OUTSIDE = "hors plan"
IN_AVENANTS = "avenant"


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """All of the library that can be read.

    `avenant`: the plan of the avenants, and its places; None where there is none. `actes`: those of the drafts around
    the signature that are there. `folders`: the clauses by name;
    `versions`: those that can be read, oldest first, none for a folder where nothing can; `faults`: why others can't,
    by file.
    """

    workspace: Workspace
    plan: Plan
    plan_places: Places
    avenant: tuple[PlanAvenant, Places] | None
    actes: Mapping[Genre, tuple[PlanActe, Places]]
    folders: tuple[Path, ...]
    versions: Mapping[str, tuple[ClauseVersion, ...]]
    faults: Mapping[Path, tuple[Problem, ...]]

    @property
    def plan_place(self) -> Place:
        return Place(self.workspace.clauses / "plan.yaml")

    @property
    def avenant_plan(self) -> PlanAvenant | None:
        return self.avenant[0] if self.avenant else None

    @property
    def avenant_clauses(self) -> tuple[str, ...]:
        """Those that the plan of the avenants names, in its order."""
        return tuple(step.part[1] for step in self.avenant[0].corps) if self.avenant else ()

    @property
    def acte_plans(self) -> Mapping[Genre, PlanActe]:
        return {genre: plan for genre, (plan, _) in self.actes.items()}


def open_library(workspace: Workspace) -> OpenLibrary:
    """Raises Problems: the plans'. Versions that can't be read are in `faults`."""
    plan, places = read_placed_plan(workspace.clauses / "plan.yaml")
    avenant = read_avenant_plan(workspace.clauses) if (workspace.clauses / PLAN).is_file() else None
    actes = {genre: read_acte_plan(workspace.clauses, genre) for genre in GENRES if _has(workspace, genre)}
    folders = tuple(sorted(path for path in workspace.clauses.iterdir() if path.is_dir()))
    versions: dict[str, list[ClauseVersion]] = defaultdict(list)
    faults: dict[Path, tuple[Problem, ...]] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.md")):
            try:
                versions[folder.name].append(read_version(file))
            except Problems as error:
                faults[file] = error.problems
    found = {name: tuple(each) for name, each in versions.items()}
    return OpenLibrary(workspace, plan, places, avenant, actes, folders, found, faults)


def _has(workspace: Workspace, genre: Genre) -> bool:
    return (workspace.clauses / genre.plan).is_file()


# --- one version -----------------------------------------------------------------------


def find_clause(library: OpenLibrary, name: str) -> str:
    """The clause of that name, which has at least one version, readable or not. Raises Problems."""
    known = {*library.versions, *(file.parent.name for file in library.faults)}
    if name not in known:
        raise Problems([unknown_clause(name, known)])
    return name


def find_version(library: OpenLibrary, name: str) -> ClauseVersion:
    """The version that « fin@2023-01 » names; « fin » alone is the newest one. Raises Problems."""
    clause, _, wanted = name.partition("@")
    clause = find_clause(library, clause)
    faults = {file.stem: problems for file, problems in library.faults.items() if file.parent.name == clause}
    found = {each.version: each for each in library.versions.get(clause, ())}
    wanted = wanted or max([*found, *faults])
    if wanted in faults:
        raise Problems(faults[wanted])
    if wanted not in found:
        raise Problems([unknown_version(clause, wanted, [*found, *faults])])
    return found[wanted]


def text_with_names(version: ClauseVersion) -> tuple[Inlines, Blocks]:
    """Title and text, the parameters kept as names. Raises Problems."""
    return blocks_with_names(wording_of(version))


# --- the whole -------------------------------------------------------------------------


def library_state(library: OpenLibrary) -> LibraryState:
    """Every clause in the order of the plans, then those outside of them, with the conventions that use them."""
    used: dict[tuple[str, str], list[Path]] = defaultdict(list)
    replaced: dict[str, list[Path]] = defaultdict(list)
    unread: list[Unreadable] = []
    for path in library.workspace.conventions():
        try:
            choice = _choice(library, path)
        except Problems as error:
            unread.append(Unreadable(path, error.problems))
            continue
        for name, version in choice.versions.items():
            if name in choice.replaced:
                replaced[name].append(path)
            else:
                used[name, version.version].append(path)
    clauses = tuple(
        replace(
            clause,
            versions=tuple(
                replace(each, used_by=tuple(used[clause.id, each.version.version])) for each in clause.versions
            ),
            replaced_by=tuple(replaced[clause.id]),
        )
        for clause in _states(library)
    )
    return LibraryState(clauses, tuple(each for faults in library.faults.values() for each in faults), tuple(unread))


def clause_state(library: OpenLibrary, name: str) -> ClauseState:
    """One clause, which must be there, and its versions. No convention is read: which ones use it is left open."""
    return next(each for each in _states(library) if each.id == name)


def _states(library: OpenLibrary) -> Iterator[ClauseState]:
    for part, name in _parts(library):
        yield ClauseState(part, name, tuple(map(VersionState, library.versions.get(name, ()))))


def planned(plan: Plan) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Each clause that the plan names, and the path of keys that leads there."""
    for rank, step in enumerate(plan.corps):
        for key, name in (("preambule", step.preambule), ("signature", step.signature)):
            if name:
                yield name, ("corps", rank, key)
        for place, name in enumerate(step.article):
            yield name, ("corps", rank, "article", place)
    for rank, annexe in enumerate(plan.annexes):
        yield annexe.clause, ("annexes", rank, "clause")


def part_names(plan: Plan) -> dict[str, str]:
    """Clause -> the part it makes, for people: « article 12 », « annexe 1 », « annexe sur demande »."""
    ordinary = [each for each in plan.annexes if each.presence == "ordinaire"]
    numbers = number(plan, ordinary, specimen(Convention)).numbers
    found: dict[str, str] = {}
    for step in plan.corps:
        if step.preambule:
            optional = step.presence == "sur demande"
            found[step.preambule] = "préambule sur demande" if optional else "préambule"
        found |= {name: f"article {numbers[f'article:{name}']}" for name in step.article}
        if step.signature:
            found[step.signature] = "signature"
    for annexe in plan.annexes:
        rank = numbers.get(f"annexe:{annexe.genre}")
        found[annexe.clause] = f"annexe {rank}" if rank else "annexe sur demande"
    return found


def _parts(library: OpenLibrary) -> Iterator[tuple[str, str]]:
    """The name of each part for people, and its clause."""
    plan = library.plan
    yield from ((part, clause) for clause, part in part_names(plan).items())
    yield from ((IN_AVENANTS, name) for name in library.avenant_clauses)
    of_actes = [(genre.said, clause) for genre, each in library.acte_plans.items() for _, clause in each.slots]
    yield from of_actes
    known = {*(name for name, _ in planned(plan)), *library.avenant_clauses, *(clause for _, clause in of_actes)}
    yield from ((OUTSIDE, folder.name) for folder in library.folders if folder.name not in known)


def _choice(library: OpenLibrary, path: Path) -> Choice:
    """What a convention takes of the library. Figures and the texts of dérogations are not read. Raises Problems."""
    source = read_convention(path, library.workspace.root)
    return choice_of(source.convention, library.plan, library.plan_place, library.versions, source.places.at)
