"""Statistics: the catalogue of indicators, and the figures of one territory.

Four things stay apart: a number, a money amount printed as `- €` (nothing paid),
`N.C.` (not communicated) and nothing at all. Source: the statistics tables of the
conventions of Lens and Harnes (two column shapes, with and without five-year variation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

from assembler.model.convention import Saisie
from assembler.model.place import Place
from assembler.model.scalars import Identifiant, Ligne

Unit = Literal["nombre", "pourcent", "euros", "evolution", "taux", "decimal"]


class Special(Enum):
    """A cell without a number."""

    NON_COMMUNIQUE = "N.C."
    NEANT = "- €"


Value = Decimal | Special | None
"""A figure's value; None is an empty cell. The Decimal keeps the digits that were typed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a figures file. `variation` is in percent over five years; `year` None when none was typed."""

    code: str
    year: int | None
    value: Value
    variation: Value
    place: Place


Figures = Mapping[str, Figure]
"""The figures of one territory, by indicator code."""


class Indicateur(Saisie):
    code: Identifiant
    libelle: Ligne
    unite: Unit
    presentation: Literal["normal", "fort", "detail"] = "normal"


class Versement(Saisie):
    """An amount that no table holds: « près de 660 000 € au titre des allocations familiales »."""

    code: Identifiant
    rythme: Literal["mensuel", "annuel", "decembre"]
    objet: Ligne


class TableauStatistique(Saisie):
    code: Identifiant
    titre: Ligne
    colonnes: Literal["variation", "simple"]
    notes: tuple[Ligne, ...] = ()
    indicateurs: tuple[Indicateur, ...]
    versements: tuple[Versement, ...] = ()


class SectionCatalogue(Saisie):
    code: Identifiant
    titre: Ligne
    tableaux: tuple[TableauStatistique, ...]


class Catalogue(Saisie):
    """All indicators, in the order of the diagnostic."""

    sections: tuple[SectionCatalogue, ...]

    def tables(self) -> dict[str, TableauStatistique]:
        return {table.code: table for section in self.sections for table in section.tableaux}
