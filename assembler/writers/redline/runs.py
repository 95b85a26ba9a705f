"""Tracked changes inside a paragraph: its runs are cut where the words change, and wrapped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import accumulate, groupby, pairwise

from lxml import etree

from assembler.model.difference import Segment
from assembler.word.body import RUN, W, sign_of
from assembler.writers.redline.emptied import delete_emptied, is_end_of_field, is_linked
from assembler.writers.redline.tracks import DELETED, XML_SPACE, Tracks

_TEXT, _LOOKS = f"{W}t", f"{W}rPr"
_THROUGH = {
    f"{W}{name}"
    for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "ins", "moveTo", "dir", "bdo")
}
_FIELD = (f"{W}fldChar", f"{W}instrText")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_EQUATIONS = (f"{_MATH}oMath", f"{_MATH}oMathPara")


def runs_of(element: etree._Element) -> Iterator[etree._Element]:
    """The runs that are shown, in order; those of text boxes are not of this paragraph."""
    for child in element:
        if child.tag == RUN:
            yield child
        elif child.tag in _THROUGH:
            yield from runs_of(child)


def paragraph_text(paragraph: etree._Element) -> str:
    """The characters of a paragraph, as steps count them."""
    return "".join(map(run_text, runs_of(paragraph)))


def run_text(run: etree._Element) -> str:
    return "".join(map(_shown, run))


def run_with(text: str, looks: etree._Element | None) -> etree._Element:
    """A run; tabs and line breaks become Word's own. `looks` (`w:rPr`) is copied."""
    run = etree.Element(RUN)
    if looks is not None:
        run.append(deepcopy(looks))
    for is_sign, characters in groupby(text, lambda character: character in "\t\n"):
        if is_sign:
            for sign in characters:
                etree.SubElement(run, f"{W}tab" if sign == "\t" else f"{W}br")
        else:
            run.append(_text("".join(characters)))
    return run


def insert_all(paragraph: etree._Element, tracks: Tracks) -> None:
    tracks.wrap("ins", list(runs_of(paragraph)))


def delete_all(paragraph: etree._Element, tracks: Tracks) -> None:
    """Every run deleted, drawings and equations too. The ends of a field that goes over several paragraphs stay."""
    runs = list(runs_of(paragraph))
    ends = [each.get(f"{W}fldCharType") for run in runs for each in run.iter(_FIELD[0])]
    if ends.count("begin") != ends.count("end"):
        runs = [run for run in runs if not any(child.tag in _FIELD for child in run)]
    tracks.wrap("del", [*runs, *(child for child in paragraph if child.tag in _EQUATIONS)])
    delete_emptied(paragraph, tracks)


def edit(paragraph: etree._Element, segments: Sequence[Segment], tracks: Tracks) -> None:
    """The segments' changes, tracked. Their old words together are the paragraph's characters."""
    _Edit(paragraph, segments, tracks).apply()


class _Edit:
    """`runs`: those that hold characters; all of one belong to one segment, whose rank is in `ranks`.

    `last` is the element behind which the next words come, None at the paragraph's start. `freed`: the runs whose
    link is deleted.
    """

    def __init__(self, paragraph: etree._Element, segments: Sequence[Segment], tracks: Tracks) -> None:
        self.paragraph, self.segments, self.tracks = paragraph, segments, tracks
        pieces = _cut(paragraph, segments)
        self.runs, self.ranks = [run for run, _ in pieces], [rank for _, rank in pieces]
        self.last: etree._Element | None = None
        self.freed: set[etree._Element] = set()

    def apply(self) -> None:
        changed = [segment.old != segment.new for segment in self.segments]
        for rank, is_changed in enumerate(changed):
            if is_changed:
                self.tracks.wrap("del", self._runs(rank))
        self.freed = delete_emptied(self.paragraph, self.tracks)
        for rank, is_changed in enumerate(changed):
            runs = self._runs(rank)
            self.last = _holder(runs[-1]) if runs else self.last
            if is_changed and self.segments[rank].new:
                self._insert(rank, runs)

    def _runs(self, rank: int) -> list[etree._Element]:
        return self.runs[bisect_left(self.ranks, rank) : bisect_right(self.ranks, rank)]

    def _behind(self, rank: int) -> etree._Element | None:
        """The next run with characters of a later segment."""
        return next(iter(self.runs[bisect_right(self.ranks, rank) :][:1]), None)

    def _insert(self, rank: int, replaced: list[etree._Element]) -> None:
        change = self.tracks.change("ins")
        change.append(run_with(self.segments[rank].new, self._looks(rank, replaced)))
        following = self._behind(rank)
        if self.last is not None:
            one_place = len({_holder(run).getparent() for run in replaced}) == 1
            place = self.last if one_place else self._way_out(self.last, following)
            while (after := place.getnext()) is not None and is_end_of_field(after, one_place):
                place = after
            place.addnext(change)
        elif following is not None:
            _top(following, self.paragraph).addprevious(change)
        else:
            self.paragraph.append(change)
        self.last = change

    def _way_out(self, last: etree._Element, following: etree._Element | None) -> etree._Element:
        """New words that stand at the end of a link are behind it, not in it."""
        inside = set() if following is None else set(following.iterancestors())
        while (parent := last.getparent()) is not None and parent is not self.paragraph and parent not in inside:
            last = parent
        return last

    def _looks(self, rank: int, replaced: list[etree._Element]) -> etree._Element | None:
        """Those of the words that are replaced; else those beside, plain ones first."""
        filled = self.segments[rank].nature == "complete"
        if replaced and not filled and replaced[0] not in self.freed:
            return replaced[0].find(_LOOKS)
        before = self.runs[: bisect_left(self.ranks, rank)][-1:]
        near = [*before, *(run for run in [self._behind(rank)] if run is not None)]
        beside = [run for run in near if not is_linked(run) and run not in self.freed]
        plain = [run for run in beside if run.find(f"{_LOOKS}/{W}rStyle") is None]
        chosen = plain or ([] if filled else beside)
        return chosen[0].find(_LOOKS) if chosen else None


# --- cutting ---------------------------------------------------------------------------


def _cut(paragraph: etree._Element, segments: Sequence[Segment]) -> list[tuple[etree._Element, int]]:
    """The runs that hold characters, each cut so that it belongs to one segment; what is no text is left apart."""
    ends = list(accumulate(len(segment.old) for segment in segments))
    pieces: list[tuple[etree._Element, int]] = []
    offset = 0
    for run in list(runs_of(paragraph)):
        for piece in _split(run, offset, ends):
            if text := run_text(piece):
                pieces.append((piece, bisect_right(ends, offset)))
                offset += len(text)
    return pieces


def _split(run: etree._Element, offset: int, ends: list[int]) -> list[etree._Element]:
    """A run for each child and each segment; the run itself where all of it is text of one segment."""
    children = [child for child in run if child.tag != _LOOKS]
    length = len(run_text(run))
    is_one = bisect_right(ends, offset) == bisect_left(ends, offset + length) and all(map(_shown, children))
    if is_one or not children:
        return [run]
    made: list[etree._Element] = []
    for child in children:
        for part in _parts(child, offset, ends):
            piece = etree.Element(RUN, {str(name): str(value) for name, value in run.attrib.items()})
            piece.extend(deepcopy(looks) for looks in run.findall(_LOOKS))
            piece.append(part)
            run.addprevious(piece)
            made.append(piece)
        offset += len(_shown(child))
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)
    return made


def _parts(child: etree._Element, offset: int, ends: list[int]) -> list[etree._Element]:
    """A text cut at the segments' ends; any other child as it is."""
    if child.tag != _TEXT or not child.text:
        return [child]
    text = child.text
    inside = ends[bisect_right(ends, offset) : bisect_left(ends, offset + len(text))]
    cuts = [0, *(end - offset for end in inside), len(text)]
    return [_text(text[start:stop]) for start, stop in pairwise(cuts) if start < stop]


def _text(text: str) -> etree._Element:
    made = etree.Element(_TEXT, {XML_SPACE: "preserve"})
    made.text = text
    return made


def _shown(child: etree._Element) -> str:
    return (child.text or "") if child.tag == _TEXT else sign_of(child)


# --- places ----------------------------------------------------------------------------


def _holder(run: etree._Element) -> etree._Element:
    """The deletion that a run stands in; itself if it stays."""
    parent = run.getparent()
    return parent if parent is not None and parent.tag == DELETED else run


def _top(element: etree._Element, paragraph: etree._Element) -> etree._Element:
    """The child of the paragraph that holds the element."""
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element
