"""Fields of a Word file: of each, what is shown is its result, not its instruction."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from assembler.word.body import W

FIELD = f"{W}fldChar"
_TYPE = f"{W}fldCharType"
_LONGEST = 1_000
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def paired_fields(root: etree._Element) -> frozenset[etree._Element]:
    """The field characters that belong to a whole field: a beginning without end hides nothing."""
    opened: list[list[etree._Element]] = []
    whole: list[etree._Element] = []
    for mark in root.iter(FIELD):
        kind = mark.get(_TYPE)
        if kind == "begin":
            opened.append([mark])
        elif opened and kind == "separate" and len(opened[-1]) == 1:
            opened[-1].append(mark)
        elif opened and kind == "end":
            whole += [*opened.pop(), mark]
    return frozenset(whole)


@dataclass(slots=True)
class _Field:
    """`muted`, `in_contents`: what holds around it."""

    muted: bool
    in_contents: bool
    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split(maxsplit=1)
        return words[0].upper() if words else ""


class Fields:
    """Where a walk stands in the fields of a part. `numbers`: page numbers are shown as « # »."""

    def __init__(self, whole: frozenset[etree._Element], numbers: bool) -> None:
        self._whole, self._numbers = whole, numbers
        self._open: list[_Field] = []
        self.is_muted = False
        """No text is shown: it stands in an instruction, or in the result of a page number."""
        self.in_contents = False
        """In the result of a table of contents."""

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].has_result and len(self._open[-1].instruction) < _LONGEST:
            self._open[-1].instruction += text[:_LONGEST]

    def mark(self, element: etree._Element) -> tuple[str, str]:
        """Pass a `w:fldChar`; the text that stands for the whole field if one does, and the instruction that ended."""
        kind = element.get(_TYPE) if element in self._whole else ""
        if kind == "begin":
            self._open.append(_Field(self.is_muted, self.in_contents))
            self.is_muted = True
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.has_result = True
            self.is_muted = field.muted or self.is_number(field.name)
            self.in_contents = field.in_contents or field.name == "TOC"
        elif kind == "end" and self._open:
            field = self._open.pop()
            self.is_muted, self.in_contents = field.muted, field.in_contents
            return ("#" if self.is_number(field.name) else ""), field.instruction
        return "", ""

    def is_number(self, name: str) -> bool:
        return self._numbers and name in _PAGES
