"""From two texts of a convention to the amendments that lead from the one to the other, proven."""

from __future__ import annotations

from assembler.compare.amending.applied import applied
from assembler.compare.amending.counting import CannotApply
from assembler.compare.amending.differ import amendments
from assembler.compare.amending.parsing import parts_of
from assembler.compare.amending.tree import Part

__all__ = ["CannotApply", "Part", "amendments", "applied", "parts_of"]
