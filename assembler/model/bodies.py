"""Names of bodies, as people type them: does « Ville du Havre » name Le Havre, and for which council does it sign?"""

from __future__ import annotations

import re

from assembler.model.convention import Collectivite, Commune, Territoire
from assembler.model.messages import simplified

_ARTICLE = re.compile(r"^(?:(?:le|la|les) |l')")
_LINK = r" (?:de |d'|du |des )?(?:(?:le|la|les) |l')?"
_CODE = r"(?: \(\d[\dab]\d?\))?"  # the département
_KINDS = {
    "commune": r"commune|ville|mairie",
    "epci": r"communaute(?: urbaine| de communes| d'agglo(?:meration)?)?|agglo(?:meration)?|(?:euro)?metropole"
    r"|intercommunalite|grand|cu|ca|cc",
}
"""Type of a territory -> what people call such a body."""
_EPCI_TAIL = r"(?: (?:agglo|agglomeration|metropole))?"
_SURELY_EPCI = re.compile(
    r"(?:communaute (?:urbaine|de communes|d'agglo(?:meration)?)|agglo(?:meration)?|(?:euro)?metropole|cu|ca|cc) "
)


def signs_for(organisme: str, territoire: Territoire) -> int | None:
    """The body that the words name: 0 the territory, 1 the first of its member communes, and so on; None any other.

    They name it if they are its own name, alone or behind what people call such a body: « CCAS d’Arras » and « Lycée
    d’Arras » are not Arras. The name of an EPCI may hold more: « Communauté de communes du Pays d’Arras ». « Arras »
    alone is the commune, where both bear that name.
    """
    words = bare_name(organisme)
    bodies = [*enumerate(territoire.communes, start=1), (0, territoire)]
    return next((rank for rank, body in bodies if _is_named(words, body)), None) if words else None


def _is_named(words: str, body: Collectivite) -> bool:
    """`words` are a bare name."""
    if isinstance(body, Commune) and body.signataire and words == bare_name(body.signataire.organisme or ""):
        return True
    is_territory, is_epci = isinstance(body, Territoire), isinstance(body, Territoire) and body.type == "epci"
    kinds = _KINDS["epci" if is_epci else "commune"]
    if body.denomination:
        kinds += f"|{re.escape(bare_name(body.denomination))}"
    if is_territory and re.fullmatch(kinds, words):
        return True
    tail = _EPCI_TAIL if is_epci else ""
    if re.fullmatch(rf"(?:(?:{kinds}){_LINK})?{re.escape(bare_name(body.nom))}{tail}{_CODE}", words):
        return True
    return is_epci and _SURELY_EPCI.match(words) is not None and holds_name(words, body.nom)


def holds_name(body: str, name: str) -> bool:
    """Does a body's name hold the territory's, whatever its article has become (Le Havre, du Havre)?"""
    return re.search(rf"(?<![\w-]){re.escape(bare_name(name))}(?![\w-])", _plain(body)) is not None


def bare_name(name: str) -> str:
    """Simplified, without its article: « havre »."""
    return _ARTICLE.sub("", _plain(name))


def _plain(words: str) -> str:
    return simplified(words).replace("’", "'")
