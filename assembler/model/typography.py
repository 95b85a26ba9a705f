"""French typography of what a person reads on the screen."""

from __future__ import annotations

import re

_BREAKABLE = re.compile(r"(?<=«)[ \u202f]|[ \u202f](?=»|[:;?!](?![^\s)]))")


def typeset(text: str) -> str:
    """The text with a non-breaking space inside « » and before : ; ? ! (one that every console can show)."""
    return _BREAKABLE.sub("\u00a0", text)
