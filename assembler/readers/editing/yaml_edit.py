"""One value of a YAML file set, added or removed, every other byte of it kept.

The parser's marks say where a value stands; only that stretch is written anew. What comes out is
read again: it must hold exactly the wanted change, else `Problems` are raised and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assembler.model.marks import is_author_mark
from assembler.model.place import Place, Problems
from assembler.readers.editing.yaml_expected import KeySteps, inserted, read_data, removed, same, with_value
from assembler.readers.editing.yaml_lines import Text
from assembler.readers.editing.yaml_scalar import block_lines, on_one_line, wants_block
from assembler.readers.source_text import refuse_forbidden

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEP = 2
_Wanted = Callable[[Any], Any]


def set_value(text: str, path: KeySteps, value: str, file: Path) -> str:
    """The text of `file` with the value at `path` (keys, ranks in lists) set; absent keys are added.

    A text of several lines becomes a literal block, which ends with one line break. Raises Problems.
    """
    return _checked(text, file, path, lambda data: with_value(data, path, value), lambda edit: edit.set(value))


def add_item(text: str, path: KeySteps, rank: int, value: str, file: Path) -> str:
    """The text with a new item in the list at `path`, before the item that has `rank` (or last). Raises Problems.

    An absent list begins with the item.
    """
    return _checked(
        text, file, path, lambda data: inserted(data, path, rank, value), lambda edit: edit.add(rank, value)
    )


def remove_item(text: str, path: KeySteps, rank: int, file: Path) -> str:
    """The text without one item of the list at `path`, which must keep another one. Raises Problems."""
    return _checked(text, file, path, lambda data: removed(data, path, rank), lambda edit: edit.remove(rank))


def _checked(text: str, file: Path, path: KeySteps, wanted: _Wanted, change: Callable[[_Edit], str]) -> str:
    before = read_data(text, file)
    edit = _Edit(text, path)
    place = edit.place(file)
    why = "le reste du fichier en serait changé."
    try:
        expected = wanted(before)
        found = change(edit)
        refuse_forbidden(found, file)
        if same(read_data(found, file), expected):
            return found
    except Problems as error:
        why = error.problems[0].message
    key = ".".join(str(step) for step in path)
    message = f"La clé « {key} » ne peut pas être écrite dans ce fichier : {why}"
    raise Problems.one(message, "Modifiez le fichier à la main.", place)


@dataclass(slots=True)
class _Target:
    """Where a value goes. `column`: of the keys or dashes of the group that holds it; -1 at the root."""

    node: Any
    column: int
    flow: bool


class _Edit:
    """One change of a text, which has been read without a problem."""

    def __init__(self, text: str, path: KeySteps) -> None:
        self.text = Text(text)
        root = yaml.compose(text, _LOADER)
        self.target = _Target(root, -1, False)
        self.missing = list(path)
        while self.missing and (inner := _child(self.target, self.missing[0])):
            self.target = inner
            del self.missing[0]

    def place(self, file: Path) -> Place:
        return Place(file, self.target.node.start_mark.line + 1, self.target.node.start_mark.column + 1)

    # -- the three changes

    def set(self, value: str) -> str:
        return self._add_key(value) if self.missing else self._replace(value)

    def add(self, rank: int, value: str) -> str:
        node = self.target.node
        if self.missing or _is_empty(node):
            self.missing.append(0)
            return self._add_key(value)
        if not isinstance(node, yaml.SequenceNode):
            raise Problems.one("ce n’est pas une liste.")
        return self._add_to_list(node, min(rank, len(node.value)), value)

    def remove(self, rank: int) -> str:
        node = self.target.node
        if self.missing or not isinstance(node, yaml.SequenceNode) or not 0 <= rank < len(node.value):
            raise Problems.one("la liste n’a pas cet élément.")
        if len(node.value) == 1:
            raise Problems.one("c’est le dernier élément de la liste.")
        items, item = node.value, node.value[rank]
        if node.flow_style:
            cut = (items[rank - 1].end_mark, item.end_mark) if rank else (item.start_mark, items[1].start_mark)
            return self.text.replaced(self.text.at(cut[0]), self.text.at(cut[1]), "")
        start = self.text.starts[self.text.dash_line(item, node.start_mark.column)]
        return self.text.replaced(start, self.text.line_end(self.text.last_line(item), with_break=True), "")

    # -- a value that is there

    def _replace(self, value: str) -> str:
        node, target, text = self.target.node, self.target, self.text
        if isinstance(node, yaml.SequenceNode) and is_author_mark(text.between(node)):
            start, end = text.at(node.start_mark), text.at(node.end_mark)
        elif not isinstance(node, yaml.ScalarNode):
            raise Problems.one("ce n’est pas un texte.")
        elif node.style in ("|", ">"):
            return self._replace_block(node, value)
        else:
            start, end = text.at(node.start_mark), text.at(node.end_mark)
        line_end = text.line_end_after(end)
        rest = text.text[end:line_end]
        lead = ("" if text.text[:start].endswith((" ", "\t")) else " ") if start == end else ""
        if start == end and target.flow and not text.text[:start].rstrip().endswith((":", "[", ",")):
            lead = ": "
        if not target.flow and wants_block(value):
            body = self._block(value, target.column + _STEP)
            return text.replaced(start, line_end, f"{lead}|{rest.rstrip() and rest}{body}")
        return text.replaced(start, end, lead + on_one_line(value, "#" in rest, target.flow))

    def _replace_block(self, node: Any, value: str) -> str:
        """Its header keeps the comment behind it; its lines keep their indentation."""
        text = self.text
        header = text.at(node.start_mark)
        header_end = text.line_end_after(header)
        indicators = text.text[header:header_end].split("#")[0].split()[0]
        rest = text.text[header + len(indicators) : header_end]
        last = text.last_line(node)
        if not value.strip() or value.lstrip("\n")[0] in " \t":
            inline = on_one_line(value, quoted=True)
            return text.replaced(header, text.line_end(last), f"{inline}{rest}")
        indent = self.target.column + _STEP
        if indicators[1:].strip("+-") == "":
            shown = (text.line(n) for n in range(node.start_mark.line + 1, last + 1))
            indent = next((len(line) - len(line.lstrip(" ")) for line in shown if line.strip()), indent)
        return text.replaced(header, text.line_end(last), f"|{rest}{self._block(value, indent)}")

    def _block(self, value: str, indent: int) -> str:
        return "".join(self.text.newline + line for line in block_lines(value, max(indent, 1)))

    # -- a value that is not there

    def _add_key(self, value: str) -> str:
        node, target = self.target.node, self.target
        if _is_empty(node):
            return self._fill_empty(node, value)
        if not isinstance(node, yaml.MappingNode) or not isinstance(self.missing[0], str):
            raise Problems.one("aucun groupe de clés ne peut la recevoir.")
        if node.flow_style:
            return self._add_to_flow(node, self._flow(self.missing, value)[1:-1])
        column = node.start_mark.column
        lines = self._nested(self.missing, value, column)
        return self._after(self.text.last_line(node), column, lines, root=target.column < 0)

    def _fill_empty(self, node: Any, value: str) -> str:
        """`cle:` with nothing behind, or YAML's words for nothing, becomes a group of keys or a list."""
        text, start, end = self.text, self.text.at(node.start_mark), self.text.at(node.end_mark)
        if self.target.flow:
            lead = "" if text.text[:start].endswith(" ") else " "
            return text.replaced(start, end, lead + self._flow(self.missing, value))
        if end > start:
            text = self.text = Text(text.text[:start].rstrip(" ") + text.text[end:])
        column = self.target.column + _STEP
        return self._after(node.start_mark.line, column, self._nested(self.missing, value, column))

    def _nested(self, steps: list[str | int], value: str, column: int) -> list[str]:
        """The lines of `steps` from `column` on, each one level deeper than the one before; then the value."""
        lines: list[str] = []
        for depth, step in enumerate(steps):
            at = column + _STEP * depth
            mark = "-" if isinstance(step, int) else f"{on_one_line(step)}:"
            if depth + 1 < len(steps):
                lines.append(f"{' ' * at}{mark}")
            elif wants_block(value):
                lines += [f"{' ' * at}{mark} |", *block_lines(value, at + _STEP)]
            else:
                lines.append(f"{' ' * at}{mark} {on_one_line(value)}")
        return lines

    def _flow(self, steps: list[str | int], value: str) -> str:
        """`{a: {b: value}}`, or `[value]` for a list that begins."""
        inner = on_one_line(value, flow=True)
        for step in reversed(steps):
            inner = f"[{inner}]" if isinstance(step, int) else f"{{{on_one_line(step)}: {inner}}}"
        return inner

    def _add_to_flow(self, node: Any, entry: str) -> str:
        if not node.value:
            at = self.text.at(node.start_mark) + 1
            return self.text.replaced(at, at, entry)
        last = node.value[-1]
        value = last[1] if isinstance(last, tuple) else last
        at = self.text.at(value.end_mark)
        return self.text.replaced(at, at, f"{' ' if _is_empty(value) else ''}, {entry}")

    def _add_to_list(self, node: Any, rank: int, value: str) -> str:
        if node.flow_style:
            if rank == len(node.value):
                return self._add_to_flow(node, on_one_line(value, flow=True))
            at = self.text.at(node.value[rank].start_mark)
            return self.text.replaced(at, at, f"{on_one_line(value, flow=True)}, ")
        column = node.start_mark.column
        lines = self._nested([0], value, column)
        if rank:
            return self._after(self.text.last_line(node.value[rank - 1]), None, lines)
        at = self.text.at(node.start_mark)
        new = self.text.newline.join([*lines, ""]).lstrip(" ") + " " * column
        return self.text.replaced(at, at, new)

    def _after(self, line: int, column: int | None, lines: list[str], root: bool = False) -> str:
        """The lines put below `line` and below the comments there that are indented by `column` at least."""
        text = self.text
        if column is not None:
            line = text.past_comments(line, column, stay_close=not root)
        at = text.line_end(line)
        return text.replaced(at, at, "".join(text.newline + each for each in lines))


def _child(target: _Target, step: str | int) -> _Target | None:
    node = target.node
    column = target.column if target.flow else node.start_mark.column
    if isinstance(node, yaml.MappingNode) and isinstance(step, str):
        value = next((value for key, value in node.value if key.value == step), None)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        value = node.value[step] if 0 <= step < len(node.value) else None
    else:
        return None
    return None if value is None else _Target(value, column, target.flow or bool(node.flow_style))


def _is_empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")
