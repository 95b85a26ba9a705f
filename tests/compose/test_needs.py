"""What a composition needs of the shared data: the tables of the catalogue, the COG of the wordings."""

from __future__ import annotations

import pytest
from drafts import CAF, content, convention, spaced

from assembler.compose.compose import choose_clauses
from assembler.compose.needs import check_needs
from assembler.model.place import Problems


def said(tools, **keys):
    given = content(tools, convention(**keys))
    with pytest.raises(Problems) as caught:
        check_needs(given, choose_clauses(given))
    return [(spaced(problem.message), spaced(problem.hint), problem.place.line) for problem in caught.value.problems]


def test_nothing_is_said_of_what_is_there(tools):
    given = content(tools, convention(diagnostic={"sections": [{"titre": "Population", "tableaux": ["T1"]}]}))
    check_needs(given, choose_clauses(given))


def test_a_table_that_the_catalogue_lacks_is_told_at_any_depth(tools):
    sections = [{"titre": "A", "tableaux": ["T1", "T77"], "sections": [{"titre": "B", "tableaux": ["population"]}]}]
    (message, hint, line), (other, _, deeper) = said(tools, diagnostic={"sections": sections})
    assert message == "Le tableau « T77 » n’est pas au catalogue des indicateurs."
    assert "Vouliez-vous dire « T7 » ?" in hint
    assert line == 1 + len(("diagnostic", "sections", 0, "tableaux", 1))
    assert "population" in other
    assert deeper == 1 + len(("diagnostic", "sections", 0, "sections", 0, "tableaux", 0))


def test_a_cog_that_the_caf_does_not_describe_is_told_for_each_clause(tools):
    caf = {**CAF, "cog": [{"debut": "2018", "fin": "2022"}]}
    ((message, hint, line),) = said(tools, caf=caf, date_reference="2023-03-15")
    assert message.startswith("La clause « intervention-caf » (rédaction 2023-01) demande la COG 2013-2017")
    assert hint.startswith("Périodes décrites : 2018-2022. ")
    assert line == 1 + len(("caf", "cog"))
