"""The page of a portfolio: one file, escaped, with its calendar in words as well as in bars."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from samples_comparison import HOSTILE
from test_comparison_page import Balance

from assembler.model.place import Place, Problem
from assembler.model.portfolio import (
    Behind,
    Outside,
    Portfolio,
    Sealed,
    Standing,
    Unreadable,
    days_left,
    months_later,
    renewal_day,
    term_of,
)
from assembler.report.portfolio import portfolio_text
from assembler.report.portfolio_html import portfolio_html

HERE = Path("/espace")
TODAY = date(2026, 11, 26)


def standing(
    name: str = "harnes", start: date = date(2023, 1, 1), end: date = date(2026, 12, 31), **more: Any
) -> Standing:
    return Standing(HERE / f"inputs/{name}.yaml", name.title(), "signature", 2, start, end, **more)


def hostile() -> Portfolio:
    bad = HERE / f"inputs/{HOSTILE.replace('/', '∕')}.yaml"
    problem = Problem(HOSTILE, HOSTILE, Place(bad, 3))
    sealed = Sealed(date(2023, 4, 12), date(2023, 4, 13), (date(2024, 5, 1),))
    behind = (Behind(HOSTILE, "2022-01", "2023-01"),)
    start, end = date(2023, 1, 1), date(2026, 12, 31)
    return (
        Standing(bad, HOSTILE, "signee", None, start, end, sealed, behind, "scellee", (), (problem,), bad),
        Outside(bad, HOSTILE, start, end, None, ()),
        Unreadable(bad, (problem, problem)),
    )


@pytest.mark.parametrize("found", [(), (standing(),), hostile()])
def test_the_page_is_whole_and_its_links_lead_somewhere(found: Portfolio) -> None:
    page = portfolio_html(found, TODAY, HERE)
    read = Balance()
    read.feed(re.sub(r"<(rect|path)([^>]*)/>", r"<\1\2></\1>", page))
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)
    assert set(read.targets) <= set(read.ids)
    assert page.count("<script") == page.count("</style>") == 1
    assert "style=" not in page.replace("<style>", "")


def test_a_hostile_name_is_text_everywhere() -> None:
    page = portfolio_html(hostile(), TODAY, HERE)
    assert "alert('x')" not in page
    assert html.fromstring(page).text_content().count("<script>alert") > 6
    assert "\u202e" not in page
    assert "\u202e" not in portfolio_text(hostile(), TODAY, HERE)


def rows(page: str, section: str) -> list[list[str]]:
    """The cells of each row of a section's table, spaces plain."""
    found = html.fromstring(page).xpath(f"//section[@id='{section}']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_each_convention_stands_under_its_term() -> None:
    ends = {"six": date(2027, 5, 25), "douze": date(2027, 5, 26), "vingt_quatre": date(2027, 11, 26)}
    ends |= {"plus": date(2028, 11, 26), "echue": date(2026, 11, 25)}
    page = portfolio_html([standing(term, end=end) for term, end in ends.items()], TODAY, HERE)
    for term in ends:
        [row] = rows(page, term)
        assert row[0].startswith(term.title())
    assert [row[1] for row in rows(page, "echeances")] == ["1"] * 5


def test_the_calendar_counts_every_end_in_its_quarter() -> None:
    ends = [date(2026, 12, 31)] * 3 + [date(2027, 6, 30), date(2029, 1, 1)]
    page = portfolio_html([standing(f"c{rank}", end=end) for rank, end in enumerate(ends)], TODAY, HERE)
    table = {row[0]: row[1:] for row in rows(page, "calendrier")}
    assert table["2026"] == ["–", "–", "–", "3 en cours", "3"]
    assert table["2027"] == ["–", "1", "–", "–", "1"]
    assert table["2028"] == ["–"] * 5
    assert table["2029"][0] == "1"
    assert "le 4e de 2026 : 3 échéances" in html.fromstring(page).text_content().replace("\u00a0", " ")


def test_a_row_says_in_words_what_its_bar_shows() -> None:
    sealed = Sealed(date(2023, 4, 12), date(2023, 4, 13), (date(2024, 5, 1),))
    page = portfolio_html([standing(sealed=sealed, word="scellee")], TODAY, HERE)
    [row] = rows(page, "six")
    assert "du 01/01/2023 au 31/12/2026" in row[2]
    assert row[3] == "35 jours"
    assert row[4] == "à préparer depuis le 01/01/2026"
    assert row[5] == "signée le 12/04/2023, 1 avenant01/05/2024"
    drawn = html.fromstring(page).xpath("//section[@id='six']//svg")
    assert drawn and all(each.get("aria-hidden") == "true" for each in drawn)
    assert html.fromstring(page).xpath("count(//section[@id='six']//path[@class='avenant'])") == 1


def test_three_thousand_are_folded_and_the_page_stays_light() -> None:
    found = [standing(f"c{rank}", end=TODAY + timedelta(days=rank)) for rank in range(3_000)]
    page = portfolio_html(found, TODAY, HERE)
    assert len(page) < 4_000_000
    assert not html.fromstring(page).xpath("//section[@class='echeance']/details/@open")


DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS, DAYS)
def test_any_period_is_drawn_inside_its_scale(one: date, other: date) -> None:
    page = portfolio_html([standing(start=min(one, other), end=max(one, other))], TODAY, HERE)
    [bar] = html.fromstring(page).xpath("//td[@class='periode']//rect")
    assert 0 <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= 222


@given(DAYS, st.integers(-60, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS)
def test_terms_follow_one_another(end: date) -> None:
    order = ["echue", "six", "douze", "vingt_quatre", "plus"]
    rank = order.index(term_of(end, TODAY))
    assert rank <= order.index(term_of(end + timedelta(days=1), TODAY))
    assert (rank == 0) == (days_left(end, TODAY) < 0)


def test_a_renewal_begins_a_year_before_the_next_period() -> None:
    assert renewal_day(date(2026, 12, 31)) == date(2026, 1, 1)
