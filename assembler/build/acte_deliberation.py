"""Draft deliberations: one for each council that votes, with the convention as its annexe in the same file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from assembler.build.acte import MadeActe, acte_wording, made_acte, numbering_with
from assembler.build.convention import Composed, Tools
from assembler.build.freezing import refuse_change
from assembler.build.freshness import Judge, read_lock
from assembler.build.record import text_of
from assembler.build.start import possible_name
from assembler.build.workspace import KEPT
from assembler.compose.acte import Issuer, compose_acte
from assembler.compose.acte_bodies import councils
from assembler.compose.acte_context import deliberation_context, heading_name
from assembler.compose.names import designation_of, short_title
from assembler.model.acte import DELIBERATION, Council
from assembler.model.bodies import bare_name
from assembler.model.convention import Convention
from assembler.model.finding import reached
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.model.walk import without_remarks
from assembler.readers.source_text import read_bytes
from assembler.writers.acte import Acte
from assembler.writers.package import read_image
from assembler.writers.templates import ACTE


@dataclass(frozen=True, slots=True)
class Deliberations:
    """`made`: the territory's first. `is_draft`: the convention is not yet at the stage of the vote; `is_frozen`: its
    text can't change any more. `unread`: how many files a notice stands for in it.
    """

    made: tuple[MadeActe, ...]
    convention: Convention
    is_draft: bool
    is_frozen: bool
    unread: int


def make_deliberations(tools: Tools, path: Path, pour: str | None = None, annexe: bool = True) -> Deliberations:
    """The drafts of an input. `pour`: the commune or territory whose council alone is meant; `annexe` False leaves
    the convention out. A text that was voted is annexed as it was, in today's look.

    Raises Problems, also where a frozen text has changed since.
    """
    composed = text_of(tools, path)
    lock = read_lock(tools.workspace, path)
    if lock and lock.frozen and reached(composed.source.convention.etape, "deliberation"):
        refuse_change(tools.workspace, composed, lock.frozen, lock, Judge.of(tools))
    convention = composed.source.convention
    names = _file_names(councils(convention))
    chosen = _meant(convention, pour)
    collector = Collector()
    made = [
        collector.attempt(_Making(tools, composed, council, annexe).made, names[council.rank]) for council in chosen
    ]
    collector.finish()
    return Deliberations(
        made=tuple(each for each in made if each),
        convention=convention,
        is_draft=not reached(convention.etape, "deliberation"),
        is_frozen=bool(lock and lock.frozen) or (tools.workspace.archive(path) / KEPT).is_file(),
        unread=len(composed.unread),
    )


def _meant(convention: Convention, pour: str | None) -> Sequence[Council]:
    """Raises Problems where `pour` names no council."""
    known = councils(convention)
    if pour is None:
        return known
    wanted = bare_name(pour)
    in_full = [each for each in known if bare_name(designation_of(each.body)) == wanted]
    if found := in_full or [each for each in known if bare_name(each.body.nom) == wanted]:
        return found
    raise Problems.one(
        f"Aucune collectivité de cette convention ne s’appelle « {excerpt(pour)} ».",
        suggestion(pour, dict.fromkeys(each.body.nom for each in known), "Collectivités"),
    )


def _file_names(known: Sequence[Council]) -> Mapping[int | None, str]:
    """The name of each file by the commune's rank, never twice the same."""
    names: dict[int | None, str] = {}
    for council in known:
        name = (
            "deliberation" if council.rank is None else f"deliberation-{possible_name(council.body.nom) or 'commune'}"
        )
        others = (f"{name}-{rank}.docx" for rank in count(2))
        names[council.rank] = next(each for each in chain([f"{name}.docx"], others) if each not in names.values())
    return names


@dataclass(frozen=True, slots=True)
class _Making:
    tools: Tools
    composed: Composed
    council: Council
    annexe: bool

    def made(self, name: str) -> MadeActe:
        """Raises Problems."""
        convention = self.composed.source.convention
        vote = self.council.deliberation.date
        wording = acte_wording(self.tools, DELIBERATION, vote or convention.jour_de_reference)
        cover = self.composed.document.cover
        numbering = numbering_with(self.composed.content.plan, convention, wording)
        context = deliberation_context(convention, cover.title, numbering, self.council, self.annexe)
        document = compose_acte(wording, self._issuer(convention), context)
        annexe = without_remarks(self.composed.document) if self.annexe else None
        acte = Acte(document, ACTE, convention.caf.nom_complet, annexe=annexe)
        target = self.tools.workspace.output(self.composed.source.files[0]) / name
        return made_acte(target, acte, self.tools.templates, self._logos())

    def _issuer(self, convention: Convention) -> Issuer:
        name = heading_name(self.council)
        return Issuer(name, self.council.body.logo, f"Délibération – {short_title(convention)}", name)

    def _logos(self) -> Mapping[str, bytes]:
        """The body's own, and those of the annexed cover. Raises Problems."""
        logos = dict(self.composed.logos) if self.annexe else {}
        own = self.council.body.logo
        if own and own not in logos:
            logos[own] = self.composed.logos.get(own) or self._member_logo(own)
        return logos

    def _member_logo(self, logo: str) -> bytes:
        place = self.composed.source.places.at("territoire", "communes", self.council.rank or 0, "logo")
        try:
            data = read_bytes(self.tools.workspace.root / logo)
            read_image("commune", data)
        except Problems as error:
            raise Problems(_placed(error.problems, place)) from None
        return data


def _placed(problems: Sequence[Problem], place: Place) -> Iterator[Problem]:
    return (replace(each, place=each.place or place) for each in problems)
