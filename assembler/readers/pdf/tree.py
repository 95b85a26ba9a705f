"""The objects of a PDF walked without recursion, whatever the file claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from assembler.readers.pdf.geometry import number, numbers
from assembler.readers.pdf.limits import MOST_NODES, MOST_PAGES, Fault

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_A4 = (0.0, 0.0, 595.0, 842.0)


def resolved(value: Any) -> Any:
    """The object that a reference leads to; None where it leads to none."""
    for _ in range(20):
        if not isinstance(value, IndirectObject):
            return None if isinstance(value, NullObject) else value
        value = value.get_object()
    raise Fault("abîmé")


def entry(holder: Any, name: str) -> Any:
    """An entry of a dictionary; None where it is absent, or the holder is no dictionary."""
    return resolved(holder.raw_get(name)) if isinstance(holder, DictionaryObject) and name in holder else None


def dictionary(holder: Any, name: str) -> DictionaryObject:
    """An entry that is a dictionary; an empty one where it is not."""
    found = entry(holder, name)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array(holder: Any, name: str) -> list[Any]:
    """The members of an entry that is an array, references left as they are."""
    found = entry(holder, name)
    return list(found) if isinstance(found, ArrayObject) else []


def words(value: Any) -> str:
    """A text of the file, on one line and of bearable length; empty for what is no text."""
    found = resolved(value)
    if isinstance(found, bytes):
        found = found.decode("latin-1")
    return " ".join(str(found).replace("\0", "").split())[:2000] if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with what it inherits. `box`: left, bottom, right, top, unturned. `turn`: 0, 90, 180 or 270 degrees."""

    page: DictionaryObject
    resources: DictionaryObject
    box: tuple[float, float, float, float]
    turn: int


def leaves(root: DictionaryObject) -> list[Leaf]:
    """The pages in order. Raises Fault: a tree with loops, too deep, or too large."""
    found: list[Leaf] = []
    seen: set[int] = set()
    pending: list[tuple[Any, dict[str, Any]]] = [(root.raw_get("/Pages") if "/Pages" in root else None, {})]
    while pending:
        node, inherited = pending.pop()
        mark = node.idnum if isinstance(node, IndirectObject) else 0
        if mark in seen or len(seen) > MOST_NODES:
            raise Fault("abîmé")
        seen |= {mark} if mark else set()
        node = resolved(node)
        if not isinstance(node, DictionaryObject):
            continue
        own = inherited | {name: node.raw_get(name) for name in _INHERITED if name in node}
        kids = array(node, "/Kids")
        if kids or node.get("/Type") == "/Pages":
            pending += [(kid, own) for kid in reversed(kids)]
        else:
            found.append(_leaf(node, own))
        if len(found) > MOST_PAGES or len(pending) > MOST_NODES:
            raise Fault("trop de pages")
    return found


def _leaf(node: DictionaryObject, own: dict[str, Any]) -> Leaf:
    resources = resolved(own.get("/Resources"))
    media = _corners(resolved(own.get("/MediaBox"))) or _A4
    crop = _corners(resolved(own.get("/CropBox"))) or media
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    turn = int(number(resolved(own.get("/Rotate")))) % 360 // 90 * 90
    is_named = isinstance(resources, DictionaryObject)
    return Leaf(node, resources if is_named else DictionaryObject(), box if box[0] < box[2] else media, turn)


def _corners(values: Any) -> tuple[float, float, float, float] | None:
    found = numbers([resolved(each) for each in values], 4) if isinstance(values, list) else None
    if found is None or found[0] == found[2] or found[1] == found[3]:
        return None
    return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])


def streams(holder: Any, name: str) -> Iterator[StreamObject]:
    """The stream or streams that an entry holds."""
    found = entry(holder, name)
    for each in found if isinstance(found, ArrayObject) else [found]:
        stream = resolved(each)
        if isinstance(stream, StreamObject):
            yield stream
