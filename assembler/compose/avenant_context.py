"""What the clauses of an avenant may name. The list for authors is docs/clauses.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from assembler.compose.context import bodies_context, functions, signature_boxes
from assembler.compose.names import designation_of
from assembler.compose.numbering import Numbering
from assembler.compose.views import view_of
from assembler.model.avenant import AvenantFacts
from assembler.model.convention import Deliberation
from assembler.model.document import Blank, Blocks, Inlines, SignatureBlock, SignatureBox, Text


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
        signature=_signature(facts, boxes),
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
    """The capacity as it stands inside a sentence: « le Maire »."""
    return SimpleNamespace(organisme=box.organisme, qualite=_inside(box.qualite), nom=box.nom)


def _inside(words: Inlines) -> Inlines:
    first = words[0]
    is_article = isinstance(first, Text) and first.text.partition(" ")[0] in ("Le", "La", "Les")
    return (Text(first.text[:1].lower() + first.text[1:]), *words[1:]) if is_article else words


def _deliberations(facts: AvenantFacts) -> tuple[Any, ...]:
    """One for each body that deliberates: the territory, then its member communes, whose own are not known."""
    territoire = facts.convention.territoire
    given = [(territoire, facts.deliberation), *((commune, Deliberation()) for commune in territoire.communes)]
    views = []
    for body, deliberation in given:
        view = view_of(deliberation)
        view.collectivite = designation_of(body)
        views.append(view)
    return tuple(views)


def _signature(facts: AvenantFacts, boxes: tuple[SignatureBox, ...]) -> Any:
    view = view_of(facts.signature)
    view.bloc = SignatureBlock(boxes)
    return view


def _or_blank(day: date | None, label: str) -> date | Blank:
    return day or Blank(label)
