"""The walk over one paragraph: its text once tracked changes are accepted, and all that it meets on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from lxml import etree

from assembler.model.wordtext import Unread
from assembler.readers.word.drawings import is_drawing
from assembler.readers.word.elements import first
from assembler.readers.word.fields import CALLING, FIELD, Captions, Field, Fields, is_dirty
from assembler.readers.word.found import Anchor, Change, ChangeKind, Found, Stretch, told
from assembler.readers.word.looks import PLAIN, How, Looks, combined, hidden_by, looks_of
from assembler.readers.word.relations import Relation
from assembler.readers.word.strange import DATES, HARMLESS, strange
from assembler.readers.word.styles import Styles
from assembler.word.body import W, sign_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHANGES: dict[str, tuple[ChangeKind, bool]] = {
    f"{W}ins": ("ajout", False),
    f"{W}del": ("suppression", True),
    f"{W}moveTo": ("déplacement", False),
    f"{W}moveFrom": ("déplacement", True),
}
_TEXT, _DELETED, _INSTRUCTION, _PROPERTIES = f"{W}t", f"{W}delText", f"{W}instrText", f"{W}rPr"


class Spot(NamedTuple):
    """Where a paragraph stands: the item of the body (None outside it), the background, whether its row is hidden."""

    rank: int | None
    background: str = ""
    masked: bool = False


class Setting(Protocol):
    """What a paragraph's surroundings give to its walk."""

    styles: Styles
    fields: Fields
    found: Found
    captions: Captions | None

    def relation(self, identifier: str) -> Relation | None: ...

    def draw(self, drawing: etree._Element, spot: Spot) -> None: ...


class Scan:
    """Walks one paragraph; `looks` are those that its style gives."""

    def __init__(self, setting: Setting, spot: Spot, looks: Looks) -> None:
        self.setting, self.found, self.fields = setting, setting.found, setting.fields
        self.spot, self.looks = spot, looks
        self.pieces: list[str] = []
        self.bookmarks: list[str] = []
        self.changes: list[Change] = []
        self.stretches: list[Stretch] = []
        self._change: Change | None = None
        self._is_turned = False
        """In a stretch whose characters are shown from right to left, whatever they are."""
        self._is_near = False
        """No kept text stands between the last change and here."""
        self._ways: dict[str, Stretch] = {}

    def walk(self, parent: Iterable[etree._Element]) -> None:
        for child in parent:
            handler = _HANDLERS.get(str(child.tag))
            if handler is not None:
                handler(self, child)
            elif child.tag not in HARMLESS:
                self._strange(child)

    def finish(self, mark: etree._Element | None) -> None:
        """Say what was found; `mark` is the `w:rPr` of the paragraph's end."""
        for child in () if mark is None else mark:
            if str(child.tag) in _CHANGES:
                self._start(child)
                self._change = None
        if self.changes:
            self.found.tracked += [change.finished(self.spot.rank) for change in self.changes]
        if self.stretches:
            self.found.hidden += told(self.stretches, self.spot.rank)

    # -- text

    def _run(self, run: etree._Element) -> None:
        looks: Looks | None = None
        properties: etree._Element | None = None
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = "".join(map(str, child.itertext())) if len(child) else child.text or ""
            elif tag == _PROPERTIES:
                properties = child
                continue
            elif tag == _DELETED:
                text = self._deleted(child)
            else:
                text = sign_of(child) or self._other(child)
            if text:
                if looks is None:
                    looks = self._looks_of(properties)
                self._add(text, looks)

    def _looks_of(self, properties: etree._Element | None) -> Looks:
        if properties is None:
            return self.looks
        own = looks_of(properties, self.setting.styles.theme)
        named = first(properties, f"{W}rStyle")
        styled = PLAIN if named is None else self.setting.styles.style_looks(named.get(f"{W}val", ""))
        if own is PLAIN and styled is PLAIN:
            return self.looks
        return combined(self.looks, styled, own)

    def _add(self, text: str, looks: Looks) -> None:
        if self.fields.is_muted:
            self.fields.instruct(text)
            return
        if self._change is not None:
            self._change.parts.append(text)
        else:
            self._is_near = False
        if self._is_removed:
            return
        self.pieces.append(text)
        if self.fields.is_open:
            self.fields.show(text)
        if self.found.open:
            self.found.anchored(text)
        ways = hidden_by(looks, self.spot.background)
        if (self.spot.masked or self._is_turned or "\u202e" in text or "\u202d" in text) and "masqué" not in ways:
            ways = ("masqué", *ways)
        if ways or self._ways:
            self._hide(text, ways)

    def _hide(self, text: str, ways: tuple[How, ...]) -> None:
        self._ways = {how: stretch for how, stretch in self._ways.items() if how in ways}
        for how in ways:
            if how not in self._ways:
                self._ways[how] = Stretch(how, [])
                self.stretches.append(self._ways[how])
            self._ways[how].parts.append(text)

    def _other(self, child: etree._Element) -> str:
        """A child of a run that is neither text nor sign; the text that stands for a field that it ends."""
        tag = str(child.tag)
        if tag == FIELD:
            ended = self.fields.mark(child)
            return "" if ended is None else self._ended(ended)
        if tag == _INSTRUCTION:
            self.fields.instruct(child.text or "")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            if not self._is_removed:
                kind = tag.removeprefix(W).removesuffix("Reference")
                self.found.notes.append((kind, child.get(f"{W}id", ""), self.spot.rank))
        elif tag == f"{W}commentReference":
            self.found.anchors.setdefault(child.get(f"{W}id", ""), Anchor(self.spot.rank))
        elif is_drawing(child):
            self._object(child)
        elif tag in DATES:
            self._tell("date ou numéro que Word calcule", DATES[tag])
        elif tag not in HARMLESS:
            self._strange(child)
        return ""

    def _deleted(self, child: etree._Element) -> str:
        """A text that says of itself that it is deleted, though nothing around it does, is told."""
        if not self._is_removed:
            self._tell("texte dit supprimé, hors de toute suppression", child.text or "")
            return ""
        return child.text or ""

    def _strange(self, child: etree._Element) -> None:
        what, text = strange(child)
        if what:
            self._tell(what, text)

    def _tell(self, what: str, text: str) -> None:
        if not self._is_removed:
            self.found.unread.append(Unread(what, text, self.spot.rank))

    def _ended(self, field: Field) -> str:
        """Tell what a field is, unless it is deleted; the text that stands for it."""
        captions = self.setting.captions
        is_counted = field.name == "SEQ" and captions is not None and captions.is_counted(field, self._is_removed)
        if self._is_removed or is_counted:
            return field.shown
        if field.address:
            self.found.links[field.address] = None
        if field.name in CALLING:
            self.found.calls[field.name] = None
        in_text = field.is_page and not self.fields.is_number(field.name)
        what, text = field.recalculated if in_text else field.unread
        if what:
            self._tell(what, text)
        return field.shown

    # -- around runs

    @property
    def _is_removed(self) -> bool:
        return self._change is not None and self._change.removed

    def _changed(self, element: etree._Element) -> None:
        outer = self._change
        if outer is None or not outer.removed:
            self._start(element)
        self.walk(element)
        self._change, self._is_near = outer, True

    def _start(self, element: etree._Element) -> None:
        kind, removed = _CHANGES[str(element.tag)]
        change = Change(kind, element.get(f"{W}author", ""), element.get(f"{W}date", ""), removed)
        if self._is_near and self.changes and self.changes[-1].is_like(change):
            change = self.changes[-1]
        else:
            self.changes.append(change)
        self._change = change

    def _hyperlink(self, element: etree._Element) -> None:
        relation = self.setting.relation(element.get(f"{R}id", ""))
        if relation is not None and relation.outside:
            self.found.links[relation.target] = None
        self.walk(element)

    def _simple_field(self, element: etree._Element) -> None:
        result = "".join(each.text or "" for each in element.iter(_TEXT))
        field = Field(element.get(f"{W}instr", ""), is_dirty=is_dirty(element), result=result)
        if self.fields.is_number(field.name):
            self._add("#", self.looks)
            return
        self._ended(field)
        self.walk(element)

    def _override(self, element: etree._Element) -> None:
        outer, self._is_turned = self._is_turned, self._is_turned or element.get(f"{W}val") == "rtl"
        self.walk(element)
        self._is_turned = outer

    def _bookmark(self, element: etree._Element) -> None:
        if name := element.get(f"{W}name"):
            self.bookmarks.append(name)

    def _open_comment(self, element: etree._Element) -> None:
        self.found.anchor(element.get(f"{W}id", ""), self.spot.rank)

    def _close_comment(self, element: etree._Element) -> None:
        self.found.release(element.get(f"{W}id", ""))

    def _object(self, element: etree._Element) -> None:
        if not self._is_removed:
            self.setting.draw(element, self.spot)


_HANDLERS: dict[str, Callable[[Scan, etree._Element], None]] = {
    f"{W}r": Scan._run,
    f"{W}hyperlink": Scan._hyperlink,
    f"{W}fldSimple": Scan._simple_field,
    f"{W}bookmarkStart": Scan._bookmark,
    f"{W}commentRangeStart": Scan._open_comment,
    f"{W}commentRangeEnd": Scan._close_comment,
    f"{W}bdo": Scan._override,
}
_HANDLERS |= dict.fromkeys(_CHANGES, Scan._changed)
_HANDLERS |= {f"{W}{name}": Scan.walk for name in ("sdt", "sdtContent", "smartTag", "customXml", "dir")}
