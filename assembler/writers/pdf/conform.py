"""LibreOffice's PDF made into what it claims to be: PDF/A-2b and PDF/UA-1, the same bytes for the same content.

LibreOffice 7.4 leaves the borders of paragraphs and cells unmarked, the logos out of their figures, the charts without
their texts, the bullets in the items, and its metadata without the schema that PDF/A asks for.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from assembler.model.place import Problems
from assembler.writers.pdf.conform_content import PageContent
from assembler.writers.pdf.conform_figures import describe, fill_figures
from assembler.writers.pdf.conform_mends import mend
from assembler.writers.pdf.conform_metadata import xmp_packet
from assembler.writers.pdf.conform_tree import StructureTree
from assembler.writers.pdf.conform_wanted import PdfWanted

_PRINTED = 4
_PROFILE_DATE, _PROFILE_ID = slice(24, 36), slice(84, 100)
_NO_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
_NO_PDF = "LibreOffice n’a pas rendu un PDF balisé et lisible."


def conformed(data: bytes, wanted: PdfWanted) -> bytes:
    """The PDF that conforms to PDF/A-2b and PDF/UA-1. No date, no name of a machine or program remains in it.

    Raises Problems where LibreOffice gave no PDF, or one without tags.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise Problems.one(_NO_PDF, "Relancez la commande.")
            return _conformed(pdf, wanted)
    except pikepdf.PdfError as error:
        raise Problems.one(_NO_PDF, "Relancez la commande.") from error


def _conformed(pdf: pikepdf.Pdf, wanted: PdfWanted) -> bytes:
    tree = StructureTree.of(pdf)
    contents = [PageContent.read(page) for page in pdf.pages]
    fill_figures(tree, contents)
    _name_headers_and_footers(contents)
    for content in contents:
        content.page.Contents = pdf.make_stream(content.written())
    mend(tree, [content.shown for content in contents])
    describe(tree, wanted.figures)
    _mend_annotations(pdf)
    _declare(pdf, wanted)
    _undate(pdf)
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return out.getvalue()


def _name_headers_and_footers(contents: list[PageContent]) -> None:
    """Texts that belong to no paragraph are headers above all the others of the document, and footers below them."""
    lowest = min((content.lowest for content in contents), default=0.0)
    highest = max((content.highest for content in contents), default=0.0)
    for content in contents:
        content.name_running(lowest, highest)


def _mend_annotations(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        annotations: Any = page.obj.get("/Annots", [])
        if len(annotations):
            page.obj.Tabs = Name.S
        for annotation in annotations:
            annotation.F = int(annotation.get("/F", 0)) | _PRINTED
            if annotation.get("/Subtype") == "/Link" and not str(annotation.get("/Contents", "")).strip():
                annotation.Contents = pikepdf.String(_address(annotation) or "Lien dans ce document")


def _address(link: Any) -> str:
    action = link.get("/A")
    return "" if action is None else str(action.get("/URI", ""))


def _declare(pdf: pikepdf.Pdf, wanted: PdfWanted) -> None:
    """Language, title and claims of the document, in its catalogue, its information dictionary and its XMP."""
    root = pdf.Root
    root.Lang = pikepdf.String(wanted.language)
    root.MarkInfo = Dictionary(Marked=True)
    preferences: Any = root.get("/ViewerPreferences", Dictionary())
    preferences.DisplayDocTitle = True
    root.ViewerPreferences = preferences
    metadata = pdf.make_stream(xmp_packet(wanted))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    told = {"Title": wanted.title, "Author": wanted.author, "Subject": wanted.subject, "Keywords": wanted.keywords}
    pdf.docinfo = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in told.items() if value}))


def _undate(pdf: pikepdf.Pdf) -> None:
    """What differs from one run of LibreOffice to the next: identifiers, and the day in the colour profile."""
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    intents: Any = pdf.Root.get("/OutputIntents", [])
    for intent in intents:
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_PROFILE_DATE] = _NO_DATE
        profile[_PROFILE_ID] = bytes(16)
        intent.DestOutputProfile.write(bytes(profile))
