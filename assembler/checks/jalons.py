"""What authors left to be done, and remarks without an answer."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.table import Hit, check
from assembler.model.convention import Remarque, Suivie
from assembler.model.marks import MarkKind, author_marks

_DOMAIN = "Usage : une convention s’écrit à plusieurs, pendant des mois ; chacun y laisse ce qui reste à faire."


def _marks(analysis: Analysis, kind: MarkKind, lead: str, hint: str) -> Iterator[Hit]:
    for passage in analysis.passages:
        for mark in author_marks(passage.text):
            if mark.kind == kind:
                named = ", ".join(filter(None, (mark.who, mark.when)))
                message = f"{lead} : « {mark.what or 'sans précision'} »{f' ({named})' if named else ''}."
                yield Hit(message, hint, passage.at(mark.start), mark.who, mark.when)


@check(
    "JAL001",
    "a-completer",
    blocks="deliberation",
    meaning="Un auteur a laissé dans le texte une marque « [à compléter : quoi | qui | quand] ».",
    source=_DOMAIN,
    mend="Remplacez la marque par le texte attendu, ou par « [sans objet : motif] ».",
    bad="intervention: {texte: 'La commune gère [à compléter : nombre d’écoles | Mme Petit | 15/03/2023].'}",
    good="intervention: {texte: 'La commune gère quatre écoles, recense les besoins des familles et les informe.'}",
)
def to_complete(analysis: Analysis) -> Iterator[Hit]:
    return _marks(analysis, "à compléter", "Reste à compléter", "Remplacez la marque par le texte attendu.")


@check(
    "JAL002",
    "a-trancher",
    blocks="deliberation",
    meaning="Un auteur a laissé dans le texte une question ouverte : « [à trancher : question | qui | quand] ».",
    source=_DOMAIN,
    mend="Faites trancher la question, puis écrivez ce qui a été décidé à la place de la marque.",
    bad="gouvernance: {animation: '[à trancher : qui anime le comité technique ? | le maire | avril 2023]'}",
    good="gouvernance: {animation: 'Le chargé de coopération anime le comité technique.'}",
)
def to_decide(analysis: Analysis) -> Iterator[Hit]:
    return _marks(analysis, "à trancher", "Reste à trancher", "Écrivez la décision à la place de la marque.")


@check(
    "JAL003",
    "sans-objet",
    otherwise="information",
    meaning="Un auteur a déclaré un élément sans objet : « [sans objet : motif] ». Le texte signé dira « Sans objet ».",
    source=_DOMAIN,
    mend="Vérifiez que le motif est donné et qu’il tient toujours.",
    bad="equipements: {note: '[sans objet : aucun équipement soutenu]'}",
    good="equipements: {note: 'La liste est arrêtée au 1er janvier 2023.'}",
)
def without_object(analysis: Analysis) -> Iterator[Hit]:
    return _marks(analysis, "sans objet", "Déclaré sans objet", "Vérifiez que le motif tient toujours.")


@check(
    "JAL004",
    "remarque-ouverte",
    blocks="deliberation",
    meaning="Une remarque reçue sur une fiche ou un article n’a pas encore de suite.",
    source="Usage : le comité de pilotage fait ses remarques, auxquelles il faut répondre avant le vote du conseil.",
    mend="Dites ce qui a été fait de la remarque dans sa clé « suite ».",
    bad="gouvernance: {remarques: [{de: Comité de pilotage, texte: Nommer le secrétaire.}]}",
    good="gouvernance: {remarques: [{de: Comité de pilotage, texte: Nommer le secrétaire., suite: Fait.}]}",
)
def open_remark(analysis: Analysis) -> Iterator[Hit]:
    convention = analysis.convention
    owners: list[tuple[tuple[str | int, ...], Suivie | None]] = [
        (("intervention",), convention.intervention),
        (("enjeux",), convention.enjeux),
        (("gouvernance",), convention.gouvernance),
        (("diagnostic",), convention.diagnostic),
        (("equipements",), convention.equipements),
    ]
    owners += [(("fiches", rank), fiche) for rank, fiche in enumerate(convention.fiches)]
    for path, owner in owners:
        for rank, remark in enumerate(owner.remarques if owner else ()):
            if not remark.suite:
                yield Hit(_about(remark), "Ajoutez sa clé « suite ».", analysis.at(*path, "remarques", rank), remark.de)


def _about(remark: Remarque) -> str:
    author = f" ({remark.de})" if remark.de else ""
    return f"Remarque sans suite{author} : « {(remark.texte or remark.sur or '').strip()} »."
