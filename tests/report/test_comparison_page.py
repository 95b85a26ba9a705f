"""The page of a comparison as a file: one, whole, escaped, and readable on its ground."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from samples_comparison import HOSTILE, changed, hostile, near, nothing, real_clause, retour

from assembler.model.comparison import Comparison, Unit
from assembler.report.comparison.html import comparison_html

VOID = {"meta", "input", "br"}
CODED = {"\u2028": "U+2028", "\u202e": "U+202E", "\u202c": "U+202C", "\x1b": "U+001B"}
VISIBLE = HOSTILE.translate(str.maketrans(CODED))


class Balance(HTMLParser):
    """Fails where a tag is closed that is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.targets.append((value or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("comparison", [retour(), real_clause(), hostile(), nothing(), nothing("fichiers", near())])
def test_the_page_is_whole_and_its_links_lead_somewhere(comparison: Comparison) -> None:
    page = comparison_html(comparison, None)
    read = Balance()
    read.feed(page)
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)
    assert set(read.targets) - {"differences"} <= set(read.ids)
    assert page.startswith("<!DOCTYPE html>")
    assert html.fromstring(page).get("lang") == "fr"


def test_nothing_is_fetched_and_no_other_script_may_run() -> None:
    page = comparison_html(hostile(), None)
    assert not re.search(r"(?i)\b(?:src|srcset|action)=|url\(|@import|https?:", page)
    [policy] = html.fromstring(page).xpath("//meta[@http-equiv]/@content")
    for tag in ("style", "script"):
        [inner] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_a_hostile_text_is_text_everywhere() -> None:
    page = comparison_html(hostile(), None)
    assert page.count("<script") == page.count("</style>") == 1
    assert "alert('x')" not in page
    assert not re.search("[\x00-\x08\x1b\u2028\u202a-\u202e]", page)
    head = html.fromstring(page).find(".//h1").text_content()
    assert head == VISIBLE


MARKUP = st.sampled_from(["<script>", "</style>", "</p>", "<b>", "&amp;", '"', "'", "-->", "<!--", "{}", "{0}", "%s"])
ANY = st.lists(MARKUP | st.characters(exclude_categories=[]), max_size=20).map("".join)


@settings(deadline=None)
@given(ANY)
def test_any_text_keeps_the_page_whole(anything: str) -> None:
    unit = Unit("x", "article", anything, "modifié", (changed(anything, (anything, "b" + anything, "modifie")),))
    page = comparison_html(Comparison("retour", anything, anything, anything, (unit,), notes=(anything,)), anything)
    page.encode()
    plain = comparison_html(Comparison("retour", "t", "t", "t", (unit,), notes=("t",)), "t")
    assert page.count("<script") == plain.count("<script") == 1
    read = Balance()
    read.feed(page)
    assert read.open == []


def luminance(colour: str) -> float:
    long = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(long[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_can_be_read_on_its_ground() -> None:
    css = resources.files("assembler.report.comparison").joinpath("page.css").read_text("utf-8")
    palettes = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    assert len(palettes) == 2
    for palette in palettes:
        colours = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6})\b", palette))
        pairs = [(name, "papier") for name in ("encre", "pale", "lien", "plus", "moins", "rempli", "typo", "va")]
        pairs += [(name, f"{name}-fond") for name in ("plus", "moins", "rempli", "va")]
        pairs += [(name, "fond") for name in ("encre", "pale", "lien")]
        for ink, ground in pairs:
            light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
