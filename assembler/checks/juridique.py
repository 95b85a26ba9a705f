"""Rules that a signable convention obeys: deliberations, signatories, clauses, dérogations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assembler.checks.analysis import Analysis, Path
from assembler.checks.missing import Council, councils, is_missing, signatories
from assembler.checks.table import Hit, check
from assembler.model.messages import excerpt, simplified

_BEZIERS = (
    "Conseil d’État, avis, 10 juin 1996, n° 176873 : la délibération doit être parvenue au préfet avant la signature. "
    "Depuis l’arrêt Béziers (CE Ass., 28 décembre 2009, n° 304802), ce défaut n’écarte plus, à lui seul, la convention "
    "entre ses parties ; personne ne devrait pourtant signer avec lui."
)
_PARTIES = "Usage : chaque bloc de signature porte l’organisme, la qualité et le nom de qui l’engage."
_NO_NAME = re.compile(
    r"(?:nom|prenom)s?(?:[ ,/-]+(?:et )?(?:nom|prenom)s?)*|(?:m|mr|mme|monsieur|madame)\b\.?(?: (?:x+|n)\b\.?)?"
    r"|n\.?|(?:(?:m|mme)\.? )?(?:(?:le|la) )?(?:maire|directeur|directrice|presidente?)(?: generale?)?"
    r"|(?:(?:poste )?vacant|inconnue?|(?:a|en attente|reste a) (?:designer|nommer|connaitre))"
)
"""What stands for a name, simplified; dots and « XXX » are found in every text by another check."""
_APPROVED = "Usage : une dérogation à une clause commune s’approuve par écrit, avant la signature."


# --- deliberations ---------------------------------------------------------------------


@check(
    "JUR001",
    "transmission-tardive",
    blocks="signature",
    meaning="La délibération a été transmise au préfet le jour de la signature, ou après.",
    source=_BEZIERS,
    mend="Vérifiez les deux dates ; si elles sont justes, reportez la signature.",
    bad="deliberation: {transmission: 2023-03-20}",
    good="deliberation: {transmission: 2023-02-14}",
)
def late_transmission(analysis: Analysis) -> Iterator[Hit]:
    signed = _signature_date(analysis)
    for council, voted, sent in _votes(analysis):
        if signed and sent and sent >= signed and not (voted and voted > signed):
            message = f"La délibération{council.named} est transmise au préfet le {_day(sent)}"
            message += f" : ce n’est pas avant la signature ({_day(signed)})."
            hint = "Vérifiez les deux dates, ou reportez la signature après la transmission."
            yield Hit(message, hint, analysis.at(*council.path, "transmission"))


@check(
    "JUR002",
    "dates-en-desordre",
    blocks="signature",
    meaning="Les dates se contredisent : une délibération est votée, puis transmise au préfet, puis la convention "
    "est signée.",
    source=_BEZIERS,
    mend="Corrigez la date fautive.",
    bad="deliberation: {date: 2023-02-20}",
    good="deliberation: {date: 2023-02-10}",
)
def dates_out_of_order(analysis: Analysis) -> Iterator[Hit]:
    signed = _signature_date(analysis)
    for council, voted, sent in _votes(analysis):
        before_vote = voted and sent and sent < voted
        if voted and signed and voted > signed:
            message = f"La délibération{council.named} est votée le {_day(voted)}, après la signature ({_day(signed)})."
            path: Path = (*council.path, "date") if before_vote or not sent else ("signature", "date")
        elif voted and sent and before_vote:
            message = f"La délibération{council.named} est transmise au préfet le {_day(sent)}, avant d’être votée"
            message += f" ({_day(voted)})."
            path = (*council.path, "transmission")
        else:
            continue
        hint = "L’ordre est : vote, transmission au préfet, signature. Corrigez la date fautive."
        yield Hit(message, hint, analysis.at(*path))


def _votes(analysis: Analysis) -> Iterator[tuple[Council, date | None, date | None]]:
    """Each council with the dates of its vote and of its transmission."""
    for council in councils(analysis.convention):
        if council.deliberation:
            yield council, council.deliberation.date, council.deliberation.transmission


def _signature_date(analysis: Analysis) -> date | None:
    return analysis.convention.signature.date if analysis.convention.signature else None


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# --- signatories -----------------------------------------------------------------------


@check(
    "JUR003",
    "signataire-sans-nom",
    blocks="signature",
    meaning="Le nom de la personne qui signe n’est pas indiqué.",
    source=_PARTIES,
    mend="Ajoutez la clé « nom » du signataire.",
    bad="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur}]}",
    good="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}]}",
)
def nameless_signatory(analysis: Analysis) -> Iterator[Hit]:
    for path, signatory in signatories(analysis.convention):
        if is_missing(signatory.nom) or _NO_NAME.fullmatch(simplified(signatory.nom or "")):
            instead = f" (« {signatory.nom} »)" if signatory.nom else ""
            message = f"Le signataire{_for(signatory.organisme)} n’a pas de nom{instead}."
            yield Hit(message, "Ajoutez le prénom et le nom, clé « nom ».", analysis.at(*path, "nom"))


@check(
    "JUR004",
    "signataire-sans-qualite",
    blocks="deliberation",
    meaning="La qualité qui permet à une personne de signer n’est pas indiquée. Celle d’une commune membre est "
    "« Le Maire » si rien n’est écrit.",
    source=_PARTIES,
    mend="Ajoutez la clé « qualite » du signataire : « Le Maire », « La Présidente »…",
    bad="signature: {signataires: [{organisme: Caf du Pas-de-Calais, nom: Jean Petit}]}",
    good="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}]}",
)
def signatory_without_capacity(analysis: Analysis) -> Iterator[Hit]:
    for path, signatory in signatories(analysis.convention):
        if path[0] == "signature" and is_missing(signatory.qualite):
            message = f"La qualité du signataire{_for(signatory.organisme)} n’est pas indiquée."
            hint = "Ajoutez sa clé « qualite » : « Le Maire », « La Directrice »…"
            yield Hit(message, hint, analysis.at(*path, "qualite"))


def _for(body: str | None) -> str:
    return f" pour « {excerpt(body)} »" if body else ""


# --- dérogations -----------------------------------------------------------------------


@check(
    "JUR009",
    "derogation-non-approuvee",
    blocks="signature",
    meaning="Une clause commune est remplacée par un texte propre à la convention, que personne n’a approuvé.",
    source=_APPROVED,
    mend="Faites approuver la dérogation, puis renseignez « approbation » : « par », « le », « reference ».",
    bad="derogations: [{clause: fin, texte: essai/preavis.md, motif: Préavis allongé}]",
    good="derogations: [{clause: fin, texte: essai/preavis.md, motif: Préavis allongé, "
    "approbation: {par: Direction, le: 2023-02-01, reference: Note 12}}]",
)
def unapproved_exception(analysis: Analysis) -> Iterator[Hit]:
    for rank, each in enumerate(analysis.convention.derogations):
        if each.approbation is None:
            message = f"La dérogation à la clause « {each.clause} » n’est pas approuvée (« {excerpt(each.motif)} »)."
            hint = "Renseignez « approbation » : « par », « le », « reference »."
            yield Hit(message, hint, analysis.at("derogations", rank))


@check(
    "JUR010",
    "approbation-tardive",
    blocks="signature",
    meaning="Une dérogation est approuvée après la date de signature.",
    source=_APPROVED,
    mend="Vérifiez les deux dates ; si elles sont justes, reportez la signature.",
    bad="derogations: [{clause: fin, texte: essai/preavis.md, motif: Préavis allongé, "
    "approbation: {par: Direction, le: 2023-04-01, reference: Note 12}}]",
    good="derogations: [{clause: fin, texte: essai/preavis.md, motif: Préavis allongé, "
    "approbation: {par: Direction, le: 2023-02-01, reference: Note 12}}]",
)
def late_approval(analysis: Analysis) -> Iterator[Hit]:
    signed = _signature_date(analysis)
    for rank, each in enumerate(analysis.convention.derogations):
        if signed and each.approbation and each.approbation.le > signed:
            message = f"La dérogation à la clause « {each.clause} » est approuvée le {_day(each.approbation.le)},"
            message += f" après la signature ({_day(signed)})."
            hint = "Vérifiez les deux dates, ou reportez la signature."
            yield Hit(message, hint, analysis.at("derogations", rank, "approbation", "le"))
