"""Which lines of a document the commune wrote: the values of its input, as they stand in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assembler.build.convention import Composed
from assembler.compare.folding import folded
from assembler.compose.long_text import parse_long_text
from assembler.model.difference import line_texts
from assembler.model.lines import lines_of
from assembler.readers.editing.leaves import Leaf, leaves


def own_words(composed: Composed) -> Callable[[str], bool]:
    """Says of a line whether it is a value of the input, with at most as many words around: « Composition : … »."""
    keys = {folded(text) for leaf in leaves(composed.source.convention) for text in _texts(leaf)} - {""}

    def is_own(line: str) -> bool:
        key = folded(line)
        return key in keys or any(2 * len(each) >= len(key) and each in key for each in keys)

    return is_own


def _texts(leaf: Leaf) -> Iterator[str]:
    if isinstance(leaf.value, tuple):
        yield from leaf.value
    elif isinstance(leaf.value, str):
        yield leaf.value
        if leaf.is_long:
            yield from (text for item in lines_of(parse_long_text(leaf.value)) for text in line_texts(item))
