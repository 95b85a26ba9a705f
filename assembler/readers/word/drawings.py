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


def pictures(
    drawing: etree._Element, rank: int | None, package: Package, relation: Callable[[str], Relation | None]
) -> Iterator[Picture]:
    """`relation` finds those of the part where the drawing stands."""
    shown = list(_shown(drawing))
    label = next((text for each in shown if (text := _label(each))), "")
    objects = [each for each in shown if each.tag == f"{_O}OLEObject"]
    if drawing.tag in (f"{_M}oMath", f"{_M}oMathPara"):
        text = "".join(each.text or "" for each in drawing.iter(f"{_M}t"))
        yield Picture("objet", _digest("équation", text), f"équation {text}"[:_LONGEST], rank)
    elif drawing.tag == f"{W}object" or objects:
        identifiers = [each.get(f"{_R}id", "") for each in objects]
        programs = " ".join(each.get("ProgID", "") for each in objects)
        yield Picture("objet", _of_part(package, relation, *identifiers), label or programs or "objet", rank)
    else:
        yield from (found for each in shown if (found := _picture(each, label, rank, package, relation)))


def _picture(
    element: etree._Element,
    label: str,
    rank: int | None,
    package: Package,
    relation: Callable[[str], Relation | None],
) -> Picture | None:
    tag = str(element.tag)
    if tag in _CHARTS:
        return _chart(element, label, rank, package, relation)
    if tag == _DIAGRAM:
        data = element.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm", "")
        return Picture("objet", _of_part(package, relation, data), label or "diagramme", rank)
    if tag in (f"{_A}blip", f"{_V}imagedata"):
        identifier = element.get(f"{_R}embed") or element.get(f"{_R}id") or ""
        found = relation(identifier)
        if found is None or found.outside:
            return None
        return Picture("image", package.digest(found.target), label or found.target.rpartition("/")[2], rank)
    if tag.endswith("}contentPart"):
        return Picture("objet", _of_part(package, relation, element.get(f"{_R}id", "")), label or "encre", rank)
    return None


def _chart(
    element: etree._Element,
    label: str,
    rank: int | None,
    package: Package,
    relation: Callable[[str], Relation | None],
) -> Picture:
    found = relation(element.get(f"{_R}id", ""))
    root = None if found is None or found.outside else package.xml(found.target)
    if root is None:
        return Picture("graphique", "", label, rank)
    return Picture("graphique", chart_key(root), chart_title(root) or label, rank)


def _of_part(package: Package, relation: Callable[[str], Relation | None], *identifiers: str) -> str:
    found = [each for identifier in identifiers if (each := relation(identifier)) and not each.outside]
    return _digest(*(package.digest(each.target) for each in found))


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
