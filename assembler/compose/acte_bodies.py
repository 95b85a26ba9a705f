"""Which signatory signs for which council: by the names that the input gives both."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.compose.context import bound_signatories, signature_boxes
from assembler.compose.french import capitalize_first
from assembler.compose.names import designation_of
from assembler.model.acte import Council
from assembler.model.convention import Collectivite, Convention, Deliberation
from assembler.model.document import Blank, SignatureBox, Text


def councils(convention: Convention) -> tuple[Council, ...]:
    """The territory's council, then those of its member communes."""
    return tuple(council for council, _ in matched(convention))


def matched(convention: Convention) -> tuple[tuple[Council, tuple[int, ...]], ...]:
    """Each council, and the ranks of its body's boxes among the convention's; the first is its signatory's."""
    boxes = signature_boxes(convention)
    bound = [at for _, at in bound_signatories(convention)]
    found = []
    for at, (body, deliberation) in enumerate(_voting(convention)):
        own = tuple(rank for rank, each in enumerate(bound) if each == at)
        box = boxes[own[0]] if own else _unknown(body)
        found.append((Council(body, at - 1 if at else None, deliberation or Deliberation(), box), own))
    return tuple(found)


def _voting(convention: Convention) -> Iterator[tuple[Collectivite, Deliberation | None]]:
    yield convention.territoire, convention.deliberation
    for commune in convention.territoire.communes:
        yield commune, commune.deliberation


def _unknown(body: Collectivite) -> SignatureBox:
    name = (Text(capitalize_first(designation_of(body))),)
    return SignatureBox(name, (Blank("qualité du signataire"),), (Blank("nom du signataire"),))
