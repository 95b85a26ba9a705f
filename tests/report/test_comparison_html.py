"""The page of a comparison: one file, escaped, complete in both views, the same for ear, eye and keyboard."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from samples_comparison import (
    HOSTILE,
    came,
    changed,
    changed_row,
    gone,
    hostile,
    near,
    nothing,
    real_clause,
    retour,
    same,
    same_row,
    segments,
    title,
    unchanged,
)

from assembler.model.comparison import Comparison, Unit
from assembler.model.difference import Step
from assembler.model.lines import Line
from assembler.report.comparison_html import comparison_html

VERDICTS = ["complétée", "modifié", "remplacé", "déplacé", "modifiée", "supprimée", "ajoutée"]
VOID = {"meta", "input", "br"}
VISIBLE = (
    HOSTILE.replace("\u2028", "U+2028")
    .replace("\u202e", "U+202E")
    .replace("\u202c", "U+202C")
    .replace("\x1b", "U+001B")
)


def tree(comparison: Comparison, made_on: str | None = "3 mars 2025") -> html.HtmlElement:
    return html.fromstring(comparison_html(comparison, made_on))


def text(element: html.HtmlElement) -> str:
    """All words in it, those of neighbouring elements apart."""
    return " ".join(" ".join(element.itertext()).split())


def section(page: html.HtmlElement, title: str) -> html.HtmlElement:
    [found] = [each for each in page.iterfind(".//section[@class='partie']") if title in text(each.find(".//h3"))]
    return found


def view(page: html.HtmlElement, title: str, name: str) -> html.HtmlElement:
    return section(page, title).find(f".//div[@class='{name}']")


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


def test_the_summary_comes_first_and_leads_to_each_part() -> None:
    page = tree(retour())
    assert text(page.find(".//p[@class='jour']")) == "Page établie le 3 mars 2025"
    assert [text(each) for each in page.iterfind(".//header//dd")] == [retour().old, retour().new]
    table = page.find(".//main/section/div/table")
    assert [text(each) for each in table.iterfind(".//thead//th")] == ["Partie", "Résultat", "Version", "Différences"]
    rows = [[text(cell) for cell in each] for each in table.iterfind(".//tbody/tr")]
    assert rows[1] == ["Article 5 : Le pilotage de la convention", "modifié", "2022-01", "6"]
    assert [each[1] for each in rows] == VERDICTS
    assert rows[2][2] == "2022-01 → 2023-01"
    links = table.xpath(".//tbody//a/@href")
    assert [f"#{each.get('id')}" for each in page.iterfind(".//section[@class='partie']")][: len(rows)] == links
    assert text(page.find(".//details[@class='memes']/summary")) == "Afficher aussi les 5 parties identiques"


def test_without_a_day_none_is_told() -> None:
    assert "établie" not in comparison_html(retour(), None)


def test_a_part_tells_its_version_its_reason_and_whose_it_is() -> None:
    page = tree(retour())
    assert "Version 2022-01, remplacée par 2023-01 · texte de la bibliothèque" in text(section(page, "Les données"))
    assert "Motif : Durée portée à trois ans par le règlement." in text(section(page, "Les données"))
    assert "texte de la commune" in text(section(page, "Le pilotage"))
    moved = text(section(page, "Les recours"))
    assert "vient maintenant après l’article 4." in moved
    assert moved.endswith("Le texte est identique.")


def test_words_are_marked_for_the_eye_and_for_the_ear() -> None:
    line = view(tree(retour()), "Le pilotage", "fil").xpath("./div[contains(@class,'modifie')]")[0]
    assert (
        text(line)
        == "modifié Il rend compte supprimé : chaque trimestre ajouté : une fois par an au conseil municipal."
    )
    assert [text(each) for each in line.iterfind(".//del")] == ["supprimé : chaque trimestre"]
    assert [text(each) for each in line.iterfind(".//ins")] == ["ajouté : une fois par an"]
    assert [text(each) for each in line.xpath(".//*[@class='hors']")] == ["supprimé :", "ajouté :"]


def test_filled_places_and_typography_are_told_apart() -> None:
    fil = view(tree(retour()), "Le pilotage", "fil")
    [filled] = fil.xpath(".//ins[@class='rempli']")
    assert text(filled) == "complété : Camille Dupont-Lefèvre"
    assert text(fil.xpath("./div[contains(@class,'complete')]/span")[0]) == "complété"
    quote, space = fil.xpath(".//span[@class='typo']")
    assert quote.get("title") == "typographie\u00a0: apostrophe droite → apostrophe courbe"
    assert space.text == "\u00a0"
    assert text(quote.getparent().getparent().getparent().find("span")) == "typographie"


def test_a_moved_line_leads_to_its_other_place_and_back() -> None:
    page = tree(retour())
    for name in ("fil", "cote"):
        left, came = view(page, "Le pilotage", name).xpath(".//*[contains(concat(' ', @class, ' '), ' deplace ')]")
        assert text(left).startswith("déplacé d’ici vers « Les réunions », plus bas")
        assert "venu de « Le pilotage », plus haut et modifié" in text(came)
        assert left.find(".//a").get("href") == f"#{came.get('id')}"
        assert came.find(".//a").get("href") == f"#{left.get('id')}"


def test_both_views_hold_both_texts() -> None:
    page = tree(real_clause())
    [unit] = real_clause().units
    rows = view(page, "La fin", "cote").findall(".//tbody/tr")
    for side, rank in (("old", 1), ("new", 2)):
        for spoken in page.xpath("//div[@class='cote']//span[@class='hors']"):
            spoken.text = ""
        shown = [text(each[rank]) for each in rows if len(each) == 3]
        whole = [" ".join(getattr(step, side).text.split()) for step in unit.steps]
        assert shown == whole[len(whole) - len(shown) :]
    assert [text(each) for each in page.iterfind(".//div[@class='cote']//thead//th")] == [
        "Ancienne version",
        "Nouvelle version",
    ]


def test_unchanged_lines_are_folded_but_those_near_a_change() -> None:
    unit = Unit("x", "article", "Article 1", "modifié", (*map(same, "abcdefg"), came("neuf"), *map(same, "hijk")))
    page = tree(Comparison("retour", "t", "a", "b", (unit,)))
    for name in ("fil", "cote"):
        folds = view(page, "Article 1", name).findall(".//details")
        assert [text(each.find("summary")) for each in folds] == ["… 5 lignes identiques …", "… 2 lignes identiques …"]
        assert text(folds[0]).endswith("… a b c d e")


def test_a_lone_line_is_not_folded() -> None:
    unit = Unit("x", "article", "Article 1", "modifié", (*map(same, "abc"), came("neuf")))
    assert view(tree(Comparison("retour", "t", "a", "b", (unit,))), "Article 1", "fil").find(".//details") is None


def test_the_title_above_a_change_and_the_first_row_of_its_table_are_shown() -> None:
    rows = (same_row("Année", "Places"), *(same_row(str(year), "20") for year in range(2010, 2020)))
    steps = (same("a"), title("Les places"), *map(same, "bcdefg"), came("h"), *rows, changed_row(came("x"), same("y")))
    page = tree(Comparison("retour", "t", "a", "b", (Unit("x", "article", "Article 1", "modifié", steps),)))
    for name in ("fil", "cote"):
        found = view(page, "Article 1", name)
        for fold in found.findall(".//details"):
            fold.clear()
        assert "Les places" in text(found)
        assert "Année" in text(found)
        assert "2012" not in text(found)


def test_a_line_without_its_words_compared_shows_both_texts() -> None:
    step = Step("modifie", Line("ancien"), Line("nouveau"))
    page = tree(Comparison("retour", "t", "a", "b", (Unit("x", "article", "Article 1", "modifié", (step,)),)))
    assert text(view(page, "Article 1", "fil")) == "modifié supprimé : ancien ajouté : nouveau"
    assert text(view(page, "Article 1", "cote").find(".//tbody")) == "modifié ancien nouveau"


def test_a_paragraph_that_became_a_title_is_told() -> None:
    step = Step("modifie", Line("ancien"), Line("nouveau", "titre", 2), segments(("ancien", "nouveau", "modifie")))
    page = tree(Comparison("retour", "t", "a", "b", (Unit("x", "article", "Article 1", "modifié", (step,)),)))
    assert "avant : paragraphe après : intertitre" in text(view(page, "Article 1", "fil"))


def test_rows_are_rows() -> None:
    page = tree(retour())
    rows = view(page, "Les équipements", "fil").findall(".//table[@class='rangs']//tr")
    by_class = {each.get("class"): [text(cell) for cell in each] for each in rows}
    assert by_class["ajoute"] == ["ajouté", "Relais petite enfance", "", "Communauté d’agglomération"]
    assert by_class["supprime"] == ["supprimé", "Halte-garderie", "12", "Association"]
    assert [text(cell) for cell in rows[0]] == ["", "Équipement", "Places", "Gestionnaire"]
    lutins = next(each for each in rows if "Lutins" in text(each))
    assert text(lutins[2]) == "supprimé : 24 ajouté : 30"
    assert "supprimé : en régie" in text(lutins[3])


def test_each_difference_is_a_stop_once_in_each_view() -> None:
    page = tree(retour())
    expected = [str(number) for number in range(1, 15)]
    for name in ("fil", "cote"):
        assert page.xpath(f"//div[@class='{name}']//@data-arret") == expected
        assert set(page.xpath(f"//div[@class='{name}']//*[@data-arret]/@tabindex")) == {"-1"}


def test_what_was_replaced_is_one_difference() -> None:
    unit = Unit("x", "article", "Article 1", "modifié", (gone("a"), gone("b"), came("c"), same("d"), came("e")))
    assert tree(Comparison("retour", "t", "a", "b", (unit,))).xpath("//div[@class='fil']//@data-arret") == ["1", "2"]


def test_what_stands_beside_is_told_with_its_place() -> None:
    rows = tree(retour()).findall(".//section[@id='a-cote']//tbody/tr")
    assert [text(row[0]) for row in rows] == ["Commentaire", "Texte masqué", "Pied de page"]
    assert rows[0].find(".//a").get("href") == "#p1"
    assert "supprimé : 3 mars ajouté : 5 mars" in text(rows[2])


def test_no_difference_is_one_sentence() -> None:
    page = tree(nothing())
    assert text(page.find(".//p[@class='bilan pareil']")) == (
        "Aucune différence : le fichier reçu a le texte qui a été envoyé."
    )
    assert page.find(".//nav") is None
    assert page.find(".//section") is None


def test_typography_alone_is_folded_away() -> None:
    page = tree(nothing("fichiers", near(), unchanged(2)))
    assert "à la typographie près" in text(page.find(".//p[@class='bilan pareil']"))
    [fold] = page.xpath("//section[@id='differences']/details")
    assert text(fold.find("summary")) == "Afficher la partie qui ne diffère que par la typographie"
    assert "Article 9" in text(fold.find(".//h3"))
    assert page.xpath("//@data-arret") == []


def luminance(colour: str) -> float:
    long = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(long[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_can_be_read_on_its_ground() -> None:
    css = resources.files("assembler.report").joinpath("comparison.css").read_text("utf-8")
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
