"""The fonts of a produced PDF: what each code says and how wide it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from assembler.model.produced import PdfFont
from assembler.readers.pdf.cmaps import read_to_unicode

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_PLAIN_WIDTH, _WIDTH_OF_COMPOSITE = 500, 1000


class Piece(NamedTuple):
    """A string as a font shows it. `width` in thousandths of the font size; `spaces` counts the one-byte codes 32.

    `lead` and `tail`: the width of the blanks at its beginning and its end; a blank string is all `lead`.
    """

    text: str
    width: float
    codes: int
    spaces: int
    lead: float
    tail: float


@dataclass(frozen=True, slots=True)
class Font:
    """`size`: bytes a code. Widths are in thousandths of the font size, `default` for a code that has none."""

    size: int
    texts: dict[bytes, str]
    widths: dict[int, float]
    default: float
    _shown: dict[bytes, Piece] = field(default_factory=dict)

    def piece(self, data: bytes) -> Piece:
        found = self._shown.get(data)
        if found is None:
            found = self._shown[data] = self._measured(data)
        return found

    def _measured(self, data: bytes) -> Piece:
        codes = [data[start : start + self.size] for start in range(0, len(data), self.size)]
        texts = [self.texts.get(code, "") for code in codes]
        widths = [self.widths.get(int.from_bytes(code, "big"), self.default) for code in codes]
        inked = [rank for rank, text in enumerate(texts) if text.strip()]
        lead, tail = (sum(widths[: inked[0]]), sum(widths[inked[-1] + 1 :])) if inked else (sum(widths), 0.0)
        return Piece("".join(texts), sum(widths), len(codes), codes.count(b" "), lead, tail)


def read_font(font: Any) -> Font:
    """A font dictionary of the page's resources, simple or composite."""
    texts: dict[bytes, str] = {}
    if "/ToUnicode" in font:
        texts, _ = read_to_unicode(font.ToUnicode.read_bytes())
    if font.get("/Subtype") == "/Type0":
        inner = font.DescendantFonts[0]
        return Font(2, texts, _composite_widths(inner.get("/W", [])), float(inner.get("/DW", _WIDTH_OF_COMPOSITE)))
    texts = {bytes([code]): chr(code) for code in range(32, 127)} | texts if "/Encoding" in font else texts
    first = int(font.get("/FirstChar", 0))
    widths = {first + rank: float(width) for rank, width in enumerate(font.get("/Widths", []))}
    return Font(1, texts, widths, _PLAIN_WIDTH)


def _composite_widths(listed: Any) -> dict[int, float]:
    """« c [w1 w2 …] » and « first last w », as in the key W of a font of type 0."""
    widths: dict[int, float] = {}
    items = list(listed)
    while len(items) >= 2:
        first = int(items[0])
        if isinstance(items[1], pikepdf.Array):
            widths.update((first + rank, float(width)) for rank, width in enumerate(items[1]))
            items = items[2:]
        else:
            widths.update(dict.fromkeys(range(first, int(items[1]) + 1), float(items[2])))
            items = items[3:]
    return widths


def fonts_of(pdf: pikepdf.Pdf) -> tuple[PdfFont, ...]:
    """The fonts of all pages, of the forms that they paint too, each once, by name."""
    found: dict[str, bool] = {}
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.obj.get("/Resources", {}) for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        for font in resources.get("/Font", {}).values():
            if font.objgen not in seen or not font.is_indirect:
                seen.add(font.objgen)
                name = str(font.get("/BaseFont", "/")).removeprefix("/")
                found[name] = found.get(name, True) and _is_embedded(font)
        for form in resources.get("/XObject", {}).values():
            if form.objgen not in seen and "/Resources" in form:
                seen.add(form.objgen)
                waiting.append(form.Resources)
    return tuple(PdfFont(name, embedded) for name, embedded in sorted(found.items()))


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        font = font.DescendantFonts[0]
    return any(key in font.get("/FontDescriptor", {}) for key in _FILES)
