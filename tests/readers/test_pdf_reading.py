"""The words of a PDF, in the order of its content, and what hides or stands beside them."""

from __future__ import annotations

import pytest
from pdfmaking import packed, pdf, read, shown, stream, text

from assembler.model.pdftext import GAP

_NOTE = "<< /Type /Annot /Rect [100 100 200 120] "


def of_page(folder, content, **more):
    return read(folder, pdf(content, **more))


def hidings(found):
    return [(line.text, line.hiding) for line in found.lines]


def marks(found):
    return [(mark.kind, mark.page, mark.text) for mark in found.marks]


def test_lines_come_in_the_order_of_the_content(tmp_path):
    found = read(tmp_path, pdf(text(50, 300, "bas") + text(50, 700, "haut"), text(50, 700, "seconde page")))
    assert [(line.page, line.text) for line in found.lines] == [(1, "bas"), (1, "haut"), (2, "seconde page")]
    assert found.sizes == ((595.0, 842.0), (595.0, 842.0))


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("BT /F1 10 Tf 50 700 Td (Conven) Tj (tion) Tj ET", ["Convention"]),
        ("BT /F1 10 Tf 50 700 Td [(Conven) -20 (tion)] TJ ET", ["Convention"]),
        ("BT /F1 10 Tf 50 700 Td [(deux) -400 (mots)] TJ ET", [f"deux{GAP}mots"]),
        ("BT /F1 10 Tf 50 700 Td (une) Tj 100 0 Td (cellule) Tj ET", ["une", "cellule"]),
        ("BT /F1 10 Tf 12 TL 50 700 Td (une) Tj T* (autre) Tj ET", ["une", "autre"]),
        ("BT /F1 10 Tf 50 700 Td (1) Tj 3 Ts /F1 6 Tf (er) Tj ET", ["1er"]),
        ("BT /F1 10 Tf 12 TL 50 700 Td (une) Tj (autre) ' ET", ["une", "autre"]),
        ("BT /F1 10 Tf 0 1 -1 0 50 300 Tm (debout) Tj ET", ["debout"]),
        ("q 2 0 0 2 0 0 cm BT /F1 10 Tf 50 200 Td (grand) Tj ET Q", ["grand"]),
    ],
)
def test_glyphs_make_lines(tmp_path, content, lines):
    assert shown(of_page(tmp_path, content)) == lines


def test_letters_are_those_that_the_font_says(tmp_path):
    mapping = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <0153> endbfchar "
    mapping += b"1 beginbfrange <42> <43> <00E9> endbfrange"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Sien /ToUnicode 4 0 R >>"
    assert shown(of_page(tmp_path, text(50, 700, "ABC"), more={3: font, 4: packed(mapping)})) == ["œéê"]
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Sien /Encoding << /Differences [65 /eacute /oe /fi /uni00E8] >> >>"
    )
    assert shown(of_page(tmp_path, text(50, 700, "ABCD"), more={3: font})) == ["éœfiè"]


def test_letters_of_a_font_that_says_nothing_are_unknown(tmp_path):
    font = "<< /Type /Font /Subtype /TrueType /BaseFont /AAAAAA+Sien /FontDescriptor << /FontFile2 4 0 R >> >>"
    assert shown(of_page(tmp_path, text(50, 700, "ABC"), more={3: font, 4: stream("")})) == ["\ufffd" * 3]


@pytest.mark.parametrize(
    ("content", "hiding"),
    [
        (text(50, 700, "texte"), ""),
        ("BT 3 Tr /F1 10 Tf 50 700 Td (texte) Tj ET", "invisible"),
        ("1 g " + text(50, 700, "texte"), "blanc"),
        ("0 g 40 690 200 30 re f 1 g " + text(50, 700, "texte"), ""),
        ("0.5 g 40 690 200 30 re f " + text(50, 700, "texte"), "blanc"),
        (text(50, 700, "texte", 1), "minuscule"),
        (text(50, 900, "texte"), "hors page"),
        ("q 0 0 100 100 re W n " + text(50, 700, "texte") + " Q", "hors page"),
        (text(50, 700, "texte") + "1 g 40 690 200 30 re f", "recouvert"),
        ("40 690 200 30 re W n " + text(50, 700, "texte") + "0 0 10 10 re f", ""),
    ],
)
def test_a_text_that_nobody_sees_is_told_with_its_reason(tmp_path, content, hiding):
    assert hidings(of_page(tmp_path, content)) == [("texte", hiding)]


def test_a_form_is_painted_where_it_is_shown_and_a_transparent_text_is_not_seen(tmp_path):
    form = stream(text(0, 0, "dedans"), "/Type /XObject /Subtype /Form /BBox [0 -5 100 20]")
    resources = "/XObject << /X 4 0 R >> /ExtGState << /G << /ca 0 >> >>"
    found = of_page(tmp_path, "q 1 0 0 1 50 600 cm /X Do Q /G gs /X Do", resources=resources, more={4: form})
    assert hidings(found) == [("dedans", ""), ("dedans", "invisible")]
    assert 590 < found.lines[0].box.bottom < 610


def test_a_turned_page_is_read_as_it_is_shown(tmp_path):
    found = of_page(tmp_path, "BT /F1 10 Tf 0 1 -1 0 50 100 Tm (debout) Tj ET", page="/Rotate 90")
    assert found.sizes == ((842.0, 595.0),)
    box = found.lines[0].box
    assert box.right - box.left > box.top - box.bottom > 0 and box.bottom > 500


def test_images_and_drawings_by_hand_are_told(tmp_path):
    image = stream(
        "\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    content = "q 100 0 0 50 40 60 cm /X Do Q 10 10 m 60 90 90 60 120 120 c S 10 10 m 500 10 l S"
    found = of_page(tmp_path, content, resources="/XObject << /X 4 0 R >>", more={4: image})
    assert marks(found) == [("image", 1, ""), ("tracé", 1, "")]
    assert (found.marks[0].box.left, found.marks[0].box.top) == (40, 110)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1 g 67 695 21 15 re f", [("ne ", ""), ("vaut", "recouvert"), (" pas", "")]),
        ("67 703.4 m 88 703.4 l S", [("ne ", ""), ("vaut", "barré"), (" pas", "")]),
        ("0 g 67 703 21 0.6 re f", [("ne ", ""), ("vaut", "barré"), (" pas", "")]),
        ("67 698 m 88 698 l S", [("ne vaut pas", "")]),
        ("/G gs 1 1 0 rg 40 690 200 30 re f", [("ne vaut pas", "")]),
    ],
)
def test_a_word_that_is_painted_over_or_struck_is_told_alone(tmp_path, content, expected):
    resources = "/ExtGState << /G << /BM /Multiply >> >>"
    assert hidings(of_page(tmp_path, text(50, 700, "ne vaut pas") + content, resources=resources)) == expected


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (_NOTE + "/Subtype /FreeText /Contents (une note) >>", [("note", 1, "une note")]),
        (_NOTE + "/Subtype /Stamp /AP << /N 4 0 R >> >>", [("note", 1, "tampon")]),
        (_NOTE + "/Subtype /Widget /FT /Tx /V (rempli) >>", [("champ", 1, "rempli")]),
        (_NOTE + "/Subtype /Widget /FT /Sig /AP << /N 4 0 R >> >>", [("signature", 1, "tampon")]),
        (_NOTE + "/Subtype /Link /A << /S /URI /URI (https://exemple.fr) >> >>", [("lien", 1, "https://exemple.fr")]),
        (_NOTE + "/Subtype /Link /A << /S /JavaScript /JS (app.alert\\(1\\)) >> >>", [("script", 1, "")]),
        (_NOTE + "/Subtype /FileAttachment /Contents (annexe) >>", [("pièce jointe", 1, "annexe")]),
        (_NOTE + "/Subtype /Link >>", []),
    ],
)
def test_annotations_are_told_with_their_words(tmp_path, annotation, expected):
    looks = "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 3 0 R >> >>"
    found = of_page(
        tmp_path, text(50, 700, "texte"), page=f"/Annots [{annotation}]", more={4: stream(text(2, 5, "tampon"), looks)}
    )
    assert marks(found) == expected
    assert shown(found) == ["texte"]


@pytest.mark.parametrize(
    ("catalogue", "expected"),
    [
        ("/OpenAction << /S /JavaScript /JS (1) >>", ("script", 0, "")),
        ("/OpenAction << /S /GoTo /Next << /S /Launch >> >>", ("script", 0, "")),
        ("/Names << /JavaScript << >> >>", ("script", 0, "")),
        ("/Names << /EmbeddedFiles << /Names [(a.pdf) 4 0 R] >> >>", ("pièce jointe", 0, "a.pdf")),
        ("/OCProperties << /OCGs [4 0 R] >>", ("calque", 0, "")),
        ("/AcroForm << /Fields [<< /FT /Sig /T (S1) /V << /Name (Anne) >> >>] >>", ("signature", 0, "Anne")),
    ],
)
def test_what_the_whole_file_carries_is_told(tmp_path, catalogue, expected):
    found = of_page(tmp_path, text(50, 700, "texte"), catalogue=catalogue, more={4: "<< >>"})
    assert marks(found) == [expected]


def test_a_layer_of_a_page_is_told(tmp_path):
    content = "/OC /L BDC " + text(50, 700, "texte") + " EMC"
    assert marks(of_page(tmp_path, content, resources="/Properties << /L << >> >>")) == [("calque", 1, "")]


def test_nothing_is_told_of_an_ordinary_opening(tmp_path):
    assert marks(of_page(tmp_path, text(50, 700, "texte"), catalogue="/OpenAction [10 0 R /Fit]")) == []
