"""The version that is asked about, and what a convention takes of its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.digests import digest_of
from assembler.build.freshness import Judge
from assembler.build.library import OUTSIDE, find_version, open_library, part_names
from assembler.compose.select import choice_of, choose, choose_of_period
from assembler.model.acte import genre_of
from assembler.model.avenant import is_avenant_clause
from assembler.model.clause import ClauseVersion
from assembler.model.finding import Stage
from assembler.model.impact import Target
from assembler.model.lock import Lock
from assembler.model.place import Place, Problems
from assembler.readers.convention import read_convention


def find_target(tools: Tools, name: str, today: date) -> Target:
    """The version that « fin@2024-01 » names, « fin » alone the newest one. Raises Problems."""
    version = find_version(open_library(tools.workspace), name)
    return Target(version, _part(tools, version.id), tuple(_notes(version, tools.library[version.id], today)))


def _part(tools: Tools, clause: str) -> str:
    if genre := genre_of(clause):
        return f"clause {genre.of}"
    return "clause d’avenant" if is_avenant_clause(clause) else part_names(tools.plan).get(clause, OUTSIDE)


def _notes(version: ClauseVersion, versions: Sequence[ClauseVersion], today: date) -> Iterator[str]:
    """On the state of the version, in French sentences."""
    du, au = version.head.en_vigueur.du, version.head.en_vigueur.au
    if version.head.statut == "projet":
        yield "Cette version est en projet : elle n’est pas encore approuvée."
    if version.head.statut == "abrogee":
        yield "Cette version est abrogée : aucune convention ne la prend plus."
    if du and du > today:
        yield f"Elle n’entre en vigueur que le {du:%d/%m/%Y}."
    if au and au < today:
        yield f"Elle n’était en vigueur que jusqu’au {au:%d/%m/%Y}."
    if version.version != versions[-1].version:
        yield f"La bibliothèque a une version plus récente : {versions[-1].version}."
    if is_avenant_clause(version.id):
        yield "Elle n’entre que dans les avenants : aucune convention ne la porte."
    if genre_of(version.id):
        yield "Elle n’entre que dans des documents faits à la demande : aucune convention ne la porte."


@dataclass(frozen=True, slots=True)
class Taken:
    """What today's input takes of the clause: `how` as in a lock, « absente » where it takes none.

    `chosen`: the version, empty where none is usable on `day`.
    """

    how: str
    chosen: str
    day: date
    stage: Stage


def taken_of(judge: Judge, clause: str, path: Path, lock: Lock | None) -> Taken:
    """From the lock where the main file and the plan are those that it knows, else from the input. Raises Problems."""
    tools = judge.tools
    if lock and _is_as_locked(judge, path, lock):
        mark = lock.clauses.get(clause)
        chosen = mark.version if mark and mark.how == "imposee" else _by_its_day(tools, clause, lock)
        return Taken(mark.how if mark else "absente", chosen, lock.day, lock.stage)
    source = read_convention(path, tools.workspace.root)
    convention = source.convention
    plan = Place(tools.workspace.clauses / "plan.yaml")
    choice = choice_of(convention, tools.plan, plan, tools.library, source.places.at)
    version, is_pinned = choice.versions.get(clause), clause in convention.clauses
    how = "derogation" if clause in choice.replaced else "imposee" if is_pinned else "date"
    return Taken(
        how=how if version else "absente",
        chosen=version.version if version else "",
        day=convention.jour_de_reference,
        stage=convention.etape,
    )


def _is_as_locked(judge: Judge, path: Path, lock: Lock) -> bool:
    name = path.resolve().relative_to(judge.tools.workspace.root.resolve()).as_posix()
    return lock.shared["plan"] == judge.shared.marks["plan"] and digest_of(path) == lock.files.get(name)


def _by_its_day(tools: Tools, clause: str, lock: Lock) -> str:
    """The version that today's library gives; empty where none is usable."""
    rule = choose if lock.reference else choose_of_period
    try:
        return rule(tools.library, [clause], {}, lock.day, Place(tools.workspace.clauses))[clause].version
    except Problems:
        return ""


def newest(tools: Tools, clause: str, day: date) -> str:
    """The newest version that is usable on `day`; empty where none is."""
    usable = [each.version for each in tools.library.get(clause, ()) if each.usable_on(day)]
    return usable[-1] if usable else ""


def why_never(wanted: ClauseVersion, taken: Taken) -> str:
    """Why the convention would not take the version on any day; empty where that is not so."""
    if taken.how == "absente":
        return "n’emploie pas cette clause"
    if taken.how == "derogation":
        return "une dérogation remplace cette clause"
    if taken.how == "imposee" and taken.chosen != wanted.version:
        return f"version {taken.chosen} imposée par la saisie"
    return "version abrogée" if wanted.head.statut == "abrogee" else ""


def why_not_now(wanted: ClauseVersion, taken: Taken) -> str:
    """Why it does not take the version on its own day; empty where it does."""
    if why := why_never(wanted, taken):
        return why
    if taken.chosen == wanted.version:
        return ""
    du, au = wanted.head.en_vigueur.du, wanted.head.en_vigueur.au
    day = f"jour de référence : {taken.day:%d/%m/%Y}"
    if du and taken.day < du:
        return f"{day}, avant l’entrée en vigueur le {du:%d/%m/%Y}"
    if au and taken.day > au:
        return f"{day}, après la fin de validité le {au:%d/%m/%Y}"
    return f"une version plus récente est prise : {taken.chosen}"
