"""Typed references become live links, captions get numbers and anchors, long annexes get lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.build.stamp import part_digests
from assembler.compose.figures import FEWEST_LISTED, numbers_of_figures, with_captions, with_figure_lists
from assembler.compose.links import with_links
from assembler.model.document import (
    FICHE_CELLS,
    Blank,
    Blocks,
    ClauseUse,
    Column,
    Cover,
    Document,
    FicheGrid,
    Heading,
    Inlines,
    LineBreak,
    List,
    Paragraph,
    Part,
    Reference,
    Row,
    Table,
    Text,
    plain,
)
from assembler.model.lines import lines_of
from assembler.model.walk import inlines_of

USE = ClauseUse("essai", "2023-01")
COVER = Cover("CTG", "", "Essai", (), "Caf", None, None)
CELLS: dict[str, Blocks] = dict.fromkeys(FICHE_CELLS, ())


def paragraph(*inlines: str | Text | Blank | Reference | LineBreak) -> Paragraph:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in inlines))


def table(title: str, cell: str = "1", anchor: str = "") -> Table:
    columns = (Column.named("Indicateur", 1),)
    return Table((Text(title),), columns, (Row(((Text(cell),),)),), ((Text("Voir l’annexe 1."),),), anchor)


def fiche(number: int, cell: Blocks = ()) -> FicheGrid:
    heading = Heading(2, (Text(f"Fiche action n° {number} – Voir l’annexe 1"),), f"fiche:f{number}")
    return FicheGrid(f"f{number}", number, heading, "", (), (), {**CELLS, "public": cell}, ())


def article(name: str, number: str, *blocks: Blocks) -> Part:
    return Part(f"article:{name}", "article", number, Heading(1, (Text(name),), f"article:{name}"), blocks, USE)


def annexe(name: str, number: str, *blocks: Blocks) -> Part:
    return Part(f"annexe:{name}", "annexe", number, Heading(1, (Text(name),), f"annexe:{name}"), blocks, USE)


def document(*texts: Blocks) -> Document:
    """Articles 1, 6-a and 6-b, annexes 1 and 2, fiches 1 to 3, two tables; `texts` stand in article 1."""
    parts = [
        article("objet", "1", *texts),
        article("gouvernance", "6-a"),
        article("pilotage", "6-b"),
        annexe("diagnostic", "1", table("Population", anchor="tableau:T1"), table("Familles")),
        annexe("plan-actions", "2", fiche(1, (paragraph("Voir le tableau 2."),)), fiche(2), fiche(3)),
        annexe("deliberation", "3", paragraph("Vu l’annexe 1.")),
    ]
    return with_links(Document(COVER, "", tuple(with_captions(parts))))


def links(found: Document) -> list[tuple[str, str]]:
    return [(each.text, each.target) for each in inlines_of(found) if isinstance(each, Reference)]


ALWAYS = [
    ("annexe 1", "annexe:diagnostic"),
    ("annexe 1", "annexe:diagnostic"),
    ("tableau 2", "tableau:annexe:diagnostic:2"),
]
"""The links of the notes of both tables and of the fiche."""


def typed(*inlines: str | Text | Blank | Reference | LineBreak) -> list[tuple[str, str]]:
    found = links(document(paragraph(*inlines)))
    assert found[-3:] == ALWAYS
    return found[:-3]


def test_notes_and_cells_of_fiches_have_links_but_headings_captions_and_deliberations_have_none():
    assert links(document()) == ALWAYS


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "Voir l’annexe 2.": [("annexe 2", "annexe:plan-actions")],
        "Voir l’article 6-b.": [("article 6-b", "article:pilotage")],
        "Voir l’article 6.": [("article 6", "article:gouvernance")],
        "Voir les fiches 1 à 3.": [("fiches 1", "fiche:f1"), ("3", "fiche:f3")],
        "Voir la fiche action n° 2.": [("fiche action n° 2", "fiche:f2")],
        "Voir le tableau 1.": [("tableau 1", "tableau:T1")],
        "Voir l’article 30 du RGPD, l’annexe 9 et le graphique 1.": [],
    }.items(),
)
def test_what_the_convention_has_becomes_a_link(text, expected):
    assert typed(text) == expected


def test_a_list_and_a_cell_have_links():
    items = List(False, ((paragraph("Voir la fiche 1."),),))
    found = links(document(items, table("", "Voir l’annexe 2.")))
    assert found[:2] == [("fiche 1", "fiche:f1"), ("annexe 2", "annexe:plan-actions")]


def test_the_look_of_the_words_stays():
    text = (Text("Voir "), Text("l’annexe", bold=True), Text(" 2", italic=True), Text("."))
    block = document(Paragraph(text)).parts[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.inlines == (
        Text("Voir "),
        Text("l’", bold=True),
        Reference("annexe:plan-actions", "annexe", bold=True),
        Reference("annexe:plan-actions", " 2", italic=True),
        Text("."),
    )


def test_what_is_no_text_is_left_as_it_is():
    known = Reference("annexe:diagnostic", "annexe 1")
    assert typed(known, " et la fiche ", Blank("numéro")) == [("annexe 1", "annexe:diagnostic")]


def test_a_part_with_articles_of_its_own_cites_its_own():
    found = links(document(paragraph("Article 1 : Le maire signe."), paragraph("Voir l’article 6 et l’annexe 2.")))
    assert found[:-3] == [("annexe 2", "annexe:plan-actions")]


PIECES = st.sampled_from(
    (
        *("annexe", "annexes ", "articles", "fiche action", "tableau ", " n° ", " 1", " 2", " 6-a", " 6", "1"),
        *(" et ", ", ", " à 3", " du RGPD", " de la convention", "l’", " – ", ".", "er", "(", ")", "\u00a0", "\n"),
    )
)
TEXTS = st.builds(Text, PIECES, st.booleans(), st.booleans(), st.booleans())
OTHERS = st.sampled_from([LineBreak(), Blank("numéro"), Reference("annexe:diagnostic", "annexe 1")])


@given(st.lists(st.one_of(TEXTS, OTHERS), max_size=14).map(tuple))
def test_no_character_and_no_look_changes_and_every_link_leads_somewhere(inlines: Inlines):
    whole = document(Paragraph(inlines))
    block = whole.parts[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert _characters(block.inlines) == _characters(inlines)
    anchors = {heading.anchor for heading in whole.headings()} | {each.anchor for each in whole.captioned()}
    assert {target for _, target in links(whole)} <= anchors


def _characters(inlines: Inlines) -> list[tuple[str, bool, bool, bool]]:
    """Each character with its look."""
    looks = ("bold", "italic", "superscript")
    return [
        (character, *(getattr(inline, look, False) for look in looks))
        for inline in inlines
        for character in inline.text
    ]


# --- captions and lists ------------------------------------------------------------------


def test_captions_are_numbered_and_their_anchors_unique():
    twice = [table("A", anchor="tableau:T1"), table("B", anchor="tableau:T1"), table("C")]
    (part,) = with_captions([annexe("diagnostic", "1", *twice)])
    assert [plain(block.caption) for block in part.blocks] == ["Tableau 1 – A", "Tableau 2 – B", "Tableau 3 – C"]
    assert [block.anchor for block in part.blocks] == [
        "tableau:T1",
        "tableau:annexe:diagnostic:2",
        "tableau:annexe:diagnostic:3",
    ]
    assert numbers_of_figures([part]) == {"tableau:T1": "1"}


@pytest.mark.parametrize("count", [FEWEST_LISTED - 1, FEWEST_LISTED])
def test_only_a_long_annexe_has_a_list_and_no_text_counts_it(count):
    parts = with_captions([annexe("diagnostic", "1", *(table(f"T{rank}") for rank in range(count)))])
    whole = Document(COVER, "", tuple(parts))
    listed = with_figure_lists(whole)
    lists = listed.parts[0].figures
    assert [each.title for each in lists] == (["Liste des tableaux"] if count == FEWEST_LISTED else [])
    if lists:
        figures = whole.parts[0].blocks
        assert lists[0].entries == tuple((each.anchor, plain(each.caption)) for each in figures)
    assert part_digests(listed) == part_digests(whole)
    assert lines_of(listed.parts[0].blocks) == lines_of(whole.parts[0].blocks)


def test_an_article_has_no_list():
    parts = with_captions([article("objet", "1", *(table(f"T{rank}") for rank in range(20)))])
    assert not with_figure_lists(Document(COVER, "", tuple(parts))).parts[0].figures
