"""A Word file of any origin -> a small one that holds what was judged and read, and nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from assembler.readers.word import refusals
from assembler.readers.word.package import Package, open_package
from assembler.readers.word.relations import MAIN_TYPE, OFFICE, PACKAGE, TYPES, Relation
from assembler.readers.word.settling import NOTE
from assembler.word.body import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DOCUMENT = "word/document.xml"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_IMAGES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
"""How the images begin that may stay."""
_MOST_IMAGES = 60_000_000
"""Bytes of all of them."""
_WEB = ("http://", "https://", "mailto:")
_HOLDERS = tuple(f"{W}{name}" for name in ("drawing", "pict", "object", "contentPart"))
_REFERENCES = tuple(
    f"{W}{name}" for name in ("headerReference", "footerReference", "altChunk", "subDoc", "printerSettings")
)
_DROPPED = (
    *(f"{W}{name}" for name in ("object", "control", "contentPart", "dataBinding", "entryMacro", "exitMacro")),
    *(f"{_C}{name}" for name in ("externalData", "userShapes")),
    *(f"{_A}{name}" for name in ("hlinkClick", "hlinkHover", "hlinkMouseOver")),
    "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip",
    "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding",
    NOTE,
)
"""What leads to embedded files, to data or to macros, and what was noted for the reader."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Of a part that may stay: the tag of its root, how its content type ends, how it is named."""

    root: str
    content_type: str
    name: str


_KINDS = {
    "styles": _Kind(f"{W}styles", f"{_WORDML}.styles+xml", "styles.xml"),
    "numbering": _Kind(f"{W}numbering", f"{_WORDML}.numbering+xml", "numbering.xml"),
    "header": _Kind(f"{W}hdr", f"{_WORDML}.header+xml", "header{}.xml"),
    "footer": _Kind(f"{W}ftr", f"{_WORDML}.footer+xml", "footer{}.xml"),
    "footnotes": _Kind(f"{W}footnotes", f"{_WORDML}.footnotes+xml", "footnotes.xml"),
    "endnotes": _Kind(f"{W}endnotes", f"{_WORDML}.endnotes+xml", "endnotes.xml"),
    "comments": _Kind(f"{W}comments", f"{_WORDML}.comments+xml", "comments.xml"),
    "theme": _Kind("", "application/vnd.openxmlformats-officedocument.theme+xml", "theme/theme1.xml"),
    "chart": _Kind(
        f"{_C}chartSpace", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", "charts/chart{}.xml"
    ),
}


def cleaned(data: bytes, path: Path) -> bytes:
    """The file reduced to judged parts: the same for the same file on any day.

    The items of its body are those of `data`, rank by rank and word by word. Images other than PNG, JPEG and GIF,
    embedded files and what shows them are left out. Raises Problems as `read_word_bytes`.
    """
    return _Cleaning(open_package(data, path)).result()


@dataclass(slots=True)
class _Cleaning:
    package: Package
    made: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Of the file's parts, in lower case, those that stay -> their names here; empty for one that does not."""
    images: int = 0

    def result(self) -> bytes:
        root = self.package.xml(self.package.main, f"{W}document")
        if root is None or root.find(f"{W}body") is None:
            raise refusals.damaged(self.package.path)
        self.names[self.package.main.lower()] = _DOCUMENT
        self._add(root, self.package.main, _DOCUMENT, MAIN_TYPE, ("styles", "numbering", "comments", "theme"))
        self.made["_rels/.rels"] = _relationships({"rId1": Relation("officeDocument", f"/{_DOCUMENT}", False)})
        self.made["[Content_Types].xml"] = self._content_types()
        return _zipped(self.made)

    def _add(self, root: etree._Element, old: str, new: str, content_type: str, implied: tuple[str, ...] = ()) -> None:
        """Keep a part and what it leads to; `implied`: kinds that it leads to without naming them."""
        for each in list(root.iter(*_DROPPED)):
            _remove(each)
        relations = self.package.relations(old)
        named = {value for each in root.iter() for name, value in each.attrib.items() if str(name).startswith(_R)}
        implied = (*implied, "footnotes", "endnotes") if old == self.package.main else implied
        kept = {
            identifier: found
            for identifier, relation in relations.items()
            if (identifier in named or relation.kind in implied) and (found := self._kept(relation))
        }
        _unlink(root, kept)
        self.types[new] = content_type
        self.made[new] = _serialised(root)
        if kept:
            folder, _, name = new.rpartition("/")
            self.made[f"{folder}/_rels/{name}.rels"] = _relationships(kept)

    def _kept(self, relation: Relation) -> Relation | None:
        """As it is here; None where it leads to what is left out."""
        if relation.outside:
            is_link = relation.kind == "hyperlink" and relation.target.lower().startswith(_WEB)
            return relation if is_link else None
        if relation.target.lower() not in self.names:
            self.names[relation.target.lower()] = ""
            self._take(relation)
        name = self.names[relation.target.lower()]
        return Relation(relation.kind, f"/{name}", False) if name else None

    def _take(self, relation: Relation) -> None:
        rank = len(self.names)
        if relation.kind == "image":
            self._take_image(relation.target, rank)
        kind = _KINDS.get(relation.kind)
        root = self.package.xml(relation.target, kind.root) if kind else None
        if kind and root is not None:
            name = f"word/{kind.name.format(rank)}"
            self.names[relation.target.lower()] = name
            self._add(root, relation.target, name, kind.content_type)

    def _take_image(self, target: str, rank: int) -> None:
        data = self.package.bytes_of(target)
        ending = next((ending for start, ending in _IMAGES.items() if data.startswith(start)), "")
        self.images += len(data)
        if self.images > _MOST_IMAGES:
            raise refusals.oversized(self.package.path, "par ses images")
        if ending:
            name = f"word/media/image{rank}.{ending}"
            self.names[target.lower()] = name
            self.made[name] = data

    def _content_types(self) -> bytes:
        root = etree.fromstring(f'<Types xmlns="{TYPES}"/>')
        defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        for ending, kind in (defaults | {each: f"image/{each}" for each in _IMAGES.values()}).items():
            etree.SubElement(root, f"{{{TYPES}}}Default", Extension=ending, ContentType=kind)
        for name, kind in self.types.items():
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        return _serialised(root)


def _unlink(root: etree._Element, kept: dict[str, Relation]) -> None:
    """Remove what needs a relationship that is not kept: the whole drawing, or of a link the address alone."""
    for element in list(root.iter()):
        lost = [name for name, value in element.attrib.items() if str(name).startswith(_R) and value not in kept]
        if not lost:
            continue
        holder = element if element.tag in _REFERENCES else _outermost(element)
        if holder is not None:
            _remove(holder)
        for name in lost:
            del element.attrib[name]


def _outermost(element: etree._Element) -> etree._Element | None:
    """The drawing that the element stands in, of drawings in one another the nearest."""
    return element if element.tag in _HOLDERS else next(element.iterancestors(*_HOLDERS), None)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _relationships(relations: dict[str, Relation]) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{PACKAGE}"/>')
    for identifier, each in relations.items():
        made = etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=identifier, Type=OFFICE + each.kind)
        made.set("Target", each.target)
        if each.outside:
            made.set("TargetMode", "External")
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            archive.writestr(info, parts[name], zipfile.ZIP_DEFLATED, 3)
    return buffer.getvalue()
