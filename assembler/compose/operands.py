"""The parts of an expression, also those that its value leaves out: `b` in `a or b` where `a` is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression
from jinja2.parser import Parser

from assembler.compose.expressions import Reading, environment

_CHOICES = (nodes.And, nodes.Or, nodes.CondExpr)


def names_of(source: str) -> frozenset[str]:
    """The parameters that an expression starts from (`commune` in `commune.nom`); none if it can't be read."""
    tree = _tree(source)
    return frozenset(node.name for node in _all(tree, (nodes.Name,))) if tree else frozenset()


def operands(source: str) -> tuple[Reading, ...]:
    """Each operand of `and`, of `or` and of `… if … else …`, ready to be evaluated; none if it can't be read."""
    tree = _tree(source)
    found = [child for node in _all(tree, _CHOICES) for child in node.iter_child_nodes()] if tree else []
    return tuple(_reading(child) for child in found)


@cache
def _tree(source: str) -> nodes.Expr | None:
    try:
        parser = Parser(environment(), source, state="variable")
        tree = parser.parse_expression()
        return tree if parser.stream.eos else None
    except (TemplateSyntaxError, RecursionError):
        return None


def _all(tree: nodes.Expr, kinds: tuple[type[Any], ...]) -> Iterator[Any]:
    if isinstance(tree, kinds):
        yield tree
    yield from tree.find_all(kinds)


def _reading(tree: nodes.Node) -> Reading:
    body: list[nodes.Node] = [nodes.Assign(nodes.Name("result", "store"), tree, lineno=1)]
    template = environment().from_string(nodes.Template(body, lineno=1))
    compiled = TemplateExpression(template, undefined_to_none=False)

    def read(context: Mapping[str, Any]) -> Any:
        return compiled(**context)

    return read
