"""The texts that a chart shows, held against those that its data say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assembler.compare.signed.tokens import Token, tokens_in
from assembler.model.pdftext import ChartWords

_SIGNS = ("%", "-", "+", "€", ",", ".")


def odd_words(chart: ChartWords, shown: Sequence[Token]) -> tuple[list[int], list[str]]:
    """Ranks of the words that the chart should not show, and the texts and values that it should show and does not.

    The numbers of an axis are at equal distances; no data say which ones a program puts there.
    """
    left: dict[str, list[int]] = {}
    for rank, token in enumerate(shown):
        left.setdefault(token.key, []).append(rank)
    lacking = [text for text in chart.texts if not _taken(left, [token.key for token in tokens_in(text)])]
    lacking += [_printed(value)[0] for value in chart.labels if not _taken_value(left, value)]
    for other in chart.others:
        if isinstance(other, str):
            _taken(left, [token.key for token in tokens_in(other)])
        else:
            _taken_value(left, other)
    for sign in _SIGNS:
        left.pop(sign, None)
    ticks = _ticks([number for key in left if left[key] and (number := _number(key)) is not None])
    odd = [rank for key, ranks in left.items() for rank in ranks if _number(key) not in ticks]
    return sorted(odd), lacking


def _taken(left: dict[str, list[int]], keys: Sequence[str]) -> bool:
    """Take the words away, if all of them are there."""
    if any(len(left.get(key, ())) < count for key, count in Counter(keys).items()):
        return False
    for key in keys:
        left[key].pop(0)
    return True


def _taken_value(left: dict[str, list[int]], value: float) -> bool:
    found = next((each for each in _printed(value) if left.get(each)), None)
    if found:
        left[found].pop(0)
    return found is not None


def _printed(value: float) -> list[str]:
    """A value as its label may say it, without its sign."""
    texts = [f"{abs(value):.{digits}f}".replace(".", ",") for digits in (1, 0, 2)]
    exact = [text for text in texts if abs(float(text.replace(",", ".")) - abs(value)) < 1e-9]
    return exact or texts


def _number(key: str) -> float | None:
    try:
        return float(key.replace(",", "."))
    except ValueError:
        return None


def _ticks(numbers: Sequence[float]) -> set[float | None]:
    """The numbers that stand at the commonest distance from each other, from the first of them on."""
    ordered = sorted(set(numbers))
    steps = Counter(round(b - a, 6) for a, b in pairwise(ordered))
    if not steps:
        return set()
    step = steps.most_common(1)[0][0]
    start = next(a for a, b in pairwise(ordered) if round(b - a, 6) == step)
    return set(_multiples(ordered, start, step))


def _multiples(ordered: Sequence[float], start: float, step: float) -> Iterator[float]:
    for each in ordered:
        share = (each - start) / step
        if abs(share - round(share)) < 1e-6:
            yield each
