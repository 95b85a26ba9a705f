"""What stands beside the text of a Word file: hidden words, headers, notes, text boxes, pictures, links."""

from __future__ import annotations

import hashlib

import pytest
from wordmaking import changed, field, p, r, read, row, style, table, texts

from assembler.model.lines import Line
from assembler.model.wordtext import Aside, Hidden, Picture

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


def test_notes_are_told_with_the_place_of_their_mark_separators_are_not() -> None:
    notes = {
        "footnotes": f'<w:footnote w:type="separator" w:id="0">{p(r("x"))}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" Voir l’annexe."))}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{p(r("Fin."))}</w:endnote>',
    }
    gone = changed("del", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = p(gone) + p('<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>')
    found = read(body, notes).asides
    assert found == (aside("note de bas de page", "Voir l’annexe.", 1), aside("note de fin", "Fin.", 1))


def box(content: str, requires: str = "wps") -> str:
    shape = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    fallback = f"<w:pict><v:textbox><w:txbxContent>{p(r('ancien'))}</w:txbxContent></v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_beside_the_text_and_read_once() -> None:
    found = read(p("") + p(r("a") + box(p(r("dans")) + p(changed("ins", r("la boîte")))) + r("b")))
    assert texts(found) == ["", "ab"]
    assert found.asides == (Aside("zone de texte", (Line("dans"), Line("la boîte")), 1),)
    assert [(each.text, each.rank) for each in found.tracked] == [("la boîte", 1)]


def test_of_alternatives_that_word_does_not_know_it_shows_the_fallback() -> None:
    unknown = box(p(r("leurre")), "x").replace("<mc:Choice", '<mc:Choice xmlns:x="urn:x"')
    assert read(p(unknown)).asides == (aside("zone de texte", "ancien", 0),)


# --- pictures and links ------------------------------------------------------------------------


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Image 1" descr="Logo de la ville"/><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip r:embed="i1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


def test_an_image_is_known_by_its_bytes() -> None:
    found = read(p("") + p(PICTURE), {"word/media/a.png": b"bytes"}, ("i1", "image", "media/a.png"))
    assert found.pictures == (Picture("image", hashlib.sha256(b"bytes").hexdigest(), "Logo de la ville", 1),)


def test_a_removed_image_is_no_picture_any_more() -> None:
    found = read(p(changed("del", PICTURE)), {"word/media/a.png": b"x"}, ("i1", "image", "media/a.png"))
    assert not found.pictures


def point(value: str) -> str:
    return f'<c:pt idx="0"><c:v>{value}</c:v></c:pt>'


def chart(value: str = "12.5", kind: str = "barChart", name: str = "Harnes") -> str:
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea>'
        f"<c:{kind}><c:ser><c:tx><c:strRef><c:f>A1</c:f><c:strCache>{point(name)}</c:strCache></c:strRef></c:tx>"
        f"<c:val><c:numRef><c:numCache>{point(value)}</c:numCache></c:numRef></c:val></c:ser></c:{kind}></c:plotArea></c:chart></c:chartSpace>"
    )


def key_of(xml: str) -> str:
    graphic = '<a:graphic><a:graphicData><c:chart r:id="r_chart1"/></a:graphicData></a:graphic>'
    drawing = f"<w:r><w:drawing>{graphic}</w:drawing></w:r>"
    (found,) = read(p(drawing), {"chart1": xml}).pictures
    assert found.kind == "graphique"
    return found.key


def test_a_chart_is_known_by_what_it_shows() -> None:
    same = [chart(), chart("12.50"), chart("12.500000001"), chart().replace("A1", "Feuil1!$B$1")]
    assert len(set(map(key_of, same))) == 1
    assert len(set(map(key_of, [chart(), chart("12.6"), chart(kind="lineChart"), chart(name="Lens")]))) == 4


def test_objects_and_equations_are_pictures_too() -> None:
    ole = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="o1"/></w:object></w:r>'
    found = read(
        p(ole + "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), {"word/e.bin": b"x"}, ("o1", "package", "e.bin")
    )
    assert [(each.kind, each.label) for each in found.pictures] == [
        ("objet", "Excel.Sheet.12"),
        ("objet", "équation x+1"),
    ]


def test_outside_links_are_told() -> None:
    link = '<w:hyperlink r:id="h1">' + r("site") + "</w:hyperlink>"
    found = read(
        p(link + field('HYPERLINK "https://b.fr" \\o "x"', r("b"))), None, ("h1", "hyperlink", "https://a.fr/?x")
    )
    assert found.links == ("https://a.fr/?x", "https://b.fr")
    assert texts(found) == ["siteb"]
