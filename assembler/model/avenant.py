"""An avenant: the plan of its text (`clauses/avenant.yaml`), and the facts that its clauses say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from assembler.model.amendment import AmendedPart
from assembler.model.convention import Convention, Deliberation, Saisie, Signature, champ, requis
from assembler.model.scalars import Identifiant, Ligne

PLAN = "avenant.yaml"
PREFIX = "avenant-"
"""How the identifiers of an avenant's clauses begin: they may name what a convention's can't."""

AvenantKind = Literal["modification", "prolongation"]
PartKind = Literal["preambule", "article", "signature"]


def is_avenant_clause(name: str) -> bool:
    return name.startswith(PREFIX)


class EtapeAvenant(Saisie):
    """One part; exactly one of its first three keys is set. `pour` None: it stands in every avenant."""

    preambule: Identifiant | None = champ("préambule", "Clause sans numéro.")
    article: Identifiant | None = champ("article", "Clause d’un article.")
    signature: Identifiant | None = champ("signature", "Clause de la page de signature.")
    pour: AvenantKind | None = champ("pour", "« modification » ou « prolongation ». Par défaut : tous les avenants.")

    @field_validator("preambule", "article", "signature", mode="after")
    @classmethod
    def named_as_one(cls, value: str | None) -> str | None:
        if value is not None and not is_avenant_clause(value):
            raise PydanticCustomError("avenant_clause", "le nom d’une clause d’avenant commence par « avenant- »")
        return value

    @model_validator(mode="after")
    def one_key(self) -> EtapeAvenant:
        if sum(map(bool, (self.preambule, self.article, self.signature))) != 1:
            raise PydanticCustomError("one_part", "une partie du plan est un préambule, un article ou une signature")
        return self

    @property
    def part(self) -> tuple[PartKind, str]:
        """Its kind, and the clause that makes it."""
        if self.article:
            return "article", self.article
        return ("signature", self.signature) if self.signature else ("preambule", self.preambule or "")


class PlanAvenant(Saisie):
    """`titre` and `sous_titre` may name the parameters of an avenant's clauses."""

    titre: Ligne = requis("titre", "Titre, en tête de la première page.")
    sous_titre: Ligne = requis("sous-titre", "Ligne placée sous le titre.")
    corps: tuple[EtapeAvenant, ...] = requis("corps", "Parties, dans l’ordre.", min_length=1)

    def parts(self, kind: AvenantKind) -> Iterator[tuple[PartKind, str]]:
        """The parts of an avenant of that kind: their own kind, and their clause."""
        return (step.part for step in self.corps if step.pour in (None, kind))


@dataclass(frozen=True, slots=True)
class AvenantFacts:
    """What an avenant says, beside its standard wording.

    `convention`: its bodies, its signatories of today, and the period in force; `titre` its title; `signed` None where
    the day is not known. `earlier`: the signature of each earlier avenant, in order. `effet` None: on signature.
    `fin`: the new last day of a prolongation, else None. `numbers`: those of the convention's parts, by name.
    `modifications`: in the order of the convention. `signature` and `deliberation` are the avenant's own.
    """

    convention: Convention
    titre: str
    signed: date | None
    earlier: tuple[date, ...]
    effet: date | None
    fin: date | None
    numbers: Mapping[str, str]
    modifications: tuple[AmendedPart, ...]
    signature: Signature
    deliberation: Deliberation

    @property
    def number(self) -> int:
        return len(self.earlier) + 1

    @property
    def kind(self) -> AvenantKind:
        return "prolongation" if self.fin else "modification"
