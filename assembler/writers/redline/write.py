"""Two Word files and what differs -> the old one with real tracked changes, to accept or reject in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.place import Problems
from assembler.word.body import W
from assembler.writers.package import with_added, zip_parts
from assembler.writers.redline.body import BodyEditor
from assembler.writers.redline.comments import PART as COMMENTS
from assembler.writers.redline.comments import Reasons
from assembler.writers.redline.dates import part_insertions
from assembler.writers.redline.edits import Edits
from assembler.writers.redline.lists import Lists
from assembler.writers.redline.marks import track_marks
from assembler.writers.redline.new import Remaker, StyleNames
from assembler.writers.redline.tracks import Author, Tracks, highest_number

_DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_NOTHING = b"<none/>"  # for a part that a file may lack: its styles or numbers
_TRACKED = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange")]


def redline(old: bytes, new: bytes, steps: Steps, author: Author, reasons: Sequence[tuple[Step, str]] = ()) -> bytes:
    """The package `old` with the changes to `new` tracked under the author's name: the same bytes on any day.

    `steps` compare the items of the two bodies; an item that none names stays as it is. From `new` come
    words, style names and simple looks alone. Accepting all changes gives the texts of `new`, rejecting
    them those of `old`. `reasons`: a comment for some of the steps.

    Raises Problems where `old` has tracked changes of its own, or its document is not where Word puts it.
    """
    parts, theirs = _parts(old), _parts(new)
    if _main_of(parts) != _DOCUMENT:
        raise Problems.one(
            "Le fichier de départ n’est pas rangé comme Word range les siens.",
            "Ouvrez-le dans Word, enregistrez-le sous un autre nom, puis relancez la comparaison.",
        )
    root, body = _body(parts, _DOCUMENT)
    _, new_body = _body(theirs, _main_of(theirs))
    if next(body.iter(*_TRACKED), None) is not None:
        raise Problems.one(
            "Le fichier de départ contient déjà des modifications suivies.",
            "Ouvrez-le dans Word, acceptez-les ou refusez-les, puis relancez la comparaison.",
        )
    tracks = Tracks(author, highest_number([root]))
    styles = _tree(parts, _STYLES)
    lists = Lists(_tree(parts, _NUMBERING), styles)
    edits = Edits(Remaker(StyleNames.read(styles, _tree(theirs, _STYLES)), lists), tracks)
    editor = BodyEditor(body, new_body, edits)
    editor.apply(steps)
    comments = Reasons(parts, author)
    for step, text in reasons:
        comments.add(editor.shown[steps.index(step)], text, edits.changes, tracks)
    track_marks(body, edits.changes, tracks)
    part_insertions(body, tracks)
    parts |= lists.part()
    parts[_DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zip_parts(_with_comments(parts, comments) if reasons else parts)


def _with_comments(parts: dict[str, bytes], comments: Reasons) -> dict[str, bytes]:
    return with_added(parts, [comments.added()]) if comments.is_new else parts | {COMMENTS: comments.data()}


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}


def _main_of(parts: Mapping[str, bytes]) -> str:
    """The part that holds the document; some programs name it otherwise."""
    for relation in _tree(parts, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return _DOCUMENT


def _tree(parts: Mapping[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(
        parts.get(name, _NOTHING), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )


def _body(parts: Mapping[str, bytes], name: str) -> tuple[etree._Element, etree._Element]:
    root = _tree(parts, name)
    body = root.find(f"{W}body")
    assert body is not None
    return root, body
