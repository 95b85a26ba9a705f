"""Which text each code of a font stands for, as the file says it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

UNKNOWN = "\ufffd"
_MOST_CODES = 70_000
_BLOCK = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_ACCENTS = {
    "grave": "\u0300",
    "acute": "\u0301",
    "circumflex": "\u0302",
    "tilde": "\u0303",
    "dieresis": "\u0308",
    "ring": "\u030a",
    "caron": "\u030c",
    "cedilla": "\u0327",
}
_SIGNS = {"space": " ", "nbspace": "\u00a0", "equal": "="} | dict(
    re.findall(
        r"(\w+)=(\S)",
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 period=. comma=, colon=: semicolon=; "
        "hyphen=- minus=− endash=– emdash=— underscore=_ slash=/ bar=| parenleft=( parenright=) bracketleft=[ "
        "bracketright=] percent=% plus=+ quotesingle=' quoteright=’ quoteleft=‘ ampersand=& at=@ guillemotleft=« "
        'guillemotright=» exclam=! question=? asterisk=* degree=° Euro=€ section=§ bullet=• ellipsis=… quotedbl=" '
        "numbersign=# dollar=$ oe=œ OE=Œ ae=æ AE=Æ germandbls=ß twosuperior=² threesuperior=³ quotedblleft=“ "
        "quotedblright=” periodcentered=· less=< greater=> multiply=×",
    )
)


def glyph_text(name: str) -> str:
    """The text of a glyph by its name; « � » for one that is not known."""
    if name in _SIGNS or name in _LIGATURES:
        return _SIGNS.get(name, name)
    if len(name) == 1:
        return name
    code = re.fullmatch(r"uni([0-9A-Fa-f]{4})|u([0-9A-Fa-f]{4,6})", name)
    if code:
        value = int(code[1] or code[2], 16)
        return chr(value) if value < 0xD800 or 0xE000 <= value < 0x110000 else UNKNOWN
    accent = _ACCENTS.get(name[1:])
    return unicodedata.normalize("NFC", name[0] + accent) if accent else UNKNOWN


def read_to_unicode(data: bytes) -> tuple[dict[bytes, str], frozenset[int]]:
    """Code -> text, and the lengths in bytes that codes have."""
    texts: dict[bytes, str] = {}
    lengths: set[int] = set()
    for block in _BLOCK.finditer(data):
        items = list(_items(block[2]))
        if block[1] == b"codespacerange":
            lengths |= {len(each) for each in items if isinstance(each, bytes) and each}
        elif block[1] == b"bfchar":
            pairs = zip(items[::2], items[1::2], strict=False)
            texts.update((a, _text(b)) for a, b in pairs if isinstance(a, bytes) and isinstance(b, bytes))
        else:
            for code, text in _ranges(items):
                texts[code] = text
                if len(texts) > _MOST_CODES:
                    break
    return texts, frozenset(lengths & {1, 2, 3, 4}) or frozenset(len(code) for code in texts)


def _items(data: bytes) -> Iterator[bytes | list[bytes]]:
    """Codes, and the lists of codes in brackets."""
    listed: list[bytes] | None = None
    for match in _ITEM.finditer(data):
        if match[2]:
            listed = []
        elif match[3]:
            yield listed or []
            listed = None
        else:
            digits = b"".join(match[1].split())
            code = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
            if listed is None:
                yield code
            else:
                listed.append(code)


def _ranges(items: list[bytes | list[bytes]]) -> Iterator[tuple[bytes, str]]:
    for first, last, target in zip(items[::3], items[1::3], items[2::3], strict=False):
        if not isinstance(first, bytes) or not isinstance(last, bytes) or not first:
            continue
        start, count = int.from_bytes(first, "big"), int.from_bytes(last, "big") - int.from_bytes(first, "big") + 1
        for rank in range(min(count, _MOST_CODES)):
            code = (start + rank).to_bytes(len(first) + 1, "big")[1:]
            if isinstance(target, list):
                if rank >= len(target):
                    break
                yield code, _text(target[rank])
            else:
                yield code, _text(_plus(target, rank))


def _plus(code: bytes, rank: int) -> bytes:
    size = max(len(code), 1)
    value: int = (int.from_bytes(code, "big") + rank) % (1 << 8 * size)
    return value.to_bytes(size, "big")


def _text(code: bytes) -> str:
    return str(code, "utf-16-be", "replace") if len(code) > 1 else str(code, "latin-1")
