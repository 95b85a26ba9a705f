"""The Word package: the same bytes on any day, nothing of the machine, and the logos of the cover."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from drafts import REPOSITORY, built, spaced
from hypothesis import given
from hypothesis import strategies as st
from pngmaking import png
from wordfile import WordFile, text_of

from assembler.build.convention import Tools
from assembler.build.writing import assemble
from assembler.model.place import Problems
from assembler.writers.package import DEFLATED, STORED, zip_parts

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CM = 360_000  # EMU


def jpeg(width: int, height: int) -> bytes:
    """The headers of a JFIF picture, which is all that its size is read from."""
    app0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + app0 + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


# --- bytes -----------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes(tools: Tools, monkeypatch: pytest.MonkeyPatch):
    source = tools.workspace.inputs / "lens.yaml"
    first = assemble(tools, source, separate_annexes=True).files
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert assemble(tools, source, separate_annexes=True).files == first


@given(st.dictionaries(st.text("aé/._", min_size=1), st.binary(max_size=3000)), st.sampled_from((DEFLATED, STORED)))
def test_any_program_finds_the_parts_in_the_zip(parts: dict[str, bytes], compression: int):
    with zipfile.ZipFile(io.BytesIO(zip_parts(parts, compression))) as package:
        assert package.testzip() is None
        assert {info.filename: package.read(info) for info in package.infolist()} == parts
        assert {info.compress_type for info in package.infolist()} <= {compression}


def test_the_zip_holds_no_date_and_no_trace_of_the_machine(tools: Tools):
    (data,) = assemble(tools, tools.workspace.inputs / "lens.yaml").files.values()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.extra, info.comment) for info in infos} == {(0, b"", b"")}
    file = WordFile(data)
    assert len(set(file.parts)) == len(infos)
    core = file.parts["docProps/core.xml"]
    assert b"created" not in core and b"modified" not in core and b"lastModifiedBy" not in core
    assert not any(str(REPOSITORY).encode() in part for part in file.parts.values())


# --- logos -----------------------------------------------------------------------------


def with_logos(tools: Tools, folder: Path, caf: bytes | None, territory: bytes | None, names=("caf.png", "arras.png")):
    """A convention whose logos are these files; None: no logo."""
    shared = (REPOSITORY / "inputs/communs/pas-de-calais.yaml").read_text("utf-8")
    given = {"territoire": {"nom": "Arras"} | ({"logo": f"logos/{names[1]}"} if territory is not None else {})}
    files = {f"logos/{name}": data for name, data in zip(names, (caf, territory), strict=True) if data is not None}
    if caf is not None:
        files["caf.yaml"] = f"logo: logos/{names[0]}\n" + shared
        given["caf"] = "caf.yaml"
    (data,) = built(tools, folder, given, files).files.values()
    return WordFile(data)


def pictures(file: WordFile) -> list[tuple[str, bytes, float, float]]:
    """Alternative text, data, width and height in centimetres of each picture of the body, in order."""
    relations = file.parts["word/_rels/document.xml.rels"].decode()
    found = []
    for inline in file.body.iter(f"{WP}inline"):
        identifier = next(inline.iter(f"{A}blip")).get(f"{R}embed")
        target = relations.split(f'Id="{identifier}"')[1].split('Target="')[1].split('"')[0]
        size = inline.find(f"{WP}extent")
        alternative = inline.find(f"{WP}docPr").get("descr")
        found.append((alternative, file.parts[f"word/{target}"], int(size.get("cx")) / CM, int(size.get("cy")) / CM))
    return found


@pytest.mark.parametrize(
    ("caf", "territory", "names"),
    [
        (png(200, 100), jpeg(50, 60), ("caf.png", "arras.jpg")),
        (jpeg(200, 100), png(50, 60), ("caf.jpeg", "arras.PNG")),
        (png(7, 7), png(9, 9), ("caf.png", "arras.png")),
    ],
)
def test_both_logos_stand_on_the_cover_with_their_alternative_text(tools, tmp_path, caf, territory, names):
    file = with_logos(tools, tmp_path, caf, territory, names)
    assert [(alternative, data) for alternative, data, *_ in pictures(file)] == [
        ("Logo : Caisse d’Allocations Familiales du Pas-de-Calais", caf),
        ("Logo : La commune d’Arras", territory),
    ]
    types = file.parts["[Content_Types].xml"].decode()
    for name in file.parts:
        if name.startswith("word/media/"):
            kind = name.rpartition(".")[2]
            assert types.count(f'Extension="{kind}" ContentType="image/{kind}"') == 1
    assert "Caisse d’Allocations Familiales" not in text_of(file.paragraphs[0])


def test_a_logo_keeps_its_proportions_and_fits_its_place(tools, tmp_path):
    shown = pictures(with_logos(tools, tmp_path, png(1000, 100), png(100, 1000)))
    assert [round(width / height, 2) for _, _, width, height in shown] == [10, 0.1]
    assert all(width <= 5.3 and height <= 2.5 for _, _, width, height in shown)


def test_the_same_picture_twice(tools, tmp_path):
    logo = png(10, 10)
    file = with_logos(tools, tmp_path, logo, logo, ("logo.png", "logo.png"))
    assert [data for _, data, *_ in pictures(file)] == [logo, logo]
    identifiers = [each.get("id") for each in file.body.iter(f"{WP}docPr")]
    assert len(set(identifiers)) == 2


def test_without_a_logo_the_name_stands_there(tools, tmp_path):
    file = with_logos(tools, tmp_path, None, png(10, 10))
    assert len(pictures(file)) == 1
    assert text_of(file.paragraphs[0]) == "Caisse d’Allocations Familiales du Pas-de-Calais"


BROKEN = {
    "empty": b"",
    "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "svg": b"<svg/>",
    "cut png": png(10, 10)[:20],
    "head of a png": b"\x89PNG\r\n\x1a\n",
    "cut jpeg": jpeg(5, 5)[:12],
    "no width": png(0, 5),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_picture_is_refused(tools, tmp_path, data):
    with pytest.raises(Problems) as caught:
        with_logos(tools, tmp_path, None, data)
    (problem,) = caught.value.problems
    assert "logo" in spaced(problem.message) and "PNG" in problem.message + problem.hint
    assert problem.place is not None and (problem.place.file.name, problem.place.line) == ("essai.yaml", 6)
