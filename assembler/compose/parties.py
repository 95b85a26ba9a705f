"""Who a convention is between, and the acts that it stands on, as the parts on demand name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from assembler.compose.names import designation_of
from assembler.compose.views import view_of
from assembler.model.convention import Collectivite, Deliberation, Signataire
from assembler.model.document import Blank, Inline, Inlines, Text
from assembler.model.messages import simplified

_LEAD = re.compile(r"vue?s?\s+(?::\s*)?", re.IGNORECASE)


def parties_view(signatories: Iterable[Signataire]) -> tuple[Any, ...]:
    """Each body once, in the order of its first signatory: `organisme`, `siege`, and its `representants`."""
    bodies: dict[str, list[Signataire]] = {}
    for rank, each in enumerate(signatories):
        bodies.setdefault(simplified(each.organisme) if each.organisme else f"{rank}", []).append(each)
    return tuple(map(_party, bodies.values()))


def _party(persons: list[Signataire]) -> Any:
    siege = next((each.siege for each in persons if each.siege), "")
    return SimpleNamespace(
        organisme=persons[0].organisme or Blank("organisme signataire"),
        siege=siege,
        representants=tuple(_representatives(persons)),
    )


def _representatives(persons: list[Signataire]) -> Iterator[Inline]:
    """« le Directeur, Jean Petit, et la Présidente, Anne Roy »."""
    for rank, each in enumerate(persons):
        if rank:
            yield Text(", et " if rank == len(persons) - 1 else ", ")
        yield from inside_sentence((Text(each.qualite) if each.qualite else Blank("qualité du signataire"),))
        yield Text(", ")
        yield Text(each.nom) if each.nom else Blank("nom du signataire")


def inside_sentence(words: Inlines) -> Inlines:
    """A capacity as it stands inside a sentence: « le Maire »."""
    first = words[0]
    is_article = isinstance(first, Text) and first.text.partition(" ")[0] in ("Le", "La", "Les")
    return (Text(first.text[:1].lower() + first.text[1:]), *words[1:]) if is_article else words


def deliberations_view(votes: Iterable[tuple[Collectivite, Deliberation | None]]) -> tuple[Any, ...]:
    """Each body that deliberates, with its vote; None where nothing is known of it."""
    views = []
    for body, deliberation in votes:
        view = view_of(deliberation or Deliberation())
        view.collectivite = designation_of(body)
        views.append(view)
    return tuple(views)


def visa_words(visa: str) -> str:
    """What a clause puts between « Vu » and the sign that ends the line."""
    lead = _LEAD.match(visa)
    return visa[lead.end() if lead else 0 :].rstrip(" \u00a0\u202f;,.")
