"""A chart -> its DrawingML part: elements in the order of ISO/IEC 29500-1, 21.2; colours and fonts of the theme.

Series differ by fill or dash as well as by colour, so that they can be told apart in grey.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from assembler.model.document import Chart, ChartUnit, Series
from assembler.writers.package import DECLARATION
from assembler.writers.wordml import escape
from assembler.writers.workbook import SHEET, column

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_FRENCH = "[$-40C]"  # decimal comma in a program that speaks another language too
_FORMATS: dict[ChartUnit, str] = {
    "%": f'{_FRENCH}0.0"\u00a0%"',
    "€": f'{_FRENCH}#,##0"\u00a0€"',
    "nombre": f"{_FRENCH}#,##0",
    "indice": "0",
}
_AXIS_FORMATS = _FORMATS | {"%": 'General"\u00a0%"'}

_TEXT_SIZE, _TITLE_SIZE = 900, 1000  # in hundredths of a point
_AXES = '<c:axId val="1"/><c:axId val="2"/>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def _solid(colour: str) -> str:
    return f"<a:solidFill>{colour}</a:solidFill>"


def _scheme(name: str, share: int = 100) -> str:
    """A colour of the theme; `share` is what remains of it when white is mixed in, in percent."""
    if share == 100:
        return f'<a:schemeClr val="{name}"/>'
    mixed = f'<a:lumMod val="{share}000"/><a:lumOff val="{100 - share}000"/>'
    return f'<a:schemeClr val="{name}">{mixed}</a:schemeClr>'


def _line(width: int, colour: str, dash: str = "solid") -> str:
    """`width` in EMU (1 pt = 12 700)."""
    return f'<a:ln w="{width}" cap="flat">{_solid(colour)}<a:prstDash val="{dash}"/></a:ln>'


_ACCENTS = [_scheme(f"accent{rank}") for rank in (1, 2, 3)]
_HATCH = f'<a:pattFill prst="wdUpDiag"><a:fgClr>{_ACCENTS[1]}</a:fgClr><a:bgClr>{_scheme("bg1")}</a:bgClr></a:pattFill>'
_BARS = (
    _solid(_ACCENTS[0]) + _line(9525, _ACCENTS[0]),
    _HATCH + _line(9525, _ACCENTS[1]),
    _solid(_scheme("accent3", 20)) + _line(9525, _ACCENTS[2]),
)
_LIGHT = f"<c:spPr>{_line(6350, _scheme('tx1', 25))}</c:spPr>"
_GRID = f"<c:majorGridlines><c:spPr>{_line(6350, _scheme('tx1', 10))}</c:spPr></c:majorGridlines>"


def _marker(symbol: str, colour: str) -> str:
    looks = f'<c:size val="7"/><c:spPr>{_solid(colour)}{_line(9525, colour)}</c:spPr>'
    return f'<c:marker><c:symbol val="{symbol}"/>{looks if symbol != "none" else ""}</c:marker>'


def _radar_line(width: int, colour: str, dash: str, symbol: str) -> str:
    return f"<c:spPr>{_line(width, colour, dash)}</c:spPr>{_marker(symbol, colour)}"


_LINES = (
    _radar_line(28575, _ACCENTS[0], "solid", "circle"),
    _radar_line(22225, _ACCENTS[2], "sysDot", "diamond"),
)
_REFERENCE = _radar_line(22225, _ACCENTS[1], "dash", "none")


def chart_xml(chart: Chart, across: bool, workbook: str) -> str:
    """`across`: the bars lie, the first category on top. `workbook` is the relationship that leads to the data."""
    plot = _radar(chart) if chart.kind == "radar" else _bars(chart, across)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:date1904 val="0"/>'
        f'<c:lang val="fr-FR"/><c:roundedCorners val="0"/><c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea><c:layout/>{plot}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_text()}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _title(text: str) -> str:
    looks = f'sz="{_TITLE_SIZE}" b="1"'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr {looks}/></a:pPr>"
        f'<a:r><a:rPr lang="fr-FR" {looks}/><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _text() -> str:
    looks = f'{_solid(_scheme("tx1"))}<a:latin typeface="+mn-lt"/>'
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_TEXT_SIZE}" b="0">{looks}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'
    )


# --- bars ------------------------------------------------------------------------------


def _bars(chart: Chart, across: bool) -> str:
    series = "".join([_bar_series(chart, rank, each) for rank, each in enumerate(chart.series)])
    gap = 60 if len(chart.series) > 1 else 80
    return (
        f'<c:barChart><c:barDir val="{"bar" if across else "col"}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/><c:overlap val="-10"/>{_AXES}</c:barChart>'
        f"{_category_axis('l' if across else 'b', 'maxMin' if across else 'minMax')}"
        f"{_value_axis(chart, 'b' if across else 'l', 'max' if across else 'autoZero')}"
    )


def _bar_series(chart: Chart, rank: int, series: Series) -> str:
    looks = f'<c:spPr>{_BARS[rank % len(_BARS)]}</c:spPr><c:invertIfNegative val="0"/>'
    return _series(chart, rank, series, looks + _labels(chart))


# --- radar -----------------------------------------------------------------------------


def _radar(chart: Chart) -> str:
    """The last series is the reference, if there are several; the others are labelled."""
    last = len(chart.series) - 1
    labels = _labels(chart)
    looks = [_REFERENCE if 0 < rank == last else _LINES[rank % len(_LINES)] + labels for rank in range(last + 1)]
    series = "".join([_series(chart, rank, each, looks[rank]) for rank, each in enumerate(chart.series)])
    return (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{series}{_AXES}</c:radarChart>'
        f"{_category_axis('b', 'minMax', _GRID)}{_value_axis(chart, 'l', 'autoZero', _rings(chart))}"
    )


def _rings(chart: Chart) -> int:
    """The distance of the rings: one of them is 100, and there are few."""
    most = max((value for series in chart.series for value in series.values if value is not None), default=Decimal(0))
    return 50 if most <= 250 else 100 * math.ceil(most / 500)


# --- what both share -------------------------------------------------------------------


def _series(chart: Chart, rank: int, series: Series, looks: str) -> str:
    """`looks` stand between the series' name and its data. The ranges are those of `charts.table_of`."""
    own, last = column(rank + 1), len(chart.categories) + 1
    return (
        f'<c:ser><c:idx val="{rank}"/><c:order val="{rank}"/><c:tx>{_texts(f"${own}$1", [series.name])}</c:tx>{looks}'
        f"<c:cat>{_texts(f'$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val>{_numbers(f'${own}$2:${own}${last}', series.values, _FORMATS[chart.unit])}</c:val></c:ser>"
    )


def _labels(chart: Chart) -> str:
    """The value at the end of each bar or beside each point, where Word lets nobody choose the position."""
    position = '<c:dLblPos val="outEnd"/>' if chart.kind == "barres" else ""
    return (
        f"<c:dLbls>{_number_format(_FORMATS[chart.unit])}<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"
        f'{position}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _texts(cells: str, texts: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{SHEET}!{cells}</c:f><c:strCache>{_points(texts)}</c:strCache></c:strRef>"


def _numbers(cells: str, values: Sequence[Decimal | None], code: str) -> str:
    shown = [None if value is None else f"{value:f}" for value in values]
    cache = f"<c:formatCode>{escape(code)}</c:formatCode>{_points(shown)}"
    return f"<c:numRef><c:f>{SHEET}!{cells}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _points(texts: Sequence[str | None]) -> str:
    """None leaves a gap."""
    points = [
        f'<c:pt idx="{rank}"><c:v>{escape(text)}</c:v></c:pt>' for rank, text in enumerate(texts) if text is not None
    ]
    return f'<c:ptCount val="{len(texts)}"/>{"".join(points)}'


def _category_axis(place: str, orientation: str, grid: str = "") -> str:
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{orientation}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{grid}{_number_format("General")}<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_LIGHT}<c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, place: str, crosses: str, rings: int = 0) -> str:
    """Begins at 0: the length of a bar is its value. `rings`, of a radar, bear no numbers."""
    negative = any(value is not None and value < 0 for series in chart.series for value in series.values)
    least = "" if negative else '<c:min val="0"/>'
    step = f'<c:majorUnit val="{rings}"/>' if rings else ""
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{_GRID}{_number_format(_AXIS_FORMATS[chart.unit])}<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"none" if rings else "nextTo"}"/>{_LIGHT}'
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _number_format(code: str) -> str:
    return f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>'
