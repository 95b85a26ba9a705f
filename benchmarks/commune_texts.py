"""What a commune writes: competences, themes, fiches, equipments, governance. Texts from sentences that vary."""

from __future__ import annotations

import textwrap
from random import Random

THEMES = (
    ("Petite enfance", "Promouvoir une politique d’accueil du jeune enfant en réponse aux besoins des familles"),
    ("Enfance et jeunesse", "Développer des réponses adaptées aux besoins des enfants et des jeunes"),
    ("Parentalité", "Soutenir les parents dans leur rôle d’éducateurs"),
    ("Animation de la vie sociale", "Renforcer la place des habitants dans la vie locale"),
    ("Accès aux droits", "Faciliter l’accès aux droits et aux services de tous les habitants"),
    ("Logement et cadre de vie", "Améliorer les conditions de logement des familles"),
    ("Enjeux transversaux", "Piloter et animer la démarche de Convention Territoriale Globale"),
)
ACTIONS = (
    ("accueil-individuel", "Soutenir l’accueil individuel du jeune enfant"),
    ("loisirs", "Renforcer l’offre de loisirs des 3 à 17 ans"),
    ("reseau-parents", "Animer un réseau de soutien à la parentalité"),
    ("vie-sociale", "Faire vivre un espace de vie sociale"),
    ("acces-aux-droits", "Ouvrir un point d’accès aux droits et au numérique"),
    ("logement", "Accompagner les familles dans leur logement"),
    ("pilotage-ctg", "Piloter et évaluer la convention"),
    ("participation", "Développer la participation des jeunes"),
)
COMPETENCES = (
    "Gestion des écoles maternelles et primaires", "Gestion des accueils périscolaires et extrascolaires",
    "Accueil du jeune enfant", "Animation de la vie sociale", "Action sociale, par le centre communal",
    "Équipements sportifs et culturels", "Restauration scolaire", "Logement social et amélioration de l’habitat",
)  # fmt: skip
_KINDS = ("ALSH", "RPE", "EAJE", "LAEP", "Ludothèque", "Centre social")
_STREETS = ("rue des Tilleuls", "place de la République", "rue Jean-Jaurès", "avenue de la Gare", "rue de l’Église")
_FIRST = ("Camille", "Dominique", "Claude", "Maxime", "Louise", "Hervé", "Nadia", "Agnès", "Éric", "Yannick")
_LAST = ("LEFEBVRE", "DUBOIS", "CARON", "LEROY", "BENALI", "PETIT", "DELATTRE", "MOREL", "ÉTIENNE", "WATTEL")
_WHO = (
    "les familles", "les parents seuls", "les enfants de moins de 3 ans", "les 11-17 ans", "les nouveaux habitants",
    "les assistants maternels", "les personnes éloignées du numérique", "les enfants en situation de handicap",
)  # fmt: skip
_WHAT = (
    "connaissent mal les services qui leur sont ouverts", "attendent des horaires plus larges",
    "souhaitent un lieu où se retrouver", "manquent d’un interlocuteur unique", "participent peu aux instances",
    "rencontrent des difficultés de transport", "expriment des besoins que l’offre ne couvre pas encore",
)  # fmt: skip
_HOW = (
    "réunir chaque trimestre les acteurs concernés", "nommer un référent au sein des services",
    "étendre les horaires d’ouverture", "former les professionnels et les bénévoles", "ouvrir un lieu d’accueil",
    "publier un guide des services", "mobiliser les aides de la Caf en fonctionnement et en investissement",
    "tenir des permanences dans les quartiers", "recueillir l’avis des habitants par une enquête",
)  # fmt: skip
_WITH = (
    "Caf, Service Action Sociale", "Services municipaux", "Associations locales", "Éducation nationale",
    "Protection maternelle et infantile", "Centre communal d’action sociale", "Mission locale", "Bailleurs sociaux",
)  # fmt: skip


def person(random: Random) -> str:
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}"


def equipment(random: Random, name: str) -> str:
    """One entry of a list of equipments, without its dash."""
    kind = random.choice(_KINDS)
    street = f"{random.randint(1, 120)} {random.choice(_STREETS)}"
    title = f"{kind} {random.choice(_LAST).capitalize()}"
    return f"type: {kind}\nnom: {title}\nadresse: {street}\ngestionnaire: Mairie, {name}\n"


def fiche(random: Random, key: str, title: str, name: str, years: str) -> str:
    """A fiche, its nine cells filled, as the YAML of a file of its own."""
    who, others = random.sample(_WHO, 2)
    found, also = random.sample(_WHAT, 2)
    ways = random.sample(_HOW, 4)
    partners = random.sample(_WITH, 5)
    number = random.randint(12, 480)
    cells = {
        "diagnostic": f"À {name}, {who} {found}. Une enquête menée auprès de {number} foyers le confirme.\n\n"
        f"De leur côté, {others} {also} : {number // 4} réponses sur {number} le disent.",
        "public": _items([who, others]),
        "objectifs": _items(
            [f"Faire que {who} soient mieux accompagnés", f"Mieux associer {others}", "Coordonner l’offre"]
        ),
        "modalites": "\n".join(f"{rank}. {way[0].upper()}{way[1:]}." for rank, way in enumerate(ways, 1)),
        "echeances": f"Toute la durée de la convention ({years}).",
        "services": _items(partners[:2]),
        "resultats": _items(
            [f"{number // 3} familles touchées chaque année", f"Une offre mieux connue, {who} compris"]
        ),
        "partenaires": _items(partners[2:]),
        "indicateurs": _items(["Nombre de réunions", f"Part des foyers informés, sur {number}", "Profil du public"]),
    }
    blocks = "".join(f"{cell}: |\n{textwrap.indent(text, '  ')}\n" for cell, text in cells.items())
    return f"id: {key}\ntitre: {title}\n{blocks}"


def bodies(random: Random, name: str) -> str:
    """The governance of article 6-a."""
    often = random.choice(("une fois par an", "deux fois par an", "chaque semestre"))
    return (
        "gouvernance:\n  instances:\n    - nom: Comité de pilotage\n"
        f"      composition: élus ({name}) et services de la Caf\n"
        f"      missions: |\n        - valider les orientations et les actions ;\n        - suivre leur évaluation.\n"
        f"      reunions: {often}\n    - nom: Comité technique\n      composition: techniciens des partenaires\n"
        "      missions: |\n        Il prépare les travaux du comité de pilotage.\n      reunions: chaque trimestre\n"
    )


def _items(lines: list[str]) -> str:
    return "\n".join(f"- {line[0].upper()}{line[1:]}" for line in lines)
