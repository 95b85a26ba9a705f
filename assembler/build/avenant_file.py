"""The Word file of an avenant: its clauses chosen, composed with its facts, written and proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.stamp import manifest_of
from assembler.compose.avenant import AvenantWording, chosen_clauses, compose_avenant
from assembler.model.avenant import AvenantFacts
from assembler.model.document import Document
from assembler.readers.avenant import read_avenant_plan, title_leaves
from assembler.readers.library import wording_of
from assembler.writers.acte import Acte, write_acte
from assembler.writers.templates import AVENANT


@dataclass(frozen=True, slots=True)
class AvenantFile:
    document: Document
    data: bytes


def avenant_wording(tools: Tools, day: date) -> AvenantWording:
    """The avenant's standard wording on that day. Raises Problems."""
    plan, places = read_avenant_plan(tools.workspace.clauses)
    return AvenantWording(
        plan=plan,
        title=title_leaves(plan.titre, places.at("titre")),
        subtitle=title_leaves(plan.sous_titre, places.at("sous_titre")),
        place=places.at("corps"),
        library=tools.library,
        day=day,
        parse=wording_of,
    )


def avenant_file(
    tools: Tools, path: Path, facts: AvenantFacts, wording: AvenantWording, logos: Mapping[str, bytes]
) -> AvenantFile:
    """`path`: the input of the convention that is amended; `logos`: pictures by their path. Raises Problems."""
    document = compose_avenant(facts, wording)
    main = path.resolve().relative_to(tools.workspace.root.resolve()).as_posix()
    manifest = manifest_of(document, main, chosen_clauses(wording, facts.kind))
    acte = Acte(document, AVENANT, document.cover.caf, manifest)
    return AvenantFile(document, write_acte(acte, tools.templates, logos))
