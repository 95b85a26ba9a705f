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

from assembler.model.convention import Saisie, champ, requis
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
    code: Identifiant = requis("code", "Code stable, repris dans les fichiers de chiffres : habitants, allocataires…")
    libelle: Ligne = requis("libellé", "Libellé affiché dans le tableau.")
    unite: Unit = requis(
        "unité", "nombre, decimal, euros, pourcent (67,7 %), taux (variation signée : -0,1 %), evolution (+16)."
    )
    presentation: Literal["normal", "fort", "detail"] = champ(
        "présentation", "« fort » : ligne en gras ; « detail » : ligne « dont » ou évolution.", "normal"
    )


class Versement(Saisie):
    """An amount that no table holds: « près de 660 000 € au titre des allocations familiales »."""

    code: Identifiant = requis("code", "Code stable, repris dans le fichier de chiffres de la commune.")
    rythme: Literal["mensuel", "annuel", "decembre"] = requis(
        "rythme", "Versement mensuel, annuel, ou au titre du mois de décembre."
    )
    objet: Ligne = requis("objet", "Suite de la phrase : « au titre des allocations familiales ».")


class TableauStatistique(Saisie):
    code: Identifiant = requis("code", "Code du tableau, cité par les parties du diagnostic : T1, T2…")
    titre: Ligne = requis("titre", "Titre du tableau.")
    colonnes: Literal["variation", "simple"] = requis(
        "colonnes", "« variation » : avec les variations sur cinq ans ; « simple » : sans."
    )
    notes: tuple[Ligne, ...] = champ("notes", "Notes placées sous le tableau.", ())
    indicateurs: tuple[Indicateur, ...] = requis("indicateurs", "Lignes du tableau, dans l’ordre.")
    versements: tuple[Versement, ...] = champ("versements", "Montants qui ne figurent dans aucun tableau.", ())


class SectionCatalogue(Saisie):
    code: Identifiant = requis("code", "Code de la partie.")
    titre: Ligne = requis("titre", "Titre de la partie du diagnostic.")
    tableaux: tuple[TableauStatistique, ...] = requis("tableaux", "Tableaux de la partie, dans l’ordre.")


class Catalogue(Saisie):
    """All indicators, in the order of the diagnostic."""

    sections: tuple[SectionCatalogue, ...] = requis("parties", "Parties du diagnostic, dans l’ordre.")

    def tables(self) -> dict[str, TableauStatistique]:
        return {table.code: table for section in self.sections for table in section.tableaux}
