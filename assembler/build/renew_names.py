"""Signatories whose office an election may have given to somebody else since the earlier convention was signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assembler.model.convention import Convention, Signataire
from assembler.model.marks import author_marks
from assembler.model.messages import simplified
from assembler.model.takeover import KeyPath

ELECTIONS = {
    date(2014, 3, 30): "des 23 et 30 mars 2014",
    date(2020, 6, 28): "des 15 mars et 28 juin 2020",
    date(2026, 3, 22): "des 15 et 22 mars 2026",
}
"""Municipal elections: last day -> French name. Presidents of intercommunalities are elected after them."""
_YEARS = 6
_ELECTED = re.compile(r"\b(?:maire|adjointe?|president(?:e)?|conseill(?:er|ere)|elue?)\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A signatory's name, where it stands; `is_elected`: by or after municipal elections."""

    path: KeyPath
    nom: str
    organisme: str
    is_elected: bool


def names(convention: Convention) -> Iterator[Name]:
    """The names that the convention gives, less those that an author already questions."""
    for rank, each in enumerate(convention.signature.signataires if convention.signature else ()):
        yield from _name(("signature", "signataires", rank), each, each.organisme or "", each.qualite or "")
    for rank, commune in enumerate(convention.territoire.communes):
        if commune.signataire:
            path = ("territoire", "communes", rank, "signataire")
            yield from _name(path, commune.signataire, commune.nom, commune.signataire.qualite or "Le Maire")


def _name(path: KeyPath, signatory: Signataire, organisme: str, qualite: str) -> Iterator[Name]:
    nom = signatory.nom
    if nom and nom.strip() and not any(author_marks(nom)):
        yield Name((*path, "nom"), nom, organisme, bool(_ELECTED.search(simplified(qualite))))


def election_between(signed: date, start: date) -> str | None:
    """The last municipal elections after the signature and before the period; None if there were none."""
    days = dict(ELECTIONS)
    latest = max(days)
    while latest.year + _YEARS <= start.year:
        latest = date(latest.year + _YEARS, 3, 31)
        days[latest] = f"de mars {latest.year}"
    within = [day for day in days if signed < day < start]
    return days[max(within)] if within else None


def question(name: Name, election: str) -> str:
    """The author's mark that stands in the place of the name until somebody has confirmed it."""
    nom = re.sub(r"[\[\]|]", " ", name.nom).strip()
    return f"[à trancher : {nom} signe-t-il encore ? Élections municipales {election}]"
