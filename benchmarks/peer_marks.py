"""What a redline tells a reader: the parts where its tracked changes stand.

Only words count: changed looks, empty paragraphs and drawings accuse no part. The sommaire, which Word makes again,
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from alterations import FOOTER
from lxml import etree
from wordfile import W, WordFile, text_of

COVER, HEADER = "couverture", "en-tête"
P, TEXT, DELETED = f"{W}p", f"{W}t", f"{W}delText"
ADDED, REMOVED = ("ins", "moveTo"), ("del", "moveFrom")
_RUNNING = {"header": HEADER, "footer": FOOTER}


def marked(redline: bytes, headings: Mapping[str, str], sommaire: frozenset[str]) -> set[str]:
    """The bookmarks of the parts that have a change, and `COVER`, `HEADER`, `FOOTER`.

    `headings`: words of the heading of a part -> its bookmark. A part is told by this bookmark, or by the words
    where the redline has lost it.
    """
    file = WordFile(redline)
    names = frozenset(headings.values())
    lost = {text: name for text, name in headings.items() if name not in file.bookmarks()}
    found, part = set(), COVER
    for paragraph in file.paragraphs:
        if style_of(paragraph) not in sommaire:
            part = _begun(paragraph, names, lost) or part
            if _is_marked(paragraph):
                found.add(part)
    for name, data in file.parts.items():
        running = re.fullmatch(r"word/(header|footer)\d*\.xml", name)
        if running is not None and any(map(_is_marked, etree.fromstring(data).iter(P))):
            found.add(_RUNNING[running[1]])
    return found


def headings_of(data: bytes, names: frozenset[str]) -> dict[str, str]:
    """Words of each heading that one of the bookmarks `names` stands in -> that bookmark."""
    marks = ((mark, p) for p in WordFile(data).paragraphs for mark in p.iter(f"{W}bookmarkStart"))
    return {text_of(p): name for mark, p in marks if (name := mark.get(f"{W}name", "")) in names}


def styles_of_sommaire(files: Iterable[bytes]) -> frozenset[str]:
    """The ids of its styles in any of the files: a redline of one can hold paragraphs of the other."""
    named = (item for data in files for item in WordFile(data).style_names.items())
    return frozenset(key for key, name in named if re.fullmatch(r"toc (\d|heading)", name))


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def is_in(node: etree._Element, kinds: Iterable[str]) -> bool:
    """Does the node stand in a change, or in a row, of one of the kinds?"""
    if next(node.iterancestors(*[f"{W}{kind}" for kind in kinds]), None) is not None:
        return True
    return any(row.find(f"{W}trPr/{W}{kind}") is not None for row in node.iterancestors(f"{W}tr") for kind in kinds)


def text_without(paragraph: etree._Element, kinds: Iterable[str]) -> str:
    """The words of the paragraph once the changes of these kinds are gone; none of what is drawn in it."""
    texts = (node for node in paragraph.iter(TEXT, DELETED) if next(node.iterancestors(P)) is paragraph)
    return "".join(node.text or "" for node in texts if not is_in(node, kinds))


def _begun(paragraph: etree._Element, names: frozenset[str], lost: Mapping[str, str]) -> str | None:
    """The bookmark of the part that the paragraph begins."""
    for mark in paragraph.iter(f"{W}bookmarkStart"):
        if (name := mark.get(f"{W}name")) in names:
            return name
    sides = (text_without(paragraph, kinds) for kinds in (ADDED, REMOVED)) if lost else ()
    return next((lost[text] for text in sides if text in lost), None)


def _is_marked(paragraph: etree._Element) -> bool:
    texts = (node for node in paragraph.iter(TEXT, DELETED) if (node.text or "").strip())
    return any(next(node.iterancestors(P)) is paragraph and is_in(node, (*ADDED, *REMOVED)) for node in texts)
