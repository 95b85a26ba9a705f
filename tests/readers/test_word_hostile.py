"""Word files that must not be read, or can’t be: one clear sentence, nothing fetched."""

from __future__ import annotations

import io
import socket
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials import straight
from wordmaking import MAIN, MAIN_RELS, document, p, parts, r, read, rels, row, table, texts, zipped

from assembler.model.place import Problem, Problems
from assembler.readers.word import read_word, read_word_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = "[Content_Types].xml"
Contents = dict[str, str | bytes]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
DTD = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def refused(data: bytes, name: str = "retour.docx") -> Problem:
    """The one problem; told in little time and memory."""
    started = time.perf_counter()
    tracemalloc.start()
    try:
        with pytest.raises(Problems) as caught:
            read_word_bytes(data, Path(name))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - started < 3
    assert peak < 150_000_000
    (problem,) = caught.value.problems
    assert problem.hint
    assert problem.place is not None and problem.place.file == Path(name)
    return problem


def contents(change: Callable[[Contents], object] | None = None, body: str = p(r("a")), packed: bool = True) -> bytes:
    """Not `packed`: so that no part unpacks to many times its size."""
    found = parts(body)
    if change is not None:
        change(found)
    return zipped(found, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)


def flagged(data: bytes, part: bytes = MAIN.encode()) -> bytes:
    """The zip, saying that a part is encrypted."""
    spoiled = bytearray(data)
    for start, name_at, flag_at in ((b"PK\x03\x04", 30, 6), (b"PK\x01\x02", 46, 8)):
        at = data.find(start)
        while at >= 0:
            if data[at + name_at :].startswith(part):
                spoiled[at + flag_at] |= 1
            at = data.find(start, at + 1)
    return bytes(spoiled)


def twice() -> bytes:
    buffer = io.BytesIO(contents())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("Word/Document.xml", document(p(r("b"))))
    return buffer.getvalue()


def set_main(text: str | bytes) -> Callable[[Contents], object]:
    return lambda found: found.update({MAIN: text})


def named_type(text: str) -> Callable[[Contents], object]:
    return lambda found: found.update({TYPES: str(found[TYPES]).replace("openxmlformats-officedocument", text)})


REFUSED: dict[str, tuple[bytes, str]] = {
    "text": (b"Bonjour", "pas un fichier Word .docx"),
    "empty": (b"", "vide"),
    "PDF": (b"%PDF-1.7 x", "un PDF"),
    "PNG": (PNG, "une image PNG"),
    "RTF": (b"{\\rtf1 x}", "un fichier RTF"),
    "XLSX": (zipped({TYPES: "<Types/>", "xl/workbook.xml": "<x/>"}), "un classeur Excel"),
    "ODT": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"),
    "another zip": (zipped({"a.txt": "a"}), "pas un fichier Word"),
    "DOC": (OLE + bytes(600), "ancien format de Word (.doc)"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "encrypted part": (flagged(contents()), "mot de passe"),
    "macros": (contents(lambda found: found.update({"word/vbaProject.bin": b"x"})), "macros"),
    "macros by type": (contents(named_type("ms-word.document.macroEnabled")), "macros"),
    "strict": (contents(lambda found: found.update({"_rels/.rels": str(found["_rels/.rels"]).replace(
        "http://schemas.openxmlformats.org/officeDocument", "http://purl.oclc.org/ooxml/officeDocument")})), "Strict"),
    "no main part": (contents(lambda found: found.pop(MAIN)), "pas un fichier Word"),
    "no body": (contents(set_main("<a/>")), "abîmé"),
    "cut": (contents()[:-40], "abîmé"),
    "cut early": (contents()[:300], "abîmé"),
    "XML cut": (contents(set_main(document(p(r("a")))[:-20])), "abîmé"),
    "twice the same part": (twice(), "abîmé"),
    "bomb": (contents(lambda found: found.update({"word/media/a.png": bytes(30_000_000)})), "démesuré"),
    "many parts": (contents(lambda found: found.update({f"word/{n}.bin": b"" for n in range(3_001)})), "démesuré"),
    "big XML": (contents(body=p(r("é" * 20_100_000)), packed=False), "démesuré"),
    "many elements": (contents(body="<a/>" * 2_000_001, packed=False), "démesuré"),
    "many attributes": (contents(body='<a b="" c="" d=""/>' * 520_000, packed=False), "démesuré"),
    "much packed": (contents(body="<a/>" * 1_300_000), "démesuré"),
    "many paragraphs": (contents(body="<w:p/>" * 40_001, packed=False), "démesuré"),
    "many cells": (contents(body=table("<w:tr>" + "<w:tc/>" * 100_001 + "</w:tr>"), packed=False), "démesuré"),
    "DTD": (contents(set_main(DTD + document(p("&a;")))), "DTD"),
    "DTD in styles": (zipped(parts("", {"word/s.xml": DTD + "<a/>"}, ("s", "styles", "s.xml"))), "DTD"),
    "DTD in relationships": (contents(lambda found: found.update({MAIN_RELS: DTD + rels()})), "DTD"),
    "UTF-16": (contents(set_main(document("").encode("utf-16"))), "UTF-8"),
    "UTF-16 without its mark": (contents(set_main(document("").encode("utf-16-le"))), "UTF-8"),
    "UTF-7": (contents(set_main('<?xml version="1.0" encoding="utf-7"?>' + document(""))), "UTF-8"),
    "Latin-1 far behind": (contents(set_main(f'<?xml version="1.0"{" " * 300}encoding="latin-1"?>{document("")}')),
        "UTF-8"),
    "Latin-1": (contents(set_main('<?xml version="1.0" encoding="latin-1"?>' + document(""))), "UTF-8"),
    "not UTF-8": (contents(set_main(document(p(r("é"))).encode("latin-1"))), "abîmé"),
    "nested": (contents(body="<w:sdt>" * 300 + "</w:sdt>" * 300), "les uns dans les autres"),
    "alternatives in alternatives": (contents(body="<mc:AlternateContent><mc:Fallback>" * 21
        + "</mc:Fallback></mc:AlternateContent>" * 21), "variantes"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_safe_word_file_is_told(data: bytes, message: str) -> None:
    assert message in straight(refused(data).message)


@pytest.mark.parametrize("ending", [".docm", ".dotm", ".DOCM"])
def test_the_ending_of_files_with_macros_is_told(ending: str) -> None:
    assert "macros" in refused(contents(), f"retour{ending}").message


@pytest.mark.parametrize(
    ("kind", "target", "what"),
    [
        ("image", "http://exemple.fr/a.png", "une image liée : http://exemple.fr/a.png"),
        ("image", "file:///etc/passwd", "une image liée"),
        ("oleObject", "file:///C:/a.xlsx", "un objet lié"),
        ("subDocument", "file:///a.docx", "un sous-document"),
        ("subDocument", "a.docx", "un sous-document"),
        ("frame", "http://exemple.fr/", "un cadre"),
        ("aFChunk", "a.html", "altChunk"),
        ("inconnu", "http://exemple.fr/\x85\u202e" + "x" * 300, "un contenu qui est ailleurs"),
    ],
)
def test_what_would_fetch_something_is_told(kind: str, target: str, what: str) -> None:
    message = straight(refused(zipped(parts(p(r("a")), None, ("x", kind, target)))).message)
    assert what in message
    assert "\u202e" not in message and len(message) < 200


def test_links_of_any_part_are_judged() -> None:
    data = zipped(parts("", {"word/charts/_rels/c.xml.rels": rels(("x", "image", "http://exemple.fr/"))}))
    assert "une image liée" in refused(data).message


def test_links_for_readers_and_the_template_are_allowed() -> None:
    link, template = ("h", "hyperlink", "https://exemple.fr/"), ("t", "attachedTemplate", "file:///C:/a.dotx")
    assert texts(read(p(r("a")), None, link, template)) == ["a"]


def test_a_file_of_300_megabytes_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gros.docx"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(Problems, match="trop gros : 300 Mo, pour 60 Mo"):
        read_word(path)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "rien.docx", tmp_path):
        with pytest.raises(Problems):
            read_word(path)


def test_a_part_that_unpacks_to_more_than_it_says_is_not_unpacked() -> None:
    """The directory says 100 bytes; the part holds 20 million."""
    data = bytearray(contents(lambda found: found.update({"word/document.xml": document("<w:p/>" * 3_000_000)})))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46 :].startswith(MAIN.encode()):
            data[at + 24 : at + 28] = struct.pack("<I", 100)
        at = data.find(b"PK\x01\x02", at + 1)
    assert "abîmé" in refused(bytes(data)).message


def test_a_bomb_inside_an_embedded_file_stays_packed() -> None:
    inner = zipped({"a": bytes(100_000_000)})
    data = zipped(parts(p(r("a")), {"word/embeddings/a.xlsx": inner}, ("x", "package", "embeddings/a.xlsx")))
    assert texts(read_word_bytes(data, Path("a.docx"))) == ["a"]


def test_big_media_are_digested_piece_by_piece() -> None:
    drawing = '<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r>'
    noise = bytes(range(256)) * 160_000
    data = zipped(parts(p(drawing), {"word/a.png": noise}, ("i", "image", "a.png")), zipfile.ZIP_STORED)
    tracemalloc.start()
    (picture,) = read_word_bytes(data, Path("a.docx")).pictures
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(picture.key) == 64 and peak < 10_000_000


def test_an_endless_directory_is_told_before_it_is_read() -> None:
    directory = b"PK\x01\x02" + bytes(42)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65_535, 65_535, 46 * 1_000_000, 4, 0)
    assert "démesuré" in refused(b"PK\x03\x04" + directory * 1_000_000 + end).message


@given(st.data())
def test_spoiled_bytes_give_words_or_problems(data: st.DataObject) -> None:
    found = parts(table(row(p(r("a")))) + p(r("b"), '<w:pStyle w:val="s"/>'), {"styles": '<w:style w:styleId="s"/>'})
    name = data.draw(st.sampled_from(sorted(found)))
    whole = str(found[name]).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    found[name] = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 3)) :]
    packed = bytearray(zipped(found))
    if data.draw(st.booleans()):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_word_bytes(bytes(packed), Path("a.docx"))
    except Problems as refusal:
        assert all(problem.message and problem.hint for problem in refusal.problems)
