"""The inside of one part that both texts have: its amendments, from the finest to its replacement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assembler.compare.amending.elements import element_amendments
from assembler.compare.amending.pairing import Gap, Pairs, equal_pairs, gaps
from assembler.compare.amending.tree import (
    Alinea,
    Division,
    Grid,
    Key,
    Part,
    Tableau,
    division_items,
    key_of,
    part_items,
    part_keys,
)
from assembler.compare.folding import folded
from assembler.model.amendment import (
    Amendment,
    Amendments,
    Completed,
    Deleted,
    DivisionDeleted,
    DivisionsInserted,
    Inserted,
    Renamed,
    Renumbered,
    Replaced,
    Rewritten,
    RowsDeleted,
    RowsInserted,
    RowsReplaced,
    Where,
    WordsReplaced,
)

_HALF = 0.5
_LIKE_TITLE = 0.6
_LIKE_CONTENT = 0.5


def part_amendments(old: Part, new: Part) -> Iterator[Amendments]:
    """Ways to amend a part, the best first; the last one replaces it. Not its number, not its fiches."""
    if _own_keys(old) == _own_keys(new) and folded(old.ref.title) == folded(new.ref.title):
        yield ()
    whole = Rewritten(Where(old.ref), tuple(part_items(new, fiches=False)), keeps_fiches=bool(old.fiches))
    size = max(_size(old), _size(new))
    for careful in (False, True) if _rubrique_names(old) == _rubrique_names(new) else ():
        found = tuple(_Differ(old, new, careful).amendments())
        if found and not _is_heavy(found, size):
            yield found
    yield (whole,)


def _rubrique_names(part: Part) -> set[str]:
    return set(part.grid.places) if part.grid else set()


def _own_keys(part: Part) -> list[Key]:
    """Without its heading."""
    return list(part_keys(replace(part, fiches=())))[1:]


def _size(part: Part) -> int:
    cells = sum(len(part.grid.lines(label)) for label in part.grid.places) if part.grid else 0
    return _division_size(part.body) + cells


def _division_size(division: Division) -> int:
    own = sum(1 + (len(each.rows) if isinstance(each, Tableau) else 0) for each in division.elements)
    return 1 + own + sum(map(_division_size, division.divisions))


def _is_heavy(found: Sequence[Amendment], size: int) -> bool:
    """Would a person rather read the new text whole?"""
    alone = found[0] if len(found) == 1 else None
    if alone and not (isinstance(alone, Replaced) and alone.first.kind == "alinea"):
        return False
    return sum(map(_weight, found)) > _HALF * size


def _weight(amendment: Amendment) -> float:
    """How many lines it touches; a change of words counts half."""
    if isinstance(amendment, (WordsReplaced, Renamed)):
        return 0.5
    if isinstance(amendment, Renumbered):
        return 0
    gone = new = 1
    if isinstance(amendment, (Deleted, Replaced, RowsDeleted, RowsReplaced)):
        gone = amendment.last.number - amendment.first.number + 1
    if isinstance(amendment, (RowsReplaced, RowsInserted)):
        new = len(amendment.rows)
    if isinstance(amendment, (Replaced, Inserted, Completed, Rewritten, DivisionsInserted)):
        new = len(amendment.items)
    return max(gone, new)


@dataclass(frozen=True, slots=True)
class _Differ:
    """`careful`: divisions that changed are replaced whole."""

    old: Part
    new: Part
    careful: bool

    def amendments(self) -> Iterator[Amendment]:
        old, new = self.old, self.new
        where = Where(old.ref)
        if folded(old.ref.title) != folded(new.ref.title):
            yield Renamed(where, new.ref.title)
        closed = not (old.body.divisions or old.grid or old.fiches)
        yield from element_amendments(where, old.body.elements, new.body.elements, closed)
        yield from self._divisions(where, old.body, new.body)
        if old.grid and new.grid:
            yield from _rubriques(old, old.grid, new.grid)

    # -- divisions

    def _divisions(self, where: Where, old: Division, new: Division) -> Iterator[Amendment]:
        """Of those directly inside."""
        pairs = _division_pairs(old.divisions, new.divisions)
        between = {gap.new.stop: gap for gap in gaps(pairs, len(old.divisions), len(new.divisions))}
        for left, right in [*pairs, (len(old.divisions), len(new.divisions))]:
            if gap := between.get(right):
                yield from (DivisionDeleted(self._where(old.divisions[rank])) for rank in gap.old)
                if gap.new:
                    yield self._inserted(where, old, gap, new.divisions[gap.new.start : gap.new.stop], pairs)
            if left < len(old.divisions):
                yield from self._division(old.divisions[left], new.divisions[right])

    def _inserted(
        self, where: Where, old: Division, gap: Gap, put: Sequence[Division], pairs: Pairs
    ) -> DivisionsInserted:
        items = tuple(item for each in put for item in division_items(each))
        after = () if gap.after is None else self._where(old.divisions[gap.after]).headings
        before = self._where(old.divisions[pairs[0][0]]).headings if pairs and not after else ()
        return DivisionsInserted(where, after, before, len(put), items)

    def _division(self, old: Division, new: Division) -> Iterator[Amendment]:
        if list(map(key_of, division_items(old))) == list(map(key_of, division_items(new))):
            return
        where = self._where(old)
        whole = Rewritten(where, tuple(division_items(new)))
        found = [whole] if self.careful else list(self._fine(where, old, new))
        size = max(_division_size(old), _division_size(new))
        yield from [whole] if _is_heavy(found, size) else found

    def _fine(self, where: Where, old: Division, new: Division) -> Iterator[Amendment]:
        if old.key != new.key:
            yield Renamed(where, new.heading.text.strip())
        yield from element_amendments(where, old.elements, new.elements, closed=not old.divisions)
        yield from self._divisions(where, old, new)

    def _where(self, division: Division) -> Where:
        """By as few headings as it takes."""
        paths = list(_paths(self.old.body))
        own = next(path for path in paths if path[-1] is division)
        for count in range(1, len(own) + 1):
            tail = [each.key for each in own[-count:]]
            if sum([each.key for each in path[-count:]] == tail for path in paths) == 1:
                break
        return Where(self.old.ref, tuple(each.heading.text.strip() for each in own[-count:]))


def _paths(division: Division, above: tuple[Division, ...] = ()) -> Iterator[tuple[Division, ...]]:
    """To each division inside, outermost first."""
    for inner in division.divisions:
        yield (*above, inner)
        yield from _paths(inner, (*above, inner))


def _division_pairs(old: Sequence[Division], new: Sequence[Division]) -> list[tuple[int, int]]:
    """By title, then by a title or a content that is alike."""
    found = list(equal_pairs([(each.heading.level, each.key) for each in old], [_title(each) for each in new]))
    for gap in list(gaps(found, len(old), len(new))):
        start = gap.new.start
        for left in gap.old:
            right = next((rank for rank in range(start, gap.new.stop) if _alike(old[left], new[rank])), None)
            if right is not None:
                found.append((left, right))
                start = right + 1
    return sorted(found)


def _title(division: Division) -> tuple[int, str]:
    return division.heading.level, division.key


def _alike(old: Division, new: Division) -> bool:
    if old.heading.level != new.heading.level:
        return False
    if fuzz.ratio(old.key.casefold(), new.key.casefold()) >= _LIKE_TITLE * 100:
        return True
    mine, theirs = (" ".join(item.text for item in [*division_items(each)][1:]) for each in (old, new))
    return fuzz.ratio(mine, theirs) >= _LIKE_CONTENT * 100


# --- fiches ----------------------------------------------------------------------------


def _rubriques(part: Part, old: Grid, new: Grid) -> Iterator[Amendment]:
    for label in old.places:
        before, after = old.lines(label), new.lines(label)
        where = Where(part.ref, (), old.label(label))
        whole = Rewritten(where, after)
        found = list(element_amendments(where, [*map(Alinea, before)], [*map(Alinea, after)], closed=True))
        yield from [whole] if found and (not before or _is_much(found, max(len(before), len(after)))) else found


def _is_much(found: Iterable[Amendment], size: int) -> bool:
    """In a rubrique, one amendment that replaces most of it is better told as its new text."""
    weights = list(map(_weight, found))
    return sum(weights) > _HALF * size and not (len(weights) == 1 and weights[0] == 0.5)
