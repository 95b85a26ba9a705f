"""What a produced PDF says of itself: its metadata, and what in them tells of people, machines or moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ARCHIVE = "{http://www.aiim.org/pdfa/ns/id/}"
_UNIVERSAL = "{http://www.aiim.org/pdfua/ns/id/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"

_TOLD = {
    "/Creator": "logiciel d’origine",
    "/CreationDate": "date de création",
    "/ModDate": "date de modification",
    _XMP + "CreatorTool": "logiciel d’origine",
    _XMP + "CreateDate": "date de création",
    _XMP + "ModifyDate": "date de modification",
    _XMP + "MetadataDate": "date des métadonnées",
}
"""Entries of the information dictionary and properties of XMP that are traces, and what they are to a reader."""

_KINDS = {
    "/Text": "note",
    "/FreeText": "note",
    "/Popup": "note",
    "/Highlight": "surlignage",
    "/StrikeOut": "texte barré",
    "/FileAttachment": "pièce jointe",
}


@dataclass(frozen=True, slots=True)
class Claims:
    """`archive`: « 2B »; `universal`: « 1 »; both empty where nothing is claimed. `properties`: of XMP, by name."""

    archive: str
    universal: str
    title: str
    properties: dict[str, str] = field(default_factory=dict)


def claims_of(pdf: pikepdf.Pdf) -> Claims:
    properties = _properties(pdf)
    return Claims(
        archive=properties.get(_ARCHIVE + "part", "") + properties.get(_ARCHIVE + "conformance", ""),
        universal=properties.get(_UNIVERSAL + "part", ""),
        title=properties.get(_DC + "title", ""),
        properties=properties,
    )


def _properties(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The properties of the XMP packet, each as its text; none where there is no readable packet."""
    if "/Metadata" not in pdf.Root:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(pdf.Root.Metadata.read_bytes().strip(), parser)
    except etree.XMLSyntaxError:
        return {}
    found: dict[str, str] = {}
    for description in root.iterfind(f".//{_RDF}RDF/{_RDF}Description"):
        found |= {str(name): str(value) for name, value in description.attrib.items()}
        found |= {str(each.tag): "".join(map(str, each.itertext())).strip() for each in description}
    return found


def traces_of(pdf: pikepdf.Pdf, claims: Claims) -> tuple[str, ...]:
    """What tells of people, machines or earlier versions, each once, in French words."""
    return tuple(dict.fromkeys([*_dated(pdf, claims), *_left_over(pdf)]))


def _dated(pdf: pikepdf.Pdf, claims: Claims) -> Iterator[str]:
    written: dict[str, str] = {str(name): str(value) for name, value in pdf.docinfo.items()}
    for name, value in (written | claims.properties).items():
        if name in _TOLD and value:
            yield f"{_TOLD[name]}\u00a0: {value}"


def _left_over(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            kind = _KINDS.get(str(annotation.get("/Subtype")))
            if kind:
                yield f"{kind}, page {number}"
    names: Any = pdf.Root.get("/Names", {})
    if "/EmbeddedFiles" in names:
        yield "fichier joint"
    if "/JavaScript" in names or "/AA" in pdf.Root:
        yield "script"
