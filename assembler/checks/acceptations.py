"""Findings that somebody answers for, and acceptances that no longer serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assembler.checks.analysis import Analysis
from assembler.checks.table import CHECKS, FILE_CHECKS, Hit, check
from assembler.model.convention import Acceptation
from assembler.model.finding import Finding
from assembler.model.messages import simplified, suggestion

CODE = "ACC001"


def sort_out(
    findings: Iterable[Finding], acceptances: Sequence[Acceptation], today: date
) -> tuple[list[Finding], set[int]]:
    """The findings that no valid acceptance names, and the ranks of the acceptances that name one."""
    kept: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        matching = {rank for rank, each in enumerate(acceptances) if _accepts(each, finding)}
        used |= matching
        if not any(_holds(acceptances[rank], today) for rank in matching):
            kept.append(finding)
    return kept, used


def stale(analysis: Analysis, used: set[int], today: date) -> Iterator[Hit]:
    """A hit for each acceptance that names no finding, or whose last day is over.

    Whether one of a point about produced files still names a finding is not known here.
    """
    for rank, each in enumerate(analysis.convention.acceptations):
        place = analysis.at("acceptations", rank)
        code = each.code.upper()
        if code not in CHECKS and code not in FILE_CHECKS:
            hint = suggestion(code, [*CHECKS, *FILE_CHECKS], "Codes connus")
            yield Hit(_about(each, "nomme un code qui n’existe pas"), hint, place)
        elif rank not in used and code in CHECKS:
            hint = "Supprimez-la ; ou vérifiez « sur », qui doit être un morceau du message."
            yield Hit(_about(each, "ne correspond à aucun point relevé"), hint, place)
        elif not _holds(each, today):
            ended = f"a expiré le {each.jusqu_au:%d/%m/%Y}"
            yield Hit(_about(each, ended), "Prolongez-la, ou corrigez le point.", place)


def _accepts(acceptance: Acceptation, finding: Finding) -> bool:
    told = simplified(finding.message)  # whatever spaces and accents were typed
    return acceptance.code.upper() == finding.code and (acceptance.sur is None or simplified(acceptance.sur) in told)


def _holds(acceptance: Acceptation, today: date) -> bool:
    return today <= acceptance.jusqu_au


def _about(acceptance: Acceptation, what: str) -> str:
    on = f" (« {acceptance.sur} »)" if acceptance.sur else ""
    return f"L’acceptation de {acceptance.code}{on} par {acceptance.par} {what}."


@check(
    CODE,
    "acceptation-sans-objet",
    meaning="Une acceptation ne correspond plus à aucun point relevé, ou sa date limite est passée.",
    source="Usage : ce qui a été accepté un jour ne doit pas couvrir autre chose plus tard.",
    mend="Supprimez l’acceptation, ou prolongez-la si le point est toujours là.",
    bad="acceptations: [{code: COM001, motif: En attente du service, par: Mme Petit, jusqu_au: 2023-12-31}]",
    good="acceptations: []",
)
def stale_acceptance(_analysis: Analysis) -> Iterable[Hit]:
    """Nothing by itself: what is stale is known once the other checks have run (`stale`)."""
    return ()
