"""What a signature adds to a text, by its words: names, dates, stamps; and nothing that could be a clause."""

from __future__ import annotations

import re

from assembler.model.scalars import MONTHS

_HOUR = r"\d{1,2} ?(?:h|:) ?\d{2}(?: ?: ?\d{2})?(?: ?(?:utc|gmt|cest|cet|z))?(?: ?[+-] ?\d{2} ?[:'’]? ?\d{2} ?'?)?"
_DATES = re.compile(
    rf"\d{{1,2}}(?: ?er)? (?:{'|'.join(MONTHS)}) \d{{4}}|\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?\d{{2,4}}"
    rf"|\d{{4}} ?[-./] ?\d{{2}} ?[-./] ?\d{{2}}(?: ?t(?= ?\d))?|{_HOUR}",
    re.IGNORECASE,
)
_USUAL = frozenset(
    re.findall(
        r"\S+",
        "signé signée signe signed signature signatures électronique électroniquement electronique electroniquement "
        "numérique numériquement digitally by par le la les l à de du des d et date jour heure raison reason motif "
        "lieu location nom fonction qualité lu approuvé bon pour accord cachet certificat certifié visa visé vu "
        "paraphe fait monsieur madame m mme en ce",
    )
)
_STAMP = re.compile(
    r"(?:envoyé|reçu|publié|affiché|notifié|transmis|télétransmis|certifié exécutoire)(?: en| à la| par)?"
    r"(?: préfecture| sous-préfecture)?(?: le)?|"
    r"(?:accusé de réception|acte certifié exécutoire|date de (?:télé)?transmission|date de réception)"
    r"(?: en| de la)?(?: préfecture| ministère de l'intérieur)?|"
    r"(?:id|identifiant|docusign envelope id|enveloppe docusign|référence|paraphes?)(?: de l'acte| unique)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[\s:,.-]|[0-9]|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}|\b[A-Z]{2,4}\b")
_INITIALS = re.compile(r"(?:[A-Z]{2,4}[ ,/-]*){1,6}")
_MOST_NAMES = 6
_LONGEST = 300
_FILLING = 80


def is_signing(text: str, known: frozenset[str]) -> bool:
    """Is the text only what a signature says: who signs, as what, when? `known`: words of the signature page."""
    if len(text) > _LONGEST or not re.search(r"\w", text) or "\ufffd" in text:
        return False
    words = re.findall(r"[^\W\d_]+|\d+", _DATES.sub(" ", text.replace("\x1f", " ")))
    others = [word for word in words if word.casefold() not in _USUAL and word.casefold() not in known]
    return len(others) <= _MOST_NAMES and all(word[0].isupper() and not word.isdigit() for word in others)


def is_stamp(text: str) -> bool:
    """Is the text what a signature book or the préfecture prints in a margin, or initials?"""
    line = " ".join(text.replace("\x1f", " ").replace("’", "'").split())
    if len(line) > _LONGEST:
        return False
    if _INITIALS.fullmatch(line):
        return True
    head = _STAMP.match(line)
    return head is not None and not _NUMBERED.sub("", _DATES.sub(" ", line[head.end() :])).strip()


def is_filling(text: str, known: frozenset[str]) -> bool:
    """May the text stand in a place to complete of the signature page: a date, a place, a name?"""
    return len(text) <= _FILLING and "[" not in text and is_signing(text, known)
