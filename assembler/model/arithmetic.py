"""The arithmetic of the diagnostic: shares from counts, sums, rounding. Exact decimals, pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from assembler.model.catalogue import Catalogue, Indicateur
from assembler.model.figures import Figure, Figures, Special, Value

_SIDE = r"\s*([\w-]+|\(\s*[\w-]+(?:\s*\+\s*[\w-]+)+\s*\))\s*"
_FORMULA = re.compile(f"{_SIDE}/{_SIDE}")


@dataclass(frozen=True, slots=True)
class Formula:
    """A share: the sum of the `top` codes over the sum of the `bottom` codes."""

    top: tuple[str, ...]
    bottom: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return self.top + self.bottom


@lru_cache(maxsize=1024)
def parse_formula(text: str) -> Formula:
    """« personnes_couvertes / habitants », « (couples + monoparents) / allocataires ». Raises ValueError if not one."""
    match = _FORMULA.fullmatch(text)
    if not match:
        raise ValueError(text)
    top, bottom = (tuple(re.findall(r"[\w-]+", side)) for side in match.groups())
    return Formula(top, bottom)


def share(indicator: Indicateur, figures: Figures) -> Decimal | None:
    """The percentage that the indicator's formula gives, rounded half-up; None where a count is missing or zero.

    Source: 54 of the 54 shares of the two real conventions that can be computed agree.
    """
    if not indicator.formule:
        return None
    formula = parse_formula(indicator.formule)
    top, bottom = total(formula.top, figures), total(formula.bottom, figures)
    if top is None or not bottom:
        return None
    return half_up(top * 100 / bottom, indicator.places)


def completed(catalogue: Catalogue, figures: Figures) -> Figures:
    """The figures with every share that their counts give; a share typed beside its counts gives way to it.

    What was declared as not communicated stays so.

    A share without a line of its own takes the year and the place of its first count.
    """
    found = dict(figures)
    for indicator in catalogue.computed:
        code, value = indicator.code, share(indicator, figures)
        if value is None or (code in found and isinstance(found[code].value, Special)):
            continue
        if code in found:
            found[code] = replace(found[code], value=value)
        else:
            base = figures[parse_formula(indicator.formule or "").top[0]]
            found[code] = Figure(code, base.year, value, None, base.place)
    return found


def summed(catalogue: Catalogue, members: Sequence[Figures]) -> Figures:
    """The figures of a whole that its members make: counts and amounts that all give for the same year, and shares.

    Nothing is said of an indicator that a member lacks, or that does not add up (`somme: non`); nor of
    variations, whose bases are not known exactly. The place is that of the first member's figure.
    """
    found: dict[str, Figure] = {}
    for code in catalogue.units:
        parts = [figures[code] for figures in members if code in figures]
        numbers = [number for part in parts if (number := part.number) is not None]
        same_year = len({part.year for part in parts}) == 1
        if members and len(numbers) == len(members) and same_year and catalogue.adds_up(code):
            found[code] = Figure(code, parts[0].year, _added(parts, numbers), None, parts[0].place)
    return completed(catalogue, found)


def _added(parts: Sequence[Figure], numbers: Sequence[Decimal]) -> Value:
    """`- €` where nothing was paid anywhere."""
    return Special.NEANT if all(part.value is Special.NEANT for part in parts) else sum(numbers, Decimal(0))


def total(codes: Iterable[str], figures: Figures) -> Decimal | None:
    """The sum of the figures; None if one of them has no number."""
    numbers = [figures[code].number if code in figures else None for code in codes]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def half_up(value: Decimal, places: int) -> Decimal:
    """Rounded to `places` decimals, a half going away from zero; -0 becomes 0."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def two_digits(value: Decimal) -> Decimal:
    """Rounded half-up to two significant figures: 877 755 -> 880 000, 3 700 -> 3 700. Below 100, to the unit."""
    exponent = max(value.adjusted() - 1, 0)
    return half_up(value.scaleb(-exponent), 0).scaleb(exponent).quantize(Decimal(1))
