"""The charts of the diagnostic, as the catalogue declares them, and what the radar tells in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assembler.compose import french
from assembler.compose.diagnostic.sentences import bullet_list
from assembler.compose.diagnostic.tables import source_note
from assembler.model.arithmetic import half_up
from assembler.model.catalogue import Catalogue, Graphique, Indicateur, Unit
from assembler.model.document import Block, Chart, ChartUnit, Paragraph, Series, Text
from assembler.model.figures import Dataset
from assembler.model.numbers import NBSP, format_value

_FEWEST_AXES = 3  # of a radar: with two it is a line
_SHAPES = {"barres": "Graphique en barres", "radar": "Graphique en radar"}
_UNITS: dict[Unit, ChartUnit] = {"pourcent": "%", "euros": "€", "nombre": "nombre"}
"""The units that bars may have; the catalogue's reader sees to it that those of one chart agree."""
_MEANINGS = {
    (True, "fragilite"): "point de fragilité",
    (True, "atout"): "point d’appui",
    (False, "fragilite"): "point d’appui",
    (False, "atout"): "point de fragilité",
}
"""What an indicator far above the reference (True) or far below it (False) signals, by its `sens`."""


@dataclass(frozen=True, slots=True)
class _Ratio:
    """An indicator beside the reference, which is 100."""

    indicator: Indicateur
    ours: Decimal
    theirs: Decimal

    @property
    def shown(self) -> Decimal:
        """What the chart shows, and the limits are held against."""
        return half_up(self.ours * 100 / self.theirs, 0)


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one territory beside its department; `department` is None where its figures are not given."""

    catalogue: Catalogue
    own: Dataset
    department: Dataset | None

    def after(self, table: str | None) -> Iterator[Block]:
        """Those that follow the table; None: those of the overview. A chart that would be all but empty is left out."""
        for graphique in self.catalogue.graphiques:
            if graphique.apres == table:
                yield from self._radar(graphique) if graphique.genre == "radar" else self._bars(graphique)

    # -- bars

    def _bars(self, graphique: Graphique) -> Iterator[Block]:
        shown = [each for each in self._indicators(graphique) if self.own.number(each.code) is not None]
        if len(shown) < 2 or not any(self.own.number(each.code) for each in shown):
            return
        datasets = [self.own, *self._reference(graphique, shown)]
        series = [Series(each.name, tuple(each.number(one.code) for one in shown)) for each in datasets]
        yield self._chart(graphique, shown, series, _UNITS[shown[0].unite])

    def _reference(self, graphique: Graphique, shown: Sequence[Indicateur]) -> Sequence[Dataset]:
        """The department, where the chart wants it and it has at least one of the figures."""
        department = self.department if graphique.reference == "oui" else None
        known = department and any(department.number(each.code) is not None for each in shown)
        return [department] if department and known else []

    # -- radar

    def _radar(self, graphique: Graphique) -> Iterator[Block]:
        """Ratios to the department; then, in words, those that are far from it."""
        reference = self.department
        ratios = list(self._ratios(graphique, reference)) if reference else []
        if reference is None or len(ratios) < _FEWEST_AXES:
            return
        shown = [ratio.indicator for ratio in ratios]
        series = [
            Series(self.own.name, tuple(ratio.shown for ratio in ratios)),
            Series(f"{reference.name}{NBSP}= 100", (Decimal(100),) * len(ratios)),
        ]
        yield self._chart(graphique, shown, series, "indice")
        high, low = self.catalogue.seuils.haut, self.catalogue.seuils.bas
        above = [ratio for ratio in ratios if ratio.shown >= high]
        below = [ratio for ratio in ratios if ratio.shown <= low]
        yield from _far(above, "supérieur", f"rapport d’au moins {high}", reference)
        yield from _far(below, "inférieur", f"rapport d’au plus {low}", reference)

    def _ratios(self, graphique: Graphique, reference: Dataset) -> Iterator[_Ratio]:
        for indicator in self._indicators(graphique):
            ours, theirs = self.own.number(indicator.code), reference.number(indicator.code)
            if ours is not None and theirs:
                yield _Ratio(indicator, ours, theirs)

    # -- both

    def _chart(
        self, graphique: Graphique, shown: Sequence[Indicateur], series: Sequence[Series], unit: ChartUnit
    ) -> Chart:
        measure = french.capitalize_first(graphique.mesure)
        references = [self.department] if self.department and len(series) > 1 else []
        note = source_note(self.catalogue, [each.code for each in shown], self.own, references)
        return Chart(
            caption=(Text(graphique.titre),),
            kind=graphique.genre,
            title=measure,
            description=_description(graphique, shown, series, unit),
            unit=unit,
            categories=tuple(french.capitalize_first(each.short) for each in shown),
            series=tuple(series),
            notes=((Text(note),),) if note else (),
            anchor=f"graphique:{graphique.code}",
        )

    def _indicators(self, graphique: Graphique) -> list[Indicateur]:
        return [self.catalogue.indicators[code] for code in graphique.indicateurs]


def _description(graphique: Graphique, shown: Sequence[Indicateur], series: Sequence[Series], unit: ChartUnit) -> str:
    """All that the chart shows: « Moins de 3 ans : Harnes 15,5 %, Pas-de-Calais 13,3 % ; … »."""
    told_series = series[:1] if unit == "indice" else series  # a radar's reference is 100 all around
    told = [
        f"{each.short}{NBSP}: {', '.join(_said(one, rank, each, unit) for one in told_series)}"
        for rank, each in enumerate(shown)
    ]
    measured = f"{_SHAPES[graphique.genre]}{NBSP}: {graphique.titre}, {graphique.mesure}."
    return f"{measured} {french.capitalize_first(f'{NBSP}; '.join(told))}."


def _said(series: Series, rank: int, indicator: Indicateur, unit: ChartUnit) -> str:
    value = series.values[rank]
    if unit == "indice":
        return f"{series.name} {value}"
    return f"{series.name} {format_value(value, indicator.unite) or 'sans chiffre'}"


def _far(ratios: Sequence[_Ratio], side: str, limit: str, reference: Dataset) -> Iterator[Block]:
    """The indicators far above or far below the reference, or that there are none."""
    whose = french.with_de(reference.said)
    if not ratios:
        yield Paragraph(
            (Text(f"Parmi les indicateurs du graphique, aucun n’est fortement {side} à celui {whose} ({limit})."),)
        )
        return
    plural = "s" if len(ratios) > 1 else ""
    others = "ceux" if plural else "celui"
    yield Paragraph((Text(f"Indicateur{plural} fortement {side}{plural} à {others} {whose} ({limit}){NBSP}:"),))
    yield bullet_list([_told(ratio, side == "supérieur") for ratio in ratios])


def _told(ratio: _Ratio, above: bool) -> str:
    """« la part des bénéficiaires du RSA (22,4 % contre 17,5 %, soit 128), point de fragilité »."""
    words = ratio.indicator.comparaison
    figures = " contre ".join(format_value(number, ratio.indicator.unite) for number in (ratio.ours, ratio.theirs))
    name = words.nom if words else ratio.indicator.libelle
    meaning = f", {_MEANINGS[above, words.sens]}" if words and words.sens else ""
    return f"{name} ({figures}, soit {ratio.shown}){meaning}"
