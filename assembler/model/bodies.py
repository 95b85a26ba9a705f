"""Names of bodies, as people type them: does « Ville du Havre » name Le Havre?"""

from __future__ import annotations

import re

from assembler.model.messages import simplified

_ARTICLE = re.compile(r"^(?:le|la|les) |^l'")
_COMMUNE = re.compile(r"^(?:commune|ville|mairie) (?:d'|de la |de l'|de |du |des )?")
_ANOTHER = re.compile(
    r"\b(?:ccas|cias|caf|caisse|msa|carsat|association|amicale|lycee|college|ecole|hopital|syndicat|federation)\b"
    r"|\bcentre (?:inter)?(?:communal|social)\b|^(?:commune|ville|mairie)\b"
)
"""Bodies of their own that an intercommunality's name may be part of."""


def holds_name(body: str, name: str) -> bool:
    """Does a body's name hold the territory's, whatever its article has become (Le Havre, du Havre)?"""
    return re.search(rf"(?<![\w-]){re.escape(bare_name(name))}(?![\w-])", _plain(body)) is not None


def is_commune(body: str, name: str) -> bool:
    """Is the body the commune of that name: « Ville du Havre », « la commune d'Arras », « Arras »?

    « Communauté urbaine d’Arras », « CCAS d’Arras » and « Lycée d’Arras » are not.
    """
    return bare_name(_COMMUNE.sub("", bare_name(body))) == bare_name(name)


def may_be_intercommunality(body: str, name: str) -> bool:
    """Does the body bear the intercommunality's name without being another one, such as a member or its CIAS?"""
    return holds_name(body, name) and not _ANOTHER.search(bare_name(body))


def bare_name(name: str) -> str:
    """Simplified, without its article: « havre »."""
    return _ARTICLE.sub("", _plain(name))


def _plain(words: str) -> str:
    return simplified(words).replace("’", "'")
