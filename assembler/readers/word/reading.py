"""A Word file -> its words and all that stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from assembler.model.lines import Line
from assembler.model.manifest import Manifest, manifest_from
from assembler.model.place import Problems
from assembler.model.wordtext import Aside, Comment, Unread, WordText
from assembler.readers.source_text import read_bytes
from assembler.readers.word import refusals
from assembler.readers.word.drawings import Pictures
from assembler.readers.word.fields import Captions
from assembler.readers.word.found import Found
from assembler.readers.word.layout import Layout
from assembler.readers.word.numbering import Numbering
from assembler.readers.word.package import Package, open_package
from assembler.readers.word.paragraph import Spot
from assembler.readers.word.settling import text_in
from assembler.readers.word.story import Source, Story
from assembler.readers.word.styles import Styles
from assembler.readers.word.theme import Theme
from assembler.word.body import CELL, PARAGRAPH, W

_MOST_PARAGRAPHS = 40_000
_MOST_CELLS = 100_000
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTES = {"footnote": "note de bas de page", "endnote": "note de fin"}
_RUNNING = {"header": "en-tête", "footer": "pied de page"}
_ROOTS = {"header": "hdr", "footer": "ftr"}
_MOST_RUNNING = 100
_BINDINGS = (f"{W}dataBinding", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")
_BOUND = "texte lié à des données, que Word peut remplacer"
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
        numbering = Numbering(self._part("numbering", "numbering"))
        self.styles = Styles(self._part("styles", "styles"), numbering, Theme(lambda: self._part("theme")))

    def result(self) -> WordText:
        root = self.package.xml(self.package.main, f"{W}document")
        bodies = [] if root is None else root.findall(f"{W}body")
        if root is None or len(bodies) != 1:
            raise refusals.damaged(self.package.path)
        self._refuse_excess(root)
        story = self._story(self.package.main, root, self.found)
        story.captions = Captions()
        items = tuple(story.items(bodies[0]))
        for each in root:
            if each is not bodies[0]:
                story.strange(each, None)
        self._finish(story, root)
        notes = self._notes()
        running = self._running(root)
        comments = self._comments()
        if self.found.calls:
            raise refusals.calling_fields(self.package.path, self.found.calls)
        return WordText(
            items,
            (*running, *sorted((*notes, *self.found.boxes), key=lambda aside: _order(aside.rank))),
            tuple(self.found.tracked),
            comments,
            tuple(self.found.hidden),
            tuple(self.found.pictures),
            (*self.package.remote_templates, *self.found.links),
            self._manifest(),
            tuple(self.found.unread),
        )

    def _story(self, part: str, root: etree._Element, found: Found, numbers: bool = False) -> Story:
        return Story(Source(self.package.relations(part), self.styles, self.pictures), Layout(root), found, numbers)

    def _finish(self, story: Story, root: etree._Element) -> None:
        """What a walk over a part can't tell while it goes on."""
        if story.fields.is_open or story.found.is_cut:
            raise refusals.damaged(self.package.path)
        for binding in root.iter(*_BINDINGS):
            control = next(binding.iterancestors(f"{W}sdt"), None)
            if control is not None:
                self.found.unread.append(Unread(_BOUND, text_in(control), story.rank_of(control)))

    def _part(self, kind: str, root: str = "") -> etree._Element | None:
        """`root`: the tag, without namespace, that it must have; its own whichever it is if empty."""
        name = self.package.related(self.package.main, kind)
        return self.package.xml(name, f"{W}{root}" if root else "") if name else None

    def _refuse_excess(self, root: etree._Element) -> None:
        for tag, most in ((PARAGRAPH, _MOST_PARAGRAPHS), (CELL, _MOST_CELLS)):
            if sum(1 for _ in root.iter(tag)) > most:
                raise refusals.oversized(self.package.path, "par son nombre de paragraphes ou de cases")

    # -- beside the body

    def _running(self, root: etree._Element) -> list[Aside]:
        """Headers and footers; those that say the same stand once."""
        relations = self.package.relations(self.package.main)
        found: dict[tuple[str, tuple[str, ...]], Aside] = {}
        for kind, where in _RUNNING.items():
            wanted = [relations.get(each.get(f"{_R}id", "")) for each in root.iter(f"{W}{kind}Reference")]
            names = dict.fromkeys(each.target for each in wanted if each is not None and not each.outside)
            if len(names) > _MOST_RUNNING:
                raise refusals.oversized(self.package.path, "par son nombre d’en-têtes ou de pieds de page")
            for name in names:
                part = self.package.xml(name, f"{W}{_ROOTS[kind]}")
                if part is None:
                    continue
                story = self._story(name, part, self.found, numbers=True)
                lines = tuple(line for line in story.lines(part, Spot(None)) if line.text.strip())
                self._finish(story, part)
                if lines:
                    found.setdefault((where, tuple(line.text for line in lines)), Aside(where, lines))
        return list(found.values())

    def _notes(self) -> list[Aside]:
        asides: list[Aside] = []
        wanted, self.found.notes = self.found.notes, []
        for kind, where in _NOTES.items():
            root = self._part(f"{kind}s", f"{kind}s") if any(each[0] == kind for each in wanted) else None
            if root is None:
                continue
            story = self._story(self.package.related(self.package.main, f"{kind}s"), root, self.found)
            notes: dict[str, etree._Element] = {}
            for note in root.iterchildren(f"{W}{kind}"):
                if note.get(f"{W}type") in _SEPARATORS:
                    asides += self._separator(story, note)
                elif notes.setdefault(note.get(f"{W}id", ""), note) is not note:
                    raise refusals.damaged(self.package.path)
            for each, identifier, rank in wanted:
                shown = notes.pop(identifier, None) if each == kind else None
                lines = () if shown is None else story.lines(shown, Spot(rank))
                if any(line.text.strip() for line in lines):
                    asides.append(Aside(where, _trimmed(lines), rank))
            self._finish(story, root)
        return asides

    def _separator(self, story: Story, note: etree._Element) -> Iterator[Aside]:
        """The line between the text and its notes, where it has words."""
        lines = story.lines(note, Spot(None))
        if any(line.text.strip() for line in lines):
            yield Aside("séparateur de notes", lines)

    def _comments(self) -> tuple[Comment, ...]:
        root = self._part("comments", "comments")
        if root is None:
            return ()
        comments = {each.get(f"{W}id", ""): each for each in root.findall(f"{W}comment")}
        anchored = [identifier for identifier in self.found.anchors if identifier in comments]
        beside = [identifier for identifier in comments if identifier not in self.found.anchors]
        story = self._story(self.package.related(self.package.main, "comments"), root, Found())
        found = tuple(self._comment(story, identifier, comments[identifier]) for identifier in (*anchored, *beside))
        self._finish(story, root)
        self.found.calls |= story.found.calls
        self.found.unread += story.found.unread
        return found

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


def _trimmed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A note begins with the space that follows its mark."""
    first = lines[0]
    return (Line(first.text.lstrip(), first.kind, first.level, first.bookmarks, first.tag), *lines[1:])


def _order(rank: int | None) -> tuple[bool, int]:
    return rank is None, rank or 0
