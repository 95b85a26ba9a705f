"""What leads from one part of a Word file to another, and what its parts say they are."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from assembler.readers.word import refusals

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SPACES = (OFFICE, f"{PACKAGE}/metadata/")
_STRICT = "http://purl.oclc.org/ooxml/"
_OUTSIDE = frozenset(("hyperlink", "attachedTemplate"))
"""Relationships that may lead out of the file: nothing follows them."""
_NEVER = frozenset(("afchunk", "subdocument"))
_MACROS = frozenset(("vbaproject", "wordvbadata"))
_CONTROLS = frozenset(("control", "activexcontrolbinary"))
_ONLY_ONE = frozenset(
    (
        *("officedocument", "styles", "numbering", "settings", "fonttable"),
        *("footnotes", "endnotes", "comments", "theme", "custom-properties"),
    )
)
_READ = frozenset(("header", "footer", "styles", "numbering", "footnotes", "endnotes", "comments"))
_LOCAL = ("file:///", "file://localhost/")


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind`: the last word of a type that Office defines, else the whole type. `target`: the name of a part, or an
    address where `outside`."""

    kind: str
    target: str
    outside: bool

    @property
    def is_remote_template(self) -> bool:
        """Word would ask another machine for it when the file is opened."""
        address = self.target.replace("\\", "/").lower()
        if not self.outside or self.kind != "attachedTemplate":
            return False
        for start in _LOCAL:
            if address.startswith(start):
                return address.removeprefix(start).startswith("/")
        return ":" in address[2:] or address.startswith("//")


def rels_of(part: str) -> str:
    """The part that holds the relationships of a part; of the file itself where `part` is empty."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels").lower()


def read_relations(root: etree._Element, rels: str, names: frozenset[str], path: Path) -> dict[str, Relation]:
    """Identifier -> relationship; `names` are those of all parts, in lower case.

    Raises Problems for those that run or fetch something, and for what two programs may take for different things.
    """
    if root.tag != f"{{{PACKAGE}}}Relationships" or any(each.tag != f"{{{PACKAGE}}}Relationship" for each in root):
        raise refusals.damaged(path)
    folder = posixpath.dirname(posixpath.dirname(rels))
    found: dict[str, Relation] = {}
    for each in root:
        relation = _relation(each, folder, path)
        if each.get("Id", "") in found or (relation.kind in _READ and relation.target.lower() not in names):
            raise refusals.damaged(path)
        found[each.get("Id", "")] = relation
    words = Counter(word for each in root if (word := _last_word(each)) in _ONLY_ONE)
    if any(count > 1 for count in words.values()):
        raise refusals.two_of_one(path)
    return found


def _last_word(element: etree._Element) -> str:
    return element.get("Type", "").strip().rstrip("/").rpartition("/")[2].lower()


def _relation(element: etree._Element, folder: str, path: Path) -> Relation:
    kind, target, word = element.get("Type", ""), element.get("Target", ""), _last_word(element)
    space = next((space for space in _SPACES if kind.startswith(space)), "")
    outside = element.get("TargetMode", "").strip().lower() == "external"
    if (outside and not (space and kind.removeprefix(space) in _OUTSIDE)) or word in _NEVER:
        raise refusals.linked(path, kind.rpartition("/")[2], target)
    if word in _MACROS:
        raise refusals.macros(path)
    if word in _CONTROLS:
        raise refusals.active(path)
    if kind.startswith(_STRICT):
        raise refusals.strict(path)
    inner = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(kind.removeprefix(space), inner, outside)


def judge_types(root: etree._Element | None, main: str, path: Path) -> None:
    """`root` is that of the part of content types; `main` the name of the main part, in lower case."""
    if root is None or root.tag != f"{{{TYPES}}}Types":
        raise refusals.not_word(path)
    if any(word in kind for kind in _kinds(root) for word in ("macroenabled", "vbaproject")):
        raise refusals.macros(path)
    if any("activex" in kind for kind in _kinds(root)):
        raise refusals.active(path)
    overrides = _overrides(root)
    if any(count > 1 for count in Counter(name for name, _ in overrides).values()):
        raise refusals.damaged(path)
    if dict(overrides).get(main) != MAIN_TYPE:
        raise refusals.not_word(path)


def _kinds(root: etree._Element) -> Iterator[str]:
    return (each.get("ContentType", "").lower() for each in root.iter("{*}Override", "{*}Default"))


def _overrides(root: etree._Element) -> list[tuple[str, str]]:
    return [
        (each.get("PartName", "").removeprefix("/").lower(), each.get("ContentType", "").strip().lower())
        for each in root.iterchildren(f"{{{TYPES}}}Override")
    ]


Relations = Mapping[str, Relation]
