"""What stands where text does and is no text that is read: harmless, or to be told."""

from __future__ import annotations

from lxml import etree

from assembler.readers.word.settling import MATH, NOTE, text_in
from assembler.word.body import PARAGRAPH, RUN, W

DATES = {f"{W}{size}{form}": "date" for size in ("day", "month", "year") for form in ("Long", "Short")}
DATES |= {f"{W}pgNum": "numéro de page"}
"""Characters that Word makes when it shows the file, and what they are."""
_RANGES = [
    f"{name}Range{edge}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for edge in ("Start", "End")
]
HARMLESS = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "footnotePr", "endnotePr"),
        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData"),
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd"),
        *("lastRenderedPageBreak", "softHyphen", "noBreakHyphen", "br", "cr", "tab", "ptab", "sym"),
        *("footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "delInstrText"),
        *_RANGES,
    )
) | {f"{MATH}oMath", f"{MATH}oMathPara"}
"""Equations have a note before them."""
_LONGEST = 500


def strange(element: etree._Element) -> tuple[str, str]:
    """What an element is that no walk enters, and the text in it; both empty where it hides nothing."""
    tag = str(element.tag)
    if tag in HARMLESS:
        return "", ""
    if tag == NOTE:
        return element.get("what", ""), element.get("text", "")
    text = text_in(element) or "".join(str(each) for each in element.itertext())[:_LONGEST].strip()
    if not text and next(element.iter(PARAGRAPH, RUN), None) is None:
        return "", ""
    return f"contenu inconnu ({etree.QName(element).localname[:30]})", text
