"""The signature block in a produced file: rows of boxes, header rows, places to sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafts import content, convention
from handmade import kept_with_next, words
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from wordfile import W, WordFile, rows_of, text_of

from assembler.build.convention import Tools
from assembler.compose.compose import compose, with_anchors
from assembler.model.anchors import bookmark_name
from assembler.model.document import ClauseUse, Heading, Part, SignatureBlock, SignatureBox
from assembler.model.place import Place
from assembler.writers.docx import write_convention
from assembler.writers.proof import prove
from assembler.writers.signatures import rows_of_boxes, signature_areas
from assembler.writers.styles import LATER_STYLES, read_styles


def signers(count: int) -> list[dict[str, str]]:
    return [{"organisme": f"Organisme {n}", "qualite": "Le Maire", "nom": f"Nom {n}"} for n in range(1, count + 1)]


def written(tools: Tools, persons: list[dict[str, str]]) -> WordFile:
    document = compose(content(tools, convention(signature={"signataires": persons})))
    data = write_convention(document, tools.templates, {})
    prove(data, document, tools.templates.folder / "convention.docx", tools.templates.own_lines)
    return WordFile(data)


def tables(file: WordFile) -> list[etree._Element]:
    """Those of the block, by their style."""
    style = next(key for key, name in file.style_names.items() if name == "CTG Signatures")
    return [each for each in file.tables() if each.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == style]


def boxes(count: int) -> SignatureBlock:
    return SignatureBlock(tuple(SignatureBox(words(f"O{n}"), (), (), (), f"signataire:{n}") for n in range(count)))


# --- rows ------------------------------------------------------------------------------


@given(st.integers(1, 120))
def test_rows_hold_every_box_once_in_order_as_evenly_as_can_be(count):
    rows = rows_of_boxes(boxes(count))
    assert [box for row in rows for box in row] == list(boxes(count).boxes)
    sizes = [len(row) for row in rows]
    assert max(sizes) <= 3 and max(sizes) - min(sizes) <= 1
    assert len(sizes) == -(-count // 3) and sizes == sorted(sizes, reverse=True)


def test_a_block_without_a_box_has_no_row():
    assert rows_of_boxes(SignatureBlock(())) == []


@pytest.mark.parametrize(("count", "layout"), [(1, [1]), (2, [2]), (4, [2, 2]), (7, [3, 2, 2]), (50, [3] * 16 + [2])])
def test_each_row_is_a_table_of_its_own(tools, count, layout):
    file = written(tools, signers(count))
    found = [rows_of(table) for table in tables(file)]
    assert [[len(row) for row in rows] for rows in found] == [[size, size] for size in layout]
    heads = [cell for head, _ in found for cell in head]
    assert heads == [f"Organisme {n}" for n in range(1, count + 1)]
    shown = [cell.strip() for _, body in found for cell in body]
    assert shown == [f"Le Maire Nom {n}" for n in range(1, count + 1)]


# --- what a table is made of -----------------------------------------------------------


@pytest.mark.parametrize("count", [1, 4, 7])
def test_tables_are_simple_and_their_first_row_is_a_header(tools, count):
    for table in tables(written(tools, signers(count))):
        head, body = table.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None and body.find(f"{W}trPr/{W}tblHeader") is None
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}gridAfter", f"{W}gridBefore"))
        assert all(text_of(cell).strip() for cell in table.iter(f"{W}tc"))
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        for row in (head, body):
            assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.iter(f"{W}tc")] == grid
        assert sum(grid) == tools.templates.width


def test_a_table_says_in_its_alternative_text_whose_boxes_it_holds(tools):
    first, second = tables(written(tools, signers(4)))
    captions = [table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for table in (first, second)]
    assert captions == [
        "Signatures\u00a0: Organisme 1\u00a0; Organisme 2",
        "Signatures\u00a0: Organisme 3\u00a0; Organisme 4",
    ]


@pytest.mark.parametrize("count", [2, 7])
def test_no_table_splits_and_the_first_stays_with_its_sentence(tools, count):
    file = written(tools, signers(count))
    found = tables(file)
    for table in found:
        rows = list(table.iter(f"{W}tr"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in rows[0].iter(f"{W}p"))
        assert not any(kept_with_next(file, p) for p in rows[1].iter(f"{W}p"))
    before = found[0].getprevious()
    assert text_of(before).startswith("Fait ") and kept_with_next(file, before)


def test_a_paragraph_parts_two_tables_and_the_annexes_begin_with_another(tools):
    *parted, last = tables(written(tools, signers(7)))
    for table in parted:
        following = table.getnext()
        assert following.tag == f"{W}p" and not text_of(following)
    behind = last.getparent().getparent().getnext()
    assert behind.tag == f"{W}p" or next(behind.iter(f"{W}p", f"{W}tbl")).tag == f"{W}p"


# --- what a box says -------------------------------------------------------------------


def test_a_mention_stands_under_the_name(tools):
    first, second = signers(2)
    second["mention"] = "Par délégation du Président"
    file = written(tools, [first, second])
    (table,) = tables(file)
    cells = [[text_of(p) for p in cell.iter(f"{W}p")] for cell in table.findall(f"{W}tr")[1] if cell.tag == f"{W}tc"]
    assert cells == [["Le Maire", "Nom 1", ""], ["Le Maire", "Nom 2", "Par délégation du Président", ""]]
    mention = next(p for p in table.iter(f"{W}p") if text_of(p).startswith("Par délégation"))
    assert file.style_of(mention) == "CTG Signature mention"


def test_a_missing_signatory_shows_what_to_complete(tools):
    (table,) = tables(written(tools, [{}]))
    ((organisme,), (person,)) = rows_of(table)
    assert organisme == "[à compléter\u00a0: organisme signataire]"
    labels = ("qualité du signataire", "nom du signataire")
    assert person.strip() == " ".join(f"[à compléter\u00a0: {label}]" for label in labels)


# --- where to sign ---------------------------------------------------------------------


def test_the_place_to_sign_of_each_box_is_marked_once(tools):
    file = written(tools, signers(7))
    places = [p for table in tables(file) for p in table.iter(f"{W}p") if p.find(f"{W}bookmarkStart") is not None]
    names = [p.find(f"{W}bookmarkStart").get(f"{W}name") for p in places]
    assert names == [bookmark_name(f"signataire:{n}") for n in range(1, 8)]
    assert {file.style_of(p) for p in places} == {"CTG Signature emplacement"}
    assert all(p is p.getparent().findall(f"{W}p")[-1] for p in places)
    assert all(file.bookmarks().count(name) == 1 for name in names)


def test_two_blocks_of_one_document_share_no_place(tools):
    use, block = ClauseUse("signature", "2023-01"), boxes(2)
    parts = [Part(f"signature:{n}", "signature", "", Heading(1, words("S")), (block,), use) for n in "ab"]
    anchors = [box.anchor for part in with_anchors(parts) for box in part.blocks[0].boxes]
    assert anchors == [f"signataire:{n}" for n in range(1, 5)]


@given(st.integers(1, 60))
def test_the_room_to_sign_fits_in_its_box(tools, count):
    width = tools.templates.width
    areas = signature_areas(boxes(count), width, tools.templates.styles)
    assert [area.anchor for area in areas] == [f"signataire:{n}" for n in range(count)]
    for row in rows_of_boxes(boxes(count)):
        mine = [area for area in areas if area.anchor in {box.anchor for box in row}]
        assert sum(area.width * 20 + 2 * 142 for area in mine) == pytest.approx(width)
        assert all(area.height == 83 for area in mine)


def test_a_template_from_before_these_styles_still_leaves_room(tools: Tools):
    """A text voted under it is written with the templates of its day."""
    styles = tools.templates.parts["word/styles.xml"].decode()
    for name, _ in LATER_STYLES.values():
        styles = styles.replace(name, "Autre")
    old = read_styles(styles.encode(), tools.templates.parts["word/numbering.xml"], Place(Path("essai.docx")))
    assert old["signature room"] == old["signature mention"] == old["signature capacity"]
    assert old.signing.height == tools.templates.styles.signing.height
    assert 'w:after="1420"' in old.signing.properties and not tools.templates.styles.signing.properties
