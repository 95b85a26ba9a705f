"""A part of a Word file brought to what Word shows of it: one branch of each alternative, plain runs where it can be.

What can't be read as text leaves a note at its place (`NOTE`), which the walk over the part tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from assembler.readers.word import refusals
from assembler.word.body import CELL, MC, PARAGRAPH, RUN, W, character_of

NOTE = "{urn:assembler:unread}note"
"""Its attributes: `what` and `text`, those of `Unread`."""
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE, _CHOICE, _FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
_OPEN = "http://schemas.openxmlformats.org/"
_WORD = "http://schemas.microsoft.com/office/word/"
_DRAWING = "http://schemas.microsoft.com/office/drawing/"
_SYMBOLS = f"{{{_WORD}2015/wordml/symex}}"
_UNDERSTOOD = frozenset(
    [f"{_WORD}2010/wordprocessing{name}" for name in ("Shape", "Group", "Canvas", "Ink", "Drawing")]
    + [f"{_WORD}{name}" for name in ("2006/wordml", "2010/wordml", "2012/wordml", "2015/wordml/symex")]
    + [f"{_WORD}{name}" for name in ("2016/wordml/cid", "2018/wordml", "2018/wordml/cex", "2020/wordml/sdtdatahash")]
    + [f"{_DRAWING}{name}" for name in ("2010/main", "2014/main", "2014/chartex", "2016/ink", "2017/model3d")]
    + [f"{_DRAWING}{name}/chartex" for name in ("2015/9/8", "2015/10/21", "2016/5/9", "2016/5/10", "2016/5/11")]
    + [f"{_DRAWING}{name}/chartex" for name in ("2016/5/12", "2016/5/13", "2016/5/14")]
    + [f"{_OPEN}drawingml/2006/{name}" for name in ("main", "chart", "picture", "wordprocessingDrawing")]
    + [f"{_OPEN}wordprocessingml/2006/main", f"{_OPEN}officeDocument/2006/math", "urn:schemas-microsoft-com:vml"]
)
"""Namespaces that Word knows, so that it takes the alternatives that ask for them."""
_MOST_DEEP = 20
_MOST_NAMES = 2_000_000
"""Prefixes looked up for all alternatives of a part."""
_TEXTS = (f"{W}t", f"{MATH}t", f"{_SYMBOLS}symEx")
_BLOCKS = [f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")]
_BLOCKS += [PARAGRAPH, CELL]
_LONGEST = 500


def is_unsettled(data: bytes) -> bool:
    """May the part with these bytes have anything to settle? No name of an element can be written otherwise."""
    return any(name in data for name in (b"AlternateContent", b"symEx", b"ruby", b"oMath"))


def settle(root: etree._Element, path: Path, name: str) -> None:
    """Change a part into what is shown of it. `path` and `name` are those of the file and the part, for messages."""
    _Alternatives(path, name).settle(root)
    for symbol in list(root.iter(f"{_SYMBOLS}symEx")):
        text = etree.Element(f"{W}t")
        text.text = character_of(symbol.get(f"{_SYMBOLS}char", ""))
        _replace(symbol, [text])
    for ruby in reversed(list(root.iter(f"{W}ruby"))):
        _replace(ruby, [*_base(ruby), note("annotation ruby", _text(ruby.find(f"{W}rt")))])
    for equation in list(root.iter(f"{MATH}oMathPara", f"{MATH}oMath")):
        _settle_equation(equation)


def note(what: str, text: str) -> etree._Element:
    return etree.Element(NOTE, {"what": what, "text": text[:_LONGEST]})


def text_in(element: etree._Element) -> str:
    """All characters in it that are shown as text, run together; `_LONGEST` of them at most."""
    return "".join(_characters(element))[:_LONGEST]


class _Alternatives:
    """Those of one part; the inner ones are settled first."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._names = 0

    def settle(self, root: etree._Element) -> None:
        found = list(root.iter(_ALTERNATE))
        depths: dict[etree._Element, int] = {}
        for alternate in found:
            outer = next(alternate.iterancestors(_ALTERNATE), None)
            depths[alternate] = 1 + (0 if outer is None else depths[outer])
            parent = alternate.getparent()
            if depths[alternate] > _MOST_DEEP or parent is None or parent.tag in _TEXTS:
                raise refusals.forbidden_xml(self._path, self._name, "a trop de variantes les unes dans les autres")
        for alternate in reversed(found):
            self._settle_one(alternate)

    def _settle_one(self, alternate: etree._Element) -> None:
        branch = self._chosen(alternate)
        shown = [] if branch is None else list(branch)
        read = "" if branch is None else "".join(_characters(branch))
        others = ["".join(_characters(each)) for each in alternate if each is not branch]
        other = next((text for text in others if text.strip() and sorted(text.split()) != sorted(read.split())), "")
        if other:
            shown.append(note("texte qu’un autre logiciel que Word peut montrer", other))
        _replace(alternate, shown)

    def _chosen(self, alternate: etree._Element) -> etree._Element | None:
        """The branch that today's Word shows; None where it has none."""
        for branch in alternate:
            if branch.tag == _FALLBACK:
                return branch
            if branch.tag == _CHOICE:
                names = branch.nsmap
                self._names += len(names)
                if self._names > _MOST_NAMES:
                    raise refusals.oversized(self._path, "par ses espaces de noms")
                spaces = [names.get(prefix) for prefix in branch.get("Requires", "").split()]
                if spaces and all(space in _UNDERSTOOD for space in spaces):
                    return branch
        return None


def _settle_equation(equation: etree._Element) -> None:
    """As runs where it is one line of characters in a paragraph; else a note stands before it."""
    if next((each for each in equation.iterancestors(f"{MATH}oMathPara")), None) is not None:
        return
    inner = list(equation.iter(f"{MATH}oMath"))
    outer = next(equation.iterancestors(*_BLOCKS), None)
    if outer is not None and outer.tag == PARAGRAPH and all(map(_is_simple, inner)):
        _replace(equation, [run for each in inner for run in _runs(each)])
    else:
        equation.addprevious(note("équation", _text(equation)))


def _is_simple(equation: etree._Element) -> bool:
    allowed = (f"{MATH}rPr", f"{MATH}t", f"{W}rPr")
    return all(each.tag == f"{MATH}r" and all(child.tag in allowed for child in each) for each in equation)


def _runs(equation: etree._Element) -> Iterator[etree._Element]:
    for each in list(equation):
        run = etree.Element(RUN)
        looks = each.find(f"{W}rPr")
        if looks is not None:
            run.append(looks)
        text = etree.SubElement(run, f"{W}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = _text(each)
        yield run


def _base(ruby: etree._Element) -> list[etree._Element]:
    """What the runs hold that an annotation is about."""
    base = ruby.find(f"{W}rubyBase")
    runs = [] if base is None else list(base.iter(RUN))
    return [child for run in runs for child in run if child.tag != f"{W}rPr"]


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(_characters(element))


def _characters(element: etree._Element) -> Iterator[str]:
    for each in element.iter(*_TEXTS):
        yield character_of(each.get(f"{_SYMBOLS}char", "")) if each.tag == _TEXTS[-1] else each.text or ""


def _replace(element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    for other in others:
        element.addprevious(other)
    parent.remove(element)
