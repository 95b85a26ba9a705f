"""Tags that staff type in the Word templates: where each stands, and what is wrong with one, said in French."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, UndefinedError
from lxml import etree

from assembler.writers.styles import W

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARK = re.compile(r"\{\{|\{%|\}\}|%\}")
_WORD = re.compile(r"\{%-?(?:tr|tc|p|r)?\s*(\w+)")
_UNKNOWN_FILTER = re.compile(r"No (?:filter|test) named '(\w+)'")
_ENDS = {"endif": "if", "endfor": "for"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as typed, and where it stands: « paragraphe 4 », « tableau 1, ligne 2, cellule 1 »."""

    text: str
    where: str


def tags_of(root: etree._Element) -> Iterator[Tag]:
    """The tags of a part in document order, each with its place as a person counts it."""
    for text, where in _paragraphs(root):
        for tag in _TAG.findall(text):
            yield Tag(tag, where)


def lines_without_tag(root: etree._Element) -> Iterator[str]:
    """The paragraphs that come out as they stand."""
    return (text for text, _ in _paragraphs(root) if text and not _TAG.search(text))


def faults(root: etree._Element) -> Iterator[tuple[Tag, str]]:
    """Tags that aren't closed, and what to say of each: braces first, then `if` and `for` without their end."""
    for text, where in _paragraphs(root):
        if left := _MARK.search(_TAG.sub(lambda tag: " " * len(tag[0]), text)):
            yield Tag(text[left.start() :][:60].strip(), where), "n’a pas toutes ses accolades"
    yield from _unpaired(tags_of(root))


def reason(error: Exception) -> str:
    """What an error of Jinja means, as the end of the sentence « la balise … »."""
    if isinstance(error, UndefinedError):
        return "nomme une valeur inconnue"
    if match := _UNKNOWN_FILTER.search(str(error)):
        return f"emploie le filtre « {match[1]} », qui n’existe pas"
    return "est mal écrite" if isinstance(error, TemplateSyntaxError) else "ne peut pas être calculée"


def compilable(source: str) -> str:
    """A part's XML for Jinja. Line breaks stand only inside tags, one each: line n + 1 begins in the n-th tag."""
    flat = str(DocxTemplate(None).patch_xml(source)).replace("\r", "").replace("\n", " ")
    return _TAG.sub(lambda tag: f"{tag[0][:2]}{_trim_mark(tag[0])}\n{tag[0][2 + len(_trim_mark(tag[0])) :]}", flat)


def _trim_mark(tag: str) -> str:
    return tag[2] if tag[2] in "-+" else ""


def _unpaired(tags: Iterable[Tag]) -> Iterator[tuple[Tag, str]]:
    opened: list[tuple[Tag, str]] = []
    for tag in tags:
        match = _WORD.match(tag.text)
        word = match[1] if match else ""
        if word in _ENDS.values():
            opened.append((tag, word))
        elif word in _ENDS:
            if opened and opened[-1][1] == _ENDS[word]:
                opened.pop()
            elif all(each != _ENDS[word] for _, each in opened):
                yield tag, f"n’a pas de « {_ENDS[word]} » devant elle"
            else:
                yield opened[-1][0], f"n’a pas de « end{opened[-1][1]} » à sa suite"
                opened = opened[: max(rank for rank, (_, each) in enumerate(opened) if each == _ENDS[word])]
    for tag, word in opened:
        yield tag, f"n’a pas de « end{word} » à sa suite"


def _paragraphs(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Text and place of each paragraph; those in cells are counted by table, row and cell."""
    part = {f"{W}hdr": "en-tête, ", f"{W}ftr": "pied de page, "}.get(str(root.tag), "")
    paragraphs = tables = 0
    for element in root.iter(f"{W}p", f"{W}tbl"):
        if element.tag == f"{W}tbl":
            tables += 1
            continue
        cell = next(element.iterancestors(f"{W}tc"), None)
        paragraphs += cell is None
        text = "".join(node.text or "" for node in element.iter(f"{W}t"))
        yield text, part + (_cell_name(cell, tables) if cell is not None else f"paragraphe {paragraphs}")


def _cell_name(cell: etree._Element, table: int) -> str:
    row = cell.getparent()
    grid = row.getparent() if row is not None else None
    assert row is not None and grid is not None
    line = grid.findall(f"{W}tr").index(row) + 1
    return f"tableau {table}, ligne {line}, cellule {row.findall(f'{W}tc').index(cell) + 1}"
