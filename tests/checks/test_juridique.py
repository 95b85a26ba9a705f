"""Dates in order, signatories, wordings and dérogations: exact places and stages."""

from __future__ import annotations

from copy import deepcopy

import pytest
from samples import complete, line_of, only

from assembler.checks.table import CHECKS

DATES = ("JUR001", "JUR002")
MEMBER = """
territoire:
  type: epci
  communes:
    - nom: Avion
      signataire: {organisme: Commune d’Avion}
      deliberation: {numero: 12, date: 2023-03-01, transmission: 2023-03-16}
"""


def dates(voted, sent, signed):
    return f"deliberation: {{date: '{voted}', transmission: '{sent}'}}\nsignature: {{date: '{signed}'}}"


@pytest.mark.parametrize(
    ("voted", "sent", "signed", "code", "line"),
    [
        ("2023-02-10", "2023-03-14", "2023-03-15", None, ""),
        ("2023-02-10", "2023-02-10", "2023-02-11", None, ""),
        ("2023-02-10", "2023-03-15", "2023-03-15", "JUR001", "transmission: '2023-03-15'"),
        ("2023-02-10", "2023-03-16", "2023-03-15", "JUR001", "transmission: '2023-03-16'"),
        ("2023-03-15", "2023-03-15", "2023-03-15", "JUR001", "transmission: '2023-03-15'"),
        ("2023-02-10", "2023-02-09", "2023-03-15", "JUR002", "transmission: '2023-02-09'"),
        ("2023-04-10", "2023-02-14", "2023-03-15", "JUR002", "date: '2023-04-10'"),
        ("2023-02-10", "2023-02-14", "2023-02-01", "JUR002", "date: '2023-02-01'"),
        ("2023-02-10", "", "2023-02-01", "JUR002", "date: '2023-02-10'"),
        ("", "2023-03-16", "2023-03-15", "JUR001", "transmission: '2023-03-16'"),
        ("2023-02-10", "2023-02-09", "", "JUR002", "transmission: '2023-02-09'"),
        ("", "2023-02-14", "2023-03-15", None, ""),
    ],
)
def test_one_finding_says_which_date_is_wrong(checked, voted, sent, signed, code, line):
    found = [each for each in checked(dates(voted, sent, signed)) if each.code in DATES]
    assert [each.code for each in found] == ([code] if code else [])
    assert [line_of(each) for each in found] == ([line] if code else [])


def test_dates_block_at_the_signature_only(checked):
    sample = dates("2023-02-10", "2023-03-16", "2023-03-15")
    severities = [only(checked(sample, stage), "JUR001")[0].severity for stage in ("deliberation", "signature")]
    assert severities == ["avertissement", "bloquant"]


def test_each_member_commune_votes_and_transmits(checked):
    (finding,) = only(checked(MEMBER), "JUR001")
    assert "Avion" in finding.message and "16/03/2023" in finding.message
    assert line_of(finding) == "transmission: '2023-03-16'"


def test_the_case_law_is_cited(checked):
    for code in DATES:
        source = CHECKS[code].source.replace("\u00a0", " ")
        assert "Conseil d’État, avis, 10 juin 1996, n° 176873" in source
        assert "CE Ass., 28 décembre 2009, n° 304802" in source and "Béziers" in source


def test_a_member_s_signatory_has_a_name_and_is_the_mayor_unless_said(checked):
    found = checked(MEMBER)
    (finding,) = only(found, "JUR003")
    assert "Commune d’Avion" in finding.message
    assert line_of(finding) == "organisme: Commune d’Avion"
    assert not only(found, "JUR004")


@pytest.mark.parametrize(
    ("key", "code", "since", "before"),
    [("nom", "JUR003", "signature", "deliberation"), ("qualite", "JUR004", "deliberation", "copil")],
)
def test_a_signatory_lacks_something_at_its_line(checked, key, code, since, before):
    data = deepcopy(complete())
    del data["signature"]["signataires"][1][key]
    (finding,) = only(checked(data, since), code)
    assert finding.severity == "bloquant"
    assert line_of(finding) == "- organisme: Commune de Villeneuve-sur-Deûle"
    assert only(checked(data, before), code)[0].severity != "bloquant"


@pytest.mark.parametrize("name", ["NOM Prénom", "Prénom et nom", "M. X", "Madame", "à désigner", "Poste vacant", "-"])
def test_what_stands_for_a_name_is_not_one(checked, name):
    data = deepcopy(complete())
    data["signature"]["signataires"][1]["nom"] = name
    (finding,) = only(checked(data), "JUR003")
    assert name in finding.message
    assert line_of(finding).startswith("nom:")


@pytest.mark.parametrize("name", ["Anne Roy", "M. Jean Petit", "Madame Nom", "Xavier Martin"])
def test_a_name_is_one(checked, name):
    data = deepcopy(complete())
    data["signature"]["signataires"][1]["nom"] = name
    assert not only(checked(data), "JUR003")


# --- wordings --------------------------------------------------------------------------


def test_an_unapproved_wording_is_found_at_its_status(checked):
    (finding,) = only(checked("clauses: {objet: 2022-01}", "signature"), "JUR005")
    assert finding.place.file.parts[-2:] == ("objet", "2022-01.md")
    assert line_of(finding) == "statut: projet"
    assert finding.severity == "bloquant"
    assert only(checked("clauses: {objet: 2022-01}", "deliberation"), "JUR005")[0].severity == "information"


def test_a_version_imposed_outside_its_time_is_found_where_it_is_imposed(checked):
    found = checked("clauses: {objet: 2022-01}")
    (finding,) = only(found, "JUR006")
    assert line_of(finding) == "objet: 2022-01"
    assert "15/03/2023" in finding.message and "2023-01" in finding.hint
    assert not only(found, "JUR007")


def test_a_signature_outside_the_time_of_the_wordings_is_one_finding(checked):
    found = checked("{date_reference: 2022-06-01, clauses: {fin: 2023-01}}")
    (finding,) = only(found, "JUR006")
    assert line_of(finding) == "date_reference: '2022-06-01'"
    assert "«\u00a0objet\u00a0»" in finding.message and "recours" not in finding.message


NEXT = "periode: {debut: 2027-01-01, fin: 2031-12-31}"


@pytest.mark.parametrize(("signed", "asked"), [("2026-11-20", "2027-01-01"), ("2027-03-02", "2027-03-02")])
def test_a_convention_signed_before_its_period_takes_the_wordings_of_the_period(checked, signed, asked):
    dates = f"{NEXT}\nsignature: {{date: {signed}}}\ndate_reference: "
    assert not only(checked(dates + "''"), "JUR006")
    assert not only(checked(dates + "2027-01-01"), "JUR006")
    (finding,) = only(checked(dates + "2026-11-20"), "JUR006")
    assert "«\u00a0engagements\u00a0»" in finding.message and "recours" not in finding.message
    assert f"date_reference: {asked}" in finding.hint
    assert ("premier jour de la période" if signed < asked else "jour de la signature") in finding.message


def test_an_older_wording_may_be_imposed_but_is_told(checked):
    found = checked(f"{NEXT}\nsignature: {{date: 2027-03-02}}\nclauses: {{engagements: 2023-01}}\ndate_reference: ''")
    (finding,) = only(found, "JUR007")
    assert "2027-01" in finding.message
    assert not only(found, "JUR006")


def test_a_repealed_wording_blocks_from_the_start_and_is_said_once(checked):
    found = [each for each in checked("clauses: {fin: 2022-01}", "projet") if each.code.startswith("JUR")]
    (finding,) = found
    assert (finding.code, finding.severity) == ("JUR008", "bloquant")
    assert line_of(finding) == "fin: 2022-01"
    assert "2023-01" in finding.hint


EXCEPTION = "derogations: [{{clause: fin, texte: essai/preavis.md, motif: Préavis allongé{}}}]"


def test_a_derogation_takes_the_place_of_the_wording_that_it_replaces(checked):
    found = checked(EXCEPTION.format("") + "\nclauses: {fin: 2022-01}")
    assert {each.code for each in found if each.code.startswith("JUR")} == {"JUR009"}
    (finding,) = only(found, "JUR009")
    assert "Préavis allongé" in finding.message
    assert line_of(finding).startswith("- clause: fin")


@pytest.mark.parametrize(("day", "late"), [("2023-03-15", False), ("2023-03-16", True)])
def test_a_derogation_is_approved_by_the_day_of_the_signature(checked, day, late):
    approval = f", approbation: {{par: Direction, le: {day}, reference: Note 12}}"
    found = only(checked(EXCEPTION.format(approval)), "JUR010")
    assert [line_of(each) for each in found] == (["le: '2023-03-16'"] if late else [])


def test_nothing_is_said_of_a_convention_older_than_the_library(checked):
    old = "periode: {debut: 2015-01-01, fin: 2018-12-31}\nsignature: {date: ''}\ndate_reference: ''"
    assert not only(checked(old), "JUR006")
