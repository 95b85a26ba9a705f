"""How a territory is called in a sentence."""

from __future__ import annotations

from assembler.compose import french
from assembler.model.convention import Collectivite, Territoire

DEFAULT_DENOMINATION = {"commune": "commune", "epci": "intercommunalité"}


def denomination_of(body: Collectivite) -> str:
    kind = body.type if isinstance(body, Territoire) else "commune"
    return body.denomination or DEFAULT_DENOMINATION[kind]


def elision_of(body: Collectivite) -> bool | None:
    return None if body.elision is None else body.elision == "oui"


def designation_of(body: Collectivite) -> str:
    """« la commune de Harnes »."""
    return french.designation(denomination_of(body), body.nom, elision_of(body))
