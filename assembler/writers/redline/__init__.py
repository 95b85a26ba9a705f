"""Two Word files and what differs between them -> the old one with real tracked changes."""

from assembler.writers.redline.tracks import Author
from assembler.writers.redline.write import redline

__all__ = ["Author", "redline"]
