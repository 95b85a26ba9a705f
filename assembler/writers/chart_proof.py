"""The part of the proof that looks at charts: what Word shows, the workbook it opens, what is read aloud.

As the rest of the proof, it shares nothing with the writer: it follows the relationships from `word/document.xml`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import zip_longest

from lxml import etree

from assembler.model.document import Chart, Document

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_RANGE = re.compile(r"\w+!\$([A-Z])\$(\d+)(?::\$\1\$(\d+))?")

Trees = Mapping[str, etree._Element]
Value = str | Decimal | None


@dataclass(frozen=True, slots=True)
class _Shown:
    """A chart of the file: its part, its tree, its title and its alternative text."""

    part: str
    root: etree._Element
    title: str
    description: str


def wrong_chart(parts: Mapping[str, bytes], trees: Trees, document: Document) -> str | None:
    """What to say of the first chart of `document` that did not come out as it is; None if all did.

    A template may hold charts of its own, under other titles.
    """
    wanted = [
        block for part in (*document.body, *document.annexes) for block in part.blocks if isinstance(block, Chart)
    ]
    titles = {chart.title for chart in wanted}
    shown = [each for each in _shown(trees) if each.title in titles] if wanted else []
    for chart, each in zip_longest(wanted, shown):
        if chart is None:
            return f"Ce graphique paraît une fois de trop dans le fichier écrit : « {each.title} »."
        if each is None or each.title != chart.title:
            return f"Ce graphique manque à sa place dans le fichier écrit : « {chart.title} »."
        if each.description != chart.description:
            return f"Le texte de remplacement manque dans le fichier écrit pour le graphique « {chart.title} »."
        if wrong := _wrong_data(chart, each, parts, trees):
            return wrong
    return None


def _shown(trees: Trees) -> Iterator[_Shown]:
    """The charts of the file, in the order of its text."""
    description = ""
    targets = _targets("word/document.xml", trees)
    for element in trees["word/document.xml"].iter(_PROPERTIES, f"{_C}chart"):
        if element.tag == _PROPERTIES:
            description = element.get("descr", "")
            continue
        part = targets.get(element.get(f"{_R}id", ""), "")
        if part in trees:
            root = trees[part]
            title = "".join(text.text or "" for text in root.iterfind(f"{_C}chart/{_C}title//{_TEXT}"))
            yield _Shown(part, root, title, description)


def _targets(part: str, trees: Trees) -> dict[str, str]:
    """Relationship of `part` -> the part that it leads to."""
    folder, name = posixpath.split(part)
    relations = trees.get(f"{folder}/_rels/{name}.rels", ())
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
        for each in relations
    }


# --- data ------------------------------------------------------------------------------


def _wrong_data(chart: Chart, shown: _Shown, parts: Mapping[str, bytes], trees: Trees) -> str | None:
    """Names, categories and values of each series: first as they are shown, then in the cells that they refer to."""
    wanted: list[Sequence[Value]] = []
    for series in chart.series:
        wanted += [(series.name,), chart.categories, series.values]
    references = list(shown.root.iter(f"{_C}strRef", f"{_C}numRef"))
    if (lost := _lost(wanted, [_points(reference) for reference in references])) is not None:
        return f"Cette donnée du graphique « {chart.title} » manque dans le fichier écrit : « {lost} »."
    cells = _cells(shown, parts, trees)
    if (lost := _lost(wanted, [_in_range(reference, cells) for reference in references])) is not None:
        return f"Cette donnée du graphique « {chart.title} » manque dans son classeur : « {lost} »."
    return None


def _lost(wanted: Sequence[Sequence[Value]], found: Sequence[Sequence[Value]]) -> str | None:
    """The first datum that is not where it should be, or what stands in excess."""
    for ours, theirs in zip_longest(wanted, found, fillvalue=()):
        for value, other in zip_longest(ours, theirs):
            if value != other:
                return str(other if value is None else value)
    return None


def _points(reference: etree._Element) -> list[Value]:
    """What the chart shows of a range; None where there is a gap."""
    count = next(reference.iter(f"{_C}ptCount"), None)
    are_numbers = reference.tag == f"{_C}numRef"
    points = {point.get("idx"): _value(text, are_numbers) for point, text in _owners(reference, f"{_C}v")}
    return [points.get(str(rank)) for rank in range(int(count.get("val", "0")) if count is not None else 0)]


def _in_range(reference: etree._Element, cells: Mapping[str, Value]) -> list[Value]:
    place = _RANGE.fullmatch(reference.findtext(f"{_C}f") or "")
    if place is None:
        return []
    column, first, last = place.groups()
    return [cells.get(f"{column}{row}") for row in range(int(first), int(last or first) + 1)]


def _cells(shown: _Shown, parts: Mapping[str, bytes], trees: Trees) -> dict[str, Value]:
    """The cells of the workbook behind a chart; none if it can't be read."""
    data = shown.root.find(f"{_C}externalData")
    target = _targets(shown.part, trees).get(data.get(f"{_R}id", "") if data is not None else "", "")
    try:
        with zipfile.ZipFile(io.BytesIO(parts[target])) as package:
            sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
            strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
        texts = [text for _, text in _owners(strings, f"{_S}t")]
        return {cell.get("r", ""): _cell(cell, text, texts) for cell, text in _owners(sheet, f"{_S}v")}
    except (KeyError, IndexError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return {}


def _owners(root: etree._Element, tag: str) -> Iterator[tuple[etree._Element, str]]:
    """The text of each element of that name under `root`, behind the element that holds it."""
    return ((parent, each.text or "") for each in root.iter(tag) if (parent := each.getparent()) is not None)


def _cell(cell: etree._Element, text: str, texts: Sequence[str]) -> Value:
    value = _value(text, True)
    return texts[int(value)] if cell.get("t") == "s" and isinstance(value, Decimal) else value


def _value(text: str | None, number: bool) -> Value:
    try:
        return Decimal(text) if number and text is not None else text
    except InvalidOperation:
        return text
