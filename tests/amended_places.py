"""The places of a text in force that the sentences of an avenant name, found as a person would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from assembler.compare.folding import folded
from assembler.model.lines import Item, Line, TableRow
from assembler.model.wordtext import WordText

_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_UNITS += ["dix-sept", "dix-huit", "dix-neuf"]
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def _ordinals() -> Iterator[tuple[str, int]]:
    for n in range(1, 100):
        ten = max([ten for ten in _TENS if ten <= n], default=0)
        unit = n - ten
        link = " et " if unit in (1, 11) and ten != 80 else "-"
        word = _UNITS[n] if n < 20 else _TENS[ten] + (link + _UNITS[unit] if unit else "")
        yield re.sub("e$", "", word).replace("cinq", "cinqu" if word.endswith("cinq") else "cinq") + "ième", n
    yield from [("premier", 1), ("première", 1), ("neuvième", 9), ("quatre-vingtième", 80)]
    for ten, word in _TENS.items():
        yield from [(f"{word}-neuvième", ten + 9), (f"{word}-dix-neuvième", ten + 19)]


ORDINALS = dict(_ordinals())


class NotUnderstood(Exception):
    pass


# --- the old text -----------------------------------------------------------------------


@dataclass
class Entry:
    """A line or row of the old text, and what stands in its place and around it now. A fiche's cell holds entries."""

    item: Item
    now: list[Item] | None = None
    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    cells: list[list[Entry]] = field(default_factory=list)
    far: list[tuple[int, list[Item]]] = field(
        default_factory=list
    )  # divisions put behind that of a level which ends here
    is_renamed: bool = False

    @property
    def level(self) -> int:
        return self.item.level if isinstance(self.item, Line) and self.item.kind == "titre" else 0

    def items(self, numbered: Callable[[Item], Item] = lambda item: item) -> list[Item]:
        own: list[Item] = [numbered(self.item)]
        if self.cells and isinstance(self.item, TableRow):
            cells = [tuple(i for e in cell for i in e.items() if isinstance(i, Line)) for cell in self.cells]
            own = [TableRow(tuple(cells))]
        far = [item for _, items in sorted(self.far, key=lambda each: -each[0]) for item in items]
        now = [numbered(item) if self.is_renamed else item for item in self.now or ()]
        return [*self.before, *(own if self.now is None else now), *self.behind, *far]


@dataclass
class Part:
    name: str
    entries: list[Entry]
    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    far: list[Item] = field(default_factory=list)  # behind its annexe
    gone: bool = False


def seen(text: WordText) -> list[Item]:
    """What a person sees: charts as lines, and rows even where they are empty."""
    pictures = {each.rank: Line(f"image {each.key}") for each in text.pictures}
    shown = (item for item in text.items if item.text.strip() or isinstance(item, TableRow) or item.rank in pictures)
    return [pictures.get(item.rank, item) for item in shown]


def body(text: WordText) -> list[Item]:
    """Without cover, sommaire, lists of tables and charts, and signature page."""
    found, keep = [], False
    for item in seen(text):
        if isinstance(item, Line) and item.kind == "sommaire":
            continue
        if isinstance(item, Line) and item.kind == "titre" and item.level == 1:
            keep = item.text != "Signature"
        if keep:
            found.append(item)
    return found


def _parts(items: Sequence[Item]) -> list[Part]:
    parts: list[Part] = []
    for item in items:
        entry = Entry(item)
        is_fiche = entry.level == 2 and item.text.startswith("Fiche action")
        if entry.level == 1 or is_fiche:
            match = re.match(r"(?:article|annexe|fiche action n°) \d+(?:-[a-z])?|préambule", plain(item.text), re.I)
            parts.append(Part(match[0].lower() if match else f"partie intitulée « {plain(item.text)} »", []))
        parts[-1].entries.append(entry)
        if isinstance(item, TableRow) and parts[-1].name.startswith("fiche"):
            entry.cells = [[Entry(line) for line in cell if line.text.strip()] for cell in item.cells]
    return parts


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


class Amended:
    """The old text, amended sentence by sentence."""

    def __init__(self, old: WordText) -> None:
        self.parts = _parts(body(old))
        self.end: list[Item] = []
        self.end_of_body: list[Item] = []
        self.numbers: dict[tuple[str, str], str] = {}
        self.moves: list[tuple[list[str], str, str]] = []

    def items(self) -> list[Item]:
        order = self._order()
        annexes = next((rank for rank, part in enumerate(order) if part.name.startswith("annexe")), len(order))
        parts = [list(self._part_items(part)) for part in order]
        parts.insert(annexes, self.end_of_body)
        return [item for items in (*parts, self.end) for item in items]

    def _order(self) -> list[Part]:
        moved = {name for names, _, _ in self.moves for name in names}
        order = [part for part in self.parts if self._head(part).name not in moved and part.name not in moved]
        for names, side, target in self.moves:
            there = self.part(target)
            at = order.index(there if side == "avant" else self.last_of(there)) + (side != "avant")
            order[at:at] = [part for name in names for part in self._with_fiches(self.part(name))]
        return order

    def _part_items(self, part: Part) -> Iterator[Item]:
        yield from part.before
        for entry in () if part.gone else part.entries:
            yield from entry.items(self._numbered)
        yield from (*part.behind, *part.far)

    def _with_fiches(self, part: Part) -> list[Part]:
        rest = self.parts[self.parts.index(part) + 1 :]
        return [
            part,
            *takewhile(lambda each: each.name.startswith("fiche"), rest if part.name.startswith("annexe") else []),
        ]

    def _head(self, part: Part) -> Part:
        """The annexe of a fiche."""
        before = self.parts[: self.parts.index(part) + 1]
        return next(each for each in reversed(before) if not each.name.startswith("fiche")) if before else part

    def last_of(self, part: Part) -> Part:
        return self._with_fiches(part)[-1]

    def remove(self, name: str) -> None:
        for part in self._with_fiches(self.part(name)):
            part.gone = True

    def _numbered(self, item: Item) -> Item:
        if not isinstance(item, Line):
            return item
        match = re.match(
            r"(article|annexe|fiche action n°|tableau|graphique)\s(\d+(?:-[a-z])?)(?=\s–)", item.text, re.I
        )
        new = self.numbers.get((plain(match[1]).lower(), match[2])) if match else None
        return Line(item.text[: match.start(2)] + new + item.text[match.end(2) :], item.kind) if match and new else item

    # -- places

    def part(self, name: str) -> Part:
        (found,) = [part for part in self.parts if part.name == name]
        return found

    def _captioned(self, part: Part, caption: str) -> list[Entry]:
        starts = [rank for rank, entry in enumerate(part.entries) if not rank or entry.level]
        ends = [*starts[1:], len(part.entries)]
        elements = [each for a, b in zip(starts, ends, strict=True) for each in _elements(part.entries[a:b], False)]
        (found,) = [each for each in elements if plain(each[0].item.text).lower().startswith(caption)]
        return found

    def place(self, match: re.Match[str]) -> list[Entry]:
        """The entries of a part, division (heading first) or rubrique."""
        part = self.part(match["part"])
        if match["rubrique"]:
            return self._rubrique(part, match["rubrique"])
        if match["title"] is None:
            return part.entries
        above = match["above"].split(" » et « ") if match["above"] else []
        (start,) = [
            rank
            for rank, entry in enumerate(part.entries)
            if rank and entry.level and _says(entry, match["title"]) and self._stands_under(part.entries, rank, above)
        ]
        level = part.entries[start].level
        rest = takewhile(lambda entry: not 0 < entry.level <= level, part.entries[start + 1 :])
        return [part.entries[start], *rest]

    def _stands_under(self, entries: list[Entry], rank: int, above: list[str]) -> bool:
        path, level = [], entries[rank].level
        for entry in reversed(entries[1:rank]):
            if 0 < entry.level < level:
                path.append(entry)
                level = entry.level
        near = path[: len(above)]
        return len(near) == len(above) and all(map(_says, near, reversed(above)))

    def _rubrique(self, part: Part, label: str) -> list[Entry]:
        rows = [entry.cells for entry in part.entries if entry.cells]
        for labels, cells in pairwise(rows):
            for rank, cell in enumerate(labels):
                if len(cell) == 1 and _says(cell[0], label):
                    return cells[rank]
        raise NotUnderstood(label)

    def spot(self, match: re.Match[str]) -> list[Entry]:
        """The alinéas of that number, or a table or chart with its caption and notes."""
        if match["number"]:
            return self._captioned(self.part(match["part"]), f"{match['figure']} {match['number']} –")
        elements = list(_elements(self.place(match), bool(match["rubrique"])))
        if match["figure"]:
            kind = match["figure"].capitalize()
            wanted = [each for each in elements if _kind(each) == kind]
            return wanted[number_of(match["nth"]) - 1] if match["nth"] else _only(wanted)
        alineas = [each[0] for each in elements if _kind(each) == "Alinéa"]
        if match["only"]:
            return [_only(alineas)]
        first = number_of(match["first"])
        return alineas[first - 1 : number_of(match["last"] or match["first"])]


def _says(entry: Entry, text: str) -> bool:
    return folded(entry.item.text) == folded(text)


def number_of(word: str) -> int:
    return ORDINALS.get(word) or int(word.removesuffix("e"))


def _only(found: list[Entry] | list[list[Entry]]) -> Entry | list[Entry]:
    (one,) = found
    return one


def _kind(element: list[Entry]) -> str:
    if any(isinstance(entry.item, TableRow) for entry in element):
        return "Tableau"
    return "Graphique" if any(entry.item.text.startswith("image ") for entry in element) else "Alinéa"


def _elements(entries: list[Entry], is_cell: bool) -> Iterator[list[Entry]]:
    """Directly under the heading: alinéas; tables and charts with caption and notes."""
    own = entries if is_cell else list(takewhile(lambda entry: not entry.level, entries[1:]))
    rank = 0
    while rank < len(own):
        figure = rank + bool(re.match(r"(?:Tableau|Graphique)\s\d+\s–", own[rank].item.text))
        if figure >= len(own) or not (isinstance(own[figure].item, TableRow) or _kind([own[figure]]) == "Graphique"):
            yield [own[rank]]
            rank += 1
            continue
        end = figure + 1
        while end < len(own) and isinstance(own[end].item, TableRow) and _same_table(own[end], own[figure]):
            end += 1
        while end < len(own) and figure > rank and re.match(r"\((?:\d+|\*+)\)\s|Sources?\s?:", own[end].item.text):
            end += 1
        yield own[rank:end]
        rank = end


def _same_table(one: Entry, other: Entry) -> bool:
    return isinstance(one.item, TableRow) and isinstance(other.item, TableRow) and one.item.table == other.item.table
