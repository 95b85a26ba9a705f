"""Long texts of the inputs -> blocks.

Only three shapes exist: paragraphs (separated by an empty line, as in the clauses),
`- ` items and `1. ` items, nested by indentation. A numbered item counts from 1 without
a hole, so that the number typed is the number shown; any other « 12. » stays text.
Everything else, `**` included, is plain text: a value is never markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assembler.model.document import Block, Blocks, List, Paragraph, Text
from assembler.model.list_marks import TypedItem, typed_item


def parse_long_text(text: str) -> Blocks:
    """Blocks of `text`. A line that continues an item is indented deeper than its marker."""
    root = _Level(indent=-1)
    stack = [root]
    for line in text.split("\n"):
        if not line.strip():
            for level in stack:
                level.broken = True
            continue
        item = typed_item(line)
        if item is None or not _add_item(stack, item):
            _add_text(stack, line)
    return root.blocks()


@dataclass
class _Level:
    """What stands at one indentation: paragraphs as text, lists as runs of items."""

    indent: int
    parts: list[str | _Run] = field(default_factory=list)
    broken: bool = False

    def blocks(self) -> Blocks:
        found: list[Block] = []
        for part in self.parts:
            if isinstance(part, str):
                found.append(Paragraph((Text(part),)))
            else:
                found.append(List(part.ordered, tuple(item.blocks() for item in part.items)))
        return tuple(found)


@dataclass
class _Run:
    ordered: bool
    items: list[_Level] = field(default_factory=list)


def _add_item(stack: list[_Level], item: TypedItem) -> bool:
    """Add the item, or return False if its number doesn't follow."""
    indent = _width(item.indent)
    depth = len(stack)
    while stack[depth - 1].indent >= indent:
        depth -= 1
    parts = stack[depth - 1].parts
    ordered = item.number is not None
    run = parts[-1] if parts else None
    if not isinstance(run, _Run) or run.ordered != ordered or item.number == 1:
        run = _Run(ordered)
    if ordered and item.number != len(run.items) + 1:
        return False
    if not run.items:
        parts.append(run)
    run.items.append(_Level(indent, [item.text.rstrip()]))
    stack[depth:] = [run.items[-1]]
    return True


def _add_text(stack: list[_Level], line: str) -> None:
    indent = _width(line)
    while len(stack) > 1 and indent <= stack[-1].indent:
        stack.pop()
    level = stack[-1]
    if level.parts and isinstance(level.parts[-1], str) and not level.broken:
        level.parts[-1] = f"{level.parts[-1]} {line.strip()}"
    else:
        level.parts.append(line.strip())
    level.broken = False


def _width(line: str) -> int:
    """Columns of white space at the start."""
    if not line[:1].isspace():
        return 0
    spread = line.expandtabs(4)
    return len(spread) - len(spread.lstrip())
