"""A Word file reduced to what was judged: the same words, and nothing that was not read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from wordmaking import MAIN, MAIN_RELS, NAMESPACES, box, control, p, parts, r, read, row, style, table, texts, zipped

from assembler.model.place import Problems
from assembler.model.wordtext import WordText
from assembler.readers.word import cleaned, read_word_bytes

PATH = Path("retour.docx")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
IMAGE = '<w:r><w:drawing><a:blip r:embed="{}"/></w:drawing></w:r>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="r_header1"/></w:sectPr>'
CHOICE = f"<mc:AlternateContent><mc:Choice Requires='wps'>{p(r('b'))}</mc:Choice><mc:Fallback/></mc:AlternateContent>"
RUBY = f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r('c')}</w:rubyBase></w:ruby></w:r>"
EQUATION = "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
BLOCKS = [
    p(r("a")),
    p(RUBY + EQUATION),
    p('<w:r><w:t>e<!-- x --> f<?x y?></w:t><w:sym w:char="F0FE"/><w:sym w:char="001B"/></w:r>'),
    p(r("g") + box(p(r("boîte")))),
    CHOICE,
    control(CHOICE + p(r("h")), "article:fin"),
    table(row(p(r("i")), CHOICE), row(p(""), p(r("j")))),
    table(row(p(r("k")) + table(row(p(r("l")))))),
    p('<w:r><w:object><o:OLEObject r:id="o1"/></w:object></w:r>' + r("m")),
    p(IMAGE.format("i1") + IMAGE.format("i2") + IMAGE.format("rien")),
    p('<w:hyperlink r:id="h1">' + r("n") + "</w:hyperlink><w:hyperlink r:id='h2'>" + r("o") + "</w:hyperlink>"),
    p(NOTE),
    "<w:inconnu>" + p(r("caché")) + "</w:inconnu>",
]
MORE: dict[str, str | bytes] = {
    "styles": style("T1", "Heading 1"),
    "numbering": "",
    "header1": CHOICE,
    "footnotes": f'<w:footnote w:id="2">{p(r("note"))}</w:footnote>',
    "theme": '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>',
    "word/settings.xml": f"<w:settings {NAMESPACES}/>",
    "word/secret.xml": "<a/>",
    "word/a.png": PNG,
    "word/b.emf": b"emf",
    "word/o.bin": b"objet",
}
LINKS = (
    ("s", "settings", "settings.xml"),
    ("i1", "image", "a.png"),
    ("i2", "image", "b.emf"),
    ("o1", "oleObject", "o.bin"),
    ("h1", "hyperlink", "https://exemple.fr/"),
    ("h2", "hyperlink", "file:///etc/passwd"),
)


def file_of(body: str) -> bytes:
    return zipped(parts(body, MORE, *LINKS))


def whole() -> zipfile.ZipFile:
    """A file that has everything, cleaned."""
    return zipfile.ZipFile(io.BytesIO(cleaned(file_of("".join(BLOCKS) + SECTION), PATH)))


def words(text: WordText) -> object:
    return [[item.text, item.rank, getattr(item, "tag", "")] for item in text.items]


@given(st.lists(st.sampled_from(BLOCKS)))
def test_the_items_are_the_same_rank_by_rank_and_word_by_word(blocks: list[str]) -> None:
    data = file_of("".join(blocks) + SECTION)
    before, after = read_word_bytes(data, PATH), read_word_bytes(cleaned(data, PATH), PATH)
    assert words(after) == words(before)
    assert after.asides == before.asides


def test_only_judged_parts_are_left() -> None:
    names = whole().namelist()
    folders = {name for name in names if not name.startswith(("word/media/", "word/header"))}
    assert folders == {
        "[Content_Types].xml",
        "_rels/.rels",
        MAIN,
        MAIN_RELS,
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/theme/theme1.xml",
    }
    assert len(names) - len(folders) == 2 and sum(name.endswith(".png") for name in names) == 1


def test_nothing_in_it_can_be_taken_in_different_ways() -> None:
    archive = whole()
    for name in archive.namelist():
        data = archive.read(name)
        if name.endswith((".xml", ".rels")):
            for trace in (b"AlternateContent", b"<!--", b"<?x ", b"w:ruby", b"OLEObject", b"/etc/", b"assembler"):
                assert trace not in data


def test_every_relationship_that_is_named_is_there_and_leads_to_a_part() -> None:
    archive = whole()
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    root = etree.fromstring(archive.read(MAIN))
    named = {value for each in root.iter() for name, value in each.attrib.items() if name.startswith(space)}
    links = {each.get("Id"): each for each in etree.fromstring(archive.read(MAIN_RELS))}
    assert named == {"i1", "h1", "r_header1"}
    assert named <= set(links)
    inner = {each.get("Target").lstrip("/") for each in links.values() if not each.get("TargetMode")}
    assert inner <= set(archive.namelist())
    typed = {each.get("PartName", "").lstrip("/") for each in etree.fromstring(archive.read("[Content_Types].xml"))}
    assert {name for name in inner if name.endswith(".xml")} <= typed


def test_it_is_the_same_for_the_same_file_and_once_is_enough() -> None:
    data = file_of("".join(BLOCKS) + SECTION)
    once = cleaned(data, PATH)
    assert cleaned(data, PATH) == once
    assert words(read_word_bytes(cleaned(once, PATH), PATH)) == words(read_word_bytes(once, PATH))


def test_a_text_bound_to_data_is_set_free() -> None:
    bound = f"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{p(r('a'))}</w:sdtContent></w:sdt>"
    found = read_word_bytes(cleaned(file_of(bound), PATH), PATH)
    assert read(bound).unread and not found.unread
    assert texts(found) == ["a"]


def test_a_main_part_of_another_name_is_put_where_word_puts_it() -> None:
    found = parts(p(r("a")))
    for name in ("_rels/.rels", "[Content_Types].xml"):
        found[name] = str(found[name]).replace(MAIN, "texte/corps.xml")
    found["texte/corps.xml"] = found.pop(MAIN)
    found["word/rien.xml"] = "<a/>"
    archive = zipfile.ZipFile(io.BytesIO(cleaned(zipped(found), PATH)))
    assert MAIN in archive.namelist()


def test_what_is_not_safe_is_refused() -> None:
    found = parts(p(r("a")), {"styles": ""})
    found["word/styles.xml"] = '<!DOCTYPE x [<!ENTITY a "b">]><a/>'
    with pytest.raises(Problems, match="DTD"):
        cleaned(zipped(found), PATH)
