"""The files of the earlier input as those of the next one: edited, copied, their names of one another kept true."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assembler.build.renew_decisions import Edit
from assembler.build.workspace import Workspace
from assembler.model.convention import Caf, Convention, Tableau
from assembler.model.correspondance import Correspondance
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.readers.convention import Source
from assembler.readers.editing.changes import key_place
from assembler.readers.editing.yaml_clear import add_behind, clear_value
from assembler.readers.editing.yaml_edit import add_item, remove_item, set_value
from assembler.readers.editing.yaml_expected import KeySteps
from assembler.readers.editing.yaml_scalar import on_one_line
from assembler.readers.enclosure import Enclosure
from assembler.readers.shapes import Shape
from assembler.readers.source_text import decode_utf8, encode_like, read_bytes
from assembler.readers.yaml_tree import Mapping, Node, Scalar, Sequence, parse_tree

_YAML = (".yaml", ".yml")
_NEIGHBOUR = "periode"
"""The key of the main file below which new ones go."""
_AT_THE_END = 1_000_000
_LARGEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Copies:
    """`files`: every file of the next input, the main one first. `shared`: files that both inputs name.

    `untouched`: keys that should have changed, in files that are shared.
    """

    files: dict[Path, bytes]
    shared: tuple[Path, ...]
    untouched: tuple[Place, ...]


def copies(workspace: Workspace, source: Source, target: Path, edits: Iterable[Edit], header: str) -> Copies:
    """The files of the input at `target`, in the folder of its name; nothing is on disk. Raises Problems.

    `header`: lines of comment put at the top of the main file.
    """
    work = _Work(workspace, source, source.files[0], target)
    work.edit(edits)
    work.follow(work.main, Shape(model=Convention))
    work.head(header)
    return Copies(work.moved(), tuple(work.shared), tuple(work.untouched))


@dataclass
class _Work:
    """The files by their path without links: their bytes, the texts of those that are YAML."""

    workspace: Workspace
    source: Source
    main: Path
    target: Path
    before: dict[Path, bytes] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    own: dict[Path, Path] = field(default_factory=dict)  # where the copy of each own file goes
    shared: dict[Path, None] = field(default_factory=dict)
    untouched: list[Place] = field(default_factory=list)

    def text(self, file: Path) -> str:
        real = file.resolve()
        if real not in self.texts:
            self.before[real] = read_bytes(file)
            self.texts[real] = decode_utf8(self.before[real], file)
        return self.texts[real]

    def edit(self, edits: Iterable[Edit]) -> None:
        """Make all edits. Raises Problems, those of all of them."""
        collector = Collector()
        for each in edits:
            where = key_place(self.source, each.path)
            if self.is_shared(where.file):
                self.untouched.append(where.place)
                continue
            edited = collector.attempt(_edited, self.text(where.file), each, where.steps, where.file)
            if edited is not None:
                self.texts[where.file.resolve()] = edited
        collector.finish()

    def is_shared(self, file: Path) -> bool:
        inputs = self.workspace.inputs.resolve()
        real = file.resolve()
        return not real.is_relative_to(inputs) or real.is_relative_to(inputs / "communs")

    def follow(self, file: Path, shape: Shape) -> None:
        """Find where the copies of the file and of those it names go, and name them so in its text."""
        self.own[file.resolve()] = self.place_of_copy(file)
        for steps, scalar, inner in _names(parse_tree(file, self.text(file)), shape, ()):
            named = Enclosure.at(self.workspace.root).locate(scalar.text, scalar.place)
            if inner.model is Caf or self.is_shared(named):
                self.shared.setdefault(named)
            elif named.resolve() not in self.own:
                self.take(named, inner)
            goal = self.own.get(named.resolve(), named)
            self.rename(file, steps, scalar, goal)

    def take(self, file: Path, shape: Shape) -> None:
        if file.suffix.lower() in _YAML and shape.model:
            self.follow(file, shape)
        else:
            self.own[file.resolve()] = self.place_of_copy(file)
            self.before[file.resolve()] = read_bytes(file, most=_LARGEST)

    def rename(self, file: Path, steps: KeySteps, scalar: Scalar, goal: Path) -> None:
        folder = self.own[file.resolve()].parent
        name = Path(os.path.relpath(goal.resolve(), folder.resolve())).as_posix()
        if name != scalar.text.strip().replace("\\", "/"):
            self.texts[file.resolve()] = set_value(self.text(file), steps, name, file)

    def place_of_copy(self, file: Path) -> Path:
        """In the folder of the new input, as the file stood in that of the earlier one."""
        if file.resolve() == self.main.resolve():
            return self.target
        parts = file.resolve().relative_to(self.workspace.inputs.resolve()).parts
        if len(parts) > 1 and parts[0] == self.main.stem:
            parts = parts[1:]
        goal = self.workspace.inputs.joinpath(self.target.stem, *parts)
        while goal in self.own.values():
            goal = goal.parent / "autres" / goal.name
        return goal

    def head(self, header: str) -> None:
        """The comment goes below the line that tells an editor the schema, if there is one."""
        text = self.text(self.main)
        first, newline, rest = text.partition("\n")
        is_schema = first.lstrip("# ").startswith("yaml-language-server")
        ending = "\r\n" if first.endswith("\r") else "\n"
        lines = header.replace("\n", ending) + ending
        self.texts[self.main.resolve()] = f"{first}{newline}{lines}{rest}" if is_schema and newline else lines + text

    def moved(self) -> dict[Path, bytes]:
        """Raises Problems: files that stand where a copy would go."""
        found: dict[Path, bytes] = {}
        for file, data in self.before.items():
            text = self.texts.get(file)
            found[self.own[file]] = data if text is None else encode_like(data, text)
        taken = [path for path in found if os.path.lexists(path)]
        if taken:
            raise Problems(_taken(path) for path in taken)
        return {self.target: found.pop(self.target), **dict(sorted(found.items()))}


def _taken(path: Path) -> Problem:
    return Problem(
        f"Le fichier « {path.name} » existe déjà ; il n’est jamais remplacé.",
        "Choisissez un autre nom, avec --nom ; ou déplacez d’abord ce fichier.",
        Place(path),
    )


def _edited(text: str, edit: Edit, steps: KeySteps, file: Path) -> str:
    match edit.kind:
        case "vide":
            return clear_value(text, steps, file)
        case "retrait":
            return remove_item(text, steps[:-1], int(steps[-1]), file)
        case "ajout":
            return add_item(text, steps, _AT_THE_END, edit.text, file)
        case "bloc":
            return add_behind(text, _NEIGHBOUR, edit.text, file)
        case "valeur":
            is_new = len(edit.path) == 1 and not _has(text, str(steps[0]), file)
            entry = f"{steps[0]}: {on_one_line(edit.text)}"
            return add_behind(text, _NEIGHBOUR, entry, file) if is_new else set_value(text, steps, edit.text, file)


def _has(text: str, key: str, file: Path) -> bool:
    tree = parse_tree(file, text)
    return isinstance(tree, Mapping) and tree.entry(key) is not None


def _names(node: Node, shape: Shape, steps: KeySteps) -> Iterator[tuple[KeySteps, Scalar, Shape]]:
    """Where the file names another one, and what that one holds."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _names(entry.value, _inner(shape, entry.key), (*steps, entry.key))
    elif isinstance(node, Sequence):
        for rank, item in enumerate(node.items):
            yield from _names(item, shape.at_item(), (*steps, rank))
    elif isinstance(node, Scalar) and not node.empty and _names_a_file(node, shape):
        yield steps, node, shape


def _inner(shape: Shape, key: str) -> Shape:
    """Figures may be a mapping, a YAML file that names an extract."""
    inner = shape.at_key(key)
    return Shape(model=Correspondance, is_file=True) if inner.is_file and key == "donnees" else inner


def _names_a_file(node: Scalar, shape: Shape) -> bool:
    ending = node.text.strip().lower()
    is_table = shape.model is Tableau and ending.endswith(".csv")
    return shape.is_file or is_table or (shape.model is not None and ending.endswith(_YAML))
