"""Analysis and stage -> findings, less those that the input accepts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assembler.checks import (
    actualite,
    calendrier,
    completude,
    completude_annexes,
    completude_donnees,
    completude_signature,
    couverture,
    jalons,
    juridique,
    juridique_clauses,
    lecture,
    numerotation,
    perimetre,
    periode,
    references,
    relecture,
    restes,
)
from assembler.checks.analysis import Analysis
from assembler.checks.table import CHECKS, Check, Hit
from assembler.model.convention import Acceptation
from assembler.model.finding import Finding, Severity, Stage, reached
from assembler.model.messages import simplified
from assembler.model.place import Place

FAMILIES = (
    lecture,
    completude,
    completude_annexes,
    completude_signature,
    completude_donnees,
    references,
    couverture,
    numerotation,
    restes,
    relecture,
    periode,
    calendrier,
    actualite,
    juridique,
    juridique_clauses,
    perimetre,
    jalons,
)
"""The modules whose import declares the checks, in the order of the table."""

_FAMILY_RANK = [family.__name__ for family in FAMILIES]
_RANK: dict[Severity, int] = {"bloquant": 0, "avertissement": 1, "information": 2}


def run_checks(analysis: Analysis, stage: Stage, today: date) -> tuple[Finding, ...]:
    """All findings at `stage`: worst first, then in the order of the table, then by place.

    `today` decides which acceptances still hold.
    """
    found = [_finding(check, hit, stage) for check in CHECKS.values() for hit in _hits(check, analysis)]
    kept = list(_without_accepted(dict.fromkeys(found), analysis, today))
    return tuple(sorted(kept, key=_order))


def all_checks() -> tuple[Check, ...]:
    """The whole table, by code; importing this module declares it."""
    return tuple(sorted(CHECKS.values(), key=lambda each: each.code))


def _hits(check: Check, analysis: Analysis) -> Iterator[Hit]:
    """Those of `check`; of what stands in for an unread file, nothing is said but that it is unread."""
    standing_in = {each.place for each in analysis.unread} if check.find is not lecture.unread_file else set()
    return (hit for hit in check.find(analysis) if hit.place not in standing_in)


def _finding(check: Check, hit: Hit, stage: Stage) -> Finding:
    blocks = check.blocks is not None and reached(stage, check.blocks)
    severity: Severity = "bloquant" if blocks else check.otherwise
    return Finding(check.code, check.name, severity, hit.message, hit.hint, hit.place, check.blocks, hit.owner, hit.due)


def _order(finding: Finding) -> tuple[int, int, str, str, int, int]:
    place = finding.place
    code = finding.code
    family = _FAMILY_RANK.index(CHECKS[code].find.__module__) if code in CHECKS else len(FAMILIES)
    return _RANK[finding.severity], family, code, str(place.file), place.line or 0, place.column or 0


# --- acceptances -----------------------------------------------------------------------


def _without_accepted(findings: dict[Finding, None], analysis: Analysis, today: date) -> Iterator[Finding]:
    """The findings that no valid acceptance names, and one for each acceptance that names none any more."""
    acceptances = analysis.convention.acceptations
    used: set[int] = set()
    for finding in findings:
        matching = {rank for rank, each in enumerate(acceptances) if _accepts(each, finding)}
        used |= matching
        if not any(_holds(acceptances[rank], today) for rank in matching):
            yield finding
    for rank, each in enumerate(acceptances):
        place = analysis.at("acceptations", rank)
        if rank not in used:
            yield _about(each, "n’a plus d’objet : plus rien n’y correspond", "Supprimez-la.", place)
        elif not _holds(each, today):
            yield _about(each, f"a expiré le {each.jusqu_au:%d/%m/%Y}", "Prolongez-la, ou corrigez le point.", place)


def _accepts(acceptance: Acceptation, finding: Finding) -> bool:
    return acceptance.code == finding.code and (
        acceptance.sur is None or simplified(acceptance.sur) in simplified(finding.message)
    )


def _holds(acceptance: Acceptation, today: date) -> bool:
    return acceptance.jusqu_au is None or today <= acceptance.jusqu_au


def _about(acceptance: Acceptation, what: str, hint: str, place: Place) -> Finding:
    on = f" (« {acceptance.sur} »)" if acceptance.sur else ""
    message = f"L’acceptation de {acceptance.code}{on} par {acceptance.par} {what}."
    return Finding("ACC001", "acceptation-sans-objet", "avertissement", message, hint, place)
