"""Where the signature of a convention stands: for each body, its council's vote, its transmission, its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assembler.model.convention import Deliberation
from assembler.model.document import SignatureBox

State = Literal["a deliberer", "a transmettre", "a verifier", "a signer", "signee"]
STATES: dict[State, str] = {
    "a deliberer": "doit délibérer",
    "a transmettre": "doit transmettre sa délibération au préfet",
    "a verifier": "doit peut-être délibérer : à vérifier",
    "a signer": "doit signer",
    "signee": "a signé",
}
"""State -> its end of a French sentence whose subject is the body."""


@dataclass(frozen=True, slots=True)
class Signing:
    """One body that signs. `vote` None: no council of the input votes for it.

    `may_vote`: nothing is known of a vote, and the body's name says that it has an assembly. `designation`: the body
    inside a sentence, « la commune de Harnes ». `has_signed`: without a date where only the stage says so.
    """

    box: SignatureBox
    designation: str
    vote: Deliberation | None
    may_vote: bool
    signed: date | None
    has_signed: bool

    @property
    def is_voted(self) -> bool:
        """A council that has transmitted has voted."""
        return self.vote is not None and bool(self.vote.date or self.vote.numero or self.vote.transmission)

    @property
    def state(self) -> State:
        if self.has_signed:
            return "signee"
        if self.vote is None:
            return "a verifier" if self.may_vote else "a signer"
        if self.vote.transmission:
            return "a signer"
        return "a transmettre" if self.is_voted else "a deliberer"


@dataclass(frozen=True, slots=True)
class Circuit:
    """All bodies that sign, in the order of the signatures. `stage`: for people. `planned`: the day that is fixed for
    the signature; None where there is none, or it is over. `is_draft`: the text is not yet the one to vote.
    """

    signings: tuple[Signing, ...]
    stage: str
    planned: date | None
    is_draft: bool

    @property
    def is_over(self) -> bool:
        return all(each.has_signed for each in self.signings)
