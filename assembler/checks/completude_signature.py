"""What is missing from the signature page and from the deliberations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.missing import Council, councils, is_missing, signatories
from assembler.checks.table import Hit, check
from assembler.model.bodies import holds_name
from assembler.model.convention import Signataire
from assembler.model.messages import simplified

_PAGE = "Usage : la page de signature porte le lieu, la date et un bloc par signataire."
_VOTE = (
    "Conseil d’État, avis, 10 juin 1996, n° 176873 : la délibération doit être parvenue au préfet avant la signature."
)
_CAF = re.compile(r"\bcaf\b|\bcaisse d.?\s?allocations familiales\b")


@check(
    "COM021",
    "lieu-de-signature",
    blocks="deliberation",
    otherwise="information",
    meaning="Le lieu de signature n’est pas indiqué.",
    source=_PAGE,
    mend="Indiquez la commune où la convention sera signée, sous « signature », clé « lieu ».",
    bad="signature: {lieu: ''}",
    good="signature: {lieu: Villeneuve-sur-Deûle}",
)
def no_place(analysis: Analysis) -> Iterator[Hit]:
    signature = analysis.convention.signature
    if signature is None or is_missing(signature.lieu):
        hint = "Ajoutez-le sous « signature », clé « lieu »."
        yield Hit("Le lieu de signature n’est pas indiqué.", hint, analysis.at("signature", "lieu"))


@check(
    "COM022",
    "date-de-signature",
    blocks="signature",
    otherwise="information",
    meaning="La date de signature n’est pas indiquée.",
    source=_PAGE,
    mend="Indiquez la date sous « signature », clé « date ».",
    bad="signature: {date: ''}",
    good="signature: {date: 2023-03-15}",
)
def no_date(analysis: Analysis) -> Iterator[Hit]:
    signature = analysis.convention.signature
    if signature is None or signature.date is None:
        hint = "Ajoutez-la sous « signature », clé « date », dès que le jour est fixé."
        yield Hit("La date de signature n’est pas indiquée.", hint, analysis.at("signature", "date"))


@check(
    "COM023",
    "signataire-absent",
    blocks="deliberation",
    meaning="Une partie à la convention ne figure pas parmi les signataires : la Caf, le territoire ou une de ses "
    "communes membres.",
    source="Usage : la convention est signée par la Caf et par chaque collectivité qu’elle engage.",
    mend="Ajoutez le signataire : sous « signature », clé « signataires », pour la Caf et le territoire ; sous la "
    "commune, clé « signataire », pour une commune membre.",
    bad="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}]}",
    good="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}, "
    "{organisme: Commune de Villeneuve-sur-Deûle, qualite: Le Maire, nom: Anne Roy}]}",
)
def party_without_signatory(analysis: Analysis) -> Iterator[Hit]:
    place, hint = analysis.at("signature", "signataires"), "Ajoutez « organisme », « qualite » et « nom »."
    for message in _absent(analysis):
        yield Hit(message, hint, place)
    for rank, commune in enumerate(analysis.convention.territoire.communes):
        if commune.signataire is None:
            message = f"La commune « {commune.nom} » n’a pas de signataire."
            hint = "Ajoutez sa clé « signataire », avec « nom » et « qualite »."
            yield Hit(message, hint, analysis.at("territoire", "communes", rank))


def _absent(analysis: Analysis) -> Iterator[str]:
    """What the list of signatories lacks; one message where there is no list."""
    signature, name = analysis.convention.signature, analysis.convention.territoire.nom
    listed = signature.signataires if signature else ()
    if not listed:
        yield "Aucun signataire n’est indiqué."
        return
    bodies = [simplified(each.organisme or "") for each in listed]
    has_caf, has_territory = any(map(_CAF.search, bodies)), any(holds_name(body, name) for body in bodies)
    if not has_caf:
        yield "La Caf ne figure pas parmi les signataires."
    if not has_territory:
        yield f"« {name} » ne figure pas parmi les signataires."
    if has_caf and has_territory and len(listed) < 2:
        yield "La convention n’a qu’un signataire."


@check(
    "COM024",
    "signataire-sans-organisme",
    blocks="deliberation",
    meaning="On ne sait pas au nom de quel organisme une personne signe.",
    source=_PAGE,
    mend="Ajoutez la clé « organisme » du signataire.",
    bad="signature: {signataires: [{qualite: Le Directeur, nom: Jean Petit}]}",
    good="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}]}",
)
def signatory_without_body(analysis: Analysis) -> Iterator[Hit]:
    for path, signatory in signatories(analysis.convention):
        if is_missing(signatory.organisme):
            message = f"Le signataire{_described(signatory)} n’a pas d’organisme."
            yield Hit(message, "Ajoutez sa clé « organisme ».", analysis.at(*path, "organisme"))


def _described(signatory: Signataire) -> str:
    words = signatory.nom or signatory.qualite
    return f" « {words} »" if words else ""


@check(
    "COM025",
    "deliberation-incomplete",
    blocks="signature",
    otherwise="information",
    meaning="Le numéro de la délibération, sa date ou sa date de transmission au préfet manque. Le texte soumis au "
    "vote ne peut pas les porter : ils ne sont exigés qu’à la signature.",
    source=_VOTE,
    mend="Complétez « deliberation » une fois le vote acquis et l’accusé de réception du préfet reçu.",
    bad="deliberation: {transmission: ''}",
    good="deliberation: {numero: 2023-07, date: 2023-02-10, transmission: 2023-02-14}",
)
def incomplete_deliberation(analysis: Analysis) -> Iterator[Hit]:
    for council in councils(analysis.convention):
        for message, key in _unknown(council):
            hint = "Renseignez « numero », « date » et « transmission » dès qu’ils sont connus."
            yield Hit(message, hint, analysis.at(*council.path, *key))


def _unknown(council: Council) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Message and key of what is not known of a council's vote."""
    vote = council.deliberation
    if vote is None or not (vote.numero or vote.date or vote.transmission):
        yield f"La délibération{council.named} n’est pas renseignée (numéro, date, transmission au préfet).", ()
        return
    if is_missing(vote.numero):
        yield f"Le numéro de la délibération{council.named} n’est pas indiqué.", ("numero",)
    if vote.date is None:
        yield f"La date de la délibération{council.named} n’est pas indiquée.", ("date",)
    if vote.transmission is None:
        yield (
            f"La date de transmission au préfet de la délibération{council.named} n’est pas indiquée.",
            ("transmission",),
        )
