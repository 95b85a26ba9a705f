"""A table amended by its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assembler.compare.amending.pairing import alike_pairs, gaps
from assembler.compare.amending.tree import Key, Tableau, key_of
from assembler.compare.folding import folded
from assembler.model.amendment import Amendment, RowsDeleted, RowsInserted, RowSpot, RowsReplaced, Spot, Where
from assembler.model.lines import TableRow

_MOST_CHANGED = 0.5
_LONGEST_LABEL = 100


def table_amendments(where: Where, spot: Spot, old: Tableau, new: Tableau) -> Iterator[Amendment | None]:
    """None where the table is rather replaced: its header or notes changed, or too many rows."""
    if _frame(old) != _frame(new):
        yield None
        return
    before, after = old.rows[1:], new.rows[1:]
    pairs = [(a, b) for a, b in alike_pairs(before, after) if key_of(before[a]) == key_of(after[b])]
    changed = max(len(before), len(after)) - len(pairs)
    if changed and (changed > _MOST_CHANGED * max(len(before), len(after)) or not before):
        yield None
        return
    for gap in gaps(pairs, len(before), len(after)):
        rows = after[gap.new.start : gap.new.stop]
        if not gap.old:
            behind = None if gap.after is None else row_spot(before, gap.after)
            yield RowsInserted(where, spot, behind, old.rows[0], rows)
            continue
        first, last = row_spot(before, gap.old[0]), row_spot(before, gap.old[-1])
        if rows:
            yield RowsReplaced(where, spot, first, last, old.rows[0], rows)
        else:
            yield RowsDeleted(where, spot, first, last)


def _frame(table: Tableau) -> list[Key]:
    return [key_of(table.rows[0]), *map(key_of, table.notes)]


def row_spot(rows: Sequence[TableRow], rank: int) -> RowSpot:
    """`rows` without the header."""
    labels = Counter(folded(row_label(row)) for row in rows)
    label = row_label(rows[rank])
    is_telling = 0 < len(folded(label)) <= _LONGEST_LABEL and labels[folded(label)] == 1
    return RowSpot(rank + 1, label if is_telling else "")


def row_label(row: TableRow) -> str:
    """The words of the first cell, on one line."""
    return " ".join(line.text.replace("\n", " ").strip() for line in row.cells[0]) if row.cells else ""
