"""Every branch and every loop of a wording against a context: what a convention would stumble over one day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assembler.compose.expand import Context, Expander
from assembler.compose.expressions import check_syntax, evaluate
from assembler.compose.operands import names_of, operands
from assembler.model.clause import Branch, Expression, ForNode, Wording
from assembler.model.place import Collector, Problem


class Anything(str):
    """Stands for an item of a list whose items are not known: it has every attribute."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("_"):
            raise AttributeError(name)
        return self


_ANYTHING = Anything("…")


def explore(wording: Wording, context: Context) -> tuple[Problem, ...]:
    """What is wrong with the expressions of a wording, each at its place, also where no convention reaches them.

    `context` must give every parameter a value, and every list an item where it can (`specimen`).
    """
    explorer = _Explorer()
    explorer.inlines(wording.title, context)
    explorer.blocks(wording.nodes, context)
    return tuple(explorer.problems)


class _Explorer(Expander):
    def value(self, expression: Expression, context: Context) -> Any:
        collector = Collector()
        if any(isinstance(context.get(name), Anything) for name in names_of(expression.source)):
            collector.attempt(_check_names, expression, context)
            value: Any = _ANYTHING
        else:
            value = collector.attempt(_evaluate_throughout, expression, context)
        self.problems.update(dict.fromkeys(collector.problems))
        return _ANYTHING if collector.problems else value

    def branch(self, branches: Iterable[Branch[Any]], context: Context) -> tuple[Any, ...]:
        """The bodies of all branches, one after the other."""
        found: tuple[Any, ...] = ()
        for branch in branches:
            if branch.condition is not None:
                self.value(branch.condition, context)
            found += branch.body
        return found

    def items(self, node: ForNode, context: Context) -> Iterable[Any]:
        value = self.value(node.items, context)
        if not isinstance(value, (tuple, Anything)):
            super().items(node, context)
        return value if isinstance(value, tuple) and value else (_ANYTHING,)


def _evaluate_throughout(expression: Expression, context: Context) -> Any:
    """The value; every operand is evaluated too. Raises Problems: the first that is found."""
    value = evaluate(expression, context)
    for part in operands(expression.source):
        evaluate(expression, context, part)
    return value


def _check_names(expression: Expression, context: Context) -> None:
    """What can be checked of an expression that names an `Anything`. Raises Problems."""
    check_syntax(expression)
    for name in sorted(names_of(expression.source) - context.keys()):
        evaluate(Expression(name, expression.place), context)
