"""What the PDF is to say of itself, taken from the Word file that it is made from."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

_CORE = "docProps/core.xml"
_DOCUMENT = "word/document.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True, slots=True)
class PdfWanted:
    """`figures`: the alternative text of each picture and chart of the text, in reading order.

    `keywords` are parted by commas. An empty text is not written.
    """

    title: str
    author: str
    subject: str = ""
    keywords: str = ""
    language: str = "fr-FR"
    figures: tuple[str, ...] = ()


def wanted_of(word_file: bytes) -> PdfWanted:
    """What the properties and the pictures of a Word file of this program say."""
    with zipfile.ZipFile(BytesIO(word_file)) as package:
        core = etree.fromstring(package.read(_CORE))
        body = etree.fromstring(package.read(_DOCUMENT))
    return PdfWanted(
        title=_text(core, _DC + "title"),
        author=_text(core, _DC + "creator"),
        subject=_text(core, _DC + "subject"),
        keywords=_text(core, _CP + "keywords"),
        language=_text(core, _DC + "language") or "fr-FR",
        figures=tuple(str(picture.get("descr", "")) for picture in body.iter(_PICTURE)),
    )


def _text(core: etree._Element, name: str) -> str:
    return str(core.findtext(name) or "")
