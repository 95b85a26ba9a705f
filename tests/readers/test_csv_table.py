"""CSV as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.model.place import Problems
from assembler.readers.csv_table import read_csv
from assembler.readers.source_text import FORBIDDEN

SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "essai.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells(tmp_path: Path, content: bytes | str) -> list[tuple[str, ...]]:
    return [row.cells for row in read_csv(written(tmp_path, content))]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends(tmp_path: Path, sign: str, encoding: str, end: str) -> None:
    text = end.join([f"École{sign}Élèves", f"Jaurès{sign}12", ""])
    assert cells(tmp_path, text.encode(encoding)) == [("École", "Élèves"), ("Jaurès", "12")]


def test_quotes_blank_rows_and_the_separator_line(tmp_path: Path) -> None:
    text = 'sep=;\na;b\n;;\n"x ; ""y""\nz" ; 2\n'
    assert cells(tmp_path, text) == [("a", "b"), ('x ; "y"\nz', "2")]


def test_a_quote_inside_a_bare_cell_is_a_character(tmp_path: Path) -> None:
    assert cells(tmp_path, 'a;b\nSalle "Zola";2\n')[1] == ('Salle "Zola"', "2")


def test_each_cell_knows_its_place(tmp_path: Path) -> None:
    rows = read_csv(written(tmp_path, 'a;b\n"x\ny";z\nt;u'))
    assert [(r.at(i).line, r.at(i).column) for r in rows[1:] for i in (0, 1)] == [
        (2, 1),
        (3, 4),
        (4, 1),
        (4, 3),
    ]
    assert rows[0].at(9) == rows[0].place


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"", None, None, "vide"),
        (b'a;b\n1;"x', 2, 3, "jamais fermé"),
        (b'a;b\n"x" y;1', 2, 1, "suit le guillemet"),
        (b"a;b\n1;\x00", 2, 3, "U+0000"),
        (b"a;\xe9\n\xc3\xa9;1", 2, 1, "deux encodages"),
        (b"a;b\n\xe9;\x81", 2, 3, "0x81"),
        ("a;b".encode("utf-16"), 1, 1, "UTF-16"),
        (b"x" * 5_000_001, None, None, "trop gros"),
        (b"a\n" * 100_001, 100_001, 1, "Trop de lignes"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: bytes, line: int | None, column: int | None, message: str) -> None:
    with pytest.raises(Problems) as raised:
        read_csv(written(tmp_path, content))
    problem = raised.value.problems[0]
    assert problem.place and (problem.place.line, problem.place.column) == (line, column)
    assert message in straight(problem.message)


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12).filter(
    lambda text: not FORBIDDEN.search(text) and "\r" not in text
)


@SAME_FOLDER
@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_comes_back(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    out.write("a;b\r\n")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    expected = [stripped for a, b in rows if any(stripped := (a.strip(), b.strip()))]
    assert cells(tmp_path, out.getvalue())[1:] == expected


@SAME_FOLDER
@given(st.binary(max_size=100) | st.text(st.sampled_from('ab;,\t"\r\n é'), max_size=40).map(str.encode))
def test_random_bytes_give_rows_or_problems(tmp_path: Path, data: bytes) -> None:
    try:
        rows = read_csv(written(tmp_path, data))
    except Problems as refused:
        assert all(p.message and p.place for p in refused.problems)
    else:
        assert all(len(row.cells) == len(row.starts) and any(row.cells) for row in rows)


@given(st.lists(st.lists(st.text("ab é0", max_size=4), min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_quote_elsewhere_changes_nothing(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """A file without quotes is read by a shorter way."""
    file = tmp_path_factory.mktemp("csv") / "table.csv"
    text = "x;y\n" + "".join(";".join(row) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8")
    plain = read_csv(file)
    file.write_text(text + '"z";z\n', encoding="utf-8")
    assert read_csv(file)[: len(plain)] == plain
