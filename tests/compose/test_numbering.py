"""Numbers of articles, annexes and fiches, and the references that follow them."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import content, convention

from assembler.compose.compose import compose
from assembler.compose.numbering import DanglingReference, Numbering, annexes_of, fiche_order, number
from assembler.model.convention import Convention
from assembler.model.document import FicheGrid, Reference, plain
from assembler.model.plan import Plan

NBSP = "\u00a0"


def numbered(plan: Plan, given: Convention) -> Numbering:
    return number(plan, annexes_of(plan, given), given)


def plan(*steps: Any, annexes: tuple[Any, ...] = ()) -> Plan:
    return Plan.model_validate({"titre": "T", "sous_titre": "S", "corps": steps, "annexes": annexes})


def test_articles_follow_the_plan():
    numbers = numbered(plan({"article": "objet"}, {"preambule": "entre"}, {"article": "duree"}), convention()).numbers
    assert numbers == {"article:objet": "1", "article:duree": "2"}


def test_clauses_that_share_a_number_take_letters():
    steps = ({"article": "objet"}, {"article": ["gouvernance", "pilotage", "suivi"]}, {"article": "fin"})
    assert list(numbered(plan(*steps), convention()).numbers.values()) == ["1", "2-a", "2-b", "2-c", "3"]


def test_the_real_plan_has_fourteen_articles(tools):
    numbers = numbered(tools.plan, convention()).numbers
    articles = [value for name, value in numbers.items() if name.startswith("article:")]
    assert articles == ["1", "2", "3", "4", "5", "6-a", "6-b", *(str(n) for n in range(7, 15))]


@pytest.mark.parametrize(
    "order",
    [
        ["diagnostic", "equipements", "plan-actions", "gouvernance", "referentiel", "deliberation"],
        ["deliberation", "plan-actions", "diagnostic"],
        ["referentiel"],
        [],
    ],
)
def test_annexes_are_numbered_in_the_order_that_the_convention_gives(tools, order):
    numbering = numbered(tools.plan, convention(annexes=order))
    assert [numbering.refer(f"annexe:{kind}").text for kind in order] == [
        f"annexe{NBSP}{rank}" for rank in range(1, len(order) + 1)
    ]
    assert not numbering.has("annexe:gouvernance") or "gouvernance" in order


def test_without_a_choice_the_ordinary_annexes_of_the_plan(tools):
    kinds = [annexe.genre for annexe in annexes_of(tools.plan, convention())]
    assert kinds == ["diagnostic", "equipements", "plan-actions", "referentiel", "deliberation"]


def test_fiches_by_their_first_mention_in_article_4_then_as_listed():
    themes = [
        {"objectifs": [{"fiche": "c"}], "orientations": [{"objectifs": ["texte", {"fiche": "a"}, {"fiche": "c"}]}]},
        {"orientations": [{"objectifs": [{"fiche": "e"}]}, {"objectifs": [{"fiche": "a"}]}]},
    ]
    given = convention(enjeux={"themes": themes}, fiches=[{"id": name} for name in "abcde"])
    assert fiche_order(given) == ("c", "a", "e", "b", "d")


def test_the_whole_document_shows_the_numbers(tools):
    """Titles, references and fiches agree, whatever the order of the annexes."""
    given = convention(
        annexes=["referentiel", "plan-actions", "diagnostic", "equipements"],
        enjeux={"themes": [{"titre": "Sport", "objectifs": [{"fiche": "b"}]}]},
        fiches=[{"id": "a", "titre": "Alpha"}, {"id": "b", "titre": "Bravo"}],
    )
    document = compose(content(tools, given))
    titles = [plain(part.heading.inlines) for part in document.parts]
    assert [title.partition(" – ")[0] for title in titles if title.startswith(("Article", "Annexe"))] == [
        *(f"Article {n}" for n in ["1", "2", "3", "4", "5", "6-a", "6-b", *range(7, 15)]),
        *(f"Annexe {n}" for n in (1, 2, 3, 4)),
    ]
    (pilotage,) = [part for part in document.parts if part.name == "article:pilotage"]
    said = [inline for block in pilotage.blocks for inline in getattr(block, "inlines", ())]
    assert Reference("annexe:referentiel", f"annexe{NBSP}1") in said
    fiches = [block for part in document.parts for block in part.blocks if isinstance(block, FicheGrid)]
    assert [plain(fiche.heading.inlines) for fiche in fiches] == [
        f"Fiche action n°{NBSP}1 – Bravo",
        f"Fiche action n°{NBSP}2 – Alpha",
    ]


def test_a_reference_is_a_link(tools):
    assert numbered(tools.plan, convention()).refer("article:duree") == Reference("article:duree", f"article{NBSP}10")


def test_a_reference_to_nothing_names_the_target(tools):
    with pytest.raises(DanglingReference) as caught:
        numbered(tools.plan, convention()).refer("annexe:gouvernance")
    assert caught.value.target == "annexe:gouvernance"
