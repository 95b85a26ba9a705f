"""Names of the styles and lists of the Word template. Staff see names; files hold ids."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from assembler.model.place import Place, Problem, Problems

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

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
    "figures title": ("CTG Titre de liste", "toc 1"),
    "figures entry": ("table of figures", "toc 2"),
    "entry link": ("CTG Lien de liste", "hyperlink"),
}
"""Those that a template of an earlier version may lack, and what stands in for each."""
CHARACTER_STYLES = {"strong": "Strong", "emphasis": "Emphasis", "link": "Hyperlink", "blank": "CTG À compléter"}
TABLE_STYLES = {"table": "CTG Tableau", "signatures": "CTG Signatures"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """Where a list style takes its numbering from, and its left indent in twentieths of a point."""

    abstract: int
    level: int
    indent: int


@dataclass(frozen=True, slots=True)
class Styles:
    """`ids`: what the engine calls a style -> its id. `lists`: style id -> its list level. `by_name`: all names."""

    ids: dict[str, str]
    lists: dict[str, ListLevel]
    by_name: dict[str, str]
    last_num: int

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
    return Styles(
        ids={use: by_name[name.lower()] for use, name in wanted.items()}
        | {use: by_name.get(name.lower(), by_name[instead]) for use, (name, instead) in LATER_STYLES.items()},
        lists=_list_levels(root, numbering, nums),
        by_name=by_name,
        last_num=max((int(number) for number in nums if number), default=0),
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
