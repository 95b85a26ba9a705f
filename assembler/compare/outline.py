"""The parts of a text, told by their headings: articles, annexes, fiches, as a produced convention has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assembler.compare.align import key_of
from assembler.compare.folding import folded
from assembler.model.comparison import UnitKind
from assembler.model.document import CAPTION, FIGURE_LISTS
from assembler.model.lines import Item, Line, LineKind

_FICHE = re.compile(r"fiche action\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:article|annexe|fiche action)(?: n\W{0,2})? ?[\d]+(?:-[a-z])?\W*", re.IGNORECASE)
_PAGE = re.compile(r"(?:\t|\s*(?:\.{3,}|…+)).*$", re.DOTALL)
_BOOKMARK = re.compile(r"c_(preambule|article|signature|annexe|fiche)_(\w+)")
_TAG = re.compile(r"(?P<name>(?:preambule|article|signature|annexe):[\w-]+)@(?P<version>\d{4}-\d{2}|derogation)")
_KINDS: dict[str, UnitKind] = {
    "preambule": "preambule",
    "préambule": "preambule",
    "article": "article",
    "signature": "signature",
    "annexe": "annexe",
    "fiche": "fiche",
}
"""By the first word of a part's name, or of its title."""
_LISTS = frozenset(map(folded, FIGURE_LISTS.values()))
_MOST_SECTIONS = 500
"""A convention with fifty communes has some two hundred; beyond, a heading is a line as any other."""
COVER: Literal["couverture"] = "couverture"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text. `name` is empty where neither tag nor bookmark tells it.

    `items` begin with the heading; the cover's do not. Tags and bookmarks are claims of the file: they say which part
    this is meant to be, and prove nothing of its text.

    `version`: the clause's, from the tag of its content control; empty if unknown.
    """

    name: str
    kind: UnitKind
    title: str
    items: tuple[Item, ...]
    bookmarks: frozenset[str] = frozenset()
    version: str = ""

    @property
    def key(self) -> str:
        return folded(self.title)

    @property
    def bare_key(self) -> str:
        """The title without its number: « La fin de la convention »."""
        return _NUMBER.sub("", self.key, count=1).casefold()

    @property
    def is_fiche(self) -> bool:
        return self.kind == "fiche"


def sections_of(
    items: Sequence[Item],
    names: Mapping[str, str] | None = None,
    sent: Sequence[Item] = (),
    known: Sequence[Section] = (),
) -> list[Section]:
    """The sections in reading order, the cover first if it holds anything. Empty lines and the sommaire are left out.

    `names`: bookmark -> name, where they are known. `sent` and its sections `known`: the text that this one came
    from. A paragraph with the bookmark or the exact words of one of their headings begins a section even where it
    has lost its style.
    """
    shown = without_sommaire(items, sent)
    starts = _starts(shown, known)[:_MOST_SECTIONS]
    found = [_section(shown[a:b], names or {}) for a, b in pairwise([*starts, len(shown)])]
    cover = shown[: starts[0]] if starts else shown
    return [Section(COVER, COVER, "Couverture", tuple(cover)), *found] if cover else found


def without_sommaire(items: Sequence[Item], sent: Sequence[Item] = ()) -> list[Item]:
    """The items that have words, less the entries of the sommaire and of lists of tables and charts, in their order.

    `sent`: the text that this one came from; empty for that text itself. An entry of the sommaire stands before the
    first heading, and says a heading of this text or a line of the sommaire that was sent, whatever its style: other
    words put there are text as any other. So is what stands in a list and says no caption of either text, or one again.
    """
    first = next((rank for rank, item in enumerate(items) if _is_heading(item)), len(items))
    own = {folded(item.text) for item in items if _is(item, "titre")}
    listed = own | {_entry(item) for item in sent if _is(item, "sommaire") or _is(item, "titre")}
    captions = {folded(item.text) for item in (*items, *sent) if _is_caption(item)}
    in_lists = _list_ranks(items, captions, ("sommaire", "texte") if sent else ("sommaire",))
    heads = {_entry(item) for item in sent if isinstance(item, Line) and item.kind == "sommaire" and not item.level}

    def is_entry(rank: int, item: Item) -> bool:
        if not isinstance(item, Line):
            return False
        if rank >= first:
            return rank in in_lists
        if item.kind == "sommaire":
            return not sent or _entry(item) in listed
        return bool(sent) and item.kind != "titre" and _entry(item) in own | heads

    return [item for rank, item in enumerate(items) if item.text.strip() and not is_entry(rank, item)]


def _list_ranks(items: Sequence[Item], captions: set[str], kinds: tuple[LineKind, ...]) -> set[int]:
    """Where lists of tables and charts stand: a title, then entries, each of which says one of the captions, once."""
    found: set[int] = set()
    title: int | None = None
    for rank, item in enumerate(items):
        entry = _entry(item)
        if not (isinstance(item, Line) and item.kind in kinds):
            title = None
        elif not entry:
            continue
        elif entry in _LISTS:
            title = rank
        elif title is not None and entry in captions:
            captions = captions - {entry}
            found |= {title, rank}
        else:
            title = None
    return found


def _is_caption(item: Item) -> bool:
    return isinstance(item, Line) and item.kind == "texte" and CAPTION.match(item.text) is not None


def _entry(item: Item) -> str:
    """The words of a heading or a caption, or of its entry in a sommaire less the page."""
    return folded(_PAGE.sub("", item.text))


def _is(item: Item, kind: LineKind) -> bool:
    return isinstance(item, Line) and item.kind == kind


def _starts(items: Sequence[Item], known: Sequence[Section]) -> list[int]:
    titled = {rank for rank, item in enumerate(items) if _is_heading(item)}
    present = {key_of(items[rank]) for rank in titled}
    marks = {mark for section in known for mark in section.bookmarks} - {
        mark for rank in titled for mark in _marks(items[rank])
    }
    lost = {section.key for section in known if section.name != COVER} - present
    for rank, item in enumerate(items):
        if isinstance(item, Line) and rank not in titled and (marks & set(item.bookmarks) or key_of(item) in lost):
            titled.add(rank)
    return sorted(titled)


def _is_heading(item: Item) -> bool:
    if not isinstance(item, Line) or item.kind != "titre":
        return False
    return item.level == 1 or (item.level == 2 and _FICHE.match(item.text) is not None)


def _marks(item: Item) -> tuple[str, ...]:
    return item.bookmarks if isinstance(item, Line) else ()


def _section(items: Sequence[Item], names: Mapping[str, str]) -> Section:
    """A fiche is named by its bookmark: the content control around it is its annexe's."""
    heading = items[0]
    assert isinstance(heading, Line)
    marks = tuple(mark for mark in heading.bookmarks if _BOOKMARK.fullmatch(mark))
    tag = _TAG.fullmatch(heading.tag)
    marked = next((name for mark in marks if (name := names.get(mark) or _name_of(mark))), "")
    by_tag = tag is not None and not marked.startswith("fiche:") and not _FICHE.match(heading.text)
    name, version = (tag["name"], tag["version"]) if tag and by_tag else (marked, "")
    return Section(name, _kind(name, heading.text), heading.text.strip(), tuple(items), frozenset(marks), version)


def _name_of(bookmark: str) -> str:
    """`fiche:petite-enfance`, as far as the bookmark tells: a long name was cut."""
    match = _BOOKMARK.fullmatch(bookmark)
    return f"{match[1]}:{match[2].replace('__', '-')}" if match else ""


def _kind(name: str, title: str) -> UnitKind:
    first = name.partition(":")[0] or next(iter(re.findall(r"\w+", title.casefold())), "")
    return _KINDS.get(first, "autre")


def body_keys(section: Section) -> Iterator[str]:
    """The words of each line but the heading."""
    return (key_of(item) for item in section.items[0 if section.name == COVER else 1 :])
