"""One value of a YAML file set, added or removed: the rest of the file stays, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.model.place import Problems
from assembler.readers.editing.yaml_edit import add_item, remove_item, set_value
from assembler.readers.editing.yaml_expected import read_data

FILE = Path("essai.yaml")
KEYS = ("nom", "texte", "liste", "groupe", "date")
TEXTS = ("Harnes", "l’île : 12 places", "non", "2023-04-12", "« oui », dit-il", "a # b", "- tiret", "il a dit \"'x'\"")
NEW = st.one_of(
    st.sampled_from(
        [
            *TEXTS,
            "",
            "null",
            "~",
            "clé: valeur",
            "[à compléter : qui]",
            "{a}",
            "*gras*",
            "une, deux",
            "\tdécalé",
            "  décalé",
            "fin :",
            "Un.\n\nDeux : ici.\n\n- a\n  - b # c\n",
            "- seul",
            "1. premier\n2. second",
            "x" * 130 + " : fin",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")),
)


@dataclass
class Drawn:
    """A file under construction: every text has a mark of its own, every comment a number."""

    data: st.DataObject
    lines: list[str] = field(default_factory=list)
    texts: dict[tuple[str | int, ...], list[str]] = field(default_factory=dict)
    marks: int = 0

    def one_of(self, *choices: Any) -> Any:
        return self.data.draw(st.sampled_from(choices))

    def text(self) -> str:
        self.marks += 1
        return f"v{self.marks} {self.one_of(*TEXTS)}"

    def comments(self, indent: int) -> None:
        for _ in range(self.one_of(0, 0, 1, 2)):
            self.marks += 1
            self.lines.append(self.one_of("", " " * indent) + f"# commentaire {self.marks} : clé: [x")
        if self.one_of(False, False, True):
            self.lines.append("")

    # -- what stands at a path; `lead` is « clé: » or « - »

    def value(self, path: tuple[str | int, ...], lead: str, indent: int, depth: int) -> None:
        kind = self.one_of("texte", "texte", "vide", "groupe", "liste", "court") if depth else "texte"
        if kind == "texte":
            self.scalar(path, lead, indent)
        elif kind == "vide":
            self.lines.append(f"{' ' * indent}{lead}{self.one_of('', ' ', ' ~', ' # à remplir')}")
        elif kind == "court":
            self.lines.append(f"{' ' * indent}{lead} {self.flow(path, 2)}{self.one_of('', ' # x')}")
        elif kind == "groupe":
            self.opened(lead, indent)
            self.mapping(path, indent + self.one_of(2, 4), depth - 1)
        else:
            self.opened(lead, indent)
            inner = indent + (2 if lead == "-" else self.one_of(0, 2))
            for rank in range(self.one_of(1, 2, 3)):
                self.comments(inner)
                self.value((*path, rank), "-", inner, depth - 1)

    def opened(self, lead: str, indent: int) -> None:
        self.lines.append(f"{' ' * indent}{lead}{self.one_of('', '  # tête')}")

    def mapping(self, path: tuple[str | int, ...], indent: int, depth: int) -> None:
        for key in KEYS[: self.one_of(1, 2, 4)]:
            self.comments(indent)
            self.value((*path, key), f"{key}:", indent, depth)

    def scalar(self, path: tuple[str | int, ...], lead: str, indent: int) -> None:
        text = self.text()
        style = self.one_of("plain", "'", '"', "|", ">", "|-")
        head = f"{' ' * indent}{lead} "
        if style in ("|", ">", "|-"):
            mark = text.split()[0]
            inner = " " * (indent + self.one_of(2, 3))
            body = [f"{inner}{text}", "", f"{inner}- {mark} suite", f"{inner}  # {mark} du texte"]
            self.lines += [f"{head}{style}{self.one_of('', ' # tête')}", *body[: self.one_of(1, 3, 4)]]
        elif style == '"':
            folded = f"\n{' ' * (indent + 2)}v{self.marks} suite" if self.one_of(False, True) else ""
            self.lines += f'{head}"{escaped(text)}{folded}"{self.one_of("", " # fin")}'.split("\n")
        elif style == "'" or not re.fullmatch(r"[\w’ «»,-]+", text):
            self.lines.append(f"{head}'{text.replace(chr(39), chr(39) * 2)}'{self.one_of('', '   # fin')}")
        else:
            self.lines.append(f"{head}{text}")

    def flow(self, path: tuple[str | int, ...], depth: int) -> str:
        kind = self.one_of("groupe", "liste", *(("texte", "vide") if depth == 1 else ())) if depth else "texte"
        if kind == "groupe":
            inner = [f"{key}: {self.flow((*path, key), depth - 1)}" for key in KEYS[: self.one_of(0, 1, 2)]]
            return "{" + ", ".join(inner) + self.one_of("", " ") + "}"
        if kind == "liste":
            return "[" + ", ".join(self.flow((*path, rank), 0) for rank in range(self.one_of(0, 1, 2))) + "]"
        return "~" if kind == "vide" else f'"{escaped(self.text())}"'

    def whole(self) -> str:
        newline = self.one_of("\n", "\r\n")
        self.scalar(("id",), "id:", 0)
        self.mapping((), 0, 3)
        self.comments(0)
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return newline.join(self.lines) + self.one_of("", newline)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def paths(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(path, data)]
    if isinstance(data, dict):
        found += [each for key, value in data.items() for each in paths(value, (*path, key))]
    elif isinstance(data, list):
        found += [each for rank, value in enumerate(data) for each in paths(value, (*path, rank))]
    return found


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def changed_lines(old: str, new: str) -> list[str]:
    """The old lines between what both texts begin and end with."""
    before, after = old.splitlines(), new.splitlines()
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    most = min(len(before), len(after)) - start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return before[start : len(before) - end]


def rest_is_kept(old: str, new: str, gone: set[str]) -> None:
    """Marks of texts and comments all stand in their order; the line breaks are of one kind, the last one as it was."""
    pattern = r"\bv\d+ |# commentaire \d+ : clé: \[x|# (?:fin|tête|x)\b|# à remplir"
    kept = [each for each in re.findall(pattern, old) if each not in gone]
    found = [each for each in re.findall(pattern, new) if each not in gone]
    assert found == kept
    assert new.endswith("\n") == old.endswith("\n")
    assert ("\r\n" in new and not re.search(r"(?<!\r)\n", new)) == ("\r\n" in old) or "\n" not in old


def flat(value: Any) -> Any:
    """Texts without the line breaks at their end."""
    if isinstance(value, dict):
        return {key: flat(each) for key, each in value.items()}
    if isinstance(value, list):
        return [flat(each) for each in value]
    return value.rstrip("\n") if isinstance(value, str) else value


@settings(max_examples=300, deadline=None)
@given(st.data(), NEW)
def test_a_value_is_set_and_all_else_stays(data: st.DataObject, value: str) -> None:
    text = Drawn(data).whole()
    before = read_data(text, FILE)
    path, old = data.draw(st.sampled_from([each for each in paths(before) if isinstance(each[1], (str, type(None)))]))
    new = set_value(text, path, value, FILE)
    after = read_data(new, FILE)
    assert at(after, path).rstrip("\n") == value.rstrip("\n")
    at(after, path[:-1])[path[-1]] = old
    assert flat(after) == flat(before)
    mark = re.match(r"v\d+ ", old or "")
    rest_is_kept(text, new, {mark[0]} if mark else set())
    touched = [line for line in changed_lines(text, new)[1:] if line.strip()]
    assert all(mark and mark[0].strip() in line for line in touched)


@settings(max_examples=300, deadline=None)
@given(st.data(), NEW, st.lists(st.sampled_from(["neuf", "plus", "loin"]), min_size=1, max_size=3, unique=True))
def test_an_absent_key_is_added_with_the_groups_above_it(data: st.DataObject, value: str, keys: list[str]) -> None:
    text = Drawn(data).whole()
    before = read_data(text, FILE)
    path, old = data.draw(st.sampled_from([e for e in paths(before) if isinstance(e[1], (dict, type(None)))]))
    new = set_value(text, (*path, *keys), value, FILE)
    after = read_data(new, FILE)
    assert at(after, (*path, *keys)).rstrip("\n") == value.rstrip("\n")
    del at(after, path)[keys[0]]
    if old is None:
        assert at(after, path) == {}
        at(after, path[:-1])[path[-1]] = None
    assert flat(after) == flat(before)
    rest_is_kept(text, new, set())
    assert len(changed_lines(text, new)) <= 1


@settings(max_examples=300, deadline=None)
@given(st.data(), NEW)
def test_an_item_is_added_and_taken_away_again(data: st.DataObject, value: str) -> None:
    text = Drawn(data).whole()
    before = read_data(text, FILE)
    lists = [path for path, each in paths(before) if isinstance(each, list)]
    if not lists:
        return
    path = data.draw(st.sampled_from(lists))
    size = len(at(before, path))
    rank = data.draw(st.integers(0, size))
    new = add_item(text, path, rank, value, FILE)
    items = at(read_data(new, FILE), path)
    assert items[rank].rstrip("\n") == value.rstrip("\n")
    assert flat([*items[:rank], *items[rank + 1 :]]) == flat(at(before, path))
    rest_is_kept(text, new, set())
    assert len(changed_lines(text, new)) <= 1
    if size:
        assert flat(read_data(remove_item(new, path, rank, FILE), FILE)) == flat(before)


SIGNATURE = """\
signature:
  lieu: Harnes  
  date:
  # la date reste à fixer

  # Ce qui suit ne bouge pas.
autre: |  # de la commune
    - un
    - deux
liste: [T1, T2]
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("signature", "date"), "2023-04-12", "  date:\n", "  date: 2023-04-12\n"),
        (("signature", "nom"), "le : maire", "fixer\n", 'fixer\n  nom: "le : maire"\n'),
        (("autre",), "- un\n- trois\n", "    - deux", "    - trois"),
        (("autre",), "un seul", "    - un\n    - deux", "    un seul"),
        (("liste", 1), "a, b", "T2", '"a, b"'),
        (("deliberation", "date"), "2023-04-12", "T2]\n", "T2]\ndeliberation:\n  date: 2023-04-12\n"),
        (("deliberation", "texte"), "a\n\n- b", "T2]\n", "T2]\ndeliberation:\n  texte: |\n    a\n\n    - b\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_how_a_value_is_written(
    path: tuple[str | int, ...], value: str, old: str, new: str, newline: str, last: str
) -> None:
    text = SIGNATURE.rstrip("\n") + "\n"
    assert text.count(old) == 1
    wanted = text.replace(old, new).rstrip("\n") + last
    found = set_value((text.rstrip("\n") + last).replace("\n", newline), path, value, FILE)
    assert found == wanted.replace("\n", newline)


def test_a_comment_behind_a_value_keeps_it_quoted() -> None:
    assert set_value('nom: "a"  # b\n', ("nom",), "Harnes", FILE) == 'nom: "Harnes"  # b\n'
    assert set_value('nom: "a"  # b\n', ("nom",), "x\ny", FILE) == "nom: |  # b\n  x\n  y\n"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda text: set_value(text, ("signature",), "x", FILE), "ce n’est pas un texte"),
        (lambda text: set_value(text, ("autre", "nom"), "x", FILE), "aucun groupe de clés"),
        (lambda text: set_value(text, ("liste", 7), "x", FILE), "aucun groupe de clés"),
        (lambda text: set_value("# vide\n", ("autre",), "x", FILE), "Le fichier est vide"),
        (lambda text: set_value(text, ("autre",), "x\x07", FILE), "U+0007"),
        (lambda text: set_value(text, ("autre",), "x\ry", FILE), "ne peut pas être écrit"),
        (lambda text: remove_item(text, ("liste",), 2, FILE), "n’a pas cet élément"),
        (lambda text: remove_item("liste:\n- a\n", ("liste",), 0, FILE), "dernier élément"),
        (lambda text: add_item(text, ("signature",), 0, "x", FILE), "ce n’est pas une liste"),
        (lambda text: set_value("a: &b c\n", ("a",), "x", FILE), "ancre"),
    ],
)
def test_what_has_no_place_is_refused(edit: Any, said: str) -> None:
    with pytest.raises(Problems) as refused:
        edit(SIGNATURE)
    assert said in str(refused.value)
