"""Tracked changes inside a paragraph: its runs are cut where the words change, and wrapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate, groupby

from lxml import etree

from assembler.model.difference import Segment
from assembler.word.body import RUN, W, sign_of
from assembler.writers.redline.tracks import XML_SPACE, Tracks

TEXT = f"{W}t"
_LOOKS = f"{W}rPr"
_THROUGH = {
    f"{W}{name}"
    for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "ins", "moveTo", "dir", "bdo")
}
_GOES_WITH_TEXT = {f"{W}{name}" for name in ("softHyphen", "lastRenderedPageBreak", "sym")}
_FIELD = (f"{W}fldChar", f"{W}instrText")


def runs_of(element: etree._Element) -> Iterator[etree._Element]:
    """The runs that are shown, in order; those of text boxes are not of this paragraph."""
    for child in element:
        if child.tag == RUN:
            yield child
        elif child.tag in _THROUGH:
            yield from runs_of(child)


def paragraph_text(paragraph: etree._Element) -> str:
    """The characters of a paragraph, as steps count them."""
    return "".join(_shown(child) for run in runs_of(paragraph) for child in run)


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
            shown = etree.SubElement(run, TEXT)
            shown.set(XML_SPACE, "preserve")
            shown.text = "".join(characters)
    return run


def delete_all(paragraph: etree._Element, tracks: Tracks) -> None:
    """Every run deleted, drawings too. The ends of a field that goes over several paragraphs stay."""
    runs = list(runs_of(paragraph))
    ends = [each.get(f"{W}fldCharType") for run in runs for each in run.iter(f"{W}fldChar")]
    if ends.count("begin") != ends.count("end"):
        runs = [run for run in runs if not any(child.tag in _FIELD for child in run)]
    tracks.wrap("del", runs)


def edit(paragraph: etree._Element, segments: Sequence[Segment], tracks: Tracks) -> None:
    """The segments' changes, tracked. Their old words together are the paragraph's characters."""
    _Edit(paragraph, segments, tracks).apply()


@dataclass(slots=True)
class _Piece:
    """A run whose characters all belong to one segment."""

    run: etree._Element
    segment: int


class _Edit:
    """`last` is the element behind which the next words come; None at the paragraph's start."""

    def __init__(self, paragraph: etree._Element, segments: Sequence[Segment], tracks: Tracks) -> None:
        self.paragraph, self.segments, self.tracks = paragraph, segments, tracks
        self.pieces = _cut(paragraph, segments)
        self.last: etree._Element | None = None

    def apply(self) -> None:
        for rank, segment in enumerate(self.segments):
            runs = [piece.run for piece in self.pieces if piece.segment == rank]
            if segment.old == segment.new:
                self.last = runs[-1] if runs else self.last
                continue
            looks = self._looks(rank, segment, runs)
            deleted = self.tracks.wrap("del", runs)
            if deleted:
                self.last = deleted[-1]
            if segment.new:
                self._insert(segment.new, looks, rank, deleted)

    def _insert(self, text: str, looks: etree._Element | None, rank: int, deleted: list[etree._Element]) -> None:
        change = self.tracks.change("ins")
        change.append(run_with(text, looks))
        following = next((piece.run for piece in self.pieces if piece.segment > rank), None)
        if self.last is not None:
            place = self.last if _same_parent(deleted) else self._way_out(self.last, following)
            place.addnext(change)
        elif following is not None:
            _top(following, self.paragraph).addprevious(change)
        else:
            self.paragraph.append(change)
        self.last = change

    def _way_out(self, last: etree._Element, following: etree._Element | None) -> etree._Element:
        """New words that stand at the end of a link or field are behind it, not in it."""
        inside = set() if following is None else set(following.iterancestors())
        while (parent := last.getparent()) is not None and parent is not self.paragraph and parent not in inside:
            last = parent
        while (after := last.getnext()) is not None and _ends_field(after):
            last = after
        return last

    def _looks(self, rank: int, segment: Segment, replaced: list[etree._Element]) -> etree._Element | None:
        """Those of the words that are replaced; else those beside, plain ones first."""
        if replaced and segment.nature != "complete":
            return replaced[0].find(_LOOKS)
        before = [piece.run for piece in self.pieces if piece.segment < rank][-1:]
        after = [piece.run for piece in self.pieces if piece.segment > rank][:1]
        beside = [run for run in before + after if not _is_linked(run)]
        plain = [run for run in beside if run.find(f"{_LOOKS}/{W}rStyle") is None]
        chosen = plain or ([] if segment.nature == "complete" else beside)
        return chosen[0].find(_LOOKS) if chosen else None


# --- cutting ---------------------------------------------------------------------------


def _cut(paragraph: etree._Element, segments: Sequence[Segment]) -> list[_Piece]:
    """The runs that hold characters, each cut so that it belongs to one segment; what is no text is left apart."""
    ends = list(accumulate(len(segment.old) for segment in segments))
    pieces, offset = [], 0
    for run in list(runs_of(paragraph)):
        offset, children = _children(run, offset, ends)
        groups = [(key, [child for child, _ in group]) for key, group in groupby(children, lambda each: each[1])]
        if len(groups) == 1 and groups[0][0] is not None:
            _refill(run, groups[0][1])
            pieces.append(_Piece(run, groups[0][0]))
        elif len(groups) > 1:
            pieces += _split(run, groups)
    return pieces


def _children(run: etree._Element, offset: int, ends: list[int]) -> tuple[int, list[tuple[etree._Element, int | None]]]:
    """The run's children, texts cut at `ends`, each with the segment it belongs to; None for what is no text."""
    found: list[tuple[etree._Element, int | None]] = []
    for child in run:
        if child.tag == _LOOKS:
            continue
        shown = _shown(child)
        if not shown:
            goes_with_text = child.tag in _GOES_WITH_TEXT or child.tag == TEXT
            found.append((child, found[-1][1] if goes_with_text and found else None))
        elif child.tag == TEXT:
            for part, rank in _parts(shown, offset, ends):
                found.append((_text(part), rank))
        else:
            found.append((child, _segment_at(offset, ends)))
        offset += len(shown)
    return offset, found


def _parts(text: str, offset: int, ends: list[int]) -> Iterator[tuple[str, int]]:
    start = 0
    while start < len(text):
        rank = _segment_at(offset + start, ends)
        stop = min(len(text), ends[rank] - offset)
        yield text[start:stop], rank
        start = stop


def _segment_at(offset: int, ends: list[int]) -> int:
    return next(rank for rank, end in enumerate(ends) if offset < end)


def _split(run: etree._Element, groups: list[tuple[int | None, list[etree._Element]]]) -> Iterator[_Piece]:
    made: list[tuple[etree._Element, int | None]] = []
    for key, children in groups:
        piece = etree.Element(RUN, {str(name): str(value) for name, value in run.attrib.items()})
        if (looks := run.find(_LOOKS)) is not None:
            piece.append(deepcopy(looks))
        piece.extend(children)
        run.addprevious(piece)
        made.append((piece, key))
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)
    return iter([_Piece(piece, key) for piece, key in made if key is not None])


def _refill(run: etree._Element, children: list[etree._Element]) -> None:
    for child in list(run):
        if child.tag != _LOOKS:
            run.remove(child)
    run.extend(children)


def _text(text: str) -> etree._Element:
    made = etree.Element(TEXT, {XML_SPACE: "preserve"})
    made.text = text
    return made


def _shown(child: etree._Element) -> str:
    return (child.text or "") if child.tag == TEXT else sign_of(child)


# --- places ----------------------------------------------------------------------------


def _same_parent(elements: list[etree._Element]) -> bool:
    return len({each.getparent() for each in elements}) == 1


def _top(element: etree._Element, paragraph: etree._Element) -> etree._Element:
    """The child of the paragraph that holds the element."""
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element


def _is_linked(run: etree._Element) -> bool:
    return any(each.tag == f"{W}hyperlink" for each in run.iterancestors())


def _ends_field(element: etree._Element) -> bool:
    ends = [each.get(f"{W}fldCharType") for each in element.findall(f"{W}fldChar")]
    return element.tag == RUN and ends == ["end"]
