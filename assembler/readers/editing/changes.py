"""Changes of a convention's input: where each stands in its file, and the convention that comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assembler.model.convention import Convention
from assembler.model.place import Place, Problem, Problems
from assembler.model.takeover import Change, KeyPath
from assembler.readers.coherence import incoherences
from assembler.readers.convention import Source
from assembler.readers.editing.yaml_edit import add_item, remove_item, set_value
from assembler.readers.editing.yaml_expected import Steps
from assembler.readers.shapes import Shape, accepts_text
from assembler.readers.source_text import decode_utf8, read_bytes, refuse_forbidden
from assembler.readers.typed import check
from assembler.readers.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Spot:
    """`steps` lead to the value in `file`, as typed there. `place`: of the value, or of what would hold it."""

    file: Path
    steps: Steps
    place: Place


def spot_of(source: Source, path: KeyPath) -> Spot:
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
    return Spot(file, tuple(steps), node.place)


def changed(source: Source, changes: Iterable[Change]) -> Convention:
    """The convention with the changes made. Raises Problems where it would not be one any more."""
    root = source.places.root
    for change in _in_order(changes):
        root = _edited(root, source.places.shape, change.path, change)
    convention, problems = check(Convention, root)
    problems += incoherences(root, all_read=not source.unread)
    if convention is None or problems:
        raise Problems(problems)
    return convention


def edited_files(source: Source, changes: Iterable[Change]) -> dict[Path, bytes]:
    """The files of the input that the changes touch, with all of them made. Raises Problems; writes nothing."""
    changes = tuple(changes)
    changed(source, changes)
    texts: dict[Path, str] = {}
    marked: set[Path] = set()
    problems: list[Problem] = []
    for change in _in_order(changes):
        spot = spot_of(source, change.path)
        if spot.file not in texts:
            data = read_bytes(spot.file)
            texts[spot.file] = decode_utf8(data, spot.file)
            marked |= {spot.file} if data.startswith(_MARK) else set()
        try:
            texts[spot.file] = _written(texts[spot.file], spot, change)
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return {file: (_MARK if file in marked else b"") + text.encode() for file, text in texts.items()}


def refuse_invisible(text: str) -> None:
    """Raises Problems if the text holds a character that no document can hold."""
    refuse_forbidden(text, Path())


def _written(text: str, spot: Spot, change: Change) -> str:
    if change.kind == "valeur":
        return set_value(text, spot.steps, change.text, spot.file)
    rank = spot.steps[-1]
    assert isinstance(rank, int)
    if change.kind == "ajout":
        return add_item(text, spot.steps[:-1], rank, change.text, spot.file)
    return remove_item(text, spot.steps[:-1], rank, spot.file)


def _in_order(changes: Iterable[Change]) -> list[Change]:
    """Such that the ranks of those to come still hold: values, then the lines of lists from the last one up.

    At one rank, what goes goes first, and what is added comes from the last one on.
    """
    values: list[Change] = []
    lines: list[Change] = []
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


def _edited(node: Node, shape: Shape, path: KeyPath, change: Change) -> Node:
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
