"""An avenant: its facts and the clauses of its plan -> a document, written as the convention is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assembler.compose.acte_part import part_of
from assembler.compose.avenant_context import avenant_context
from assembler.compose.compose import with_anchors
from assembler.compose.expand import expand_leaves
from assembler.compose.expressions import date_inlines
from assembler.compose.french import capitalize_first
from assembler.compose.marks import with_marks
from assembler.compose.names import designation_of, short_title
from assembler.compose.numbering import Numbering
from assembler.compose.select import Library, choose
from assembler.model.avenant import AvenantFacts, AvenantKind, PartKind, PlanAvenant
from assembler.model.clause import ClauseVersion, Leaf, Wording
from assembler.model.document import Blocks, Cover, Document, Heading, Text, plain
from assembler.model.place import Collector, Place


@dataclass(frozen=True, slots=True)
class AvenantWording:
    """The plan, its titles, and where it stands; the library, and the day that chooses its versions.

    `parse` turns a version into its wording.
    """

    plan: PlanAvenant
    title: tuple[Leaf, ...]
    subtitle: tuple[Leaf, ...]
    place: Place
    library: Library
    day: date
    parse: Callable[[ClauseVersion], Wording]


def chosen_clauses(wording: AvenantWording, kind: AvenantKind) -> dict[str, ClauseVersion]:
    """The version of each clause of an avenant. Raises Problems."""
    wanted = [clause for _, clause in wording.plan.parts(kind)]
    return choose(wording.library, wanted, {}, wording.day, wording.place)


def compose_avenant(facts: AvenantFacts, wording: AvenantWording) -> Document:
    """Raises Problems: all that its clauses got wrong."""
    chosen = chosen_clauses(wording, facts.kind)
    slots = list(wording.plan.parts(facts.kind))
    own = article_numbers(slots)
    context = avenant_context(facts, Numbering({**facts.numbers, **own}), _modifications(facts))
    collector = Collector()
    cover = collector.attempt(_cover, facts, wording, context)
    parts = [collector.attempt(part_of, kind, chosen[clause], own, wording.parse, context) for kind, clause in slots]
    collector.finish()
    assert cover is not None
    composed = with_anchors([part for part in parts if part is not None])
    return with_marks(Document(cover, _running_title(cover, facts), composed))


def article_numbers(slots: list[tuple[PartKind, str]]) -> dict[str, str]:
    """The number of each article of an avenant, by name."""
    articles = [clause for kind, clause in slots if kind == "article"]
    return {f"article:{clause}": str(rank) for rank, clause in enumerate(articles, start=1)}


def _modifications(facts: AvenantFacts) -> Blocks:
    """Each modification under its title."""
    return tuple(block for part in facts.modifications for block in (Heading(2, part.title), *part.blocks))


def _cover(facts: AvenantFacts, wording: AvenantWording, context: Mapping[str, Any]) -> Cover:
    """The title block: an avenant has no cover page."""
    convention, periode = facts.convention, facts.convention.periode
    return Cover(
        title=plain(expand_leaves(wording.title, context)),
        subtitle=plain(expand_leaves(wording.subtitle, context)),
        territory=capitalize_first(designation_of(convention.territoire)),
        period=(Text("Du "), *date_inlines(periode.debut), Text(" au "), *date_inlines(periode.fin)),
        caf=convention.caf.nom_complet,
        logo_caf=convention.caf.logo,
        logo_territoire=convention.territoire.logo,
    )


def _running_title(cover: Cover, facts: AvenantFacts) -> str:
    """« Avenant n° 1 – CTG de Harnes 2023-2026 », as the convention's."""
    return f"{cover.title} – {short_title(facts.convention)}"
