"""What Word leaves in a template at each save, taken out before it can reach a convention."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from assembler.writers.package import CONTENT_TYPES
from assembler.writers.styles import W

_DROPPED = re.compile(
    r"docProps/(?:thumbnail\.\w+|custom\.xml)|customXml/.*|word/(?:printerSettings/.*|people\.xml|webSettings\.xml)",
    re.I,
)
_LEFTOVERS = frozenset(
    f"{W}{name}"
    for name in (
        "rsids",
        "rsid",
        "proofErr",
        "proofState",
        "attachedTemplate",
        "mailMerge",
        "docVars",
        "printerSettings",
    )
)
_RSID = f"{W}rsid"
_SIGNS = (b"rsid", b"proof", b"attachedTemplate", b"mailMerge", b"docVars", b"printerSettings")


def cleaned(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without sessions, proofing marks, printers, people, nor the path of the template they came from.

    A part that holds none of these stays as it is, to the byte.
    """
    kept = {name: data for name, data in parts.items() if not _is_dropped(name)}
    gone = parts.keys() - kept.keys()
    for name, data in kept.items():
        if name.endswith(".rels"):
            kept[name] = _without_relations(name, data, gone)
        elif name == CONTENT_TYPES:
            kept[name] = _without_types(data, gone)
        elif name.startswith("word/") and name.endswith(".xml") and any(sign in data for sign in _SIGNS):
            kept[name] = _without_leftovers(data)
    return kept


def _is_dropped(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    source = f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}" if file.endswith(".rels") else name
    return _DROPPED.fullmatch(source) is not None


def _without_leftovers(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for element in list(root.iter(*_LEFTOVERS)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(etree.Element):
        for name in [each for each in element.attrib if str(each).startswith(_RSID)]:
            del element.attrib[name]
    return _written(root)


def _without_relations(name: str, data: bytes, gone: set[str]) -> bytes:
    """Without those that lead to a part that is gone, or to a template on somebody's disk."""
    folder = name.rpartition("_rels/")[0]
    root = etree.fromstring(data)
    lost = [
        each
        for each in root
        if _target(folder, each.get("Target", "")) in gone or each.get("Type", "").endswith("/attachedTemplate")
    ]
    for each in lost:
        root.remove(each)
    return _written(root) if lost else data


def _target(folder: str, target: str) -> str:
    """The name of the part that a relationship of `folder` leads to."""
    if target.startswith("/"):
        return target[1:]
    while target.startswith("../"):
        folder, target = folder.rstrip("/").rpartition("/")[0], target[3:]
        folder = f"{folder}/" if folder else ""
    return folder + target


def _without_types(data: bytes, gone: set[str]) -> bytes:
    root = etree.fromstring(data)
    lost = [each for each in root if each.get("PartName", "").lstrip("/") in gone]
    for each in lost:
        root.remove(each)
    return _written(root) if lost else data


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
