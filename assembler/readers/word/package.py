"""The parts of a Word file, judged before any of them is read. Nothing is fetched, nothing is run."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from assembler.readers.word import refusals
from assembler.readers.zip_guard import FAULTS, Limits, has_endless_directory, has_macros, has_password, is_bomb
from assembler.word.digest import parts_digest

_LIMITS = Limits(parts=3_000, unpacked=300_000_000, ratio=200, small=5_000_000)
_MOST_XML = 40_000_000
"""Bytes of one XML part."""
_MOST_MARKS = 2_000_000
"""Elements and attributes of all XML parts, counted by their signs: each takes memory. 1 000 pages have as many."""
_CHUNK = 65_536
_OUTSIDE = frozenset(("hyperlink", "attachedTemplate"))
"""Relationships that may lead out of the file: nothing follows them."""
_NEVER = frozenset(("aFChunk", "subDocument"))
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_BOM = b"\xef\xbb\xbf"
_STRICT = "http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind`: the last word of its type. `target`: the name of a part, or an address where `outside`."""

    kind: str
    target: str
    outside: bool


class Package:
    """A Word file that may be read. Every method raises Problems for a part that can't be."""

    def __init__(self, archive: ZipFile, path: Path) -> None:
        self.path = path
        self._archive = archive
        self._parts = {part.filename.lower(): part for part in archive.infolist() if not part.is_dir()}
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._marks = 0
        self._digests: dict[str, str] = {}
        self.main = ""

    @property
    def names(self) -> frozenset[str]:
        """In lower case: two names that differ by case alone are the same part."""
        return frozenset(self._parts)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where the file has no such part."""
        part = self._parts.get(name.lower())
        if part is None:
            return None
        if part.file_size > _MOST_XML:
            raise refusals.oversized(self.path)
        data = self._read(part)
        self._refuse_forbidden(data, name)
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

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Identifier -> relationship of a part; of the file itself where `part` is empty."""
        folder, _, name = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        if rels not in self._relations:
            self._relations[rels] = dict(self._read_relations(rels))
        return self._relations[rels]

    def related(self, part: str, kind: str) -> str:
        """The name of the first part of that kind that `part` leads to; empty if none."""
        found = (each.target for each in self.relations(part).values() if each.kind == kind and not each.outside)
        return next(found, "")

    def judge(self) -> None:
        """Refuse links that lead out of the file, macros, and what is not a Word document. Finds the main part."""
        for rels in [name for name in self.names if name.endswith(".rels")]:
            self._relations[rels] = dict(self._read_relations(rels))
        self.main = self.related("", "officeDocument")
        types = self.xml("[Content_Types].xml")
        if types is None or self.main.lower() not in self._parts:
            raise refusals.not_word(self.path)
        kinds = {
            each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "")
            for each in types.iter("{*}Override")
        }
        if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds.values()):
            raise refusals.macros(self.path)
        if "wordprocessingml" not in kinds.get(self.main.lower(), "wordprocessingml"):
            raise refusals.not_word(self.path)

    def _read_relations(self, rels: str) -> Iterator[tuple[str, Relation]]:
        folder = posixpath.dirname(posixpath.dirname(rels))
        root = self.xml(rels)
        for each in () if root is None else root.iter("{*}Relationship"):
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            outside = each.get("TargetMode", "").lower() == "external"
            if (outside and kind not in _OUTSIDE) or kind in _NEVER:
                raise refusals.linked(self.path, kind, target)
            if each.get("Type", "").startswith(_STRICT):
                raise refusals.strict(self.path)
            inner = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield each.get("Id", ""), Relation(kind, inner, outside)

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
        declared = _ENCODING.match(data[:200].removeprefix(_BOM))
        encoding = declared[1].decode("latin-1").lower() if declared else "utf-8"
        if encoding not in ("utf-8", "us-ascii") or b"\0" in data[:200]:
            raise refusals.forbidden_xml(self.path, name, "n’est pas en UTF-8")
        self._marks += data.count(b"<") + data.count(b"=")
        if self._marks > _MOST_MARKS:
            raise refusals.oversized(self.path)


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
    if len(set(names)) < len(names) or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise refusals.damaged(path)
    package = Package(archive, path)
    package.judge()
    return package
