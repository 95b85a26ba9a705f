"""The lines of a text -> its parts, divisions and elements, as a lawyer counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assembler.compare.amending.tree import (
    Alinea,
    Division,
    Element,
    Graphique,
    Grid,
    Part,
    Tableau,
    level_of,
)
from assembler.compare.folding import folded
from assembler.compare.outline import Section, sections_of
from assembler.model.amendment import PICTURE, PartRef, is_picture
from assembler.model.comparison import UnitKind
from assembler.model.document import CAPTION, FICHE_CELLS
from assembler.model.lines import Item, Line, TableRow
from assembler.model.wordtext import WordText

_NUMBERED = re.compile(r"((?:Article|Annexe|Fiche action)(?: n\W{0,2})?\s?)(\d+(?:-[a-z])?)(\W*)(.*)", re.DOTALL)
_NOTE = re.compile(r"\((?:\d+|\*+)\)\s|Sources?\s?:")
_LABELS = frozenset(map(folded, FICHE_CELLS.values()))
_MOYENS = "Moyens mobilisés"
_UNSEEN = "\u200b"
"""Stands in a row without words, which a person counts all the same; folding drops it."""
_LEFT_OUT: tuple[UnitKind, ...] = ("couverture", "signature")


def parts_of(text: WordText, names: Mapping[str, str] | None = None) -> tuple[Part, ...]:
    """The parts of a text without its cover, its sommaire and its signature page, in their order.

    `names`: bookmark -> name of the part, where known.
    """
    sections = sections_of(tuple(_shown(text)), names)
    return parts_from(each for each in sections if each.kind not in _LEFT_OUT)


def parts_from(sections: Iterable[Section]) -> tuple[Part, ...]:
    """Fiches go into the annexe that they follow."""
    found: list[Part] = []
    for section in sections:
        part = part_of(section)
        if section.is_fiche and found:
            found[-1] = replace(found[-1], fiches=(*found[-1].fiches, part))
        else:
            found.append(part)
    return tuple(found)


def _shown(text: WordText) -> Iterator[Item]:
    """The items, with a line for each picture, and something in each row that has no words."""
    pictures: dict[int | None, list[Item]] = {}
    for each in text.pictures:
        line = Line(f"{PICTURE}{each.kind} {each.key}", rank=each.rank if each.rank is not None else -1)
        pictures.setdefault(each.rank, []).append(line)
    for item in text.items:
        if isinstance(item, TableRow) and not item.text.strip():
            yield replace(item, cells=((Line(_UNSEEN),), *item.cells[1:]))
        else:
            yield item
        yield from pictures.get(item.rank, ())


def part_of(section: Section) -> Part:
    _, number, _, title = split_heading(section.title)
    ref = PartRef(section.name, section.kind, number, title)
    body, grid = section.items, None
    if section.is_fiche:
        first = next((rank for rank, item in enumerate(body) if isinstance(item, TableRow)), len(body))
        grid = _grid(body[first:])
        body = body[:first] if grid else body
    return Part(section, ref, _division(body), grid)


def split_heading(text: str) -> tuple[str, str, str, str]:
    """« Article », « 12 », « – » and the title; all but the title empty where there is no number."""
    match = _NUMBERED.fullmatch(text)
    return (match[1], match[2], match[3], match[4]) if match else ("", "", "", text)


def split_caption(text: str) -> tuple[str, str, str, str]:
    """« Tableau », « 4 », « – » and the title, as `split_heading`."""
    match = CAPTION.match(text)
    return (match[1], match[2], match[3], text[match.end() :]) if match else ("", "", "", text)


def _division(items: Sequence[Item]) -> Division:
    heading = items[0]
    assert isinstance(heading, Line)
    inner = [rank for rank, item in enumerate(items) if rank and level_of(item)]
    top = min((level_of(items[rank]) for rank in inner), default=0)
    starts = _division_starts(items, inner, top)
    bounds = [*starts, len(items)]
    divisions = tuple(_division(items[a:b]) for a, b in pairwise(bounds))
    return Division(heading, elements_of(items[1 : bounds[0]]), divisions)


def _division_starts(items: Sequence[Item], inner: Sequence[int], top: int) -> list[int]:
    """Where the divisions directly inside begin; a deeper heading before the first of them opens one too."""
    starts: list[int] = []
    level = 0
    for rank in inner:
        here = level_of(items[rank])
        if not starts or here <= level:
            starts.append(rank)
            level = here
    return starts if top else []


def elements_of(items: Sequence[Item]) -> tuple[Element, ...]:
    found: list[Element] = []
    rank = 0
    while rank < len(items):
        element, rank = _element(items, rank)
        found.append(element)
    return tuple(found)


def _element(items: Sequence[Item], rank: int) -> tuple[Element, int]:
    """The element that begins at `rank`, and where the next one begins."""
    item = items[rank]
    follows = items[rank + 1] if rank + 1 < len(items) else None
    caption = item if isinstance(item, Line) and _is_caption(item, follows) else None
    figure = follows if caption else item
    after = rank + 2 if caption else rank + 1
    if isinstance(figure, TableRow):
        while after < len(items) and _same_table(items[after], figure):
            after += 1
        rows = tuple(each for each in items[rank:after] if isinstance(each, TableRow))
        notes = _notes(items, after) if caption else ()
        return Tableau(caption, rows, notes), after + len(notes)
    if figure is not None and is_picture(figure):
        notes = _notes(items, after) if caption else ()
        assert isinstance(figure, Line)
        return Graphique(caption, figure, notes), after + len(notes)
    assert isinstance(item, Line)
    return Alinea(item), rank + 1


def _is_caption(line: Line, follows: Item | None) -> bool:
    kind = {"Tableau": isinstance(follows, TableRow), "Graphique": follows is not None and is_picture(follows)}
    return bool(split_caption(line.text)[1]) and kind[split_caption(line.text)[0].strip()]


def _same_table(item: Item, first: TableRow) -> bool:
    return isinstance(item, TableRow) and item.table == first.table


def _notes(items: Sequence[Item], start: int) -> tuple[Line, ...]:
    end = start
    while end < len(items) and isinstance(items[end], Line) and _NOTE.match(items[end].text):
        end += 1
    return tuple(each for each in items[start:end] if isinstance(each, Line))


def _grid(items: Sequence[Item]) -> Grid | None:
    """None where it is not made of labels with a cell under or beside each, or something stands behind it."""
    rows = tuple(item for item in items if isinstance(item, TableRow))
    places: dict[str, tuple[int, int]] = {}
    rank = 0
    while rank < len(rows):
        labels = [_label(cell) for cell in rows[rank].cells]
        if all(labels) and rank + 1 < len(rows) and len(rows[rank + 1].cells) == len(labels):
            found, step = {label: (rank + 1, cell) for cell, label in enumerate(labels)}, 2
        elif len(labels) == 2 and labels[0]:
            found, step = {labels[0]: (rank, 1)}, 1
        else:
            return None
        if found.keys() & places.keys() or (len(found) < len(labels) and step == 2):
            return None
        places |= found
        rank += step
    return Grid(rows, places) if rows and len(rows) == len(items) else None


def _label(cell: Sequence[Line]) -> str:
    """The folded label of a rubrique, empty for any other cell."""
    key = folded(cell[0].text) if len(cell) == 1 else ""
    return key if key in _LABELS or key.startswith(_MOYENS) else ""
