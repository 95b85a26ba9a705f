"""What the model expects at each spot of the tree, read off its annotations.

Readers walk a tree and the model together: to know where a file's name stands, which
keys exist, and whether an empty item is a forgotten line or an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from assembler.model.scalars import FileMark
from assembler.readers.yaml_tree import Node, Scalar


@dataclass(frozen=True, slots=True)
class Shape:
    """`model`: a group of known keys. `item`: a list. `value`: a group of free keys. None of them: a text."""

    model: type[BaseModel] | None = None
    item: Shape | None = None
    value: Shape | None = None
    is_file: bool = False
    is_cell: bool = False
    known: bool = True

    def keys(self) -> dict[str, Shape]:
        return _fields(self.model) if self.model else {}

    def at_key(self, key: str) -> Shape:
        return self.value or self.keys().get(key, UNKNOWN)

    def at_item(self) -> Shape:
        return self.item or UNKNOWN

    def kept(self, items: tuple[Node, ...]) -> list[Node]:
        """The items without the empty ones; a table's empty cells stay."""
        if self.at_item().is_cell:
            return list(items)
        return [item for item in items if not (isinstance(item, Scalar) and item.empty)]


UNKNOWN = Shape(known=False)


def shape_of(annotation: Any) -> Shape:
    """The shape of an annotation such as `tuple[Fiche, ...]` or `Fichier | None`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Shape(is_file=True) if any(_is_file_mark(a) for a in arguments[1:]) else shape_of(arguments[0])
    if origin in (Union, UnionType):
        return next(shape_of(a) for a in arguments if a is not NoneType)
    if origin in (tuple, list):
        return Shape(item=Shape(is_cell=True) if arguments[0] is str else shape_of(arguments[0]))
    if origin is dict:
        return Shape(value=shape_of(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(model=annotation)
    return Shape()


@cache
def accepts_text(model: type[BaseModel]) -> bool:
    """True for a model that a bare text stands for, such as `Objectif`."""
    try:
        model.model_validate("texte")
    except ValidationError:
        return False
    return True


def choices(annotation: Any) -> tuple[str, ...]:
    """The values of a `Literal`, found inside `… | None` and `tuple[…, ...]` too."""
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    return next((found for a in get_args(annotation) if (found := choices(a))), ())


def _is_file_mark(metadata: Any) -> bool:
    return metadata is FileMark or isinstance(metadata, FileMark)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    hints = get_type_hints(model, include_extras=True)
    return {name: shape_of(hints[name]) for name in model.model_fields}
