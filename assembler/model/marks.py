"""Marks that authors leave in a text: `[à compléter : quoi | qui | quand]`, `[à trancher : …]`, `[sans objet : …]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

MarkKind = Literal["à compléter", "à trancher", "sans objet"]

_MARK = re.compile(r"\[\s*([àa] compl[ée]ter|[àa] trancher|sans objet)\s*+:?+\s*+([^\[\]]*+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AuthorMark:
    """`what` may be empty; `who` and `when` are None where the author named none. `start`, `end`: where it stands."""

    kind: MarkKind
    what: str
    who: str | None
    when: str | None
    start: int
    end: int


def is_author_mark(text: str) -> bool:
    """Is the whole text one mark?"""
    return _MARK.fullmatch(text) is not None


def author_marks(text: str) -> Iterator[AuthorMark]:
    """The marks of a text, in order. The accents of « à compléter » may be missing."""
    if "[" not in text:
        return
    for match in _MARK.finditer(text):
        what, who, when = ([" ".join(part.split()) for part in match[2].split("|")] + ["", ""])[:3]
        yield AuthorMark(_kind(match[1]), what, who or None, when or None, *match.span())


def _kind(typed: str) -> MarkKind:
    word = typed.rsplit(maxsplit=1)[-1][0].lower()
    return cast(MarkKind, {"c": "à compléter", "t": "à trancher", "o": "sans objet"}[word])
