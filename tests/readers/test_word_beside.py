"""What stands beside the text of a Word file: hidden words, headers, notes, text boxes, pictures, links."""

from __future__ import annotations

import pytest
from wordmaking import box, changed, field, p, r, read, row, style, table, texts

from assembler.model.lines import Line
from assembler.model.wordtext import Aside, Hidden

HIDING_STYLES = (
    style("Cache", "Caché", "<w:rPr><w:vanish/></w:rPr>", "character")
    + style("Fils", "Fils", '<w:basedOn w:val="Cache"/>', "character")
    + style("Tout", "Tout caché", "<w:rPr><w:vanish/></w:rPr>")
    + style("Blanc", "Blanc", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    + style(
        "Tab",
        "Tableau",
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1F3A6D"/></w:tcPr></w:tblStylePr>',
        "table",
    )
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="FEFEFE"/></a:accent1>'
    "</a:clrScheme></a:themeElements></a:theme>"
)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MORE = {"styles": HIDING_STYLES, "theme": THEME}


# --- hidden ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("looks", "how"),
    [
        ("<w:vanish/>", "masqué"),
        ('<w:rStyle w:val="Fils"/>', "masqué"),
        ('<w:color w:val="FFFFFF"/>', "blanc"),
        ('<w:color w:val="fdfdfd"/>', "blanc"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "blanc"),
        ('<w:color w:val="000000" w:themeColor="accent1"/>', "blanc"),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "blanc"),
        ('<w:color w:val="1F3A6D"/><w:shd w:val="clear" w:fill="1F3A6D"/>', "blanc"),
        ('<w:color w:val="FFFFFF"/><w:shd w:fill="000000" w:themeFill="background1"/>', "blanc"),
        ('<w:sz w:val="4"/>', "minuscule"),
        ('<w:w w:val="1"/>', "minuscule"),
        ("<w:strike/>", "barré"),
        (f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", "masqué"),
        (
            f'<w14:textFill {W14}><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
            "</w14:textFill>",
            "masqué",
        ),
        (f'<w14:textFill {W14}><w14:srgbClr w14:val="FFFFFF"/></w14:textFill>', "blanc"),
        ("<w:dstrike/>", "barré"),
    ],
)
def test_text_that_looks_hide_is_kept_and_told(looks: str, how: str) -> None:
    found = read(p("") + p(r("a") + r("ca", looks) + r("ché", looks) + r("b")), MORE)
    assert texts(found)[1] == "acachéb"
    assert found.hidden == (Hidden("caché", how, 1),)


@pytest.mark.parametrize(
    "looks",
    [
        '<w:vanish w:val="0"/>',
        '<w:strike w:val="false"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>',
        '<w:sz w:val="12"/>',
        f'<w14:textFill {W14}><w14:srgbClr w14:val="102030"><w14:alpha w14:val="20000"/></w14:srgbClr></w14:textFill>',
        "",
    ],
)
def test_text_that_can_be_seen_is_not_told_as_hidden(looks: str) -> None:
    assert not read(p(r("a", looks)), MORE).hidden


def test_a_tiny_run_without_letter_or_digit_hides_nothing() -> None:
    assert not read(p(r(" – ", '<w:sz w:val="2"/>'))).hidden


def test_a_style_of_paragraph_hides_unless_the_run_says_otherwise() -> None:
    found = read(p(r("a") + r("b", '<w:vanish w:val="0"/>') + r("c"), '<w:pStyle w:val="Tout"/>'), MORE)
    assert [each.text for each in found.hidden] == ["a", "c"]


def test_a_style_that_hides_in_a_style_that_hides_shows() -> None:
    both = p(r("a") + r("b", '<w:rStyle w:val="Fils"/>'), '<w:pStyle w:val="Tout"/>')
    assert [each.text for each in read(both, MORE).hidden] == ["a"]


def test_lines_without_height_and_hidden_rows_hide() -> None:
    flat = p(r("a"), '<w:spacing w:line="10" w:lineRule="exact"/>')
    found = read(flat + table(row(p(r("b")), properties="<w:hidden/>")))
    assert found.hidden == (Hidden("a", "minuscule", 0), Hidden("b", "masqué", 1))


@pytest.mark.parametrize(
    ("properties", "is_hidden"),
    [
        ('<w:ind w:left="31000"/>', True),
        ('<w:ind w:left="-9000"/>', True),
        ('<w:ind w:right="-20000"/>', True),
        ('<w:ind w:firstLine="-4000"/>', True),
        ('<w:ind w:left="1000" w:hanging="4000"/>', True),
        ('<w:framePr w:x="-20000"/>', True),
        ('<w:framePr w:y="30000"/>', True),
        ('<w:framePr w:w="10"/>', True),
        ('<w:framePr w:h="20" w:hRule="exact"/>', True),
        ('<w:ind w:left="4000" w:hanging="4000"/>', False),
        ('<w:framePr w:w="4000" w:x="800" w:y="900"/>', False),
    ],
)
def test_what_stands_off_the_page_is_told(properties: str, is_hidden: bool) -> None:
    assert [each.how for each in read(p(r("a"), properties)).hidden] == (["masqué"] if is_hidden else [])


def test_rows_without_height_hide() -> None:
    heights = [("1", "exact"), ("80", "exact"), ("1", "atLeast"), ("400", "exact")]
    rows = [row(p(r(value)), properties=f'<w:trHeight w:val="{value}" w:hRule="{rule}"/>') for value, rule in heights]
    assert [(each.text, each.rank) for each in read(table(*rows)).hidden] == [("1", 0), ("80", 1)]


def test_a_cell_that_goes_on_from_the_one_above_hides_its_words() -> None:
    cells = [row(f"<w:tcPr>{merge}</w:tcPr>{p(r('a'))}") for merge in ('<w:vMerge w:val="restart"/>', "<w:vMerge/>")]
    assert read(table(*cells)).hidden == (Hidden("a", "masqué", 1),)


def test_what_is_shown_from_right_to_left_against_its_nature_is_told() -> None:
    found = read(
        p('<w:bdo w:val="rtl">' + r("12 000") + "</w:bdo>" + r("euros"))
        + p(r("\u202e99"))
        + p('<w:bdo w:val="ltr">' + r("12") + "</w:bdo>")
    )
    assert found.hidden == (Hidden("12 000", "masqué", 0), Hidden("\u202e99", "masqué", 1))


def test_white_on_the_dark_head_of_a_table_is_seen_elsewhere_it_is_not() -> None:
    white = p(r("a"), '<w:pStyle w:val="Blanc"/>')
    dark = '<w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>'
    styled = table(row(white), row(white)).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Tab"/></w:tblPr>')
    found = read(styled + table(row(dark + white)), MORE)
    assert found.hidden == (Hidden("a", "blanc", 1),)


# --- headers, notes, text boxes ----------------------------------------------------------------


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="r_header1"/>{}<w:footerReference r:id="r_footer1"/></w:sectPr>'
)


def aside(where: str, text: str, rank: int | None = None) -> Aside:
    return Aside(where, (Line(text),), rank)


def test_headers_and_footers_are_told_once_without_their_page_numbers() -> None:
    number = field("PAGE \\* MERGEFORMAT", r("12")) + r(" / ") + '<w:fldSimple w:instr="NUMPAGES"><w:r/></w:fldSimple>'
    running = {"header1": p(r("Projet")) + p(""), "footer1": p(r("Page ") + number)}
    body = p("", SECTION.format("")) + SECTION.format('<w:headerReference w:type="first" r:id="r_header1"/>')
    assert read(body, running).asides == (aside("en-tête", "Projet"), aside("pied de page", "Page # / #"))


def test_a_page_number_of_the_body_stays() -> None:
    assert texts(read(p(field("PAGE", r("12"))))) == ["12"]


def test_notes_are_told_with_the_place_of_their_mark() -> None:
    notes = {
        "footnotes": f'<w:footnote w:type="separator" w:id="0">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" Voir l’annexe."))}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{p(r("Fin."))}</w:endnote>',
    }
    gone = changed("del", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = p(gone) + p('<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>')
    found = read(body, notes).asides
    assert found == (aside("note de bas de page", "Voir l’annexe.", 1), aside("note de fin", "Fin.", 1))


def test_words_in_the_line_above_the_notes_are_told() -> None:
    line = f'<w:footnote w:type="separator" w:id="0">{p(r("Sauf avis contraire."))}</w:footnote>'
    notes = {"footnotes": f'{line}<w:footnote w:id="2">{p(r("Voir."))}</w:footnote>'}
    found = read(p('<w:r><w:footnoteReference w:id="2"/></w:r>'), notes).asides
    assert set(found) == {
        aside("séparateur de notes", "Sauf avis contraire."),
        aside("note de bas de page", "Voir.", 0),
    }


def test_a_text_box_is_beside_the_text_and_read_once() -> None:
    found = read(p("") + p(r("a") + box(p(r("dans")) + p(changed("ins", r("la boîte")))) + r("b")))
    assert texts(found) == ["", "ab"]
    assert found.asides == (Aside("zone de texte", (Line("dans"), Line("la boîte")), 1),)
    assert [(each.text, each.rank) for each in found.tracked] == [("la boîte", 1)]


def test_of_alternatives_that_word_does_not_know_it_shows_the_fallback() -> None:
    unknown = box(p(r("leurre")), "x").replace("<mc:Choice", '<mc:Choice xmlns:x="urn:x"')
    assert read(p(unknown)).asides == (aside("zone de texte", "ancien", 0),)
