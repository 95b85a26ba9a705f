"""Small pieces of the French messages: near names, lists of words, excerpts, mended YAML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_EXCERPT = 70
_LONGEST_LIST = 25


def simplified(word: str) -> str:
    """Without accents, case and kind of space: « Numéro » and « numero » are near."""
    decomposed = unicodedata.normalize("NFKD", word)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant."""
    by_simple = {simplified(k): k for k in known}
    found = get_close_matches(simplified(word)[:200], by_simple, n=1, cutoff=0.6)
    return by_simple[found[0]] if found else None


def listed(words: Iterable[str], last: str = "ou") -> str:
    """« a », « b » ou « c »."""
    quoted = [f"« {word} »" for word in words]
    if len(quoted) > _LONGEST_LIST:
        return ", ".join(quoted[:_LONGEST_LIST]) + "…"
    return f" {last} ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def suggestion(word: str, known: Iterable[str], otherwise: str = "Valeurs possibles") -> str:
    """« Vouliez-vous dire… ? », or the list of what is known."""
    names = list(known)
    if meant := near(word, names):
        return f"Vouliez-vous dire « {meant} » ?"
    return f"{otherwise} : {listed(names)}." if names else ""


def excerpt(text: str, length: int = _LONGEST_EXCERPT) -> str:
    """A text inside a message: one line of `length` characters at most before its « … », nothing invisible."""
    line = " ".join(text.split())
    shown = "".join(c if c.isprintable() or c in "\u00a0\u202f" else "\ufffd" for c in line)
    return shown if len(shown) <= length else shown[:length].rstrip() + "…"


def in_quotes(text: str) -> str:
    """The text as a quoted YAML scalar, as a person would type it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
