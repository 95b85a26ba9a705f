"""The plan of the convention: which parts, in which order (`clauses/plan.yaml`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from assembler.model.convention import AnnexeKind, Saisie, champ
from assembler.model.scalars import Identifiant, Ligne


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Etape(Saisie):
    """One entry of the body; exactly one of its first three keys is set."""

    preambule: Identifiant | None = champ("préambule", "Clause sans numéro.")
    article: Annotated[tuple[Identifiant, ...], BeforeValidator(_one_or_many)] = champ(
        "article", "Clause d’un article ; plusieurs clauses partagent le numéro : 6-a, 6-b.", (), max_length=26
    )
    signature: Identifiant | None = champ("signature", "Clause de la page de signature.")
    presence: Literal["ordinaire", "sur demande"] = champ(
        "présence",
        "« sur demande » : seulement si la convention nomme la partie sous « avec » ; pour un préambule.",
        "ordinaire",
    )

    @model_validator(mode="after")
    def one_key(self) -> Etape:
        if sum(map(bool, (self.preambule, self.article, self.signature))) != 1:
            raise PydanticCustomError("one_part", "une partie du plan est un préambule, un article ou une signature")
        if self.presence == "sur demande" and not self.preambule:
            message = "seul un préambule peut être « sur demande » : sans numéro, il n’en déplace aucun"
            raise PydanticCustomError("optional_part", message)
        return self


class AnnexeDuPlan(Saisie):
    genre: AnnexeKind
    clause: Identifiant
    presence: Literal["ordinaire", "sur demande"] = champ(
        "présence", "« sur demande » : seulement si la convention nomme l’annexe.", "ordinaire"
    )


class Plan(Saisie):
    """`propres`: the clauses whose content is the commune's own, with the key of the input that gives it."""

    titre: Ligne
    sous_titre: Ligne
    corps: tuple[Etape, ...]
    annexes: tuple[AnnexeDuPlan, ...]
    propres: dict[Identifiant, Identifiant] = champ("parties propres", "Clause, et clé de la convention.", {})
