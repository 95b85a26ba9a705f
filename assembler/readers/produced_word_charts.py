"""Series of a chart that only their colour tells apart, and the colours of its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from lxml import etree

from assembler.model.colours import contrast
from assembler.model.produced import InkOnPaper
from assembler.readers.produced_word_colours import Palette
from assembler.readers.produced_word_parts import A, C

_APART = 3.0
"""Contrast at which two fills differ in grey too (WCAG 2.1, technique G183)."""
_LARGE, _LARGE_BOLD = 1800, 1400  # hundredths of a point
_USUAL_SIZE = 1000


class _Look(NamedTuple):
    """`form`: hatching, dash and marker; `colour` of the fill, else of the line, empty if unknown."""

    form: tuple[str, str, str]
    colour: str


def differ_by_colour_alone(chart: etree._Element, palette: Palette) -> bool:
    """Have two of its series the same hatching, dash and marker, in colours that are alike in grey?"""
    looks = [_look(series, palette) for series in chart.iter(f"{C}ser")]
    return any(
        one.form == two.form and not (one.colour and two.colour and contrast(one.colour, two.colour) >= _APART)
        for one, two in combinations(looks, 2)
    )


def _look(series: etree._Element, palette: Palette) -> _Look:
    pattern = series.find(f"{C}spPr/{A}pattFill")
    solid = series.find(f"{C}spPr/{A}solidFill")
    line = series.find(f"{C}spPr/{A}ln")
    dash = line.find(f"{A}prstDash") if line is not None else None
    marker = series.find(f"{C}marker/{C}symbol")
    form = tuple("" if each is None else each.get(key, "") for each, key in _forms(pattern, dash, marker))
    drawn = pattern if pattern is not None else solid if solid is not None else line
    return _Look(form, palette.drawn(drawn) if drawn is not None else "")  # type: ignore[arg-type]


def _forms(
    pattern: etree._Element | None, dash: etree._Element | None, marker: etree._Element | None
) -> tuple[tuple[etree._Element | None, str], ...]:
    return (pattern, "prst"), (dash, "val"), (marker, "val")


def chart_inks(chart: etree._Element, name: str, palette: Palette) -> Iterator[InkOnPaper]:
    """The colours of the words of a chart on its background, white where it has none."""
    ground = chart.find(f"{C}spPr/{A}solidFill")
    paper = (palette.drawn(ground) if ground is not None else "") or "FFFFFF"
    for properties in chart.iter(f"{A}defRPr", f"{A}rPr"):
        fill = properties.find(f"{A}solidFill")
        ink = palette.drawn(fill) if fill is not None else ""
        if ink:
            size, is_bold = int(properties.get("sz", _USUAL_SIZE)), properties.get("b") == "1"
            is_large = size >= _LARGE or (is_bold and size >= _LARGE_BOLD)
            yield InkOnPaper(f"textes de « {name} »", ink, paper, is_large)
