"""The text in force and the consolidated one -> what an avenant has to say, in data and in French."""

from __future__ import annotations

from assembler.compare.amending import amendments
from assembler.compose.amending import sections
from assembler.model.amendment import Modifications
from assembler.model.anchors import bookmark_name
from assembler.model.document import Document, FicheGrid
from assembler.model.wordtext import WordText


def modifications(old: WordText, new: WordText, document: Document) -> Modifications:
    """`new` is read from the Word file of `document`, the consolidated convention.

    Raises Problems where the amendments, applied to the old text, do not give the new one.
    """
    found = amendments(old, new, _names(document))
    return Modifications(found, sections(found, document))


def _names(document: Document) -> dict[str, str]:
    """Bookmark -> name of the part or fiche that it marks."""
    anchors = [part.heading.anchor for part in document.parts]
    blocks = (block for part in document.parts for block in part.blocks)
    anchors += [block.heading.anchor for block in blocks if isinstance(block, FicheGrid)]
    return {bookmark_name(anchor): anchor for anchor in anchors if anchor}
