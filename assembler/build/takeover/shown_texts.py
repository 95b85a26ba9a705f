"""Where a part shows the long texts and lists of the input, whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assembler.build.takeover.unit import Pair
from assembler.compare.folding import folded
from assembler.compose.origins import pieces_of
from assembler.model.marks import author_marks
from assembler.readers.editing.leaves import Leaf


@dataclass(frozen=True, slots=True)
class ShownText:
    """A long text or list of the input where the part shows it, whole.

    `pairs`: numbers of its paragraphs, those added to it too.
    `leaves`: the values that it may be, all with the same paragraphs.
    """

    leaves: tuple[Leaf, ...]
    pairs: tuple[int, ...]


def find_texts(pairs: Sequence[Pair], leaves: Sequence[Leaf]) -> list[ShownText]:
    """Where the long texts and lists among `leaves` stand, unchanged ones too; longer ones first, none overlaps."""
    olds = [number for number, pair in enumerate(pairs) if pair.old]
    keys = [pairs[number].key for number in olds]
    by_lines: dict[tuple[str, ...], list[Leaf]] = {}
    for leaf in leaves:
        if lines := _lines_of(leaf):
            by_lines.setdefault(tuple(map(folded, lines)), []).append(leaf)
    owner: dict[int, int] = {}
    found: list[tuple[tuple[Leaf, ...], list[int]]] = []
    for lines, owners in sorted(by_lines.items(), key=lambda each: -len(each[0])):
        for start in range(len(keys) - len(lines) + 1):
            here = olds[start : start + len(lines)]
            if tuple(keys[start : start + len(lines)]) != lines or len({pairs[n].cell for n in here}) > 1:
                continue
            if not owner.keys() & set(here):
                owner.update(dict.fromkeys(here, len(found)))
                found.append((tuple(owners), here))
    _attach(pairs, owner, found)
    return [ShownText(owners, tuple(sorted(here))) for owners, here in found]


def _lines_of(leaf: Leaf) -> tuple[str, ...]:
    if isinstance(leaf.value, tuple):
        return leaf.value
    if not leaf.is_long or not isinstance(leaf.value, str):
        return ()
    return tuple(as_shown(piece.text) for piece in pieces_of(leaf.value))


def as_shown(text: str) -> str:
    """A mark « sans objet » is words in the document."""
    for mark in reversed(list(author_marks(text))):
        if mark.kind == "sans objet":
            words = f"{'sans' if mark.start else 'Sans'} objet{f' : {mark.what}' if mark.what else ''}"
            text = text[: mark.start] + words + text[mark.end :]
    return text


def _attach(pairs: Sequence[Pair], owner: dict[int, int], found: list[tuple[tuple[Leaf, ...], list[int]]]) -> None:
    """Give each run of added paragraphs to the value that ends above it, else to the one that begins below."""
    at = 0
    while at < len(pairs):
        if pairs[at].old is not None:
            at += 1
            continue
        end = at
        while end < len(pairs) and pairs[end].old is None and pairs[end].cell == pairs[at].cell:
            end += 1
        beside = [n for n in (at - 1, end) if 0 <= n < len(pairs) and pairs[n].cell == pairs[at].cell and n in owner]
        if beside:
            leaves, here = found[owner[beside[0]]]
            is_list = isinstance(leaves[0].value, tuple)
            run = [n for n in range(at, end) if not is_list or _is_item(pairs[n])]
            here += run
            owner.update(dict.fromkeys(run, owner[beside[0]]))
        at = end


def _is_item(pair: Pair) -> bool:
    return pair.new is not None and pair.new.kind in ("puce", "numero")
