"""The workbook behind a chart, which Word opens for « Modifier les données »: the fewest parts that are valid.

Written by hand, although the engine has XlsxWriter for larger workbooks. A chart may cost 1.5 ms in all, and costs 1.1:
XlsxWriter would add 0.8 ms, and 40 ms to load; this takes 0.1 ms. XlsxWriter's bytes also depend on the system and
its zlib; these don't, as nothing is deflated before the whole file is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assembler.writers.package import DECLARATION, STORED, zip_parts
from assembler.writers.wordml import escape

SHEET = "Feuil1"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_PARTS = {  # of the workbook: kind of the relationship -> target, content type
    "worksheet": ("worksheets/sheet1.xml", f"{_TYPES}.spreadsheetml.worksheet+xml"),
    "sharedStrings": ("sharedStrings.xml", f"{_TYPES}.spreadsheetml.sharedStrings+xml"),
    "styles": ("styles.xml", f"{_TYPES}.spreadsheetml.styles+xml"),
    "theme": ("theme/theme1.xml", f"{_TYPES}.theme+xml"),
}
_COLUMN_WIDTHS = '<cols><col min="1" max="1" width="40" customWidth="1"/></cols>'

Value = str | Decimal | None


def workbook(rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook of one sheet. None leaves its cell out; at most 26 columns."""
    texts = list(dict.fromkeys(value for row in rows for value in row if isinstance(value, str)))
    ranks = {text: rank for rank, text in enumerate(texts)}
    lines = "".join([_row(number, row, ranks) for number, row in enumerate(rows, start=1)])
    strings = "".join([f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts])
    sheet = f'<worksheet xmlns="{_MAIN}">{_COLUMN_WIDTHS}<sheetData>{lines}</sheetData></worksheet>'
    changing = {
        "xl/worksheets/sheet1.xml": _part(sheet),
        "xl/sharedStrings.xml": _part(f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{strings}</sst>'),
    }
    return zip_parts(_CONSTANT | changing, STORED)


def column(rank: int) -> str:
    """The letter of a column; `rank` starts at 0."""
    return chr(ord("A") + rank)


def _row(number: int, values: Sequence[Value], ranks: dict[str, int]) -> str:
    cells = [_cell(f"{column(rank)}{number}", value, ranks) for rank, value in enumerate(values) if value is not None]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: str | Decimal, ranks: dict[str, int]) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="s"><v>{ranks[value]}</v></c>'
    return f'<c r="{place}"><v>{value:f}</v></c>'


# --- the parts that are the same in all ------------------------------------------------


def _part(xml: str) -> bytes:
    return (DECLARATION + xml).encode()


def _content_types() -> bytes:
    overrides = "".join(f'<Override PartName="/xl/{name}" ContentType="{kind}"/>' for name, kind in _PARTS.values())
    return _part(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT_TYPE}.main+xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str]) -> bytes:
    """Kind -> target; the first is rId1."""
    listed = "".join(
        f'<Relationship Id="rId{rank}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(targets.items(), start=1)
    )
    return _part(f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>')


def _styles() -> bytes:
    """One look for all cells; the second fill is one that Excel reserves."""
    return _part(
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _theme() -> bytes:
    """Black, white, and what the schema asks for."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{"FFFFFF" if name.startswith("lt") else "000000"}"/></a:{name}>'
        for name in ("dk1", "lt1", "dk2", "lt2", *(f"accent{rank}" for rank in range(1, 7)), "hlink", "folHlink")
    )
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return _part(
        f'<a:theme xmlns:a="{_DRAWING}" name="Classeur"><a:themeElements><a:clrScheme name="Classeur">{colours}'
        f'</a:clrScheme><a:fontScheme name="Classeur"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Classeur">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


_CONSTANT = {
    "[Content_Types].xml": _content_types(),
    "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}),
    "xl/_rels/workbook.xml.rels": _relations({kind: target for kind, (target, _) in _PARTS.items()}),
    "xl/workbook.xml": _part(
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/styles.xml": _styles(),
    "xl/theme/theme1.xml": _theme(),
}
