"""From a YAML file to a tree whose every node knows its place.

Scalars stay text exactly as typed (`01004`, `16:30`, `NON`, `2023-01-01`): their types
belong to the model. What YAML offers beyond lists, keys and texts is refused (anchors,
aliases, tags, merge keys), and so is what it would lose in silence (` #`, a key given twice).
The events of the parser are read, not its nodes: no depth or alias can exhaust memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assembler.model.frozen import frozen
from assembler.model.marks import is_author_mark
from assembler.model.messages import excerpt, in_quotes
from assembler.model.place import Place, Problem, Problems
from assembler.readers.source_text import (
    FORBIDDEN,
    LINE_BREAK,
    decode_utf8,
    forbidden_message,
    read_bytes,
    refuse_forbidden,
)
from assembler.readers.yaml_faults import mended, syntax_problem

MAX_DEPTH = 32
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ORDINARY_KEY = re.compile(r"[a-z_]+")
_COMMENT = re.compile(r"[ \t]+#")
_LOST_VALUE = re.compile(r"[ \t]+#[ \t]*(?:\d|(?<=#)\S)")  # « #2 » alone is a value; « # à remplir » a comment
_UNSAFE_ESCAPE = re.compile(FORBIDDEN.pattern[:-1] + "\r]")


@frozen
class Scalar:
    """A text. `plain` when it was typed without quotes and without `|` or `>`.

    `start` is the place of its first character; None where that is `place`. `refolded` when
    the lines of the text are not those of the file (`>`, quotes over several lines).
    """

    text: str
    place: Place
    plain: bool
    start: Place | None = None
    refolded: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was typed, or YAML's own words for nothing; `""` is a typed, empty text."""
        return self.plain and self.text in ("", "~", "null")


@frozen
class Sequence:
    items: tuple[Node, ...]
    place: Place


@frozen
class Entry:
    key: str
    key_place: Place
    value: Node


@frozen
class Mapping:
    entries: tuple[Entry, ...]
    place: Place

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands for a value that a problem already speaks of: no second problem is wanted."""

    place: Place


Node = Scalar | Sequence | Mapping | Broken


def read_tree(path: Path) -> Node:
    """The file's only document. Raises `Problems`, places included."""
    return _tree_of(path, read_bytes(path))


@lru_cache(maxsize=64)  # by content: what conventions share is read for each of them, and parsed once
def _tree_of(path: Path, data: bytes) -> Node:
    text = decode_utf8(data, path)
    refuse_forbidden(text, path)
    return parse_tree(path, text)


def parse_tree(path: Path, text: str) -> Node:
    """The only document of `text`, which stands in `path`. Raises `Problems`."""
    return _Builder(path, text).build()


@dataclass(slots=True)
class _Open:
    """A list or a group of keys that isn't closed yet."""

    place: Place
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, Place] = field(default_factory=dict)
    key: Scalar | None = None
    awaits_value: bool = False

    def closed(self) -> Node:
        return Mapping(tuple(self.entries), self.place) if self.is_mapping else Sequence(tuple(self.items), self.place)


class _Builder:
    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.may_comment = "#" in text
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    @cached_property
    def lines(self) -> list[str]:
        return LINE_BREAK.split(self.text) if "\r" in self.text else self.text.split("\n")

    def build(self) -> Node:
        takers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in self._events():
            if take := takers.get(type(event)):
                take(event)
            if len(self.stack) > MAX_DEPTH:
                self._refuse_depth(self.stack[-1].place)
                break
        if not self.problems and (self.root is None or (isinstance(self.root, Scalar) and self.root.empty)):
            self._report("Le fichier est vide.", "Écrivez-y au moins une clé : « clé: valeur ».", Place(self.path))
        if self.problems or self.root is None:
            raise Problems(self.problems)
        return self.root

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, _LOADER)
        except yaml.MarkedYAMLError as error:
            if "nesting depth" in (error.problem or "") and error.problem_mark:  # libyaml's own limit: it looks ahead
                mark = error.problem_mark
                self._refuse_depth(Place(self.path, mark.line + 1, mark.column + 1))
            else:
                self.problems.append(syntax_problem(error, self.path, self.lines))
        except (yaml.YAMLError, UnicodeError, ValueError):
            self._report("Le fichier ne peut pas être lu comme du YAML.", "", Place(self.path))

    def _refuse_depth(self, place: Place) -> None:
        self._report("Trop de niveaux imbriqués.", f"{MAX_DEPTH} niveaux au plus.", place)

    def _open(self, event: Any) -> None:
        place = self._place(event)
        self._refuse_extras(event, place)
        self.stack.append(_Open(place, type(event) is yaml.MappingStartEvent))

    def _close(self, event: Any) -> None:
        opened = self.stack.pop()
        mark = None if opened.is_mapping else self._mark(opened.place, event)
        self._add(Scalar(mark, opened.place, False) if mark else opened.closed())

    def _mark(self, start: Place, end: Any) -> str | None:
        """The text of an author's mark typed without quotes, which YAML takes for a list; None for a real list."""
        if not start.line or not start.column or end.end_mark.line + 1 != start.line:
            return None
        typed = self.lines[start.line - 1][start.column - 1 : end.end_mark.column]
        return typed if is_author_mark(typed) else None

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents == 2:
            hint = "Supprimez la ligne « --- », ou placez la suite dans un autre fichier."
            self._report("Ce fichier contient plusieurs documents YAML.", hint, self._place(event))

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _report(self, message: str, hint: str, place: Place) -> None:
        self.problems.append(Problem(message, hint, place))

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = Place(self.path, mark.line + 1, mark.column + 1)
        if event.anchor or event.tag:
            self._refuse_extras(event, place)
        style, text = event.style, event.value
        plain = not style
        if plain and self.may_comment:
            self._refuse_comment(event, place)
        elif style == '"' and (found := _UNSAFE_ESCAPE.search(text)):
            self._report(forbidden_message(found[0]), "Retirez cette séquence « \\ » du texte.", place)
        refolded = style != "|" and ("\n" in text or event.end_mark.line > mark.line)
        self._add(Scalar(text, place, plain, self._first_character(event) if style else None, refolded))

    def _first_character(self, event: Any) -> Place:
        """After the quote; for a block, on the first line that is not blank."""
        line, column = event.start_mark.line, event.start_mark.column + 1
        if event.style in ("|", ">"):
            line = next((n for n in range(line + 1, len(self.lines)) if self.lines[n].strip()), line)
            column = len(self.lines[line]) - len(self.lines[line].lstrip())
        return Place(self.path, line + 1, column + 1)

    def _refuse_comment(self, event: Any, place: Place) -> None:
        end, start = event.end_mark, event.start_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""  # libyaml may end past the last line
        if not (_COMMENT if event.value else _LOST_VALUE).match(line, end.column):
            return
        comment = excerpt(line[end.column :])
        quoted = "mettez le texte entier entre guillemets"
        if start.line == end.line:
            before = line[: start.column].strip()
            quoted = f"mettez des guillemets : {before} {in_quotes(line[start.column :].strip())}"
        self._report(
            f"Sans guillemets, la suite « {comment} » serait perdue : « # » commence un commentaire.",
            f"Si c’est du texte, {quoted}\nSi c’est un commentaire, placez-le seul au-dessus : {comment}",
            place,
        )

    def _refuse_extras(self, event: Any, place: Place) -> None:
        """Refuse an anchor (`&a`) or a tag (`!a`) in front of a value."""
        for name, sign, value in (("ancre", "&", event.anchor), ("étiquette", "!", event.tag)):
            if value:
                self._report(f"Une {name} YAML (« {sign} ») n’est pas admise.", self._quote_hint(event, sign), place)

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        self._report("Un alias YAML (« * ») n’est pas admis.", self._quote_hint(event, "*"), place)
        self._add(Broken(place))

    def _quote_hint(self, event: Any, sign: str) -> str:
        line = self.lines[event.start_mark.line]
        fixed = mended(line)
        return f"Pour un texte qui commence par « {sign} », mettez des guillemets : {fixed}" if fixed else ""

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = self.root or node
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.awaits_value:
            if parent.key is not None:
                parent.entries.append(Entry(parent.key.text, parent.key.place, node))
            parent.awaits_value = False
        else:
            parent.key = self._key(node, parent)
            parent.awaits_value = True

    def _key(self, node: Node, parent: _Open) -> Scalar | None:
        """The node as a key; None when it can't be one, and its value is left out."""
        if isinstance(node, Scalar) and node.text not in parent.seen and _ORDINARY_KEY.fullmatch(node.text):
            parent.seen[node.text] = node.place
            return node
        if not isinstance(node, Scalar):
            self._report("Une clé doit être un simple mot.", self._key_hint(node), node.place)
        elif not node.text:
            self._report("La clé est vide.", "Écrivez un mot avant les deux-points : « clé: valeur ».", node.place)
        elif node.text == "<<" and node.plain:
            self._report("La fusion YAML (« << ») n’est pas admise.", "Recopiez les clés voulues.", node.place)
        elif node.text != node.text.strip():
            hint = "Effacez-la ; le retrait se fait avec des espaces ordinaires."
            self._report("Une espace insécable touche cette clé.", hint, node.place)
        elif first := parent.seen.get(node.text):
            where = f"Elle est déjà donnée ligne {first.line}, colonne {first.column}"
            message = f"La clé « {excerpt(node.text)} » est donnée deux fois."
            self._report(message, f"{where} : gardez une seule des deux.", node.place)
        else:
            parent.seen[node.text] = node.place
            return node
        return None

    def _key_hint(self, node: Node) -> str:
        fixed = mended(self.lines[(node.place.line or 1) - 1])
        return f"Si c’est un texte, mettez des guillemets : {fixed}" if fixed else ""
