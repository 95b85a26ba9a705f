"""The header of a clause as text: where its keys stand, and how an approval is written into it.

Only the values that change are replaced; comments, order, quotes and line ends stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assembler.model.clause import ApprobationDeClause
from assembler.model.place import Place, Problems
from assembler.readers.library import split_front_matter
from assembler.readers.source_text import decode_utf8
from assembler.readers.yaml_tree import Mapping, parse_tree

_MARK = b"\xef\xbb\xbf"
_HEADER = re.compile(r"[^\S\n]*---[^\S\n]*\r?\n(.*?)^[^\S\n]*---[^\S\n]*\r?$", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"\w(?:[\w .’'/()-]*[\w.)])?")
_NOT_A_TEXT = re.compile(r"[\d._-]+(?:e\d+)?|0x[\da-f]+|true|false|yes|no|on|off|null|y|n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Splice:
    """`text` in the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def place_of_key(file: Path, key: str) -> Place:
    """Where a key of the header stands; the file where it doesn't. Raises Problems."""
    header, _, _ = split_front_matter(file)
    tree = parse_tree(file, header or "")
    entry = tree.entry(key) if isinstance(tree, Mapping) else None
    return entry.key_place if entry else Place(file)


def with_approval(file: Path, data: bytes, approval: ApprobationDeClause) -> bytes:
    """The bytes of a clause file with `statut: approuvee` and the approval in its header, all else as it was.

    Raises Problems where the header can't be edited.
    """
    text = decode_utf8(data, file)
    found = _HEADER.match(text)
    root = yaml.compose(found[1], yaml.SafeLoader) if found else None
    if found is None or not isinstance(root, yaml.MappingNode):
        raise Problems.one("L’en-tête de cette clause ne peut pas être complété.", "Voir docs/clauses.md.", Place(file))
    header = found[1]
    for splice in sorted(_splices(header, root, approval), key=lambda each: each.start, reverse=True):
        header = header[: splice.start] + splice.text + header[splice.end :]
    edited = text[: found.start(1)] + header + text[found.end(1) :]
    return (_MARK if data.startswith(_MARK) else b"") + edited.encode("utf-8")


def scalar(text: str) -> str:
    """A text of one line as YAML writes it, quoted where it would not be read back as that text."""
    if _PLAIN.fullmatch(text) and not _NOT_A_TEXT.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _splices(header: str, root: yaml.MappingNode, approval: ApprobationDeClause) -> Iterator[_Splice]:
    values = {
        "par": scalar(approval.par),
        "le": approval.le.isoformat(),
        "reference": scalar(approval.reference),
        "empreinte": scalar(approval.empreinte or ""),
    }
    inline = "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"
    statut, earlier = _value(root, "statut"), _value(root, "approbation")
    yield _replaced(header, statut, "approuvee")
    if earlier is None:
        yield _added(header, root, statut, f"approbation: {inline}")
    elif not isinstance(earlier, yaml.MappingNode) or not earlier.value:
        yield _replaced(header, earlier, inline)
    else:
        yield from _completed(header, earlier, values)


def _completed(header: str, earlier: yaml.MappingNode, values: dict[str, str]) -> Iterator[_Splice]:
    """The values of an approval that is there already; a key that it lacks comes last."""
    for key, value in values.items():
        node = _value(earlier, key)
        if node is not None:
            yield _replaced(header, node, value)
        else:
            yield _added(header, earlier, earlier.value[-1][1], f"{key}: {value}")


def _value(mapping: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in mapping.value if name.value == key), None)


def _replaced(header: str, node: yaml.Node | None, text: str) -> _Splice:
    assert node is not None
    start, end = node.start_mark.index, _end(header, node)
    return _Splice(start, end, f" {text}" if header[start - 1] == ":" else text)


def _added(header: str, mapping: yaml.MappingNode, after: yaml.Node | None, entry: str) -> _Splice:
    """The entry behind another one: on the same line in a `{…}`, else on a line of its own."""
    assert after is not None
    end = _end(header, after)
    if mapping.flow_style:
        return _Splice(end, end, f", {entry}")
    end = header.find("\n", end)
    line_end = "\r\n" if header[end - 1] == "\r" else "\n"
    indent = " " * mapping.start_mark.column
    return _Splice(end + 1, end + 1, f"{indent}{entry}{line_end}")


def _end(header: str, node: yaml.Node) -> int:
    """Where the value ends. YAML counts what follows a block (blank lines, comments) as part of it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(header, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(header[start:end].rstrip())
