"""Texts without their typography, so that a re-saved or autocorrected file reads as the one that was sent."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLDS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‛′´`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
        "…": "...",
        "•": "-",
    }
)
_SPACES = re.compile(r"[ \t\n\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_BESIDE_SIGN = re.compile(
    r"(?<!\d) (?=[^\w ])|(?<=\d) (?=[^\w .,:/]|[.,:/](?!\d))"  # before a sign
    r"|(?<=[^\w ])(?<!\d[.,:/]) |(?<=\d[.,:/]) (?!\d)"  # behind one
)
"""Not between a digit, a point or the like, and a digit: « 1, 5 » is no « 1,5 »."""


@lru_cache(maxsize=65536)  # a comparison asks for each line of both texts several times
def folded(text: str) -> str:
    """The words alone: quotes, dashes and apostrophes made alike, spaces one or none. Case and accents stay.

    A space counts between two words only: beside a sign, or inside « 10 000 », it is typography.
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_FOLDS))
    grouped = _GROUPED.sub(lambda number: number[0].replace(" ", ""), plain)
    return _BESIDE_SIGN.sub("", grouped).strip()
