"""Conventions at the limits of what may be typed: long names, texts and tables, many fiches and signatories."""

from __future__ import annotations

from copy import deepcopy
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
COMPLETE = REPOSITORY / "tests/checks/complet.yaml"

LONG_NAME = "Saint-Germain-de-Tallevende-la-Lande-Vaumont-et-Notre-Dame-de-la-Fontaine-sous-les-Peupliers"[:90]
LONG_WORD = ("https://www.exemple.fr/" + "demarches-en-ligne_des_familles/" * 4)[:120]
FIGURES = "extreme/donnees.csv"
FICHES, ROWS, SIGNATORIES = 20, 60, 50

_SENTENCES = (
    "Les parents qui travaillent tôt le matin cherchent un mode d’accueil proche de leur domicile.",
    "Une réunion se tient chaque trimestre dans un quartier différent, à une heure où chacun peut venir.",
    "Le relais petite enfance tient la liste des places libres et la met à jour chaque semaine.",
    "Les agents d’accueil sont formés aux téléservices et savent vers qui orienter les habitants.",
    "Le centre social prête ses salles aux associations, le soir et le samedi.",
)


def given() -> dict[str, Any]:
    """Everything at once: twenty fiches, cells of three pages, sixty rows, fifty signatories, names of ninety signs."""
    convention = _complete()
    convention["territoire"]["nom"] = LONG_NAME
    convention["enjeux"]["themes"] = [_theme(number) for number in range(1, FICHES + 1)]
    convention["fiches"] = [_fiche(convention["fiches"], number) for number in range(1, FICHES + 1)]
    convention["fiches"][1]["diagnostic"] = long_text(45)
    convention["fiches"][2]["modalites"] = long_text(30)
    convention["fiches"][3]["presentation"] = long_text(16)
    convention["fiches"][4]["moyens"] = f"{LONG_WORD}\n\n" + long_text(20)
    convention["fiches"][5]["public"] = f"- {LONG_WORD}\n"
    convention["signature"] = {"lieu": LONG_NAME, "date": "2023-03-15", "signataires": signatories(SIGNATORIES)}
    convention["diagnostic"]["donnees"] = FIGURES
    convention["diagnostic"]["contexte"] = [long_table(ROWS), wide_table(), *four_levels()]
    return convention


def files() -> dict[str, str]:
    """The files that the convention names, by their path below `inputs/`."""
    return {FIGURES: (REPOSITORY / "inputs/harnes/donnees.csv").read_text(encoding="utf-8")}


def long_text(paragraphs: int) -> str:
    """Paragraphs, each third one a list; thirty make three pages of half a page's width."""
    sentences = cycle(_SENTENCES)
    parts = []
    for number in range(1, paragraphs + 1):
        words = list(islice(sentences, 3))
        parts.append("\n".join(f"- {each}" for each in words) if number % 3 == 0 else " ".join(words))
    return "\n\n".join(parts) + "\n"


def signatories(count: int) -> list[dict[str, str]]:
    """The CAF, then communes; every third has long names."""
    return [_signatory(number) for number in range(1, count + 1)]


def long_table(rows: int) -> dict[str, Any]:
    return {
        "titre": "Associations soutenues",
        "texte": "Les associations soutenues par la commune sont les suivantes.",
        "tableau": {
            "titre": "Associations soutenues par la commune, activités et public accueilli",
            "colonnes": ["Association", "Activité", "Familles"],
            "lignes": [
                [f"Association n° {n}", _SENTENCES[n % len(_SENTENCES)] if n % 4 == 0 else "Loisirs", str(10 * n)]
                for n in range(1, rows + 1)
            ],
        },
    }


def wide_table() -> dict[str, Any]:
    """Eight columns, with words longer than any of them."""
    return {
        "titre": "Adresses utiles",
        "tableau": {
            "titre": f"Adresses utiles de la commune de {LONG_NAME}",
            "colonnes": ["Service", *(f"Intercommunalité{n}" for n in range(1, 7)), "Adresse"],
            "lignes": [[f"Service {n}", *["Anticonstitutionnellement"] * 6, LONG_WORD] for n in range(1, 7)],
        },
    }


def four_levels() -> list[dict[str, Any]]:
    """Headings of all levels, one right under the other, with texts of growing length between them."""
    return [
        {"titre": f"Quartier {n}", "rubriques": [_nested(f"{n}.{m}", n + m) for m in range(1, 4)]} for n in range(1, 7)
    ]


def _nested(number: str, sentences: int) -> dict[str, Any]:
    words = " ".join(islice(cycle(_SENTENCES), sentences))
    return {"titre": f"Îlot {number}", "rubriques": [{"titre": f"Rue {number}", "texte": words}]}


def _complete() -> dict[str, Any]:
    """The complete convention, for the common file of the CAF."""
    convention: dict[str, Any] = yaml.load(COMPLETE.read_text(encoding="utf-8"), yaml.BaseLoader)
    del convention["caf"]
    return convention


def _theme(number: int) -> dict[str, Any]:
    return {
        "titre": f"Thème {number}",
        "orientations": [{"titre": _SENTENCES[number % len(_SENTENCES)][:-1], "objectifs": [{"fiche": _id(number)}]}],
    }


def _fiche(samples: list[dict[str, Any]], number: int) -> dict[str, Any]:
    sample = samples[number % len(samples)]
    return {**deepcopy(sample), "id": _id(number), "titre": f"{sample['titre']} ({number})"}


def _id(number: int) -> str:
    return f"fiche-{number}"


def _signatory(number: int) -> dict[str, str]:
    if number == 1:
        body, capacity = "Caisse d’Allocations Familiales du Pas-de-Calais", "La Directrice"
    else:
        body, capacity = f"Commune de Villeneuve-{number}", "Le Maire"
    name = f"Claire Delmotte {number}"
    if number % 3 == 0:
        body, name = f"Commune de {LONG_NAME}", f"Marie-Antoinette-Charlotte {LONG_NAME[:63]}"
    return {"organisme": body, "qualite": capacity, "nom": name}
