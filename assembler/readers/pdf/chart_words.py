"""The words of the charts of a Word file, which a PDF made from it shows as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from assembler.model.pdftext import ChartWords
from assembler.readers.word.package import open_package
from assembler.word.body import W, items_of

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def chart_words(data: bytes, path: Path) -> tuple[ChartWords, ...]:
    """In the order of the text. `path` names the file in messages. Raises Problems: it can't be read."""
    package = open_package(data, path)
    root = package.xml(package.main)
    body = None if root is None else root.find(f"{W}body")
    relations = package.relations(package.main)
    found = []
    for rank, item in enumerate(() if body is None else items_of(body)):
        for chart in item.iter(f"{_C}chart"):
            relation = relations.get(chart.get(f"{_R}id", ""))
            part = package.xml(relation.target) if relation is not None and not relation.outside else None
            if part is not None:
                found.append(_words(rank, part))
    return tuple(found)


def _words(rank: int, chart: etree._Element) -> ChartWords:
    texts = ["".join(run.text or "" for run in line.iter(f"{_A}t")) for line in chart.iter(f"{_A}p")]
    categories: dict[str, None] = {}
    names: list[str] = []
    labels: list[float] = []
    others: list[float] = []
    for plot in chart.iterfind(f"{_C}chart/{_C}plotArea/*"):
        for series in plot.findall(f"{_C}ser"):
            names += _cached(series, "tx")
            categories |= dict.fromkeys(_cached(series, "cat", "xVal"))
            values = [number for text in _cached(series, "val", "yVal") if (number := _number(text)) is not None]
            (labels if _is_labelled(series, plot) else others).extend(values)
    has_legend = chart.find(f"{_C}chart/{_C}legend") is not None
    shown = [*texts, *categories, *(names if has_legend else ())]
    return ChartWords(
        rank, tuple(filter(str.strip, shown)), tuple(labels), (*others, *(() if has_legend else tuple(names)))
    )


def _is_labelled(series: etree._Element, plot: etree._Element) -> bool:
    """Are its values shown, as it says itself, or as the plot says for all?"""
    for holder in (series, plot):
        shown = holder.find(f"{_C}dLbls/{_C}showVal")
        if shown is not None:
            return shown.get("val") in ("1", "true")
    return False


def _cached(series: etree._Element, *names: str) -> Iterator[str]:
    for name in names:
        for holder in series.findall(f"{_C}{name}"):
            yield from (each.text or "" for each in holder.iter(f"{_C}v"))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
