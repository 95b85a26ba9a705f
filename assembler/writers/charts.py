"""Charts that Word can edit: the drawing in the text, and the parts behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assembler.model.document import Chart
from assembler.writers import workbook
from assembler.writers.chart_xml import chart_xml
from assembler.writers.package import AddedPart
from assembler.writers.wordml import escape

_FIRST = 1000  # number of the first chart, less one: clear of those that a template may hold
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_TWENTIETH = 635  # of a point, in EMU
_CM = 360_000  # in EMU
_MOST_CATEGORIES, _MOST_BARS, _MOST_CHARACTERS = 5, 6, 90  # that standing bars have room for


@dataclass(slots=True)
class Charts:
    """The charts of one document, in order. `width` is the text width in twentieths of a point."""

    width: int
    parts: list[AddedPart] = field(default_factory=list)

    def drawing(self, chart: Chart) -> str:
        """The run that shows the chart; its parts are added to `parts`."""
        rank = len(self.parts) + 1
        number = _FIRST + rank
        data = AddedPart(
            f"embeddings/chart{number}.xlsx",
            workbook.workbook(table_of(chart)),
            "rId1",
            "package",
            workbook.CONTENT_TYPE,
        )
        xml = chart_xml(chart, lies(chart), data.relation).encode()
        part = AddedPart(f"charts/chart{number}.xml", xml, f"rId_chart{number}", "chart", _CONTENT_TYPE, (data,))
        self.parts.append(part)
        looks = f'id="{number}" name="Graphique {rank}" descr="{_attribute(chart.description)}"'
        return _inline(self.width * _TWENTIETH, height(chart), f'{looks} title="{_attribute(chart.title)}"', part)


def table_of(chart: Chart) -> list[list[workbook.Value]]:
    """Series names on top, then one row a category."""
    columns = [each.values for each in chart.series]
    rows = zip(chart.categories, *columns, strict=True)
    return [[None, *(each.name for each in chart.series)], *map(list, rows)]


def lies(chart: Chart) -> bool:
    """Are the bars too many, or their names too long, to stand side by side?"""
    count = len(chart.categories)
    characters = count * max(map(len, chart.categories), default=0)
    too_many = count > _MOST_CATEGORIES or count * len(chart.series) > _MOST_BARS
    return too_many or characters > _MOST_CHARACTERS


def height(chart: Chart) -> int:
    """In EMU. Lying bars take what their number needs."""
    if chart.kind == "radar":
        return 10 * _CM
    if not lies(chart):
        return 7 * _CM
    category = 0.35 + 0.45 * len(chart.series)
    return round(min(2.6 + category * len(chart.categories), 21) * _CM)


def _attribute(text: str) -> str:
    """An attribute keeps its line breaks as references only."""
    return escape(text).replace("\n", "&#10;")


def _inline(width: int, height: int, properties: str, part: AddedPart) -> str:
    """`properties` are the attributes of `wp:docPr`."""
    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr {properties}/>'
        '<wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{c}"><c:chart xmlns:c="{c}"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:id="{part.relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
