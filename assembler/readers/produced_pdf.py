"""The facts of a PDF that this program produced: what it claims, where its bookmarks lead, what lies on each page.

The PDF is trusted: it comes from LibreOffice and the writers. A signed or returned one is for `readers.pdf`.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from assembler.model.produced import Destination, OutlineEntry, PdfFacts, PdfPage
from assembler.readers.produced_pdf_claims import claims_of, traces_of
from assembler.readers.produced_pdf_fonts import Font, fonts_of
from assembler.readers.produced_pdf_ink import PageInk
from assembler.readers.produced_pdf_tree import TreeReader

_UNDERSCORE = "5F"
"""How LibreOffice writes « _ » in the name of a destination: its code, without any mark around it.

The bookmarks of headings hold no capital letter (`model.anchors`), so that « 5F » is never the name's own.
"""


def read_pdf_facts(data: bytes) -> PdfFacts:
    """All that the checks want to know. Raises pikepdf.PdfError where it is no PDF."""
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts: dict[tuple[int, int], Font] = {}
        tree = TreeReader(pdf, [PageInk(page, fonts).read() for page in pdf.pages]).read()
        claims = claims_of(pdf)
        return PdfFacts(
            archive=claims.archive,
            universal=claims.universal,
            language=str(pdf.Root.get("/Lang", "")),
            title=claims.title,
            shows_title=bool(_entry(pdf.Root, "/ViewerPreferences", "/DisplayDocTitle")),
            is_tagged=bool(_entry(pdf.Root, "/MarkInfo", "/Marked")) and "/StructTreeRoot" in pdf.Root,
            outline=_outline(pdf),
            pages=tuple(
                PdfPage(*_size(page), tuple(blocks)) for page, blocks in zip(pdf.pages, tree.blocks, strict=True)
            ),
            destinations=_destinations(pdf),
            figures=tuple(tree.figures),
            fonts=fonts_of(pdf),
            traces=traces_of(pdf, claims),
        )


def _entry(holder: Any, *names: str) -> Any:
    """What a chain of keys leads to; None where one is missing."""
    for name in names:
        holder = holder.get(name)
        if holder is None:
            return None
    return holder


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = map(float, page.mediabox)
    return right - left, top - bottom


def _page_numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}


def _destinations(pdf: pikepdf.Pdf) -> dict[str, Destination]:
    numbers = _page_numbers(pdf)
    found = {
        name.replace(_UNDERSCORE, "_"): _destination(value, numbers) for name, value in sorted(_named(pdf).items())
    }
    return {name: destination for name, destination in found.items() if destination.page}


def _named(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Name -> destination array, from the dictionary of PDF 1.1 and from the name tree."""
    named = {str(name).removeprefix("/"): value for name, value in pdf.Root.get("/Dests", {}).items()}
    tree = _entry(pdf.Root, "/Names", "/Dests")
    if tree is not None:
        named |= {str(name): value for name, value in pikepdf.NameTree(tree).items()}
    return {name: value.D if isinstance(value, pikepdf.Dictionary) else value for name, value in named.items()}


def _destination(array: Any, numbers: dict[tuple[int, int], int]) -> Destination:
    """`page` is 0 where it leads to no page of this PDF; `left` and `top` are 0 where it names none."""
    page = numbers.get(array[0].objgen, 0) if isinstance(array[0], pikepdf.Dictionary) else 0
    places = [float(each) for each in list(array)[2:4] if each is not None] if str(array[1]) == "/XYZ" else []
    left, top = places if len(places) == 2 else (0.0, 0.0)
    return Destination(page, left, top)


def _outline(pdf: pikepdf.Pdf) -> tuple[OutlineEntry, ...]:
    numbers, named = _page_numbers(pdf), _named(pdf)

    def entries(item: Any, level: int) -> Iterator[OutlineEntry]:
        while item is not None:
            target = item.get("/Dest") or _entry(item, "/A", "/D")
            if isinstance(target, pikepdf.Name | pikepdf.String):
                target = named.get(str(target).removeprefix("/"))
            page = 0 if target is None else _destination(target, numbers).page
            yield OutlineEntry(level, str(item.get("/Title", "")), page)
            yield from entries(item.get("/First"), level + 1)
            item = item.get("/Next")

    return tuple(entries(_entry(pdf.Root, "/Outlines", "/First"), 1))
