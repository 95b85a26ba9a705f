"""What stands directly under one heading, or in one rubrique: its alinéas, tables and charts, and their amendments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assembler.compare.amending.pairing import Gap, alike_pairs, equal_pairs, gaps
from assembler.compare.amending.parsing import split_caption
from assembler.compare.amending.tables import table_amendments
from assembler.compare.amending.tree import (
    Alinea,
    Element,
    Graphique,
    Tableau,
    element_key,
    items_of,
    key_of,
)
from assembler.compare.amending.words import word_changes
from assembler.compare.folding import folded
from assembler.model.amendment import (
    Amendment,
    Completed,
    Deleted,
    Inserted,
    Renumbered,
    Replaced,
    Spot,
    Where,
    WordsReplaced,
)
from assembler.model.lines import Item

_Kind = Literal["alinea", "tableau", "graphique"]


def element_amendments(
    where: Where, old: Sequence[Element], new: Sequence[Element], closed: bool
) -> Iterator[Amendment]:
    """`closed`: these elements end their part, division or rubrique, so that one can write « est complété »."""
    yield from _Differ(where, old, new, closed).amendments()


def kind_of(element: Element) -> _Kind:
    return "alinea" if isinstance(element, Alinea) else "tableau" if isinstance(element, Tableau) else "graphique"


def spot_of(elements: Sequence[Element], rank: int) -> Spot:
    kinds = [kind_of(each) for each in elements]
    element, kind = elements[rank], kinds[rank]
    caption = None if isinstance(element, Alinea) else element.caption
    label = split_caption(caption.text)[1] if caption else ""
    return Spot(kind, kinds[: rank + 1].count(kind), kinds.count(kind), label)


@dataclass(frozen=True, slots=True)
class _Differ:
    where: Where
    old: Sequence[Element]
    new: Sequence[Element]
    closed: bool

    def amendments(self) -> Iterator[Amendment]:
        """In the old order."""
        ranked = sorted(self._ranked(), key=lambda each: each[0])
        yield from (amendment for _, amendment in ranked)

    def _ranked(self) -> Iterator[tuple[int, Amendment]]:
        """Each with the old rank before which it acts."""
        pairs = []
        for left, right in sorted(self._pairs()):
            found = list(self._changed(left, right))
            if None not in found:
                pairs.append((left, right))
                yield from ((left, each) for each in found if each)
            elif not isinstance(self.old[left], Alinea):
                pairs.append((left, right))
                spot = self._spot(left)
                yield left, Replaced(self.where, spot, spot, items_of(self.new[right]))
        for gap in gaps(pairs, len(self.old), len(self.new)):
            yield from ((gap.old.start, each) for each in self._gap(gap))

    def _spot(self, rank: int) -> Spot:
        spot = spot_of(self.old, rank)
        return spot if self.closed else replace(spot, of=0)

    # -- pairing

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Equal alinéas, and tables or charts that are the same one; between them, alinéas that are alike."""
        sure = list(equal_pairs([_identity(each) for each in self.old], [_identity(each) for each in self.new]))
        yield from sure
        for gap in gaps(sure, len(self.old), len(self.new)):
            before = [rank for rank in gap.old if isinstance(self.old[rank], Alinea)]
            after = [rank for rank in gap.new if isinstance(self.new[rank], Alinea)]
            yield from (
                (before[a], after[b])
                for a, b in alike_pairs(self._lines(self.old, before), self._lines(self.new, after))
            )

    def _lines(self, elements: Sequence[Element], ranks: Sequence[int]) -> list[Item]:
        return [item for rank in ranks for item in items_of(elements[rank])]

    def _changed(self, left: int, right: int) -> Iterator[Amendment | None]:
        """Of a pair, inside it; None where it is rather replaced."""
        old, new = self.old[left], self.new[right]
        spot = self._spot(left)
        if isinstance(old, Alinea) and isinstance(new, Alinea):
            if key_of(old.line) != key_of(new.line):
                changes = word_changes(old.line, new.line)
                yield WordsReplaced(self.where, spot, changes) if changes else None
        elif isinstance(old, Tableau) and isinstance(new, Tableau):
            yield from _renumbered(old, new)
            yield from table_amendments(self.where, spot, old, new)
        elif isinstance(old, Graphique) and isinstance(new, Graphique):
            yield from _renumbered(old, new)
            same = old.picture.text == new.picture.text and list(map(key_of, old.notes)) == list(map(key_of, new.notes))
            if not same:
                yield None

    # -- what stands between pairs

    def _gap(self, gap: Gap) -> Iterator[Amendment]:
        items = tuple(item for rank in gap.new for item in items_of(self.new[rank]))
        runs = list(self._runs(gap.old))
        if len(runs) == 1 and items:
            yield Replaced(self.where, *runs[0], items)
            return
        yield from (Deleted(self.where, *run) for run in runs)
        if items:
            yield self._inserted(gap, items)

    def _runs(self, ranks: range) -> Iterator[tuple[Spot, Spot]]:
        """First and last spot of each run of alinéas; a table or chart stands alone."""
        first: int | None = None
        for rank in ranks:
            is_alinea = isinstance(self.old[rank], Alinea)
            if is_alinea and first is None:
                first = rank
            ends = rank + 1 not in ranks or not isinstance(self.old[rank + 1], Alinea)
            if not is_alinea:
                yield self._spot(rank), self._spot(rank)
            elif ends and first is not None:
                yield self._spot(first), self._spot(rank)
                first = None

    def _inserted(self, gap: Gap, items: tuple[Item, ...]) -> Amendment:
        at_end = gap.old.stop == len(self.old)
        if at_end and self.closed:
            return Completed(self.where, items)
        return Inserted(self.where, None if gap.after is None else self._spot(gap.after), items)


def _identity(element: Element) -> object:
    """Equal for two alinéas with the same words, and for a table or chart that is the same one, whatever it holds."""
    if isinstance(element, Alinea):
        return element_key(element)
    if element.caption:
        return kind_of(element), folded(split_caption(element.caption.text)[3])
    return kind_of(element), key_of(element.rows[0]) if isinstance(element, Tableau) else ""


def _renumbered(old: Tableau | Graphique, new: Tableau | Graphique) -> Iterator[Amendment]:
    if old.caption and new.caption:
        before, after = split_caption(old.caption.text)[1], split_caption(new.caption.text)[1]
        if before != after:
            yield Renumbered("tableau" if isinstance(old, Tableau) else "graphique", ((before, after),))
