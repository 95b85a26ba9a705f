"""Texts and edits of them drawn by chance, written as Word files by the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from handmade import words
from tracked import Side, Text, original, shown, side_of

from assembler.build.convention import Tools
from assembler.compare.align import align
from assembler.model.difference import Steps
from assembler.model.document import (
    FICHE_CELLS,
    Blank,
    Block,
    ClauseUse,
    Column,
    FicheGrid,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    Paragraph,
    Part,
    Reference,
    Row,
    SignatureBlock,
    SignatureBox,
    Table,
)
from assembler.model.document import Text as Words
from assembler.readers.word import read_word_bytes
from assembler.writers.extract import write_extract
from assembler.writers.redline import Author, redline

AUTHOR = Author("Mairie d’Arras", datetime(2026, 9, 1, 8, 30, tzinfo=UTC))
SIDES: tuple[Side, ...] = ("accept", "reject")
_VOCABULARY = ("la", "commune", "le", "Caf", "petite", "enfance", "jeunesse", "projet", "article", "bilan", "2026")
T = TypeVar("T")


def part(name: str, *blocks: Block) -> Part:
    heading = Heading(1, words(f"Titre {name}"), f"article:{name}")
    return Part(f"article:{name}", "article", "1", heading, blocks, ClauseUse(name, "2023-01"))


def file_of(tools: Tools, *parts: Part) -> bytes:
    return write_extract("Extrait", "Caf", parts, tools.templates)


def steps_between(old: bytes, new: bytes, empty_too: bool = True) -> Steps:
    """`empty_too` False: of what holds no text there is no step, as in the comparisons that users see."""
    both = [read_word_bytes(data, Path("essai.docx")).items for data in (old, new)]
    return align(*([item for item in items if empty_too or item.text.strip()] for items in both))


def redlined(old: bytes, new: bytes, empty_too: bool = True) -> bytes:
    return redline(old, new, steps_between(old, new, empty_too), AUTHOR)


def wrong_sides(old: bytes, new: bytes, empty_too: bool, exact: bool = False) -> list[tuple[Side, list[Text]]]:
    """The sides that do not give their file back, and what they gave.

    `exact` False: empty lines at the end do not count. Word can't do without a paragraph behind a last table.
    """
    compared = shown if not empty_too else list if exact else _ended
    data = redlined(old, new, empty_too)
    found = [(side, side_of(data, side), original(source)) for side, source in zip(SIDES, (new, old), strict=True)]
    return [(side, texts) for side, texts, wanted in found if compared(texts) != compared(wanted)]


def _ended(texts: list[Text]) -> list[Text]:
    while texts and texts[-1] == "":
        texts = texts[:-1]
    return texts


# --- by chance -------------------------------------------------------------------------


def pair(tools: Tools, chance: Random) -> tuple[bytes, bytes]:
    """Two files, the second one an edit of the first."""
    old = [(name, [_block(chance) for _ in range(chance.randint(0, 5))]) for name in "abc"[: chance.randint(1, 3)]]
    new = [(name, _edited(chance, blocks)) for name, blocks in old]
    if chance.random() < 0.2 and len(new) > 1:
        new.pop(chance.randrange(len(new)))
    if chance.random() < 0.2:
        new.insert(chance.randint(0, len(new)), ("d", [_block(chance), _block(chance)]))
    first, second = (file_of(tools, *(part(name, *blocks) for name, blocks in parts)) for parts in (old, new))
    return first, second


def _sentence(chance: Random, most: int = 8) -> str:
    return " ".join(chance.choice(_VOCABULARY) for _ in range(chance.randint(1, most)))


def _inlines(chance: Random) -> Inlines:
    return tuple(_inline(chance) for _ in range(chance.randint(1, 4)))


def _inline(chance: Random) -> Inline:
    kinds: list[Callable[[], Inline]] = [
        lambda: Words(_sentence(chance)),
        lambda: Words(_sentence(chance), bold=True),
        lambda: Words(_sentence(chance), italic=True),
        lambda: Words("n\t2e", superscript=True),
        lambda: Words(" "),
        lambda: Blank(_sentence(chance, 2)),
        lambda: Reference("article:a", "article 1"),
        LineBreak,
    ]
    return chance.choice(kinds)()


def _paragraph(chance: Random) -> Paragraph:
    return Paragraph(_inlines(chance))


def _block(chance: Random) -> Block:
    kinds = [_paragraph] * 8 + [_list] * 3 + [_heading] + [_table] * 4 + [_signatures] + [_fiche]
    return chance.choice(kinds)(chance)


def _heading(chance: Random) -> Heading:
    return Heading(2, _inlines(chance), f"titre:{chance.randint(0, 10**9)}")


def _list(chance: Random) -> List:
    items = [
        (_paragraph(chance),) + (_paragraph(chance),) * (chance.random() < 0.2) for _ in range(chance.randint(1, 4))
    ]
    return List(chance.random() < 0.5, tuple(items))


def _table(chance: Random) -> Table:
    columns = tuple(Column.named(_sentence(chance, 2), 1) for _ in range(chance.randint(1, 4)))
    rows = tuple(_row(chance, len(columns)) for _ in range(chance.randint(1, 4)))
    notes = (_inlines(chance),) if chance.random() < 0.3 else ()
    return Table(words("Tableau") if chance.random() < 0.5 else (), columns, rows, notes)


def _row(chance: Random, cells: int) -> Row:
    return Row(tuple(_inlines(chance) if chance.random() < 0.8 else () for _ in range(cells)))


def _signatures(chance: Random) -> SignatureBlock:
    boxes = (SignatureBox(*(_inlines(chance) for _ in range(3))) for _ in range(chance.randint(1, 4)))
    return SignatureBlock(tuple(boxes))


def _fiche(chance: Random) -> FicheGrid:
    cells = {key: tuple(_paragraph(chance) for _ in range(chance.randint(1, 3))) for key in FICHE_CELLS}
    return FicheGrid("f", 1, _heading(chance), "Axe", (), (_paragraph(chance),), cells, ())


# --- edits -----------------------------------------------------------------------------


def _edited(chance: Random, blocks: list[Block]) -> list[Block]:
    found = _list_edited(chance, blocks, _changed, _block, 0)
    if chance.random() < 0.2 and len(found) > 1:
        one, other = chance.randrange(len(found)), chance.randrange(len(found))
        found[one], found[other] = found[other], found[one]
    return found


def _list_edited(
    chance: Random, items: Any, change: Callable[[Random, T], T], make: Callable[[Random], T], least: int
) -> list[T]:
    """Some dropped, some changed, some added; at least `least` are left."""
    found: list[T] = []
    for item in items:
        if chance.random() < 0.2:
            found.append(make(chance))
        way = chance.random()
        if way < 0.6:
            found.append(item if way < 0.35 else change(chance, item))
        elif way < 0.85:
            found.append(item)
    if chance.random() < 0.2:
        found.append(make(chance))
    return found if len(found) >= least else [make(chance) for _ in range(least)]


def _changed(chance: Random, block: Block) -> Block:
    if isinstance(block, (Paragraph, Heading)):
        return replace(block, inlines=_other_words(chance, block.inlines))
    if isinstance(block, List):
        items = _list_edited(chance, block.items, _changed_all, lambda c: (_paragraph(c),), 1)
        return replace(block, items=tuple(items))
    if isinstance(block, Table):
        return _changed_table(chance, block)
    if isinstance(block, SignatureBlock):
        boxes = (replace(box, organisme=_other_words(chance, box.organisme)) for box in block.boxes)
        return SignatureBlock(tuple(boxes))
    assert isinstance(block, FicheGrid)
    cells = {key: tuple(_list_edited(chance, cell, _changed, _paragraph, 1)) for key, cell in block.cells.items()}
    return replace(block, cells=cells)


def _changed_all(chance: Random, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_changed(chance, block) for block in blocks)


def _changed_table(chance: Random, block: Table) -> Table:
    count = len(block.columns)
    rows = _list_edited(chance, block.rows, _changed_row, lambda c: _row(c, count), 1)
    if chance.random() < 0.9:
        return replace(block, rows=tuple(rows))
    more = tuple(replace(row, cells=(*row.cells, _inlines(chance))) for row in rows)
    return replace(block, rows=more, columns=(*block.columns, Column.named("Colonne", 1)))


def _changed_row(chance: Random, row: Row) -> Row:
    return replace(row, cells=tuple(_other_words(chance, cell) for cell in row.cells))


def _other_words(chance: Random, inlines: Inlines) -> Inlines:
    return tuple(_list_edited(chance, inlines, _other_word, _inline, 0))


def _other_word(chance: Random, inline: Inline) -> Inline:
    if not isinstance(inline, Words):
        return _inline(chance)
    some = inline.text.split(" ")
    some[chance.randrange(len(some))] = _sentence(chance, 2)
    return replace(inline, text=" ".join(some))
