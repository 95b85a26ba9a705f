"""A draft around the signature: the clauses of its plan, filled -> a document, written as the convention is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assembler.compose.acte_part import part_of
from assembler.compose.compose import with_anchors
from assembler.compose.expand import expand_leaves
from assembler.compose.marks import with_marks
from assembler.compose.select import Library, choose_of_period
from assembler.model.acte import Slot
from assembler.model.clause import ClauseVersion, Leaf, Wording
from assembler.model.document import Cover, Document, Inlines, plain
from assembler.model.place import Collector, Place

Leaves = tuple[Leaf, ...]
_BOX = "signataire-acte"  # the convention that follows an act has signatories of its own


@dataclass(frozen=True, slots=True)
class ActeWording:
    """The parts of the plan, in order, and its title block; the library, and the day that chooses its versions.

    `parse` turns a version into its wording.
    """

    slots: Sequence[Slot]
    title: Leaves
    subtitle: Leaves
    line: Leaves
    mention: Leaves
    place: Place
    library: Library
    day: date
    parse: Callable[[ClauseVersion], Wording]

    @property
    def numbers(self) -> Mapping[str, str]:
        return article_numbers(self.slots)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose act it is. `logo`: path of an image, or None. `running_title`, `footer`: what its pages bear."""

    name: str
    logo: str | None
    running_title: str
    footer: str


def compose_acte(wording: ActeWording, issuer: Issuer, context: Mapping[str, Any]) -> Document:
    """Raises Problems: all that its clauses got wrong."""
    wanted = [clause for _, clause in wording.slots]
    chosen = choose_of_period(wording.library, wanted, {}, wording.day, wording.place)
    collector = Collector()
    cover = collector.attempt(_cover, wording, issuer, context)
    numbers = wording.numbers
    parts = [
        collector.attempt(part_of, kind, chosen[clause], numbers, wording.parse, context)
        for kind, clause in wording.slots
    ]
    collector.finish()
    assert cover is not None
    composed = with_anchors([part for part in parts if part is not None], _BOX)
    return with_marks(Document(cover, issuer.running_title, composed))


def article_numbers(slots: Sequence[Slot]) -> dict[str, str]:
    """The number of each article of an act, by name: « 1er », « 2 »."""
    articles = [clause for kind, clause in slots if kind == "article"]
    return {f"article:{clause}": "1er" if rank == 1 else str(rank) for rank, clause in enumerate(articles, start=1)}


def _cover(wording: ActeWording, issuer: Issuer, context: Mapping[str, Any]) -> Cover:
    """The title block: the act has no cover page."""

    def filled(leaves: Leaves) -> Inlines:
        return expand_leaves(leaves, context)

    return Cover(
        title=plain(filled(wording.title)),
        subtitle=plain(filled(wording.subtitle)),
        territory=issuer.name,
        period=filled(wording.line),
        caf=issuer.footer,
        logo_caf=None,
        logo_territoire=issuer.logo,
        mention=plain(filled(wording.mention)),
    )
