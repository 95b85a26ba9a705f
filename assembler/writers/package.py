"""The Word package: parts -> bytes, the same for the same parts on any day and machine."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

import docx.image.image

from assembler.model.place import Problems
from assembler.writers.wordml import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DEFLATED, STORED = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED
_EPOCH = 1 << 5 | 1  # the 1st of January 1980, in the format of zip
_VERSION, _NAME_IN_UTF8, _ATTRIBUTES = 20, 0x800, 0o600 << 16
_LOCAL, _CENTRAL, _END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
_LOGO_BOX = (5.2 * 360_000, 2.4 * 360_000)  # the widest and highest a logo may be on the cover, in EMU (1 cm = 360 000)
_LEVEL = 3  # half the time of zlib's usual 6, for a sixth more bytes
CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT_RELS = "word/_rels/document.xml.rels"
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_NO_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
).encode()


def zip_parts(parts: Mapping[str, bytes], compression: int = DEFLATED) -> bytes:
    """A zip of `parts`, content types first, with fixed dates and no trace of the machine.

    Laid out here as `zipfile` does it, whose bookkeeping costs as much as deflating the small parts.
    """
    members: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(parts, key=lambda part: (part != CONTENT_TYPES, part)):
        data, encoded = parts[name], name.encode()
        packed = _deflated(data) if compression == DEFLATED else data
        flags = 0 if name.isascii() else _NAME_IN_UTF8
        common = (_VERSION, flags, compression, 0, _EPOCH, zlib.crc32(data), len(packed), len(data), len(encoded), 0)
        members += (_LOCAL.pack(b"PK\3\4", *common), encoded, packed)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, _ATTRIBUTES, offset), encoded)
        offset += _LOCAL.size + len(encoded) + len(packed)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), size, offset, 0)
    return b"".join([*members, *directory, end])


def _deflated(data: bytes) -> bytes:
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(data) + press.flush()


def core_properties(title: str, subject: str, author: str, keywords: Iterable[str] = ()) -> bytes:
    """Title, subject, author, « CTG » and the other keywords; no date, no person."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator><dc:language>fr-FR</dc:language>"
        f"<cp:keywords>{escape('; '.join(['CTG', *filter(None, keywords)]))}</cp:keywords></cp:coreProperties>"
    ).encode()


APP_PROPERTIES = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
).encode()


@dataclass(frozen=True, slots=True)
class AddedPart:
    """A part that the template doesn't have. `name` is under `word/`; `kind` ends the relationship's type.

    `relation` is its name in what leads to it: the document, or the part whose `own` it is.
    """

    name: str
    data: bytes
    relation: str
    kind: str
    content_type: str
    own: tuple[AddedPart, ...] = ()


def finished(
    template: Mapping[str, bytes], changed: Mapping[str, bytes], properties: bytes, added: Sequence[AddedPart]
) -> dict[str, bytes]:
    """The parts of the file: the template's, those that were `changed` or `added`, and the properties."""
    parts = dict(template) | dict(changed) | {_CORE: properties, _APP: APP_PROPERTIES}
    return with_added(parts, added)


def with_added(parts: Mapping[str, bytes], added: Sequence[AddedPart]) -> dict[str, bytes]:
    """The parts and those `added`, which the document leads to."""
    parts = dict(parts)
    for part in _all(added):
        parts[f"word/{part.name}"] = part.data
        if part.own:
            folder, _, name = part.name.rpartition("/")
            parts[f"word/{folder}/_rels/{name}.rels"] = _with_relations(_NO_RELATIONS, part.own, "../")
    parts[_DOCUMENT_RELS] = _with_relations(parts[_DOCUMENT_RELS], added)
    parts[CONTENT_TYPES] = _with_types(parts[CONTENT_TYPES], added)
    return parts


def _all(added: Sequence[AddedPart]) -> Iterator[AddedPart]:
    for part in added:
        yield part
        yield from _all(part.own)


def _with_relations(rels: bytes, added: Sequence[AddedPart], up: str = "") -> bytes:
    """`up` leads to `word/`."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = "".join(
        f'<Relationship Id="{part.relation}" Type="{base}/{part.kind}" Target="{up}{part.name}"/>' for part in added
    )
    return rels.replace(b"</Relationships>", new.encode() + b"</Relationships>")


def _with_types(types: bytes, added: Sequence[AddedPart]) -> bytes:
    new = "".join(f'<Override PartName="/word/{part.name}" ContentType="{part.content_type}"/>' for part in _all(added))
    return types.replace(b"</Types>", new.encode() + b"</Types>")


# --- images ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG or JPEG; `width` and `height` in EMU, already fitted to the cover's box."""

    name: str
    relation: str
    kind: str
    data: bytes
    width: int
    height: int

    @property
    def part(self) -> AddedPart:
        return AddedPart(f"media/{self.name}", self.data, self.relation, "image", f"image/{self.kind}")

    def drawing(self, number: int, alternative: str) -> str:
        """An inline picture with its alternative text."""
        a = "http://schemas.openxmlformats.org/drawingml/2006/main"
        pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        return (
            '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
            f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{self.width}" cy="{self.height}"/>'
            f'<wp:docPr id="{number}" name="Logo {number}" descr="{escape(alternative)}"/>'
            f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}"><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="{escape(self.name)}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
            f' r:embed="{self.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{self.width}" cy="{self.height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def read_image(label: str, data: bytes) -> Image:
    """`label` names the part inside the package. Raises Problems if it is neither PNG nor JPEG."""
    try:
        picture = docx.image.image.Image.from_blob(data)
        kind, width, height = picture.ext, picture.px_width, picture.px_height
    except Exception:  # python-docx's parsers raise many kinds on a broken file
        kind, width, height = "", 0, 0
    if kind not in ("png", "jpg") or not width or not height:
        raise Problems.one("Ce logo n’est pas une image PNG ou JPEG lisible.", "Enregistrez-le au format PNG.")
    kind = kind.replace("jpg", "jpeg")
    scale = min(_LOGO_BOX[0] / width, _LOGO_BOX[1] / height)
    return Image(f"{label}.{kind}", f"rId_{label}", kind, data, round(width * scale), round(height * scale))
