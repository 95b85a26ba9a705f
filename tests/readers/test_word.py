"""The words of a Word file, and all that stands beside them, on files made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from wordmaking import (
    AUTHOR,
    OFFICE,
    changed,
    control,
    deleted,
    field,
    kinds,
    p,
    parts,
    r,
    read,
    row,
    style,
    table,
    texts,
    zipped,
)

from assembler.model.lines import Line, TableRow
from assembler.model.manifest import Manifest, PartStamp
from assembler.model.wordtext import Comment, Tracked
from assembler.readers.word import read_word

TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=9
)
WRAPPERS = {
    "plain": lambda run: run,
    "control": control,
    "link": lambda run: f'<w:hyperlink w:anchor="x">{run}</w:hyperlink>',
    "smart tag": lambda run: f"<w:smartTag>{run}</w:smartTag>",
    "added": lambda run: changed("ins", run),
    "moved": lambda run: changed("moveTo", run),
    "field": lambda run: field(' FILLIN ""', run),
    "simple field": lambda run: f'<w:fldSimple w:instr=" REF x ">{run}</w:fldSimple>',
    "choice": lambda run: f'<mc:AlternateContent><mc:Choice Requires="wps">{run}</mc:Choice></mc:AlternateContent>',
    "direction": lambda run: f'<w:dir w:val="ltr">{run}</w:dir>',
}


# --- text --------------------------------------------------------------------------------------


@given(st.lists(st.tuples(TEXT, st.lists(st.sampled_from(sorted(WRAPPERS)), max_size=3), TEXT), max_size=5))
def test_text_is_read_however_its_runs_are_split_and_wrapped(runs: list[tuple[str, list[str], str]]) -> None:
    shown = []
    for text, wrappers, removed in runs:
        content = r(str(escape(text)))
        for wrapper in wrappers:
            content = WRAPPERS[wrapper](content)
        shown.append(
            content + changed("del", deleted(str(escape(removed)))) + changed("moveFrom", r(str(escape(removed))))
        )
    (line,) = read(p("".join(shown))).items
    assert line.text == "".join(text for text, _, _ in runs)


def test_signs_are_characters_and_page_breaks_are_none() -> None:
    signs = '<w:r><w:tab/><w:t>a</w:t><w:br/><w:noBreakHyphen/><w:br w:type="page"/><w:softHyphen/><w:t>b</w:t></w:r>'
    assert texts(read(p(signs))) == ["\ta\n\u2011b"]


def test_a_ticked_box_is_a_character() -> None:
    box = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
    assert texts(read(p(box.format("F0FE") + r("oui") + box.format("x")))) == ["\uf0feoui"]


@pytest.mark.parametrize("code", ["0000", "001B", "009B", "D800", "FFFE", "FDD0"])
def test_a_character_that_no_text_can_hold_is_shown_as_unknown(code: str) -> None:
    assert texts(read(p(f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>' + r("[31m")))) == ["\ufffd[31m"]


def test_of_a_field_the_result_is_read_its_instruction_is_not() -> None:
    parts_of_it = "IF </w:instrText></w:r>" + field("MERGEFIELD x", r("caché")) + "<w:r><w:instrText> = 1"
    assert texts(read(p(r("a") + field(parts_of_it, r("montré")) + r("b")))) == ["amontréb"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(read(p(begin + r("un")) + p(r("deux")))) == ["un", "deux"]


def test_comments_and_cdata_of_the_xml_hide_nothing() -> None:
    assert texts(read(p("<w:r><w:t>un<!-- x --> de<?x y?>u<![CDATA[x & ]]>trois</w:t></w:r>"))) == ["un deux & trois"]


def test_one_item_for_each_paragraph_and_row_empty_ones_too() -> None:
    found = read(p("") + table(row(p(r("a")) + p(r("b")), p(""))) + control(p(r("c"))) + table(row(p(r("d")))))
    assert texts(found) == ["", "a\nb\t", "c", "d"]
    assert [item.rank for item in found.items] == [0, 1, 2, 3]
    assert [item.table for item in found.items if isinstance(item, TableRow)] == [0, 1]


def test_a_table_in_a_cell_is_paragraphs_of_that_cell() -> None:
    assert texts(read(table(row(p(r("a")) + table(row(p(r("b")), p(r("c")))) + p(r("d")))))) == ["a\nb\nc\nd"]


# --- kinds, bookmarks, tags --------------------------------------------------------------------


STYLES = (
    style("T1", "Heading 1")
    + style("Own", "CTG Titre", '<w:basedOn w:val="T1"/>')
    + style("Deep", "CTG Profond", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>')
    + style("S2", "TOC 2")
    + style("SH", "TOC Heading", '<w:basedOn w:val="T1"/>')
    + style("Figures", "Table of Figures")
    + style("Ring", "A", '<w:basedOn w:val="Ring"/>')
    + style("Puce", "List Bullet 2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style("PuceB", "Autre", '<w:basedOn w:val="Puce"/>')
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:pStyle w:val="Puce"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)
NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("", ("texte", 0)),
        ('<w:pStyle w:val="T1"/>', ("titre", 1)),
        ('<w:pStyle w:val="Own"/>', ("titre", 1)),
        ('<w:pStyle w:val="Deep"/>', ("titre", 4)),
        ('<w:outlineLvl w:val="1"/>', ("titre", 2)),
        ('<w:outlineLvl w:val="9"/>', ("texte", 0)),
        ('<w:pStyle w:val="S2"/>', ("sommaire", 2)),
        ('<w:pStyle w:val="SH"/>', ("sommaire", 0)),
        ('<w:pStyle w:val="Figures"/>', ("sommaire", 1)),
        ('<w:pStyle w:val="Ring"/>', ("texte", 0)),
        ('<w:pStyle w:val="Puce"/>', ("puce", 1)),
        ('<w:pStyle w:val="PuceB"/>', ("puce", 1)),
        ('<w:pStyle w:val="Puce"/><w:numPr><w:numId w:val="0"/></w:numPr>', ("texte", 0)),
        (NUMBER.format(1), ("puce", 0)),
        (NUMBER.format(2), ("numero", 0)),
        (NUMBER.format(99), ("texte", 0)),
    ],
)
def test_the_kind_of_a_line_is_that_of_its_style_outline_or_list(properties: str, expected: tuple[str, int]) -> None:
    assert kinds(read(p(r("a"), properties), {"styles": STYLES, "numbering": NUMBERING})) == [expected]


def test_what_a_field_or_control_says_is_the_table_of_contents_is_sommaire() -> None:
    start = field('TOC \\o "1-2"', r("Un") + "</w:p><w:p>" + r("Deux"))
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    boxed = f"{gallery}<w:sdtContent>{p(r('Trois'))}</w:sdtContent></w:sdt>"
    found = read(p(start) + boxed + p(r("Quatre")))
    assert kinds(found) == [("sommaire", 0), ("sommaire", 0), ("sommaire", 0), ("texte", 0)]


def test_a_title_is_a_title_even_in_the_table_of_contents() -> None:
    title = p(r("Article 1"), '<w:pStyle w:val="T1"/>')
    around = field("TOC", r("Un") + "</w:p>" + title + "<w:p>" + r("Deux"))
    assert kinds(read(p(around), {"styles": STYLES})) == [("sommaire", 0), ("titre", 1), ("sommaire", 0)]


def mark(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'


def test_bookmarks_belong_to_the_paragraph_they_stand_in_or_before() -> None:
    found = read(
        p(r("a")) + mark("un") + p(mark("deux") + control(mark("trois") + r("b"))) + mark("q") + table(row(p(r("c"))))
    )
    assert [line.bookmarks for line in found.items if isinstance(line, Line)] == [(), ("un", "deux", "trois")]
    assert found.items[2].cells[0][0].bookmarks == ("q",)


def test_the_tag_is_that_of_the_nearest_block_control() -> None:
    found = read(
        control(p(r("a")) + control(p(r("b")), "in") + table(row(p(r("c")))) + control(p(r("d"))), "out")
        + p(control(r("e"), "no"))
    )
    tags = [item.tag if isinstance(item, Line) else item.cells[0][0].tag for item in found.items]
    assert tags == ["out", "in", "out", "out", ""]


# --- tracked changes and comments --------------------------------------------------------------


def test_changes_of_one_author_in_a_row_are_one() -> None:
    body = p(
        r("a")
        + changed("ins", r("b"))
        + changed("ins", r("c"))
        + changed("del", deleted("d"))
        + r("e")
        + changed("ins", r("f"))
        + r("g")
        + changed("ins", r("h"))
    )
    found = read(p("") + body)
    assert texts(found) == ["", "abcefgh"]
    date = "2024-05-06T10:00:00Z"
    expected = [("ajout", "bc"), ("suppression", "d"), ("ajout", "f"), ("ajout", "h")]
    assert list(found.tracked) == [Tracked(kind, "Mairie", date, text, 1) for kind, text in expected]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_keeps_two_items() -> None:
    end = f"<w:rPr>{changed('del', '')}</w:rPr>"
    found = read(p(mark("un") + r("a"), end) + p(r("b"), end) + p(r("c")) + p(r("d"), end) + table(row(p(""))))
    assert texts(found) == ["", "", "abc", "d", ""]
    assert found.items[2].bookmarks == ("un",)
    assert [(each.kind, each.text, each.rank) for each in found.tracked] == [
        ("suppression", "", rank) for rank in (0, 1, 3)
    ]


def test_a_paragraph_that_is_deleted_whole_leaves_no_bookmark_to_the_next_one() -> None:
    end = f"<w:rPr>{changed('del', '')}</w:rPr>"
    gone = p(mark("un") + changed("del", deleted("Article 1")), end)
    found = read(gone + p(changed("del", deleted("Ses mots.")), end) + p(mark("deux") + r("Article 2")))
    assert [(line.text, line.bookmarks) for line in found.items] == [("", ()), ("", ()), ("Article 2", ("deux",))]


def test_a_deleted_row_is_empty_and_an_added_one_is_one_change() -> None:
    added = row(p(changed("ins", r("a"))), p(changed("ins", r("b"))), properties=changed("ins", ""))
    gone = row(p(changed("del", deleted("c"))), p(r("d")), properties=changed("del", ""))
    found = read(table(added, gone))
    assert texts(found) == ["a\tb", "\t"]
    assert [(each.kind, each.text, each.rank) for each in found.tracked] == [
        ("ajout", "a\tb", 0),
        ("suppression", "d", 1),
    ]


def test_changes_of_format_are_told_once_a_paragraph() -> None:
    change = f"<w:rPrChange {AUTHOR}><w:rPr/></w:rPrChange>"
    found = read(p(r("a", change) + r("b", change), f"<w:pPrChange {AUTHOR}><w:pPr/></w:pPrChange>") + p(r("c")))
    assert [(each.kind, each.text, each.rank) for each in found.tracked] == [("mise en forme", "ab", 0)]


def test_a_comment_knows_the_words_it_is_about() -> None:
    start, end = '<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/>'
    reference = '<w:r><w:commentReference w:id="3"/></w:r>'
    comments = f'<w:comment w:id="3" {AUTHOR}>{p(r("Pourquoi"))}{p(r("?"))}</w:comment>'
    comments += f'<w:comment w:id="4">{p(r("seul"))}</w:comment>'
    found = read(p("") + p(r("a") + start + r("b")) + p(r("c") + end + reference + r("d")), {"comments": comments})
    assert found.comments == (
        Comment("Mairie", "2024-05-06T10:00:00Z", "Pourquoi\n?", "b\nc", 1),
        Comment("", "", "seul", "", None),
    )


# --- manifest and file -------------------------------------------------------------------------


PART = PartStamp("article:fin", "fin", "2023-01", "c" * 64)
MANIFEST = Manifest("1.0", "inputs/harnes.yaml", "b" * 64, (PART,), "a" * 64)


def properties_of(values: dict[str, str]) -> str:
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    shown = "".join(
        f'<property name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>' for name, value in values.items()
    )
    return f'<Properties xmlns="http://x/custom-properties" xmlns:vt="{types}">{shown}</Properties>'


@pytest.mark.parametrize(
    ("custom", "expected"),
    [
        (properties_of(MANIFEST.properties()), MANIFEST),
        (properties_of({"CTG.format": "1"}), None),
        ("<Properties", None),
    ],
)
def test_the_manifest_is_read_where_there_is_a_whole_one(tmp_path, custom: str, expected: Manifest | None) -> None:
    contents = parts(p(r("a")), {"docProps/custom.xml": custom})
    link = f'<Relationship Id="c" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Rel'
    contents["_rels/.rels"] = str(contents["_rels/.rels"]).replace("</Rel", link)
    (tmp_path / "a.docx").write_bytes(zipped(contents))
    assert read_word(tmp_path / "a.docx").manifest == expected
