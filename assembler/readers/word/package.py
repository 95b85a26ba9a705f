"""The parts of a Word file: the file is judged before any of them is read, and each when it is read.

Nothing is fetched, nothing is run.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from assembler.readers.word import refusals
from assembler.readers.word.relations import Relation, Relations, judge_types, read_relations, rels_of
from assembler.readers.word.settling import is_unsettled, settle
from assembler.readers.zip_guard import (
    FAULTS,
    Limits,
    has_endless_directory,
    has_macros,
    has_password,
    has_stray_names,
    is_bomb,
)
from assembler.word.digest import parts_digest

_LIMITS = Limits(parts=3_000, unpacked=300_000_000, ratio=200, small=5_000_000)
_MOST_XML = 40_000_000
"""Bytes of all XML parts that are read."""
_MOST_MARKS = 2_000_000
"""Elements and attributes of all XML parts, counted by their signs: each takes memory. 1 000 pages have as many."""
_MOST_NAMESPACES = 20_000
"""Declarations in a part: how long a name takes to resolve depends on them."""
_CHUNK = 65_536
_DECLARATION = re.compile(rb"\s*<\?xml\s(.{0,200}?)\?>", re.DOTALL)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_BOM = b"\xef\xbb\xbf"


class Package:
    """A Word file that may be read. Every method raises Problems for a part that can't be."""

    def __init__(self, archive: ZipFile, path: Path) -> None:
        self.path = path
        self._archive = archive
        self._parts = {part.filename.lower(): part for part in archive.infolist() if not part.is_dir()}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._marks = self._xml = 0
        self._digests: dict[str, str] = {}
        self.main = ""

    @property
    def names(self) -> frozenset[str]:
        """In lower case: two names that differ by case alone are the same part."""
        return frozenset(self._parts)

    def xml(self, name: str, root: str = "") -> etree._Element | None:
        """The root of a part, of alternatives the one that Word shows; None where the file has no such part.

        `root`: the tag that it must have, whichever it has if empty.
        """
        data = self._data(name)
        found = None if data is None else self._parsed(data, name)
        if found is not None and root and found.tag != root:
            raise refusals.damaged(self.path)
        if found is not None and data is not None and is_unsettled(data):
            settle(found, self.path, name)
        return found

    def _tree(self, name: str) -> etree._Element | None:
        """As `xml`, of a part that offers no alternatives."""
        data = self._data(name)
        return None if data is None else self._parsed(data, name)

    def _data(self, name: str) -> bytes | None:
        part = self._parts.get(name.lower())
        if part is None:
            return None
        self._xml += part.file_size
        if self._xml > _MOST_XML:
            raise refusals.oversized(self.path)
        data = self._read(part)
        self._refuse_forbidden(data, name)
        return data

    def _parsed(self, data: bytes, name: str) -> etree._Element:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise refusals.forbidden_xml(self.path, name, "a trop d’éléments les uns dans les autres") from None
            raise refusals.damaged(self.path) from None

    def bytes_of(self, name: str) -> bytes:
        """A part as it is; empty where the file has no such part."""
        part = self._parts.get(name.lower())
        return b"" if part is None else self._read(part)

    def digest(self, name: str) -> str:
        """SHA-256 of a part, unpacked piece by piece; empty where the file has no such part."""
        part = self._parts.get(name.lower())
        if part is None:
            return ""
        if part.filename not in self._digests:
            self._digests[part.filename] = self._digest(part)
        return self._digests[part.filename]

    def _digest(self, part: ZipInfo) -> str:
        found = hashlib.sha256()
        try:
            with self._archive.open(part) as stream:
                while piece := stream.read(_CHUNK):
                    found.update(piece)
        except FAULTS:
            raise refusals.damaged(self.path) from None
        return found.hexdigest()

    def relations(self, part: str) -> Relations:
        """Identifier -> relationship of a part; of the file itself where `part` is empty."""
        return self._relations.get(rels_of(part), {})

    def related(self, part: str, kind: str) -> str:
        """The name of the part of that kind that `part` leads to; empty if none."""
        found = (each.target for each in self.relations(part).values() if each.kind == kind and not each.outside)
        return next(found, "")

    @property
    def remote_templates(self) -> tuple[str, ...]:
        """Addresses of templates on other machines."""
        every = (relation for found in self._relations.values() for relation in found.values())
        return tuple(dict.fromkeys(each.target for each in every if each.is_remote_template))

    def judge(self) -> None:
        """Refuse links that lead out of the file, macros, and what is not a Word document. Finds the main part."""
        for rels in sorted(name for name in self.names if name.endswith(".rels")):
            root = self._tree(rels)
            if root is not None:
                self._relations[rels] = read_relations(root, rels, self.names, self.path)
        self.main = self.related("", "officeDocument")
        if self.main.lower() not in self._parts:
            raise refusals.not_word(self.path)
        judge_types(self._tree("[Content_Types].xml"), self.main.lower(), self.path)

    def written_digest(self) -> str:
        """The digest of the parts, to be held against the one of the manifest."""
        by_name = {part.filename: part for part in self._parts.values()}
        return parts_digest(by_name, lambda name: self._read(by_name[name]))

    def _read(self, part: ZipInfo) -> bytes:
        try:
            return self._archive.read(part)
        except FAULTS:
            raise refusals.damaged(self.path) from None

    def _refuse_forbidden(self, data: bytes, name: str) -> None:
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise refusals.forbidden_xml(self.path, name, "contient une déclaration XML interdite (DTD)")
        if not _is_utf8(data):
            raise refusals.forbidden_xml(self.path, name, "n’est pas en UTF-8")
        self._marks += data.count(b"<") + data.count(b"=")
        if self._marks > _MOST_MARKS or data.count(b"xmlns") > _MOST_NAMESPACES:
            raise refusals.oversized(self.path)


def _is_utf8(data: bytes) -> bool:
    """By the declaration alone; one that is longer than programs write it is no answer."""
    start = data.removeprefix(_BOM)
    if b"\0" in data[:200]:
        return False
    if not start[:200].lstrip().startswith(b"<?xml"):
        return True
    declaration = _DECLARATION.match(start)
    encoding = _ENCODING.search(declaration[1]) if declaration else None
    return declaration is not None and (encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii"))


def open_package(data: bytes, path: Path) -> Package:
    """The parts of a Word file that is safe to read; `path` names it in messages. Raises Problems."""
    if len(data) > refusals.MAX_BYTES:
        raise refusals.oversized(path, "")
    refusals.refuse_other_formats(data, path)
    if has_endless_directory(data):
        raise refusals.oversized(path)
    try:
        archive = ZipFile(io.BytesIO(data))
    except FAULTS:
        raise refusals.damaged(path) from None
    parts = archive.infolist()
    if is_bomb(parts, _LIMITS):
        raise refusals.oversized(path)
    names = [part.filename.lower() for part in parts]
    refusals.refuse_other_contents(frozenset(names), path)
    if has_password(parts):
        raise refusals.encrypted_part(path)
    if has_macros(names):
        raise refusals.macros(path)
    packings = {part.compress_type for part in parts}
    if has_stray_names(names) or len(set(names)) < len(names) or not packings <= {ZIP_STORED, ZIP_DEFLATED}:
        raise refusals.damaged(path)
    package = Package(archive, path)
    package.judge()
    return package
