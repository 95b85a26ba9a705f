"""Fields of a Word file: of each, what is shown is its result, not its instruction."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from assembler.word.body import W

FIELD = f"{W}fldChar"
_TYPE = f"{W}fldCharType"
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
        if self._open and not self._open[-1].has_result:
            self._open[-1].instruction += text[:500]

    def mark(self, element: etree._Element) -> tuple[str, str]:
        """Pass a `w:fldChar`; the text that stands for the whole field if one does, and the instruction that ended."""
        if element not in self._whole:
            return "", ""
        kind, shown, instruction = element.get(_TYPE), "", ""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate":
            self._open[-1].has_result = True
        elif kind == "end":
            field = self._open.pop()
            instruction = field.instruction
            shown = "#" if self.is_number(field.name) else ""
        self.in_contents = any(field.has_result and field.name == "TOC" for field in self._open)
        self.is_muted = any(not field.has_result or self.is_number(field.name) for field in self._open)
        return ("" if self.is_muted else shown), instruction

    def is_number(self, name: str) -> bool:
        return self._numbers and name in _PAGES
