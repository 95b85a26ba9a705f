"""Texts without their typography, so that a re-saved or autocorrected file reads as the one that was sent."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = " \t\n\u00a0\u2000-\u200a\u202f\u205f\u3000"
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‛′´`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        "…": "...",
        "•": "-",
    }
)
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)")
_BEFORE_SIGN = re.compile(rf"[{_SPACES}]+(?=[^\w{_SPACES}.,]|[.,](?!\d))")
_BEHIND_SIGN = re.compile(rf"(?<=[^\w{_SPACES}.,])[{_SPACES}]+|(?<=[.,])[{_SPACES}]+(?!\d)")
"""Not between a point or comma and a digit: « 1, 5 » is no « 1,5 »."""
_RUN = re.compile(rf"[{_SPACES}]+")


@lru_cache(maxsize=65536)  # a comparison asks for each line of both texts several times
def folded(text: str) -> str:
    """The words alone: quotes, dashes and apostrophes made alike, spaces one or none. Case and accents stay.

    A space counts between two words only: beside a sign, or inside « 10 000 », it is typography.
    """
    plain = unicodedata.normalize("NFC", text).translate(_FOLDS)
    grouped = _GROUPED.sub(lambda number: _RUN.sub("", number[0]), plain)
    return _RUN.sub(" ", _BEHIND_SIGN.sub("", _BEFORE_SIGN.sub("", grouped))).strip()
