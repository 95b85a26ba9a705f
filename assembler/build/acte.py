"""Drafts around the signature, made on demand from an input: neither lock nor archive knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.printing import Printer, Render
from assembler.compose.acte import ActeWording, Leaves
from assembler.compose.numbering import Numbering, annexes_of, number
from assembler.model.acte import Genre
from assembler.model.convention import Convention
from assembler.model.document import Document
from assembler.model.layout import UNPAGED
from assembler.model.place import Place, Problem, Problems
from assembler.model.plan import Plan
from assembler.readers.acte import read_acte_plan
from assembler.readers.avenant import title_leaves
from assembler.readers.library import wording_of
from assembler.writers.acte import Acte, write_acte
from assembler.writers.templates import Templates


@dataclass(frozen=True, slots=True)
class MadeActe:
    """A draft that is not on disk yet: where it goes, its text with what is annexed, the bytes of its Word file.

    `render` gives these bytes in another layout.
    """

    path: Path
    acte: Acte
    data: bytes
    render: Render

    @property
    def document(self) -> Document:
        """Without what is annexed."""
        return self.acte.document


def made_acte(path: Path, acte: Acte, templates: Templates, logos: Mapping[str, bytes]) -> MadeActe:
    """Raises Problems: a wrong template, a text that did not come out."""
    render = partial(write_acte, acte, templates, logos)
    return MadeActe(path, acte, render(UNPAGED), render)


def files_of_actes(
    made: tuple[MadeActe, ...], printer: Printer, is_wanted: bool = False
) -> tuple[Mapping[Path, bytes], tuple[Problem, ...]]:
    """Each target with the bytes of its file: Word, and PDF where that `is_wanted` or there is one already. Then why
    PDFs could not be made.
    """
    files: dict[Path, bytes] = {}
    lacking: dict[Problem, None] = {}
    for each in made:
        files[each.path] = each.data
        if not (is_wanted or each.path.with_suffix(".pdf").is_file()):
            continue
        try:
            printed = printer.printed(each.render, each.acte.whole)
            files |= {each.path: printed.word, each.path.with_suffix(".pdf"): printed.pdf}
        except Problems as error:
            lacking |= dict.fromkeys(error.problems)
    return files, tuple(lacking)


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
