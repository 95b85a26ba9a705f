"""Files that are no workbook of figures, or that are too much: each gets one clear refusal."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import CATALOGUE, SAME_FOLDER, book_of, refused, straight, workbook

from assembler.model.place import Problems
from assembler.readers import archive as archive_reader
from assembler.readers.figures import read_figures


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return out.getvalue()


def spoiled(change: Callable[[dict[str, bytes]], object]) -> Callable[[bytes, Path], bytes]:
    def spoil(_data: bytes, path: Path) -> bytes:
        contents = parts(path)
        change(contents)
        return zipped(contents)

    return spoil


SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def change_sheet(change: Callable[[bytes], bytes]) -> Callable[[bytes, Path], bytes]:
    return spoiled(lambda contents: contents.update({SHEET: change(contents[SHEET])}))


def with_dtd(data: bytes) -> bytes:
    return DTD + data[data.index(b"<worksheet") :]


def in_utf16(data: bytes) -> bytes:
    return data.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")


def with_rows(*rows: bytes) -> Callable[[bytes, Path], bytes]:
    return change_sheet(lambda data: data.replace(b"</sheetData>", b"".join(rows) + b"</sheetData>"))


def with_value(text: bytes) -> Callable[[bytes, Path], bytes]:
    return change_sheet(lambda data: data.replace(b"<v>1</v>", b"<v>" + text + b"</v>"))


UNREADABLE: dict[str, tuple[Callable[[bytes, Path], bytes], str]] = {
    "text": (lambda data, path: b"code;valeur\n", "pas un classeur"),
    "empty": (lambda data, path: b"", "pas un classeur"),
    "cut": (lambda data, path: data[: len(data) // 2], "abîmé"),
    "spoiled": (lambda data, path: data[:200] + b"x" * 200 + data[400:], "abîmé"),
    "old": (lambda data, path: OLE + bytes(600), "ancien format"),
    "encrypted": (lambda data, path: OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "another zip": (lambda data, path: zipped({"a.txt": b"a"}), "pas un classeur"),
    "macros": (spoiled(lambda p: p.update({"xl/vbaProject.bin": b"x"})), "macros"),
    "bomb": (spoiled(lambda p: p.update({"xl/media/a.png": bytes(30_000_000)})), "démesuré"),
    "many parts": (spoiled(lambda p: p.update({f"xl/{n}.bin": b"" for n in range(2_001)})), "démesuré"),
    "entities": (change_sheet(with_dtd), "DTD"),
    "entities in UTF-16": (change_sheet(lambda data: in_utf16(with_dtd(data))), "DTD"),
    "no XML": (change_sheet(lambda data: b"<worksheet><sheetData><row"), "abîmé"),
    "no sheet": (spoiled(lambda p: p.pop(SHEET)), "aucune feuille"),
    "no number": (change_sheet(lambda data: data.replace(b"<v>2020</v>", b"<v>abc</v>")), "abîmé"),
    "a row too far": (change_sheet(lambda data: data.replace(b'<row r="2"', b'<row r="99999999999"')), "abîmé"),
    "cells without an address": (with_rows(b"<row>", b"<c/>" * 501, b"</row>"), "colonne SF (SG)"),
    "a cell again and again": (with_rows(b"<row>", b'<c r="A3"/>' * 501, b"</row>"), "abîmé"),
    "empty rows": (with_rows(b"<row/>" * 200_001), "Trop de lignes"),
    "unknown elements": (with_rows(b"<x/>" * 200_001), "démesuré"),
    "unknown elements elsewhere": (spoiled(lambda p: p.update({"xl/a.bin": b"<a>" + b"<x/>" * 200_001})), "démesuré"),
    "no finite number": (with_value(b"1e999"), "nombre fini"),
    "a column too far": (change_sheet(lambda data: data.replace(b'r="C2"', b'r="XFD2"')), "colonne"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_workbook_is_told(
    tmp_path: Path, spoil: Callable[[bytes, Path], bytes], message: str
) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1])
    path.write_bytes(spoil(path.read_bytes(), path))
    (problem,) = refused(path)
    assert message in straight(problem.message)
    assert problem.hint


@pytest.mark.parametrize(
    ("ending", "message"), [(".xls", "ancien format"), (".xlsm", "« .xlsm »"), (".ods", "« .ods »")]
)
def test_other_endings_are_told(tmp_path: Path, ending: str, message: str) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1]).rename(tmp_path / f"f{ending}")
    (problem,) = refused(path)
    assert message in straight(problem.message)
    assert ".xlsx" in problem.hint


@pytest.mark.parametrize("limit", ["_MOST_UNPACKED", "_MOST_CELLS", "_MOST_ELEMENTS"])
def test_what_unpacks_to_more_than_is_sane_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1])
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(archive_reader, limit, unpacked if limit == "_MOST_UNPACKED" else 1_000)
    assert read_figures(path, CATALOGUE)
    monkeypatch.setattr(archive_reader, limit, unpacked - 1 if limit == "_MOST_UNPACKED" else 3)
    assert "démesuré" in refused(path)[0].message


def test_many_merged_ranges_of_a_million_lines_are_judged_at_once(tmp_path: Path) -> None:
    ranges = b"".join(b'<mergeCell ref="C%d:D1048576"/>' % line for line in range(3, 203))
    path = workbook(tmp_path, ["habitants", 2020, 1])
    merged = b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"
    path.write_bytes(change_sheet(lambda data: data.replace(b"</sheetData>", merged))(b"", path))
    started = time.perf_counter()
    assert read_figures(path, CATALOGUE)
    assert time.perf_counter() - started < 2


def test_two_sheets_in_one_part_are_told(tmp_path: Path) -> None:
    path = book_of(tmp_path, ("A", "visible", True), ("B", "hidden", False))
    contents = parts(path)
    links = "xl/_rels/workbook.xml.rels"
    contents[links] = contents[links].replace(b"sheet2.xml", b"sheet1.xml")
    path.write_bytes(zipped(contents))
    assert "abîmé" in refused(path)[0].message


def test_a_very_big_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(b"PK" + bytes(20_000_001))
    assert "trop gros" in refused(tmp_path / "f.xlsx")[0].message


@SAME_FOLDER
@given(st.data())
def test_spoiled_bytes_give_figures_or_problems(tmp_path: Path, data: st.DataObject) -> None:
    path = workbook(tmp_path, ["habitants", 2020, 1], ["part", 2020, "3 %"])
    contents = parts(path)
    name = data.draw(st.sampled_from(sorted(contents)))
    at = data.draw(st.integers(0, len(contents[name]) - 1))
    contents[name] = contents[name][:at] + data.draw(st.binary(max_size=4)) + contents[name][at + 1 :]
    path.write_bytes(zipped(contents))
    try:
        read_figures(path, CATALOGUE)
    except Problems as refusal:
        assert all(problem.message for problem in refusal.problems)
