"""Rules on who signs, when and how: no paper copies of an electronic text, nobody before the vote, nobody twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assembler.checks.analysis import Analysis, Path
from assembler.checks.missing import Council, councils, signatories
from assembler.checks.table import Hit, check
from assembler.model.bodies import signs_for
from assembler.model.convention import Convention, Signataire, Signature
from assembler.model.messages import excerpt, simplified

_ORIGINALS = (
    "Code civil, articles 1366, 1367 et 1375 : un écrit électronique n’a pas d’originaux à compter, pourvu que chaque "
    "partie dispose d’un exemplaire ou y ait accès."
)
_VOTE_FIRST = (
    "Conseil d’État, avis, 10 juin 1996, n° 176873 : l’exécutif ne peut signer qu’une fois la délibération votée et "
    "parvenue au préfet."
)
_ONE_BOX = "Usage : chaque personne signe une fois pour chaque organisme."


@check(
    "JUR012",
    "exemplaires-electroniques",
    blocks="signature",
    meaning="La convention, ou un avenant, est signée par voie électronique, et un nombre d’exemplaires est indiqué. "
    "Ce nombre est celui des originaux sur papier : il ne paraît pas dans le texte.",
    source=_ORIGINALS,
    mend="Retirez « exemplaires », ou écrivez « forme: papier ».",
    bad="signature: {forme: electronique, exemplaires: 2}",
    good="signature: {forme: papier, exemplaires: 2}",
)
def copies_of_an_electronic_text(analysis: Analysis) -> Iterator[Hit]:
    for path, signature in _signatures(analysis.convention):
        if signature.forme == "electronique" and signature.exemplaires is not None:
            message = f"La signature est électronique, et {signature.exemplaires} est donné comme nombre d’exemplaires."
            hint = "Retirez « exemplaires », ou écrivez « forme: papier »."
            yield Hit(message, hint, analysis.at(*path, "exemplaires"))


def _signatures(convention: Convention) -> Iterator[tuple[Path, Signature]]:
    if convention.signature:
        yield ("signature",), convention.signature
    for rank, avenant in enumerate(convention.avenants):
        if avenant.signature:
            yield ("avenants", rank, "signature"), avenant.signature


@check(
    "JUR013",
    "signature-anticipee",
    blocks="signature",
    meaning="Une personne a signé pour une collectivité avant que la délibération qui l’y autorise soit votée, ou au "
    "plus tard le jour où elle a été transmise au préfet.",
    source=_VOTE_FIRST,
    mend="Vérifiez « signe_le » et les dates de la délibération ; si elles sont justes, faites signer de nouveau.",
    bad="signature: {signataires: [{organisme: Commune de Villeneuve-sur-Deûle, qualite: Le Maire, nom: Anne Roy, "
    "signe_le: 2023-02-12}]}",
    good="signature: {signataires: [{organisme: Commune de Villeneuve-sur-Deûle, qualite: Le Maire, nom: Anne Roy, "
    "signe_le: 2023-03-15}]}",
)
def signed_too_early(analysis: Analysis) -> Iterator[Hit]:
    known = list(councils(analysis.convention))
    for path, signatory in signatories(analysis.convention):
        body = _body(path, signatory, analysis.convention)
        if body is None or signatory.signe_le is None:
            continue
        if early := _early(signatory.signe_le, known[body]):
            who = f"« {excerpt(signatory.nom or signatory.organisme or '')} »"
            message = f"{who} a signé le {signatory.signe_le:%d/%m/%Y} : {early}."
            hint = "L’ordre est : vote, transmission au préfet, signature. Corrigez la date fautive."
            yield Hit(message, hint, analysis.at(*path, "signe_le"))


def _body(path: Path, signatory: Signataire, convention: Convention) -> int | None:
    """The rank of the council whose vote binds the person; None where no council of the input does."""
    members = convention.territoire.communes
    own = next((rank for rank in range(len(members)) if path == ("territoire", "communes", rank, "signataire")), None)
    return own + 1 if own is not None else signs_for(signatory.organisme or "", convention.territoire)


def _early(signed: date, council: Council) -> str:
    """What had not yet been done on that day; empty if all had, as far as is known."""
    vote = council.deliberation
    if vote and vote.date and signed < vote.date:
        return f"la délibération{council.named} n’a été votée que le {vote.date:%d/%m/%Y}"
    if vote and vote.transmission and signed <= vote.transmission:
        return f"la délibération{council.named} n’a été transmise au préfet que le {vote.transmission:%d/%m/%Y}"
    return ""


@check(
    "JUR014",
    "signataire-en-double",
    blocks="deliberation",
    meaning="La même personne figure deux fois parmi les signataires, pour le même organisme.",
    source=_ONE_BOX,
    mend="Retirez l’un des deux signataires, ou corrigez l’organisme ou le nom recopié.",
    bad="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}, "
    "{organisme: caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean PETIT}]}",
    good="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Petit}, "
    "{organisme: Caf du Pas-de-Calais, qualite: La Présidente, nom: Anne Roy}]}",
)
def signs_twice(analysis: Analysis) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    for path, each in signatories(analysis.convention):
        body, who = each.organisme or "", each.nom or each.qualite or ""
        key = (simplified(body), simplified(who))
        if all(key) and key in seen:
            message = f"« {excerpt(who)} » signe deux fois pour « {excerpt(body)} »."
            yield Hit(message, "Retirez l’un des deux, ou corrigez ce qui a été recopié.", analysis.at(*path))
        seen.add(key)
