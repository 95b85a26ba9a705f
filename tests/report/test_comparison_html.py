"""The page of a comparison: complete in both views, the same for ear, eye and keyboard."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from samples_comparison import (
    came,
    changed,
    changed_row,
    gone,
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
from assembler.report.comparison.html import comparison_html

VERDICTS = ["complétée", "modifié", "remplacé", "déplacé", "modifiée", "supprimée", "ajoutée"]


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
    assert "partie propre à la commune" in text(section(page, "Le pilotage"))
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


def test_the_title_of_a_part_is_not_repeated_unless_it_changed() -> None:
    unit = Unit("x", "article", "Article 1 : Le but", "modifié", (title("Le but"), came("neuf")))
    page = tree(Comparison("retour", "t", "a", "b", (unit,)))
    assert text(view(page, "Le but", "fil")) == "ajouté neuf"
    renamed = replace(unit, steps=(changed("Le ", ("but", "sens", "modifie"), kind="titre"), came("neuf")))
    page = tree(Comparison("retour", "t", "a", "b", (renamed,)))
    assert text(view(page, "Le but", "fil")) == "modifié Le supprimé : but ajouté : sens ajouté neuf"


def test_a_lone_line_is_not_folded() -> None:
    unit = Unit("x", "article", "Article 1", "modifié", (*map(same, "abc"), came("neuf")))
    assert view(tree(Comparison("retour", "t", "a", "b", (unit,))), "Article 1", "fil").find(".//details") is None


def test_the_title_above_a_change_and_the_first_row_of_its_table_are_shown() -> None:
    rows = (same_row("Année", "Places"), *(same_row(str(year), "20") for year in range(2010, 2020)))
    steps = (
        same("a"),
        title("Les places"),
        *map(same, "bcdefg"),
        came("h"),
        *map(same, "ijk"),
        *rows,
        changed_row(came("x"), same("y")),
    )
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
    assert "paragraphe → intertitre" in text(view(page, "Article 1", "fil"))


def test_a_line_of_another_form_alone_is_told_as_such() -> None:
    step = Step("typographie", Line("Le but"), Line("Le but", "puce"), segments("Le but"))
    deeper = Step("typographie", Line("a", "puce", 0), Line("a", "puce", 1), segments("a"))
    empty = Step("typographie", Line(""), Line("", "puce"))
    unit = Unit("x", "article", "Article 1", "modifié", (came("neuf"), step, deeper, empty))
    found = view(tree(Comparison("retour", "t", "a", "b", (unit,))), "Article 1", "fil")
    assert [text(each) for each in found][1:] == [
        "mise en forme paragraphe → élément de liste • Le but",
        "mise en forme élément de liste : niveau 1 → 2 • a",
        "mise en forme paragraphe → élément de liste • (ligne vide)",
    ]


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
    assert text(fold.find("summary")) == "Afficher la partie qui ne diffère que par la typographie ou la mise en forme"
    assert "Article 9" in text(fold.find(".//h3"))
    assert page.xpath("//@data-arret") == []
