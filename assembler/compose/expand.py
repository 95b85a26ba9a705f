"""A parsed wording and a context -> blocks of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assembler.compose.expressions import date_inlines, evaluate
from assembler.model.clause import (
    Branch,
    Expression,
    ForNode,
    HeadingNode,
    Hole,
    IfNode,
    Leaf,
    ListNode,
    Node,
    ParagraphNode,
    Piece,
)
from assembler.model.document import (
    Blank,
    Block,
    Blocks,
    Chart,
    FicheGrid,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    Paragraph,
    Reference,
    SignatureBlock,
    Table,
    Text,
)
from assembler.model.place import Problem, Problems

Context = Mapping[str, Any]

_BLOCKS = (Heading, Paragraph, List, Table, Chart, FicheGrid, SignatureBlock)
_INLINES = (Text, Blank, Reference, LineBreak)


def expand(nodes: Iterable[Node], context: Context) -> Blocks:
    """Blocks of `nodes`. Raises Problems: every wrong expression that was reached."""
    expander = Expander()
    blocks = expander.blocks(nodes, context)
    expander.finish()
    return blocks


def expand_leaves(leaves: Iterable[Leaf], context: Context) -> Inlines:
    """Inlines of a title or a phrase. Raises Problems as `expand` does."""
    expander = Expander()
    inlines = expander.inlines(leaves, context)
    expander.finish()
    return inlines


class Expander:
    """Walks a wording; `value`, `branch` and `items` say what an expression, a condition and a loop give."""

    def __init__(self) -> None:
        self.problems: dict[Problem, None] = {}

    def finish(self) -> None:
        if self.problems:
            raise Problems(self.problems)

    def value(self, expression: Expression, context: Context) -> Any:
        try:
            return evaluate(expression, context)
        except Problems as error:
            self.problems.update(dict.fromkeys(error.problems))
            return Blank("?")

    # -- blocks

    def blocks(self, nodes: Iterable[Node], context: Context) -> Blocks:
        found: list[Block] = []
        written: list[bool] = []  # was the block at this rank written as Markdown (not inserted)?
        for block, is_written in self._stream(nodes, context):
            last = found[-1] if found else None
            joins = isinstance(block, List) and isinstance(last, List) and last.ordered == block.ordered
            if joins and is_written and written[-1]:
                assert isinstance(block, List) and isinstance(last, List)
                found[-1] = List(last.ordered, last.items + block.items)
            else:
                found.append(block)
                written.append(is_written)
        return tuple(found)

    def _stream(self, nodes: Iterable[Node], context: Context) -> Iterable[tuple[Block, bool]]:
        for node in nodes:
            if isinstance(node, HeadingNode):
                yield Heading(node.level, self.inlines(node.leaves, context)), True
            elif isinstance(node, ParagraphNode):
                yield from ((block, False) for block in self._paragraph(node, context))
            elif isinstance(node, ListNode):
                items = tuple(self.blocks(item, context) for item in node.items)
                yield List(node.ordered, items), True
            elif isinstance(node, IfNode):
                yield from self._stream(self.branch(node.branches, context), context)
            elif isinstance(node, ForNode):
                for item in self.items(node, context):
                    yield from self._stream(node.body, {**context, node.variable: item})

    def _paragraph(self, node: ParagraphNode, context: Context) -> Blocks:
        if len(node.leaves) == 1 and isinstance(hole := node.leaves[0], Hole):
            value = self.value(hole.expression, context)
            if isinstance(value, _BLOCKS):
                return (value,)
            if isinstance(value, tuple) and all(isinstance(item, _BLOCKS) for item in value):
                return value
            return (Paragraph(self._as_inlines(hole, value)),)
        return (Paragraph(self.inlines(node.leaves, context)),)

    def items(self, node: ForNode, context: Context) -> Iterable[Any]:
        value = self.value(node.items, context)
        if isinstance(value, Blank):
            return ()
        if isinstance(value, tuple):
            return value
        self.complain(node.items, f"« {node.items.source} » n’est pas une liste.", "Une boucle parcourt une liste.")
        return ()

    def branch(self, branches: Iterable[Branch[Any]], context: Context) -> tuple[Any, ...]:
        for branch in branches:
            if branch.condition is None or self.value(branch.condition, context):
                return branch.body
        return ()

    # -- inlines

    def inlines(self, leaves: Iterable[Leaf], context: Context) -> Inlines:
        found: list[Inline] = []
        for leaf in leaves:
            if isinstance(leaf, Piece):
                found.append(Text(leaf.text, leaf.bold, leaf.italic))
            elif isinstance(leaf, Hole):
                found += self._as_inlines(leaf, self.value(leaf.expression, context))
            else:
                found += self.inlines(self.branch(leaf.branches, context), context)
        return join_texts(found)

    def _as_inlines(self, hole: Hole, value: Any) -> Inlines:
        if isinstance(value, date):
            value = date_inlines(value)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return (Text(str(value), hole.bold, hole.italic),) if value != "" else ()
        if isinstance(value, _INLINES):
            value = (value,)
        if isinstance(value, tuple) and all(isinstance(item, _INLINES) for item in value):
            if not (hole.bold or hole.italic):
                return value
            return tuple(
                replace(item, bold=hole.bold, italic=hole.italic) if isinstance(item, (Text, Reference)) else item
                for item in value
            )
        self.complain(
            hole.expression,
            f"« {hole.expression.source} » n’est pas un texte que l’on peut placer ici.",
            "Un texte long, un tableau, une fiche : seuls sur leur ligne. Une liste : avec une boucle ou « | liste ».",
        )
        return ()

    def complain(self, expression: Expression, message: str, hint: str) -> None:
        self.problems[Problem(message, hint, expression.place)] = None


def join_texts(inlines: list[Inline]) -> Inlines:
    """Neighbouring texts of the same look become one."""
    if len(inlines) < 2:
        return tuple(inlines)
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        same_look = (
            isinstance(inline, Text)
            and isinstance(last, Text)
            and (last.bold, last.italic, last.superscript) == (inline.bold, inline.italic, inline.superscript)
        )
        if same_look:
            assert isinstance(inline, Text) and isinstance(last, Text)
            joined[-1] = replace(last, text=last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)
