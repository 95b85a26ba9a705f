"""Years, dates and spans in a text: « 2024 », « juin 2024 », « 2023-2026 », « du 1er janvier 2023 au 31 mars 2024 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from assembler.model.scalars import MONTHS

_YEAR = r"(?:19|20)\d\d(?![\d-]|/\d)"
_FIRST_YEAR = r"(?:19|20)\d\d(?=\s?[-–—/]\s?(?:19|20)\d\d(?!\d))"
_MONTH = "|".join(MONTHS)
_MOMENT = re.compile(
    rf"(?i)(?<![\d.,])(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<month>{_MONTH})\s+(?P<year1>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d/])(?P<day2>\d{1,2})/(?P<month2>\d{1,2})/(?P<year2>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)(?!\d)"
    rf"|(?<![\d.,°])(?<!\d[ \u00a0\u202f])(?P<year4>{_FIRST_YEAR}|{_YEAR})"
    r"(?!(?:[ \u00a0\u202f]\d{3}(?!\d)|\s?(?:€|euros?|m²|%|habitants?|familles|enfants|places|heures|h\b)))"
)
_NUMBERED = re.compile(r"(?i)\bn\s?[°º]\s?$")
_JOINT = re.compile(r"\s*(?:[-–—/]|(?:jusqu['’])?(?:à|au)(?:\s+(?:la\s+)?(?:fin|début)(?:\s+d[e’'])?)?)\s*")
_AND = re.compile(r"\s*et\s*")
_BETWEEN = re.compile(r"(?i)\bentre\s+(?:le\s+)?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """The days from `first` to `last`. `start` and `end`: where it stands in the text."""

    first: date
    last: date
    start: int
    end: int
    is_span: bool = False


@lru_cache(maxsize=4096)
def moments(text: str) -> tuple[Moment, ...]:
    """All dates, years and spans of `text`, in order."""
    return tuple(_joined([moment for match in _MOMENT.finditer(text) if (moment := _moment(match, text))], text))


def _joined(single: list[Moment], text: str) -> Iterator[Moment]:
    """Two that the text joins (« de … à … », « entre … et … ») are one span."""
    rank = 0
    while rank < len(single):
        moment = single[rank]
        after = single[rank + 1] if rank + 1 < len(single) else None
        if after and _is_span(text, moment, after):
            yield Moment(moment.first, after.last, moment.start, after.end, is_span=True)
            rank += 2
        else:
            yield moment
            rank += 1


def _is_span(text: str, first: Moment, last: Moment) -> bool:
    between = text[first.end : last.start]
    if _AND.fullmatch(between):
        return _BETWEEN.search(text[max(0, first.start - 12) : first.start]) is not None
    return _JOINT.fullmatch(between) is not None and first.first <= last.last


def _moment(match: re.Match[str], text: str) -> Moment | None:
    """None for the number of a law (« n° 2023-1196 ») or a day that does not exist."""
    if _NUMBERED.search(text[max(0, match.start() - 4) : match.start()]):
        return None
    groups = match.groupdict()
    year = int(next(groups[key] for key in ("year1", "year2", "year3", "year4") if groups[key]))
    if groups["year4"]:
        return Moment(date(year, 1, 1), date(year, 12, 31), *match.span())
    month = MONTHS.index(groups["month"].lower()) + 1 if groups["month"] else int(groups["month2"] or groups["month3"])
    day = groups["day"] or groups["day2"] or groups["day3"]
    try:
        first = date(year, month, int(day or 1))
    except ValueError:
        return None
    last = first if day else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Moment(first, last, *match.span())
