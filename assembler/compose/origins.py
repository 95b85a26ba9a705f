"""The paragraphs of a long text with the lines they were typed on, and the text written again when some changed.

What stays is kept as typed; what is new takes the shape that `parse_long_text` reads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.compose.long_text import parse_long_text
from assembler.model.document import Blocks, List, Paragraph, plain
from assembler.model.lines import Line, LineKind
from assembler.model.list_marks import lead_of

_SIGN = re.compile(r"\ue000(\d+)\ue001")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph. `typed`: its lines; `prefix`: what stands before its text on the first one.

    `blank`: empty lines above it. `level` as that of a Line; `under`: it goes on below an item.
    `first`: it begins a list. `rank`: which paragraph of the text it was.
    """

    rank: int
    text: str
    kind: LineKind
    level: int
    typed: tuple[str, ...]
    prefix: str
    blank: int
    under: bool = False
    first: bool = False


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The paragraphs of a long text, in reading order."""
    lines = text.split("\n")
    signed = [f"{lead_of(line)}\ue000{rank}\ue001" if line.strip() else "" for rank, line in enumerate(lines)]
    shown = list(_paragraphs(parse_long_text(text), 0))
    signs = list(_paragraphs(parse_long_text("\n".join(signed)), 0))
    if len(shown) != len(signs):
        return ()
    found: list[Piece] = []
    end = -1
    for (line, under, first), (sign, _, _) in zip(shown, signs, strict=True):
        ranks = [int(rank) for rank in _SIGN.findall(sign.text)]
        if not ranks:
            return ()
        typed = tuple(lines[ranks[0] : ranks[-1] + 1])
        prefix = lead_of(typed[0]) if line.kind != "texte" else typed[0][: len(typed[0]) - len(typed[0].lstrip())]
        blank = ranks[0] - end - 1
        found.append(Piece(len(found), line.text, line.kind, line.level, typed, prefix, blank, under, first))
        end = ranks[-1]
    return tuple(found)


def rebuilt(parts: Sequence[Piece | Line | tuple[Piece, str]]) -> str:
    """The long text of `parts`: a Piece that stays, a Line that is new, or a Piece with its new text."""
    writer = _Writer()
    for part in parts:
        if isinstance(part, Piece):
            writer.keep(part, None)
        elif isinstance(part, tuple):
            writer.keep(*part)
        else:
            writer.add(part)
    return "\n".join(writer.lines)


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.counts: dict[int, int] = {}  # depth of a numbered list that is open -> its last number
        self.indents: dict[int, int] = {}  # depth -> indentation of its items
        self.after_text = False
        self.last = -1  # rank of the piece that was just written, -1 for a new line

    def keep(self, piece: Piece, text: str | None) -> None:
        prefix, typed = piece.prefix, piece.typed
        if piece.kind == "numero":
            number = self._number(piece.level, restart=piece.first)
            if (old := _DIGITS.search(prefix)) and int(old[0]) != number:
                prefix = _DIGITS.sub(str(number), prefix, count=1)
                typed = (prefix + typed[0][len(piece.prefix) :], *typed[1:])
        else:
            self._close(piece.kind, piece.level, piece.under)
        if piece.kind != "texte":
            self.indents[piece.level] = len(prefix) - len(prefix.lstrip())
        apart = piece.kind == "texte" and self.last != piece.rank - 1
        blank = max(piece.blank, int(apart))
        self._put((prefix + text,) if text is not None else typed, blank, piece.kind, piece.rank)

    def add(self, line: Line) -> None:
        if line.kind not in ("puce", "numero"):
            self._close("texte", 0, under=False)
            self._put((line.text,), 1, "texte")
            return
        level = min(line.level, max(self.indents, default=-1) + 1)
        indent = self.indents.setdefault(level, self.indents.get(level - 1, -3) + 3)
        if line.kind == "numero":
            mark = f"{self._number(level, restart=False)}."
        else:
            mark = "-"
            self._close("puce", level, under=False)
        self._put((f"{' ' * indent}{mark} {line.text}",), int(self.after_text), line.kind)

    def _number(self, level: int, restart: bool) -> int:
        self._deeper_than(level)
        self.counts[level] = 1 if restart else self.counts.get(level, 0) + 1
        return self.counts[level]

    def _close(self, kind: LineKind, level: int, under: bool) -> None:
        if kind == "puce":
            self._deeper_than(level)
            self.counts.pop(level, None)
        elif not under:
            self._deeper_than(-1)

    def _deeper_than(self, level: int) -> None:
        for kept in (self.counts, self.indents):
            for deeper in [each for each in kept if each > level]:
                del kept[deeper]

    def _put(self, lines: tuple[str, ...], blank: int, kind: LineKind, rank: int = -1) -> None:
        if self.lines:
            self.lines += [""] * blank
        self.lines += lines
        self.last = rank
        self.after_text = kind == "texte"


def _paragraphs(blocks: Blocks, depth: int) -> Iterator[tuple[Line, bool, bool]]:
    """Each paragraph as a line; does it go on below an item, and does it begin a list?"""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Line(plain(block.inlines)), False, False
        elif isinstance(block, List):
            yield from _items(block, depth)


def _items(block: List, depth: int) -> Iterator[tuple[Line, bool, bool]]:
    for number, item in enumerate(block.items):
        for rank, inner in enumerate(item):
            if isinstance(inner, List):
                yield from _items(inner, depth + 1)
            elif isinstance(inner, Paragraph):
                mark: LineKind = "numero" if block.ordered else "puce"
                yield Line(plain(inner.inlines), "texte" if rank else mark, depth), rank > 0, not (number or rank)
