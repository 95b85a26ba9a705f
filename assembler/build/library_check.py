"""Proof of the whole library: every branch of every version, the dates of force, the approvals, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from assembler.build.library import OpenLibrary, planned
from assembler.compose.explore import explore
from assembler.compose.specimen import SpecimenContext, specimen_context
from assembler.model.acte import genre_of
from assembler.model.avenant import PLAN, is_avenant_clause
from assembler.model.clause import ClauseVersion, Wording
from assembler.model.messages import near
from assembler.model.place import Place, Problem, Problems
from assembler.readers.avenant import title_leaves
from assembler.readers.editing.front_matter import place_of_key
from assembler.readers.library import wording_of

_ONE_DAY = timedelta(days=1)


def check_library(library: OpenLibrary) -> tuple[Problem, ...]:
    """All that is wrong, by file and line; empty if the library is sound."""
    problems = [problem for faults in library.faults.values() for problem in faults]
    context = specimen_context(library.plan, library.plan_place, library.avenant_plan, library.acte_plans)
    for versions in library.versions.values():
        for version in versions:
            problems += [*wording_faults(version, context), *_approval_faults(version)]
        problems += _force_faults(versions)
    problems += [*_plan_faults(library), *_title_faults(library, context)]
    return tuple(sorted(dict.fromkeys(problems), key=_rank))


def wording_faults(version: ClauseVersion, context: SpecimenContext) -> tuple[Problem, ...]:
    """What is wrong in the text of a version, also in branches that no convention takes."""
    try:
        return explore(wording_of(version), context.of(version))
    except Problems as error:
        return error.problems


def _rank(problem: Problem) -> tuple[Path, int, int]:
    place = problem.place
    return (place.file, place.line or 0, place.column or 0) if place else (Path(), 0, 0)


# --- approvals -------------------------------------------------------------------------


def _approval_faults(version: ClauseVersion) -> Iterator[Problem]:
    approbation, name = version.head.approbation, f"{version.id}@{version.version}"
    if version.head.statut != "approuvee" or approbation is None:
        return
    if version.edited_since_approval:
        message = f"Le texte de « {name} » a changé depuis son approbation par {approbation.par}"
        message += f" le {approbation.le:%d/%m/%Y}."
        hint = f"Reprenez le texte approuvé, et portez le changement dans une nouvelle version. {mend_approval(name)}"
        yield Problem(message, hint, version.status_place)
    elif approbation.empreinte is None:
        message = f"« {name} » est approuvée sans empreinte : rien ne prouve que son texte n’a pas changé depuis."
        hint = f"Remettez « statut: projet », puis lancez « assemble clauses approve {name} »."
        yield Problem(message, hint, place_of_key(version.place.file, "approbation"))


def mend_approval(name: str) -> str:
    """How an approved text that was edited is approved again."""
    return f"Ou remettez « statut: projet », puis faites-la approuver : « assemble clauses approve {name} »."


# --- dates of force --------------------------------------------------------------------


def _force_faults(versions: Sequence[ClauseVersion]) -> Iterator[Problem]:
    """Versions of one clause, less the repealed ones, follow each other day by day."""
    valid = [each for each in versions if each.head.statut != "abrogee"]
    for version in valid:
        force = version.head.en_vigueur
        if force.du and force.au and force.au < force.du:
            message = f"« {version.id}@{version.version} » cesse d’être en vigueur avant de l’être."
            yield Problem(message, "Échangez « du » et « au ».", place_of_key(version.place.file, "en_vigueur"))
    ordered = sorted(valid, key=lambda each: (each.head.en_vigueur.du or date.min, each.version))
    ends = [_last_day(version, following) for version, following in zip_longest(ordered, ordered[1:])]
    for rank, later in enumerate(ordered[1:], start=1):
        end = max(ends[:rank])
        yield from _between(ordered[ends.index(end)], end, later)


def _last_day(version: ClauseVersion, following: ClauseVersion | None) -> date:
    """Without « au », a version ends on the eve of the one that follows it, if that one begins later."""
    since, until = version.head.en_vigueur.du or date.min, version.head.en_vigueur.au
    start = following.head.en_vigueur.du if following else None
    return until or (start - _ONE_DAY if start and start > since else date.max)


def _between(earlier: ClauseVersion, end: date, later: ClauseVersion) -> Iterator[Problem]:
    """`end`: the last day of the earlier one."""
    start = later.head.en_vigueur.du
    names = f"« {earlier.id}@{earlier.version} » et « {later.id}@{later.version} »"
    if start is None or start <= end:
        since = f" à partir du {start:%d/%m/%Y}" if start else ""
        hint = _end_of(earlier, start)
        place = place_of_key(earlier.place.file, "en_vigueur")
        yield Problem(f"{names} sont en vigueur ensemble{since}.", hint, place)
    elif start - end > _ONE_DAY:
        first, last = end + _ONE_DAY, start - _ONE_DAY
        when = f"le {first:%d/%m/%Y}" if first == last else f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}"
        hint = f"Écrivez « du: {first} », ou prolongez la version {earlier.version}."
        yield Problem(
            f"Aucune version de « {later.id} » n’est en vigueur {when}, entre {names}.",
            hint,
            place_of_key(later.place.file, "en_vigueur"),
        )


def _end_of(earlier: ClauseVersion, start: date | None) -> str:
    """How the earlier version ends where the later one begins; both may begin on one day."""
    since = earlier.head.en_vigueur.du or date.min
    if start is None or start <= since:
        return "Donnez à chacune son premier jour (« du »), ou passez celle qui ne sert plus à « statut: abrogee »."
    return f"Écrivez le dernier jour de la première dans {earlier.version}.md : « au: {start - _ONE_DAY} »."


# --- plan ------------------------------------------------------------------------------


def _plan_faults(library: OpenLibrary) -> Iterator[Problem]:
    named = dict(_planned(library))
    folders = {folder.name: folder for folder in library.folders}
    holding = {*library.versions, *(file.parent.name for file in library.faults)}
    for name, place in _planned(library):
        if name not in holding:
            what = "est vide" if name in folders else "n’existe pas"
            meant = near(name, sorted(folders.keys() - named.keys()))
            hint = f"Vouliez-vous dire « {meant} » ?" if meant else f"Écrivez clauses/{name}/, ou retirez-la du plan."
            yield Problem(f"Le plan nomme la clause « {name} », dont le dossier {what}.", hint, place)
    for name in sorted(folders.keys() - named.keys()):
        what, plan = _who_would(name)
        message = f"Le plan ne nomme pas la clause « {name} » : {what} ne peut l’employer."
        yield Problem(message, f"Placez-la dans clauses/{plan}, ou retirez ce dossier.", Place(folders[name]))


def _who_would(clause: str) -> tuple[str, str]:
    """Who would use a clause of that name, in French, and the file of its plan."""
    if genre := genre_of(clause):
        return genre.none, genre.plan
    return ("aucun avenant", PLAN) if is_avenant_clause(clause) else ("aucune convention", "plan.yaml")


def _planned(library: OpenLibrary) -> Iterator[tuple[str, Place]]:
    """Each clause that a plan names, and where."""
    yield from ((name, library.plan_places.at(*path)) for name, path in planned(library.plan))
    if library.avenant:
        plan, places = library.avenant
        for rank, step in enumerate(plan.corps):
            kind, name = step.part
            yield name, places.at("corps", rank, kind)
    for acte, places in library.actes.values():
        for rank, (part, name) in enumerate(acte.slots):
            yield name, places.at("corps", rank, part)


def _title_faults(library: OpenLibrary, context: SpecimenContext) -> Iterator[Problem]:
    """What is wrong in the titles of avenants and other acts, which may name parameters."""
    if library.avenant:
        plan, places = library.avenant
        for key in ("titre", "sous_titre"):
            yield from _title_fault(getattr(plan, key), places.at(key), context.avenant)
    for genre, (acte, places) in library.actes.items():
        for key in ("titre", "sous_titre", "ligne", "mention"):
            yield from _title_fault(getattr(acte, key) or "", places.at(key), context.actes[genre])


def _title_fault(text: str, place: Place, context: Mapping[str, Any]) -> tuple[Problem, ...]:
    try:
        return explore(Wording(title_leaves(text, place), ()), context)
    except Problems as error:
        return error.problems
