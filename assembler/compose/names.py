"""How a territory is called in a sentence, and its convention at the head of a page."""

from __future__ import annotations

from assembler.compose import french
from assembler.model.convention import Collectivite, Convention, Territoire

DEFAULT_DENOMINATION = {"commune": "commune", "epci": "intercommunalité"}


def denomination_of(body: Collectivite) -> str:
    kind = body.type if isinstance(body, Territoire) else "commune"
    return body.denomination or DEFAULT_DENOMINATION[kind]


def elision_of(body: Collectivite) -> bool | None:
    return None if body.elision is None else body.elision == "oui"


def designation_of(body: Collectivite) -> str:
    """« la commune de Harnes »."""
    return french.designation(denomination_of(body), body.nom, elision_of(body))


def short_title(convention: Convention) -> str:
    """« CTG de Harnes 2023-2026 »."""
    territoire, periode = convention.territoire, convention.periode
    return f"CTG {french.with_de(territoire.nom, elision_of(territoire))} {periode.debut.year}-{periode.fin.year}"
