"""A Word file -> its words and all that stands beside them."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from assembler.model.lines import Line
from assembler.model.manifest import Manifest, manifest_from
from assembler.model.place import Problems
from assembler.model.wordtext import Aside, Comment, WordText
from assembler.readers.source_text import read_bytes
from assembler.readers.word import refusals
from assembler.readers.word.drawings import Pictures
from assembler.readers.word.found import Found
from assembler.readers.word.layout import Layout
from assembler.readers.word.numbering import Numbering
from assembler.readers.word.package import Package, open_package
from assembler.readers.word.paragraph import Spot
from assembler.readers.word.story import Source, Story
from assembler.readers.word.styles import Styles
from assembler.readers.word.theme import Theme
from assembler.word.body import CELL, MC, PARAGRAPH, W

_MOST_PARAGRAPHS = 40_000
_MOST_CELLS = 100_000
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTES = {"footnote": "note de bas de page", "endnote": "note de fin"}
_RUNNING = {"header": "en-tête", "footer": "pied de page"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_word_file(path: Path) -> tuple[bytes, WordText]:
    """The Word file at `path` and its words. Raises Problems: not there, not a Word file, or not safe to read."""
    refusals.refuse_size(path)
    data = read_bytes(path, refusals.MAX_BYTES)
    return data, read_word_bytes(data, path)


def read_word(path: Path) -> WordText:
    """The words alone. Raises Problems as `read_word_file`."""
    return read_word_file(path)[1]


def read_word_bytes(data: bytes, path: Path) -> WordText:
    """The same for a file that is already read; `path` names it in messages."""
    return _Reading(open_package(data, path)).result()


def is_as_written(data: bytes, path: Path, manifest: Manifest) -> bool:
    """Is the file still the one that was written with this manifest? Any program that saves it changes it."""
    return open_package(data, path).written_digest() == manifest.file


class _Reading:
    def __init__(self, package: Package) -> None:
        self.package, self.found, self.pictures = package, Found(), Pictures(package)
        self.styles = Styles(
            self._part("styles"), Numbering(self._part("numbering")), Theme(lambda: self._part("theme"))
        )

    def result(self) -> WordText:
        root = self.package.xml(self.package.main)
        body = None if root is None else root.find(f"{W}body")
        if root is None or body is None:
            raise refusals.damaged(self.package.path)
        self._refuse_excess(root, body)
        items = tuple(self._story(self.package.main, root, self.found).items(body))
        notes = self._notes()
        running = self._running(root)
        return WordText(
            items,
            (*running, *sorted((*notes, *self.found.boxes), key=lambda aside: _order(aside.rank))),
            tuple(self.found.tracked),
            self._comments(),
            tuple(self.found.hidden),
            tuple(self.found.pictures),
            tuple(self.found.links),
            self._manifest(),
        )

    def _story(self, part: str, root: etree._Element, found: Found, numbers: bool = False) -> Story:
        return Story(Source(self.package.relations(part), self.styles, self.pictures), Layout(root), found, numbers)

    def _part(self, kind: str) -> etree._Element | None:
        name = self.package.related(self.package.main, kind)
        return self.package.xml(name) if name else None

    def _refuse_excess(self, root: etree._Element, body: etree._Element) -> None:
        for tag, most in ((PARAGRAPH, _MOST_PARAGRAPHS), (CELL, _MOST_CELLS)):
            if sum(1 for _ in root.iter(tag)) > most:
                raise refusals.oversized(self.package.path, "par son nombre de paragraphes ou de cases")
        if any(_holds_paragraph(each) for each in root.iter(f"{MC}AlternateContent")):
            raise refusals.unknown_block(self.package.path)

    # -- beside the body

    def _running(self, root: etree._Element) -> list[Aside]:
        """Headers and footers; those that say the same stand once."""
        relations = self.package.relations(self.package.main)
        found: dict[tuple[str, tuple[str, ...]], Aside] = {}
        for kind, where in _RUNNING.items():
            wanted = [relations.get(each.get(f"{_R}id", "")) for each in root.iter(f"{W}{kind}Reference")]
            for name in dict.fromkeys(each.target for each in wanted if each is not None and not each.outside):
                part = self.package.xml(name)
                if part is None:
                    continue
                story = self._story(name, part, self.found, numbers=True)
                lines = tuple(line for line in story.lines(part, Spot(None)) if line.text.strip())
                if lines:
                    found.setdefault((where, tuple(line.text for line in lines)), Aside(where, lines))
        return list(found.values())

    def _notes(self) -> list[Aside]:
        asides: list[Aside] = []
        wanted, self.found.notes = self.found.notes, []
        for kind, where in _NOTES.items():
            part = self.package.related(self.package.main, f"{kind}s")
            root = self.package.xml(part) if part and any(each[0] == kind for each in wanted) else None
            if root is None:
                continue
            notes = {
                note.get(f"{W}id", ""): note
                for note in root.findall(f"{W}{kind}")
                if note.get(f"{W}type") not in _SEPARATORS
            }
            story = self._story(part, root, self.found)
            for each, identifier, rank in wanted:
                note = notes.pop(identifier, None) if each == kind else None
                lines = () if note is None else story.lines(note, Spot(rank))
                if any(line.text.strip() for line in lines):
                    asides.append(Aside(where, _trimmed(lines), rank))
        return asides

    def _comments(self) -> tuple[Comment, ...]:
        part = self.package.related(self.package.main, "comments")
        root = self.package.xml(part) if part else None
        if root is None:
            return ()
        comments = {each.get(f"{W}id", ""): each for each in root.findall(f"{W}comment")}
        anchored = [identifier for identifier in self.found.anchors if identifier in comments]
        beside = [identifier for identifier in comments if identifier not in self.found.anchors]
        story = self._story(part, root, Found())
        return tuple(self._comment(story, identifier, comments[identifier]) for identifier in (*anchored, *beside))

    def _comment(self, story: Story, identifier: str, comment: etree._Element) -> Comment:
        anchor = self.found.anchors.get(identifier)
        text = "\n".join(line.text for line in story.lines(comment, Spot(None))).strip()
        about = "" if anchor is None else "".join(anchor.parts).strip()
        author, date = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        return Comment(author, date, text, about, None if anchor is None else anchor.rank)

    def _manifest(self) -> Manifest | None:
        part = self.package.related("", "custom-properties")
        try:
            root = self.package.xml(part) if part else None
        except Problems:
            return None
        properties = {
            each.get("name", ""): "".join(str(text) for text in each.itertext())
            for each in (() if root is None else root.iter("{*}property"))
        }
        return manifest_from(properties)


def _holds_paragraph(alternate: etree._Element) -> bool:
    """An alternative that stands where paragraphs do, which no walk enters."""
    parent = alternate.getparent()
    names = ("body", "tc", "tbl", "tr", "sdtContent", "txbxContent", "customXml", "ins", "moveTo")
    if parent is None or parent.tag not in tuple(f"{W}{name}" for name in names):
        return False
    return any(child.tag in (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc") for branch in alternate for child in branch)


def _trimmed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A note begins with the space that follows its mark."""
    first = lines[0]
    return (Line(first.text.lstrip(), first.kind, first.level, first.bookmarks, first.tag), *lines[1:])


def _order(rank: int | None) -> tuple[bool, int]:
    return rank is None, rank or 0
