"""Typed commentary against the figures: comparisons with a reference territory, and trends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assembler.checks.affirmations import Claim, comparisons, references
from assembler.checks.analysis import Analysis, Passage
from assembler.checks.phrases import Sentence
from assembler.checks.portee import OTHER_SPAN, is_about_here, is_of, names, own_words, spoken
from assembler.checks.table import Hit, check
from assembler.checks.tendances import trends
from assembler.checks.vocabulaire import Mention
from assembler.model.arithmetic import half_up
from assembler.model.catalogue import Catalogue, Indicateur
from assembler.model.figures import Dataset, Figure
from assembler.model.messages import excerpt
from assembler.model.numbers import format_value

SOURCE = "Usage : un diagnostic ne dit pas le contraire de ses propres tableaux."
_LIKE = Decimal("0.1")
_LIKE_POINTS = Decimal(1)
_STEADY = Decimal(5)


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator with its figures; `reference` is None where none is at hand."""

    indicator: Indicateur
    own: Figure
    reference: Figure | None = None


# --- comparisons -----------------------------------------------------------------------


@check(
    "CHI010",
    "comparaison-contredite",
    blocks="copil",
    meaning="Un commentaire dit un chiffre supérieur, inférieur ou comparable à celui du département, et le tableau "
    "dit autre chose. « Comparable » n’est contredit que par un écart de plus de 10 % et, pour une part, de plus d’un "
    "point. Une comparaison sans chiffre à comparer (N.C.) est signalée aussi. Les phrases qui parlent d’un quartier, "
    "d’une autre commune ou d’une autre année ne sont pas lues.",
    source=SOURCE,
    mend="Corrigez la phrase, ou le chiffre s’il est faux.",
    bad="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: "
    "La part des familles monoparentales est plus faible que dans le département.}]}",
    good="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: "
    "La part des familles monoparentales est plus forte que dans le département.}]}",
)
def comparison_contradicted(analysis: Analysis) -> Iterator[Hit]:
    if not analysis.references or not analysis.own.complete:
        return
    targets, own = references(tuple(map(names, analysis.references))), own_words(analysis)
    for passage, sentence, read in spoken(analysis, own):
        for claim in comparisons(read, targets):
            reference = analysis.references[claim.reference or 0]
            if is_about_here(analysis, sentence, claim):
                yield from _compared(analysis, passage, sentence, claim, reference)


def _compared(
    analysis: Analysis, passage: Passage, sentence: Sentence, claim: Claim, reference: Dataset
) -> Iterator[Hit]:
    quoted = excerpt(sentence.text[claim.start : claim.end])
    place = passage.at(sentence.start + claim.start)
    for subject in claim.subjects:
        told = [each for each in _levels(analysis, subject, claim, reference) if is_of(sentence, each.own, (0,))]
        numbers = [_pair(each, claim) for each in told]
        if told and all(pair is None for pair in numbers):
            title = _title(analysis.catalogue, told[0].indicator)
            message = f"« {quoted} » : le tableau « {title} » ne donne pas de chiffre à comparer ({reference.name})."
            yield Hit(message, "Retirez la comparaison, ou donnez le chiffre de référence et sa source.", place)
        elif told and all(
            pair and not _agrees(claim, *pair, each.indicator) for pair, each in zip(numbers, told, strict=True)
        ):
            both = [_printed(number, told[0].indicator, claim.growth) for number in numbers[0] or ()]
            title = _title(analysis.catalogue, told[0].indicator)
            change = "une variation de " if claim.growth else ""
            message = (
                f"« {quoted} » : le tableau « {title} » donne {change}{both[0]} ({analysis.own.name}) contre {both[1]} "
                f"({reference.name}) pour « {_called(told[0].indicator)} »."
            )
            yield Hit(message, "Corrigez la phrase, ou le chiffre s’il est faux.", place)


def _levels(analysis: Analysis, subject: Mention, claim: Claim, reference: Dataset) -> Iterator[Told]:
    """The indicators that may be meant: shares and indices; counts only where their growth is compared."""
    for code in subject.codes:
        indicator, own = analysis.catalogue.indicators[code], analysis.own.complete.get(code)
        comparable = not indicator.additive and indicator.unite != "taux" and subject.head != "nombre"
        if own is not None and (comparable or claim.growth) and _value(own, claim) is not None:
            yield Told(indicator, own, reference.complete.get(code))


def _pair(told: Told, claim: Claim) -> tuple[Decimal, Decimal] | None:
    own, other = _value(told.own, claim), _value(told.reference, claim)
    places = 1 if claim.growth else told.indicator.places
    return None if own is None or other is None else (half_up(own, places), half_up(other, places))


def _value(figure: Figure | None, claim: Claim) -> Decimal | None:
    if figure is None:
        return None
    if not claim.growth:
        return figure.number
    return figure.variation * claim.growth if isinstance(figure.variation, Decimal) else None


def _agrees(claim: Claim, own: Decimal, other: Decimal, indicator: Indicateur) -> bool:
    if claim.sense == "autant":
        near = abs(own - other) <= _LIKE * abs(other)
        near = near or (indicator.unite == "pourcent" and abs(own - other) <= _LIKE_POINTS)
        return claim.denied or near
    is_so = own > other if claim.sense == "plus" else own < other
    return is_so != claim.denied


# --- trends ----------------------------------------------------------------------------


@check(
    "CHI011",
    "evolution-contredite",
    blocks="copil",
    meaning="Un commentaire dit qu’un chiffre augmente, baisse ou reste stable, et sa variation sur cinq ans dit le "
    "contraire. « Stable » n’est contredit qu’à partir de 5 % sur cinq ans. Une évolution sur une autre durée n’est "
    "pas lue.",
    source=SOURCE,
    mend="Corrigez la phrase, ou la variation si elle est fausse.",
    bad="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: "
    "Le nombre de familles monoparentales recule.}]}",
    good="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: "
    "Le nombre de familles monoparentales augmente.}]}",
)
def trend_contradicted(analysis: Analysis) -> Iterator[Hit]:
    if not analysis.own.complete:
        return
    others, own = references(tuple(map(names, analysis.references)) or ((),)), own_words(analysis)
    for passage, sentence, read in spoken(analysis, own):
        for claim in trends(read, others) if not OTHER_SPAN.search(sentence.context) else ():
            if not is_about_here(analysis, sentence, claim):
                continue
            for subject in claim.subjects:
                told = [each for each in _changes(analysis, subject) if is_of(sentence, each[1], (0, 5))]
                if told and all(_is_false(claim, *each) for each in told):
                    yield _trend_hit(analysis, passage, sentence, claim, told[0])


_Change = tuple[Indicateur, Figure, Decimal]


def _trend_hit(analysis: Analysis, passage: Passage, sentence: Sentence, claim: Claim, told: _Change) -> Hit:
    indicator, _, change = told
    printed = format_value(half_up(change, 0 if indicator.unite == "evolution" else 1), "evolution")
    if indicator.unite != "evolution":
        printed += "\u00a0% en cinq ans"
    quoted, title = excerpt(sentence.text[claim.start : claim.end]), _title(analysis.catalogue, indicator)
    message = f"« {quoted} » : le tableau « {title} » donne {printed} pour « {_called(indicator)} »."
    return Hit(
        message, "Corrigez la phrase, ou la variation si elle est fausse.", passage.at(sentence.start + claim.start)
    )


def _changes(analysis: Analysis, subject: Mention) -> Iterator[_Change]:
    """The variations of what is meant: of the share if a share is meant, else of the count."""
    for code in (*subject.codes, *(f"{code}_evolution" for code in subject.codes)):
        indicator, figure = analysis.catalogue.indicators.get(code), analysis.own.complete.get(code)
        if indicator is None or figure is None:
            continue
        is_share = not indicator.additive and indicator.unite != "taux"
        change = figure.value if indicator.unite in ("taux", "evolution") else figure.variation
        if isinstance(change, Decimal) and subject.head != ("nombre" if is_share else "part"):
            yield indicator, figure, change


def _is_false(claim: Claim, indicator: Indicateur, figure: Figure, change: Decimal) -> bool:
    """A yearly change is no proof of a steady figure, nor against one."""
    if indicator.unite == "evolution" and (change == 0 or claim.denied):
        return False
    if claim.sense == "autant":
        return not claim.denied and indicator.unite != "evolution" and abs(change) >= _STEADY
    rises = half_up(change, 1) > 0 if claim.sense == "plus" else half_up(change, 1) < 0
    return rises == claim.denied


# --- words -----------------------------------------------------------------------------


def _title(catalogue: Catalogue, indicator: Indicateur) -> str:
    return next(table.titre for table in catalogue.tables.values() if indicator in table.indicateurs)


def _printed(number: Decimal, indicator: Indicateur, growth: int) -> str:
    return format_value(number * growth, "taux") if growth else format_value(number, indicator.unite)


def _called(indicator: Indicateur) -> str:
    return indicator.libelle.removeprefix("dont ")
