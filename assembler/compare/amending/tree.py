"""A text as a lawyer sees it: parts, divisions under their headings, alinéas, tables, charts, rubriques of fiches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assembler.compare.folding import folded
from assembler.compare.outline import Section
from assembler.model.amendment import PartRef
from assembler.model.lines import Item, Line, TableRow


@dataclass(frozen=True, slots=True)
class Alinea:
    line: Line


@dataclass(frozen=True, slots=True)
class Tableau:
    """`rows` begin with the header."""

    caption: Line | None
    rows: tuple[TableRow, ...]
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Graphique:
    """`picture`: the line that stands for it."""

    caption: Line | None
    picture: Line
    notes: tuple[Line, ...] = ()


Element = Alinea | Tableau | Graphique


@dataclass(frozen=True, slots=True)
class Division:
    """A heading, what stands directly under it, then the divisions inside."""

    heading: Line
    elements: tuple[Element, ...]
    divisions: tuple[Division, ...]

    @property
    def key(self) -> str:
        return folded(self.heading.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a fiche. `places`: folded label of a rubrique -> its row and cell in `rows`."""

    rows: tuple[TableRow, ...]
    places: Mapping[str, tuple[int, int]]

    def lines(self, label: str) -> tuple[Line, ...]:
        """Those that have words."""
        row, cell = self.places[label]
        return tuple(line for line in self.rows[row].cells[cell] if folded(line.text))

    def label(self, key: str) -> str:
        """The label as it is written."""
        row = self.places[key][0]
        texts = [each[0].text for near in self.rows[max(0, row - 1) : row + 1] for each in near.cells if each]
        return next(text.strip() for text in texts if folded(text) == key)


@dataclass(frozen=True, slots=True)
class Part:
    """A part or fiche. `grid`: a fiche's, which ends it. `fiches`: an annexe's, which end it.

    `section`: all that it was read from.
    """

    section: Section
    ref: PartRef
    body: Division
    grid: Grid | None = None
    fiches: tuple[Part, ...] = ()


# --- writing ---------------------------------------------------------------------------


def items_of(element: Element) -> tuple[Item, ...]:
    if isinstance(element, Alinea):
        return (element.line,)
    caption = (element.caption,) if element.caption else ()
    middle: tuple[Item, ...] = element.rows if isinstance(element, Tableau) else (element.picture,)
    return (*caption, *middle, *element.notes)


def division_items(division: Division) -> Iterator[Item]:
    yield division.heading
    for element in division.elements:
        yield from items_of(element)
    for inner in division.divisions:
        yield from division_items(inner)


def part_items(part: Part, fiches: bool = True) -> Iterator[Item]:
    """Heading first."""
    yield from division_items(part.body)
    if part.grid:
        yield from part.grid.rows
    for fiche in part.fiches if fiches else ():
        yield from part_items(fiche)


# --- equality --------------------------------------------------------------------------

Key = tuple[object, ...]


def level_of(item: Item) -> int:
    return item.level if isinstance(item, Line) and item.kind == "titre" else 0


def key_of(item: Item) -> Key:
    """Equal for two lines or rows that say the same: typography apart, and a paragraph or a list item alike."""
    if isinstance(item, Line):
        return (level_of(item), folded(item.text))
    return tuple(tuple(filter(None, (folded(line.text) for line in cell))) for cell in item.cells)


def element_key(element: Element) -> Key:
    return tuple(key_of(item) for item in items_of(element))


def part_keys(part: Part) -> Iterator[Key]:
    """What the part says, item by item; of a grid, each rubrique, wherever the template puts it."""
    yield from map(key_of, division_items(part.body))
    if part.grid:
        for label in sorted(part.grid.places):
            yield (label, *map(key_of, part.grid.lines(label)))
    for fiche in part.fiches:
        yield from part_keys(fiche)
