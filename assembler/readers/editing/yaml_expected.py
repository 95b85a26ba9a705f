"""What a YAML file says, as dictionaries, lists and texts: to hold an edited file against what was wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assembler.model.place import Problems
from assembler.readers.yaml_tree import Mapping, Node, Scalar, Sequence, parse_tree

Steps = tuple[str | int, ...]
"""Keys, and ranks in lists as they are typed (empty items count)."""


def read_data(text: str, file: Path) -> Any:
    """The file's value; an empty one is None. Raises Problems."""
    return _data(parse_tree(file, text))


def same(found: Any, wanted: Any) -> bool:
    """Equal but for line breaks at the end of a text, which a literal block adds; keys in the same order."""
    if isinstance(found, str) and isinstance(wanted, str):
        return found.rstrip("\n") == wanted.rstrip("\n")
    if isinstance(found, dict) and isinstance(wanted, dict):
        return list(found) == list(wanted) and all(same(found[key], wanted[key]) for key in found)
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    return found is None and wanted is None


def with_value(data: Any, path: Steps, value: str) -> Any:
    """`data` with the value at `path`; groups on the way are made. Raises Problems where something else stands."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, str) and (data is None or isinstance(data, dict)):
        old = data or {}
        return {**old, step: with_value(old.get(step), rest, value)}
    if isinstance(step, int) and isinstance(data, list) and 0 <= step < len(data):
        return [with_value(item, rest, value) if rank == step else item for rank, item in enumerate(data)]
    raise _no_place(path)


def inserted(data: Any, path: Steps, rank: int, value: str) -> Any:
    return _with_list(data, path, lambda items: [*items[:rank], value, *items[rank:]])


def removed(data: Any, path: Steps, rank: int) -> Any:
    return _with_list(data, path, lambda items: [item for at, item in enumerate(items) if at != rank])


def _with_list(data: Any, path: Steps, change: Any) -> Any:
    if not path:
        if data is not None and not isinstance(data, list):
            raise _no_place(path)
        return change(data or [])
    step, rest = path[0], path[1:]
    if isinstance(step, str) and (data is None or isinstance(data, dict)):
        old = data or {}
        return {**old, step: _with_list(old.get(step), rest, change)}
    if isinstance(step, int) and isinstance(data, list) and 0 <= step < len(data):
        return [_with_list(item, rest, change) if rank == step else item for rank, item in enumerate(data)]
    raise _no_place(path)


def _no_place(path: Steps) -> Problems:
    key = ".".join(map(str, path))
    return Problems.one(f"Le fichier n’a pas de place pour « {key} ».", "Écrivez-la vous-même dans le fichier.")


def _data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [_data(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {entry.key: _data(entry.value) for entry in node.entries}
