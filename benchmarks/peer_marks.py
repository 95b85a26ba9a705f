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
    sommaire |= styles_of_sommaire([redline])
    names = frozenset(headings.values())
    lost = {text: name for text, name in headings.items() if name not in file.bookmarks()}
    found, part = set(), COVER
    for paragraph in file.paragraphs:
        if not is_of_sommaire(paragraph, sommaire):
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
    """The ids of its styles in any of the files. A redline of one can hold paragraphs of the other."""
    named = (item for data in files for item in WordFile(data).style_names.items())
    return frozenset(key for key, name in named if re.fullmatch(r"toc (\d|heading)", name))


def is_of_sommaire(paragraph: etree._Element, styles: frozenset[str]) -> bool:
    """Is its style, now or before a tracked change of it, one of those?"""
    properties = paragraph.find(f"{W}pPr")
    named = properties.iter(f"{W}pStyle") if properties is not None else ()
    return any(style.get(f"{W}val") in styles for style in named)


def is_in(node: etree._Element, kinds: tuple[str, ...]) -> bool:
    """Does the node stand in a change, or in a row, of one of the kinds?"""
    tags = {f"{W}{kind}" for kind in kinds}
    around = list(node.iterancestors())
    rows = (change for each in around if each.tag == f"{W}tr" for change in each.iterfind(f"{W}trPr/*"))
    return any(each.tag in tags for each in (*around, *rows))


def text_without(paragraph: etree._Element, kinds: tuple[str, ...]) -> str:
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
