"""The catalogue of indicators: tables, formulas, sentences and charts of the diagnostic, as data.

Source: the statistics tables of the conventions of Lens and Harnes (two column shapes, with
and without five-year variation) and the sentences around them.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from assembler.model.convention import Saisie, champ, requis
from assembler.model.figures import Figures
from assembler.model.scalars import Entier, Identifiant, Ligne

Unit = Literal["nombre", "pourcent", "euros", "evolution", "taux", "decimal"]
ADDITIVE: tuple[Unit, ...] = ("nombre", "euros", "evolution")
PERCENTAGES: tuple[Unit, ...] = ("pourcent", "taux")


class Denombrement(Saisie):
    """How things are counted in a sentence: « une micro-crèche », « 2 micro-crèches », « aucune micro-crèche »."""

    un: Ligne = requis("singulier", "Nom au singulier, sans article : « place en EAJE ».")
    des: Ligne = requis("pluriel", "Nom au pluriel, sans article : « places en EAJE ».")
    genre: Literal["masculin", "feminin"] = requis("genre", "« masculin » (aucun EAJE) ou « feminin » (aucune place).")


class Comparaison(Saisie):
    """How a sentence compares the indicator with a reference territory."""

    nom: Ligne = requis("nom", "Sujet de la phrase, avec son article : « la part des familles monoparentales ».")
    accord: Literal["masculin", "feminin", "masculin pluriel", "feminin pluriel"] = requis(
        "accord", "Accord de l’adjectif : « feminin » pour « la part … », « masculin pluriel » pour « les jeunes … »."
    )
    mot: Literal["superieur", "fort", "eleve"] = champ(
        "mot",
        "superieur (supérieur, inférieur), fort (plus fort, plus faible) ou eleve (plus élevé, moins élevé).",
        "superieur",
    )
    sens: Literal["fragilite", "atout"] | None = champ(
        "sens",
        "Ce qu’un chiffre élevé signale : « fragilite » ou « atout ». Sans cette clé, le document n’en dit rien.",
    )


class Indicateur(Saisie):
    code: Identifiant = requis("code", "Code stable, repris dans les fichiers de chiffres : habitants, allocataires…")
    libelle: Ligne = requis("libellé", "Libellé affiché dans le tableau.")
    unite: Unit = requis(
        "unité", "nombre, decimal, euros, pourcent (67,7 %), taux (variation signée : -0,1 %), evolution (+16)."
    )
    presentation: Literal["normal", "fort", "detail"] = champ(
        "présentation", "« fort » : ligne en gras ; « detail » : ligne « dont » ou évolution.", "normal"
    )
    decimales: Entier | None = champ("décimales", "Nombre de décimales (par défaut : 1 pour un pourcentage).")
    source: Ligne | None = champ("source", "D’où vient le chiffre : Insee, Caf, MSA… Par défaut : celle du tableau.")
    formule: Ligne | None = champ(
        "formule", "Calcul d’une part à partir d’effectifs : « personnes_couvertes / habitants »."
    )
    somme: Literal["oui", "non"] | None = champ(
        "somme",
        "Les chiffres de plusieurs communes s’additionnent-ils ? Par défaut : oui pour un effectif, un montant.",
    )
    dont: tuple[Identifiant, ...] = champ("dont", "Codes des parties dont la somme fait exactement cet indicateur.", ())
    inclus_dans: Identifiant | None = champ(
        "inclus dans", "Code de l’ensemble dont cet indicateur ne compte qu’une partie."
    )
    comparaison: Comparaison | None = champ("comparaison", "Comment une phrase compare ce chiffre à une référence.")
    groupe: Ligne | None = champ("groupe", "Le groupe que le chiffre mesure, au pluriel : « les allocataires isolés ».")
    court: Ligne | None = champ("nom court", "Nom court, pour les graphiques.")
    denombrement: Denombrement | None = champ("dénombrement", "Comment une phrase compte ces structures.")
    termes: tuple[Ligne, ...] = champ("termes", "Mots par lesquels un commentaire désigne cet indicateur.", ())

    @property
    def places(self) -> int:
        """How many decimals a computed value has."""
        if self.decimales is not None:
            return self.decimales
        return 1 if self.unite in (*PERCENTAGES, "decimal") else 0

    @property
    def additive(self) -> bool:
        """Do the figures of several communes add up?"""
        return self.unite in ADDITIVE if self.somme is None else self.somme == "oui"

    @property
    def short(self) -> str:
        return self.court or self.libelle


class Versement(Saisie):
    """An amount that no table holds: « près de 660 000 € au titre des allocations familiales »."""

    code: Identifiant = requis("code", "Code stable, repris dans le fichier de chiffres de la commune.")
    rythme: Literal["mensuel", "annuel", "decembre"] = requis(
        "rythme", "Versement mensuel, annuel, ou au titre du mois de décembre."
    )
    objet: Ligne = requis("objet", "Suite de la phrase : « au titre des allocations familiales ».")
    total_de: tuple[Identifiant, ...] = champ(
        "total de", "Codes des montants des tableaux dont ce versement est le total arrondi.", ()
    )


PhraseKind = Literal["comparaison", "surrepresentation", "predominance", "evolution", "versement", "compte"]


class Phrase(Saisie):
    """A sentence that the figures write, above its table. Nothing is said where a figure is missing."""

    genre: PhraseKind = requis(
        "genre",
        "comparaison (avec le département) ; surrepresentation (groupes plus présents que dans le département) ; "
        "predominance (groupe le plus nombreux) ; evolution (sur cinq ans) ; versement (montant arrondi) ; "
        "compte (nombre de structures).",
    )
    indicateurs: tuple[Identifiant, ...] = requis(
        "indicateurs", "Codes des indicateurs dont parle la phrase.", min_length=1
    )
    objet: Ligne | None = champ(
        "objet",
        "predominance : « parmi les allocataires » ; versement : « au titre des prestations de service ».",
    )
    groupe: Denombrement | None = champ("groupe", "surrepresentation : nom de ce que l’on compte (tranche d’âge).")


class TableauStatistique(Saisie):
    code: Identifiant = requis("code", "Code du tableau, cité par les parties du diagnostic : T1, T2…")
    titre: Ligne = requis("titre", "Titre du tableau.")
    colonnes: Literal["variation", "simple"] = requis(
        "colonnes", "« variation » : avec les variations sur cinq ans ; « simple » : sans."
    )
    source: Ligne = champ("source", "D’où viennent les chiffres du tableau.", "Caf")
    repartitions: tuple[tuple[Identifiant, ...], ...] = champ(
        "répartitions", "Groupes de parts qui font ensemble 100 % : une liste de codes par groupe.", ()
    )
    notes: tuple[Ligne, ...] = champ("notes", "Notes placées sous le tableau.", ())
    indicateurs: tuple[Indicateur, ...] = requis("indicateurs", "Lignes du tableau, dans l’ordre.")
    versements: tuple[Versement, ...] = champ("versements", "Montants qui ne figurent dans aucun tableau.", ())
    phrases: tuple[Phrase, ...] = champ("phrases", "Phrases que les chiffres écrivent, dans l’ordre.", ())


class Graphique(Saisie):
    """A chart: the territory beside its reference, or alone."""

    code: Identifiant = requis("code", "Code du graphique.")
    genre: Literal["barres", "radar"] = requis(
        "genre", "« barres », ou « radar » (rapport à la référence, qui vaut 100)."
    )
    titre: Ligne = requis("titre", "Titre du graphique.")
    mesure: Ligne = requis("mesure", "Ce que mesure le graphique : « en % des allocataires ».")
    apres: Identifiant | None = champ(
        "après", "Code du tableau que le graphique suit. Par défaut : la synthèse, à la fin des chiffres."
    )
    reference: Literal["oui", "non"] = champ("référence", "Montrer aussi le département ? oui ou non.", "oui")
    indicateurs: tuple[Identifiant, ...] = requis("indicateurs", "Codes des indicateurs, dans l’ordre.", min_length=2)


class Seuils(Saisie):
    """From which ratio to the reference (100) an indicator is told as far from it."""

    haut: Entier = champ("seuil haut", "À partir de ce rapport, l’indicateur est fortement supérieur.", 120)
    bas: Entier = champ("seuil bas", "Jusqu’à ce rapport, l’indicateur est fortement inférieur.", 80)


class SectionCatalogue(Saisie):
    code: Identifiant = requis("code", "Code de la partie.")
    titre: Ligne = requis("titre", "Titre de la partie du diagnostic.")
    tableaux: tuple[TableauStatistique, ...] = requis("tableaux", "Tableaux de la partie, dans l’ordre.")


class Catalogue(Saisie):
    """All indicators, in the order of the diagnostic."""

    sections: tuple[SectionCatalogue, ...] = requis("parties", "Parties du diagnostic, dans l’ordre.")
    graphiques: tuple[Graphique, ...] = champ("graphiques", "Graphiques du diagnostic, dans l’ordre.", ())
    seuils: Seuils = champ(
        "seuils", "Seuils du radar : rapports à la référence, qui vaut 100.", Seuils.model_construct(haut=120, bas=80)
    )

    @cached_property
    def tables(self) -> dict[str, TableauStatistique]:
        """By code, in order."""
        return {table.code: table for section in self.sections for table in section.tableaux}

    @cached_property
    def indicators(self) -> dict[str, Indicateur]:
        """By code, in order."""
        return {each.code: each for table in self.tables.values() for each in table.indicateurs}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """What each code of a figures file is measured in; a payment that no table holds is an amount."""
        units: dict[str, Unit] = {}
        for table in self.tables.values():
            units.update((indicator.code, indicator.unite) for indicator in table.indicateurs)
            units.update((payment.code, "euros") for payment in table.versements)
        return units

    @cached_property
    def sources(self) -> dict[str, str]:
        """Where the figures of each indicator come from."""
        return {each.code: each.source or table.source for table in self.tables.values() for each in table.indicateurs}

    def is_told(self, table: str, figures: Figures) -> bool:
        """Does a line of the table say something, be it only the year of a value that is missing?"""
        codes = [each.code for each in self.tables[table].indicateurs]
        return any(code in figures and not figures[code].says_nothing for code in codes)

    def adds_up(self, code: str) -> bool:
        """Do the figures of several communes add up? Payments do."""
        return self.indicators[code].additive if code in self.indicators else code in self.units

    @cached_property
    def computed(self) -> tuple[Indicateur, ...]:
        """The indicators that have a formula."""
        return tuple(each for each in self.indicators.values() if each.formule)
