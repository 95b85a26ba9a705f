"""A wording with its parameters kept as names: nothing of it is lost, every branch is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drafts import CLAUSE, outline, spaced
from hypothesis import given
from hypothesis import strategies as st

from assembler.compose.names_kept import blocks_with_names
from assembler.model.clause import (
    Branch,
    Expression,
    ForNode,
    HeadingNode,
    Hole,
    IfNode,
    InlineIf,
    ListNode,
    ParagraphNode,
    Piece,
    Wording,
)
from assembler.model.document import Block, Heading, List, Mark, Paragraph, Text, plain
from assembler.model.place import Place
from assembler.readers.clause_markdown import parse_wording
from assembler.readers.library import wording_of


def kept(body: str, title: str = "Essai") -> tuple[Any, ...]:
    return blocks_with_names(parse_wording(title, body, CLAUSE, 2, 8))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("La {{ commune.designation | de }}.", ["La {commune.designation | de}."]),
        ("## Un {{ a.b }}", [("#2", "Un {a.b}")]),
        ("Un {{ a\n  | de }}.", ["Un {a | de}."]),
        ("{% if x %}\nUn.\n{% endif %}", ["{si x}", "Un.", "{fin de si}"]),
        (
            "{% if x %}\nUn.\n{% elif y == 'z' %}\nDeux.\n{% else %}\nTrois.\n{% endif %}",
            ["{si x}", "Un.", "{sinon si y == 'z'}", "Deux.", "{sinon}", "Trois.", "{fin de si}"],
        ),
        (
            "{% for axe in cog.axes %}\n1. {{ axe.titre }}\n{% endfor %}",
            ["{pour chaque axe de cog.axes}", [1, "{axe.titre}"], "{fin de pour}"],
        ),
        (
            "Un{% if x %} deux{% elif y %} trois{% else %} quatre{% endif %}.",
            ["Un{si x} deux{sinon si y} trois{sinon} quatre{fin de si}."],
        ),
        (
            "- **{{ axe.titre }}**\n  {% for but in axe.buts %}\n  - {{ but }}\n  {% endfor %}",
            [["{axe.titre}", "{pour chaque but de axe.buts}", ["{but}"], "{fin de pour}"]],
        ),
    ],
)
def test_directives_stand_where_they_govern(body, shown):
    _, blocks = kept(body)
    assert outline(blocks) == shown


def test_names_are_marks_and_the_rest_is_text():
    title, (paragraph,) = kept("Un **mot** de {{ a }}.", "Durée {{ b }}")
    assert title == (Text("Durée "), Mark("{b}"))
    assert paragraph == Paragraph((Text("Un "), Text("mot", bold=True), Text(" de "), Mark("{a}"), Text(".")))


# --- nothing is lost -------------------------------------------------------------------

_words = st.text("abcdefgh", min_size=1, max_size=6)
_expressions = st.builds(lambda text: Expression(text, Place(Path("c.md"))), _words)
_plain_leaves = st.one_of(st.builds(Piece, _words, st.booleans(), st.booleans()), st.builds(Hole, _expressions))


def _branches(bodies: Any) -> Any:
    with_condition = st.builds(Branch, _expressions, bodies)
    last = st.lists(st.builds(Branch, st.none(), bodies), max_size=1)
    return st.builds(lambda some, end: (*some, *end), st.lists(with_condition, min_size=1, max_size=3), last)


def _many(of: Any) -> Any:
    return st.lists(of, min_size=1, max_size=3).map(tuple)


_leaves = _many(st.recursive(_plain_leaves, lambda leaf: st.builds(InlineIf, _branches(_many(leaf))), max_leaves=5))
_nodes = _many(
    st.recursive(
        st.one_of(st.builds(ParagraphNode, _leaves), st.builds(HeadingNode, st.integers(2, 4), _leaves)),
        lambda node: st.one_of(
            st.builds(ListNode, st.booleans(), _many(_many(node))),
            st.builds(IfNode, _branches(_many(node))),
            st.builds(ForNode, _words, _expressions, _many(node)),
        ),
        max_leaves=6,
    )
)


def _written(items: Any) -> Iterator[str]:
    """Every text and every expression of a wording, in reading order."""
    for item in items:
        if isinstance(item, Piece):
            yield item.text
        elif isinstance(item, Hole):
            yield item.expression.source
        elif isinstance(item, (HeadingNode, ParagraphNode)):
            yield from _written(item.leaves)
        elif isinstance(item, ListNode):
            for inner in item.items:
                yield from _written(inner)
        elif isinstance(item, ForNode):
            yield from (item.variable, item.items.source, *_written(item.body))
        else:
            for branch in item.branches:
                yield from [branch.condition.source] if branch.condition else []
                yield from _written(branch.body)


def _all_text(blocks: tuple[Block, ...]) -> str:
    found = []
    for block in blocks:
        if isinstance(block, List):
            found += [_all_text(item) for item in block.items]
        else:
            assert isinstance(block, (Heading, Paragraph))
            found.append(plain(block.inlines))
    return "\n".join(found)


def _assert_all_there(wording: Wording) -> None:
    title, blocks = blocks_with_names(wording)
    text = plain(title) + "\n" + _all_text(blocks)
    at = 0
    for part in _written((*wording.title, *wording.nodes)):
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is not behind {text[:at]!r}"
        at = found + len(part)


@given(st.builds(Wording, _leaves, _nodes))
def test_every_text_and_expression_is_there_in_order(wording):
    _assert_all_there(wording)


def test_nothing_of_the_library_is_lost(tools):
    for versions in tools.library.values():
        for version in versions:
            _assert_all_there(wording_of(version))


def test_the_marks_open_and_close(tools):
    for versions in tools.library.values():
        for version in versions:
            text = _all_text(blocks_with_names(wording_of(version))[1])
            assert text.count("{si ") == text.count("{fin de si}")
            assert text.count("{pour chaque ") == text.count("{fin de pour}")
            assert "{%" not in spaced(text) and "{{" not in text
