"""One convention's input: its main file, the files it names, and all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from assembler.model.convention import Convention, Tableau
from assembler.model.finding import UnreadFile, reached
from assembler.model.messages import excerpt
from assembler.model.place import Place, Problem, Problems
from assembler.readers.coherence import incoherences
from assembler.readers.csv_table import Row, read_csv
from assembler.readers.enclosure import Enclosure
from assembler.readers.shapes import Shape
from assembler.readers.standins import may_stand_in, stand_in
from assembler.readers.typed import Places, check
from assembler.readers.yaml_tree import Broken, Entry, Mapping, Node, Scalar, Sequence, read_tree

M = TypeVar("M", bound=BaseModel)
MAX_CHAIN = 5
MAX_FILES = 500


@dataclass(frozen=True, slots=True)
class Source:
    """A convention's input and where it comes from. `files`: every file read, the main one first.

    `unread`: files that a notice stands for; there are none from the deliberation on.
    """

    convention: Convention
    places: Places
    files: tuple[Path, ...]
    unread: tuple[UnreadFile, ...] = ()


class Unread(Problems):
    """An input that can't be typed. `named`: the files it names for other readers (figures, texts, pictures)."""

    def __init__(self, problems: Iterable[Problem], named: Iterable[Path]) -> None:
        super().__init__(problems)
        self.named = tuple(named)


def read_convention(path: Path, workspace: Path) -> Source:
    """Read the main file and the files it names. Raises `Problems` with the problems of all of them.

    In a draft, a fiche or annexe file that can't be read stops nothing as long as the main file is right.
    """
    inside = Enclosure.at(workspace)
    if not inside.holds(path):
        hint = f"Placez-le dans « {workspace} »."
        raise Problems.one("Ce fichier est hors de l’espace de travail.", hint, Place(path))
    reader = _Reader(inside)
    shape = Shape(model=Convention)
    root = reader.resolved(reader.read(path), shape, (reader.enclosure.real(path),))
    convention, problems = check(Convention, root)
    problems = [*reader.misnamed, *reader.problems, *problems, *incoherences(root, all_read=not reader.unread)]
    if convention is None or problems or (reader.unread and reached(convention.etape, "deliberation")):
        problems += [problem for each in reader.unread for problem in each.problems]
        raise Unread(_in_order(problems, list(reader.files.values())), reader.named)
    return Source(convention, Places(root, shape), tuple(reader.files.values()), tuple(reader.unread))


def read_main(model: type[M], path: Path, workspace: Path) -> tuple[M, Places]:
    """Another kind of main file, and the files it names; no notice stands for one. Raises Problems, of all of them."""
    reader = _Reader(_enclosure(path, workspace))
    shape = Shape(model=model)
    root = reader.resolved(reader.read(path), shape, (reader.enclosure.real(path),))
    value, problems = check(model, root)
    problems = [*reader.misnamed, *reader.problems, *problems, *incoherences(root)]
    problems += [problem for each in reader.unread for problem in each.problems]
    if value is None or problems:
        raise Problems(_in_order(problems, list(reader.files.values())))
    return value, Places(root, shape)


def _enclosure(path: Path, workspace: Path) -> Enclosure:
    """Raises Problems: `path` is not in the workspace."""
    inside = Enclosure.at(workspace)
    if not inside.holds(path):
        hint = f"Placez-le dans « {workspace} »."
        raise Problems.one("Ce fichier est hors de l’espace de travail.", hint, Place(path))
    return inside


def _in_order(problems: list[Problem], files: list[Path]) -> list[Problem]:
    """By file in the order of reading, then by line; each problem once."""

    def rank(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        if place is None or place.file not in files:
            return (len(files), 0, 0)
        return (files.index(place.file), place.line or 0, place.column or 0)

    return sorted(dict.fromkeys(problems), key=rank)


class _Reader:
    """Puts the named files in the place of their names; a value it can't resolve becomes `Broken`."""

    def __init__(self, enclosure: Enclosure) -> None:
        self.enclosure = enclosure
        self.problems: list[Problem] = []
        self.misnamed: list[Problem] = []  # wrong file names: no notice makes up for them
        self.files: dict[Path, Path] = {}
        self.trees: dict[Path, Node] = {}
        self.named: list[Path] = []
        self.unread: list[UnreadFile] = []
        self.included = 0

    def read(self, path: Path) -> Node:
        real = self.enclosure.real(path)
        self.files.setdefault(real, path)
        if real not in self.trees:
            try:
                self.trees[real] = read_tree(self.files[real])
            except Problems as found:
                self.problems += found.problems
                self.trees[real] = Broken(Place(path))
        return self.trees[real]

    def resolved(self, node: Node, shape: Shape, chain: tuple[Path, ...]) -> Node:
        """The node with its named files read; `chain` holds the files it is nested in."""
        if isinstance(node, Mapping):
            return Mapping(tuple(self._entry(entry, shape, chain) for entry in node.entries), node.place)
        if isinstance(node, Sequence):
            return Sequence(tuple([self.resolved(item, shape.at_item(), chain) for item in node.items]), node.place)
        if isinstance(node, Scalar) and not node.empty and (shape.is_file or shape.model):
            return self._named(node, shape, chain)
        return node

    def _entry(self, entry: Entry, shape: Shape, chain: tuple[Path, ...]) -> Entry:
        return Entry(entry.key, entry.key_place, self.resolved(entry.value, shape.at_key(entry.key), chain))

    def _named(self, node: Scalar, shape: Shape, chain: tuple[Path, ...]) -> Node:
        ending = node.text.strip().lower()
        is_yaml = shape.model is not None and ending.endswith((".yaml", ".yml"))
        is_csv = shape.model is Tableau and ending.endswith(".csv")
        if not (shape.is_file or is_yaml or is_csv):
            return node
        try:
            path = self.enclosure.locate(node.text, node.place)
            if shape.is_file:
                self.named.append(path)
                return Scalar(self.enclosure.relative(path), node.place, node.plain)
            self._refuse_loop(path, node, chain)
        except Problems as error:
            self.misnamed += error.problems
            return Broken(node.place)
        return self._content(path, node, shape, chain)

    def _content(self, path: Path, node: Scalar, shape: Shape, chain: tuple[Path, ...]) -> Node:
        """What stands in the file `path`, or a notice in its place if something there is wrong."""
        before = len(self.problems)
        try:
            found = self._table(path) if path.suffix.lower() == ".csv" else self._included(path, shape, chain)
        except Problems as error:
            self.problems += error.problems
            found = Broken(node.place)
        if shape.model is None or not may_stand_in(shape.model):
            return found
        problems = self.problems[before:] + check(shape.model, found)[1]
        if not problems:
            return found
        del self.problems[before:]
        self.unread.append(UnreadFile(path, node.place, tuple(problems)))
        return stand_in(shape.model, path, node.place)

    def _included(self, path: Path, shape: Shape, chain: tuple[Path, ...]) -> Node:
        return self.resolved(self.read(path), shape, (*chain, self.enclosure.real(path)))

    def _refuse_loop(self, path: Path, node: Scalar, chain: tuple[Path, ...]) -> None:
        real = self.enclosure.real(path)
        self.included += 1
        if real in chain:
            names = " → ".join(f"« {file.name} »" for file in (*chain[chain.index(real) :], real))
            raise Problems.one("Ce fichier finit par se nommer lui-même.", f"Rompez la boucle : {names}.", node.place)
        if len(chain) >= MAX_CHAIN:
            raise Problems.one(f"Plus de {MAX_CHAIN} fichiers s’emboîtent.", "Rapprochez-les.", node.place)
        if self.included > MAX_FILES:
            raise Problems.one(f"Plus de {MAX_FILES} fichiers sont nommés.", "Regroupez-les.", node.place)

    def _table(self, path: Path) -> Node:
        self.files.setdefault(self.enclosure.real(path), path)
        header, *rows = read_csv(path)
        width = max(index for index, cell in enumerate(header.cells) if cell) + 1
        if problems := [problem for row in rows if (problem := _too_wide(row, width))]:
            raise Problems(problems)
        return Mapping(
            (
                Entry("colonnes", header.place, _cells(header, width)),
                Entry("lignes", header.place, Sequence(tuple(_cells(row, width) for row in rows), header.place)),
            ),
            header.place,
        )


def _too_wide(row: Row, width: int) -> Problem | None:
    extra = next((index for index, cell in enumerate(row.cells) if cell and index >= width), None)
    if extra is None:
        return None
    hint = "Ajoutez un titre de colonne, ou mettez entre guillemets la cellule qui contient le séparateur."
    message = f"« {excerpt(row.cells[extra])} » n’est sous aucun titre de colonne."
    return Problem(message, hint, row.at(extra))


def _cells(row: Row, width: int) -> Sequence:
    """Exactly `width` cells: what the row lacks is empty."""
    texts = (*row.cells, *[""] * width)[:width]
    return Sequence(tuple(Scalar(text, row.at(i), False) for i, text in enumerate(texts)), row.place)
