"""Amendments applied to a text, as a person would who has only read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatchmethod

from assembler.compare.amending.counting import CannotApply, reworded
from assembler.compare.amending.editable import (
    DivisionNode,
    ElementsNode,
    Numbers,
    PartNode,
    RowNode,
    RowsNode,
    one,
)
from assembler.compare.amending.tree import Alinea, Part
from assembler.compare.folding import folded
from assembler.model.amendment import (
    Amendment,
    Completed,
    Deleted,
    DivisionDeleted,
    DivisionsInserted,
    Inserted,
    PartDeleted,
    PartRef,
    PartsInserted,
    PartsMoved,
    Position,
    Renamed,
    Renumbered,
    Replaced,
    Rewritten,
    RowsDeleted,
    RowsInserted,
    RowsReplaced,
    Spot,
    Where,
    WordsReplaced,
)
from assembler.model.lines import Item


def applied(amendments: Iterable[Amendment], old: Sequence[Part]) -> tuple[Item, ...]:
    """The items of the amended text, part after part. Raises CannotApply."""
    text = _Text(old)
    for each in amendments:
        text.apply(each)
    return tuple(text.items())


class _Text:
    def __init__(self, parts: Sequence[Part]) -> None:
        made = [PartNode(part) for part in parts]
        annexes = [part for part in made if part.ref.kind == "annexe"]
        self.rows = [RowNode([part for part in made if part not in annexes]), RowNode(annexes)]
        self.numbers: Numbers = {}

    def items(self) -> Iterator[Item]:
        for row in self.rows:
            yield from row.items(self.numbers)

    # -- finding

    def _part(self, ref: PartRef) -> tuple[RowNode, PartNode]:
        """By its kind and number; without a number, by its title."""
        rows = [*self.rows, *(part.fiches for row in self.rows for part in row.parts)]
        found = [
            (row, part)
            for row in rows
            for part in row.parts
            if part.ref.kind == ref.kind
            and part.ref.number == ref.number
            and (ref.number or folded(part.ref.title) == folded(ref.title))
        ]
        return one(found)

    def _division(self, where: Where) -> DivisionNode:
        return self._part(where.part)[1].division(where.headings)

    def _elements(self, where: Where) -> ElementsNode:
        if where.rubrique:
            return self._part(where.part)[1].rubrique(where.rubrique).elements
        return self._division(where).elements

    def _rows_of(self, where: Where, table: Spot) -> RowsNode:
        elements = self._elements(where)
        return elements.tables[elements.rank(table)]

    def _put(self, at: Position, kind: str, what: list[PartNode | Item]) -> None:
        if at.after or at.before:
            row, part = self._part(at.after or at.before)  # type: ignore[arg-type]
            places = row.behind if at.after else row.before
            if id(part) in places:
                raise CannotApply
            places[id(part)] = what
            return
        row = self._part(at.within)[1].fiches if at.within else self.rows[kind == "annexe"]
        row.end += what

    # -- applying

    @singledispatchmethod
    def apply(self, amendment: Amendment) -> None:
        raise NotImplementedError

    @apply.register
    def _(self, amendment: WordsReplaced) -> None:
        elements = self._elements(amendment.where)
        rank = elements.rank(amendment.alinea)
        element = elements.elements[rank]
        if not isinstance(element, Alinea):
            raise CannotApply
        text = reworded(element.line.text, amendment.changes)
        elements.slots[rank].replace([replace(element.line, text=text)])

    @apply.register
    def _(self, amendment: Replaced) -> None:
        elements = self._elements(amendment.where)
        ranks = elements.between(amendment.first, amendment.last)
        for rank in ranks:
            elements.slots[rank].replace(amendment.items if rank == ranks[0] else ())

    @apply.register
    def _(self, amendment: Deleted) -> None:
        elements = self._elements(amendment.where)
        for rank in elements.between(amendment.first, amendment.last):
            elements.slots[rank].replace(())

    @apply.register
    def _(self, amendment: Inserted) -> None:
        elements = self._elements(amendment.where)
        slot = elements.slots[elements.rank(amendment.after)] if amendment.after else elements.start
        slot.put(amendment.items)

    @apply.register
    def _(self, amendment: Completed) -> None:
        self._elements(amendment.where).end.put(amendment.items)

    @apply.register
    def _(self, amendment: RowsReplaced) -> None:
        rows = self._rows_of(amendment.where, amendment.table)
        first, last = rows.rank(amendment.first), rows.rank(amendment.last)
        for rank in range(first, last + 1):
            rows.slots[rank].replace(amendment.rows if rank == first else ())

    @apply.register
    def _(self, amendment: RowsInserted) -> None:
        rows = self._rows_of(amendment.where, amendment.table)
        slot = rows.slots[rows.rank(amendment.after)] if amendment.after else rows.first
        slot.put(amendment.rows)

    @apply.register
    def _(self, amendment: RowsDeleted) -> None:
        rows = self._rows_of(amendment.where, amendment.table)
        for rank in range(rows.rank(amendment.first), rows.rank(amendment.last) + 1):
            rows.slots[rank].replace(())

    @apply.register
    def _(self, amendment: Renamed) -> None:
        division = self._division(amendment.where)
        if division.title:
            raise CannotApply
        division.title = amendment.title

    @apply.register
    def _(self, amendment: Rewritten) -> None:
        where = amendment.where
        if where.rubrique:
            self._part(where.part)[1].rubrique(where.rubrique).whole.replace(amendment.items)
        else:
            self._division(where).whole.replace(amendment.items)

    @apply.register
    def _(self, amendment: DivisionsInserted) -> None:
        part = self._part(amendment.where.part)[1]
        if amendment.after:
            part.division(amendment.after).whole.put(amendment.items)
        elif amendment.before:
            part.division(amendment.before).start.put(amendment.items)
        else:
            part.division(amendment.where.headings).end.put(amendment.items)

    @apply.register
    def _(self, amendment: DivisionDeleted) -> None:
        self._division(amendment.where).whole.replace(())

    @apply.register
    def _(self, amendment: PartsInserted) -> None:
        items: list[PartNode | Item] = [item for part in amendment.parts for item in part.items]
        self._put(amendment.at, amendment.parts[0].ref.kind, items)

    @apply.register
    def _(self, amendment: PartDeleted) -> None:
        row, part = self._part(amendment.part)
        row.gone.add(id(part))

    @apply.register
    def _(self, amendment: PartsMoved) -> None:
        found = [self._part(ref) for ref in amendment.parts]
        parts: list[PartNode | Item] = [part for _, part in found]
        for row, part in found:
            row.gone.add(id(part))
        self._put(amendment.at, amendment.parts[0].kind, parts)

    @apply.register
    def _(self, amendment: Renumbered) -> None:
        self.numbers |= {(amendment.kind, old): new for old, new in amendment.pairs}
