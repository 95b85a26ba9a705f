"""What a long text or list of the input becomes once its paragraphs were edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.build.takeover.shown_texts import ShownText, as_shown
from assembler.build.takeover.typed import new_lines, one_line, without_number
from assembler.build.takeover.unit import Pair
from assembler.compare.folding import folded
from assembler.compose.origins import Piece, pieces_of, rebuilt
from assembler.model.lines import Line
from assembler.model.takeover import InputChange
from assembler.readers.editing.leaves import Leaf


@dataclass(frozen=True, slots=True)
class Edit:
    """What a value becomes: the changes of the input, and its paragraphs in the document."""

    leaf: Leaf
    changes: tuple[InputChange, ...]
    lines: tuple[str, ...]


def edits_of(shown: ShownText, pairs: Sequence[Pair]) -> Iterator[Edit]:
    """What each of the values becomes; nothing where every paragraph of it is gone."""
    here = [pairs[number] for number in shown.pairs]
    if all(pair.new is None for pair in here):
        return
    for leaf in shown.leaves:
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
    kept = [gone.get(folded(part.text), part) if isinstance(part, Line) else part for part in parts]
    text = rebuilt(kept)
    lines = [part[1] if isinstance(part, tuple) else part.text for part in parts]
    return Edit(leaf, (InputChange(leaf.path, text),), tuple(map(as_shown, _read_back(text, lines))))


def _read_back(text: str, lines: list[str]) -> list[str]:
    """The lines, a number typed before one being that of a list where the text reads so."""
    read = [piece.text for piece in pieces_of(text)]
    if len(read) != len(lines):
        return lines
    return [short if without_number(line) == short else line for line, short in zip(lines, read, strict=True)]


def _list_edit(leaf: Leaf, here: Sequence[Pair]) -> Edit:
    changes: list[InputChange] = []
    lines: list[str] = []
    rank = 0
    for pair in here:
        text = one_line(pair.new_text)
        path = (*leaf.path, rank)
        if pair.old is None:
            changes.append(InputChange(path, text, "ajout"))
        elif pair.new is None:
            changes.append(InputChange(path, "", "retrait"))
        elif pair.is_changed:
            changes.append(InputChange(path, text))
        rank += pair.old is not None
        if pair.new:
            lines.append(text)
    return Edit(leaf, tuple(changes), tuple(lines))
