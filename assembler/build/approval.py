"""An approval put on record: what may be approved, and the file that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assembler.build.library import OpenLibrary, find_version
from assembler.build.library_check import mend_approval, wording_faults
from assembler.compose.specimen import specimen_context
from assembler.model.clause import ApprobationDeClause, ClauseVersion
from assembler.model.messages import excerpt
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.model.scalars import calendar_date
from assembler.readers.editing.front_matter import with_approval
from assembler.readers.library import read_version
from assembler.readers.source_text import FORBIDDEN, forbidden_message, read_bytes

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """What the user typed. `name`: « fin@2023-01 »; `day` None is today."""

    name: str
    by: str
    reference: str
    day: str | None = None


def approved_file(library: OpenLibrary, request: ApprovalRequest, today: date) -> tuple[ClauseVersion, bytes]:
    """The version as it is once approved, and the bytes of its file; nothing is on disk yet.

    Raises Problems, all of them at once: nothing such to approve, a wording that is wrong, a value that is missing.
    """
    collector = Collector()
    version = collector.attempt(_version, library, request.name)
    by = collector.attempt(_line, "--par", request.by, 'Écrivez qui a approuvé : --par "La directrice".')
    reference = collector.attempt(
        _line, "--reference", request.reference, 'Écrivez où l’approbation se retrouve : --reference "Note 2026-12".'
    )
    day = collector.attempt(_day, request.day, today)
    if version is not None:
        collector.attempt(_refuse, version, library)
    collector.finish()
    assert version and by and reference and day
    return _written(
        version, ApprobationDeClause.model_construct(par=by, le=day, reference=reference, empreinte=version.digest)
    )


def _version(library: OpenLibrary, name: str) -> ClauseVersion:
    version = find_version(library, name)
    if "@" not in name or name.endswith("@"):
        message = f"Il manque la version de « {excerpt(name)} » : une approbation vaut pour une seule."
        raise Problems.one(
            message, f"Pour la plus récente : « assemble clauses approve {version.id}@{version.version} »."
        )
    return version


def _line(option: str, typed: str, hint: str) -> str:
    """The value of an option, as a line of text. Raises Problems."""
    text = typed.strip()
    if not text:
        raise Problems.one(f"« {option} » manque, ou sa valeur est vide.", hint)
    if found := FORBIDDEN.search(text) or next((c for c in "\t\n" if c in text), None):
        character = found if isinstance(found, str) else found[0]
        raise Problems.one(f"« {option} » : {forbidden_message(character)}", "Tapez la valeur sur une seule ligne.")
    if len(text) > _LONGEST:
        raise Problems.one(f"La valeur de « {option} » est trop longue.", f"{_LONGEST} caractères au plus.")
    return text


def _day(typed: str | None, today: date) -> date:
    if typed is None:
        return today
    try:
        day: date = calendar_date(typed.strip())
    except ValueError:
        hint = "Écrivez --le 2026-11-26, ou --le 26/11/2026."
        raise Problems.one(f"La valeur de « --le », « {excerpt(typed)} », n’est pas une date.", hint) from None
    return day


def _refuse(version: ClauseVersion, library: OpenLibrary) -> None:
    """Raises Problems: what may not be approved."""
    context = specimen_context(library.plan, library.plan_place, library.avenant_plan, library.acte_plans)
    problems = [*_status_faults(version), *wording_faults(version, context)]
    if problems:
        raise Problems(problems)


def _status_faults(version: ClauseVersion) -> Iterator[Problem]:
    name, approbation = f"{version.id}@{version.version}", version.head.approbation
    if version.head.statut == "abrogee":
        hint = "Approuvez une version plus récente, ou écrivez-en une."
        yield Problem(f"« {name} » est abrogée : elle ne s’approuve plus.", hint, version.status_place)
    elif version.head.statut == "approuvee" and approbation:
        message = f"« {name} » est déjà approuvée, par {approbation.par} le {approbation.le:%d/%m/%Y}"
        message += f" (réf. {approbation.reference})"
        if version.edited_since_approval:
            message += ", et son texte a changé depuis."
            hint = f"Mieux vaut reprendre le texte approuvé et écrire une nouvelle version. {mend_approval(name)}"
        else:
            message, hint = f"{message}.", "Un texte approuvé ne change plus : écrivez une nouvelle version."
        yield Problem(message, hint, version.status_place)


def _written(version: ClauseVersion, approval: ApprobationDeClause) -> tuple[ClauseVersion, bytes]:
    """The edited file, read again: it says what was asked, and nothing else has changed. Raises Problems."""
    file = version.place.file
    before = read_bytes(file)
    after = with_approval(file, before, approval)
    found = read_version(file, after)
    expected = version.head.model_copy(update={"statut": "approuvee", "approbation": approval})
    unchanged = (found.body, found.digest) == (version.body, version.digest) and read_version(file, before) == version
    if found.head != expected or not unchanged:
        hint = "Écrivez à la main « statut: approuvee » et « approbation » (docs/clauses.md)."
        raise Problems.one("L’en-tête de cette clause ne peut pas être complété sans risque.", hint, Place(file))
    return found, after
