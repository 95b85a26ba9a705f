"""How a text is written as a YAML scalar: plain where nothing can be lost, else quoted, or a literal block."""

from __future__ import annotations

import re

from assembler.model.list_marks import typed_item
from assembler.model.messages import in_quotes

_PLAIN = re.compile(r"[^\W_](?:[^\r\n\t\[\]{}:#]|:(?!\s|$)|(?<! )#)*|[«“(][^\r\n\t\[\]{}:#]*")
_WORDS_OF_YAML = ("null", "Null", "NULL")
_LONG = 100
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def wants_block(value: str) -> bool:
    """Several lines, a list, or a long text that would need quotes; never a text that a block would change."""
    if not value.strip() or value[0] in " \t\n":
        return False
    return "\n" in value.strip("\n") or typed_item(value) is not None or (len(value) > _LONG and not is_plain(value))


def is_plain(value: str, flow: bool = False) -> bool:
    """Can the text stand without quotes? `flow`: inside `[…]` or `{…}`."""
    if flow and "," in value:
        return False
    return _PLAIN.fullmatch(value) is not None and value == value.strip() and value not in _WORDS_OF_YAML


def on_one_line(value: str, quoted: bool = False, flow: bool = False) -> str:
    """The scalar on one line; `quoted`: even where it could be plain."""
    if not quoted and is_plain(value, flow):
        return value
    if "\n" in value or "\t" in value:
        return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'
    return in_quotes(value)


def block_lines(value: str, indent: int) -> list[str]:
    """The lines under `|`, without their line breaks; empty ones stay empty."""
    return [" " * indent + line if line else "" for line in value.rstrip("\n").split("\n")]
