"""What a drawing of a Word file holds: text boxes, charts, images, objects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from lxml import etree

from assembler.model.wordtext import Picture
from assembler.readers.word.charts import chart_key, chart_title
from assembler.readers.word.package import Package, Relation
from assembler.word.body import MC, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}contentPart")
FindRelation = Callable[[str], Relation | None]
BOX = f"{W}txbxContent"
_LONGEST = 500


def is_drawing(element: etree._Element) -> bool:
    return element.tag in _DRAWINGS


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of a `mc:AlternateContent` that today's Word shows; None where it has none."""
    for branch in alternate:
        if branch.tag == f"{MC}Fallback":
            return branch
        if branch.tag == f"{MC}Choice":
            spaces = [branch.nsmap.get(prefix) or "" for prefix in branch.get("Requires", "").split()]
            if spaces and all(space.startswith(_KNOWN) for space in spaces):
                return branch
    return None


def boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The `w:txbxContent` of each text box; those inside a text box are left to its own paragraphs."""
    return (each for each in _shown(drawing) if each.tag == BOX)


def artistic_texts(drawing: etree._Element) -> Iterator[str]:
    """The words of a watermark or WordArt."""
    found = (each.get("string", "") for each in _shown(drawing) if each.tag == f"{_V}textpath")
    return (text for text in found if text.strip())


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
        if drawing.tag in (f"{_M}oMath", f"{_M}oMathPara"):
            text = "".join(each.text or "" for each in drawing.iter(f"{_M}t"))
            yield Picture("objet", _digest("équation", text), f"équation {text}"[:_LONGEST], rank)
        elif drawing.tag == f"{W}object" or objects:
            key = _digest(*(self._bytes(relation(each.get(f"{_R}id", ""))) for each in objects))
            programs = " ".join(each.get("ProgID", "") for each in objects)
            yield Picture("objet", key, label or programs or "objet", rank)
        else:
            yield from (found for each in shown if (found := self._picture(each, label, rank, relation)))

    def _picture(self, element: etree._Element, label: str, rank: int | None, relation: FindRelation) -> Picture | None:
        tag = str(element.tag)
        if tag in _CHARTS:
            key, title = self._chart(relation(element.get(f"{_R}id", "")))
            return Picture("graphique", key, title or label, rank)
        if tag in (f"{_A}blip", f"{_V}imagedata"):
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
            key = "" if root is None else chart_key(root) or self._package.digest(relation.target)
            self._charts[relation.target] = key, "" if root is None else chart_title(root)
        return self._charts[relation.target]

    def _bytes(self, relation: Relation | None) -> str:
        """The digest of the part that it leads to; empty if it leads to none."""
        return "" if relation is None or relation.outside else self._package.digest(relation.target)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _shown(element: etree._Element) -> Iterator[etree._Element]:
    """An element and all in it that is shown: of alternatives one, of text boxes the frame alone."""
    yield element
    if element.tag == BOX:
        return
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _shown(branch)
        else:
            yield from _shown(child)


def _label(element: etree._Element) -> str:
    tag = str(element.tag)
    if tag.endswith(("}docPr", "}cNvPr")):
        return (element.get("descr") or element.get("title") or "")[:_LONGEST]
    return element.get("alt", "")[:_LONGEST] if tag.startswith(_V) else ""
