"""Rules on the wordings in use: approved, in force, not replaced, not repealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assembler.checks.analysis import Analysis
from assembler.checks.table import Hit, check
from assembler.model.clause import ClauseVersion
from assembler.model.document import DEROGATION
from assembler.model.messages import listed

_LIBRARY = "Usage : une rédaction est approuvée par quelqu’un, un jour, sous une référence ; elle vaut pour un temps."


@check(
    "JUR005",
    "clause-non-approuvee",
    blocks="signature",
    otherwise="information",
    meaning="La rédaction d’une clause est encore un projet : elle n’arrête pas une convention qui s’écrit, mais on "
    "ne la signe pas.",
    source=_LIBRARY,
    mend="Faites approuver la rédaction, puis écrivez dans son en-tête « statut: approuvee » et « approbation ».",
    bad="clauses: {duree: 2022-01}",
    good="clauses: {duree: 2023-01}",
)
def unapproved_clause(analysis: Analysis) -> Iterator[Hit]:
    for version in _library_versions(analysis):
        if version.head.statut == "projet":
            message = f"La clause « {version.id} » ({version.version}) n’est pas approuvée."
            hint = "Faites-la approuver, puis écrivez « statut: approuvee » et « approbation » dans son en-tête."
            yield Hit(message, hint, version.status_place)


@check(
    "JUR011",
    "clause-modifiee-apres-approbation",
    blocks="signature",
    meaning="Le texte d’une clause approuvée n’est plus celui qui a été approuvé : son empreinte diffère de celle que "
    "l’approbation a relevée. Le titre, la COG et le corps comptent ; le reste de l’en-tête, non.",
    source=_LIBRARY,
    mend="Reprenez le texte approuvé et portez le changement dans une nouvelle version ; ou remettez « statut: projet »"
    " et faites approuver la rédaction : « assemble clauses approve ».",
    bad="clauses: {pilotage: 2022-01}",
    good="clauses: {pilotage: 2023-01}",
)
def clause_edited_since_approval(analysis: Analysis) -> Iterator[Hit]:
    for version in _library_versions(analysis):
        approbation = version.head.approbation
        if approbation and version.edited_since_approval:
            name = f"{version.id}@{version.version}"
            message = f"Le texte de la clause « {version.id} » ({version.version}) a changé depuis son approbation"
            message += f" par {approbation.par} le {approbation.le:%d/%m/%Y}."
            hint = "Reprenez le texte approuvé et écrivez une nouvelle version ; ou remettez « statut: projet », puis"
            yield Hit(message, f"{hint} « assemble clauses approve {name} ».", version.status_place)


@check(
    "JUR006",
    "clause-hors-vigueur",
    meaning="Une clause n’est pas en vigueur, ou n’est plus celle qui l’est, le jour de la signature (le premier jour "
    "de la période, si la signature le précède) ; tant que ce jour n’est pas fixé, à la date de référence.",
    source=_LIBRARY,
    mend="Retirez la version imposée sous « clauses », ou donnez ce jour à « date_reference ».",
    bad="clauses: {duree: 2022-01}",
    good="clauses: {duree: 2023-01}",
)
def clause_out_of_force(analysis: Analysis) -> Iterator[Hit]:
    day, pinned = _day(analysis), analysis.convention.clauses
    versions = list(_valid_versions(analysis))
    for version in versions:
        if version.id in pinned and not version.in_force_on(day):
            message = f"La clause « {version.id} » est imposée dans sa version {version.version}, qui n’est pas"
            message += f" en vigueur le {day:%d/%m/%Y}."
            yield Hit(message, _newer_hint(analysis, version), analysis.at("clauses", version.id))
    if names := [each.id for each in versions if each.id not in pinned and not _is_current(analysis, each)]:
        what = "premier jour de la période" if day == analysis.convention.periode.debut else "jour de la signature"
        message = f"Le {day:%d/%m/%Y}, {what}, ces clauses ne sont pas en vigueur dans la rédaction choisie :"
        message += f" {listed(names, 'et')}."
        hint = f"Écrivez « date_reference: {day} » : les rédactions en vigueur seront prises."
        yield Hit(message, hint, analysis.at("date_reference"))


@check(
    "JUR007",
    "clause-remplacee",
    meaning="Une version est imposée alors qu’une plus récente est en vigueur.",
    source=_LIBRARY,
    mend="Retirez la version imposée sous « clauses », sauf si les parties tiennent à l’ancienne rédaction.",
    bad="{periode: {debut: 2027-01-01, fin: 2031-12-31}, clauses: {engagements: 2023-01}}",
    good="{periode: {debut: 2027-01-01, fin: 2031-12-31}, clauses: {engagements: 2027-01}}",
)
def replaced_clause(analysis: Analysis) -> Iterator[Hit]:
    day = _day(analysis)
    for version in _valid_versions(analysis):
        newest = _newest(analysis, version)
        if version.id in analysis.convention.clauses and version.in_force_on(day) and newest.version > version.version:
            message = f"La clause « {version.id} » est imposée dans sa version {version.version} ; la version"
            message += f" {newest.version} est en vigueur."
            yield Hit(message, _newer_hint(analysis, version), analysis.at("clauses", version.id))


@check(
    "JUR008",
    "clause-abrogee",
    blocks="projet",
    meaning="Une version abrogée est imposée.",
    source=_LIBRARY,
    mend="Imposez une version en vigueur, ou retirez la clause de « clauses ».",
    bad="clauses: {fin: 2022-01}",
    good="clauses: {fin: 2023-01}",
)
def repealed_clause(analysis: Analysis) -> Iterator[Hit]:
    for version in _library_versions(analysis):
        if version.head.statut == "abrogee":
            message = f"La clause « {version.id} » est imposée dans sa version {version.version}, qui est abrogée."
            yield Hit(message, _newer_hint(analysis, version), analysis.at("clauses", version.id))


def _library_versions(analysis: Analysis) -> Iterator[ClauseVersion]:
    """The versions in use, less those that a dérogation replaces."""
    return (version for version in analysis.chosen.values() if version.version != DEROGATION)


def _valid_versions(analysis: Analysis) -> Iterator[ClauseVersion]:
    return (version for version in _library_versions(analysis) if version.head.statut != "abrogee")


def _day(analysis: Analysis) -> date:
    """The day of the signature, or the first of the period if that is later; else the one that chose the clauses."""
    convention, signature = analysis.convention, analysis.convention.signature
    if signature and signature.date:
        return max(signature.date, convention.periode.debut)
    return convention.jour_de_reference


def _is_current(analysis: Analysis, version: ClauseVersion) -> bool:
    """Is it the one in force? A convention older than the library takes the first wordings that there are."""
    day = _day(analysis)
    return _newest(analysis, version) is version and (version.in_force_on(day) or version.begins_after(day))


def _newest(analysis: Analysis, version: ClauseVersion) -> ClauseVersion:
    """The newest version of the clause that is in force; `version` itself if none is."""
    day = _day(analysis)
    usable = [each for each in analysis.library[version.id] if each.usable_on(day)]
    return usable[-1] if usable else version


def _newer_hint(analysis: Analysis, version: ClauseVersion) -> str:
    newest = _newest(analysis, version)
    if newest is version:
        return f"Retirez « {version.id} » de la clé « clauses »."
    return f"Retirez « {version.id} » de la clé « clauses » : la version {newest.version} sera prise."
