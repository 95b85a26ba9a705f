"""The structure tree of a produced PDF laid over what its pages paint: blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from assembler.model.produced import BlockRole, PageBlock
from assembler.readers.produced_pdf_ink import PageInk
from assembler.readers.produced_pdf_runs import Box, Run, joined

_HEADING = re.compile(r"/H([1-6])")
_LEAVES = {"/P", "/Caption", "/Note", "/TD", "/TH", "/TOCI", "/Figure", "/Formula", "/LBody"}
"""Types that make a block of their own where no other block is open.

An LBody does so for the words it holds itself; a figure does so within a paragraph or cell too.
"""

_ROLES: dict[str, BlockRole] = {
    "/TD": "tableau",
    "/TH": "tableau",
    "/LI": "liste",
    "/Figure": "figure",
    "/TOCI": "sommaire",
}


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements above say of one below. `page`: rank of the page that its marked content is on, -1 unknown."""

    page: int = -1
    role: BlockRole = "texte"
    level: int = 0
    table: int = -1
    is_header: bool = False
    block: _Open | None = None


@dataclass(slots=True)
class _Open:
    """A block being filled: for each page, its runs and where they are inked."""

    runs: dict[int, list[Run]] = field(default_factory=dict)
    boxes: dict[int, list[Box]] = field(default_factory=dict)

    def add(self, page: int, runs: Sequence[Run]) -> None:
        self.boxes.setdefault(page, []).extend(run.box for run in runs if run.box)
        self.runs.setdefault(page, []).extend(runs)


@dataclass(slots=True)
class TreeReader:
    """`read` fills `blocks`, page by page, and `figures`, the alternative text of each figure.

    The bullets and numbers of lists, which their Lbl sets apart, are left out.
    """

    pdf: pikepdf.Pdf
    ink: Sequence[PageInk]
    blocks: list[list[PageBlock]] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    _ranks: dict[tuple[int, int], int] = field(default_factory=dict)
    _roles: dict[str, str] = field(default_factory=dict)
    _tables: int = 0

    def read(self) -> TreeReader:
        self.blocks = [[] for _ in self.pdf.pages]
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is None:
            return self
        self._ranks = {page.obj.objgen: rank for rank, page in enumerate(self.pdf.pages)}
        self._roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        for kid in kids(root):
            self._walk(kid, _Context())
        return self

    def standard(self, kind: str) -> str:
        """The standard type that a type stands for."""
        for _ in range(len(self._roles)):
            if kind not in self._roles:
                break
            kind = self._roles[kind]
        return kind

    def _walk(self, element: Any, above: _Context) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            self._take(int(element), above)
            return
        page = element.get("/Pg")
        context = above if page is None else replace(above, page=self._ranks.get(page.objgen, -1))
        if "/S" not in element:
            if "/MCID" in element:
                self._take(int(element.MCID), context)
            return
        kind = self.standard(str(element.S))
        if kind == "/Lbl":
            return
        context = self._below(kind, context)
        if kind == "/Figure":
            self.figures.append(str(element.get("/Alt", "")))
        is_leaf = kind in _LEAVES or _HEADING.fullmatch(kind)
        if (is_leaf and above.block is None) or (kind == "/Figure" and above.role != "figure"):
            self._fill(element, kind, context)
        else:
            for kid in kids(element):
                self._walk(kid, context)

    def _below(self, kind: str, context: _Context) -> _Context:
        """What a type says of its kids."""
        heading = _HEADING.fullmatch(kind)
        if heading:
            return replace(context, role="titre", level=int(heading[1]))
        if kind == "/Table":
            self._tables += 1
            return replace(context, table=self._tables - 1)
        role = _ROLES.get(kind)
        return replace(context, role=role, is_header=kind == "/TH") if role else context

    def _fill(self, element: Any, kind: str, context: _Context) -> None:
        """One block for the element; an LBody's paragraphs and lists are blocks beside its own words."""
        block = _Open()
        inside = replace(context, block=block)
        for kid in kids(element):
            apart = kind == "/LBody" and isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            self._walk(kid, context if apart and self._is_block(kid) else inside)
        if kind == "/Figure":
            self._frame(element, block, context)
        self._close(block, context)

    def _is_block(self, element: Any) -> bool:
        return self.standard(str(element.S)) not in ("/Span", "/Link", "/Quote", "/Reference", "/Lbl")

    def _frame(self, element: Any, block: _Open, context: _Context) -> None:
        """The figure's own frame counts with what it paints."""
        looks = element.get("/A")
        for look in [] if looks is None else looks if isinstance(looks, pikepdf.Array) else [looks]:
            if "/BBox" in look and context.page >= 0:
                left, bottom, right, top = map(float, look.BBox)
                block.boxes.setdefault(context.page, []).append((left, bottom, right, top))

    def _take(self, id: int, context: _Context) -> None:
        if context.page < 0:
            return
        runs = self.ink[context.page].runs.get(id, [])
        block = context.block or _Open()
        block.add(context.page, runs)
        if context.block is None:
            self._close(block, context)

    def _close(self, block: _Open, context: _Context) -> None:
        for page, boxes in block.boxes.items():
            if boxes:
                lefts, bottoms, rights, tops = zip(*boxes, strict=True)
                self.blocks[page].append(
                    PageBlock(
                        context.role,
                        joined(block.runs.get(page, [])),
                        min(lefts),
                        min(bottoms),
                        max(rights),
                        max(tops),
                        context.level if context.role == "titre" else 0,
                        context.table,
                        context.is_header,
                    )
                )


def kids(element: Any) -> Iterator[Any]:
    """The kids of a structure element: elements, references, ids of marked content."""
    found = element.get("/K")
    if found is not None:
        yield from found if isinstance(found, pikepdf.Array) else [found]
