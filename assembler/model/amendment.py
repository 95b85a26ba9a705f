"""What an avenant changes in a text: amendments as data, that composition puts into French.

Every place and number is one of the text in force, as if nothing had been amended yet; so amendments
have no order among themselves. An alinéa is any paragraph or list item that is neither a heading nor
the caption or a note of a table or chart. A division is a heading and all that stands under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assembler.model.comparison import UnitKind
from assembler.model.document import Blocks, Inlines
from assembler.model.lines import Item, Line, TableRow

PICTURE = "\ufffc"
"""Begins a line that stands for a picture of a Word file; its key follows."""

# --- places ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartRef:
    """A part or fiche. `name`: `article:fin`, `fiche:jeunesse`, empty where the file does not tell it.

    `number`: "12", "6-a"; empty for one without number, which its `title` names. `title`: the heading
    less its number: « La fin de la convention ».
    """

    name: str
    kind: UnitKind
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Where:
    """A part, a division of it, or a rubrique of a fiche.

    `headings`: titles that lead to the division, outermost first, only as many as it takes to know it; empty: the
    part itself. `rubrique`: label of a fiche's cell; empty: none.
    """

    part: PartRef
    headings: tuple[str, ...] = ()
    rubrique: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """An alinéa, table or chart directly under its heading, or in its rubrique.

    `number`: which of that kind there, from 1, `of` so many; 0 where others stand under headings inside. `label`:
    number of its caption (« 4 »), empty without one.
    """

    kind: Literal["alinea", "tableau", "graphique"]
    number: int
    of: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class RowSpot:
    """A row of a table. `number`: from 1 under the header. `label`: its first cell, where no other row has the same."""

    number: int
    label: str = ""


# --- actions inside a part --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WordsReplaced:
    """Words of one alinéa, (old, new) each; the old ones stand there once. `new` empty: they go."""

    where: Where
    alinea: Spot
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """Alinéas `first` to `last`, or one table or chart, replaced by `items`."""

    where: Where
    first: Spot
    last: Spot
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """Alinéas `first` to `last`, or one table or chart."""

    where: Where
    first: Spot
    last: Spot


@dataclass(frozen=True, slots=True)
class Inserted:
    """`items` put behind `after`; None: before all else under the heading."""

    where: Where
    after: Spot | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Completed:
    """`items` put at the end of a part, division or rubrique that has no division in it."""

    where: Where
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class RowsReplaced:
    """`header` is the table's own, unchanged."""

    where: Where
    table: Spot
    first: RowSpot
    last: RowSpot
    header: TableRow
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class RowsInserted:
    """`after` None: first under the header."""

    where: Where
    table: Spot
    after: RowSpot | None
    header: TableRow
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class RowsDeleted:
    where: Where
    table: Spot
    first: RowSpot
    last: RowSpot


@dataclass(frozen=True, slots=True)
class Renamed:
    """Another title for a part or fiche (its number stays) or for a division."""

    where: Where
    title: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A part, division or fiche replaced whole, or the whole of a rubrique. `items` begin with the heading, if any.

    `keeps_fiches`: it is an annexe, whose fiches are parts of their own and stay.
    """

    where: Where
    items: tuple[Item, ...]
    keeps_fiches: bool = False


@dataclass(frozen=True, slots=True)
class DivisionsInserted:
    """`count` divisions put behind the division `after` or before `before`, titles as in a Where.

    Both empty: at the end of `where`, which has none.
    """

    where: Where
    after: tuple[str, ...]
    before: tuple[str, ...]
    count: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class DivisionDeleted:
    where: Where


# --- actions on whole parts -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Position:
    """Behind `after` or before `before`; both None: at the end of `within`, an annexe, or of the convention."""

    after: PartRef | None = None
    before: PartRef | None = None
    within: PartRef | None = None


@dataclass(frozen=True, slots=True)
class NewPart:
    """`ref` has the number and title of the new text. `items` begin with the heading; an annexe has its fiches."""

    ref: PartRef
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PartsInserted:
    """All of one kind, in their order."""

    at: Position
    parts: tuple[NewPart, ...]


@dataclass(frozen=True, slots=True)
class PartDeleted:
    """An annexe goes with its fiches."""

    part: PartRef


@dataclass(frozen=True, slots=True)
class PartsMoved:
    at: Position
    parts: tuple[PartRef, ...]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """(old number, new number) of each part, table or chart of a kind that takes another, in the old order."""

    kind: Literal["article", "annexe", "fiche", "tableau", "graphique"]
    pairs: tuple[tuple[str, str], ...]


Amendment = (
    WordsReplaced
    | Replaced
    | Deleted
    | Inserted
    | Completed
    | RowsReplaced
    | RowsInserted
    | RowsDeleted
    | Renamed
    | Rewritten
    | DivisionsInserted
    | DivisionDeleted
    | PartsInserted
    | PartDeleted
    | PartsMoved
    | Renumbered
)
Amendments = tuple[Amendment, ...]

# --- as they are written ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AmendedPart:
    """What an avenant says of one part of the convention: amending sentences, each with the text that it gives.

    `name`: of the part in the text in force or, for one that is inserted, in the new one; empty for the sentences on
    numbers. No heading in `blocks` is above level 3, none has an anchor, and no inline is a link.
    """

    name: str
    title: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Modifications:
    """`parts` in reading order."""

    amendments: Amendments
    parts: tuple[AmendedPart, ...]

    @property
    def is_empty(self) -> bool:
        return not self.amendments


def is_picture(item: Item) -> bool:
    return isinstance(item, Line) and item.text.startswith(PICTURE)
