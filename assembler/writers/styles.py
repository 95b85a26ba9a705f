"""Names of the styles and lists of the Word template. Staff see names; files hold ids."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from assembler.model.place import Place, Problem, Problems

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_SIGNATURES, _SIGNING_ROOM = "CTG Signatures", "CTG Signature emplacement"
_USUAL_ROOM = (60, 1420, 240)  # before, after and line, in twentieths of a point
_WORD_MARGIN = 108  # at the left and right of a cell

PARAGRAPH_STYLES = {
    "text": "CTG Texte",
    "note": "CTG Note",
    "caption": "caption",
    "bullet": "List Bullet",
    "bullet 2": "List Bullet 2",
    "number": "List Number",
    "number 2": "List Number 2",
    "cell text": "CTG Cellule texte",
    "cell bullet": "CTG Cellule puce",
    "cell bullet 2": "CTG Cellule puce 2",
    "cell number": "CTG Cellule numéro",
    "table head": "CTG Tableau tête",
    "table head number": "CTG Tableau tête nombre",
    "table text": "CTG Tableau texte",
    "table number": "CTG Tableau nombre",
    "table detail": "CTG Tableau détail",
    "table strong": "CTG Tableau fort",
    "signature body": "CTG Signature organisme",
    "signature capacity": "CTG Signature qualité",
    "signature name": "CTG Signature nom",
    "logo": "CTG Logo",
    "heading 1": "heading 1",
    "heading 2": "heading 2",
    "heading 3": "heading 3",
    "heading 4": "heading 4",
    "toc 1": "toc 1",
    "toc 2": "toc 2",
}
LATER_STYLES = {
    "signature mention": ("CTG Signature mention", "signature capacity"),
    "signature room": (_SIGNING_ROOM, "signature capacity"),
}
"""Styles that a template kept with a voted text may not have yet, each with the one that stands in for it."""
CHARACTER_STYLES = {"strong": "Strong", "emphasis": "Emphasis", "link": "Hyperlink", "blank": "CTG À compléter"}
TABLE_STYLES = {"table": "CTG Tableau", "signatures": _SIGNATURES}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """Where a list style takes its numbering from, and its left indent in twentieths of a point."""

    abstract: int
    level: int
    indent: int


@dataclass(frozen=True, slots=True)
class SigningRoom:
    """In twentieths of a point: the margins of a signature cell, and the height left to sign.

    `properties`: what gives the paragraph that height; empty where its own style does.
    """

    left: int
    right: int
    height: int
    properties: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """`ids`: what the engine calls a style -> its id. `lists`: style id -> its list level. `by_name`: all names."""

    ids: dict[str, str]
    lists: dict[str, ListLevel]
    by_name: dict[str, str]
    last_num: int
    signing: SigningRoom

    def __getitem__(self, use: str) -> str:
        return self.ids[use]


def read_styles(styles_xml: bytes, numbering_xml: bytes, template: Place) -> Styles:
    """Raises Problems naming every style that the engine needs and the template lacks."""
    root = etree.fromstring(styles_xml)
    by_name = style_ids(root)
    wanted = PARAGRAPH_STYLES | CHARACTER_STYLES | TABLE_STYLES
    missing = [name for name in wanted.values() if name.lower() not in by_name]
    if missing:
        raise Problems(
            Problem(
                f"Le style « {name} » manque dans le modèle.",
                "Recréez-le dans Word sous ce nom exact, ou reprenez le modèle d’origine.",
                template,
            )
            for name in missing
        )
    numbering = etree.fromstring(numbering_xml)
    nums = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
    ids = {use: by_name[name.lower()] for use, name in wanted.items()}
    later = {use: by_name.get(name.lower(), ids[instead]) for use, (name, instead) in LATER_STYLES.items()}
    return Styles(
        ids=ids | later,
        lists=_list_levels(root, numbering, nums),
        by_name=by_name,
        last_num=max((int(number) for number in nums if number), default=0),
        signing=_signing_room(root, by_name),
    )


def style_ids(root: etree._Element) -> dict[str, str]:
    """Style name in lower case (Word's names ignore case) -> style id."""
    return {
        name.get(f"{W}val", "").lower(): style.get(f"{W}styleId", "")
        for style in root.iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }


def _list_levels(
    root: etree._Element, numbering: etree._Element, nums: dict[str | None, etree._Element]
) -> dict[str, ListLevel]:
    abstracts = {abstract.get(f"{W}abstractNumId"): abstract for abstract in numbering.iter(f"{W}abstractNum")}
    found = {}
    for style in root.iter(f"{W}style"):
        num_id = style.find(f"{W}pPr/{W}numPr/{W}numId")
        num = nums.get(num_id.get(f"{W}val")) if num_id is not None else None
        if num is None:
            continue
        reference = num.find(f"{W}abstractNumId")
        abstract = reference.get(f"{W}val") if reference is not None else None
        ilvl = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        level = int(ilvl.get(f"{W}val", "0")) if ilvl is not None else 0
        indent = _indent(style, abstracts.get(abstract), level)
        found[style.get(f"{W}styleId", "")] = ListLevel(int(abstract or 0), level, indent)
    return found


def _indent(style: etree._Element, abstract: etree._Element | None, level: int) -> int:
    """The style's own indent, else that of its list level."""
    places = [style.find(f"{W}pPr/{W}ind")]
    if abstract is not None:
        places.append(abstract.find(f"{W}lvl[@{W}ilvl='{level}']/{W}pPr/{W}ind"))
    for ind in places:
        if ind is not None:
            return int(ind.get(f"{W}left") or ind.get(f"{W}start") or 0)
    return 0


def _signing_room(root: etree._Element, by_name: dict[str, str]) -> SigningRoom:
    """What the styles of the block say themselves; Word's own cell margins where the table's says nothing."""
    styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
    table, room = (styles.get(by_name.get(name.lower())) for name in (_SIGNATURES, _SIGNING_ROOM))
    assert table is not None
    margins, spacing = f"{W}tblPr/{W}tblCellMar", f"{W}pPr/{W}spacing"
    left, right = (_size(table, f"{margins}/{W}{side}", "w", _WORD_MARGIN) for side in ("left", "right"))
    if room is not None:
        return SigningRoom(left, right, sum(_size(room, spacing, name, 0) for name in ("line", "after")))
    before, after, line = _USUAL_ROOM
    sizes = f'w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="atLeast"'
    return SigningRoom(left, right, line + after, f"<w:spacing {sizes}/>")


def _size(style: etree._Element, path: str, name: str, otherwise: int) -> int:
    """A whole number of twentieths of a point; `otherwise` where there is none."""
    element = style.find(path)
    value = element.get(f"{W}{name}", "") if element is not None else ""
    return int(value) if value.isdecimal() else otherwise
