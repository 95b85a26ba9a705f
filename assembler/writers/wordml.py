"""WordprocessingML as text: the few elements that the engine writes. The look is all in the template's styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assembler.model.anchors import bookmark_name

KEEP_NEXT = "<w:keepNext/>"
CONTROL_END = "</w:sdtContent></w:sdt>"
_CONTROL_LENGTH = 64  # Word's limit for the title and the tag of a content control
_LOOK_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_TEXT = '<w:t xml:space="preserve">'


def escape(text: str) -> str:
    """Text for an XML text node or a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text or '"' in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def paragraph(style: str, content: str, more: str = "") -> str:
    """`more`: paragraph properties that stand behind the style in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def run(text: str, properties: str = "") -> str:
    """`properties`: the inside of `w:rPr`. Tabs and line breaks become Word's own."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    content = f"{_TEXT}{escape(text)}</w:t>"
    if "\t" in content or "\n" in content:
        content = content.replace("\t", f"</w:t><w:tab/>{_TEXT}").replace("\n", f"</w:t><w:br/>{_TEXT}")
    return f"<w:r>{looks}{content}</w:r>"


def link(anchor: str, content: str) -> str:
    """A link to a heading or a caption of this document."""
    return f'<w:hyperlink w:anchor="{bookmark_name(anchor)}" w:history="1">{content}</w:hyperlink>'


def sequence_field(name: str, result: str) -> str:
    """A field that counts the captions of that name, with its `result` in place."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> SEQ {name} \\* ARABIC </w:instrText></w:r>'
        + mark.format("separate")
        + result
        + mark.format("end")
    )


def control_start(tag: str, title: str, number: int) -> str:
    """What stands before the blocks of a content control; `CONTROL_END` closes it. `number` is unique in the file."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title[:_CONTROL_LENGTH])}"/>'
        f'<w:tag w:val="{escape(tag[:_CONTROL_LENGTH])}"/><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>'
    )


def table(style: str, look: str, widths: Sequence[int], rows: Iterable[str], caption: str) -> str:
    """`look` is a `w:tblLook` value in hexadecimal (ISO/IEC 29500-1, 17.4.55); `caption` the alternative text."""
    columns = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
    title = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_look(look)}{title}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _look(value: str) -> str:
    bits = int(value, 16)
    flags = " ".join(f'w:{name}="{int(bool(bits & bit))}"' for name, bit in _LOOK_BITS.items())
    return f'<w:tblLook w:val="{value}" {flags}/>'


def row(cells: Iterable[str], properties: str = "") -> str:
    """`properties`: the inside of `w:trPr`."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def share(total: int, weights: Sequence[float]) -> list[int]:
    """`total` cut in proportion to `weights`; the parts add up exactly."""
    whole = sum(weights)
    edges = [round(total * sum(weights[:rank]) / whole) for rank in range(len(weights) + 1)]
    return [after - before for before, after in pairwise(edges)]
