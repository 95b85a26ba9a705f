"""Fields of a Word file: of each, what is shown is its result, not its instruction."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from assembler.readers.word.elements import first, is_on, value
from assembler.word.body import W

FIELD = f"{W}fldChar"
_TYPE = f"{W}fldCharType"
_LONGEST = 1_000
_STORIES = tuple(f"{W}{name}" for name in ("txbxContent", "footnote", "endnote", "comment"))
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_STABLE = frozenset(("TOC", *_PAGES, "PAGEREF", "HYPERLINK", "FILLIN", "FORMTEXT", "XE", "TC"))
"""Their results come from the headings, or from who fills the file, or they show nothing."""
_COUNTED = frozenset(("TOC", "PAGEREF", *_PAGES))
"""Those that Word is often asked to make anew: pages, and the titles of the text."""
_CAPTION = re.compile(r"SEQ (Tableau|Graphique) \\\* ARABIC(?: \\\* MERGEFORMAT)?")
CALLING = frozenset(
    ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT", "DATABASE", "MACROBUTTON", "RD")
)
"""They fetch or run something."""


def paired_fields(root: etree._Element) -> frozenset[etree._Element]:
    """The field characters of fields that begin and end in the same story (body, note, text box…).

    A beginning without end hides nothing.
    """
    opened: dict[etree._Element | None, list[list[etree._Element]]] = {}
    whole: list[etree._Element] = []
    for mark in root.iter(FIELD):
        kind = mark.get(_TYPE)
        open_here = opened.setdefault(next(mark.iterancestors(*_STORIES), None), [])
        if kind == "begin":
            open_here.append([mark])
        elif open_here and kind == "separate" and len(open_here[-1]) == 1:
            open_here[-1].append(mark)
        elif open_here and kind == "end":
            whole += [*open_here.pop(), mark]
    return frozenset(whole)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that ended. `shown`: the text that stands for all of it, empty if its result does.

    `result`: the characters that it gave and that stay. `form`: its `w:ffData`, None where it has none. `is_dirty`:
    Word makes its result anew when the file is opened.
    """

    instruction: str
    shown: str = ""
    form: etree._Element | None = None
    is_dirty: bool = False
    result: str = ""

    @property
    def name(self) -> str:
        words = self.instruction.split(maxsplit=1)
        return words[0].upper() if words else ""

    @property
    def address(self) -> str:
        """Where it leads to, if it is a link out of the file."""
        words = self.instruction.split(maxsplit=1)
        address = words[1].strip().strip('"').partition('"')[0] if len(words) > 1 else ""
        return address if self.name == "HYPERLINK" and not address.startswith("\\") else ""

    @property
    def unread(self) -> tuple[str, str]:
        """What it is and what is known of it, where its result is not the whole truth; both empty where it is."""
        if self.name == "FORMDROPDOWN":
            return "liste déroulante", _choices(self.form)
        if self.name == "FORMCHECKBOX":
            return "case à cocher", "cochée" if _is_ticked(self.form) else "non cochée"
        if not self.name or self.name in (_COUNTED if self.is_dirty else _STABLE):
            return "", ""
        return self.recalculated

    @property
    def recalculated(self) -> tuple[str, str]:
        """What it is, and its instruction, for a field whose result is not to be trusted."""
        return f"champ {self.name[:30]}, que Word peut recalculer", " ".join(self.instruction.split())

    @property
    def is_page(self) -> bool:
        return self.name in _PAGES


def is_dirty(element: etree._Element) -> bool:
    """Of a `w:fldChar` or `w:fldSimple`."""
    return element.get(f"{W}dirty", "0") in ("1", "true", "on")


def _choices(form: etree._Element | None) -> str:
    drop = None if form is None else first(form, f"{W}ddList")
    if drop is None:
        return ""
    choices = [each.get(f"{W}val", "") for each in drop.iterchildren(f"{W}listEntry")]
    rank = value(drop, "result") or value(drop, "default") or "0"
    chosen = choices[int(rank)] if rank.isascii() and rank.isdigit() and int(rank[:4]) < len(choices) else ""
    return f"{chosen} (choix : {', '.join(choices)})"[:_LONGEST]


def _is_ticked(form: etree._Element | None) -> bool:
    box = None if form is None else first(form, f"{W}checkBox")
    own = None if box is None else first(box, f"{W}checked")
    return is_on(own if own is not None or box is None else first(box, f"{W}default"))


@dataclass(slots=True)
class Captions:
    """The fields that number captions, as Word counts them: `SEQ Tableau` is one more than the last one there.

    One whose result is that count keeps it when Word makes it anew. Words that are deleted are still counted by Word,
    as long as their deletion is only tracked.
    """

    _counts: Counter[str] = field(default_factory=Counter)
    _kept: Counter[str] = field(default_factory=Counter)

    def is_counted(self, caption: Field, is_removed: bool) -> bool:
        """Is it the number of a caption that Word would give again? If not, the next ones are counted from it."""
        match = _CAPTION.fullmatch(" ".join(caption.instruction.split()))
        if match is None or caption.is_dirty:
            return False
        name, result = match[1], caption.result.strip()
        self._counts[name] += 1
        self._kept[name] += not is_removed
        if result in (str(self._counts[name]), str(self._kept[name])):
            return True
        if result.isascii() and result.isdigit() and len(result) < 5:
            self._counts[name] = self._kept[name] = int(result)
        return False


@dataclass(slots=True)
class _Open:
    """`muted`, `in_contents`: what holds around it."""

    muted: bool
    in_contents: bool
    form: etree._Element | None
    is_dirty: bool
    instruction: str = ""
    has_result: bool = False
    result: str = ""


class Fields:
    """Where a walk stands in the fields of a part. `numbers`: page numbers are shown as « # »."""

    def __init__(self, whole: frozenset[etree._Element], numbers: bool) -> None:
        self._whole, self._numbers = whole, numbers
        self._open: list[_Open] = []
        self.is_muted = False
        """No text is shown: it stands in an instruction, or in the result of a page number."""
        self.in_contents = False
        """In the result of a table of contents."""

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].has_result and len(self._open[-1].instruction) < _LONGEST:
            self._open[-1].instruction += text[:_LONGEST]

    def show(self, text: str) -> None:
        """A text that stands in the result of the innermost field."""
        if self._open and len(self._open[-1].result) < _LONGEST:
            self._open[-1].result += text[:_LONGEST]

    def mark(self, element: etree._Element) -> Field | None:
        """Pass a `w:fldChar`; the field that it ends, None if it ends none."""
        kind = element.get(_TYPE) if element in self._whole else ""
        if kind == "begin":
            form = first(element, f"{W}ffData")
            self._open.append(_Open(self.is_muted, self.in_contents, form, is_dirty(element)))
            self.is_muted = True
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.has_result = True
            name = Field(field.instruction).name
            self.is_muted = field.muted or self.is_number(name)
            self.in_contents = field.in_contents or name == "TOC"
        elif kind == "end" and self._open:
            field = self._open.pop()
            self.is_muted, self.in_contents = field.muted, field.in_contents
            shown = "#" if self.is_number(Field(field.instruction).name) else ""
            return Field(field.instruction, shown, field.form, field.is_dirty, field.result)
        return None

    def is_number(self, name: str) -> bool:
        return self._numbers and name in _PAGES
