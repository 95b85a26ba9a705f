"""Lists that restart, tables and the signature block in a produced file."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from drafts import content, convention
from handmade import file_of, kept_with_next, words
from lxml import etree
from wordfile import W, WordFile, rows_of, text_of

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.model.anchors import bookmark_name
from assembler.model.document import Column, Heading, Paragraph, Row, Table
from assembler.model.layout import Layout
from assembler.writers.blocks import BlockWriter
from assembler.writers.docx import write_convention


def written(tools: Tools, **keys: Any) -> WordFile:
    return WordFile(write_convention(compose(content(tools, convention(**keys))), tools.templates, {}))


# --- lists -----------------------------------------------------------------------------


def numbers(file: WordFile, items: set[str]) -> list[str]:
    """The `w:numId` of each of these items, in order."""
    found = [p for p in file.paragraphs if text_of(p) in items]
    return [p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for p in found]


@pytest.fixture(scope="module")
def lists(tools: Tools) -> WordFile:
    long = "1. u1\n2. u2\n\nEntre.\n\n1. v1\n2. v2\n   1. n1\n   2. n2\n3. v3\n   1. m1"
    return written(tools, intervention={"texte": long}, fiches=[{"id": "f", "titre": "F", "modalites": "1. w1\n2. w2"}])


def test_each_numbered_list_restarts(lists):
    ids = numbers(lists, {"u1", "u2", "v1", "v2", "v3", "w1", "w2", "n1", "n2", "m1"})
    u1, u2, v1, v2, n1, n2, v3, m1, w1, w2 = ids
    assert u1 == u2 and v1 == v2 == v3 and n1 == n2 and w1 == w2
    assert len({u1, v1, n1, m1, w1}) == 5


def test_each_number_is_a_real_list_that_starts_at_one(lists):
    numbering = etree.fromstring(lists.parts["word/numbering.xml"])
    nums = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
    assert len(nums) == len(list(numbering.iter(f"{W}num")))
    abstracts = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    for paragraph in lists.paragraphs:
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if own is None or own.get(f"{W}val") == "0":
            continue
        num = nums[own.get(f"{W}val")]
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val")
        abstract = abstracts[num.find(f"{W}abstractNumId").get(f"{W}val")]
        assert abstract.find(f"{W}lvl[@{W}ilvl='{level}']/{W}numFmt").get(f"{W}val") in ("decimal", "lowerLetter")
        override = num.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        assert override.get(f"{W}val") == "1"


def test_a_list_looks_like_its_depth_and_its_place(lists):
    styles = {text_of(p): lists.style_of(p) for p in lists.paragraphs}
    assert (styles["u1"], styles["n1"], styles["w1"]) == ("list number", "list number 2", "CTG Cellule numéro")


def test_bullets_take_their_number_from_their_style(tools):
    file = written(tools, intervention={"texte": "- a1\n  - b1\n    - c1\n- a2\n\n  Suite."})
    styles = {text_of(p): file.style_of(p) for p in file.paragraphs}
    assert [styles[name] for name in ("a1", "b1", "c1", "a2")] == ["list bullet", *["list bullet 2"] * 2, "list bullet"]
    for name in ("list bullet", "list bullet 2"):
        style = next(s for s in file.styles.iter(f"{W}style") if file.style_names[s.get(f"{W}styleId")] == name)
        assert style.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    (after,) = [p for p in file.paragraphs if text_of(p) == "Suite."]
    assert after.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"  # no second mark
    assert int(after.find(f"{W}pPr/{W}ind").get(f"{W}left")) > 0


# --- free tables -----------------------------------------------------------------------


def test_a_table_of_the_input(tools):
    table = {"titre": "Écoles", "colonnes": ["École", "Élèves"], "lignes": [["Curie", "12"], ["Zola", ""], ["Hugo"]]}
    file = written(tools, diagnostic={"contexte": [{"titre": "Écoles", "tableau": table}]})
    (shown,) = [rows_of(t) for t in file.tables() if rows_of(t)[0][0] == "École"]
    assert shown == [["École", "Élèves"], ["Curie", "12"], ["Zola", ""], ["Hugo", ""]]


def test_two_tables_that_follow_each_other_stay_two(tools):
    tables = [{"tableau": {"colonnes": [name], "lignes": [["x"]]}} for name in "AB"]
    file = written(tools, diagnostic={"contexte": [{"titre": "T", "rubriques": tables}]})
    kinds = [child.tag for child in file.blocks() if child.tag in (f"{W}p", f"{W}tbl")]
    assert (f"{W}tbl", f"{W}tbl") not in pairwise(kinds) and kinds[-1] == f"{W}p"


def test_a_table_that_a_page_break_follows_is_not_closed_by_a_line_that_could_fall_alone_on_a_page(tools):
    tables = [{"tableau": {"colonnes": ["A"], "lignes": [["x"]]}}]
    file = written(tools, diagnostic={"contexte": [{"titre": "T", "rubriques": tables}]})
    blocks = list(file.blocks())
    at = max(rank for rank, child in enumerate(blocks) if "Contexte local" in text_of(child))
    (table,) = [rank for rank in range(at, len(blocks)) if blocks[rank].tag == f"{W}tbl"][:1]
    assert file.style_of(blocks[table + 1]) == "CTG Saut de page"


# --- notes of tables -------------------------------------------------------------------


def noted(*notes: str, rows: int = 3) -> Table:
    columns = (Column.named("Indicateur", 3), Column.named("Arras", 1, "nombre"))
    lines = tuple(Row((words(f"r{rank}"), words("1"))) for rank in range(rows))
    return Table((), columns, lines, tuple(map(words, notes)))


def test_notes_follow_their_table_and_stay_with_its_last_row(tools):
    file = WordFile(file_of(tools, noted("Note 1.", "Note 2.", rows=9), Paragraph(words("Suite."))))
    table = file.tables()[-1]
    *rows, last = table.findall(f"{W}tr")
    first, second, after = (paragraph for paragraph in table.itersiblings(f"{W}p") if text_of(paragraph))
    assert [text_of(p) for p in (table.getnext(), second, after)] == ["Note 1.", "Note 2.", "Suite."]
    assert {file.style_of(p) for p in (first, second)} == {"CTG Note"}
    assert all(kept_with_next(file, p) for p in last.iter(f"{W}p"))
    assert not any(kept_with_next(file, p) for p in rows[2].iter(f"{W}p"))
    assert [kept_with_next(file, p) for p in (first, second)] == [True, False]


def kept_rows(file: WordFile) -> list[bool]:
    """Of each row of the last table, its header left out: does it keep with the next?"""
    _, *lines = file.tables()[-1].findall(f"{W}tr")
    return [all(kept_with_next(file, p) for p in line.iter(f"{W}p")) for line in lines]


def test_a_short_table_stays_on_one_page(tools):
    file = WordFile(file_of(tools, noted(rows=8), Paragraph(words("Suite."))))
    assert kept_rows(file) == [True] * 7 + [False]


def test_no_row_of_a_long_table_is_alone_on_a_page(tools):
    file = WordFile(file_of(tools, noted(rows=9), Paragraph(words("Suite."))))
    assert kept_rows(file) == [True, *[False] * 6, True, False]


@pytest.mark.parametrize(("letters", "splits"), [(200, False), (6000, True)])
def test_only_a_high_row_may_go_over_a_page(tools, letters, splits):
    columns = (Column.named("A", 1), Column.named("B", 1))
    row = Row((words("x"), words("mot " * (letters // 4))))
    file = WordFile(file_of(tools, Table((), columns, (row,))))
    _, line = file.tables()[-1].findall(f"{W}tr")
    assert (line.find(f"{W}trPr/{W}cantSplit") is None) == splits


def test_a_heading_that_is_asked_to_begins_a_page(tools):
    heading = Heading(2, words("Titre"), "article:objet-1")
    layout = Layout(breaks=frozenset({"article:objet-1"}))
    writer = BlockWriter(tools.templates.styles, 9000, (), lambda _grid, _writer: "", layout)
    assert "<w:pageBreakBefore/>" in writer.heading(heading)
    assert "<w:pageBreakBefore/>" not in writer.heading(Heading(2, words("Titre"), "article:objet-2"))


def test_a_table_without_notes_is_not_bound_to_what_follows(tools):
    file = WordFile(file_of(tools, noted(), Paragraph(words("Suite."))))
    *_, last = file.tables()[-1].findall(f"{W}tr")
    assert not any(kept_with_next(file, p) for p in last.iter(f"{W}p"))


def test_an_empty_line_stands_only_behind_a_table_without_notes(tools):
    for table, expected in ((noted("Note."), ["Note."]), (noted(), [""])):
        file = WordFile(file_of(tools, table))
        assert [text_of(p) for p in file.tables()[-1].itersiblings(f"{W}p")] == expected
        two = WordFile(file_of(tools, table, table)).tables()[-2:]
        between = [text_of(each) for each in two[0].itersiblings() if each in list(two[1].itersiblings(preceding=True))]
        assert between == expected


# --- bookmarks -------------------------------------------------------------------------


def test_names_of_bookmarks_are_short_legal_and_each_its_own():
    long = "fiche:" + "a" * 34
    anchors = ["annexe:diagnostic", "annexe:diagnostic:12", long, f"{long}b", f"{long}c", "fiche:été", "fiche:éte"]
    names = [bookmark_name(anchor) for anchor in anchors]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in names)
