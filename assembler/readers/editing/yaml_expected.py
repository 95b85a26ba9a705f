"""What a YAML file says, as dictionaries, lists and texts: to hold an edited file against what was wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from assembler.model.place import Problems
from assembler.readers.yaml_tree import Mapping, Node, Scalar, Sequence, parse_tree

KeySteps = tuple[str | int, ...]
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


def with_value(data: Any, path: KeySteps, value: str | None) -> Any:
    """`data` with the value at `path`; groups on the way are made. None: a key with nothing behind it.

    Raises Problems where something else stands.
    """
    return _with(data, path, lambda _: value)


def inserted(data: Any, path: KeySteps, rank: int, value: str) -> Any:
    return _with(data, path, lambda found: [*_list(found)[:rank], value, *_list(found)[rank:]])


def removed(data: Any, path: KeySteps, rank: int) -> Any:
    return _with(data, path, lambda found: [item for at, item in enumerate(_list(found)) if at != rank])


def _with(data: Any, path: KeySteps, change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(data)
    step, rest = path[0], path[1:]
    if isinstance(step, str) and (data is None or isinstance(data, dict)):
        old = data or {}
        return {**old, step: _with(old.get(step), rest, change)}
    if isinstance(step, int) and isinstance(data, list) and 0 <= step < len(data):
        return [_with(item, rest, change) if rank == step else item for rank, item in enumerate(data)]
    raise Problems.one("aucun groupe de clés ne peut la recevoir.")


def _list(found: Any) -> list[Any]:
    if found is not None and not isinstance(found, list):
        raise Problems.one("ce n’est pas une liste.")
    return found or []


def _data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [_data(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {entry.key: _data(entry.value) for entry in node.entries}
