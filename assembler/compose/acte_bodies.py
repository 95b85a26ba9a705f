"""Which signatory signs for which council: by the names that the input gives both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembler.compose.context import signature_boxes
from assembler.compose.french import capitalize_first
from assembler.compose.names import denomination_of, designation_of
from assembler.model.acte import Council
from assembler.model.bodies import bare_name, is_commune, may_be_intercommunality
from assembler.model.convention import Collectivite, Commune, Convention, Deliberation, Territoire
from assembler.model.document import Blank, SignatureBox, Text, plain


def councils(convention: Convention) -> tuple[Council, ...]:
    """The territory's council, then those of its member communes."""
    return tuple(council for council, _ in matched(convention))


def matched(convention: Convention) -> tuple[tuple[Council, int | None], ...]:
    """Each council, and the rank of its signatory's box among the convention's; None where none is found."""
    boxes = signature_boxes(convention)
    found = []
    free = set(range(len(boxes)))
    for body, rank, deliberation in reversed(list(_voting(convention))):
        at = _signatory(boxes, sorted(free), body)
        free -= {at}
        box = boxes[at] if at is not None else _unknown(body)
        found.append((Council(body, rank, deliberation or Deliberation(), box), at))
    return tuple(reversed(found))


def _voting(convention: Convention) -> Iterator[tuple[Collectivite, int | None, Deliberation | None]]:
    territoire = convention.territoire
    yield territoire, None, convention.deliberation
    for rank, commune in enumerate(territoire.communes):
        yield commune, rank, commune.deliberation


def _signatory(boxes: Sequence[SignatureBox], free: Sequence[int], body: Collectivite) -> int | None:
    """The box that bears the body's own name, else one that names it.

    Members are sought first: « Communauté urbaine d’Arras » is not the commune of Arras.
    """
    names = {bare_name(name) for name in _names(body)}
    own = next((at for at in free if bare_name(plain(boxes[at].organisme)) in names), None)
    return own if own is not None else next((at for at in free if _names_it(plain(boxes[at].organisme), body)), None)


def _names(body: Collectivite) -> Iterator[str]:
    yield from (body.nom, designation_of(body))
    if isinstance(body, Territoire):
        yield denomination_of(body)
    elif isinstance(body, Commune) and body.signataire and body.signataire.organisme:
        yield body.signataire.organisme


def _names_it(organisme: str, body: Collectivite) -> bool:
    if isinstance(body, Territoire) and body.type == "epci":
        return may_be_intercommunality(organisme, body.nom)
    return is_commune(organisme, body.nom)


def _unknown(body: Collectivite) -> SignatureBox:
    name = (Text(capitalize_first(designation_of(body))),)
    return SignatureBox(name, (Blank("qualité du signataire"),), (Blank("nom du signataire"),))
