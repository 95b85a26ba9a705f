"""Changes of a convention's input: where each stands in its file, and the convention that comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assembler.model.convention import Convention
from assembler.model.place import Place, Problem, Problems
from assembler.model.takeover import InputChange, KeyPath
from assembler.readers.coherence import incoherences
from assembler.readers.convention import Source
from assembler.readers.editing.yaml_edit import add_item, remove_item, set_value
from assembler.readers.editing.yaml_expected import KeySteps
from assembler.readers.shapes import Shape, accepts_text
from assembler.readers.source_text import decode_utf8, encode_like, read_bytes
from assembler.readers.typed import check
from assembler.readers.yaml_tree import Entry, Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """`steps` lead to the value in `file`, as typed there. `place`: of the value, or of what would hold it."""

    file: Path
    steps: KeySteps
    place: Place


def key_place(source: Source, path: KeyPath) -> KeyPlace:
    """Where the value at `path` stands, or would stand: its last steps may be missing."""
    node, shape = source.places.root, source.places.shape
    file, steps = node.place.file, list[str | int]()
    for depth, step in enumerate(path):
        if _stands_for(node, shape, path[depth:]):
            break
        child, inner, typed = _step(node, shape, step)
        if child is None:
            steps += [typed, *path[depth + 1 :]]
            break
        steps.append(typed)
        node, shape = child, inner
        if node.place.file != file:
            file, steps = node.place.file, []
    return KeyPlace(file, tuple(steps), node.place)


def changed(source: Source, changes: Iterable[InputChange]) -> Convention:
    """The convention with the changes made. Raises Problems where it would not be one any more."""
    root = source.places.root
    for change in _in_order(changes):
        root = _edited(root, source.places.shape, change.path, change)
    convention, problems = check(Convention, root)
    problems += incoherences(root, all_read=not source.unread)
    if convention is None or problems:
        raise Problems(problems)
    return convention


def edited_files(source: Source, changes: Iterable[InputChange]) -> dict[Path, bytes]:
    """The files of the input that the changes touch, with all of them made. Raises Problems; writes nothing."""
    changes = tuple(changes)
    changed(source, changes)
    before: dict[Path, bytes] = {}
    texts: dict[Path, str] = {}
    problems: list[Problem] = []
    for change in _in_order(changes):
        where = key_place(source, change.path)
        if where.file not in texts:
            before[where.file] = read_bytes(where.file)
            texts[where.file] = decode_utf8(before[where.file], where.file)
        try:
            texts[where.file] = _written(texts[where.file], where, change)
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return {file: encode_like(before[file], text) for file, text in texts.items()}


def _written(text: str, where: KeyPlace, change: InputChange) -> str:
    if change.kind == "valeur":
        return set_value(text, where.steps, change.text, where.file)
    rank = where.steps[-1]
    assert isinstance(rank, int)
    if change.kind == "ajout":
        return add_item(text, where.steps[:-1], rank, change.text, where.file)
    return remove_item(text, where.steps[:-1], rank, where.file)


def _in_order(changes: Iterable[InputChange]) -> list[InputChange]:
    """Such that the ranks of those to come still hold: values, then the lines of lists from the last one up.

    At one rank, what goes goes first, and what is added comes from the last one on.
    """
    values: list[InputChange] = []
    lines: list[InputChange] = []
    for change in changes:
        (values if change.kind == "valeur" else lines).append(change)
    lines.reverse()
    lines.sort(key=lambda change: (-int(change.path[-1]), change.kind == "ajout"))
    return values + lines


def _stands_for(node: Node, shape: Shape, rest: KeyPath) -> bool:
    """An objective typed as a bare text is its own `texte`."""
    return isinstance(node, Scalar) and rest == ("texte",) and shape.model is not None and accepts_text(shape.model)


def _step(node: Node, shape: Shape, step: str | int) -> tuple[Node | None, Shape, str | int]:
    """The child, its shape, and the step as the file counts it (with the empty items)."""
    if isinstance(node, Mapping) and isinstance(step, str):
        entry = node.entry(step)
        return (entry.value if entry else None), shape.at_key(step), step
    if isinstance(node, Sequence) and isinstance(step, int):
        kept = shape.kept(node.items)
        if 0 <= step < len(kept):
            rank = next(rank for rank, item in enumerate(node.items) if item is kept[step])
            return kept[step], shape.at_item(), rank
        return None, shape.at_item(), len(node.items)
    return None, shape.at_key(step) if isinstance(step, str) else shape.at_item(), step


def _edited(node: Node, shape: Shape, path: KeyPath, change: InputChange) -> Node:
    if not path or _stands_for(node, shape, path):
        return Scalar(change.text, node.place, False)
    child, inner, typed = _step(node, shape, path[0])
    if isinstance(typed, str):
        entries = node.entries if isinstance(node, Mapping) else ()
        made = _edited(child or Mapping((), node.place), inner, path[1:], change)
        if child is None:
            return Mapping((*entries, Entry(typed, node.place, made)), node.place)
        return Mapping(tuple(replace(e, value=made) if e.key == typed else e for e in entries), node.place)
    items = node.items if isinstance(node, Sequence) else ()
    if len(path) == 1 and change.kind != "valeur":
        new = (Scalar(change.text, node.place, False),) if change.kind == "ajout" else ()
        return Sequence((*items[:typed], *new, *items[typed + (change.kind == "retrait") :]), node.place)
    edit: Callable[[Node], Node] = lambda item: _edited(item, inner, path[1:], change)  # noqa: E731
    return Sequence(tuple(edit(item) if rank == typed else item for rank, item in enumerate(items)), node.place)
