"""What a chart shows, whichever program wrote it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from typing import Any

from lxml import etree

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIGNIFICANT = 6
_MOST_POINTS = 10_000
_LONGEST = 500
_QUOTES = str.maketrans("", "", '"\\')


def chart_title(root: etree._Element) -> str:
    """The words above the chart; empty if it has none."""
    title = root.find(f"{_C}chart/{_C}title")
    if title is None:
        return ""
    texts = [each.text or "" for each in title.iter(f"{_A}t", f"{_C}v")]
    return " ".join("".join(texts).split())[:_LONGEST]


def chart_key(root: etree._Element) -> str:
    """A digest of the title, the kind of chart, the name, categories and values of each series, and all that is
    written beside them: titles of axes, labels of points, how numbers are shown.

    Empty for a chart of another kind, that only new programs write.
    """
    area = root.find(f"{_C}chart/{_C}plotArea")
    if area is None:
        return ""
    plots = [_plot(plot) for plot in area if plot.find(f"{_C}ser") is not None]
    shown = json.dumps([chart_title(root), plots, _words(root), _formats(root)], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()


def _words(root: etree._Element) -> list[str]:
    """In the order of their characters: programs write them in different orders."""
    found = (" ".join((each.text or "").split()) for each in root.iter(f"{_A}t"))
    return sorted(text for text in found if text)[:_MOST_POINTS]


def _formats(root: etree._Element) -> list[str]:
    """How numbers are shown, each way once: a format can hold words, or figures other than the number's."""
    codes = [each.get("formatCode", "") for each in root.iter(f"{_C}numFmt")]
    codes += [each.text or "" for each in root.iter(f"{_C}formatCode")]
    shown = {"".join(code.split()).translate(_QUOTES)[:_LONGEST] for code in codes}
    return sorted(shown - {"", "General", "Standard"})[:_MOST_POINTS]


def _plot(plot: etree._Element) -> list[Any]:
    kind = str(plot.tag).removeprefix(_C).removesuffix("Chart").removesuffix("3D")
    direction, grouping = plot.find(f"{_C}barDir"), plot.find(f"{_C}grouping")
    stacking = "" if grouping is None else grouping.get("val", "")
    return [
        kind,
        "" if direction is None else direction.get("val", ""),
        stacking if "tacked" in stacking else "",
        [_series(series) for series in plot.findall(f"{_C}ser")],
    ]


def _series(series: etree._Element) -> list[Any]:
    name = series.find(f"{_C}tx")
    return [
        "" if name is None else "".join(each.text or "" for each in name.iter(f"{_C}v")),
        list(_points(series, "cat", "xVal")),
        list(_points(series, "val", "yVal")),
        list(_points(series, "bubbleSize")),
    ]


def _points(series: etree._Element, *names: str) -> Iterator[str]:
    """The cached points in order, those without a value left out with their place."""
    holder = next((found for name in names if (found := series.find(f"{_C}{name}")) is not None), None)
    points = [] if holder is None else list(holder.iter(f"{_C}pt"))[:_MOST_POINTS]
    for point in points:
        if value := _rounded(point.findtext(f"{_C}v") or ""):
            yield f"{point.get('idx', '')}={value}"


def _rounded(text: str) -> str:
    """A number to six significant digits, however it was written; any other text as it is."""
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number:.{_SIGNIFICANT}g}" if math.isfinite(number) else ""
