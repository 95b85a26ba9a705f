"""A mapping: how an extract in another layout gives the figures of a territory."""

from __future__ import annotations

from typing import Literal

from assembler.model.convention import Saisie, champ, requis
from assembler.model.scalars import Entier, Fichier, Ligne


class Colonnes(Saisie):
    """The titles that the extract gives to its columns."""

    indicateur: Ligne | None = champ(
        "colonne des indicateurs",
        "Titre de la colonne qui nomme l’indicateur. Sans cette clé, chaque indicateur a sa propre colonne.",
    )
    annee: Ligne | None = champ("colonne de l’année", "Titre de la colonne de l’année.")
    valeur: Ligne | None = champ(
        "colonne de la valeur", "Titre de la colonne de la valeur, quand une colonne nomme les indicateurs."
    )
    variation: Ligne | None = champ(
        "colonne de la variation", "Titre de la colonne de la variation, quand une colonne nomme les indicateurs."
    )
    territoire: Ligne | None = champ(
        "colonne du territoire",
        "Titre de la colonne qui donne le territoire : son nom ou son code Insee, tels que la convention les écrit.",
    )


class Correspondance(Saisie):
    """An extract has one row an indicator (`colonnes.indicateur`), or one row a territory and a column an indicator."""

    fichier: Fichier = requis("fichier de l’extrait", "Fichier CSV ou XLSX de l’extrait (chemin depuis ce fichier).")
    feuille: Ligne | None = champ("feuille", "Feuille du classeur. Par défaut : « Chiffres », ou la première visible.")
    ligne_des_titres: Entier = champ("ligne des titres", "Numéro de la ligne des titres. Par défaut : 1.", 1)
    colonnes: Colonnes = requis("colonnes", "Titres des colonnes de l’extrait.")
    annee: Entier | None = champ(
        "année",
        "Année de tous les chiffres, si l’extrait n’a pas de colonne pour elle. Avec « colonnes: annee » et une ligne "
        "par indicateur : seules les lignes de cette année se lisent.",
    )
    decimale: Literal["virgule", "point"] = champ(
        "signe décimal", "Signe devant les décimales, dans les cellules de texte : « virgule » ou « point ».", "virgule"
    )
    fractions: Literal["oui", "non"] = champ(
        "fractions",
        "Les pourcentages sans signe « % » sont-ils des fractions (0,159 pour 15,9 %) ? oui ou non (par défaut).",
        "non",
    )
    non_communique: tuple[Ligne, ...] = champ(
        "non communiqué", "Ce que l’extrait écrit pour « N.C. » : s, n.d., secret…", ()
    )
    neant: tuple[Ligne, ...] = champ("néant", "Ce que l’extrait écrit pour « - € » (aucun versement).", ())
    indicateurs: dict[Ligne, Ligne] = requis(
        "indicateurs",
        "Nom de l’indicateur dans l’extrait, puis son code au catalogue : « NB_ALLOC: allocataires ».",
    )
    variations: dict[Ligne, Ligne] = champ(
        "variations", "Titre de chaque colonne de variation, puis le code de l’indicateur qui varie.", {}
    )
    ignorer: tuple[Ligne, ...] = champ("à ignorer", "Indicateurs et colonnes de l’extrait laissés de côté exprès.", ())
