"""What a Word file shows beside its words: images, charts, objects, shapes; and where it leads to."""

from __future__ import annotations

import hashlib

import pytest
from wordmaking import box, changed, field, p, r, read, texts

from assembler.model.lines import Line
from assembler.model.wordtext import Aside, Picture

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
        '<c:chartSpace xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea>'
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
    label = (
        "<c:dLbls><c:dLbl><c:tx><c:rich><a:p><a:r><a:t>99</a:t></a:r></a:p></c:rich></c:tx></c:dLbl></c:dLbls><c:val>"
    )
    axis = "<c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>Euros</a:t></a:r></a:p></c:rich></c:tx></c:title></c:valAx>"
    written = [
        chart().replace("<c:val>", label),
        chart().replace("</c:plotArea>", f"{axis}</c:plotArea>"),
        chart().replace("<c:numCache>", '<c:numCache><c:formatCode>"99"</c:formatCode>'),
    ]
    assert len(set(map(key_of, [chart(), *written]))) == 4
    assert len(set(map(key_of, [chart(), chart("12.6"), chart(kind="lineChart"), chart(name="Lens")]))) == 4


def test_an_object_is_a_picture_too() -> None:
    ole = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="o1"/></w:object></w:r>'
    found = read(p(ole), {"word/e.bin": b"x"}, ("o1", "package", "e.bin"))
    assert [(each.kind, each.label) for each in found.pictures] == [("objet", "Excel.Sheet.12")]


def test_a_shape_without_words_is_told_it_may_cover_some() -> None:
    shape = "<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></wps:spPr></wps:wsp>"
    drawing = f"<w:r><w:drawing><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></w:drawing></w:r>"
    old = "<w:r><w:pict><v:rect fillcolor='white'/></w:pict></w:r>"
    found = read(p(drawing) + p(old) + p(box(p(r("mots"))))).pictures
    assert [(each.kind, each.label, each.rank) for each in found] == [("objet", "forme", 0), ("objet", "forme", 1)]


def test_the_words_of_a_drawing_that_is_no_text_box_are_beside_the_text() -> None:
    text = "<a:txBody><a:p><a:r><a:t>Ne s’applique </a:t></a:r><a:r><a:t>pas.</a:t></a:r></a:p></a:txBody>"
    drawing = f"<w:r><w:drawing><a:graphic><a:graphicData>{text}</a:graphicData></a:graphic></w:drawing></w:r>"
    assert read(p(drawing)).asides == (Aside("zone de texte", (Line("Ne s’applique pas."),), 0),)


def test_an_image_drawn_by_lines_counts_as_much_as_the_one_beside_it() -> None:
    space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    svg = f'<a:ext><asvg:svgBlip xmlns:asvg="{space}" r:embed="i2"/></a:ext>'
    drawing = PICTURE.replace('<a:blip r:embed="i1"/>', f'<a:blip r:embed="i1">{svg}</a:blip>')
    links = ("i1", "image", "a.png"), ("i2", "image", "a.svg")
    keys = [
        [each.key for each in read(p(drawing), {"word/a.png": b"x", "word/a.svg": data}, *links).pictures]
        for data in (b"un", b"deux")
    ]
    assert keys[0][0] == keys[1][0] and keys[0][1] != keys[1][1]


def test_outside_links_are_told() -> None:
    link = '<w:hyperlink r:id="h1">' + r("site") + "</w:hyperlink>"
    found = read(
        p(link + field('HYPERLINK "https://b.fr" \\o "x"', r("b"))), None, ("h1", "hyperlink", "https://a.fr/?x")
    )
    assert found.links == ("https://a.fr/?x", "https://b.fr")
    assert texts(found) == ["siteb"]


@pytest.mark.parametrize(
    ("template", "is_told"),
    [
        ("https://exemple.fr/a.dotm", True),
        ("//serveur/partage/a.dotm", True),
        (r"\\\\serveur\\partage\\a.dotm", True),
        ("file:////serveur/partage/a.dotm", True),
        ("file://serveur/partage/a.dotm", True),
        ("file:///C:/Modèles/Normal.dotm", False),
        (r"file:///C:\\Modèles\\Normal.dotm", False),
        (r"C:\\Modèles\\Normal.dotm", False),
        ("Normal.dotm", False),
    ],
)
def test_a_template_on_another_machine_is_told(template: str, is_told: bool) -> None:
    links = read(p(r("a")), None, ("t", "attachedTemplate", template)).links
    assert links == ((template,) if is_told else ())
