"""Small Word files made by hand, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from assembler.model.lines import Line
from assembler.model.wordtext import WordText
from assembler.readers.word import read_word_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
MAIN, MAIN_RELS = "word/document.xml", "word/_rels/document.xml.rels"
AUTHOR = 'w:author="Mairie" w:date="2024-05-06T10:00:00Z"'
KINDS = ("styles", "numbering", "comments", "footnotes", "endnotes", "header1", "footer1", "theme", "chart1")


def document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def rels(*relations: tuple[str, str, str]) -> str:
    """Identifier, kind and target of each; an address is outside the file."""

    def shown(name: str, kind: str, target: str) -> str:
        is_outside = kind == "attachedTemplate" or ":" in target
        outside = ' TargetMode="External"' if is_outside else ""
        return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'

    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(shown(*each) for each in relations)}</Relationships>'
    )


def parts(
    body: str, more: Mapping[str, str | bytes] | None = None, *relations: tuple[str, str, str]
) -> dict[str, str | bytes]:
    """Of a Word file with that body. `more`: parts by their full name, or by one of KINDS, whose root is then added."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{MAIN}" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>'
        ),
        "_rels/.rels": rels(("rId1", "officeDocument", MAIN)),
        MAIN: document(body),
    }
    links = list(relations)
    for name, content in (more or {}).items():
        kind = name.rstrip("1")
        if name not in KINDS or isinstance(content, bytes):
            found[name] = content
            continue
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        found[f"word/{name}.xml"] = (
            content if kind in ("theme", "chart") else f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        )
        links.append((f"r_{name}", kind, f"{name}.xml"))
    found[MAIN_RELS] = rels(*links)
    return found


def zipped(contents: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(body: str, more: Mapping[str, str | bytes] | None = None, *relations: tuple[str, str, str]) -> WordText:
    return read_word_bytes(zipped(parts(body, more, *relations)), Path("retour.docx"))


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def changed(kind: str, content: str, author: str = AUTHOR) -> str:
    return f'<w:{kind} w:id="1" {author}>{content}</w:{kind}>'


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def control(content: str, tag: str = "") -> str:
    named = f'<w:tag w:val="{tag}"/>' if tag else ""
    return f"<w:sdt><w:sdtPr>{named}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def row(*cells: str, properties: str = "") -> str:
    shown = "".join(f"<w:tc>{each}</w:tc>" for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{shown}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def box(content: str, requires: str = "wps") -> str:
    """A run with a text box, and what programs before 2010 show of it."""
    shape = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    fallback = f"<w:pict><v:textbox><w:txbxContent>{p(r('ancien'))}</w:txbxContent></v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def style(identifier: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'


def texts(found: WordText) -> list[str]:
    """The text of each item, cells after one another."""
    return [item.text for item in found.items]


def kinds(found: WordText) -> list[tuple[str, int]]:
    return [(item.kind, item.level) for item in found.items if isinstance(item, Line)]
