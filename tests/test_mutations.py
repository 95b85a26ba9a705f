"""One thing spoiled at a time in the complete convention: at least 95 % are found at the right place.

Every other mutation; all of them where the environment says `CI`.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY
from mutations import Outcome, every_outcome, mutations, prepared, report, tried
from samples import approved, complete, dumped, findings_of
from spoiling import Spot, put, without

from assembler.build.convention import Tools, load_tools
from assembler.build.workspace import Workspace

STEP = 1 if os.environ.get("CI") else 2


@pytest.fixture(scope="module")
def tools_approved() -> Tools:
    return approved(load_tools(Workspace(REPOSITORY)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("mutations") / "espace")


@pytest.fixture(scope="module")
def outcomes(tools_approved: Tools, place: Path) -> list[Outcome]:
    return every_outcome(tools_approved, place, STEP)


def test_nothing_is_found_in_the_unspoiled_convention(tools_approved, place):
    for stage in ("projet", "signature", "publiee"):
        assert findings_of(tools_approved, place, dumped(complete()), stage) == ()


def test_nearly_all_mutations_are_found_at_the_right_place(outcomes):
    assert len(outcomes) >= 300
    placed = sum(outcome.placed for outcome in outcomes)
    assert placed >= 0.95 * len(outcomes), report(outcomes)


def test_no_family_is_left_behind(outcomes):
    """A small family may not hide behind the large ones."""
    for family in {outcome.mutation.family for outcome in outcomes}:
        own = [outcome for outcome in outcomes if outcome.mutation.family == family]
        assert sum(outcome.placed for outcome in own) >= 0.9 * len(own), report(own)


@pytest.mark.parametrize("key", ["numero", "date", "transmission", "texte"])
def test_what_only_the_vote_gives_blocks_no_earlier_stage(tools_approved, place, key):
    for stage in ("projet", "copil", "deliberation"):
        text = dumped(put(without(complete(), ("deliberation", key)), ("etape",), stage))
        assert [f for f in findings_of(tools_approved, place, text, stage) if f.severity == "bloquant"] == []


def test_a_mutation_that_is_found_elsewhere_is_not_counted(tools_approved, place):
    """The judge itself: the same finding, asked for at another place, is a miss."""
    found = next(each for each in mutations(()) if each.what.startswith("signature.lieu"))
    assert tried(tools_approved, place, found).placed
    assert not tried(tools_approved, place, replace(found, spots=(Spot(("fiches", 0, "public")),))).placed
