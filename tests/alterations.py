"""Alterations that a commune might make in a Word file, each with the parts that it touches."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from lxml import etree
from wordfile import MAIN, W, text_of

_PART = re.compile(r"c_(?:preambule|article|signature|annexe|fiche)_\w+")
_VERBS = {" est ": " n’est pas ", " sont ": " ne sont pas ", " peut ": " ne peut pas ", " a ": " n’a pas "}
FOOTER = "pied de page"


_OF_LISTS = ("ctgtitredeliste", "tableoffigures")  # the ids of their styles, however a program writes them


@dataclass(frozen=True)
class Altered:
    """`touched`: the bookmarks of the parts that changed, or `FOOTER`; `kind` and `what` are for a failing test."""

    kind: str
    what: str
    parts: dict[str, bytes]
    touched: frozenset[str]


@dataclass
class Altering:
    """The body of a file with the part of each paragraph. `names`: bookmarks that begin a part."""

    parts: dict[str, bytes]
    names: frozenset[str]
    random: Random
    root: etree._Element = field(init=False)
    where: list[tuple[etree._Element, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.root = etree.fromstring(self.parts[MAIN])
        self.where = list(self._placed())

    def _placed(self) -> Iterator[tuple[etree._Element, str]]:
        """Each paragraph that has a text behind the first heading, and the bookmark of its part; no list of tables."""
        part = ""
        for paragraph in self.root.iter(f"{W}p"):
            marks = [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]
            part = next((mark for mark in marks if mark in self.names), part)
            if part and text_of(paragraph).strip() and _style(paragraph).lower() not in _OF_LISTS:
                yield paragraph, part

    def altered(self, kind: str) -> Altered:
        what, touched = ALTERATIONS[kind](self)
        changed = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return Altered(kind, what, {**self.parts, MAIN: changed}, frozenset(touched))

    def texts(self, wanted: Callable[[str], bool], cells: bool | None = None) -> list[tuple[etree._Element, str]]:
        """The `w:t` that are `wanted`; `cells` True: only those in cells, False: only those outside."""
        return [
            (node, part)
            for paragraph, part in self.where
            if cells is None or cells == in_cell(paragraph)
            for node in paragraph.iter(f"{W}t")
            if wanted(node.text or "")
        ]


def in_cell(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iterancestors(f"{W}tc"))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _word(altering: Altering) -> tuple[str, list[str]]:
    node, part = altering.random.choice(altering.texts(lambda text: len(re.findall(r"[^\W\d_]{4,}", text)) > 2))
    words = re.findall(r"[^\W\d_]{4,}", node.text or "")
    word = altering.random.choice(words)
    node.text = re.sub(rf"\b{word}\b", "autrement", node.text or "", count=1)
    return f"{word} → autrement", [part]


def _number(altering: Altering) -> tuple[str, list[str]]:
    node, part = altering.random.choice(altering.texts(lambda text: re.search(r"\d", text) is not None))
    before = node.text or ""
    place = altering.random.choice([match.start() for match in re.finditer(r"\d", before)])
    node.text = before[:place] + str((int(before[place]) + 1) % 10) + before[place + 1 :]
    return f"{before} → {node.text}", [part]


def _negation(altering: Altering) -> tuple[str, list[str]]:
    node, part = altering.random.choice(altering.texts(lambda text: any(verb in text for verb in _VERBS)))
    verb = next(verb for verb in _VERBS if verb in (node.text or ""))
    node.text = (node.text or "").replace(verb, _VERBS[verb], 1)
    return node.text, [part]


def _list_item(altering: Altering) -> tuple[str, list[str]]:
    items = [(p, part) for p, part in altering.where if "List" in _style(p) or "puce" in _style(p).lower()]
    item, part = altering.random.choice(items)
    parent = item.getparent()
    if altering.random.random() < 0.5 and not in_cell(item):
        what = f"− {text_of(item)}"
        parent.remove(item)
        return what, [part]
    added = copy.deepcopy(item)
    for mark in list(added.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    texts = list(added.iter(f"{W}t"))
    texts[0].text = "Une ligne que personne n’a demandée"
    for node in texts[1:]:
        node.text = ""
    item.addnext(added)
    return f"+ après {text_of(item)}", [part]


def _cell(altering: Altering) -> tuple[str, list[str]]:
    node, part = altering.random.choice(altering.texts(lambda text: bool(text.strip()), cells=True))
    before = node.text
    node.text = altering.random.choice(["999 999", "Sans objet", f"{before} et plus"])
    return f"{before} → {node.text}", [part]


def _swap(altering: Altering) -> tuple[str, list[str]]:
    pairs = [
        (first, second, part)
        for (first, part), (second, other) in zip(altering.where, altering.where[1:], strict=False)
        if part == other
        and first.getnext() is second
        and not in_cell(first)
        and text_of(first) != text_of(second)
        and not {"Heading", "Contents"} & {_style(first)[:7], _style(second)[:7], _style(first)[:8], _style(second)[:8]}
    ]
    first, second, part = altering.random.choice(pairs)
    second.addnext(first)
    return f"{text_of(first)[:40]} ⇄ {text_of(second)[:40]}", [part]


def _delete_article(altering: Altering) -> tuple[str, list[str]]:
    part = altering.random.choice(sorted(name for name in altering.names if name.startswith("c_article_")))
    for paragraph, name in altering.where:
        if name == part:
            node = paragraph
            while node.getparent() is not None and in_cell(node):
                node = node.getparent()
            if node.getparent() is not None:
                node.getparent().remove(node)
    for table in list(altering.root.iter(f"{W}tbl")):
        if not any(True for _ in table.iter(f"{W}tc")):
            table.getparent().remove(table)
    return part, [part]


def _footer(altering: Altering) -> tuple[str, list[str]]:
    name = next(name for name in altering.parts if re.fullmatch(r"word/footer\d*\.xml", name))
    root = etree.fromstring(altering.parts[name])
    node = next(node for node in root.iter(f"{W}t") if (node.text or "").strip() and not (node.text or "").isdigit())
    node.text = "Une autre institution"
    altering.parts = {**altering.parts, name: etree.tostring(root, xml_declaration=True, encoding="UTF-8")}
    return name, [FOOTER]


ALTERATIONS: dict[str, Callable[[Altering], tuple[str, list[str]]]] = {
    "mot": _word,
    "nombre": _number,
    "négation": _negation,
    "élément de liste": _list_item,
    "cellule": _cell,
    "paragraphes intervertis": _swap,
    "article supprimé": _delete_article,
    "pied de page": _footer,
}


def part_bookmarks(root: etree._Element) -> frozenset[str]:
    """The bookmarks that begin a part: those of first headings and of fiches, and no other heading's."""
    found = set()
    for paragraph in root.iter(f"{W}p"):
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            name = mark.get(f"{W}name", "")
            if _PART.fullmatch(name) and (_style(paragraph) == "Heading1" or name.startswith("c_fiche_")):
                found.add(name)
    return frozenset(found)


def kinds(count: int) -> Sequence[str]:
    """`count` kinds, each as often as the others."""
    names = list(ALTERATIONS)
    return [names[rank % len(names)] for rank in range(count)]
