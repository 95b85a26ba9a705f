"""What a convention's input says: one frozen type a concept, with its French description.

The same declarations type the YAML files, give the JSON Schema its texts, and name
a missing value in the produced document (`title`). Every value but the territory's
name and the period may be missing (None): a convention is written over months.
Source of the concepts: the conventions of Lens (2022-2026) and Harnes (2023-2026).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assembler.model.finding import Stage
from assembler.model.scalars import DateIso, Entier, Fichier, Identifiant, Ligne, TexteLong

AnnexeKind = Literal["diagnostic", "equipements", "plan-actions", "gouvernance", "referentiel", "deliberation"]


class Saisie(BaseModel):
    """Base of all that is typed into a YAML file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


def requis(title: str, description: str, **more: Any) -> Any:
    """A key that must be there; its words are those of `champ`."""
    return Field(title=title, description=description, **more)


def champ(title: str, description: str, default: Any = None, **more: Any) -> Any:
    """A key: `title` is its short name inside a sentence, `description` explains it in the editor."""
    return Field(default, title=title, description=description, **more)


class Tableau(Saisie):
    """A plain table; may also be named as a CSV file."""

    titre: Ligne | None = champ("titre du tableau", "Titre affiché au-dessus du tableau.")
    colonnes: tuple[Ligne, ...] = champ("colonnes", "Titres des colonnes.", ())
    lignes: tuple[tuple[str, ...], ...] = champ("lignes", "Lignes du tableau : une liste de cellules par ligne.", ())


class Rubrique(Saisie):
    """A heading with free text, tables and sub-headings."""

    titre: Ligne | None = champ("titre de la rubrique", "Titre de la rubrique.")
    texte: TexteLong | None = champ("texte", "Texte de la rubrique.")
    tableau: Tableau | None = champ("tableau", "Tableau, écrit ici ou dans un fichier CSV (« harnes/ecoles.csv »).")
    rubriques: tuple[Rubrique, ...] = champ("sous-rubriques", "Rubriques de niveau inférieur.", ())


class Deliberation(Saisie):
    """The council's vote; it must have reached the préfet before signature (CE, avis, 10 June 1996, no. 176873)."""

    numero: Ligne | None = champ("numéro de la délibération", "Numéro de la délibération.")
    date: DateIso | None = champ("date de la délibération", "Date du vote.")
    transmission: DateIso | None = champ(
        "date de transmission au préfet", "Date à laquelle la délibération a été transmise au représentant de l’État."
    )
    texte: TexteLong | None = champ("texte de la délibération", "Texte de la délibération.")


class Signataire(Saisie):
    organisme: Ligne | None = champ("organisme signataire", "Nom de l’organisme qui signe.")
    qualite: Ligne | None = champ("qualité du signataire", "Qualité : « Le Maire », « Le Directeur »…")
    nom: Ligne | None = champ("nom du signataire", "Prénom et nom de la personne qui signe.")
    mention: Ligne | None = champ(
        "mention du signataire", "Facultatif : mention sous le nom, telle que « Par délégation du Président »."
    )
    siege: Ligne | None = champ("siège de l’organisme", "Facultatif : adresse du siège, pour le bloc des parties.")
    signe_le: DateIso | None = champ(
        "date de sa signature",
        "Facultatif : jour où il a signé, pour le suivi des signatures ; ne paraît pas dans le texte.",
    )


class Equipement(Saisie):
    type: Ligne | None = champ("type de structure", "Type de structure : EAJE, ALSH, RPE, LAEP…")
    nom: Ligne | None = champ("nom de la structure", "Nom de la structure.")
    adresse: Ligne | None = champ("adresse", "Adresse de la structure.")
    gestionnaire: Ligne | None = champ("gestionnaire", "Organisme gestionnaire.")


class Collectivite(Saisie):
    """What a commune and an intercommunality have in common."""

    nom: Ligne = requis("nom", "Nom du territoire, avec son article s’il en a un : Harnes, Le Havre.", min_length=1)
    denomination: Ligne | None = champ(
        "dénomination", "Mot employé dans le texte : commune, ville, communauté d’agglomération…"
    )
    elision: Literal["oui", "non"] | None = champ(
        "élision", "« oui » pour d’Hénin-Beaumont, « non » pour de Harnes, quand la règle ordinaire se trompe."
    )
    insee: Ligne | None = champ("code Insee", "Code Insee de la commune, ou numéro SIREN de l’intercommunalité.")
    gentile: Ligne | None = champ("gentilé", "Nom des habitants, au masculin pluriel : Harnésiens.")
    logo: Fichier | None = champ("logo", "Image PNG ou JPEG du logo (chemin depuis ce fichier).")


class Commune(Collectivite):
    """A member of an intercommunality."""

    texte: TexteLong | None = champ("champs d’intervention", "Article 3 : texte libre sur les champs d’intervention.")
    competences: tuple[Ligne, ...] = champ("compétences", "Article 3 : compétences exercées.", ())
    equipements: tuple[Equipement, ...] = champ("équipements", "Annexe équipements : structures soutenues.", ())
    donnees: Fichier | None = champ(
        "données statistiques", "Fichier des chiffres de la commune : CSV, XLSX ou correspondance."
    )
    deliberation: Deliberation | None = champ("délibération", "Délibération du conseil municipal.")
    signataire: Signataire | None = champ("signataire", "Signataire de la commune.")


class Ads(Saisie):
    """The CAF's local team (antenne de développement social)."""

    nom: Ligne | None = champ("nom de l’antenne", "Nom de l’antenne de développement social.")
    responsable: Literal["femme", "homme"] | None = champ(
        "responsable de territoire", "« femme » ou « homme » : la Responsable, le Responsable."
    )
    charges_accompagnement: Entier | None = champ(
        "nombre de chargés d’accompagnement", "Nombre de chargés d’accompagnement territorial."
    )
    travailleurs_sociaux: Entier | None = champ("nombre de travailleurs sociaux", "Nombre de travailleurs sociaux.")


class Territoire(Collectivite):
    """The convention's root: one commune, or an intercommunality with its member communes."""

    type: Literal["commune", "epci"] = champ("type", "« commune » ou « epci ».", "commune")
    epci: Ligne | None = champ("intercommunalité", "Intercommunalité dont la commune est membre, avec son article.")
    ads: Ads | None = champ("antenne de développement social", "Équipe locale de la Caf.")
    communes: tuple[Commune, ...] = champ(
        "communes membres", "Communes membres signataires (pour un EPCI).", (), max_length=50
    )


class Periode(Saisie):
    debut: DateIso = requis("début de la période", "Premier jour : 2023-01-01 ou 01/01/2023.")
    fin: DateIso = requis("fin de la période", "Dernier jour : 2026-12-31 ou 31/12/2026.")


class Approbation(Saisie):
    par: Ligne = requis("approuvé par", "Personne ou service qui a approuvé.")
    le: DateIso = requis("date d’approbation", "Date de l’approbation.")
    reference: Ligne = requis("référence", "Référence de l’approbation (note, courriel, décision).")


class Derogation(Saisie):
    """One standard clause replaced for one convention."""

    clause: Identifiant = requis("clause", "Identifiant de la clause remplacée : fin, duree…")
    texte: Fichier = requis("texte", "Fichier Markdown du texte de remplacement.")
    motif: Ligne = requis("motif", "Raison de la dérogation.")
    approbation: Approbation | None = champ(
        "approbation de la dérogation", "Qui a approuvé, quand, sous quelle référence."
    )


class Remarque(Saisie):
    """A remark of the steering committee: kept with the text it is about, never in the signed text."""

    de: Ligne | None = champ("auteur de la remarque", "Qui fait la remarque.")
    sur: Ligne | None = champ("objet de la remarque", "Mot ou passage visé.")
    texte: TexteLong | None = champ("remarque", "Texte de la remarque.")
    suite: TexteLong | None = champ(
        "suite donnée", "Suite donnée à la remarque ; tant qu’elle manque, la remarque est ouverte."
    )


class Suivie(Saisie):
    """Base of what is written together: remarks and sources stay with the text, never in the signed one."""

    remarques: tuple[Remarque, ...] = champ(
        "remarques", "Remarques reçues ; elles ne paraissent pas dans le texte signé.", ()
    )
    sources: tuple[Ligne, ...] = champ("sources", "D’où viennent ces éléments ; ne paraît pas dans le texte signé.", ())


class Acceptation(Saisie):
    """A finding that somebody answers for."""

    code: Ligne = requis("code", "Code du point accepté : COM001…")
    sur: Ligne | None = champ("passage visé", "Morceau du message qui désigne le point, s’il y en a plusieurs.")
    motif: Ligne = requis("motif", "Pourquoi le point est accepté.")
    par: Ligne = requis("accepté par", "Qui en répond.")
    jusqu_au: DateIso = requis("date limite", "Dernier jour où l’acceptation vaut.")


class Intervention(Suivie):
    """Article 3: what the commune does."""

    texte: TexteLong | None = champ("champs d’intervention", "Texte libre de l’article 3.")
    competences: tuple[Ligne, ...] = champ("compétences", "Compétences exercées, une par ligne.", ())


class Objectif(Saisie):
    """A text of its own, or the identifier of the fiche that carries it (its title is then the text)."""

    texte: Ligne | None = champ("objectif", "Texte de l’objectif. Inutile si la fiche le porte déjà comme titre.")
    fiche: Identifiant | None = champ("fiche", "Identifiant de la fiche action qui met l’objectif en œuvre.")

    @model_validator(mode="before")
    @classmethod
    def text_alone(cls, value: Any) -> Any:
        return {"texte": value} if isinstance(value, str) else value


class Orientation(Saisie):
    titre: Ligne | None = champ("orientation", "Enjeu ou orientation : « Promouvoir… »")
    objectifs: tuple[Objectif, ...] = champ("objectifs", "Objectifs de l’orientation.", ())


class Theme(Saisie):
    titre: Ligne | None = champ("thème", "Titre du thème, tel qu’il paraît à l’article 4.")
    axe: Ligne | None = champ("axe", "Nom court du thème dans le plan d’actions (par défaut : le titre).")
    objectifs: tuple[Objectif, ...] = champ("objectifs", "Objectifs qui ne relèvent d’aucune orientation.", ())
    orientations: tuple[Orientation, ...] = champ("orientations", "Orientations du thème.", ())


class Enjeux(Suivie):
    """Article 4: the only tree of themes, orientations and objectives."""

    themes: tuple[Theme, ...] = champ("thèmes", "Thèmes de l’article 4, dans l’ordre.", ())


class Instance(Saisie):
    nom: Ligne | None = champ("nom de l’instance", "Comité de pilotage, comité technique…")
    composition: Ligne | None = champ("composition", "Qui siège dans l’instance.")
    missions: TexteLong | None = champ("missions", "Ce que fait l’instance.")
    reunions: Ligne | None = champ("fréquence des réunions", "Fréquence des réunions.")


class Gouvernance(Suivie):
    """The bodies of article 6-a and of the governance annexe: one source for both."""

    instances: tuple[Instance, ...] = champ("instances", "Instances de gouvernance, dans l’ordre.", ())
    animation: TexteLong | None = champ("animation", "Qui prépare et anime les instances.")


class Signature(Saisie):
    lieu: Ligne | None = champ("lieu de signature", "Commune où la convention est signée.")
    date: DateIso | None = champ("date de signature", "Date de signature.")
    exemplaires: Entier | None = champ(
        "nombre d’exemplaires", "Nombre d’originaux sur papier. Par défaut : un par signataire."
    )
    signataires: tuple[Signataire, ...] = champ("signataires", "Signataires, la Caf d’abord.", ())
    forme: Literal["papier", "electronique"] = champ(
        "forme de la signature",
        "« papier » ou « electronique », alors sans nombre d’exemplaires. Par défaut : « papier ».",
        "papier",
    )


class Section(Saisie):
    """A theme of the diagnostic: its tables, then what the partners make of them."""

    titre: Ligne | None = champ("titre", "Titre de la partie.")
    tableaux: tuple[Identifiant, ...] = champ("tableaux", "Codes des tableaux statistiques à placer ici : T1, T2…", ())
    commentaires: TexteLong | None = champ("commentaires", "Commentaires et compléments aux chiffres.")
    atouts: TexteLong | None = champ("atouts", "Atouts du territoire.")
    faiblesses: TexteLong | None = champ("faiblesses", "Faiblesses du territoire.")
    problematique: TexteLong | None = champ("problématique", "Question à laquelle le plan d’actions répond.")
    axes: TexteLong | None = champ("axes de développement", "Axes de développement retenus.")
    sections: tuple[Section, ...] = champ("sous-parties", "Parties de niveau inférieur.", ())


class Reference(Saisie):
    """A territory beside the department that the figures are compared with: the intercommunality."""

    nom: Ligne = requis("nom de la référence", "Nom en tête de colonne : « CA de Lens-Liévin ».")
    dit: Ligne = requis(
        "nom dans une phrase", "Nom avec son article : « la communauté d’agglomération de Lens-Liévin »."
    )
    donnees: Fichier = requis("données de la référence", "Fichier des chiffres de cette référence.")


class Diagnostic(Suivie):
    presentation: TexteLong | None = champ("présentation du diagnostic", "Méthode suivie, en tête de l’annexe.")
    donnees: Fichier | None = champ(
        "données statistiques", "Fichier des chiffres du territoire : CSV, classeur XLSX ou correspondance YAML."
    )
    somme_des_communes: Literal["oui", "non"] = champ(
        "somme des communes",
        "« oui » : pour un EPCI, les chiffres qui manquent à « donnees » sont la somme de ceux des communes membres.",
        "non",
    )
    reference: Fichier | None = champ("données du département", "Fichier des chiffres du département.")
    autre_reference: Reference | None = champ(
        "autre référence", "Second territoire de comparaison, avec ses chiffres : l’intercommunalité."
    )
    sections: tuple[Section, ...] = champ("parties", "Parties du diagnostic. Par défaut : celles du catalogue.", ())
    contexte: tuple[Rubrique, ...] = champ("contexte local", "Contexte local : urbanisme, écoles, équipements…", ())


class Equipements(Suivie):
    """Annexe: the equipments that the engagements clause finances."""

    note: TexteLong | None = champ("note", "Précision placée sous le titre de l’annexe.")
    liste: tuple[Equipement, ...] = champ("liste des équipements", "Structures soutenues par la collectivité.", ())
    offre: tuple[Rubrique, ...] = champ("offre de service", "Description de l’offre existante.", ())


class Fiche(Suivie):
    """An action sheet: nine standard cells. Its number comes from article 4."""

    id: Identifiant = requis("identifiant", "Nom court de la fiche, cité à l’article 4.")
    titre: Ligne | None = champ("titre de la fiche", "Titre de la fiche, écrit ici seulement.")
    enjeux: TexteLong | None = champ(
        "enjeux", "Enjeux. Par défaut : les orientations de l’article 4 qui citent la fiche."
    )
    presentation: TexteLong | None = champ("présentation", "Texte placé entre le titre et la grille.")
    diagnostic: TexteLong | None = champ("diagnostic initial", "Diagnostic initial.")
    public: TexteLong | None = champ("public cible", "Public cible.")
    objectifs: TexteLong | None = champ("objectifs opérationnels", "Objectifs opérationnels.")
    modalites: TexteLong | None = champ("modalités de mise en œuvre", "Modalités de mise en œuvre.")
    echeances: TexteLong | None = champ("échéances de réalisation", "Échéances de réalisation.")
    services: TexteLong | None = champ(
        "services mobilisés et responsables de l’action", "Services mobilisés et responsables de l’action."
    )
    resultats: TexteLong | None = champ("résultats attendus", "Résultats attendus.")
    partenaires: TexteLong | None = champ("partenaires sollicités", "Partenaires sollicités.")
    indicateurs: TexteLong | None = champ("indicateurs d’évaluation", "Indicateurs d’évaluation.")
    moyens: TexteLong | None = champ("moyens mobilisés", "Facultatif : moyens mobilisés par chaque signataire.")


class Departement(Saisie):
    nom: Ligne = requis("département", "Nom du département, sans article.")
    article: Literal["le", "la", "l'", "les", "aucun"] = requis(
        "article", "Article du nom : le (Pas-de-Calais), l' (Aisne), les (Landes), aucun (Paris)."
    )

    @field_validator("article", mode="before")
    @classmethod
    def straight(cls, value: Any) -> Any:
        """An editor may type « l’ » with the typographic apostrophe."""
        return value.replace("’", "'") if isinstance(value, str) else value


class Sdsf(Saisie):
    """The departmental scheme for family services."""

    generation: Ligne | None = champ("génération du SDSF", "Génération : « deuxième génération ».")
    debut: Entier | None = champ("début du SDSF", "Première année.")
    fin: Entier | None = champ("fin du SDSF", "Dernière année.")
    signataires: tuple[Ligne, ...] = champ("signataires du SDSF", "Signataires, avec leur article.", ())
    ambition: Ligne | None = champ("ambition du SDSF", "Ambition commune.")
    axes: tuple[Ligne, ...] = champ("axes du SDSF", "Axes.", ())
    chapitres: tuple[Ligne, ...] = champ("chapitres du SDSF", "Chapitres.", ())
    principes: tuple[Ligne, ...] = champ("principes du SDSF", "Principes transversaux.", ())


class AxeCog(Saisie):
    titre: Ligne = requis("axe", "Titre de l’axe.")
    sous_objectifs: tuple[Ligne, ...] = champ("sous-objectifs", "Sous-objectifs de l’axe.", ())


class Cog(Saisie):
    """A period of the national agreement between the State and the CNAF."""

    debut: Entier = requis("début de la COG", "Première année.")
    fin: Entier = requis("fin de la COG", "Dernière année.")
    axes: tuple[AxeCog, ...] = champ("axes de la COG", "Axes et sous-objectifs.", ())


class Caf(Saisie):
    """What is the same for every convention of one CAF."""

    nom: Ligne = requis("nom de la Caf", "Nom court : « Caf du Pas-de-Calais ».")
    nom_complet: Ligne = requis("nom complet de la Caf", "Nom en toutes lettres.")
    departement: Departement = requis("département", "Département de la Caf.")
    directeur: Ligne | None = champ("directeur de la Caf", "Prénom et nom du directeur ou de la directrice.")
    logo: Fichier | None = champ("logo de la Caf", "Image PNG ou JPEG (chemin depuis ce fichier).")
    sdsf: Sdsf | None = champ("SDSF", "Schéma départemental des services aux familles.")
    schemas: tuple[Ligne, ...] = champ("schémas départementaux", "Autres schémas, avec leur article.", ())
    cog: tuple[Cog, ...] = champ("COG", "Conventions d’objectifs et de gestion, une par période.", ())


class Renouvellement(Saisie):
    """The convention that this one follows: its texts were a starting point, and may say what is over."""

    debut: DateIso | None = champ("début de la convention précédente", "Premier jour de la convention précédente.")
    fin: DateIso | None = champ("fin de la convention précédente", "Dernier jour de la convention précédente.")


class SuiteAvenant(Saisie):
    """What is known of an avenant beside the text that it changes."""

    deliberation: Deliberation | None = champ("délibération de l’avenant", "Délibération qui autorise l’avenant.")
    signature: Signature | None = champ("signature de l’avenant", "Lieu, date et nombre d’exemplaires de l’avenant.")


class Convention(Saisie):
    """The main file of one convention."""

    caf: Caf = requis("Caf", "Fichier commun de la Caf : « communs/pas-de-calais.yaml ».")
    territoire: Territoire = requis("territoire", "Commune ou intercommunalité.")
    periode: Periode = requis("période", "Période de la convention.")
    date_reference: DateIso | None = champ(
        "date de référence",
        "Jour qui choisit les clauses : celles qui sont en vigueur ce jour-là. Par défaut : le début de la période.",
    )
    etape: Stage = champ("étape", "Étape : projet, copil, deliberation, signature, signee ou publiee.", "projet")
    projet_du: DateIso | None = champ(
        "date du projet", "Date portée sur le projet, tant qu’il n’est pas le texte à voter."
    )
    acceptations: tuple[Acceptation, ...] = champ("acceptations", "Points du contrôle que quelqu’un accepte.", ())
    annexes: tuple[AnnexeKind, ...] | None = champ("annexes", "Annexes, dans l’ordre. Par défaut : celles du plan.")
    clauses: dict[Identifiant, Ligne] = champ("clauses", "Versions imposées : « fin: 2022-01 ».", {})
    derogations: tuple[Derogation, ...] = champ("dérogations", "Clauses remplacées pour cette convention.", ())
    intervention: Intervention | None = champ("champs d’intervention", "Article 3.")
    enjeux: Enjeux | None = champ("enjeux", "Article 4.")
    gouvernance: Gouvernance | None = champ("gouvernance", "Instances de l’article 6-a.")
    signature: Signature | None = champ("signature", "Lieu, date et signataires.")
    deliberation: Deliberation | None = champ("délibération", "Délibération du conseil.")
    diagnostic: Diagnostic | None = champ("diagnostic", "Annexe diagnostic.")
    equipements: Equipements | None = champ("équipements", "Annexe équipements.")
    fiches: tuple[Fiche, ...] = champ("fiches actions", "Fiches, écrites ici ou une par fichier.", ())
    renouvelle: Renouvellement | None = champ(
        "convention précédente", "Facultatif : période de la convention que celle-ci renouvelle (« assemble renew »)."
    )
    avenants: tuple[SuiteAvenant, ...] = champ(
        "avenants", "Facultatif : un tiret par avenant, dans l’ordre, avec sa délibération et sa signature.", ()
    )
    avec: tuple[Identifiant, ...] = champ(
        "parties facultatives", "Parties facultatives du plan que la convention prend : parties, visas.", ()
    )
    visas: tuple[Ligne, ...] = champ(
        "visas", "Facultatif : visas propres à la convention, à la suite de ceux de la clause.", ()
    )

    @property
    def jour_de_reference(self) -> date:
        """The day whose wordings the convention takes: those of its own time, not those of a later period."""
        return self.date_reference or self.periode.debut
