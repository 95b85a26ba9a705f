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
_BETWEEN_DIGITS = re.compile(rf"(?<=\d)[{_SPACES}]+(?=\d{{3}}(?!\d))")
_BESIDE_SIGN = re.compile(rf"[{_SPACES}]+(?=[^\w{_SPACES}])|(?<=[^\w{_SPACES}])[{_SPACES}]+")
_RUN = re.compile(rf"[{_SPACES}]+")


@lru_cache(maxsize=65536)  # a comparison asks for each line of both texts several times
def folded(text: str) -> str:
    """The words alone: quotes, dashes and apostrophes made alike, spaces one or none. Case and accents stay.

    A space counts between two words only: beside a sign, or inside « 10 000 », it is typography.
    """
    plain = unicodedata.normalize("NFC", text).translate(_FOLDS)
    return _RUN.sub(" ", _BESIDE_SIGN.sub("", _BETWEEN_DIGITS.sub("", plain))).strip()
