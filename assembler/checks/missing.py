"""What several families ask of the input: is a text empty, which councils vote, who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assembler.checks.analysis import Path
from assembler.model.convention import Convention, Deliberation, Signataire

_NOTHING = re.compile(r"[\s.,;:…/*•–—~-]*|null")


def is_missing(text: str | None) -> bool:
    """Nothing was typed, or only signs that say nothing: a dash, dots, the empty values of YAML."""
    return text is None or _NOTHING.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Council:
    """A council that votes. `commune` is the member's name, empty for the territory's own council."""

    commune: str
    path: Path
    deliberation: Deliberation | None

    @property
    def named(self) -> str:
        return f" de la commune « {self.commune} »" if self.commune else ""


def councils(convention: Convention) -> Iterator[Council]:
    """The territory's council, then those of the member communes."""
    yield Council("", ("deliberation",), convention.deliberation)
    for rank, commune in enumerate(convention.territoire.communes):
        yield Council(commune.nom, ("territoire", "communes", rank, "deliberation"), commune.deliberation)


def signatories(convention: Convention) -> Iterator[tuple[Path, Signataire]]:
    """Those who sign, where they are declared; the organisme of a member commune is the commune itself."""
    for rank, each in enumerate(convention.signature.signataires if convention.signature else ()):
        yield ("signature", "signataires", rank), each
    for rank, commune in enumerate(convention.territoire.communes):
        if commune.signataire:
            body = commune.signataire.organisme or commune.nom
            path: Path = ("territoire", "communes", rank, "signataire")
            yield path, commune.signataire.model_copy(update={"organisme": body})
