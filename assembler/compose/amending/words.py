"""Words replaced in an alinéa: what comes in, what goes, or what takes the place of what."""

from __future__ import annotations

import re

from assembler.compose.amending.places import quoted

_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def words_sentence(changes: tuple[tuple[str, str], ...]) -> str:
    """« les mots « six mois » sont remplacés par les mots « trois mois » ; … »."""
    return "\u00a0; ".join(_change(old, new) for old, new in changes)


def _change(old: str, new: str) -> str:
    if not new.strip():
        return f"{_named(old)} {_are(old)} supprimé{_s(old)}"
    if (added := new.removeprefix(old)) != new and _is_apart(added, 0):
        return f"après {_named(old)}, {_are(added)} inséré{_s(added)} {_named(added)}"
    if (added := new.removesuffix(old)) != new and _is_apart(added, -1):
        return f"avant {_named(old)}, {_are(added)} inséré{_s(added)} {_named(added)}"
    return f"{_named(old)} {_are(old)} remplacé{_s(old)} par {_named(new)}"


def _is_apart(added: str, edge: int) -> bool:
    """Can the words be put in with a space where they touch their neighbour? Before a point or comma it is none."""
    return bool(added) and (added[edge].isspace() or (edge == 0 and added[0] in ",." and len(added) > 1))


def _named(words: str) -> str:
    """« le mot « six » », « les mots « six mois » »."""
    return f"{'les mots' if _are_several(words) else 'le mot'} {quoted(words)}"


def _are(words: str) -> str:
    return "sont" if _are_several(words) else "est"


def _s(words: str) -> str:
    return "s" if _are_several(words) else ""


def _are_several(words: str) -> bool:
    return sum(any(letter.isalnum() for letter in word) for word in _SPACES.split(words)) != 1
