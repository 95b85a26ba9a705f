"""What a convention kept of the one before it, and terms that were replaced: found, and history left alone."""

from __future__ import annotations

from copy import deepcopy

import pytest
from samples import complete, dumped, faulty, line_of, only

NEXT = {"debut": "2027-01-01", "fin": "2031-12-31"}

CEJ = [
    "Les coordinateurs CEJ y siègent.",
    "La coordination CEJ repose aujourd’hui sur deux postes.",
    "Le Contrat Enfance Jeunesse finance ces postes.",
    "Les contrats enfance et jeunesse sont réexaminés.",
    "D’autres financements prendront la place du CEJ.",
]
CEJ_TOLD = [
    "Depuis la fin du CEJ, le bonus territoire soutient ces postes.",
    "Le bonus territoire a remplacé le CEJ.",
    "L’ancien contrat enfance jeunesse finançait ces postes.",
    "Le CEJ, devenu bonus territoire, finançait ces postes.",
]
REFORM = [
    "Les coordinateurs jeunesse deviendront chargés de coopération CTG.",
    "Il faut transformer les postes existants de coordination en postes de chargés de coopération.",
    "Les coordinations en place sont appelées à se transformer en postes de chargés de coopération.",
]
REFORM_TOLD = [
    "Les anciens coordinateurs sont chargés de coopération depuis 2023.",
    "Les coordinateurs et les chargés de coopération siègent au comité.",
]
FIRST = [
    "Les missions évoluent pendant cette première CTG.",
    "La première convention territoriale globale dure cinq ans.",
]
FIRST_TOLD = [
    "Depuis la première CTG, le comité se réunit chaque mois.",
    "La première CTG a permis d’ouvrir un relais.",
    "Le bilan de la première convention est joint.",
]
TERMS = [
    "Le RAM accueille les familles.",
    "Le relais d’assistantes maternelles est ouvert.",
    "La DDCS suit le projet.",
    "Le Conseil général finance la PMI.",
    "Le quartier est une zone urbaine sensible.",
    "Pôle emploi tient une permanence.",
    "Les enfants ouvrant droit à l’AAEH sont accueillis.",
]
TERMS_TOLD = [
    "Le relais petite enfance (ancien RAM) accueille les familles.",
    "Le RAM, devenu RPE, accueille les familles.",
    "Le conseil départemental finance la PMI, et les assistantes maternelles exercent à domicile.",
    "France Travail, qui a remplacé Pôle emploi, tient une permanence.",
    "Le secrétaire général du conseil suit le projet ; la cohésion sociale et territoriale progresse.",
]


@pytest.fixture
def later(checked):
    """The complete convention moved to 2027-2031, one text laid in it; the lines of which a code speaks."""

    def call(code: str, sentences: list[str], **keys: object) -> list[str]:
        given = deepcopy(complete()) | {"periode": NEXT} | keys
        given["gouvernance"]["animation"] = "\n\n".join(sentences) + "\n"
        lines = {line_of(finding) for finding in only(checked(given), code)}
        return [sentence for sentence in sentences if sentence in lines]

    return call


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [("REN001", CEJ, CEJ_TOLD), ("REN002", REFORM, REFORM_TOLD), ("TER001", TERMS, TERMS_TOLD)],
)
def test_the_past_said_as_present_is_found_and_history_is_not(later, code, wrong, right):
    assert later(code, wrong + right) == wrong


def test_the_first_convention_is_another_one_only_in_a_renewal(later, checked):
    lineage = {"debut": "2023-01-01", "fin": "2026-12-31"}
    assert later("REN003", FIRST + FIRST_TOLD, renouvelle=lineage) == FIRST
    assert later("REN003", FIRST + FIRST_TOLD) == []


def test_nothing_is_stale_while_it_lasts(checked):
    assert faulty(checked, "REN001", CEJ) == []
    assert faulty(checked, "REN002", REFORM) == []
    assert faulty(checked, "TER001", ["Pôle emploi tient une permanence."]) == []


def test_the_acronym_of_another_contract_is_let_be(later):
    text = ["Le contrat d’engagement jeune (CEJ) aide les 16-25 ans.", "Le CEJ dure un an."]
    assert later("REN001", text) == []
    assert later("REN001", [*text, "Le contrat enfance jeunesse finance ces postes."]) != []


@pytest.mark.parametrize(
    ("earlier", "said"),
    [("2026-12-31", None), ("2027-03-31", "se chevauchent"), ("2026-08-31", "sans convention")],
)
def test_the_period_follows_the_earlier_one(checked, earlier, said):
    given = deepcopy(complete()) | {"periode": NEXT, "renouvelle": {"fin": earlier}}
    found = only(checked(given), "REN004")
    assert [said in finding.message for finding in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("name", "is_other"),
    [("Claire Delmotte", False), ("Mme DELMOTTE Claire", False), ("Jean Ancien", True), ("[à compléter : nom]", False)],
)
def test_the_director_is_the_one_of_the_shared_file(checked, name, is_other):
    given = deepcopy(complete())
    given["signature"]["signataires"][0]["nom"] = name
    assert len(only(checked(given), "REN005")) == is_other


def test_the_age_of_the_figures_compared_with_is_looked_at(checked):
    found = only(checked(dumped({"periode": {"debut": "2027-01-01", "fin": "2031-12-31"}})), "PER009")
    assert {finding.place.file.name for finding in found} == {"donnees.csv", "departement-2020.csv"}


PROMISED = [
    "En 2021, la commune ouvrira un accueil.",
    "Le comité sera nommé en juin 2022.",
    "L’accueil du mercredi démarre en 2021.",
    "L’évaluation finale aura lieu en 2022.",
]
TOLD = [
    "En 2021, la commune a ouvert un accueil, qui recevra d’autres enfants.",
    "Depuis 2021, la commune développera ses accueils.",
    "Le contrat signé en 2021 sera présenté au comité.",
    "Le recensement de 2021 servira de base.",
    "L’opéra fondé en 2021 reçoit les familles.",
]


def test_a_past_year_promised_for_the_future_is_found(checked):
    assert faulty(checked, "PER005", PROMISED + TOLD) == PROMISED
