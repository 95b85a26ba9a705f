"""From a tree to the model's types, every problem in French and at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assembler.model.place import Place, Problem, Problems
from assembler.readers.shapes import Shape
from assembler.readers.typed_faults import problems_of
from assembler.readers.yaml_tree import Mapping, Node, Scalar, Sequence

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]
"""Keys and indexes that lead to a value."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each value of a built model stands."""

    root: Node
    shape: Shape

    def at(self, *path: str | int) -> Place:
        """The place of the value at `path` (keys, indexes in the built lists), or of its nearest parent."""
        return self._node(path).place

    def within(self, path: Path, text: str, offset: int) -> Place:
        """The place of the character at `offset` of the text that stands at `path`; of its start if it is refolded."""
        node = self._node(path)
        start = (node.start if isinstance(node, Scalar) else None) or node.place
        if isinstance(node, Scalar) and node.refolded:
            return start
        before = text[:offset]
        column = (start.column or 1) + len(before.rpartition("\n")[2])
        return Place(start.file, (start.line or 1) + before.count("\n"), column)

    def empty_items(self) -> Iterator[Place]:
        """List items in which nothing was typed; the empty cells of a table are none."""
        return _empty_items(self.root, self.shape)

    def _node(self, path: Path) -> Node:
        node, shape = self.root, self.shape
        for step in path:
            child, shape = _step(node, shape, step)
            if child is None:
                break
            node = child
        return node


def build(model: type[M], node: Node) -> tuple[M, Places]:
    """The model's value. Raises `Problems` with all that is wrong."""
    value, problems = check(model, node)
    if value is None:
        raise Problems(problems)
    return value, Places(node, Shape(model=model))


def check(model: type[M], node: Node) -> tuple[M | None, list[Problem]]:
    """The model's value, or None and what is wrong (nothing more about what is `Broken`)."""
    shape = Shape(model=model)
    try:
        return model.model_validate(plain_data(node, shape)), []
    except ValidationError as error:
        return None, problems_of(error, node, shape)


def plain_data(node: Node, shape: Shape) -> Any:
    """Dictionaries, lists and texts. A known key without a value is left out, like an empty list item."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_data(item, shape.at_item()) for item in shape.kept(node.items)]
    if isinstance(node, Mapping):
        return {
            entry.key: plain_data(entry.value, shape.at_key(entry.key))
            for entry in node.entries
            if not (isinstance(entry.value, Scalar) and entry.value.empty and shape.at_key(entry.key).known)
        }
    return node


def _empty_items(node: Node, shape: Shape) -> Iterator[Place]:
    if isinstance(node, Sequence):
        for item in node.items:
            if not isinstance(item, Scalar):
                yield from _empty_items(item, shape.at_item())
            elif not item.text.strip() and not shape.at_item().is_cell:
                yield item.place
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from _empty_items(entry.value, shape.at_key(entry.key))


def _step(node: Node, shape: Shape, step: str | int) -> tuple[Node | None, Shape]:
    if isinstance(node, Mapping) and isinstance(step, str):
        entry = node.entry(step)
        return (entry.value if entry else None), shape.at_key(step)
    if isinstance(node, Sequence) and isinstance(step, int):
        items = shape.kept(node.items)
        return (items[step] if -len(items) <= step < len(items) else None), shape.at_item()
    return None, shape
