"""Typed values -> what a clause may name: missing values as Blank, long texts as blocks."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from assembler.compose.long_text import parse_long_text
from assembler.model.convention import Saisie
from assembler.model.document import Blank
from assembler.model.scalars import LongTextMark


def view_of(model: Saisie) -> Any:
    """The model's values under their own names: missing ones as Blank, long texts as blocks."""
    view = SimpleNamespace()
    for name, title, is_long in _fields(type(model)):
        value = getattr(model, name)
        if value is None:
            value = Blank(title)
        elif is_long:
            value = parse_long_text(value)
        elif isinstance(value, Saisie):
            value = view_of(value)
        elif isinstance(value, tuple):
            value = tuple(view_of(item) if isinstance(item, Saisie) else item for item in value)
        setattr(view, name, value)
    return view


@cache
def _fields(model: type[Saisie]) -> tuple[tuple[str, str, bool], ...]:
    """Name, French short name, and whether it is a long text, for each field."""
    return tuple(
        (name, field.title or name, _is_long(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _is_long(annotation: Any, metadata: list[Any]) -> bool:
    return "LongTextMark" in repr(annotation) or any(isinstance(mark, LongTextMark) for mark in metadata)
