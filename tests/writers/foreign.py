"""Word files as other people make them: fields over several runs, links, controls, notes, merged and nested tables.

Drawn by chance, as lists of words with a dress: an edit changes words, and each file is written from its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from wordfile import MAIN, zipped

from assembler.readers.word import cleaned

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{SPACE}" xmlns:r="{_OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_T = '<w:t xml:space="preserve">'
_WORDS = ("la", "commune", "le", "Caf", "petite", "enfance", "jeunesse", "projet", "article", "bilan", "2026")
Piece = tuple[str, str]
"""A dress and the words in it."""
Block = list[Piece] | list[list[list[Piece]]]
"""A paragraph; or a table: rows of cells."""


def foreign(body: str, **parts: str) -> bytes:
    """A file with that body, judged and cleaned. `parts`: the inside of the roots of `footnotes`, `header1`…"""
    return cleaned(raw(body, **parts), Path("retour.docx"))


def raw(body: str, **parts: str) -> bytes:
    """The same as its author sent it."""
    roots = {"header1": "hdr", "footer1": "ftr"}
    found = {MAIN: f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"}
    found |= {
        f"word/{name}.xml": f"<w:{roots.get(name, name)} {_SPACES}>{inside}</w:{roots.get(name, name)}>"
        for name, inside in parts.items()
    }
    links = "".join(
        f'<Relationship Id="r_{name}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>' for name in parts
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORDML}.{name.rstrip("1")}+xml"/>' for name in parts
    )
    outside = f'<Relationship Id="r_web" Type="{_OFFICE}/hyperlink" Target="https://a.fr/" TargetMode="External"/>'
    start = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{MAIN}"/>'
    whole = {name: xml.encode() for name, xml in found.items()}
    whole["_rels/.rels"] = _relations(start)
    whole["word/_rels/document.xml.rels"] = _relations(outside + links)
    whole["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{MAIN}" ContentType="{_WORDML}.document.main+xml"/>{types}</Types>'
    ).encode()
    return zipped(whole)


def _relations(inside: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


# --- XML -------------------------------------------------------------------------------


def p(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def r(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(text: str) -> str:
    """Its instruction and its result over several runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "".join(f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in (" ADDIN", " x "))
    half = len(text) // 2
    return f"{mark.format('begin')}{code}{mark.format('separate')}{_halves(text, half)}{mark.format('end')}"


def link(text: str, anchor: str = "ici") -> str:
    return f'<w:hyperlink w:anchor="{anchor}">{r(text)}</w:hyperlink>'


def note_call() -> str:
    return '<w:r><w:footnoteReference w:id="2"/></w:r>'


def table(*rows: str) -> str:
    return (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in cells)}</w:tr>"


def _halves(text: str, half: int) -> str:
    return r(text[:half], "<w:b/>") + r(text[half:])


_DRESSES: dict[str, Callable[[str], str]] = {
    "plain": r,
    "cut": lambda text: _halves(text, len(text) // 3),
    "one run": lambda text: f"<w:r>{_T}{text[:2]}</w:t><w:softHyphen/><w:tab/>{_T}{text[2:]}</w:t><w:br/></w:r>",
    "field": field,
    "one-run field": lambda text: (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> ADDIN x </w:instrText><w:fldChar'
        f' w:fldCharType="separate"/>{_T}{text}</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "simple field": lambda text: f'<w:fldSimple w:instr=" ADDIN x ">{r(text)}</w:fldSimple>',
    "link": link,
    "link outside": lambda text: f'<w:hyperlink r:id="r_web">{_halves(text, 2)}</w:hyperlink>',
    "control": lambda text: control(r(text)),
    "control around a link": lambda text: control(link(text)),
    "smart tag": lambda text: f'<w:smartTag w:element="x">{r(text)}</w:smartTag>',
    "bookmark": lambda text: f'<w:bookmarkStart w:id="7" w:name="ici"/>{r(text)}<w:bookmarkEnd w:id="7"/>',
    "symbol": lambda text: f'{r(text)}<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
    "equation": lambda text: f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>",
    "note": lambda text: r(text) + note_call(),
    "alternative": lambda text: (
        f'<mc:AlternateContent><mc:Choice Requires="w">{r(text)}</mc:Choice></mc:AlternateContent>'
    ),
}
_ONLY_HERE = ("note",)
"""What LibreOffice shows with characters of its own."""


def _paragraph(pieces: list[Piece]) -> str:
    return p(*(_DRESSES[dress](text) for dress, text in pieces if text))


def _written(blocks: list[Block], merged: bool) -> str:
    shown = []
    for rank, block in enumerate(blocks):
        if block and isinstance(block[0], list):
            shown.append(_table(block, rank, merged) + p())
        else:
            shown.append(control(_paragraph(block)) if rank % 3 == 1 else _paragraph(block))
    return "".join(shown)


def _table(rows: list[list[list[Piece]]], rank: int, merged: bool) -> str:
    """Cells `merged` down, cells and rows in controls, a table in a cell."""
    shown = []
    for number, cells in enumerate(rows):
        made = []
        for place, pieces in enumerate(cells):
            content = _paragraph(pieces)
            is_merged = merged and place == 0 and rank % 2
            properties = f'<w:vMerge w:val="{("restart", "continue")[number > 0]}"/>' if is_merged else ""
            if place and rank % 3 == 0:
                content = f"{table(row(content))}{p()}"
            cell = f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
            made.append(control(cell) if (rank + place) % 4 == 3 else cell)
        whole = f"<w:tr>{''.join(made)}</w:tr>"
        shown.append(control(whole) if number % 3 == 2 else whole)
    return table(*shown)


# --- by chance -------------------------------------------------------------------------


def foreign_pair(chance: Random, for_office: bool = False) -> tuple[bytes, bytes]:
    """Two files, the second one an edit of the first. `for_office`: without what LibreOffice shows otherwise."""
    dresses = [each for each in _DRESSES if not (for_office and each in _ONLY_HERE)]
    old = [_block(chance, dresses) for _ in range(chance.randint(1, 6))]
    new = [_edited(chance, block, dresses) for block in old if chance.random() < 0.85]
    new.insert(chance.randint(0, len(new)), _block(chance, dresses))
    notes = f'<w:footnote w:id="2">{p(r("Une note."))}</w:footnote>'
    one, other = (foreign(_written(blocks, not for_office) + p(r("Fin.")), footnotes=notes) for blocks in (old, new))
    return one, other


def _sentence(chance: Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 5))) + " "


def _pieces(chance: Random, dresses: list[str]) -> list[Piece]:
    return [(chance.choice(dresses), _sentence(chance)) for _ in range(chance.randint(1, 4))]


def _block(chance: Random, dresses: list[str]) -> Block:
    if chance.random() < 0.7:
        return _pieces(chance, dresses)
    return [[_pieces(chance, dresses) for _ in range(2)] for _ in range(chance.randint(1, 4))]


def _edited(chance: Random, block: Block, dresses: list[str]) -> Block:
    if block and isinstance(block[0], list):
        rows = [[_edited(chance, cell, dresses) for cell in cells] for cells in block if chance.random() < 0.9]
        return rows or block
    found = []
    for dress, text in block:
        way = chance.random()
        words = text.split(" ")
        words[chance.randrange(len(words) - 1)] = chance.choice(_WORDS)
        if way < 0.2:
            found.append((chance.choice(dresses), _sentence(chance)))
        if way < 0.8:
            found.append((dress, " ".join(words) if way < 0.5 else text))
    return found
