"""The single values of a convention, present or missing, each with its key path and its French name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from assembler.model.convention import Convention
from assembler.model.scalars import LongTextMark
from assembler.model.takeover import KeyPath
from assembler.readers.shapes import Shape

_NOT_TEXTS = frozenset({"remarques", "sources", "acceptations", "derogations", "clauses", "annexes", "id"})
"""Keys whose values never stand in the document as they were typed."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """`value` is None where it is missing, a tuple for a list of lines. `fiche`: the fiche it belongs to, or empty.

    `is_text`: any text will do, unlike a date, a number or a choice. `is_long`: a text of several paragraphs.
    """

    path: KeyPath
    title: str
    value: str | int | date | tuple[str, ...] | None
    is_text: bool
    is_long: bool
    fiche: str


def leaves(convention: Convention) -> Iterator[Leaf]:
    """Those that the convention has, and those that it could have; of lists, the items that are there."""
    yield from _of_model(Convention, convention, (), "")


def _of_model(model: type[BaseModel], value: Any, path: KeyPath, fiche: str) -> Iterator[Leaf]:
    for name, shape in Shape(model=model).keys().items():
        if name in _NOT_TEXTS or shape.is_file:
            continue
        inner = getattr(value, name) if value is not None else None
        here = (*path, name)
        if shape.model:
            yield from _of_model(shape.model, inner, here, fiche)
        elif shape.item:
            yield from _of_list(shape.item, inner or (), here, _title(model, name), fiche)
        elif not shape.value:
            yield Leaf(here, _title(model, name), inner, name in _texts(model), name in _long(model), fiche)


def _of_list(item: Shape, values: tuple[Any, ...], path: KeyPath, title: str, fiche: str) -> Iterator[Leaf]:
    if not item.model and not item.item:
        if values:
            yield Leaf(path, title, tuple(map(str, values)), True, False, fiche)
        return
    for rank, value in enumerate(values):
        here = (*path, rank)
        if item.model:
            yield from _of_model(item.model, value, here, value.id if path == ("fiches",) else fiche)
        elif item.item:
            yield from (Leaf((*here, at), title, cell, True, False, fiche) for at, cell in enumerate(value))


def _title(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].title or name


@cache
def _texts(model: type[BaseModel]) -> frozenset[str]:
    hints = get_type_hints(model)
    return frozenset(name for name in model.model_fields if hints[name] in (str, str | None))


@cache
def _long(model: type[BaseModel]) -> frozenset[str]:
    hints = get_type_hints(model, include_extras=True)
    return frozenset(name for name in model.model_fields if _is_long(hints[name]))


def _is_long(annotation: Any) -> bool:
    return any(isinstance(each, LongTextMark) or _is_long(each) for each in get_args(annotation))
