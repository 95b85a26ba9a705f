"""The short way of reading expressions agrees with Jinja's compiler."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assembler.compose import expressions
from assembler.compose.expressions import evaluate
from assembler.compose.numbering import Numbering
from assembler.model.clause import Expression
from assembler.model.place import Place, Problems

CONTEXT = {
    "commune": SimpleNamespace(nom="Arras", communes=("a", "b")),
    "ref": Numbering({"article:duree": "10"}).refer,
    "nombre": 3,
}
SOURCES = [
    "commune.nom",
    "commune.nom | de",
    "commune.nom | de | majuscule",
    "commune.communes | liste",
    "nombre | compte('enfant', 'enfants')",
    "ref('article:duree')",
    "ref('article:duree') | majuscule",
    "commune.absent",
    "absent",
    "ref('article:fin')",
    "commune._secret",
]


def outcome(source):
    try:
        return evaluate(Expression(source, Place(None, 1)), CONTEXT)
    except Problems as error:
        return [(problem.message, problem.hint) for problem in error.problems]


@pytest.mark.parametrize("source", SOURCES)
def test_both_ways_give_the_same(monkeypatch, source):
    short = outcome(source)
    monkeypatch.setattr(expressions, "_reading", lambda _node: None)
    expressions._compiled.cache_clear()
    try:
        assert outcome(source) == short
    finally:
        expressions._compiled.cache_clear()
