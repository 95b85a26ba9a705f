"""Two sequences of lines aligned: what stayed, changed, moved, came and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from assembler.compare.folding import folded
from assembler.compare.words import is_blank, segments_of, without_blanks
from assembler.model.difference import Change, Step, Steps
from assembler.model.lines import Item, Line, TableRow

_LIKE = 0.5
_LIKE_ALONE = 0.3
"""From which likeness on two lines are one that changed; less will do where they stand alone between neighbours."""
_LIKE_MOVED = 0.85
_LONG_ENOUGH = 15
_LONG_ENOUGH_CHANGED = 40
"""Characters from which a line that is found elsewhere has moved; shorter ones come back by chance."""
_MOST_PAIRS = 40_000
"""How many pairs of lines are compared one by one; beyond, the lines are only told as gone and come."""
_FILLED = 0.55
"""Likeness of a place to complete and what fills it, and of a line and the same one with something added."""
_TELLING, _LONG_TELLING = 8, 30
"""Characters from which a line that stands whole, or nearly so, in another is that one made longer."""
_NEARLY = 85


def align(old: Sequence[Item], new: Sequence[Item], fills: bool = False) -> Steps:
    """The steps from `old` to `new`, in reading order; what went stands before what came in its place.

    `fills`: several lines may complete one place to complete, as in a cell or a text of the commune's own.
    """
    if _same_texts(old, new):
        return tuple(map(compared, old, new))
    return _Alignment(old, new, fills).steps()


def _same_texts(old: Sequence[Item], new: Sequence[Item]) -> bool:
    """Nothing to align: two runs of paragraphs with the same words, as most cells are."""
    return len(old) == len(new) and all(
        isinstance(a, Line) and isinstance(b, Line) and a.text == b.text for a, b in zip(old, new, strict=True)
    )


class _Alignment:
    def __init__(self, old: Sequence[Item], new: Sequence[Item], fills: bool) -> None:
        self.old, self.new, self.fills = old, new, fills
        self.old_keys, self.new_keys = [key_of(item) for item in old], [key_of(item) for item in new]
        self.kept: dict[int, int] = {}  # old rank -> new rank, in order
        self.moved: dict[int, int] = {}

    def steps(self) -> Steps:
        self._keep_equal()
        self._find_moved_equal()
        for gap in list(self._gaps()):
            self._keep_alike(*gap)
        self._find_moved_alike()
        return tuple(self._emitted())

    # -- matching

    def _keep_equal(self) -> None:
        for op in Indel.opcodes(self.old_keys, self.new_keys):
            if op.tag == "equal":
                self.kept.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True))

    def _find_moved_equal(self) -> None:
        """Lines whose words stand elsewhere, where there is no doubt which is which."""
        gone, come = self._gone(), self._come()
        ways = Counter(self.old_keys[rank] for rank in gone), Counter(self.new_keys[rank] for rank in come)
        places = {self.new_keys[rank]: rank for rank in come}
        for rank in gone:
            key = self.old_keys[rank]
            if len(key) >= _LONG_ENOUGH and ways[0][key] == 1 and ways[1][key] == 1:
                self.moved[rank] = places[key]

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Between kept lines: the ranks that are left on both sides."""
        taken = set(self.moved.values())
        before = (-1, -1)
        for left, right in [*sorted(self.kept.items()), (len(self.old), len(self.new))]:
            gone = [rank for rank in range(before[0] + 1, left) if rank not in self.moved]
            come = [rank for rank in range(before[1] + 1, right) if rank not in taken]
            if gone and come:
                yield gone, come
            before = (left, right)

    def _keep_alike(self, gone: list[int], come: list[int]) -> None:
        """Pair lines of a gap, in order, so that their likeness adds up to the most (Needleman and Wunsch, 1970)."""
        if len(gone) * len(come) > _MOST_PAIRS:
            return
        least = _LIKE_ALONE if len(gone) == len(come) == 1 else _LIKE
        likeness = [[self._likeness(left, right, least) for right in come] for left in gone]
        best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
        for i in range(len(gone) - 1, -1, -1):
            for j in range(len(come) - 1, -1, -1):
                paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
                best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
        i = j = 0
        while i < len(gone) and j < len(come):
            if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
                self.kept[gone[i]] = come[j]
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1

    def _likeness(self, left: int, right: int, least: float) -> float:
        """0 to 1; 0 where the two can't be the same line."""
        old, new = self.old[left], self.new[right]
        if isinstance(old, TableRow) and isinstance(new, TableRow):
            if len(old.cells) != len(new.cells):
                return 0.0
            return max(_ratio(old.text, new.text, least), _FILLED * (_head(old) == _head(new) != ""))
        if isinstance(old, TableRow) or isinstance(new, TableRow):
            return 0.0
        if is_blank(old.text):
            return _FILLED
        before, after = self.old_keys[left].casefold(), self.new_keys[right].casefold()
        likeness = max(_ratio(before, after, least), _ratio(without_blanks(before), after, least))
        return likeness if likeness >= _FILLED else max(likeness, _FILLED * _holds(before, after))

    def _find_moved_alike(self) -> None:
        gone = [rank for rank in self._gone() if len(self.old_keys[rank]) >= _LONG_ENOUGH_CHANGED]
        come = [rank for rank in self._come() if len(self.new_keys[rank]) >= _LONG_ENOUGH_CHANGED]
        if len(gone) * len(come) > _MOST_PAIRS:
            return
        pairs = [(self._likeness(left, right, _LIKE_MOVED), left, right) for left in gone for right in come]
        for likeness, left, right in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
            if likeness >= _LIKE_MOVED and left not in self.moved and right not in self.moved.values():
                self.moved[left] = right

    def _gone(self) -> list[int]:
        return [rank for rank in range(len(self.old)) if rank not in self.kept and rank not in self.moved]

    def _come(self) -> list[int]:
        taken = {*self.kept.values(), *self.moved.values()}
        return [rank for rank in range(len(self.new)) if rank not in taken]

    # -- telling

    def _emitted(self) -> Iterator[Step]:
        numbers = {left: number for number, left in enumerate(sorted(self.moved), start=1)}
        origins = {right: left for left, right in self.moved.items()}
        at = 0
        filled = False
        for left in range(len(self.old) + 1):
            right = self.kept.get(left, len(self.new)) if left < len(self.old) else len(self.new)
            if left < len(self.old) and left not in self.kept:
                if left in self.moved:
                    yield Step("deplace", self.old[left], None, move=numbers[left])
                else:
                    yield Step("supprime", self.old[left], None)
                continue
            for rank in range(at, right):
                if rank in origins:
                    yield self._arrived(origins[rank], rank, numbers[origins[rank]])
                else:
                    yield Step("complete" if filled else "ajoute", None, self.new[rank])
            if left < len(self.old):
                step = compared(self.old[left], self.new[right])
                filled = self.fills and step.change == "complete" and is_blank(self.old[left].text)
                yield step
            at = right + 1

    def _arrived(self, left: int, right: int, number: int) -> Step:
        step = compared(self.old[left], self.new[right])
        changed = step.change not in ("identique", "typographie")
        return replace(
            step,
            change="deplace",
            old=None,
            segments=step.segments if changed else (),
            cells=step.cells if changed else (),
            move=number,
        )


def compared(old: Item, new: Item) -> Step:
    """Two lines, or two rows of as many cells, that are the same one."""
    if isinstance(old, Line) and isinstance(new, Line):
        segments = segments_of(old.text, new.text)
        form: list[Change] = ["typographie"] if (old.kind, old.level) != (new.kind, new.level) else []
        return Step(_change([*form, *(segment.nature for segment in segments)]), old, new, segments)
    assert isinstance(old, TableRow) and isinstance(new, TableRow)
    cells = tuple(align(before, after, fills=True) for before, after in zip(old.cells, new.cells, strict=True))
    return Step(_change([step.change for cell in cells for step in cell if _has_words(step)]), old, new, (), cells)


def _has_words(step: Step) -> bool:
    """An empty line put into a cell, or taken away, changes nothing that is read."""
    item = step.old or step.new
    return item is not None and bool(item.text.strip())


def _change(found: Sequence[Change]) -> Change:
    """The heaviest of what was found in a line or row."""
    kinds = set(found)
    if kinds <= {"identique"}:
        return "identique"
    if kinds <= {"identique", "typographie"}:
        return "typographie"
    return "complete" if kinds <= {"identique", "typographie", "complete"} else "modifie"


def key_of(item: Item) -> str:
    """The words of a line or row, without their typography or empty lines. Rows with other cells never share one."""
    if isinstance(item, Line):
        return folded(item.text)
    cells = (filter(None, (folded(line.text) for line in cell)) for cell in item.cells)
    return "\x1d" + "\x1f".join("\x1e".join(lines) for lines in cells)


def _head(row: TableRow) -> str:
    return folded(row.cells[0][0].text) if row.cells and row.cells[0] else ""


def _holds(old: str, new: str) -> bool:
    """Is one of them the other with something added?"""
    short = min(len(old), len(new))
    if short >= _TELLING and (old in new or new in old):
        return True
    return short >= _LONG_TELLING and fuzz.partial_ratio(old, new, score_cutoff=_NEARLY) > 0


def _ratio(old: str, new: str, least: float) -> float:
    return fuzz.ratio(old, new, score_cutoff=least * 100) / 100
