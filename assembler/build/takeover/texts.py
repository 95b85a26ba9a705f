"""Edits of the commune's own long texts and lists of lines: found by their paragraphs, and written into the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assembler.build.takeover.unit import Pair, Trial
from assembler.compare.folding import folded
from assembler.compose.origins import Piece, pieces_of, rebuilt
from assembler.model.lines import Line
from assembler.model.marks import author_marks
from assembler.model.takeover import Change
from assembler.readers.editing.leaves import Leaf
from assembler.readers.source_text import FORBIDDEN

_TYPED_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_TYPED_DASH = re.compile(r"\s*[-•–]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a part that holds a value whole. `pairs`: numbers of its paragraphs, those added to it too.

    `leaves`: the values that it may be, all with the same paragraphs.
    """

    leaves: tuple[Leaf, ...]
    pairs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a value becomes: the changes of the input, and its paragraphs in the document."""

    leaf: Leaf
    changes: tuple[Change, ...]
    lines: tuple[str, ...]


def find_texts(pairs: Sequence[Pair], leaves: Sequence[Leaf]) -> list[Found]:
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
    return [Found(owners, tuple(sorted(here))) for owners, here in found]


def _lines_of(leaf: Leaf) -> tuple[str, ...]:
    if isinstance(leaf.value, tuple):
        return leaf.value
    if not leaf.is_long or not isinstance(leaf.value, str):
        return ()
    return tuple(_as_shown(piece.text) for piece in pieces_of(leaf.value))


def _as_shown(text: str) -> str:
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


def edits_of(found: Found, pairs: Sequence[Pair]) -> Iterator[Edit]:
    """What each of the values becomes; nothing where every paragraph of it is gone."""
    here = [pairs[number] for number in found.pairs]
    if all(pair.new is None for pair in here):
        return
    for leaf in found.leaves:
        if isinstance(leaf.value, tuple):
            if any(pair.old and pair.new for pair in here):
                yield _list_edit(leaf, here)
        else:
            yield _text_edit(leaf, here)


def _text_edit(leaf: Leaf, here: Sequence[Pair]) -> Edit:
    assert isinstance(leaf.value, str)
    pieces = iter(pieces_of(leaf.value))
    gone: dict[str, Piece] = {}
    parts: list[Piece | Line | tuple[Piece, str]] = []
    for pair in here:
        piece = next(pieces) if pair.old else None
        if piece is None:
            parts += new_lines(pair)
        elif pair.new is None:
            gone[pair.key] = piece
        elif not pair.is_changed:
            parts.append(piece)
        else:
            first, *more = new_lines(pair)
            parts += [(piece, first.text) if first.kind == piece.kind else first, *more]
    shown = [gone.get(folded(part.text), part) if isinstance(part, Line) else part for part in parts]
    text = rebuilt(shown)
    lines = [part[1] if isinstance(part, tuple) else part.text for part in parts]
    return Edit(leaf, (Change(leaf.path, text),), tuple(map(_as_shown, _read_back(text, lines))))


def _read_back(text: str, lines: list[str]) -> list[str]:
    """The lines, a number typed before one being that of a list where the text reads so."""
    read = [piece.text for piece in pieces_of(text)]
    if len(read) != len(lines):
        return lines
    return [short if _without_number(line) == short else line for line, short in zip(lines, read, strict=True)]


def _without_number(text: str) -> str:
    return _TYPED_NUMBER.sub("", text, count=1)


def known_already(pairs: Sequence[Pair], trial: Trial) -> set[int]:
    """Numbers of the changed pairs that today's document follows: the input was edited since the file was sent."""
    spare = Counter(trial.today) - Counter(pair.key for pair in pairs if pair.old)
    found: set[int] = set()
    for number, pair in enumerate(pairs):
        if not pair.is_changed or number in trial.ranks:
            continue
        texts = [line.text for line in new_lines(pair)] if pair.new else []
        keys = [
            next((key for key in map(folded, (text, _without_number(text))) if spare[key] > 0), "") for text in texts
        ]
        if all(keys) and (texts or pair.old):
            spare.subtract(keys)
            found.add(number)
    return found


def _list_edit(leaf: Leaf, here: Sequence[Pair]) -> Edit:
    changes: list[Change] = []
    lines: list[str] = []
    rank = 0
    for pair in here:
        text = one_line(pair.new_text)
        path = (*leaf.path, rank)
        if pair.old is None:
            changes.append(Change(path, text, "ajout"))
        elif pair.new is None:
            changes.append(Change(path, "", "retrait"))
        elif pair.is_changed:
            changes.append(Change(path, text))
        rank += pair.old is not None
        if pair.new:
            lines.append(text)
    return Edit(leaf, tuple(changes), tuple(lines))


def new_lines(pair: Pair) -> list[Line]:
    """The paragraph as lines of a long text: one for each line break in it, a typed dash being that of a list."""
    assert pair.new is not None
    first, *more = [text for text in pair.new_text.split("\n") if text.strip()] or [""]
    lines = [replace(pair.new, text=first), *(Line(text) for text in more)]
    return [_as_item(replace(line, text=clean(line.text))) for line in lines]


def _as_item(line: Line) -> Line:
    dash = _TYPED_DASH.match(line.text) if line.kind not in ("puce", "numero") else None
    return replace(line, kind="puce", text=line.text[dash.end() :]) if dash else line


def one_line(text: str) -> str:
    return clean(" ".join(text.split("\n")))


def clean(text: str) -> str:
    """Without what can't be seen; tabs as spaces, ordinary spaces one by one."""
    return re.sub(r"[ \t]+", " ", FORBIDDEN.sub("", text).replace("\u200b", "")).strip()
