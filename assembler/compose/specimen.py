"""A convention in which everything is given: what a clause may name, without any real territory.

It is made from the types of the input, so a new key is known here at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin

from assembler.compose.acte import article_numbers
from assembler.compose.acte_bodies import councils
from assembler.compose.acte_circuit import circuit_context, circuit_of
from assembler.compose.acte_context import deliberation_context
from assembler.compose.avenant_context import avenant_context
from assembler.compose.content import Content
from assembler.compose.context import build_context
from assembler.compose.numbering import DanglingReference, Numbering, number
from assembler.compose.views import view_of
from assembler.model.acte import CIRCUIT, DELIBERATION, Genre, PlanActe, genre_of
from assembler.model.avenant import PREFIX, AvenantFacts, PlanAvenant, is_avenant_clause
from assembler.model.catalogue import Catalogue, Graphique, Indicateur, SectionCatalogue, TableauStatistique
from assembler.model.clause import ClauseVersion, Wording
from assembler.model.convention import Convention, Saisie
from assembler.model.document import Paragraph, Reference, Text
from assembler.model.figures import Dataset, Figure
from assembler.model.messages import suggestion
from assembler.model.place import Place
from assembler.model.plan import Plan

_TEXT = "exemple"  # also an identifier and the code of a table
_CODES = (_TEXT, "autre")
_DAY = date(2024, 1, 1)
_NUMBER = 2
_NESTED = 3  # how often a type may stand inside itself: as many levels as headings have below a part's title

S = TypeVar("S", bound=Saisie)


def specimen(model: type[S]) -> S:
    """A value of the type with every key given and one item in every list."""
    return _made(model, ())  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class SpecimenContext:
    """What a clause may name, each with a value. References lead to every part of the plan, and to any fiche.

    `avenant`: what the clauses of an avenant may name; `actes`: those of the drafts around the signature.
    """

    parameters: Mapping[str, Any]
    cog: Any
    avenant: Mapping[str, Any]
    actes: Mapping[Genre, Mapping[str, Any]]

    def of(self, version: ClauseVersion) -> Mapping[str, Any]:
        """The parameters of that version: `cog` is there only if its header names a period."""
        if is_avenant_clause(version.id):
            return self.avenant
        if genre := genre_of(version.id):
            return self.actes[genre]
        return {**self.parameters, "cog": self.cog} if version.head.cog else self.parameters


def specimen_context(
    plan: Plan, plan_place: Place, avenant: PlanAvenant | None = None, actes: Mapping[Genre, PlanActe] | None = None
) -> SpecimenContext:
    """`avenant`: the plan of the avenants; None lets their clauses refer to any article of an avenant. `actes`: the
    plans of the drafts around the signature.
    """
    convention = specimen(Convention)
    content = _content(convention, plan, plan_place)
    numbers = number(plan, plan.annexes, convention).numbers
    articles = (
        [clause for kind, clause in (step.part for step in avenant.corps) if kind == "article"] if avenant else []
    )
    own = {f"article:{clause}": str(rank) for rank, clause in enumerate(articles, start=1)}
    free = ("fiche:",) if avenant else ("fiche:", f"article:{PREFIX}")
    return SpecimenContext(
        build_context(content, _EveryPart(numbers, ("fiche:", "tableau:", "graphique:"))),
        view_of(convention.caf.cog[0]),
        avenant_context(_avenant(convention), _EveryPart({**numbers, **own}, free), (Paragraph((Text(_TEXT),)),)),
        _actes(convention, numbers, actes or {}),
    )


def _actes(
    convention: Convention, numbers: Mapping[str, str], plans: Mapping[Genre, PlanActe]
) -> dict[Genre, Mapping[str, Any]]:
    def parts(genre: Genre) -> _EveryPart:
        own = article_numbers(plans[genre].slots) if genre in plans else {}
        return _EveryPart({**numbers, **own}, ("fiche:",))

    council = councils(convention)[0]
    return {
        DELIBERATION: deliberation_context(convention, _TEXT, parts(DELIBERATION), council, is_annexed=True),
        CIRCUIT: circuit_context(convention, _TEXT, parts(CIRCUIT), circuit_of(convention)),
    }


def _avenant(convention: Convention) -> AvenantFacts:
    assert convention.signature and convention.deliberation
    return AvenantFacts(
        convention=convention,
        titre=_TEXT,
        signed=_DAY,
        earlier=(_DAY,),
        effet=_DAY,
        fin=_DAY,
        numbers={},
        modifications=(),
        signature=convention.signature,
        deliberation=convention.deliberation,
    )


@dataclass(frozen=True, slots=True)
class _EveryPart(Numbering):
    """The numbers of all parts of the plan. What begins as `free` says is not known to the plan: any may be named."""

    free: tuple[str, ...]

    def refer(self, target: str) -> Reference:
        self._require(target)
        return Reference(target, target)

    def has(self, target: str) -> bool:
        self._require(target)
        return True

    def _require(self, target: str) -> None:
        if target not in self.numbers and not target.startswith(self.free):
            known = [name for name in self.numbers if not name.startswith("fiche:")]
            raise DanglingReference(target, suggestion(target, known, "Parties du plan"))


def _made(annotation: Any, outer: tuple[type[Saisie], ...]) -> Any:
    """A value of that type; `outer` are the models that it stands in."""
    arguments = get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Saisie):
        return _model(annotation, (*outer, annotation))
    if get_origin(annotation) is Literal:
        return arguments[0]
    if get_origin(annotation) is tuple:
        return () if outer.count(arguments[0]) >= _NESTED else (_made(arguments[0], outer),)
    if get_origin(annotation) is dict:
        return {_made(arguments[0], outer): _made(arguments[1], outer)}
    if annotation in (str, int, date):
        return {str: _TEXT, int: _NUMBER, date: _DAY}[annotation]
    return _made(next(each for each in arguments if each is not NoneType), outer)  # a union, or an Annotated


def _model(model: type[Saisie], outer: tuple[type[Saisie], ...]) -> Saisie:
    model.model_rebuild()
    fields = model.model_fields.items()
    return model.model_construct(**{name: _made(field.annotation, outer) for name, field in fields})


def _content(convention: Convention, plan: Plan, place: Place) -> Content:
    return Content(
        convention=convention,
        plan=plan,
        plan_place=place,
        library={},
        own_texts=(),
        catalogue=_catalogue(),
        own=_figures(convention.territoire.nom, place),
        references=(),
        members=tuple(_figures(commune.nom, place) for commune in convention.territoire.communes),
        parse=_no_wording,
        place_of=lambda *_: place,
    )


def _no_wording(_: ClauseVersion) -> Wording:
    return Wording((), ())


def _catalogue() -> Catalogue:
    """One table that the section places, one that none does, and a chart of the overview."""
    chart = Graphique(code=_TEXT, genre="barres", titre=_TEXT, mesure=_TEXT, indicateurs=_CODES)
    section = SectionCatalogue(code=_TEXT, titre=_TEXT, tableaux=tuple(map(_table, _CODES)))
    return Catalogue(sections=(section,), graphiques=(chart,))


def _table(code: str) -> TableauStatistique:
    line = Indicateur(code=code, libelle=code, unite="nombre")
    return TableauStatistique(code=code, titre=code, colonnes="simple", indicateurs=(line,))


def _figures(name: str, place: Place) -> Dataset:
    figures = {code: Figure(code, _DAY.year, Decimal(_NUMBER), None, place) for code in _CODES}
    return Dataset(name, name, figures, figures)
