"""A page's content with everything in it marked: as part of a structure element, or as an artifact.

Content streams are read and written by instruction. What stands outside of any mark is wrapped in « Artifact »; marks
never cross the limits of a text object or of another mark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

import pikepdf
from pikepdf import ContentStreamInstruction as Instruction
from pikepdf import Dictionary, Name, Operator

from assembler.writers.pdf.conform_boxes import Box, box_of_unit
from assembler.writers.pdf.conform_pen import MOVES, SHOWS, Pen, mark_of

_PAINTS = SHOWS | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
_LOOKED_AT = SHOWS | MOVES | {"Do"}
_NO_TEXT = float("inf")

LONGEST_LABEL = 8
"""Codes that the bullet or number of a list item has at most."""


@dataclass(slots=True)
class Artifact:
    """`start`: rank of the instruction that opens it. `baseline`: of its first text, None without text.

    `pictures`: where it paints images. `named`: what the opening instruction becomes, None to leave it.
    """

    start: int
    baseline: float | None = None
    pictures: list[Box] = field(default_factory=list)
    named: Instruction | None = None


@dataclass(slots=True)
class _Frame:
    """What is open: the page, a text object, or marked content.

    `covered`: is all in it part of an element or artifact? Else `pending` is where a stretch without any mark began,
    `paints` whether it shows anything, and `is_split` whether something covered lies inside.
    """

    kind: Literal["page", "text", "mark"]
    start: int
    covered: bool = False
    pending: int | None = None
    paints: bool = False
    is_split: bool = False


@dataclass(slots=True)
class PageContent:
    """`shown`: how many codes each piece of marked content shows at first, counted up to `LONGEST_LABEL` or a few more.

    `lowest`, `highest`: baselines of tagged text.
    """

    page: pikepdf.Page
    instructions: list[Any]
    shown: dict[int, int] = field(default_factory=dict)
    artifacts: list[Artifact] = field(default_factory=list)
    lowest: float = _NO_TEXT
    highest: float = -_NO_TEXT
    _loose: list[tuple[int, int]] = field(default_factory=list)
    _frames: list[_Frame] = field(default_factory=list)
    _id: int | None = None
    _artifact: Artifact | None = None
    _pen: Pen = field(default_factory=Pen)

    @classmethod
    def read(cls, page: pikepdf.Page) -> PageContent:
        content = cls(page, list(pikepdf.parse_content_stream(page)))
        content._frames.append(_Frame("page", 0))
        for rank, instruction in enumerate(content.instructions):
            content._take(rank, str(instruction.operator), instruction)
        content._flush(content._frames[0], len(content.instructions))
        return content

    # --- reading ---

    def _take(self, rank: int, operator: str, instruction: Any) -> None:
        frame = self._frames[-1]
        if operator in ("BDC", "BMC"):
            self._open(rank, instruction.operands)
        elif operator == "EMC":
            self._close("mark", rank)
        elif operator == "BT":
            self._pen.move(operator, instruction.operands)
            if not frame.covered:
                self._frames.append(_Frame("text", rank))
        elif operator == "ET":
            if not frame.covered:
                self._close("text", rank)
        else:
            if not frame.covered:
                frame.pending = rank if frame.pending is None else frame.pending
                frame.paints = frame.paints or operator in _PAINTS
            if operator in _LOOKED_AT:
                self._look(operator, instruction.operands)

    def _look(self, operator: str, operands: Any) -> None:
        self._pen.move(operator, operands)
        if operator in SHOWS:
            self._show(operator, operands)
        elif operator == "Do" and self._artifact and self._is_image(str(operands[0])):
            self._artifact.pictures.append(box_of_unit(self._pen.matrix))

    def _open(self, rank: int, operands: Any) -> None:
        frame, id = self._frames[-1], mark_of(self.page, operands)
        is_artifact, is_tagged = str(operands[0]) == "/Artifact", id is not None
        if not frame.covered and (is_artifact or is_tagged):
            self._flush(frame, rank)
            frame.is_split = True
            if is_artifact:
                self._artifact = Artifact(rank)
                self.artifacts.append(self._artifact)
            else:
                self._id = id
        self._frames.append(_Frame("mark", rank, frame.covered or is_artifact or is_tagged))

    def _close(self, kind: Literal["text", "mark"], rank: int) -> None:
        if self._frames[-1].kind != kind:
            return
        frame, outer = self._frames.pop(), self._frames[-1]
        if frame.covered:
            if not outer.covered:
                self._id = self._artifact = None
        elif frame.is_split:
            self._flush(frame, rank)
            self._flush(outer, frame.start)
            outer.is_split = True
        else:
            outer.pending = frame.start if outer.pending is None else outer.pending
            outer.paints = outer.paints or frame.paints

    def _flush(self, frame: _Frame, end: int) -> None:
        if frame.paints and frame.pending is not None:
            self._loose.append((frame.pending, end))
        frame.pending, frame.paints = None, False

    def _show(self, operator: str, operands: Any) -> None:
        if self._artifact:
            if self._artifact.baseline is None:
                self._artifact.baseline = self._pen.place[1]
        elif self._id is not None:
            baseline = self._pen.place[1]
            self.lowest, self.highest = min(self.lowest, baseline), max(self.highest, baseline)
            if self._id not in self.shown:
                pieces = operands[0] if operator == "TJ" else operands[-1:]
                strings = (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                self.shown[self._id] = sum(map(len, islice(strings, LONGEST_LABEL)))

    def _is_image(self, name: str) -> bool:
        return bool(self.page.obj.Resources.XObject[name].get("/Subtype") == "/Image")

    # --- naming and writing ---

    def name_running(self, lowest: float, highest: float) -> None:
        """Artifacts with text above `highest` are named headers, and below `lowest` footers."""
        for artifact in self.artifacts:
            if artifact.baseline is not None and not lowest <= artifact.baseline <= highest:
                subtype = Name.Header if artifact.baseline > highest else Name.Footer
                looks = Dictionary(Type=Name.Pagination, Subtype=subtype)
                artifact.named = Instruction([Name.Artifact, looks], Operator("BDC"))

    def written(self) -> bytes:
        """The content, with every mark in its place."""
        changed = list(self.instructions)
        for artifact in self.artifacts:
            if artifact.named is not None:
                changed[artifact.start] = artifact.named
        opening, closing = Instruction([Name.Artifact], Operator("BMC")), Instruction([], Operator("EMC"))
        for start, end in sorted(self._loose, reverse=True):
            changed[start:end] = [opening, *changed[start:end], closing]
        return pikepdf.unparse_content_stream(changed)
