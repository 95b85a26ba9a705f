"""A Word file as its words: what the reader of `.docx` gives, and all that hides beside the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assembler.model.lines import Item, Line
from assembler.model.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change that waits to be accepted. `date` is as the file says it, empty if it does not.

    `rank`: the paragraph or row of the body where it stands, None outside the body.
    """

    kind: Literal["ajout", "suppression", "déplacement", "mise en forme"]
    author: str
    date: str
    text: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Comment:
    """`about`: the words that it is anchored to."""

    author: str
    date: str
    text: str
    about: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that is in the file but can't be seen. `how`: « masqué », « blanc », « minuscule » or « barré ».

    Struck text is seen, but it reads as removed; it is told here for that.
    """

    text: str
    how: Literal["masqué", "blanc", "minuscule", "barré"]
    rank: int | None


@dataclass(frozen=True, slots=True)
class Aside:
    """Text beside the body: `where` is « en-tête », « pied de page », « note de bas de page », « note de fin »,
    « séparateur de notes » or « zone de texte »."""

    where: str
    lines: tuple[Line, ...]
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, image or embedded object. `key` is equal for two that show the same; `label` names it for a person."""

    kind: Literal["graphique", "image", "objet"]
    key: str
    label: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Unread:
    """What Word shows, or may come to show, and what can't be read as text.

    `what`: « équation », « liste déroulante », « champ QUOTE, que Word peut recalculer »… `text`: what is known of it,
    empty if nothing is; two of the same `what` and `text` show the same.
    """

    what: str
    text: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class WordText:
    """`items`: the body, tracked changes taken as accepted, one item for each paragraph and row, empty ones too.

    `rank` of an item is its place in `items`. `asides` in reading order; headers and footers that say
    the same stand once. `links`: addresses of outside links, which nothing follows. `unread`: what is shown there
    and can't be compared.
    """

    items: tuple[Item, ...]
    asides: tuple[Aside, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links: tuple[str, ...] = ()
    manifest: Manifest | None = None
    unread: tuple[Unread, ...] = ()
