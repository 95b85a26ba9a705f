"""Where the signatures stand, as a table and as what remains to be done, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from assembler.compose.acte_bodies import matched
from assembler.compose.acte_context import acte_context
from assembler.compose.context import signature_boxes
from assembler.compose.french import capitalize_first, date_words, enumeration, plural, with_de
from assembler.compose.names import designation_of
from assembler.compose.numbering import Numbering
from assembler.model.acte import Council
from assembler.model.circuit import Circuit, Signing, State
from assembler.model.convention import Convention, Deliberation
from assembler.model.document import Blank, Column, Inlines, LineBreak, Row, SignatureBox, Table, Text, plain
from assembler.model.finding import STAGE_NAMES, reached
from assembler.model.messages import simplified

_ASSEMBLY = re.compile(
    r"\b(?:commune|ville|mairie|communaute|metropole|intercommunalite|syndicat|departement|conseil|region|ccas|cias"
    r"|centre (?:inter)?communal)\b"
)
_NOTHING = (Text("—"),)
_NO_VOTE = (Text("sans objet"),)


def circuit_of(convention: Convention, sealed: date | None = None) -> Circuit:
    """`sealed`: the day of the signature that a seal says; None where there is none."""
    found = matched(convention)
    councils = {at: council for council, own in found for at in own}
    lost = [council for council, own in found if not own]
    boxes = signature_boxes(convention)
    signings = [_signing(convention, box, rank, councils.get(rank), sealed) for rank, box in enumerate(boxes)]
    signings += [_signing(convention, council.signatory, None, council, sealed) for council in lost]
    day = convention.signature.date if convention.signature else None
    is_over = sealed is not None or reached(convention.etape, "signee")
    return Circuit(
        signings=tuple(signings),
        stage=STAGE_NAMES[convention.etape],
        planned=None if is_over else day,
        is_draft=not is_over and not reached(convention.etape, "deliberation"),
    )


def circuit_context(convention: Convention, titre: str, numbering: Numbering, circuit: Circuit) -> Mapping[str, Any]:
    view = SimpleNamespace(
        etape=circuit.stage,
        prevue=circuit.planned or Blank("date de signature"),
        termine=circuit.is_over,
        tableau=_table(circuit),
        etapes=tuple(steps(circuit)),
    )
    return {**acte_context(convention, titre, numbering), "circuit": view}


def steps(circuit: Circuit) -> Iterator[str]:
    """What remains to be done, in order, in French sentences; at least one."""
    if circuit.is_draft:
        yield f"Arrêter le texte à voter : la convention est encore à l’étape « {circuit.stage} »."
    if late := _in_state(circuit, "a deliberer"):
        yield f"Faire délibérer {plural(len(_names(late)), 'l’assemblée', 'les assemblées')} {_of_all(late)}."
    if late := _in_state(circuit, "a transmettre"):
        votes = plural(len(_names(late)), "la délibération", "les délibérations")
        yield f"Transmettre au préfet, avant toute signature, {votes} {_of_all(late)}."
    yield from dict.fromkeys(doubt for each in circuit.signings for doubt in _doubts(each))
    if ready := _in_state(circuit, "a signer"):
        yield f"Faire signer {_persons(ready)}."
    if late := [*_in_state(circuit, "a transmettre"), *_in_state(circuit, "a deliberer")]:
        first = plural(len(_names(late)), "sa délibération transmise", "leur délibération transmise")
        yield f"Une fois {first} au préfet, faire signer {_persons(late)}."
    if unsure := _in_state(circuit, "a verifier"):
        first = "Une fois cette vérification faite, et la délibération transmise au préfet s’il en faut une"
        yield f"{first}, faire signer {_persons(unsure)}."
    yield "Remettre la convention signée à chaque signataire, puis la conserver."


def _in_state(circuit: Circuit, state: State) -> list[Signing]:
    return [each for each in circuit.signings if each.state == state]


def _of_all(signings: Sequence[Signing]) -> str:
    """« de la commune d’Arras et de la commune de Hem »."""
    return enumeration([with_de(name) for name in _names(signings)])


def _names(signings: Sequence[Signing]) -> list[str]:
    """Each body once: two persons may sign for it."""
    return list(dict.fromkeys(each.designation for each in signings))


def _persons(signings: Sequence[Signing]) -> str:
    return enumeration([f"{each.designation}{_person(each.box)}" for each in signings])


def _person(box: SignatureBox) -> str:
    """« (Le Maire, Philippe DUQUESNOY) », of what is known."""
    known = [plain(each) for each in (box.qualite, box.nom) if not any(isinstance(one, Blank) for one in each)]
    return f" ({', '.join(known)})" if known else ""


def _doubts(signing: Signing) -> Iterator[str]:
    """What does not hold together, or is not known yet and must be."""
    vote, name = signing.vote, signing.designation
    if signing.may_vote and not signing.has_signed:
        yield f"Vérifier si l’assemblée {with_de(name)} doit délibérer : la saisie n’en dit rien."
    if vote and signing.has_signed and not vote.transmission:
        yield f"Retrouver la date à laquelle la délibération {with_de(name)} a été transmise au préfet."
    if vote and vote.transmission and signing.signed and vote.transmission >= signing.signed:
        yield (
            f"Vérifier les dates {with_de(name)} : délibération transmise le {date_words(vote.transmission)}, "
            f"signature le {date_words(signing.signed)} ; la signature vient après la transmission."
        )
    if vote and signing.is_voted and not (vote.numero and vote.date):
        yield f"Compléter le numéro et la date de la délibération {with_de(name)}."
    if signing.has_signed and not signing.signed:
        yield f"Indiquer la date de la signature {with_de(name)}."


# --- the bodies ------------------------------------------------------------------------


def _signing(
    convention: Convention, box: SignatureBox, rank: int | None, council: Council | None, sealed: date | None
) -> Signing:
    own = _own_day(convention, rank, council)
    is_over = sealed is not None or reached(convention.etape, "signee")
    common = convention.signature.date if convention.signature and is_over else None
    name = plain(box.organisme)
    return Signing(
        box=box,
        designation=designation_of(council.body) if council else _inside(name),
        vote=council.deliberation if council else None,
        may_vote=council is None and _ASSEMBLY.search(simplified(name)) is not None,
        signed=own or sealed or common,
        has_signed=own is not None or is_over,
    )


def _own_day(convention: Convention, rank: int | None, council: Council | None) -> date | None:
    """When that signatory signed, where the input says it of him alone."""
    given = convention.signature.signataires if convention.signature else ()
    if rank is not None and rank < len(given):
        return given[rank].signe_le
    if council and council.rank is not None:
        signataire = convention.territoire.communes[council.rank].signataire
        return signataire.signe_le if signataire else None
    return None


def _inside(name: str) -> str:
    """A body's name as it stands in a sentence, where it can be told: « la Caisse d’Allocations… »."""
    return f"la {name}" if re.match(r"(?:caf|caisse|mutualite|msa)\b", simplified(name)) else f"« {name} »"


# --- the table -------------------------------------------------------------------------


def _table(circuit: Circuit) -> Table:
    columns = (
        Column.named("Organisme", 3.2),
        Column.named("Signataire", 2.8),
        Column.named("Délibération", 2.4),
        Column.named("Transmise au préfet le", 2.0),
        Column.named("Signée le", 1.8),
    )
    return Table((Text("Votes, transmissions et signatures"),), columns, tuple(map(_row, circuit.signings)))


def _row(signing: Signing) -> Row:
    box, vote = signing.box, signing.vote
    person = (*box.qualite, LineBreak(), *box.nom)
    unknown = _NOTHING if signing.may_vote else _NO_VOTE
    cells: tuple[Inlines, ...] = (
        (Text(capitalize_first(plain(box.organisme))),) if plain(box.organisme) else _NOTHING,
        person,
        _vote(vote) if vote else unknown,
        _day(vote.transmission) if vote else unknown,
        _day(signing.signed),
    )
    return Row(cells)


def _vote(vote: Deliberation) -> Inlines:
    number = f"n° {vote.numero}" if vote.numero else ""
    day = f"du {vote.date:%d/%m/%Y}" if vote.date else ""
    return (Text(" ".join(filter(None, (number, day)))),) if number or day else _NOTHING


def _day(day: date | None) -> Inlines:
    return (Text(f"{day:%d/%m/%Y}"),) if day else _NOTHING
