"""What the rendered pages tell the Word file: the page of each place, and where a page has to end early."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """`pages`: anchor -> page, from 1; None where nothing was rendered: the sommaire then holds links alone.

    `breaks`: anchors of the headings that have to begin a page, since LibreOffice left them at the foot of one.
    `is_draft`: the file is for LibreOffice alone, which computes the page of an entry only where the sommaire is no
    field; nothing else differs.
    """

    pages: Mapping[str, int] | None = None
    breaks: frozenset[str] = frozenset()
    is_draft: bool = False

    def page(self, anchor: str) -> int | None:
        """None: show no page. In the draft it is not known yet, and 0 stands for it."""
        if self.pages is None:
            return None
        return 0 if self.is_draft else self.pages[anchor]


UNPAGED = Layout()
