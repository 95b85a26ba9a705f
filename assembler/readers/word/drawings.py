"""What a drawing of a Word file holds: text boxes, charts, images, objects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from lxml import etree

from assembler.model.wordtext import Picture
from assembler.readers.word.charts import chart_key, chart_title
from assembler.readers.word.package import Package
from assembler.readers.word.relations import Relation
from assembler.word.body import PARAGRAPH, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}contentPart")
FindRelation = Callable[[str], Relation | None]
BOX = f"{W}txbxContent"
_LONGEST = 500


def is_drawing(element: etree._Element) -> bool:
    return element.tag in _DRAWINGS


def boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The `w:txbxContent` of each text box; those inside a text box are left to its own paragraphs."""
    return (each for each in _shown(drawing) if each.tag == BOX)


def artistic_texts(drawing: etree._Element) -> Iterator[str]:
    """The words of a watermark, of WordArt, and of shapes whose text is no text box of Word."""
    for each in _shown(drawing):
        text = each.get("string", "") if each.tag == f"{_V}textpath" else ""
        if each.tag == f"{_A}p":
            text = "".join(run.text or "" for run in each.iter(f"{_A}t"))
        if text.strip():
            yield text


def stray_paragraphs(drawing: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs of the drawing that are in no text box."""
    return (each for each in _shown(drawing) if each.tag == PARAGRAPH)


class Pictures:
    """Finds the pictures of drawings; what a part shows is found once, however often it is shown."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._charts: dict[str, tuple[str, str]] = {}

    def of(self, drawing: etree._Element, rank: int | None, relation: FindRelation) -> Iterator[Picture]:
        """`relation` finds those of the part where the drawing stands."""
        shown = list(_shown(drawing))
        label = next((text for each in shown if (text := _label(each))), "")
        objects = [each for each in shown if each.tag == f"{_O}OLEObject"]
        if drawing.tag == f"{W}object" or objects:
            key = _digest(*(self._bytes(relation(each.get(f"{_R}id", ""))) for each in objects))
            programs = " ".join(each.get("ProgID", "") for each in objects)
            yield Picture("objet", key, label or programs or "objet", rank)
            return
        found = [each for one in shown if (each := self._picture(one, label, rank, relation))]
        yield from found
        if not found and not any(each.tag == BOX and _has_text(each) for each in shown):
            yield Picture("objet", _digest("forme", label), label or "forme", rank)

    def _picture(self, element: etree._Element, label: str, rank: int | None, relation: FindRelation) -> Picture | None:
        tag = str(element.tag)
        if tag in _CHARTS:
            key, title = self._chart(relation(element.get(f"{_R}id", "")))
            return Picture("graphique", key, title or label, rank)
        if tag in (f"{_A}blip", f"{_V}imagedata", _SVG):
            found = relation(element.get(f"{_R}embed") or element.get(f"{_R}id") or "")
            if found is None or found.outside:
                return None
            return Picture("image", self._bytes(found), label or found.target.rpartition("/")[2], rank)
        if tag == _DIAGRAM:
            return Picture("objet", _digest(self._bytes(relation(element.get(f"{_R}dm", "")))), label or "schéma", rank)
        if tag.endswith("}contentPart"):
            return Picture("objet", _digest(self._bytes(relation(element.get(f"{_R}id", "")))), label or "encre", rank)
        return None

    def _chart(self, relation: Relation | None) -> tuple[str, str]:
        """Key and title; both empty where the chart is not in the file."""
        if relation is None or relation.outside:
            return "", ""
        if relation.target not in self._charts:
            root = self._package.xml(relation.target)
            beside = self._package.relations(relation.target).values()
            shapes = "".join(self._package.digest(each.target) for each in beside if each.kind == "chartUserShapes")
            key = "" if root is None else (chart_key(root) or self._package.digest(relation.target)) + shapes
            self._charts[relation.target] = key, "" if root is None else chart_title(root)
        return self._charts[relation.target]

    def _bytes(self, relation: Relation | None) -> str:
        """The digest of the part that it leads to; empty if it leads to none."""
        return "" if relation is None or relation.outside else self._package.digest(relation.target)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _shown(element: etree._Element) -> Iterator[etree._Element]:
    """An element and all in it, of text boxes the frame alone."""
    yield element
    if element.tag != BOX:
        for child in element:
            yield from _shown(child)


def _has_text(box: etree._Element) -> bool:
    return any((each.text or "").strip() for each in box.iter(f"{W}t"))


def _label(element: etree._Element) -> str:
    tag = str(element.tag)
    if tag.endswith(("}docPr", "}cNvPr")):
        return (element.get("descr") or element.get("title") or "")[:_LONGEST]
    return element.get("alt", "")[:_LONGEST] if tag.startswith(_V) else ""
