"""The structure tree that PDF/UA asks for, from the one that LibreOffice 7.4 writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name

from assembler.writers.pdf.conform_content import LONGEST_LABEL
from assembler.writers.pdf.conform_tree import StructureTree, is_element, is_same, kids_of, looks_of

_HEADING = re.compile(r"/H([1-6])")
_PARAGRAPHS = {"/P", "/Span"}


def mend(tree: StructureTree, shown: Sequence[Mapping[int, int]]) -> None:
    """`shown`: for each page, how many codes each piece of its marked content shows."""
    lengths = {page.obj.objgen: each for page, each in zip(tree.pdf.pages, shown, strict=True)}
    for items in tree.of_type("/L"):
        _label(tree, items, lengths)
    for element, _ in tree.elements:
        _join_links(tree, element)
    for header in tree.of_type("/TH"):
        _give_scope(header)
    _close_gaps(tree)
    _drop_empty(tree)


# --- lists ---


def _label(tree: StructureTree, items: Any, lengths: Mapping[tuple[int, int], Mapping[int, int]]) -> None:
    """Take the bullet or number, which LibreOffice paints first, out of each item's paragraph: it is its Lbl."""
    labels = [_label_of(tree, item, lengths) for item in kids_of(items) if is_element(item)]
    found = [length for length in labels if length]
    if found and not any("/ListNumbering" in look for look in looks_of(items)):
        numbering = Name.Decimal if found[0] > 1 else Name.Disc
        items.A = Array([*looks_of(items), Dictionary(O=Name.List, ListNumbering=numbering)])


def _label_of(tree: StructureTree, item: Any, lengths: Mapping[tuple[int, int], Mapping[int, int]]) -> int:
    """How many codes the label that was taken out has; 0 where there is none to take."""
    parts = kids_of(item)
    if len(parts) != 1 or not is_element(parts[0]) or Name.LBody != parts[0].S:
        return 0
    paragraph = next(iter(kids_of(parts[0])), None)
    words = kids_of(paragraph) if is_element(paragraph) else []
    if not words or not isinstance(words[0], int) or paragraph is None or "/Pg" not in paragraph:
        return 0
    length = lengths.get(paragraph.Pg.objgen, {}).get(words[0], 0)
    if not 0 < length <= LONGEST_LABEL:
        return 0
    label = tree.pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Lbl, P=item, Pg=paragraph.Pg, K=Array([words[0]]))
    )
    tree.own(paragraph.Pg, words[0], label)
    paragraph.K = Array(words[1:])
    item.K = Array([label, parts[0]])
    return length


# --- links ---


def _join_links(tree: StructureTree, parent: Any) -> None:
    """One Link for each annotation: LibreOffice begins another at each non-breaking space."""
    kids = kids_of(parent)
    if sum(_is_link(kid) for kid in kids) < 2:
        return
    kept: list[Any] = []
    last = None
    for kid in kids:
        if last is not None and _is_link(kid) and _continues(kid, kept[last], kept[last + 1 :]):
            _absorb(tree, kept[last], [*kept[last + 1 :], *kids_of(kid)])
            del kept[last + 1 :]
        else:
            last = len(kept) if _is_link(kid) else last
            kept.append(kid)
    if len(kept) < len(kids):
        parent.K = Array(kept)


def _is_link(kid: Any) -> bool:
    return is_element(kid) and bool(Name.Link == kid.S)


def _is_object(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid


def _continues(link: Any, before: Any, between: Sequence[Any]) -> bool:
    """Do both Links stand on one page for one annotation, with nothing but marked content between them?"""
    found = {kid.Obj.objgen for each in (link, before) for kid in kids_of(each) if _is_object(kid)}
    on_one_page = "/Pg" in link and "/Pg" in before and link.Pg.objgen == before.Pg.objgen
    return len(found) == 1 and on_one_page and all(isinstance(kid, int) for kid in between)


def _absorb(tree: StructureTree, link: Any, content: Sequence[Any]) -> None:
    """Put ids of marked content and elements into a Link, before the reference to its annotation."""
    own = kids_of(link)
    references = [kid for kid in own if _is_object(kid)]
    moved = [kid for kid in content if not _is_object(kid)]
    for kid in moved:
        if isinstance(kid, int):
            tree.own(link.Pg, kid, link)
        elif is_element(kid):
            kid.P = link
    link.K = Array([*(kid for kid in own if not _is_object(kid)), *moved, *references])
    for reference in references:
        tree.own_annotation(reference.Obj, link)


# --- tables, headings, empty paragraphs ---


def _give_scope(header: Any) -> None:
    if not any("/Scope" in look for look in looks_of(header)):
        header.A = Array([*looks_of(header), Dictionary(O=Name.Table, Scope=Name.Column)])


def _close_gaps(tree: StructureTree) -> None:
    """No heading is more than one level below the one before it."""
    before = 0
    for element, kind in tree.elements:
        heading = _HEADING.fullmatch(kind)
        if heading:
            level = min(int(heading[1]), before + 1)
            if level < int(heading[1]):
                element.S = Name(f"/H{level}")
            before = level


def _drop_empty(tree: StructureTree) -> None:
    """Empty paragraphs, that Word's layout needs, are nothing to read."""
    for element, kind in reversed(tree.elements):
        if kind in _PARAGRAPHS and not kids_of(element):
            parent = element.P
            parent.K = Array([kid for kid in kids_of(parent) if not is_same(kid, element)])
