"""The calendar of a portfolio: how many conventions end in each quarter, and the period of each over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from assembler.model.portfolio import Known, Outside, term_of
from assembler.report.comparison.html import TABLE, column
from assembler.report.comparison.marks import joined
from assembler.report.counting import counted

_EMPTY = Markup("")
_BAR = 60
"""Width of the longest bar of a quarter."""
_WIDTH, _HEIGHT = 220, 24
_FARTHEST = 10
"""Years before and after today that the scale shows at most."""
_MOST_LABELS = 6

# --- quarters --------------------------------------------------------------------------


def quarters(known: Sequence[Known], today: date) -> Markup:
    """A table, one row a year: in each quarter the number that end, with a bar as long."""
    counts = Counter(_quarter(each.end) for each in known)
    most = max(counts.values(), default=1)
    years = sorted({year for year, _ in counts})
    heads = ("Année", "1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre", "Année entière")
    rows = joined(_year(year, counts, most, today) for year in _filled(years))
    return TABLE.format(joined(column(each) for each in heads), rows)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1


def _filled(years: Sequence[int]) -> Iterable[int]:
    """With the years between, as long as they are few."""
    return range(years[0], years[-1] + 1) if years and years[-1] - years[0] <= 3 * _FARTHEST else years


def _year(year: int, counts: Counter[tuple[int, int]], most: int, today: date) -> Markup:
    cells = joined(_cell(counts, (year, rank), most, _quarter(today)) for rank in range(1, 5))
    total = sum(counts[year, rank] for rank in range(1, 5))
    return Markup('<tr><th scope="row">{}</th>{}<td class="total">{}</td></tr>').format(year, cells, total or "–")


def _cell(counts: Counter[tuple[int, int]], at: tuple[int, int], most: int, now: tuple[int, int]) -> Markup:
    count = counts[at]
    said = Markup(' <span class="sous">en cours</span>') if at == now else _EMPTY
    css = "ce-trimestre" if at == now else "passe" if at < now else "a-venir"
    bar = _EMPTY
    if count:
        width = max(2, round(_BAR * count / most))
        bar = Markup(
            '<svg class="barres" viewBox="0 0 {0} 10" width="{0}" height="10" aria-hidden="true">'
            '<rect width="{1}" height="10"/></svg>'
        ).format(_BAR, width)
    return Markup('<td class="{}">{}{}{}</td>').format(css, bar, count or "–", said)


# --- periods ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """The years that periods are drawn over, `last` included."""

    first: int
    last: int
    today: date

    @classmethod
    def over(cls, known: Sequence[Known], today: date) -> Scale:
        first = min((each.start.year for each in known), default=today.year)
        last = max((each.end.year for each in known), default=today.year)
        near = today.year - _FARTHEST, today.year + _FARTHEST
        return cls(min(today.year, max(first, near[0])), max(today.year, min(last, near[1])), today)

    def at(self, day: date) -> float:
        """Where a day stands, from 0 to the width; one beyond the scale stands at its edge."""
        days = (date(self.last + 1, 1, 1) - date(self.first, 1, 1)).days
        return round(min(max((day - date(self.first, 1, 1)).days / days, 0), 1) * _WIDTH, 1)

    def axis(self) -> Markup:
        """The years, at the head of the column."""
        every = -(-(self.last - self.first + 1) // _MOST_LABELS)
        labels = joined(
            Markup('<text x="{}" y="10">{}</text>').format(self.at(date(year, 1, 1)), year)
            for year in range(self.first, self.last + 1, every)
        )
        return _svg(labels, 12)

    def period(self, each: Known) -> Markup:
        """A bar from the first day to the last, a mark for each avenant, a line for today."""
        start, end = self.at(each.start), self.at(each.end)
        bar = Markup('<rect class="t-{}" x="{}" y="7" width="{}" height="10" rx="2"/>').format(
            term_of(each.end, self.today), start, max(1.5, round(end - start, 1))
        )
        marks = joined(
            Markup('<path class="avenant" d="M{} 1l4 6h-8z"/>').format(self.at(day)) for day in avenants_of(each)
        )
        now = Markup('<path class="jour-j" d="M{} 0v{}"/>').format(self.at(self.today), _HEIGHT)
        return _svg(self._grid() + bar + marks + now, _HEIGHT)

    def _grid(self) -> Markup:
        lines = "".join(f"M{self.at(date(year, 1, 1))} 0v{_HEIGHT}" for year in range(self.first, self.last + 2))
        return Markup('<path class="annees" d="{}"/>').format(lines)


def _svg(content: Markup, height: int) -> Markup:
    return Markup(
        '<svg class="frise" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true">{2}</svg>'
    ).format(_WIDTH, height, content)


def avenants_of(each: Known) -> tuple[date, ...]:
    """The day on which each avenant was signed."""
    if isinstance(each, Outside):
        return each.avenants
    return each.sealed.avenants if each.sealed else ()


def quarters_in_words(known: Sequence[Known], today: date) -> str:
    """The busiest quarter to come; empty where there is none."""
    counts = Counter(_quarter(each.end) for each in known if each.end >= today)
    if not counts:
        return ""
    (year, rank), count = max(counts.items(), key=lambda pair: (pair[1], -pair[0][0], -pair[0][1]))
    ordinal = "1er" if rank == 1 else f"{rank}e"
    return f"Le trimestre le plus chargé à venir est le {ordinal} de {year} : {counted(count, 'échéance')}."
