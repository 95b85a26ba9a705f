"""Drafts around the signature, made on demand from an input: neither lock nor archive knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.convention import Tools
from assembler.compose.acte import ActeWording, Leaves
from assembler.compose.numbering import Numbering, annexes_of, number
from assembler.model.acte import Genre
from assembler.model.convention import Convention
from assembler.model.document import Document
from assembler.model.place import Place
from assembler.model.plan import Plan
from assembler.readers.acte import read_acte_plan
from assembler.readers.avenant import title_leaves
from assembler.readers.library import wording_of


@dataclass(frozen=True, slots=True)
class MadeActe:
    """A draft that is not on disk yet: where it goes, its document without what is annexed, the bytes of its file."""

    path: Path
    document: Document
    data: bytes


def files_of_actes(made: tuple[MadeActe, ...]) -> Mapping[Path, bytes]:
    """Each target with the bytes of its Word file."""
    return {each.path: each.data for each in made}


def acte_wording(tools: Tools, genre: Genre, day: date) -> ActeWording:
    """The standard wording of that genre of act on that day. Raises Problems."""
    plan, places = read_acte_plan(tools.workspace.clauses, genre)
    return ActeWording(
        slots=plan.slots,
        title=title_leaves(plan.titre, places.at("titre")),
        subtitle=title_leaves(plan.sous_titre, places.at("sous_titre")),
        line=title_leaves(plan.ligne, places.at("ligne")),
        mention=_mention(plan.mention, places.at("mention")),
        place=places.at("corps"),
        library=tools.library,
        day=day,
        parse=wording_of,
    )


def _mention(text: str | None, place: Place) -> Leaves:
    return title_leaves(text, place) if text else ()


def numbering_with(plan: Plan, convention: Convention, wording: ActeWording) -> Numbering:
    """The parts of the convention, and the act's own articles."""
    numbers = number(plan, annexes_of(plan, convention), convention).numbers
    return Numbering({**numbers, **wording.numbers})
