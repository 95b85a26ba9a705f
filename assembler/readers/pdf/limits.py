"""How much of a PDF is read, and why one is not read at all. Nothing is imported that the parent does not need."""

from __future__ import annotations

from typing import Literal

MAX_BYTES = 60_000_000
MOST_PAGES = 1_000
MOST_NODES = 20_000
MOST_GLYPHS = 2_000_000
MOST_LINES = 200_000
MOST_MARKS = 5_000
MOST_FORMS = 20_000
DEEPEST_FORM = 12
MEMORY = 1_000_000_000
"""Bytes of address space of the process that reads, where the system can hold it to that."""
PATIENCE = 60.0
"""Seconds after which the process that reads is stopped. The two real conventions take two."""

FaultKind = Literal["abîmé", "protégé", "trop de pages", "trop gros", "pas un PDF"]


class Fault(Exception):
    """The file can't be read, or not safely."""

    def __init__(self, kind: FaultKind) -> None:
        super().__init__(kind)
        self.kind: FaultKind = kind
