"""A font of a PDF: the text and width of each glyph of a string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from assembler.readers.pdf.cmaps import UNKNOWN, glyph_text, read_to_unicode
from assembler.readers.pdf.geometry import number
from assembler.readers.pdf.tree import array, dictionary, entry, resolved, streams

_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_USUAL_WIDTH = 0.5
_MOST_WIDTHS = 70_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """`width` in shares of the font size. `is_space`: the one-byte code 32, which word spacing applies to."""

    text: str
    width: float
    is_space: bool


class Font:
    def __init__(self, font: DictionaryObject) -> None:
        kind = font.get("/Subtype")
        self._unit = 0.001
        if kind == "/Type3":
            matrix = array(font, "/FontMatrix")
            self._unit = abs(number(resolved(matrix[0]))) if matrix else 0.001
        mapping = next(iter(streams(font, "/ToUnicode")), None)
        self._texts, lengths = read_to_unicode(mapping.get_data()) if mapping is not None else ({}, frozenset())
        self._lengths = tuple(sorted(lengths, reverse=True))
        if kind == "/Type0":
            below = resolved(next(iter(array(font, "/DescendantFonts")), None))
            self._lengths = self._lengths or (2,)
            self._names: list[str] = []
            self._widths = _wide_widths(below)
            self._default = number(entry(below, "/DW") if entry(below, "/DW") is not None else 1000) * self._unit
        else:
            self._lengths = (1,)
            self._names = [] if _is_secret(font) else _encoding(entry(font, "/Encoding"))
            first = int(number(entry(font, "/FirstChar")))
            self._widths = dict(enumerate((number(resolved(each)) for each in array(font, "/Widths")), start=first))
            missing = number(entry(dictionary(font, "/FontDescriptor"), "/MissingWidth"))
            self._default = missing * self._unit if self._widths else _USUAL_WIDTH

    def glyphs(self, data: bytes) -> Iterator[Glyph]:
        at = 0
        while at < len(data):
            size = self._size(data, at)
            code = data[at : at + size]
            at += size
            value = int.from_bytes(code, "big")
            width = self._widths.get(value)
            yield Glyph(self._text(code, value), self._default if width is None else width * self._unit, code == b" ")

    def _size(self, data: bytes, at: int) -> int:
        if len(self._lengths) == 1:
            return self._lengths[0]
        return next((size for size in self._lengths if data[at : at + size] in self._texts), self._lengths[-1])

    def _text(self, code: bytes, value: int) -> str:
        text = self._texts.get(code)
        if text is None:
            text = self._texts.get(code.rjust(2, b"\0"))
        if text is None:
            text = self._names[value] if value < len(self._names) else UNKNOWN
        return text


def _is_secret(font: DictionaryObject) -> bool:
    """Does nothing say which letters its own glyphs are?"""
    own = dictionary(font, "/FontDescriptor")
    return entry(font, "/Encoding") is None and any(name in own for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _encoding(given: Any) -> list[str]:
    """The text of each one-byte code."""
    base = str(given if isinstance(given, str) else entry(given, "/BaseEncoding") or "")
    found = [bytes([code]).decode(_CODECS.get(base, "cp1252"), "replace") for code in range(256)]
    code = 0
    for each in array(given, "/Differences"):
        value = resolved(each)
        if isinstance(value, str):
            if code < 256:
                found[code] = glyph_text(value.removeprefix("/"))
            code += 1
        else:
            code = max(0, int(number(value)))
    return found


def _wide_widths(font: Any) -> dict[int, float]:
    """`c [w1 w2 …]` gives the widths from code c on, `c d w` one width to the codes from c to d."""
    found: dict[int, float] = {}
    items = [resolved(each) for each in array(font, "/W")]
    at = 0
    while at + 1 < len(items) and len(found) < _MOST_WIDTHS:
        first = int(number(items[at]))
        if isinstance(items[at + 1], ArrayObject):
            found.update(enumerate((number(resolved(each)) for each in items[at + 1]), start=first))
            at += 2
        elif at + 2 < len(items):
            last = min(int(number(items[at + 1])), first + _MOST_WIDTHS)
            found.update(dict.fromkeys(range(first, last + 1), number(items[at + 2])))
            at += 3
        else:
            break
    return found
