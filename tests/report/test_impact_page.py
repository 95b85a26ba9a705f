"""The page of an impact: one file, escaped, every text that changes alike told once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from samples_comparison import HOSTILE, changed
from test_comparison_page import VISIBLE, Balance

from assembler.model.comparison import Unit
from assembler.model.impact import Gathered, Impact
from assembler.model.place import Place, Problem
from assembler.report.impact import impact_text
from assembler.report.impact_html import impact_html

HERE = Path("/espace")
TODAY = date(2026, 11, 26)


def unit(old: str = "six", new: str = "neuf", title: str = "Article 12 – La fin", around: str = "préavis de ") -> Unit:
    return Unit("article:fin", "article", title, "modifié", (changed(around, (old, new, "modifie"), " mois"),))


def gathered(*impacts: Impact) -> Gathered:
    found = Gathered(None, TODAY)
    for each in impacts:
        found.add(each)
    return found


def remade(name: str, *units: Unit, **more: Any) -> Impact:
    return Impact(HERE / f"inputs/{name}.yaml", "refaite", ("clause fin 2023-01 → 2024-01",), units=units, **more)


def hostile() -> Gathered:
    bad = HERE / f"inputs/{HOSTILE.replace('/', '∕')}.yaml"
    problem = Problem(HOSTILE, HOSTILE, Place(bad, 3))
    return gathered(
        Impact(bad, "refaite", (HOSTILE,), units=(unit(HOSTILE, HOSTILE + "x", HOSTILE, HOSTILE),), remarks=(HOSTILE,)),
        Impact(bad, "en_erreur", problems=(problem,)),
        Impact(bad, "ecartee", (HOSTILE,)),
    )


@pytest.mark.parametrize("found", [gathered(), gathered(remade("a", unit())), hostile()])
def test_the_page_is_whole_and_its_links_lead_somewhere(found: Gathered) -> None:
    page = impact_html(found, HERE)
    read = Balance()
    read.feed(page)
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)
    assert set(read.targets) - {"conventions"} <= set(read.ids)
    assert page.count("<script") == page.count("</style>") == 1
    assert "style=" not in page.replace("<style>", "")


def test_a_hostile_name_is_text_everywhere() -> None:
    page = impact_html(hostile(), HERE)
    assert "alert('x')" not in page
    text = html.fromstring(page).text_content()
    assert text.count("<script>alert") > 6
    assert "\u202e" not in page
    assert VISIBLE in text
    assert "\u202e" not in impact_text(hostile(), HERE)


def test_the_same_change_is_told_once_with_all_that_it_touches() -> None:
    found = gathered(*(remade(f"c{rank}", unit(around=f"à {rank}, un préavis de ")) for rank in range(30)))
    assert len(found.changes) == 1
    read = html.fromstring(impact_html(found, HERE))
    [section] = read.xpath("//details[contains(@class, 'partie')]")
    assert "30 conventions" in section.text_content()
    assert all(f"c{rank}.yaml" in section.text_content() for rank in range(30))
    assert len(read.xpath("//section[@id='refaite']//a[@href='#c0']")) == 30


def test_other_words_are_another_change() -> None:
    found = gathered(remade("a", unit()), remade("b", unit(new="dix")))
    assert len(found.changes) == 2


def test_the_page_stays_small_where_every_convention_changes_in_its_own_way() -> None:
    found = gathered(*(remade(f"c{rank}", unit(new=f"n{rank}")) for rank in range(2_000)))
    page = impact_html(found, HERE)
    assert len(html.fromstring(page).xpath("//details[contains(@class, 'partie')]")) == 400
    assert "1\u00a0600 autres changements" in page
    last = html.fromstring(page).xpath("//section[@id='refaite']//tbody/tr")[-1].text_content()
    assert "c1999.yaml" in last and "Article 12 – La fin" in last
    assert len(page) < 2_000_000


def test_long_lists_are_folded_short_ones_are_not() -> None:
    few = html.fromstring(impact_html(gathered(remade("a", unit())), HERE))
    many = html.fromstring(impact_html(gathered(*(remade(f"c{rank}", unit()) for rank in range(100))), HERE))
    assert few.xpath("//section[@id='refaite']/details/@open")
    assert not many.xpath("//section[@id='refaite']/details/@open")


def test_every_header_cell_says_what_it_heads() -> None:
    read = html.fromstring(impact_html(hostile(), HERE))
    assert read.xpath("//th")
    assert all(cell.get("scope") in ("col", "row") for cell in read.xpath("//table[@class='parties']//th"))
