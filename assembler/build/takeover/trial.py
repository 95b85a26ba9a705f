"""What a part of the document says today, and what it would say if the input were changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assembler.build.convention import Composed
from assembler.build.takeover.unit import Pair, pairs_of
from assembler.compare.folding import folded
from assembler.compose.compose import compose
from assembler.model.comparison import Unit
from assembler.model.convention import Convention
from assembler.model.document import Document, FicheGrid, plain
from assembler.model.lines import Item, Line, lines_of
from assembler.model.takeover import InputChange
from assembler.readers.editing.changes import changed


class Trial:
    """`pairs`: the paragraphs of the part. `today`: those of today's document, without their typography."""

    def __init__(self, composed: Composed, unit: Unit) -> None:
        self.composed = composed
        self.unit = unit
        self.pairs = pairs_of(unit.steps)
        self.today = _keys_of(composed.document, unit.name)
        self.ranks = self._ranks(self.pairs)

    def after(self, changes: Iterable[InputChange]) -> tuple[list[str], Convention]:
        """The part's paragraphs, without their typography, and the convention. Raises Problems."""
        convention = changed(self.composed.source, changes)
        content = self.composed.content
        sent = content.convention  # its clauses may be pinned to the versions that were sent
        pinned = convention.model_copy(update={"clauses": sent.clauses, "derogations": sent.derogations})
        return _keys_of(compose(replace(content, convention=pinned)), self.unit.name), convention

    def says(self, changes: Iterable[InputChange], pair: int, size: int, wanted: Sequence[str]) -> bool:
        """Do the changes make `size` paragraphs from the pair's on `wanted`? Raises Problems where they can't be made.

        The rest of the part may say the same value again, but the paragraph that follows must stay.
        """
        found, _ = self.after(changes)
        start = self.ranks.get(pair)
        if start is None or found == self.today:
            return False
        keys = [folded(text) for text in wanted]
        if found == [*self.today[:start], *keys, *self.today[start + size :]]:
            return True
        end = start + len(keys)
        return found[start:end] == keys and found[end : end + 1] == self.today[start + size : start + size + 1]

    def is_other(self, pair: int, after: Sequence[str], unknown: bool) -> bool:
        """Is the pair's paragraph another one in `after`? `unknown`, if today's document does not have it."""
        rank = self.ranks.get(pair)
        return unknown if rank is None else after[rank : rank + 1] != self.today[rank : rank + 1]

    def _ranks(self, pairs: Sequence[Pair]) -> dict[int, int]:
        """Rank of each pair's old paragraph among today's; of none that the input says no more."""
        known = [number for number, pair in enumerate(pairs) if pair.old]
        matcher = SequenceMatcher(None, [pairs[number].key for number in known], self.today, autojunk=False)
        found = {
            known[block.a + step]: block.b + step
            for block in matcher.get_matching_blocks()
            for step in range(block.size)
        }
        taken = set(found.values())
        for number in known:  # the template may order the cells otherwise
            ranks = [rank for rank, key in enumerate(self.today) if key == pairs[number].key and rank not in taken]
            if number not in found and len(ranks) == 1:
                found[number] = ranks[0]
                taken.add(ranks[0])
        return found


def _keys_of(document: Document, name: str) -> list[str]:
    return [key for item in _items_of(document, name) for key in _keys(item) if key]


def _keys(item: Item) -> list[str]:
    lines = [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell]
    return [folded(line.text) for line in lines]


def _items_of(document: Document, name: str) -> Iterator[Item]:
    """The lines of a part; none where the document has no such part."""
    if name == "couverture":
        cover = document.cover
        texts = (cover.mention, cover.title, cover.subtitle, cover.territory, plain(cover.period), cover.caf)
        yield from (Line(text) for text in texts)
    for part in document.parts:
        if part.name == name:
            yield Line(plain(part.heading.inlines), "titre", 1)
            yield from lines_of(tuple(block for block in part.blocks if not isinstance(block, FicheGrid)))
        for block in part.blocks:
            if isinstance(block, FicheGrid) and f"fiche:{block.id}" == name:
                yield from lines_of((block,))
