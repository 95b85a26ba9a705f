"""The plan of the convention: which parts, in which order (`clauses/plan.yaml`)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from assembler.model.convention import AnnexeKind, Saisie, champ
from assembler.model.scalars import Identifiant, Ligne


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Etape(Saisie):
    """One entry of the body; exactly one of its three keys is set."""

    preambule: Identifiant | None = champ("préambule", "Clause sans numéro.")
    article: Annotated[tuple[Identifiant, ...], BeforeValidator(_one_or_many)] = champ(
        "article", "Clause d’un article ; plusieurs clauses partagent le numéro : 6-a, 6-b.", ()
    )
    signature: Identifiant | None = champ("signature", "Clause de la page de signature.")


class AnnexeDuPlan(Saisie):
    genre: AnnexeKind
    clause: Identifiant
    presence: Ligne = champ(
        "présence", "« ordinaire » ou « sur demande » (seulement si la convention la nomme).", "ordinaire"
    )


class Plan(Saisie):
    """`propres` lists the clauses whose content is the commune's own."""

    titre: Ligne
    sous_titre: Ligne
    corps: tuple[Etape, ...]
    annexes: tuple[AnnexeDuPlan, ...]
    propres: tuple[Identifiant, ...] = ()
