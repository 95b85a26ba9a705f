"""What the clauses of an avenant may name. The list for authors is docs/clauses.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from assembler.compose.context import bodies_context, functions, signature_boxes, signature_view
from assembler.compose.numbering import Numbering
from assembler.compose.parties import deliberations_view, inside_sentence
from assembler.model.avenant import AvenantFacts
from assembler.model.document import Blank, Blocks, SignatureBox


def avenant_context(facts: AvenantFacts, numbering: Numbering, modifications: Blocks) -> Mapping[str, Any]:
    """`numbering`: the parts of the convention, and the avenant's own articles."""
    boxes = signature_boxes(facts.convention)
    avenant = SimpleNamespace(
        numero=facts.number,
        convention=_convention(facts),
        parties=tuple(map(_party, boxes)),
        deliberations=_deliberations(facts),
        modifications=modifications,
        effet=_or_blank(facts.effet, "date d’effet"),
        fin=_or_blank(facts.fin, "nouvelle date de fin"),
        signature=signature_view(facts.signature, boxes),
    )
    return {**bodies_context(facts.convention), **functions(numbering), "avenant": avenant}


def _convention(facts: AvenantFacts) -> Any:
    periode = facts.convention.periode
    return SimpleNamespace(
        titre=facts.titre,
        debut=periode.debut,
        fin=periode.fin,
        signature=_or_blank(facts.signed, "date de signature de la convention"),
        avenants=tuple(
            SimpleNamespace(numero=number, signature=day) for number, day in enumerate(facts.earlier, start=1)
        ),
    )


def _party(box: SignatureBox) -> Any:
    return SimpleNamespace(organisme=box.organisme, qualite=inside_sentence(box.qualite), nom=box.nom)


def _deliberations(facts: AvenantFacts) -> tuple[Any, ...]:
    """One for each body that deliberates: the territory, then its member communes, whose own are not known."""
    territoire = facts.convention.territoire
    return deliberations_view([(territoire, facts.deliberation), *((each, None) for each in territoire.communes)])


def _or_blank(day: date | None, label: str) -> date | Blank:
    return day or Blank(label)
