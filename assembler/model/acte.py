"""The drafts around the signature, made on demand: their genres, and the plans of their texts (`clauses/…yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from assembler.model.convention import Collectivite, Deliberation, Saisie, Territoire, champ, requis
from assembler.model.document import SignatureBox
from assembler.model.scalars import Identifiant, Ligne

PartKind = Literal["preambule", "article", "signature"]
Slot = tuple[PartKind, str]
"""A part of an act: its kind, and the clause that makes it."""


@dataclass(frozen=True, slots=True)
class Genre:
    """`name`: also that of its plan's file and of its clauses' folders. `said`, `none`: its name for people, « aucune »
    with it; `of`: « de délibération ».
    """

    name: str
    said: str
    of: str
    none: str

    @property
    def plan(self) -> str:
        return f"{self.name}.yaml"

    @property
    def prefix(self) -> str:
        """How the identifiers of its clauses begin: they may name what a convention's can't."""
        return f"{self.name}-"


DELIBERATION = Genre("deliberation", "délibération", "de délibération", "aucune délibération")
CIRCUIT = Genre("circuit", "circuit", "de circuit de signature", "aucun circuit de signature")
GENRES = (DELIBERATION, CIRCUIT)


def genre_of(clause: str) -> Genre | None:
    """The genre of act whose clause it is; None for any other clause."""
    return next((genre for genre in GENRES if clause.startswith(genre.prefix)), None)


class EtapeActe(Saisie):
    """One part; exactly one of its keys is set."""

    preambule: Identifiant | None = champ("préambule", "Clause sans numéro.")
    article: Identifiant | None = champ("article", "Clause d’un article.")
    signature: Identifiant | None = champ("signature", "Clause des signatures.")

    @model_validator(mode="after")
    def one_key(self) -> EtapeActe:
        if sum(map(bool, (self.preambule, self.article, self.signature))) != 1:
            raise PydanticCustomError("one_part", "une partie du plan est un préambule, un article ou une signature")
        return self

    @property
    def part(self) -> Slot:
        if self.article:
            return "article", self.article
        return ("signature", self.signature) if self.signature else ("preambule", self.preambule or "")


class PlanActe(Saisie):
    """All texts may name the parameters of the act's clauses."""

    titre: Ligne = requis("titre", "Titre, en tête de la première page.")
    sous_titre: Ligne = requis("sous-titre", "Ligne placée sous le titre.")
    ligne: Ligne = requis("ligne", "Ligne placée sous le sous-titre.")
    mention: Ligne | None = champ("mention", "Facultatif : mention du projet ; vide, elle ne paraît pas.")
    corps: tuple[EtapeActe, ...] = requis("corps", "Parties, dans l’ordre.", min_length=1)

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(step.part for step in self.corps)


@dataclass(frozen=True, slots=True)
class Council:
    """A council that votes, with its body: the territory (`rank` None) or one of its member communes, by its rank.

    `signatory`: who signs for the body; blanks where it is not known.
    """

    body: Collectivite
    rank: int | None
    deliberation: Deliberation
    signatory: SignatureBox

    @property
    def is_epci(self) -> bool:
        return isinstance(self.body, Territoire) and self.body.type == "epci"
