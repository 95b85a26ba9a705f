"""The signature block: one small table a row of boxes. The organismes head it; under each, who signs, then the room to.

A table of its own a row, rather than one grid, has no empty cell, and its header row says whose the box below is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assembler.model.document import SignatureBlock, SignatureBox, plain
from assembler.writers.heights import CANT_SPLIT
from assembler.writers.styles import Styles
from assembler.writers.tables import WITH_HEADER, Runs
from assembler.writers.wordml import KEEP_NEXT, cell, paragraph, row, share, table

MOST_IN_A_ROW = 3
_USES = ("capacity", "name", "mention")
_POINT = 20  # twentieths of a point


@dataclass(frozen=True, slots=True)
class SignatureArea:
    """Where one person signs, in points: it begins at the top left of the paragraph that `anchor` marks."""

    anchor: str
    width: float
    height: float


def signature_tables(
    block: SignatureBlock, width: int, styles: Styles, runs: Runs, bookmark: Callable[[str], str]
) -> list[str]:
    """One table a row of boxes; none splits over pages. `width` in twentieths of a point.

    `bookmark` gives the point bookmark of an anchor.
    """
    return [_row_table(boxes, width, styles, runs, bookmark) for boxes in rows_of_boxes(block)]


def rows_of_boxes(block: SignatureBlock) -> list[tuple[SignatureBox, ...]]:
    """The boxes in their rows, from left to right."""
    sizes = signature_rows(len(block.boxes))
    return [block.boxes[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]


def signature_rows(boxes: int) -> list[int]:
    """How many boxes each row holds, as evenly as can be: 7 are 3, 2 and 2. None without a box."""
    rows = -(-boxes // MOST_IN_A_ROW)
    least, larger = divmod(boxes, rows) if rows else (0, 0)
    return [least + 1] * larger + [least] * (rows - larger)


def signature_areas(block: SignatureBlock, width: int, styles: Styles) -> list[SignatureArea]:
    """The room to sign of each box, in their order. `width`: the text width in twentieths of a point."""
    room = styles.signing
    return [
        SignatureArea(box.anchor, (size - room.left - room.right) / _POINT, room.height / _POINT)
        for boxes in rows_of_boxes(block)
        for box, size in zip(boxes, _widths(boxes, width), strict=True)
    ]


def _widths(boxes: Sequence[SignatureBox], width: int) -> list[int]:
    return share(width, [1.0] * len(boxes))


def _row_table(
    boxes: Sequence[SignatureBox], width: int, styles: Styles, runs: Runs, bookmark: Callable[[str], str]
) -> str:
    widths = _widths(boxes, width)
    sized = list(zip(boxes, widths, strict=True))
    head = [cell(size, paragraph(styles["signature body"], runs(box.organisme), KEEP_NEXT)) for box, size in sized]
    room = [cell(size, _room(box, styles, runs, bookmark)) for box, size in sized]
    rows = [row(head, f"{CANT_SPLIT}<w:tblHeader/>"), row(room, CANT_SPLIT)]
    bodies = "\u00a0; ".join(plain(box.organisme) for box in boxes)
    return table(styles["signatures"], WITH_HEADER, widths, rows, f"Signatures\u00a0: {bodies}")


def _room(box: SignatureBox, styles: Styles, runs: Runs, bookmark: Callable[[str], str]) -> str:
    """Who signs, and where."""
    lines = [paragraph(styles[f"signature {use}"], runs(text)) for use, text in zip(_USES, box.lines[1:], strict=False)]
    return "".join([*lines, paragraph(styles["signature room"], bookmark(box.anchor), styles.signing.properties)])
