"""Years, spans and deadlines against a convention of 2023-2026; the age of what it rests on."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from samples import complete, faulty, line_of, only, pointed

from assembler.checks.dates import moments

FAULTS = {
    "PER002": [
        "Le conseil approuve la CTG 2022-2026.",
        "Le conseil approuve la convention territoriale globale (CTG) 2022/2025.",
        "La convention territoriale globale de Lens pour les années 2022 à 2026 est signée.",
        "La présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.",
        "Toute la durée de la CTG (2021-2024).",
    ],
    "PER003": [
        "Sur la période 2018-2022, la branche Famille développe ses services.",
        "Le contrat de ville 2015/2020 fixe les quartiers.",
        "Les objectifs sont fixés pour 2019 à 2021.",
        "Le schéma (2019-2022) fixe les priorités.",
    ],
    "PER005": [
        "Le relais ouvrira en 2031.",
        "Le chargé de coopération est nommé d’ici fin 2021.",
        "L’ouverture est prévue en 2020.",
        "Les effectifs sont ceux de l’année scolaire 2022-2032.",
    ],
}
INNOCENT = [
    "Le centre social existe depuis 2012 et la loi n° 2023-1196 du 18 décembre 2023 s’applique.",
    "La loi n° 78-17 du 6 janvier 1978 et l’ordonnance n° 2030-15 s’appliquent.",
    "En 2017, la part des familles monoparentales était de 21 %.",
    "De 2013 à 2018, la population a baissé de 2 %.",
    "Entre 2013 et 2018, le nombre d’allocataires progresse.",
    "Le bilan de la CTG 2018-2022 est joint ; la convention succède à la CTG 2019-2022.",
    "Avant 2015, le relais n’existait pas.",
    "La CTG 2023-2026 couvre la période du 1er janvier 2023 au 31 décembre 2026.",
    "Le contrat de ville 2022-2030 fixe les quartiers ; la stratégie vise l’horizon 2030.",
    "Les effectifs sont ceux de l’année scolaire 2022-2023 ; le relais compte 2040 habitants et verse 2 030 €.",
    "La CTG s’appuie sur l’enquête menée entre 2019 et 2021.",
    "La prochaine convention couvrira les années 2027 à 2031.",
    "Le point attend [à compléter : texte | Anne Roy | 1er mars 2019].",
]
LATE = [
    "Janvier 2027 : bilan.",
    "Avant fin 2029.",
    "De 2024 à 2028.",
    "Courant 2021.",
    "31/12/2022 : enquête.",
    "Premier semestre 2032.",
]
IN_TIME = [
    "Toute la durée de la CTG (2023-2026).",
    "31 décembre 2026 : bilan.",
    "Année scolaire 2026-2027 : ouverture.",
    "Action engagée en 2021, poursuivie jusqu’en 2026.",
    "Depuis 2019, une fois par an.",
    "Premier semestre 2024, puis septembre 2024 à juin 2025.",
]


@pytest.mark.parametrize(("code", "sentences"), FAULTS.items())
def test_a_date_at_odds_with_the_period_is_found_on_its_line(checked, code, sentences):
    assert faulty(checked, code, sentences) == sentences


@pytest.mark.parametrize("code", [*FAULTS, "PER004"])
def test_history_and_what_fits_is_no_fault(checked, code):
    assert faulty(checked, code, INNOCENT) == []


@pytest.mark.parametrize("cell", ["echeances", "modalites"])
@pytest.mark.parametrize(("sentences", "wrong"), [(LATE, LATE), (IN_TIME, [])])
def test_a_deadline_outside_the_period_is_found_on_its_line(checked, cell, sentences, wrong):
    data = deepcopy(complete())
    data["fiches"][0][cell] = "\n\n".join(sentences) + "\n"
    assert [line_of(finding) for finding in only(checked(data), "PER004")] == wrong


def test_each_date_has_one_fault_at_most(checked):
    data = deepcopy(complete())
    data["fiches"][0]["echeances"] = "\n\n".join([*LATE, *(text for each in FAULTS.values() for text in each)]) + "\n"
    found = [finding for finding in checked(data) if finding.code.startswith("PER")]
    assert len(found) == len({finding.place for finding in found})


def test_the_date_itself_is_pointed_at_and_the_period_is_told(checked):
    data = deepcopy(complete())
    data["fiches"][0]["echeances"] = "- Mai 2024 : enquête.\n- Bilan en mars 2028.\n"
    (finding,) = only(checked(data, "deliberation"), "PER004")
    assert pointed(finding).startswith("mars 2028")
    assert "après la fin de la convention (2023-2026)" in finding.message
    assert "Bilan en mars 2028" in finding.message
    assert finding.severity == "bloquant"


def test_a_period_that_ends_within_a_year_is_judged_by_the_day(checked):
    over = """
periode: {debut: 2023-07-01, fin: 2026-06-30}
enjeux: {themes: [{titre: Petite enfance, objectifs: [{fiche: horaires}]}]}
fiches: [{id: horaires, titre: Horaires, echeances: 'Mai 2026, puis septembre 2026.'}]
"""
    (finding,) = only(checked(over), "PER004")
    assert "septembre 2026" in pointed(finding)
    assert "Mai" not in pointed(finding)


def test_the_shared_texts_are_not_judged(checked):
    assert not only(checked("caf: {sdsf: {ambition: 'Réussir la période 2015-2018'}}"), "PER003")


@pytest.mark.parametrize(
    ("first", "last", "how"),
    [
        ("2023-01-01", "2023-12-31", None),
        ("2023-01-01", "2023-12-30", "moins d’un an"),
        ("2024-01-01", "2028-12-31", None),
        ("2024-01-01", "2029-01-01", "plus de cinq ans"),
        ("2023-07-15", "2028-07-14", None),
    ],
)
def test_the_length_of_the_period(checked, first, last, how):
    found = only(checked(f"periode: {{debut: {first}, fin: {last}}}"), "PER001")
    assert [how in finding.message for finding in found] == ([True] if how else [])


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (2019, 2022, ["PER006"]),
        (2027, 2030, ["PER006"]),
        (2020, 2023, ["PER007"]),
        (2020, 2025, ["PER007"]),
        (2023, 2026, []),
        (2026, 2030, []),
    ],
)
def test_the_scheme_and_the_period(checked, first, last, codes):
    found = checked(f"caf: {{sdsf: {{debut: {first}, fin: {last}}}}}")
    found = [finding for finding in found if finding.code in ("PER006", "PER007")]
    assert [finding.code for finding in found] == codes
    assert all(line_of(finding).startswith(("fin:", "debut:")) for finding in found)


def test_a_wording_of_a_cog_that_has_ended_is_named(checked):
    found = only(checked("periode: {debut: 2028-01-01, fin: 2031-12-31}"), "PER008")
    assert {finding.place.file.parent.name for finding in found} == {"preambule", "intervention-caf"}
    assert all("COG 2023-2027" in finding.message for finding in found)


def test_a_period_over_two_cogs_is_in_order(checked):
    assert not only(checked("periode: {debut: 2027-01-01, fin: 2030-12-31}"), "PER008")


FIGURES = "code;annee;valeur\nhabitants;{a};8 000\nallocataires;{b};2 000\nnaissances;{b};90\n"


@pytest.mark.parametrize(
    ("census", "year", "wrong"),
    [
        (2020, 2022, []),
        (2017, 2019, []),
        (2016, 2018, ["allocataires;2018;2 000"]),
        (2015, 2021, ["habitants;2015;8 000"]),
        (2018, 2021, []),
    ],
)
def test_old_figures_point_at_their_line(checked, census, year, wrong):
    data = deepcopy(complete())
    data["diagnostic"] |= {"donnees": "essai.csv", "sections": [{"titre": "Familles", "tableaux": ["T1"]}]}
    found = only(checked(data, files={"essai.csv": FIGURES.format(a=census, b=year)}), "PER009")
    assert [line_of(finding) for finding in found] == wrong


def test_a_signature_after_the_period(checked):
    (finding,) = only(checked("signature: {date: 2027-01-01}", "signature"), "PER010")
    assert (line_of(finding), finding.severity) == ("date: '2027-01-01'", "bloquant")


# --- reading dates ---------------------------------------------------------------------


def span(text):
    return [(moment.first, moment.last) for moment in moments(text)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("en 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("février 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("le 1er mars 2024", date(2024, 3, 1), date(2024, 3, 1)),
        ("le 31/12/2024", date(2024, 12, 31), date(2024, 12, 31)),
        ("2024-03-15", date(2024, 3, 15), date(2024, 3, 15)),
        ("2023-2026", date(2023, 1, 1), date(2026, 12, 31)),
        ("2023 – 2026", date(2023, 1, 1), date(2026, 12, 31)),
        ("2023/2026", date(2023, 1, 1), date(2026, 12, 31)),
        ("de 2023 à fin 2026", date(2023, 1, 1), date(2026, 12, 31)),
        ("entre 2023 et 2026", date(2023, 1, 1), date(2026, 12, 31)),
        ("de mars 2023 à juin 2026", date(2023, 3, 1), date(2026, 6, 30)),
        ("du 1er janvier 2023 au 31 décembre 2026", date(2023, 1, 1), date(2026, 12, 31)),
    ],
)
def test_one_date_is_read(text, first, last):
    assert span(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    ["n° 2023-1196", "2 024 places", "2030 habitants", "1900 €", "12024", "20245", "31/02/2024", "tél. 03 21 20 24 20"],
)
def test_other_numbers_are_no_dates(text):
    assert span(text) == []


def test_two_years_that_nothing_joins_stay_two():
    assert len(span("en 2023 et en 2025, puis 2026")) == 3
    assert len(span("en 2023 et 2025")) == 2
