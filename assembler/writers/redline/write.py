"""Two Word files and what differs -> the old one with real tracked changes, to accept or reject in Word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from assembler.model.difference import Step, Steps
from assembler.model.place import Problems
from assembler.word.body import W
from assembler.writers.package import with_added, zip_parts
from assembler.writers.redline.body import BodyEditor
from assembler.writers.redline.comments import Reasons
from assembler.writers.redline.edits import Edits
from assembler.writers.redline.lists import Lists
from assembler.writers.redline.marks import part_insertions, track_marks
from assembler.writers.redline.new import Remaker, StyleNames
from assembler.writers.redline.tracks import Author, Tracks, highest_number

_DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_SETTINGS, _SETTINGS_LINKS = "word/settings.xml", "word/_rels/settings.xml.rels"
_NOTHING = b"<none/>"  # for a part that a file may lack: its styles or numbers
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CHANGED = ("rPr", "pPr", "numbering", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")
_TRACKED = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")]
_TRACKED += [f"{W}{name}Change" for name in _CHANGED]


def redline(old: bytes, new: bytes, steps: Steps, author: Author, reasons: Sequence[tuple[Step, str]] = ()) -> bytes:
    """The package `old` with the changes to `new` tracked under the author's name: the same bytes on any day.

    Both were judged safe to read, with document, styles and lists where Word puts them. `steps` compare the items of
    the two bodies; an item that none names stays as it is. From `new` come words, style names and simple looks alone.
    Accepting all changes gives the texts of `new`, rejecting them those of `old`. Content controls between paragraphs
    are taken away. `reasons`: a comment for some of the steps, where `old` has no comments of its own.

    Raises Problems where `old` has tracked changes, or a file does not read as the steps say.
    """
    parts, theirs = _parts(old), _parts(new, _DOCUMENT, _STYLES)
    stories = {name: _tree(parts, name) for name in parts if _STORY.fullmatch(name)}
    _refuse_tracked(stories)
    root = stories.get(_DOCUMENT, etree.Element("none"))
    tracks = Tracks(author, highest_number(root))
    styles = _tree(parts, _STYLES)
    lists = Lists(_tree(parts, _NUMBERING), styles)
    edits = Edits(Remaker(StyleNames.read(styles, _tree(theirs, _STYLES)), lists), tracks)
    body = _body(root)
    editor = BodyEditor(body, _body(_tree(theirs, _DOCUMENT)), edits)
    editor.apply(steps)
    comments = Reasons()
    for step, text in reasons:
        comments.add(editor.shown[steps.index(step)], text, edits)
    track_marks(edits.changes, tracks)
    part_insertions(body, tracks)
    parts |= {**lists.part(), **_without_template(parts), _DOCUMENT: _data(root)}
    return zip_parts(with_added(parts, [comments.part()]) if reasons else parts)


def _refuse_tracked(stories: Mapping[str, etree._Element]) -> None:
    if any(next(story.iter(*_TRACKED), None) is not None for story in stories.values()):
        raise Problems.one(
            "Le fichier de départ contient déjà des modifications suivies.",
            "Ouvrez-le dans Word, acceptez-les ou refusez-les, puis relancez la comparaison.",
        )


def _without_template(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The settings without the template that a file was made with: Word would fetch it from wherever it is."""
    if b"/attachedTemplate" not in parts.get(_SETTINGS_LINKS, b""):
        return {}
    links, settings = _tree(parts, _SETTINGS_LINKS), _tree(parts, _SETTINGS)
    for link in [each for each in links if each.get("Type", "").endswith("/attachedTemplate")]:
        links.remove(link)
    for named in settings.findall(f"{W}attachedTemplate"):
        settings.remove(named)
    return {_SETTINGS_LINKS: _data(links), _SETTINGS: _data(settings)}


# --- parts -----------------------------------------------------------------------------


def _parts(data: bytes, *wanted: str) -> dict[str, bytes]:
    """Those `wanted`, all if none is named."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [info.filename for info in package.infolist() if not info.is_dir()]
        return {name: package.read(name) for name in names if name in wanted or not wanted}


def _tree(parts: Mapping[str, bytes], name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(parts.get(name, _NOTHING), parser)
    except etree.XMLSyntaxError:
        raise _unreadable() from None


def _body(root: etree._Element) -> etree._Element:
    body = root.find(f"{W}body")
    if body is None:
        raise _unreadable()
    return body


def _unreadable() -> Problems:
    return Problems.one(
        "Un des deux fichiers n’est pas rangé comme Word range les siens.",
        "Ouvrez-le dans Word, enregistrez-le sous un autre nom, puis relancez la comparaison.",
    )


def _data(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
