"""Variations over five years: what they say of the counts that they started from, and of one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from assembler.checks.analysis import Analysis
from assembler.checks.chiffres import HEAD, SOURCE, called, datasets, printed, same_year, wholes
from assembler.checks.table import Hit, check
from assembler.model.arithmetic import half_up, total
from assembler.model.catalogue import Catalogue, Indicateur
from assembler.model.figures import Figure, Figures
from assembler.model.numbers import format_value


@check(
    "CHI003",
    "variation-impossible",
    meaning="Aucun effectif de départ entier ne donne cette variation : la valeur ou la variation est fausse.",
    source=SOURCE,
    mend="Vérifiez la valeur et sa variation sur cinq ans.",
    bad=f"{HEAD}allocataires_msa;2020;19;+17,0 %",
    good=f"{HEAD}allocataires_msa;2020;19;+18,8 %",
)
def impossible_variation(analysis: Analysis) -> Iterator[Hit]:
    for dataset in datasets(analysis):
        for figure, indicator in _counts(analysis.catalogue, dataset.typed):
            number, change = figure.number, figure.variation
            if number is None or not isinstance(change, Decimal) or _has_base(number, change):
                continue
            message = (
                f"{called(indicator, dataset)} : {printed(number, indicator)} après une variation de "
                f"{format_value(change, 'taux')} ; aucun effectif entier n’y mène."
            )
            yield Hit(message, "Vérifiez la valeur et la variation.", figure.place)


@check(
    "CHI004",
    "variation-des-parties",
    meaning="La variation d’un ensemble n’est pas celle de ses parties, chacune comptée à son poids.",
    source=SOURCE,
    mend="Vérifiez les variations sur cinq ans de l’ensemble et de ses parties.",
    bad=f"{HEAD}enfants_6_a_18_ans;2020;4 847;-1,5 %\nenfants_6_a_12_ans;2020;2 474;+0,9 %\n"
    "enfants_12_a_18_ans;2020;2 373;-5,8 %",
    good=f"{HEAD}enfants_6_a_18_ans;2020;4 847;-2,5 %\nenfants_6_a_12_ans;2020;2 474;+0,9 %\n"
    "enfants_12_a_18_ans;2020;2 373;-5,8 %",
)
def variation_of_parts(analysis: Analysis) -> Iterator[Hit]:
    for dataset in datasets(analysis):
        for indicator in wholes(analysis.catalogue):
            figure = dataset.typed.get(indicator.code)
            parts = [dataset.typed[code] for code in indicator.dont if code in dataset.typed]
            if figure is None or indicator.unite != "nombre" or len(parts) < len(indicator.dont):
                continue
            if total(indicator.dont, dataset.typed) != figure.number or not same_year((figure, *parts)):
                continue
            spans = [_bases(each.number, each.variation) for each in (figure, *parts)]
            known = [span for span in spans if span is not None]
            if len(known) < len(spans):
                continue
            (low, high), *others = known
            if sum(most for _, most in others) < low or sum(least for least, _ in others) > high:
                message = (
                    f"{called(indicator, dataset)} : la variation {format_value(figure.variation, 'taux')} ne "
                    f"s’accorde pas avec celles de ses parties, qui donnent {_combined(figure, parts)}."
                )
                yield Hit(message, "Vérifiez les variations de l’ensemble et de ses parties.", figure.place)


# --- bases -----------------------------------------------------------------------------


def _counts(catalogue: Catalogue, figures: Figures) -> Iterator[tuple[Figure, Indicateur]]:
    """The figures that count people or things, which have whole numbers."""
    for figure in figures.values():
        indicator = catalogue.indicators.get(figure.code)
        if indicator is not None and indicator.unite == "nombre" and indicator.additive:
            yield figure, indicator


def _bases(number: Decimal | None, change: object) -> tuple[Decimal, Decimal] | None:
    """The least and the largest number that the printed variation may have started from; None where it says nothing."""
    if number is None or not isinstance(change, Decimal):
        return None
    half = Decimal(1).scaleb(int(change.as_tuple().exponent)) / 2
    least, most = 100 + change - half, 100 + change + half
    return (number * 100 / most, number * 100 / least) if least > 0 else None


def _has_base(number: Decimal, change: Decimal) -> bool:
    """Is there a whole number from which this variation leads to `number`, once rounded as it is printed?"""
    if number == 0:
        return change in (-100, 0)
    span = _bases(number, change)
    if span is None:  # -100,0 % may be a rounded -99,95 %
        return change >= -100
    places = -int(change.as_tuple().exponent)
    first = int(span[0].to_integral_value(ROUND_FLOOR))
    candidates = range(max(first, 1), min(int(span[1]) + 1, first + 2) + 1)
    return any(half_up((number - base) * 100 / base, places) == change for base in candidates)


def _combined(figure: Figure, parts: list[Figure]) -> str:
    """The variation that the parts make, as the tables print it."""
    base = sum(
        part.number * 100 / (100 + part.variation)
        for part in parts
        if part.number is not None and isinstance(part.variation, Decimal)
    )
    assert figure.number is not None
    return format_value(half_up((figure.number - base) * 100 / base, 1), "taux") if base else "une base nulle"
