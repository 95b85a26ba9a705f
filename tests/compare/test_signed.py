"""A sealed text of a few lines held against the lines of a PDF made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assembler.compare.signed import compare_signed
from assembler.compare.signed.additions import is_signing, is_stamp
from assembler.model.lines import Line, TableRow
from assembler.model.pdftext import GAP, Box, ChartWords, PdfLine, PdfText
from assembler.model.wordtext import Aside, Picture, WordText


def sealed(*items, asides=(), pictures=()):
    """Texts and rows of texts; a pair gives a text with its kind. A row behind a text begins another table."""
    found, table = [], -1
    for rank, item in enumerate(items):
        if isinstance(item, list):
            table += not (found and isinstance(found[-1], TableRow))
            found.append(TableRow(tuple((line_of(cell),) for cell in item), table, rank))
        else:
            found.append(replace(line_of(item), level=1, rank=rank))
    return WordText(tuple(found), asides, pictures=pictures)


def line_of(text):
    return Line(*text) if isinstance(text, tuple) else Line(text)


def page(*lines, number=1):
    """Texts from the top down, each with its left edge if it is a pair."""
    found = []
    for rank, line in enumerate(lines):
        text, left = line if isinstance(line, tuple) else (line, 60)
        box = Box(left, 700 - 12 * rank, left + 5 * len(text), 708 - 12 * rank)
        found.append(PdfLine(text, number, box))
    return found


def compared(text, *pages, charts=()):
    lines = tuple(line for each in pages for line in each)
    sizes = ((595.0, 842.0),) * max(line.page for line in lines)
    return compare_signed(text, charts, PdfText(sizes, lines))


def is_same(found):
    return not found.beside and all(unit.verdict == "identique" for unit in found.units)


@pytest.mark.parametrize(
    ("word", "lines", "same"),
    [
        ("un accueil périscolaire", ["un accueil péri-", "scolaire"], True),
        ("un accueil périscolaire", ["un accueil péri", "scolaire"], True),
        ("le Pas-de-Calais", ["le Pas-de-", "Calais"], True),
        ("un accueil périscolaire", ["un accueil péri- scolaire"], False),
        ("un accueil périscolaire", ["un accueil péri scolaire"], False),
        ("CONVENTION", [GAP.join("CONVENTION")], True),
        ("une fiche d’action", ["une ﬁche d'action"], True),
        ("Convention Territoriale", ["CONVENTION TERRITORIALE"], True),
        ("la caf", ["la Caf"], False),
        ("1\u00a0700\u00a0000 €", ["1 700 000 €"], True),
        ("1\u00a0700\u00a0000 €", [f"1{GAP}700{GAP}000 €"], True),
        ("1\u00a0700\u00a0000 €", ["1 700", "000 €"], True),
        ("1\u00a0700\u00a0000 €", ["17 00 000 €"], False),
        ("en 2023", ["en 20", "23"], False),
        ("12 et 3", ["1 et 23"], False),
        ("deux mots", ["deuxmots"], False),
        ("au plus, ou moins", ["au plus ou moins"], False),
        ("le 1er janvier", ["le 1", "er janvier"], True),
        ("de 3 ans", ["de 4 ans"], False),
    ],
)
def test_words_may_be_cut_but_not_changed(word, lines, same):
    assert is_same(compared(sealed("Avant.", word, "Après."), page("Avant.", *lines, "Après."))) is same


def test_a_figure_that_went_to_the_next_cell_is_found():
    assert not is_same(compared(sealed(["12", "3 ans"]), page(("1", 60), ("23 ans", 300))))


def test_marks_of_lists_are_no_text():
    text = sealed("Avant.", ("premier", "puce"), ("second", "numero"), "Après.")
    assert is_same(compared(text, page("Avant.", "•\x1fpremier", "2.\x1fsecond", "Après.")))
    assert not is_same(compared(text, page("Avant.", "•\x1fpremier", "2.\x1fsecond", "3. Après.")))


def test_the_mark_of_a_list_may_follow_a_full_line_of_the_cell_before_it():
    text = sealed("Avant.", ["une ligne pleine.", ("premier", "puce")], "Après.")
    assert is_same(compared(text, page("Avant.", "une ligne pleine.\x1f•\x1fpremier", "Après.")))
    assert not is_same(compared(text, page("Avant.", "une ligne pleine. • premier", "Après.")))
    assert not is_same(compared(text, page("Avant.", "une ligne pleine.\x1fsauf\x1fpremier", "Après.")))


def test_pages_of_the_sommaire_are_no_text_and_its_titles_are():
    text = sealed(("Article 1 – Objet", "sommaire"), ("Article 1 – Objet", "titre"))
    assert is_same(compared(text, page("Article 1 – Objet ......... 12", "Article 1 – Objet")))
    assert not is_same(compared(text, page("Article 2 – Objet ......... 12", "Article 1 – Objet")))


def test_a_row_that_a_page_cuts_is_read_cell_by_cell():
    row = ["premier début et première fin", "second début et seconde fin"]
    first = page(("premier début", 60), ("second début", 300))
    last = page(("et première fin", 60), ("et seconde fin", 300), number=2)
    assert is_same(compared(sealed("Avant.", row, "Après."), page("Avant."), first, last, page("Après.", number=2)))
    changed = [last[0], replace(last[1], text="et seconde faim")]
    assert not is_same(compared(sealed("Avant.", row, "Après."), page("Avant."), first, changed))


def test_the_first_row_of_a_table_is_repeated_on_the_next_page_alone():
    rows = [["Indicateur", "Année"], ["Naissances", "2020"], ["Décès", "2021"]]
    head = (("Indicateur", 60), ("Année", 300))
    first = page(*head, ("Naissances", 60), ("2020", 300))
    last = (("Décès", 60), ("2021", 300))
    assert is_same(compared(sealed(*rows), first, page(*head, *last, number=2)))
    assert is_same(compared(sealed(*rows), first, page(*last, number=2)))
    assert not is_same(compared(sealed(*rows), page(*head, *head, ("Naissances", 60), ("2020", 300), *last)))


@pytest.mark.parametrize(("mark", "kind"), [("", "texte"), ("• ", "puce"), ("1. ", "numero")])
def test_a_table_that_begins_on_top_of_a_page_is_not_taken_for_a_repeated_row(mark, kind):
    """The mark of a list before it is none of the sealed words, so those do not go on as they do in the PDF."""

    def row(table, rank, left, right, of="texte"):
        return TableRow(((Line(left, of, 1),), (Line(right, of, 1),)), table, rank)

    text = WordText(
        (
            row(1, 0, "Public", "Échéances"),
            row(1, 1, "les familles", "en 2024", kind),
            row(2, 2, "Résultats", "Indicateurs"),
            row(2, 3, "un accueil plus lisible", "le nombre de places", kind),
        )
    )
    first = page("Public", ("Échéances", 300), f"{mark}les familles", (f"{mark}en 2024", 300))
    cells = (f"{mark}un accueil plus lisible", (f"{mark}le nombre de places", 300))
    assert is_same(compared(text, first, page("Résultats", ("Indicateurs", 300), *cells, number=2)))
    assert not is_same(compared(text, first, page("Effets", ("Indicateurs", 300), *cells, number=2)))


SERVICES, RESULTS = [("Services", 60), ("Partenaires", 300)], [("Résultats", 60), ("Indicateurs", 300)]
FIRST, REST = [("la Caf", 60), ("•\x1fle département", 300)], ["et la commune"]
SMALL = (
    "Avant.",
    ["Services", "Partenaires"],
    ["la Caf", ("le département", "puce")],
    ["et la commune"],
    " ",
    ["Résultats", "Indicateurs"],
    ["des effets", "deux mesures"],
    "Après.",
)
"""Two small tables, as in the grid of a fiche."""


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [
        ([*SERVICES, *FIRST, *REST], RESULTS, True),
        ([*SERVICES, *FIRST], [*REST, *RESULTS], True),
        ([*SERVICES, *FIRST], [*SERVICES, *REST, *RESULTS], True),
        (SERVICES, [*SERVICES, *FIRST, *REST, *RESULTS], True),
        ([], [*SERVICES, *FIRST, *REST, *RESULTS], True),
        ([*SERVICES, *FIRST], [*RESULTS, *REST, *RESULTS], False),
        ([*SERVICES, *FIRST, *REST], [*SERVICES, *RESULTS], False),
        ([*SERVICES, *FIRST, *REST], [], False),
        ([*SERVICES, *FIRST], [*SERVICES, *REST], False),
        (FIRST, [*SERVICES, *REST, *RESULTS], False),
        ([*SERVICES, *SERVICES, *FIRST, *REST], RESULTS, False),
    ],
)
def test_only_the_header_of_the_table_that_goes_on_is_repeated(first, last, same):
    pages = page("Avant.", *first), page(*last, ("des effets", 60), ("deux mesures", 300), "Après.", number=2)
    assert is_same(compared(sealed(*SMALL), *pages)) is same


def test_the_words_of_a_repeated_header_may_be_cut():
    text = sealed(["Intercommunalité", "Année"], ["Lens", "2020"], ["Liévin", "2021"])
    head = [("Intercommu", 60), ("nalité", 60), ("Année", 300)]
    first = page(*head, ("Lens", 60), ("2020", 300))
    assert is_same(compared(text, first, page(*head, ("Liévin", 60), ("2021", 300), number=2)))
    other = [("Intercommu", 60), ("nale", 60), ("Année", 300)]
    assert not is_same(compared(text, first, page(*other, ("Liévin", 60), ("2021", 300), number=2)))


def test_a_table_with_the_same_header_as_the_one_before_has_its_own():
    years = ["Indicateur", "Année"]
    text = sealed("Avant.", years, ["Naissances", "2020"], "Entre.", years, ["Décès", "2021"])
    head = [("Indicateur", 60), ("Année", 300)]
    first = page("Avant.", *head, ("Naissances", 60), ("2020", 300), "Entre.")
    assert is_same(compared(text, first, page(*head, ("Décès", 60), ("2021", 300), number=2)))
    assert not is_same(compared(text, first, page(("Décès", 60), ("2021", 300), number=2)))
    assert not is_same(compared(text, first, page(*head, *head, ("Décès", 60), ("2021", 300), number=2)))


def test_headers_are_known_and_pages_counted():
    asides = (Aside("en-tête", (Line("CTG\tPage # / #"),)),)
    lines = [
        PdfLine(text, number, Box(60, bottom, 200, bottom + 8))
        for number in (1, 2)
        for text, bottom in ((f"CTG Page {number} / 2", 810), (f"Texte {number}.", 600))
    ]
    text = sealed("Texte 1.", "Texte 2.", asides=asides)
    assert is_same(compared(text, lines))
    wrong = [*lines[:2], replace(lines[2], text="CTG Page 3 / 3"), lines[3]]
    [told] = compared(text, wrong).beside
    assert "porte le numéro 3" in told.message


def test_a_chart_shows_its_own_words_and_the_ticks_of_its_axis():
    chart = ChartWords(1, ("En %", "Harnes", "Familles"), (34.7, 8.3), ())
    text = sealed("Graphique 1.", "", "Source.", pictures=(Picture("graphique", "", "En %", 1),))
    shown = ["En %", "Familles", "34,7 %", "8,3 %", "0 %", "10 %", "20 %", "Harnes"]
    assert is_same(compared(text, page("Graphique 1.", *shown, "Source."), charts=[chart]))
    for at, other in ((2, "43,7 %"), (1, "Personnes"), (5, "12 %"), (7, "Lens"), (0, "En % et plus")):
        spoiled = [*shown[:at], other, *shown[at + 1 :]]
        assert not is_same(compared(text, page("Graphique 1.", *spoiled, "Source."), charts=[chart])), other
    assert not is_same(compared(text, page("Graphique 1.", "Source."), charts=[chart]))


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Signé électroniquement par Jean-Jacques PION le 12/04/2023 à 14:05", True),
        ("Date: 2023.04.12 14:05:11 +02'00'", True),
        ("Lu et approuvé", True),
        ("12 avril 2023", True),
        ("Signé électroniquement par Anne ROY sous réserve du vote", False),
        ("Signé pour 3 ans", False),
        ("12 avril 2023, pour trois ans", False),
        ("----", False),
    ],
)
def test_a_signature_says_who_and_when_and_nothing_else(text, signs):
    assert is_signing(text, frozenset({"jean", "jacques", "pion"})) is signs


@pytest.mark.parametrize(
    ("text", "stamps"),
    [
        ("Envoyé en préfecture le 12/04/2023", True),
        ("ID : 062-216204131-20230412-12-DE", True),
        ("Reçu en préfecture le 12/04/2023", True),
        ("JJP PD", True),
        ("Envoyé en préfecture sauf l’article 4", False),
        ("Version 2", False),
    ],
)
def test_a_stamp_says_what_stamps_say(text, stamps):
    assert is_stamp(text) is stamps
