"""How an item of a list begins where it is typed: `- `, `• `, `1. ` or `1) `, behind an indentation or none."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypedItem:
    """`lead`: all that stands before `text`, its `indent` included. `number` is None for a bullet."""

    indent: str
    number: int | None
    lead: str
    text: str


def _grammar(bullets: str, space: str) -> re.Pattern[str]:
    return re.compile(rf"({space}*)(?:[{bullets}]|(\d{{1,3}})[.)]){space}+(?=\S)")


_IN_AN_INPUT = _grammar("-•", "[ \t]")
_IN_WORD = _grammar("-•–", r"\s")


def typed_item(line: str, in_word: bool = False) -> TypedItem | None:
    """The item that the line begins; None where it is none.

    `in_word`: as a person types it in Word, which makes an en dash of the hyphen and the space a non-breaking one.
    """
    found = (_IN_WORD if in_word else _IN_AN_INPUT).match(line)
    if found is None:
        return None
    return TypedItem(found[1], int(found[2]) if found[2] else None, found[0], line[found.end() :])


def lead_of(line: str) -> str:
    """What stands before the line's text: indentation, and the mark of an item."""
    item = typed_item(line)
    return item.lead if item else line[: len(line) - len(line.lstrip(" \t"))]
