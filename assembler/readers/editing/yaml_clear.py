"""A key of a YAML file emptied, or a new one put behind another, every other byte of the file kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assembler.model.place import Place, Problems
from assembler.readers.editing.yaml_expected import KeySteps, read_data, same, with_value
from assembler.readers.editing.yaml_lines import Text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def clear_value(text: str, path: KeySteps, file: Path) -> str:
    """The text of `file` with nothing behind the key at `path`: comments above it stay, those inside go with the value.

    Raises Problems: no such key, or the rest of the file would change.
    """
    data, lines = read_data(text, file), Text(text)
    found, place = _key_and_value(yaml.compose(text, _LOADER), path, file)
    if found:
        key, value = found
        cleared = _without(lines, key, value)
        if _reads_as(cleared, with_value(data, path, None), file):
            return cleared
    raise _refused(path, place)


def add_behind(text: str, neighbour: str, entry: str, file: Path) -> str:
    """The text with `entry`, YAML lines of one new key, below the value of `neighbour` in the file's main group.

    Raises Problems where the file has no such neighbour, or can't be edited so.
    """
    lines = Text(text)
    root: Any = yaml.compose(text, _LOADER)
    found = None if root.flow_style else _entry(root, neighbour)
    if found is None:
        raise _refused((neighbour,), _place(root, file))
    at = lines.line_end(max(lines.last_line(found[1]), int(found[0].end_mark.line)))
    indent = " " * int(root.start_mark.column)
    new = "".join(lines.newline + (indent + line if line else "") for line in entry.split("\n"))
    added = lines.replaced(at, at, new)
    expected: dict[str, Any] = {}
    for name, item in read_data(text, file).items():
        expected[name] = item
        if name == neighbour:
            expected |= read_data(entry, file)
    if not _reads_as(added, expected, file):
        raise _refused((neighbour,), _place(found[0], file))
    return added


def _key_and_value(root: Any, path: KeySteps, file: Path) -> tuple[tuple[Any, Any] | None, Place]:
    """The nodes of the last key and of its value, if the path leads to a key; and the place that was reached."""
    node, found = root, None
    for step in path:
        found = _entry(node, step) if isinstance(step, str) else None
        items = node.value if isinstance(step, int) and isinstance(node, yaml.SequenceNode) else []
        if found:
            node = found[1]
        elif isinstance(step, int) and 0 <= step < len(items):
            node = items[step]
        else:
            return None, _place(node, file)
    return found, _place(node, file)


def _entry(node: Any, key: str) -> tuple[Any, Any] | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next(((name, value) for name, value in node.value if name.value == key), None)


def _without(lines: Text, key: Any, value: Any) -> str:
    start, end = lines.at(value.start_mark), lines.at(value.end_mark)
    if _is_block(value):
        last = max(lines.last_line(value), int(key.end_mark.line))
        if value.start_mark.line > key.end_mark.line:
            start = lines.line_end(int(key.end_mark.line))
        end = lines.line_end(last)
    kept = lines.text[:start]
    return (kept.rstrip(" \t") if end == len(lines.text) or lines.text[end] in "\r\n" else kept) + lines.text[end:]


def _is_block(value: Any) -> bool:
    if isinstance(value, yaml.ScalarNode):
        return value.style in ("|", ">")
    return not value.flow_style


def _reads_as(text: str, expected: Any, file: Path) -> bool:
    try:
        return same(read_data(text, file), expected)
    except Problems:
        return False


def _refused(path: KeySteps, place: Place) -> Problems:
    key = ".".join(str(step) for step in path)
    return Problems.one(
        f"La clé « {key} » ne peut pas être vidée ou ajoutée dans ce fichier sans en changer le reste.",
        "Modifiez le fichier à la main.",
        place,
    )


def _place(node: Any, file: Path) -> Place:
    return Place(file, int(node.start_mark.line) + 1, int(node.start_mark.column) + 1)
