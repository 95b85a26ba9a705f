"""A wording with its parameters kept as names: every branch and loop is there, between visible directives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assembler.compose.expand import join_texts
from assembler.model.clause import (
    Branch,
    Expression,
    HeadingNode,
    Hole,
    IfNode,
    Leaf,
    ListNode,
    Node,
    ParagraphNode,
    Piece,
    Wording,
)
from assembler.model.document import Block, Blocks, Heading, Inline, Inlines, List, Mark, Paragraph, Text

_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_END_IF = Mark("{fin de si}")
_END_FOR = Mark("{fin de pour}")


def blocks_with_names(wording: Wording) -> tuple[Inlines, Blocks]:
    """The title and the blocks: `{{ commune.nom }}` is the mark « {commune.nom} », `{% if x %}` « {si x} ».

    A directive on its own line is a paragraph of its mark, among the blocks that it governs, at their depth.
    """
    return _inlines(wording.title), tuple(_blocks(wording.nodes))


def _blocks(nodes: Iterable[Node]) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, HeadingNode):
            yield Heading(node.level, _inlines(node.leaves))
        elif isinstance(node, ParagraphNode):
            yield Paragraph(_inlines(node.leaves))
        elif isinstance(node, ListNode):
            yield List(node.ordered, tuple(tuple(_blocks(item)) for item in node.items))
        elif isinstance(node, IfNode):
            for rank, branch in enumerate(node.branches):
                yield Paragraph((_condition(branch, rank),))
                yield from _blocks(branch.body)
            yield Paragraph((_END_IF,))
        else:
            yield Paragraph((Mark(f"{{pour chaque {node.variable} de {_name(node.items)}}}"),))
            yield from _blocks(node.body)
            yield Paragraph((_END_FOR,))


def _inlines(leaves: Iterable[Leaf]) -> Inlines:
    return join_texts(list(_stream(leaves)))


def _stream(leaves: Iterable[Leaf]) -> Iterator[Inline]:
    for leaf in leaves:
        if isinstance(leaf, Piece):
            yield Text(leaf.text, leaf.bold, leaf.italic)
        elif isinstance(leaf, Hole):
            yield Mark(f"{{{_name(leaf.expression)}}}")
        else:
            for rank, branch in enumerate(leaf.branches):
                yield _condition(branch, rank)
                yield from _stream(branch.body)
            yield _END_IF


def _condition(branch: Branch[Node] | Branch[Leaf], rank: int) -> Mark:
    if branch.condition is None:
        return Mark("{sinon}")
    return Mark(f"{{{'sinon si' if rank else 'si'} {_name(branch.condition)}}}")


def _name(expression: Expression) -> str:
    return _LINE_END.sub(" ", expression.source)
