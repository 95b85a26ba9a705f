"""What the YAML reader accepts, keeps, and refuses with the mended line."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assembler.model.place import Problems
from assembler.readers import yaml_tree
from assembler.readers.source_text import FORBIDDEN
from assembler.readers.yaml_tree import Mapping, Scalar, Sequence, read_tree

SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

# content, line, column, fragment of the message, fragment of the hint
REFUSED = [
    ("titre: Le RPE : un lieu", 1, 15, "deux-points", 'titre: "Le RPE : un lieu"'),
    ("a:\n  - b: c: d", 2, 9, "deux-points", '- b: "c: d"'),
    ("titre: 'L'enfant'\nb: 1", 1, 11, "guillemet fermant", 'titre: "L\'enfant"'),
    ('a: "le" de', 1, 9, "guillemet fermant", "a: '\"le\" de'"),
    ('a: "x\nb: 2', 1, 4, "jamais fermé", 'a: "x"'),
    ("a: 'x\nb: 2", 1, 4, "jamais fermé", 'a: "x"'),
    ("a:\n\tb: 1", 2, 1, "tabulation", "espaces ordinaires"),
    ("texte: |\n\tx", 2, 1, "tabulation", "espaces ordinaires"),
    ("a:\n\u00a0\u00a0b: 1", 2, 1, "espace insécable", "Effacez-la"),
    ("a\u00a0: 1\nb: 2", 1, 1, "espace insécable", "Effacez-la"),
    ("a: 1\nb:\u00a0deux\nc: 3", 2, 1, "manque une espace", "b: deux"),
    ("a: 1\nb:2\nc: 3", 2, 1, "manque une espace", "b: 2"),
    ("a:b\nc: d", 2, 2, "ligne du dessus", "a: b"),
    ("a: @x", 1, 4, "commencer par « @ »", 'a: "@x"'),
    ("a: %", 1, 4, "commencer par « % »", 'a: "%"'),
    ("a: `x`", 1, 4, "commencer par « ` »", 'a: "`x`"'),
    ("a: & co", 1, 4, "commencer par « & »", 'a: "& co"'),
    ("a: * x", 1, 4, "commencer par « * »", 'a: "* x"'),
    ("a: ? b", 1, 4, "commencer par « ? »", 'a: "? b"'),
    ("a: ]", 1, 4, "commencer par « ] »", 'a: "]"'),
    ("a: [b, c", 1, 4, "mal fermé", 'a: "[b, c"'),
    ("- [ ] fait", 1, 7, "pas attendu", '- "[ ] fait"'),
    ("a: - x", 1, 4, "liste ne commence pas", "a:\n  - x"),
    ("a: 1\n b: 2", 2, 3, "en retrait", "Alignez"),
    ("a:\n  b: 1\n c: 2", 3, 2, "retrait", "Alignez"),
    ("- a\nb: c", 2, 1, "parmi les éléments", "tiret"),
    ("a: 1\n- b", 2, 1, "parmi des clés", "« clé: »"),
    ("a: |\ntexte\nb: 1", 2, 1, "« clé: valeur »", "« | »"),
    ("a: | texte\n  x", 1, 6, "Rien ne peut suivre", "a: |\n  texte"),
    ('a: "C:\\qui"', 1, 7, "barre", "guillemets simples"),
    ('a: "\\ud800"', 1, 7, "barre", "guillemets simples"),
    ("%FOO\na: 1", 1, 5, "« % »", "guillemets"),
    ("a: 1\n...\nb: 2", 3, 1, "fin du document", "« ... »"),
    ("a: 1\n---\nb: 2", 2, 1, "plusieurs documents", "« --- »"),
    ("a: 1\nb: 2\na: 3", 3, 1, "deux fois", "ligne 1, colonne 1"),
    ("x: &a 1", 1, 4, "ancre", 'x: "&a 1"'),
    ("x: *gras", 1, 4, "alias", 'x: "*gras"'),
    ("x: *gras*", 1, 4, "commencer par « * »", 'x: "*gras*"'),
    ("x: !important", 1, 4, "étiquette", 'x: "!important"'),
    ("<<: x", 1, 1, "fusion", "Recopiez"),
    ("a: {{ x }}", 1, 5, "simple mot", 'a: "{{ x }}"'),
    ("? [a]\n: b", 1, 3, "simple mot", ""),
    (": x", 1, 1, "clé est vide", "« clé: valeur »"),
    ("titre: Fiche # 2", 1, 8, "« # 2 » serait perdue", 'titre: "Fiche # 2"'),
    ("a:\n  - b # c", 2, 5, "« # c » serait perdue", '- "b # c"'),
    ("a: b\n  c # d", 1, 4, "« # d » serait perdue", "entre guillemets"),
    ("a: x\x00", 1, 5, "U+0000", "Effacez"),
    ("a: x\n\x0by", 2, 1, "U+000B", "Effacez"),
    ("a: x\u2028y", 1, 5, "U+2028", "Effacez"),
    ('a: "\\x00"', 1, 4, "U+0000", "séquence"),
    ('a: "\\L"', 1, 4, "U+2028", "séquence"),
    ("", None, None, "vide", "clé: valeur"),
    ("# rien\n", None, None, "vide", "clé: valeur"),
    ("{#\n.", 1, 1, "ouvert ici est mal fermé", ""),
    ("[" * 500, 1, 33, "Trop de niveaux", "32"),
    ("a: " + "[" * 500, 1, 35, "Trop de niveaux", "32"),
    ("{a: " * 100_000, 1, 129, "Trop de niveaux", "32"),
    ("- " * 100_000, 1, 65, "Trop de niveaux", "32"),
    ("\n".join(" " * i + "a:" for i in range(1500)), 33, 33, "Trop de niveaux", "32"),
]


def straight(text: str) -> str:
    """With ordinary spaces, so that the table above stays readable."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "essai.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def value_of(tmp_path: Path, content: str) -> Scalar:
    tree = read_tree(written(tmp_path, content))
    assert isinstance(tree, Mapping)
    value = tree.entries[0].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(("content", "line", "column", "message", "hint"), REFUSED, ids=[c[0][:20] for c in REFUSED])
def test_a_fault_is_told_with_its_place_and_mend(
    tmp_path: Path, content: str, line: int | None, column: int | None, message: str, hint: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(Problems) as raised:
        read_tree(path)
    problem = raised.value.problems[0]
    assert problem.place is not None
    assert (problem.place.file, problem.place.line, problem.place.column) == (path, line, column)
    assert message in straight(problem.message)
    assert hint in straight(problem.hint)


@pytest.mark.parametrize("case", [c for c in REFUSED if c[1] and len(c[0]) < 100], ids=lambda c: c[0][:20])
def test_the_python_parser_refuses_the_same_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, int, int, str, str]
) -> None:
    monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    with pytest.raises(Problems):
        read_tree(written(tmp_path, case[0]))


@pytest.mark.parametrize(
    "text", ["01004", "16:30", "NON", "2023-01-01", "~", "null", "1_000", "0x1F", "1e3", "C#", "a#b"]
)
def test_an_unquoted_scalar_stays_as_typed(tmp_path: Path, text: str) -> None:
    assert value_of(tmp_path, f"a: {text}\n") == Scalar(text, value_of(tmp_path, f"a: {text}\n").place, True)


@pytest.mark.parametrize("content", ["a: # à remplir", "a:\n", "# note\na:"])
def test_an_empty_value_may_be_followed_by_a_comment(tmp_path: Path, content: str) -> None:
    assert value_of(tmp_path, content).empty


def test_a_quoted_text_may_be_followed_by_a_comment(tmp_path: Path) -> None:
    assert value_of(tmp_path, 'a: "x" # note').text == "x"


def test_the_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    tree = read_tree(written(tmp_path, b"\xef\xbb\xbfa: 1"))
    assert isinstance(tree, Mapping)
    assert tree.entries[0].key_place.column == 1


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problems) as raised:
        read_tree(written(tmp_path, "a: *x\nb: &y z\nc: !t u\na: 1\n<<: 2\nd: e # f\ng: h: i"))
    assert [p.place.line for p in raised.value.problems if p.place] == [1, 2, 3, 4, 5, 6, 7]


def test_an_alias_bomb_is_never_expanded(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
    with pytest.raises(Problems, match="alias"):
        read_tree(written(tmp_path, "\n".join(lines)))


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"a: 1\nb: \xe9t\xe9", "2:4", "UTF-8 (octet 0xE9)"),
        ("a: é".encode("utf-16"), "1:1", "UTF-16"),
        (b"a" * 5_000_001, "", "5,0 Mo"),
    ],
)
def test_bytes_that_are_no_text_of_ours(tmp_path: Path, data: bytes, place: str, message: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(Problems) as raised:
        read_tree(path)
    assert str(raised.value.problems[0].place) == ":".join(filter(None, [str(path), place]))
    assert message in straight(raised.value.problems[0].message)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="introuvable"):
        read_tree(tmp_path / "absent.yaml")
    with pytest.raises(Problems, match="dossier"):
        read_tree(tmp_path)


readable = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60).filter(
    lambda text: not FORBIDDEN.search(text) and "\r" not in text
)


@SAME_FOLDER
@given(readable)
@example("# : - « é »\n\n  fin \\ \" '")
def test_any_text_in_double_quotes_comes_back(tmp_path: Path, text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    assert value_of(tmp_path, f'a: "{escaped}"\n').text == text


@SAME_FOLDER
@given(readable.filter(lambda text: "\n" not in text))
def test_any_line_in_single_quotes_comes_back(tmp_path: Path, text: str) -> None:
    quoted = text.replace("'", "''")
    assert value_of(tmp_path, f"a: '{quoted}'\n").text == text


@SAME_FOLDER
@given(readable)
@example("\n\n  # pas un commentaire\n\tx")
def test_any_text_in_a_block_comes_back(tmp_path: Path, text: str) -> None:
    block = "".join(f"  {line}\n" for line in text.split("\n"))
    expected = text + "\n" if text.strip("\n") else "\n" * (text.count("\n") + 1)
    assert value_of(tmp_path, f"a: |2+\n{block}").text == expected


@SAME_FOLDER
@given(
    st.binary(max_size=200) | st.text(st.sampled_from("ab:-#&*!|>%@`'\"[]{},? \n\t\\u00"), max_size=60).map(str.encode)
)
def test_random_bytes_give_a_tree_or_problems(tmp_path: Path, data: bytes) -> None:
    try:
        tree = read_tree(written(tmp_path, data))
    except Problems as refused:
        assert all(p.message and p.place for p in refused.problems)
    else:
        assert isinstance(tree, (Scalar, Sequence, Mapping))


def test_a_hundred_kilobytes_are_read_without_delay(tmp_path: Path) -> None:
    fiche = "  - id: f\n    titre: Une fiche\n    texte: |\n" + "      Un paragraphe de la fiche.\n" * 10
    path = written(tmp_path, "fiches:\n" + fiche * 320)
    start = time.perf_counter()
    read_tree(path)
    assert time.perf_counter() - start < 0.5


def test_a_file_is_read_as_it_is_now_whatever_its_size_and_time_say(tmp_path: Path):
    file = tmp_path / "a.yaml"
    for typed in ("un", "on"):
        file.write_text(f"a: {typed}", encoding="utf-8")
        os.utime(file, ns=(0, 0))
        tree = read_tree(file)
        assert isinstance(tree, Mapping)
        assert isinstance(tree.entries[0].value, Scalar)
        assert tree.entries[0].value.text == typed
