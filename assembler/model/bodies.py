"""Names of bodies, as people type them: does « Ville du Havre » name Le Havre?"""

from __future__ import annotations

import re

from assembler.model.messages import simplified

_ARTICLE = re.compile(r"^(?:le|la|les) |^l'")


def holds_name(body: str, name: str) -> bool:
    """Does a body's name hold the territory's, whatever its article has become (Le Havre, du Havre)?"""
    return re.search(rf"(?<![\w-]){re.escape(bare_name(name))}(?![\w-])", _plain(body)) is not None


def bare_name(name: str) -> str:
    """Simplified, without its article: « havre »."""
    return _ARTICLE.sub("", _plain(name))


def _plain(words: str) -> str:
    return simplified(words).replace("’", "'")
