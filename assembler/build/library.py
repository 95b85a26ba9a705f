"""The library of clauses: read as far as it can be, and which convention uses which version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assembler.build.workspace import Workspace
from assembler.compose.compose import choose_clauses
from assembler.compose.content import Content
from assembler.compose.names_kept import blocks_with_names
from assembler.compose.numbering import number
from assembler.compose.specimen import specimen
from assembler.model.catalogue import Catalogue
from assembler.model.clause import ClauseVersion, OwnText
from assembler.model.convention import Convention
from assembler.model.document import Blocks, Inlines
from assembler.model.figures import Dataset
from assembler.model.library_state import ClauseState, LibraryState, VersionState
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.model.plan import Plan
from assembler.model.portfolio import Unreadable
from assembler.readers.convention import Source, read_convention
from assembler.readers.library import read_placed_plan, read_version, wording_of
from assembler.readers.typed import Places

OUTSIDE = "hors plan"
_NOTHING = Dataset("", "", {}, {})


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """All of the library that can be read.

    `folders`: the clauses by name; `versions`: those that can be read, oldest first, none for a folder where
    nothing can; `faults`: why others can't, by file.
    """

    workspace: Workspace
    plan: Plan
    plan_places: Places
    folders: tuple[Path, ...]
    versions: Mapping[str, tuple[ClauseVersion, ...]]
    faults: Mapping[Path, tuple[Problem, ...]]

    @property
    def plan_place(self) -> Place:
        return Place(self.workspace.clauses / "plan.yaml")


def open_library(workspace: Workspace) -> OpenLibrary:
    """Raises Problems: the plan's. Versions that can't be read are in `faults`."""
    plan, places = read_placed_plan(workspace.clauses / "plan.yaml")
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
    return OpenLibrary(workspace, plan, places, folders, found, faults)


# --- one version -----------------------------------------------------------------------


def find_clause(library: OpenLibrary, name: str) -> str:
    """The clause of that name, which has at least one version, readable or not. Raises Problems."""
    known = {*library.versions, *(file.parent.name for file in library.faults)}
    if name not in known:
        hint = suggestion(name, sorted(known), "Clauses connues")
        raise Problems.one(f"La clause « {excerpt(name)} » n’existe pas dans la bibliothèque.", hint)
    return name


def find_version(library: OpenLibrary, name: str) -> ClauseVersion:
    """The version that « fin@2023-01 » names; « fin » alone is the newest one. Raises Problems."""
    clause, _, wanted = name.partition("@")
    clause = find_clause(library, clause)
    faults = _faulty(library, clause)
    found = {each.version: each for each in library.versions.get(clause, ())}
    wanted = wanted or max([*found, *faults])
    if wanted in faults:
        raise Problems(faults[wanted])
    if wanted not in found:
        message = f"La clause « {clause} » n’a pas de version « {excerpt(wanted)} »."
        raise Problems.one(message, suggestion(wanted, sorted([*found, *faults]), "Versions connues"))
    return found[wanted]


def _faulty(library: OpenLibrary, clause: str) -> dict[str, tuple[Problem, ...]]:
    """The versions of a clause that can't be read, and why."""
    return {file.stem: problems for file, problems in library.faults.items() if file.parent.name == clause}


def text_with_names(version: ClauseVersion) -> tuple[Inlines, Blocks]:
    """Title and text, the parameters kept as names. Raises Problems."""
    return blocks_with_names(wording_of(version))


# --- the whole -------------------------------------------------------------------------


def library_state(library: OpenLibrary) -> LibraryState:
    """Every clause in the order of the plan, then those outside of it, with the conventions that use them."""
    used: dict[tuple[str, str], list[Path]] = defaultdict(list)
    replaced: dict[str, list[Path]] = defaultdict(list)
    unread: list[Unreadable] = []
    for path in library.workspace.conventions():
        try:
            chosen, own = _choice(library, path)
        except Problems as error:
            unread.append(Unreadable(path, error.problems))
            continue
        for version in chosen.values():
            if version.id in own:
                replaced[version.id].append(path)
            else:
                used[version.id, version.version].append(path)
    clauses = tuple(
        ClauseState(
            part,
            name,
            tuple(VersionState(v, tuple(used[name, v.version])) for v in library.versions.get(name, ())),
            tuple(replaced[name]),
        )
        for part, name in _parts(library)
    )
    return LibraryState(clauses, tuple(each for faults in library.faults.values() for each in faults), tuple(unread))


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
            found[step.preambule] = "préambule"
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
    known = {name for name, _ in planned(plan)}
    yield from ((OUTSIDE, folder.name) for folder in library.folders if folder.name not in known)


def _choice(library: OpenLibrary, path: Path) -> tuple[Mapping[str, ClauseVersion], frozenset[str]]:
    """The versions that a convention takes, and the clauses that it replaces. Raises Problems.

    Neither figures nor the texts of dérogations are read.
    """
    source = read_convention(path, library.workspace.root)
    chosen = choose_clauses(_content(library, source))
    return chosen, frozenset(each.clause for each in source.convention.derogations)


def _content(library: OpenLibrary, source: Source) -> Content:
    """What the choice of clauses asks for, the rest being empty."""
    convention = source.convention
    unread = OwnText(None, library.plan_place, "", 1, library.plan_place)
    return Content(
        convention=convention,
        plan=library.plan,
        plan_place=library.plan_place,
        library=library.versions,
        own_texts=(unread,) * len(convention.derogations),
        catalogue=Catalogue(sections=()),
        own=_NOTHING,
        references=(),
        members=(),
        parse=wording_of,
        place_of=source.places.at,
    )
