"""Charts: what Word shows and opens, what is read aloud, and what the proof sees when one of these breaks."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import needs
from drafts import spaced
from handmade import FAMILIES, RADAR, document, file_of, kept_with_next, series, words
from lxml import etree
from openxml_audit import OpenXmlValidator
from wordfile import W, WordFile, text_of

from assembler.build.convention import Tools
from assembler.model.document import Chart, Paragraph, plain
from assembler.model.place import Problems
from assembler.writers.docx import annexe_alone, render_parts, write_convention
from assembler.writers.package import zip_parts
from assembler.writers.proof import prove

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MANY = replace(FAMILIES, categories=tuple("ABCDEF"), series=(series("Arras", *"123456"),))


def charts_of(file: WordFile) -> list[etree._Element]:
    """The charts of the text, in order."""
    targets = dict(
        re.findall(r'Id="([^"]*)"[^>]*Target="([^"]*)"', file.parts["word/_rels/document.xml.rels"].decode())
    )
    return [etree.fromstring(file.parts[f"word/{targets[each.get(f'{R}id')]}"]) for each in file.body.iter(f"{C}chart")]


def chart_of(tools: Tools, chart: Chart) -> etree._Element:
    (found,) = charts_of(WordFile(file_of(tools, chart)))
    return found


def workbooks(file: WordFile) -> list[bytes]:
    return [data for name, data in sorted(file.parts.items()) if name.endswith(".xlsx")]


def shown(chart: etree._Element, kind: str) -> list[str]:
    """The texts (`strCache`) or the numbers (`numCache`) that Word shows before anyone opens the workbook."""
    return [point.findtext(f"{C}v") for cache in chart.iter(f"{C}{kind}") for point in cache.iter(f"{C}pt")]


@pytest.fixture(scope="module")
def both(tools: Tools) -> WordFile:
    return WordFile(file_of(tools, FAMILIES, RADAR))


# --- validity --------------------------------------------------------------------------


def test_openxml_audit_finds_no_error_in_the_document_nor_in_its_workbooks(both, tmp_path):
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    files = {"file.docx": both.data} | {f"{n}.xlsx": data for n, data in enumerate(workbooks(both))}
    assert len(files) == 3
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert [str(error) for error in validator.validate(tmp_path / name).errors] == []


def test_every_part_of_a_chart_has_its_type_and_its_way(both):
    types = both.parts["[Content_Types].xml"].decode()
    charts = sorted(name for name in both.parts if name.startswith("word/charts/chart"))
    books = sorted(name for name in both.parts if name.startswith("word/embeddings/"))
    assert len(charts) == len(books) == 2
    for chart, book in zip(charts, books, strict=True):
        assert types.count(f'PartName="/{chart}"') == types.count(f'PartName="/{book}"') == 1
        folder, _, name = chart.rpartition("/")
        assert f'Target="../{book.removeprefix("word/")}"' in both.parts[f"{folder}/_rels/{name}.rels"].decode()


def test_the_same_charts_give_the_same_bytes(tools, both, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert file_of(tools, FAMILIES, RADAR) == both.data
    for data in workbooks(both):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
        assert {(info.date_time, info.create_system) for info in infos} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_a_chart_of_the_template_stays(tools):
    own = {"word/charts/chart1.xml": b"<own/>", "word/embeddings/chart1.xlsx": b"own"}
    templates = replace(tools.templates, parts={**tools.templates.parts, **own})
    file = WordFile(write_convention(document(FAMILIES), templates, {}))
    assert {name: file.parts[name] for name in own} == own
    assert len(charts_of(file)) == 1


def test_an_annexe_alone_has_its_charts(tools):
    whole = document(FAMILIES, RADAR)
    file = WordFile(write_convention(annexe_alone(whole, whole.parts[0]), tools.templates, {}))
    assert [shown(chart, "strCache")[0] for chart in charts_of(file)] == ["Arras", "Arras"]
    assert len(workbooks(file)) == 2


# --- data ------------------------------------------------------------------------------


def test_a_chart_shows_its_names_categories_and_values(both):
    bars, radar = charts_of(both)
    families = list(FAMILIES.categories)
    assert shown(bars, "strCache") == ["Arras", *families, "Pas-de-Calais", *families]
    assert shown(bars, "numCache") == ["15.5", "40.25", "12.1", "7.9", "35"]
    assert shown(radar, "numCache") == ["128", "96", "155", "100", "100", "100"]
    assert [text_in(chart.find(f"{C}chart/{C}title")) for chart in (bars, radar)] == [FAMILIES.title, RADAR.title]


def text_in(element: etree._Element) -> str:
    return "".join(text.text for text in element.iter(f"{A}t"))


def test_the_workbook_holds_what_the_chart_shows(both):
    book = openpyxl.load_workbook(io.BytesIO(workbooks(both)[0]))
    assert book.sheetnames == ["Feuil1"]
    assert list(book["Feuil1"].values) == [
        (None, "Arras", "Pas-de-Calais"),
        ("Couples avec enfants", 15.5, 12.1),
        ("Familles monoparentales", None, 7.9),
        ("Personnes isolées", 40.25, 35),
    ]
    formulas = [each.text for each in charts_of(both)[0].iter(f"{C}f")]
    assert formulas[:3] == ["Feuil1!$B$1", "Feuil1!$A$2:$A$4", "Feuil1!$B$2:$B$4"]
    assert formulas[3:] == ["Feuil1!$C$1", "Feuil1!$A$2:$A$4", "Feuil1!$C$2:$C$4"]


def test_a_missing_value_is_a_gap(both):
    bars = charts_of(both)[0]
    values = next(bars.iter(f"{C}numCache"))
    assert values.find(f"{C}ptCount").get("val") == "3"
    assert [point.get("idx") for point in values.iter(f"{C}pt")] == ["0", "2"]
    assert bars.find(f"{C}chart/{C}dispBlanksAs").get("val") == "gap"


@pytest.mark.parametrize("text", ['A & B < C > "D"', "L’été « 67 » {{ 7*7 }} {% if %}", "=1+1", "<c:v>", "é" * 300])
def test_any_text_is_data(tools, text):
    chart = replace(RADAR, title=text, description=text, categories=(text, "b", "c"), series=(series(text, *"123"),))
    file = WordFile(file_of(tools, chart))
    (found,) = charts_of(file)
    assert shown(found, "strCache") == [text, text, "b", "c"]
    assert text_in(found.find(f"{C}chart/{C}title")) == text
    (book,) = workbooks(file)
    assert [row[0] for row in openpyxl.load_workbook(io.BytesIO(book)).active.values][1] == text
    (properties,) = file.body.iter(f"{WP}docPr")
    assert (properties.get("title"), properties.get("descr")) == (text, text)


def test_a_description_of_several_lines_keeps_them(tools):
    (properties,) = WordFile(file_of(tools, replace(RADAR, description="Un.\nDeux."))).body.iter(f"{WP}docPr")
    assert properties.get("descr") == "Un.\nDeux."


@pytest.mark.parametrize(
    ("unit", "code"),
    [("%", '0.0"\u00a0%"'), ("€", '#,##0"\u00a0€"'), ("nombre", "#,##0"), ("indice", "0")],
)
def test_labels_bear_the_unit(tools, unit, code):
    chart = chart_of(tools, replace(FAMILIES, unit=unit))
    labels = [labels.find(f"{C}numFmt").get("formatCode") for labels in chart.iter(f"{C}dLbls")]
    assert {label.replace("[$-40C]", "") for label in labels} == {code}
    assert all(labels.find(f"{C}showVal").get("val") == "1" for labels in chart.iter(f"{C}dLbls"))


# --- look ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "direction"),
    [
        ({"categories": ("A", "B", "C")}, "col"),
        ({"categories": ("Un nom de catégorie bien trop long pour tenir sous sa barre", "B", "C")}, "bar"),
        ({"categories": tuple("ABCDEF"), "series": (series("Arras", *"123456"),)}, "bar"),
        ({"categories": tuple("ABCD"), "series": (series("Arras", *"1234"), series("62", *"1234"))}, "bar"),
    ],
)
def test_bars_lie_where_they_are_many_or_have_long_names(tools, changes, direction):
    chart = chart_of(tools, replace(FAMILIES, **changes))
    assert next(chart.iter(f"{C}barDir")).get("val") == direction
    orientation = chart.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val")
    assert orientation == ("maxMin" if direction == "bar" else "minMax")  # the first category is on top


def test_series_differ_by_more_than_their_colour(both):
    bars, radar = charts_of(both)
    fills = [[child.tag for child in each.find(f"{C}spPr")] for each in bars.iter(f"{C}ser")]
    assert fills == [[f"{A}solidFill", f"{A}ln"], [f"{A}pattFill", f"{A}ln"]]
    lines = [each.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") for each in radar.iter(f"{C}ser")]
    markers = [each.find(f"{C}marker/{C}symbol").get("val") for each in radar.iter(f"{C}ser")]
    assert (lines, markers) == (["solid", "dash"], ["circle", "none"])


def test_three_series_have_three_looks(tools):
    for chart in (FAMILIES, RADAR):
        three = replace(chart, series=(*chart.series, series("Troisième", *"123")))
        looks = [etree.tostring(each.find(f"{C}spPr")) for each in chart_of(tools, three).iter(f"{C}ser")]
        assert len(set(looks)) == 3


def test_a_legend_where_there_are_several_series(tools):
    assert chart_of(tools, FAMILIES).find(f".//{C}legend/{C}legendPos").get("val") == "b"
    assert chart_of(tools, MANY).find(f".//{C}legend") is None


@pytest.mark.parametrize(("least", "start"), [("0", "0"), ("-1.5", None)])
def test_bars_begin_at_zero_and_a_negative_one_is_seen(tools, least, start):
    chart = chart_of(tools, replace(FAMILIES, series=(series("Arras", "3", "4", least),)))
    found = chart.find(f".//{C}valAx/{C}scaling/{C}min")
    assert (found.get("val") if found is not None else None) == start


def test_colours_and_fonts_are_those_of_the_template(both):
    for chart in charts_of(both):
        assert not list(chart.iter(f"{A}srgbClr"))
        assert {font.get("typeface") for font in chart.iter(f"{A}latin")} == {"+mn-lt"}


def test_the_colours_of_the_template_stand_out_on_white(tools):
    theme = etree.fromstring(tools.templates.parts["word/theme/theme1.xml"])
    for rank in (1, 2, 3):
        colour = theme.find(f".//{A}accent{rank}/{A}srgbClr").get("val")
        assert 1.05 / (luminance(colour) + 0.05) >= 3


def luminance(colour: str) -> float:
    """Of the Web Content Accessibility Guidelines."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- place -----------------------------------------------------------------------------


def test_a_chart_is_named_described_and_as_wide_as_the_text(tools, both):
    properties = list(both.body.iter(f"{WP}docPr"))
    assert [each.get("name") for each in properties] == ["Graphique 1", "Graphique 2"]
    assert [each.get("title") for each in properties] == [FAMILIES.title, RADAR.title]
    assert [each.get("descr") for each in properties] == [FAMILIES.description, RADAR.description]
    assert len({each.get("id") for each in properties}) == 2
    assert {each.get("cx") for each in both.body.iter(f"{WP}extent")} == {str(tools.templates.width * 635)}


def test_more_bars_make_a_higher_chart_but_never_higher_than_a_page(tools):
    def height(count: int) -> int:
        chart = replace(MANY, categories=("x",) * count, series=(series("Arras", *"1" * count),))
        (extent,) = WordFile(file_of(tools, chart)).body.iter(f"{WP}extent")
        return int(extent.get("cy")) // 360_000

    assert height(6) < height(12) < height(24) <= height(200) <= 21


def test_caption_chart_and_notes_stay_together(tools):
    file = WordFile(file_of(tools, Paragraph(words("La phrase.")), FAMILIES, Paragraph(words("La suite."))))
    start = next(rank for rank, p in enumerate(file.paragraphs) if text_of(p) == "La phrase.")
    lead, caption, drawing, first, last, rest = file.paragraphs[start : start + 6]
    assert next(drawing.iter(f"{C}chart"), None) is not None and text_of(rest) == "La suite."
    texts = [text_of(p) for p in (caption, first, last)]
    assert texts == [plain(inlines) for inlines in (FAMILIES.caption, *FAMILIES.notes)]
    assert [file.style_of(p) for p in (caption, first, last)] == ["caption", "CTG Note", "CTG Note"]
    kept = [kept_with_next(file, p) for p in (lead, caption, drawing, first, last)]
    assert kept == [True, True, True, True, False]


def test_no_style_can_cut_the_drawing_or_move_it(both):
    """An exact line height would show a strip of it; an indent would push it out of the page."""
    for drawing in both.body.iter(f"{W}drawing"):
        properties = next(drawing.iterancestors(f"{W}p")).find(f"{W}pPr")
        assert properties.find(f"{W}spacing").get(f"{W}lineRule") == "auto"
        assert properties.find(f"{W}ind").get(f"{W}left") == properties.find(f"{W}ind").get(f"{W}firstLine") == "0"


def test_libreoffice_prints_the_chart_in_french(both, tmp_path):
    needs("soffice", "pdftotext")
    (tmp_path / "file.docx").write_bytes(both.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "file.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = subprocess.run(["pdftotext", tmp_path / "file.pdf", "-"], check=True, capture_output=True, timeout=60)
    text = " ".join(spaced(printed.stdout.decode()).split())
    for chart in (FAMILIES, RADAR):
        assert all(each in text for each in (chart.title, *chart.categories, *(one.name for one in chart.series)))
    assert all(label in text for label in ("15,5 %", "12,1 %", "7,9 %", "35,0 %", "128", "155"))


# --- proof -----------------------------------------------------------------------------

Parts = dict[str, bytes]
CHART, BOOK, MAIN = "word/charts/chart1001.xml", "word/embeddings/chart1001.xlsx", "word/document.xml"


def change(part: str, old: str, new: str) -> Callable[[Parts], None]:
    def spoil(parts: Parts) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return spoil


def in_book(inner: str, old: str, new: str) -> Callable[[Parts], None]:
    def spoil(parts: Parts) -> None:
        with zipfile.ZipFile(io.BytesIO(parts[BOOK])) as package:
            inside = {name: package.read(name) for name in package.namelist()}
        change(inner, old, new)(inside)
        parts[BOOK] = zip_parts(inside)

    return spoil


def drop_drawing(parts: Parts) -> None:
    parts[MAIN] = re.sub(rb"<w:drawing>.*?</w:drawing>", b"", parts[MAIN], count=1)


def double_drawing(parts: Parts) -> None:
    parts[MAIN] = re.sub(rb"<w:drawing>.*?</w:drawing>", rb"\g<0>\g<0>", parts[MAIN], count=1)


def swap_charts(parts: Parts) -> None:
    parts[MAIN] = re.sub(rb"rId_chart100([12])", lambda m: b"rId_chart100%d" % (3 - int(m[1])), parts[MAIN])


def break_book(parts: Parts) -> None:
    parts[BOOK] = b"no zip"


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
BREAKAGES: dict[str, tuple[Callable[[Parts], None], str]] = {
    "value": (change(CHART, "<c:v>40.25<", "<c:v>40.26<"), "manque dans le fichier écrit : « 40.25 »"),
    "value lost": (change(CHART, '<c:pt idx="2"><c:v>40.25</c:v></c:pt>', ""), "« 40.25 »"),
    "value too many": (
        change(CHART, '<c:pt idx="2"><c:v>40', '<c:pt idx="1"><c:v>3</c:v></c:pt><c:pt idx="2"><c:v>40'),
        "« 3 »",
    ),
    "no number": (change(CHART, "<c:v>40.25<", "<c:v>beaucoup<"), "« 40.25 »"),
    "category": (change(CHART, "Personnes isolées", "Personnes"), "« Personnes isolées »"),
    "series": (change(CHART, "<c:v>Arras<", "<c:v>Lens<"), "« Arras »"),
    "title": (
        change(CHART, FAMILIES.title, "En %"),
        f"Ce graphique manque à sa place dans le fichier écrit : « {FAMILIES.title} »",
    ),
    "alternative text": (change(MAIN, f'descr="{FAMILIES.description}"', ""), "texte de remplacement"),
    "value of the workbook": (in_book(SHEET, "<v>40.25<", "<v>40.26<"), "manque dans son classeur : « 40.25 »"),
    "category of the workbook": (in_book(STRINGS, "Personnes isolées", "Personnes"), "« Personnes isolées »"),
    "range": (change(CHART, "$B$2:$B$4", "$C$2:$C$4"), "manque dans son classeur"),
    "workbook": (break_book, "manque dans son classeur : « Arras »"),
    "workbook without a sheet": (in_book(SHEET, "worksheet", "other"), "manque dans son classeur"),
    "way to the workbook": (change(CHART, '<c:externalData r:id="rId1"', '<c:externalData r:id="rId2"'), "classeur"),
    "drawing": (drop_drawing, f"Ce graphique manque à sa place dans le fichier écrit : « {FAMILIES.title} »"),
    "drawing doubled": (double_drawing, "graphique"),
    "order": (swap_charts, f"Ce graphique manque à sa place dans le fichier écrit : « {FAMILIES.title} »"),
}


@pytest.mark.parametrize(("spoil", "told"), BREAKAGES.values(), ids=BREAKAGES)
def test_the_proof_sees_what_is_wrong(tools, spoil, told):
    whole = document(FAMILIES, RADAR)
    parts = render_parts(whole, tools.templates, {})
    prove(zip_parts(parts), whole, Path("modele.docx"), tools.templates.own_lines)
    spoil(parts)
    with pytest.raises(Problems) as caught:
        prove(zip_parts(parts), whole, Path("modele.docx"), tools.templates.own_lines)
    (problem,) = caught.value.problems
    assert told in problem.message


def test_the_last_chart_doubled(tools):
    whole = document(FAMILIES)
    parts = render_parts(whole, tools.templates, {})
    double_drawing(parts)
    with pytest.raises(Problems, match="une fois de trop"):
        prove(zip_parts(parts), whole, Path("modele.docx"), tools.templates.own_lines)
