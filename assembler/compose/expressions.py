"""Expressions of the clauses, evaluated by Jinja's sandbox in the leaves of a parsed wording.

Only the filters of docs/clauses.md exist, and no function but `ref`, `present` and `a_completer`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.sandbox import SandboxedEnvironment

from assembler.compose import french
from assembler.compose.numbering import DanglingReference, Numbering
from assembler.model.clause import Expression
from assembler.model.document import Blank, Inlines, Reference, Text
from assembler.model.messages import near, suggestion
from assembler.model.place import Problem, Problems

Reading = Callable[[Mapping[str, Any]], Any]
"""An expression, or a part of one, ready to be evaluated."""

_CALCULATION_HINT = "Vérifiez que chaque filtre reçoit ce qu’il attend (docs/clauses.md)."
_MISSING_NAME = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")
_UNKNOWN_FILTER = re.compile(r"No (?:filter|test) named '(\w+)'")


class ProperName(str):
    """A place name that may say itself whether « de » elides before it."""

    elision: bool | None = None

    @classmethod
    def of(cls, text: str, elision: bool | None) -> ProperName:
        name = cls(text)
        name.elision = elision
        return name


def evaluate(expression: Expression, context: Mapping[str, Any], part: Reading | None = None) -> Any:
    """The value of `expression`, or of that `part` of it. Raises Problems, located, in French."""
    try:
        value = (part or _compiled(expression.source))(context)
        if isinstance(value, StrictUndefined):
            bool(value)  # raises, naming what is missing
        return value
    except DanglingReference as error:
        message = f"Le renvoi « {error.target} » ne mène à aucune partie de la convention."
        raise _problem(expression, message, error.hint) from None
    except UndefinedError as error:
        raise _unknown_parameter(expression, error, context) from None
    except TemplateSyntaxError as error:
        raise _syntax(expression, error) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        raise _problem(
            expression,
            f"« {expression.source} » ne peut pas être calculé.",
            f"{error}." if isinstance(error, SecurityError) else _CALCULATION_HINT,
        ) from None


def check_syntax(expression: Expression) -> None:
    """Raise Problems if the expression can't be read, or names a filter that does not exist."""
    try:
        _compiled(expression.source)
    except TemplateSyntaxError as error:
        raise _syntax(expression, error) from None
    except RecursionError:
        raise _problem(expression, "Cette expression est trop imbriquée.", _CALCULATION_HINT) from None


def date_inlines(day: date) -> Inlines:
    """« 1er janvier 2023 », the ordinal raised."""
    number, ordinal, rest = french.date_parts(day)
    return (Text(number), Text(ordinal, superscript=True), Text(rest)) if ordinal else (Text(number + rest),)


def _problem(expression: Expression, message: str, hint: str) -> Problems:
    return Problems([Problem(message, hint, expression.place)])


def _unknown_parameter(expression: Expression, error: UndefinedError, context: Mapping[str, Any]) -> Problems:
    match = _MISSING_NAME.search(str(error))
    name = (match[1] or match[2]) if match else expression.source
    message = f"Paramètre inconnu « {name} » dans « {expression.source} »."
    return _problem(expression, message, _parameter_hint(name, context))


def _parameter_hint(name: str, context: Mapping[str, Any]) -> str:
    if name == "cog":
        return "La clé « cog » de l’en-tête nomme une période que le fichier de la Caf décrit (docs/clauses.md)."
    meant = near(name, [known for known in _names(context) if known != name])
    return f"Vouliez-vous dire « {meant} » ?" if meant else "Les paramètres sont listés dans docs/clauses.md."


def _names(context: Mapping[str, Any]) -> Collection[str]:
    """All parameter names, of every level."""
    names: set[str] = set()
    waiting: list[Any] = [context]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting += value[:1]
            continue
        inner = value if isinstance(value, Mapping) else vars(value) if isinstance(value, SimpleNamespace) else {}
        names.update(inner)
        waiting += inner.values()
    return names


def _syntax(expression: Expression, error: TemplateSyntaxError) -> Problems:
    if match := _UNKNOWN_FILTER.search(str(error)):
        message = f"Filtre inconnu « {match[1]} » dans « {expression.source} »."
        return _problem(expression, message, suggestion(match[1], sorted(FILTERS), "Filtres connus"))
    return _problem(
        expression,
        f"Expression mal écrite : « {expression.source} ».",
        "Vérifiez les parenthèses, les guillemets et les points.",
    )


class _Sandbox(SandboxedEnvironment):
    """Refuses the operators and methods by which a few characters ask for an endless calculation or text."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"L’opération « {operator} » n’existe pas dans une clause")

    def is_safe_callable(self, obj: Any) -> bool:
        return obj is Blank or isinstance(getattr(obj, "__self__", None), Numbering)


@cache
def environment() -> SandboxedEnvironment:
    """Jinja's sandbox with the filters of the clauses and nothing else."""
    env = _Sandbox(undefined=StrictUndefined)
    env.globals.clear()
    env.filters = dict(FILTERS)
    return env


@cache
def _compiled(source: str) -> Reading:
    parser = Parser(environment(), source, state="variable")
    tree = parser.parse_expression()
    if parser.stream.eos and (reading := _reading(tree)):
        return reading
    compiled = environment().compile_expression(source, undefined_to_none=False)
    return lambda context: compiled(**context)


def _reading(node: nodes.Expr) -> Reading | None:
    """The forms that clauses are made of, evaluated as Jinja does but without its compiler, which takes most
    of a short run: names, attributes, filters with texts, `ref('…')`. None for any other form.
    """
    env = environment()
    if isinstance(node, nodes.Name):
        name = node.name
        return lambda context: context[name] if name in context else env.undefined(name=name)
    if isinstance(node, nodes.Getattr) and (owner := _reading(node.node)):
        attribute = node.attr
        return lambda context: env.getattr(owner(context), attribute)
    if not (isinstance(node, (nodes.Filter, nodes.Call)) and isinstance(node.node, nodes.Expr) and _only_texts(node)):
        return None
    arguments = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    if isinstance(node, nodes.Filter) and node.name in FILTERS and (value := _reading(node.node)):
        function = FILTERS[node.name]
        return lambda context: function(value(context), *arguments)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and (called := _reading(node.node)):
        return lambda context: called(context)(*arguments)
    return None


def _only_texts(node: nodes.Filter | nodes.Call) -> bool:
    """Are all arguments written out, and none named?"""
    return all(isinstance(a, nodes.Const) for a in node.args) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)


# --- filters ---------------------------------------------------------------------------


def _lets_blanks_through(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def filtered(value: Any, *args: Any) -> Any:
        return value if isinstance(value, Blank) else function(value, *args)

    return filtered


def _behind(preposition: str, function: Callable[[str], str]) -> Callable[[Any], Any]:
    """A missing name keeps its preposition: « à [à compléter : lieu de signature] »."""

    def filtered(value: Any) -> Any:
        return (Text(f"{preposition} "), value) if isinstance(value, Blank) else function(value)

    return filtered


def _de(name: str) -> str:
    return french.with_de(name, getattr(name, "elision", None))


def _letters(n: int, gender: str = "m") -> str:
    return french.number_words(n, gender == "f")


def _gender(value: str, man: str, woman: str) -> str:
    return woman if value == "femme" else man


def _capital(value: Any) -> Any:
    if isinstance(value, Reference):
        return replace(value, text=french.capitalize_first(value.text))
    return french.capitalize_first(value)


def _join(items: tuple[Any, ...]) -> Inlines:
    """« a, b et c » of texts and references alike."""
    found: list[Any] = []
    for rank, item in enumerate(items):
        if rank:
            found.append(Text(" et " if rank == len(items) - 1 else ", "))
        found.append(item if isinstance(item, (Text, Blank, Reference)) else Text(str(item)))
    return tuple(found)


def _amount(value: Any) -> int:
    return value if isinstance(value, int) else len(value)


def _plural(value: Any, one: str, many: str) -> str:
    """By the number or the length of `value`; the plural where it is missing."""
    return many if isinstance(value, Blank) else french.plural(_amount(value), one, many)


def _count(value: Any, one: str, many: str) -> Any:
    if isinstance(value, Blank):
        return (value, Text(f"\u00a0{many}"))
    return f"{_amount(value)}\u00a0{_plural(value, one, many)}"


FILTERS: dict[str, Callable[..., Any]] = {
    "de": _behind("de", _de),
    "a": _behind("à", french.with_a),
    "majuscule": _lets_blanks_through(_capital),
    "date": _lets_blanks_through(date_inlines),
    "liste": _lets_blanks_through(_join),
    "lettres": _lets_blanks_through(_letters),
    "pluriel": _plural,
    "compte": _count,
    "genre": _lets_blanks_through(_gender),
}
