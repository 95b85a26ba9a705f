"""What stands beside the text of a Word file, gathered while its paragraphs are walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from assembler.model.wordtext import Aside, Hidden, Picture, Tracked, Unread
from assembler.readers.word.looks import How
from assembler.word.body import W

_MOST_OPEN = 50
_LONGEST = 2_000
ChangeKind = Literal["ajout", "suppression", "déplacement", "mise en forme"]


@dataclass(slots=True)
class Change:
    """A tracked change; `parts` are its texts so far. `removed`: the text is no more once it is accepted."""

    kind: ChangeKind
    author: str
    date: str
    removed: bool
    parts: list[str] = field(default_factory=list)

    def is_like(self, other: Change) -> bool:
        """Same author, date and kind; a text that leaves is none that arrives."""
        return self.removed == other.removed and (self.kind, self.author, self.date) == (
            other.kind,
            other.author,
            other.date,
        )

    def finished(self, rank: int | None) -> Tracked:
        return Tracked(self.kind, self.author, self.date, "".join(self.parts), rank)


@dataclass(slots=True)
class Anchor:
    """Where a comment is anchored, and the words there so far."""

    rank: int | None
    parts: list[str] = field(default_factory=list)
    length: int = 0


@dataclass(slots=True)
class Stretch:
    """Hidden text that goes on."""

    how: How
    parts: list[str]


@dataclass(slots=True)
class Found:
    """`notes`: kind (`footnote`, `endnote`), identifier and rank of each, in reading order. `open`: comments whose
    words go on, by identifier; `anchors`: all of them. `calls`: names of fields that fetch or run something.
    `is_cut`: a field ends where no walk leads, so that all behind its beginning is lost."""

    tracked: list[Tracked] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Aside] = field(default_factory=list)
    notes: list[tuple[str, str, int | None]] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    calls: dict[str, None] = field(default_factory=dict)
    is_cut: bool = False
    anchors: dict[str, Anchor] = field(default_factory=dict)
    open: dict[str, Anchor] = field(default_factory=dict)

    def anchor(self, comment: str, rank: int | None) -> None:
        anchor = self.anchors.setdefault(comment, Anchor(rank))
        if len(self.open) < _MOST_OPEN:
            self.open[comment] = anchor

    def release(self, comment: str) -> None:
        self.open.pop(comment, None)

    def anchored(self, text: str) -> None:
        """Words that all open comments are about; of a long text, a comment keeps the beginning."""
        for comment, anchor in list(self.open.items()):
            anchor.parts.append(text[:_LONGEST])
            anchor.length += len(text)
            if anchor.length > _LONGEST:
                self.release(comment)


def tracked(kind: ChangeKind, mark: etree._Element, text: str, rank: int | None) -> Tracked:
    """A change whose author and date `mark` says."""
    return Tracked(kind, mark.get(f"{W}author", ""), mark.get(f"{W}date", ""), text, rank)


def told(stretches: Iterable[Stretch], rank: int | None) -> Iterator[Hidden]:
    """The stretches of a paragraph that hold anything to hide: tiny text has at least a letter or digit."""
    for stretch in stretches:
        text = "".join(stretch.parts)
        if any(map(str.isalnum, text)) or (stretch.how != "minuscule" and text.strip()):
            yield Hidden(text, stretch.how, rank)
