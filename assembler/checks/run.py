"""Analysis, or produced files, and stage -> findings, less those that the input accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assembler.checks import (
    acceptations,
    accessibilite,
    accessibilite_couleurs,
    accessibilite_pdf,
    accessibilite_pdf_titres,
    accessibilite_tableaux,
    actualite,
    analyse_partagee,
    calendrier,
    chiffres,
    chiffres_cites,
    commentaires,
    completude,
    completude_annexes,
    completude_donnees,
    completude_signature,
    couverture,
    jalons,
    juridique,
    juridique_clauses,
    juridique_signataires,
    lecture,
    metadonnees,
    numerotation,
    pages,
    perimetre,
    periode,
    references,
    relecture,
    renouvellement,
    restes,
    sommes,
    terminologie,
    variations,
)
from assembler.checks.analysis import Analysis
from assembler.checks.table import CHECKS, FILE_CHECKS, Check, FileCheck, Hit
from assembler.model.convention import Acceptation
from assembler.model.finding import Finding, Severity, Stage, reached
from assembler.model.produced import Produced

FAMILIES = (
    lecture,
    completude,
    completude_annexes,
    completude_signature,
    completude_donnees,
    chiffres,
    sommes,
    variations,
    commentaires,
    chiffres_cites,
    analyse_partagee,
    references,
    couverture,
    numerotation,
    restes,
    relecture,
    periode,
    calendrier,
    actualite,
    renouvellement,
    terminologie,
    juridique,
    juridique_clauses,
    juridique_signataires,
    perimetre,
    jalons,
    acceptations,
)
"""The modules whose import declares the checks of inputs, in the order of the table."""

FILE_FAMILIES = (
    accessibilite,
    accessibilite_tableaux,
    accessibilite_couleurs,
    accessibilite_pdf,
    accessibilite_pdf_titres,
    pages,
    metadonnees,
)
"""Those that declare the checks of produced files."""

_FAMILY_RANK = [family.__name__ for family in (*FAMILIES, *FILE_FAMILIES)]
_RANK: dict[Severity, int] = {"bloquant": 0, "avertissement": 1, "information": 2}


def run_checks(analysis: Analysis, stage: Stage, today: date) -> tuple[Finding, ...]:
    """All findings at `stage`: worst first, then in the order of the table, then by place.

    `today` decides which acceptances still hold.
    """
    found = dict.fromkeys(_finding(check, hit, stage) for check in CHECKS.values() for hit in _hits(check, analysis))
    kept, used = acceptations.sort_out(found, analysis.convention.acceptations, today)
    stale = acceptations.stale(analysis, used, today)
    kept += [_finding(CHECKS[acceptations.CODE], hit, stage) for hit in stale]
    return tuple(sorted(kept, key=_order))


def run_file_checks(
    produced: Produced, stage: Stage, acceptances: Sequence[Acceptation], today: date
) -> tuple[Finding, ...]:
    """All findings about the files that were written, ordered as those of `run_checks`, less those accepted."""
    found = dict.fromkeys(_finding(each, hit, stage) for each in FILE_CHECKS.values() for hit in each.find(produced))
    kept, _used = acceptations.sort_out(found, acceptances, today)
    return tuple(sorted(kept, key=_order))


def all_checks() -> tuple[Check | FileCheck, ...]:
    """The whole table, by code; importing this module declares it."""
    return tuple(sorted((*CHECKS.values(), *FILE_CHECKS.values()), key=lambda each: each.code))


def _hits(check: Check, analysis: Analysis) -> Iterator[Hit]:
    """Those of `check`; of what stands in for an unread file, nothing is said but that it is unread."""
    standing_in = {each.place for each in analysis.unread} if check.find is not lecture.unread_file else set()
    return (hit for hit in check.find(analysis) if hit.place not in standing_in)


def _finding(check: Check | FileCheck, hit: Hit, stage: Stage) -> Finding:
    blocks = check.blocks is not None and reached(stage, check.blocks)
    severity: Severity = "bloquant" if blocks else check.otherwise
    return Finding(check.code, check.name, severity, hit.message, hit.hint, hit.place, check.blocks, hit.owner, hit.due)


def _order(finding: Finding) -> tuple[int, int, str, str, int, int]:
    place, code = finding.place, finding.code
    declared = CHECKS[code] if code in CHECKS else FILE_CHECKS[code]
    family = _FAMILY_RANK.index(declared.find.__module__)
    return _RANK[finding.severity], family, code, str(place.file), place.line or 0, place.column or 0
