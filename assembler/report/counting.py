"""Numbers and what they count, in French."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """« 0 partie », « 2 parties », « 10 000 lignes »; `many` None adds an s to each word of `one`."""
    return f"{grouped(number)} {one if number < 2 else many or ' '.join(f'{word}s' for word in one.split())}"


def grouped(number: int) -> str:
    """« 10 000 », with spaces that don't break."""
    return f"{number:,}".replace(",", "\u00a0")
