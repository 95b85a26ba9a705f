"""Leftovers: which sentences are at fault, where, and what is said of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest
from samples import complete, faulty, line_of, only, pointed

FAULTS = {
    "RES001": [
        "La commune compte XXX habitants.",
        "La commune compte xx habitants.",
        "Le maire ..... le décide.",
        "Nom du référent.........",
        "Le référent est …… depuis un an.",
        "Le référent est ____ depuis un an.",
        "Le relais accueille ??? enfants.",
        "TODO : relire.",
        "Lorem ipsum dolor sit amet.",
        "La commune de [nom de la commune] agit.",
        "Le comité […] se réunit.",
    ],
    "RES002": [
        "Le lieu est à préciser.",
        "Lieu : à définir",
        "Le calendrier (à préciser avec la Caf) est établi.",
        "Le rythme reste à fixer.",
        "Les dates seront à confirmer par le comité.",
        "Un budget à définir avec la Caf est prévu.",
        "Budget : à compléter ultérieurement.",
        "Participants : à voir",
        "Le montant <à préciser> est versé.",
    ],
    "RES003": [
        "Les écoles de(du,de l’) la commune.",
        "Les écoles du(de l') la commune.",
        "L’engagement (des)collectivités.",
        "La signature du (de la) maire.",
        "Comparées au (à l') département.",
        "Le/la maire signe.",
        "Monsieur/Madame le maire signe.",
    ],
    "RES004": [
        "La commune de {{ commune.nom }} agit.",
        "Ici {% if epci %} se tient le siège.",
        "La commune de <<Nom_commune>> agit.",
        "La commune de «Nom_commune» agit.",
        "La commune de ${nom} agit.",
        "Voir Erreur ! Source du renvoi introuvable.",
        "Le total est #REF! euros.",
    ],
    "RES005": ["La collectivité(s) signe.", "Les assistant(e)s participent.", "Les élu(es) participent."],
    "RES006": ["-", "•", "3.", "- ;", "- …"],
    "RES007": [
        "Le conseil du //2023 approuve.",
        "Le conseil du __/__/2023 approuve.",
        "Le conseil du ../../2023 approuve.",
        "Le conseil du / /2023 approuve.",
        "Le conseil du 12/ /2023 approuve.",
        "Le conseil réuni le ..... 2023 approuve.",
        "Le conseil réuni le … mars 2023 approuve.",
        "Fait à Harnes. Le..... 2022",
        "Le conseil réuni le 12 ..... 2023 approuve.",
        "La délibération en date du, transmise au préfet, approuve.",
    ],
    "RES008": ["Le chargé de de coopération agit.", "La la commune agit.", "Elle agit pour pour tous."],
    "RES009": ["Le chargé de  coopération agit."],
    "RES010": [
        "Le relais (ouvert le mercredi accueille.",
        "Le relais ouvert le mercredi) accueille.",
        "Le relais « Les Libellules accueille.",
        "Le relais (« Les Libellules ») accueille (aussi.",
    ],
}
INNOCENT = [
    "Les parties s’engagent à préciser les objectifs et à définir les priorités.",
    "Elles veillent à définir, chaque année, les priorités.",
    "Elles s’engagent :",
    "- à définir les priorités ;",
    "- à valider le bilan.",
    "Le comité aide la Caf à déterminer les besoins.",
    "Rien à voir avec les années à venir.",
    "Le questionnaire à compléter est remis aux familles.",
    "Les accueils de loisirs, centres, séjours… sont ouverts à tous.",
    "Le taux va de 1/2 à 3/4 et/ou davantage, en 2023/2024, le 12/03/2024.",
    "Voir https://www.caf.fr/allocataires ou monenfant.fr.",
    "Le comité (de pilotage) et les (jeunes) parents : a) les élus ; b) les agents.",
    "Nous nous réunissons ; vous vous inscrivez.",
    "Le relais (« La Ronde des Petits ») accueille.",
    "1) ouvrir ; 2) fermer.",
    "1°) ouvrir",
    "Le relais ouvre un jour (le mercredi).",
    "La délibération en date du 10 février 2023 a été signée le 14 février.",
    "Elle attend [à compléter : nombre (à préciser) | Anne Roy | 2021] places.",
    "Elle a été signée le [à compléter : date].",
]


@pytest.mark.parametrize(("code", "sentences"), FAULTS.items())
def test_a_leftover_is_found_on_its_line(checked, code, sentences):
    assert faulty(checked, code, sentences) == sentences


@pytest.mark.parametrize("code", [*FAULTS, "RES011"])
def test_ordinary_prose_is_none(checked, code):
    assert faulty(checked, code, INNOCENT) == []


def test_the_leftover_itself_is_pointed_at_and_quoted_with_its_neighbours(checked):
    (finding,) = only(checked("gouvernance: {animation: 'La commune gère XXX écoles.'}", "deliberation"), "RES001")
    assert pointed(finding).startswith("XXX écoles")
    assert "«\u00a0La commune gère XXX écoles.\u00a0»" in finding.message
    assert finding.severity == "bloquant"


def test_a_date_in_blank_is_said_once(checked):
    found = checked("gouvernance: {animation: 'Le conseil du __/__/2023 et du ..... mars 2023 approuve.'}")
    assert [finding.code for finding in found if finding.code in ("RES001", "RES007")] == ["RES007", "RES007"]


def test_leftovers_of_the_wordings_are_found_in_their_file(checked):
    spoiled = replace(checked, tools=replace(checked.tools, library=_with_line(checked.tools.library, "recours", "-")))
    (finding,) = only(spoiled(""), "RES006")
    assert finding.place.file.parent.name == "recours"


def _with_line(library, name, line):
    return {**library, name: tuple(replace(each, body=f"{each.body}\n{line}\n") for each in library[name])}


def test_the_loops_and_expressions_of_the_wordings_are_no_leftovers(checked):
    assert not [finding for finding in checked("") if finding.code.startswith("RES")]


@pytest.mark.parametrize("item", [None, "", "…", "-"])
def test_an_item_without_text_in_a_list_of_the_file(checked, item):
    data = deepcopy(complete())
    data["intervention"]["competences"].insert(2, item)
    (finding,) = only(checked(data), "RES006")
    assert line_of(finding) == {None: "-", "": "- ''"}.get(item, f"- {item}" if item == "…" else "- '-'")


def test_an_empty_cell_is_none(checked):
    over = "equipements: {offre: [{titre: Offre, tableau: {colonnes: [A, B], lignes: [['', '-'], [a, '…']]}}]}"
    assert not only(checked(over), "RES006")


@pytest.mark.parametrize(
    "text",
    ["Le chargé de coopération est chargé de :", "Il réunit les élus,", "Il réunit les élus et", "Il agit avec la"],
)
def test_a_text_that_stops_short(checked, text):
    (finding,) = only(checked(f"gouvernance: {{animation: '{text}'}}"), "RES011")
    assert text in line_of(finding)
    assert finding.message.endswith(f"{text}\u00a0».")


@pytest.mark.parametrize(
    "over",
    [
        "intervention: {texte: 'La commune exerce, selon l’annexe 5, les compétences suivantes :'}",
        "diagnostic: {contexte: [{titre: Écoles, texte: 'Liste :', tableau: {colonnes: [Nom], lignes: [[A]]}}]}",
        "equipements: {note: 'La commune soutient :'}",
        "gouvernance: {animation: '[à compléter : suite]'}",
    ],
)
def test_a_text_that_a_list_or_a_table_follows_does_not(checked, over):
    assert not only(checked(over), "RES011")
