"""The hard places of tracked changes: what is deleted or inserted first, last, next to a table, in a cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from handmade import FAMILIES, words
from office import settled_by_office, told
from redline_samples import AUTHOR, SIDES, file_of, part, redlined, steps_between, wrong_sides
from tracked import original, settled, shown, side_of
from wordfile import W, WordFile

from assembler.build.convention import Tools
from assembler.model.difference import Step
from assembler.model.document import (
    Block,
    Blocks,
    Column,
    Heading,
    List,
    Paragraph,
    Part,
    Row,
    SignatureBlock,
    SignatureBox,
    Table,
    Text,
)
from assembler.model.lines import TableRow
from assembler.model.place import Problems
from assembler.readers.word import read_word_bytes
from assembler.writers.redline import redline

ONE, TWO, THREE = (
    Paragraph(words(text))
    for text in ("Le comité se réunit une fois par an.", "La Caf tient les comptes du projet.", "Un bilan est dressé.")
)
OTHER = Paragraph(words("Ce paragraphe n’a rien de commun avec eux."))
LONGER = Paragraph(words("Le comité se réunit deux fois par an, à Arras."))


def table(*rows: tuple[str, ...], columns: int = 2) -> Table:
    heads = tuple(Column.named(f"Colonne {rank}", 1) for rank in range(columns))
    return Table((), heads, tuple(Row(tuple(map(words, row))) for row in rows))


def items(*texts: str, ordered: bool = False) -> List:
    return List(ordered, tuple((Paragraph(words(text)),) for text in texts))


def box(*lines: str) -> SignatureBlock:
    """A cell of three paragraphs."""
    return SignatureBlock((SignatureBox(*map(words, lines)), SignatureBox(*map(words, ("Caf", "Le directeur", "X")))))


def one(*blocks: Block) -> tuple[Part, ...]:
    return (part("a", *blocks),)


A, B, C = ("Arras", "12 places"), ("Lens", "30 places"), ("Harnes", "7 places")
HARD: dict[str, tuple[tuple[Part, ...], tuple[Part, ...]]] = {
    "a paragraph goes": (one(ONE, TWO, THREE), one(ONE, THREE)),
    "a paragraph comes": (one(ONE, THREE), one(ONE, TWO, THREE)),
    "the last paragraph goes": (one(ONE, TWO), one(ONE)),
    "the last paragraphs go and others come": (one(ONE, TWO, THREE), one(ONE, OTHER)),
    "the last paragraph comes": (one(ONE), one(ONE, TWO, THREE)),
    "all paragraphs are others": (one(ONE, TWO), one(OTHER)),
    "the heading is another": ((part("a", ONE),), (part("b", ONE),)),
    "a paragraph in front of a table goes": (one(ONE, TWO, table(A)), one(ONE, table(A))),
    "the only paragraph between tables goes": (one(table(A), TWO, table(B)), one(table(A), table(B))),
    "a paragraph comes in front of a table": (one(table(A)), one(ONE, table(A))),
    "a paragraph comes behind a table": (one(table(A)), one(table(A), ONE)),
    "the first row comes": (one(table(B, C)), one(table(A, B, C))),
    "the last row comes": (one(table(A, B)), one(table(A, B, C))),
    "the first row goes": (one(table(A, B, C)), one(table(B, C))),
    "the last row goes": (one(table(A, B, C)), one(table(A, B))),
    "a table goes": (one(ONE, table(A, B), TWO), one(ONE, TWO)),
    "a table comes": (one(ONE, TWO), one(ONE, table(A, B), TWO)),
    "a table comes last": (one(ONE), one(ONE, table(A, B))),
    "a table goes last": (one(ONE, table(A, B)), one(ONE)),
    "a second table comes": (one(table(A), TWO), one(table(A), table(B), TWO)),
    "a column comes": (one(table(A, B)), one(table((*A, "x"), (*B, "y"), columns=3))),
    "a table is cut in two": (one(table(A, B, C)), one(table(A), ONE, table(B, C))),
    "a paragraph comes where the first row goes": (
        one(table(A, B)),
        one(ONE, Table((), tuple(Column.named(text, 1) for text in A), (Row(tuple(map(words, B))),))),
    ),
    "a cell is emptied": (one(table(A, B)), one(table(("", "12 places"), B))),
    "a cell is filled": (one(table(("", "12 places"), B)), one(table(A, B))),
    "the last paragraph of a cell changes": (one(box("Arras", "Le maire", "Y")), one(box("Arras", "Le maire", "Z"))),
    "the paragraphs of a cell are others": (one(box("Arras", "Le maire", "Y")), one(box("Lens", "Adjointe", "Zoé"))),
    "a list item comes": (one(items("un", "trois")), one(items("un", "deux", "trois"))),
    "a numbered item goes first": (one(items("un", "deux", ordered=True)), one(items("deux", ordered=True))),
    "an insertion ends a paragraph, another begins the next": (
        one(ONE, TWO),
        one(Paragraph(words(f"{ONE.inlines[0].text} À Arras.")), Paragraph(words(f"Puis {TWO.inlines[0].text}"))),
    ),
    "the first part goes": ((part("a", ONE), part("b", TWO)), (part("b", TWO),)),
    "the last part goes": ((part("a", ONE), part("b", TWO, table(A))), (part("a", ONE),)),
    "the last part, without a table, goes": ((part("a", ONE), part("b", TWO, THREE)), (part("a", ONE),)),
    "a part comes first": ((part("b", TWO),), (part("a", ONE, THREE), part("b", TWO))),
    "a part comes last": ((part("a", ONE),), (part("a", ONE), part("b", TWO, table(A)))),
    "a part comes between": ((part("a", ONE), part("c", THREE)), (part("a", ONE), part("b", TWO), part("c", THREE))),
    "a paragraph comes at the start of a part": (
        (part("a", ONE), part("b", TWO)),
        (part("a", ONE), part("b", OTHER, THREE, TWO)),
    ),
    "a line moves": (one(ONE, TWO, THREE), one(TWO, THREE, ONE)),
    "words change": (one(ONE), one(LONGER)),
    "nothing changes": (one(ONE, table(A)), one(ONE, table(A))),
}
CASES = pytest.mark.parametrize(("old", "new"), HARD.values(), ids=HARD)


@CASES
@pytest.mark.parametrize("empty_too", [True, False])
def test_accepting_gives_the_new_texts_and_rejecting_the_old_ones(
    tools: Tools, old: tuple[Part, ...], new: tuple[Part, ...], empty_too: bool
):
    ends = [parts[-1].blocks[-1] for parts in (old, new)]
    exact = not any(isinstance(each, Table) for each in ends)
    assert wrong_sides(file_of(tools, *old), file_of(tools, *new), empty_too, exact) == []


@CASES
def test_a_paragraph_that_can_not_go_is_not_marked_as_going(tools: Tools, old: tuple[Part, ...], new: tuple[Part, ...]):
    body = WordFile(redlined(file_of(tools, *old), file_of(tools, *new))).body
    kept = [row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}ins") is row.find(f"{W}trPr/{W}del") is None]
    ends = [cell.findall(f"{W}p")[-1] for row in kept for cell in row.iter(f"{W}tc")]
    for end in [*ends, list(body.iter(f"{W}p"))[-1]]:
        assert not [mark for kind in ("ins", "del") for mark in end.findall(f"{W}pPr/{W}rPr/{W}{kind}")]


@CASES
def test_a_table_never_touches_another_nor_the_end(tools: Tools, old: tuple[Part, ...], new: tuple[Part, ...]):
    data = redlined(file_of(tools, *old), file_of(tools, *new), empty_too=False)
    for side in SIDES:
        for shown_table in settled(data, side).iter(f"{W}tbl"):
            assert shown_table.getnext() is not None and shown_table.getnext().tag == f"{W}p"


def test_a_row_that_was_paired_with_one_of_other_cells_is_replaced(tools: Tools):
    old, new = (file_of(tools, *one(each)) for each in (table(A), table((*A, "x"), columns=3)))
    rows = [
        [item for item in read_word_bytes(data, Path("x.docx")).items if isinstance(item, TableRow)]
        for data in (old, new)
    ]
    steps = tuple(Step("modifie", *pair) for pair in zip(*rows, strict=True))
    data = redline(old, new, steps, AUTHOR)
    assert [shown(side_of(data, side)) for side in SIDES] == [shown(original(each)) for each in (new, old)]


def test_libreoffice_accepts_and_rejects_as_well(tools: Tools, tmp_path: Path):
    asked, wanted = [], []
    for rank, (old, new) in enumerate(HARD.values()):
        sides = [file_of(tools, *parts) for parts in (new, old)]
        path = tmp_path / f"{rank}.docx"
        path.write_bytes(redlined(sides[1], sides[0]))
        asked += [(path, side) for side in SIDES]
        wanted += [told(original(data), True) for data in sides]
    found = [told(texts, True) for texts in settled_by_office(asked)]
    names = [f"{name}, {side}" for name in HARD for side in SIDES]
    assert [name for name, one, other in zip(names, found, wanted, strict=True) if one != other] == []


# --- what is marked --------------------------------------------------------------------


def changes(data: bytes) -> list[tuple[str, str]]:
    """Kind and words of each change of runs, in order."""
    found = WordFile(data).body.iter(f"{W}ins", f"{W}del")
    told_words = [(change.tag.removeprefix(W), "".join(change.itertext())) for change in found]
    return [each for each in told_words if each[1]]


def between(tools: Tools, old: Blocks, new: Blocks) -> bytes:
    return redlined(file_of(tools, part("a", *old)), file_of(tools, part("a", *new)))


def test_only_the_words_that_changed_are_marked(tools: Tools):
    data = between(tools, (ONE, TWO), (LONGER, TWO))
    assert changes(data) == [("del", "une"), ("ins", "deux"), ("ins", ", à Arras")]


def test_nothing_is_marked_where_nothing_changed(tools: Tools):
    same = file_of(tools, *one(ONE, table(A), items("x")))
    assert changes(redlined(same, same)) == []
    assert original(redlined(same, same)) == original(same)


def test_every_change_has_its_author_its_date_and_a_number_of_its_own(tools: Tools):
    file = WordFile(between(tools, (ONE, table(A, B), TWO), (LONGER, table(A, C), THREE, OTHER)))
    tracked = list(file.body.iter(f"{W}ins", f"{W}del", f"{W}pPrChange"))
    assert {each.get(f"{W}author") for each in tracked} == {AUTHOR.name}
    assert {each.get(f"{W}date") for each in tracked} <= {"2026-09-01T08:30:00Z", "2026-09-01T08:32:00Z"}
    numbers = [each.get(f"{W}id") for each in [*tracked, *file.body.iter(f"{W}bookmarkStart")]]
    assert len(numbers) == len(set(numbers)) > 8


def test_a_table_whose_rows_all_go_is_marked_row_by_row(tools: Tools):
    data = between(tools, (ONE, table(A, B), TWO), (ONE, TWO))
    rows = list(WordFile(data).body.iter(f"{W}tr"))
    assert len(rows) == 3 and all(row.find(f"{W}trPr/{W}del") is not None for row in rows)
    assert not list(settled(data, "accept").iter(f"{W}tbl"))


def test_a_line_that_moved_is_a_deletion_and_an_insertion(tools: Tools):
    data = between(tools, (ONE, TWO, THREE), (TWO, THREE, ONE))
    assert changes(data) == [(kind, ONE.inlines[0].text) for kind in ("del", "ins")]


def test_lines_that_no_step_names_stay(tools: Tools):
    old, new = (file_of(tools, *one(*blocks)) for blocks in ((ONE, TWO, THREE), (LONGER, OTHER)))
    steps = [step for step in steps_between(old, new) if step.change == "modifie"]
    data = redline(old, new, tuple(steps), AUTHOR)
    accepted = [text for text in shown(side_of(data, "accept")) if isinstance(text, str)]
    assert accepted == ["Titre a", *(each.inlines[0].text for each in (LONGER, TWO, THREE))]


def test_a_chart_stays_where_its_caption_changes_and_goes_with_its_part(tools: Tools):
    other = replace(FAMILIES, caption=words("Graphique 1 – Les familles selon leur composition"))
    drawing = f"{W}drawing"
    for empty_too in (True, False):
        old, new, none = (file_of(tools, *one(ONE, *more)) for more in ((FAMILIES,), (other,), ()))
        changed, gone = (redlined(old, each, empty_too) for each in (new, none))
        assert [len(list(settled(changed, side).iter(drawing))) for side in SIDES] == [1, 1]
        assert [len(list(settled(gone, side).iter(drawing))) for side in SIDES] == [0, 1]


def test_a_file_that_has_tracked_changes_is_refused_as_a_start(tools: Tools):
    old, new = (file_of(tools, *one(each)) for each in (ONE, LONGER))
    with pytest.raises(Problems) as refused:
        redline(redlined(old, new), new, (), AUTHOR)
    assert "modifications suivies" in str(refused.value)


def test_a_heading_keeps_its_bookmark_on_both_sides(tools: Tools):
    headings = [Heading(2, (Text(text),), "titre:un") for text in ("Les moyens de la Caf", "Les moyens de la commune")]
    data = between(tools, (headings[0], ONE), (headings[1], ONE))
    for side in SIDES:
        names = [mark.get(f"{W}name") for mark in settled(data, side).iter(f"{W}bookmarkStart")]
        assert names == ["c_article_a", "c_titre_un"]
