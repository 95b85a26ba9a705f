"""A place that is counted, named or numbered wrongly fails the proof: it is never told, the part is given whole."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from convention_texts import table_row
from test_amending import ALINEAS, Parts, article, found, kinds

from assembler.compare.amending import elements, tables, words
from assembler.model.amendment import Inserted, Rewritten, RowsReplaced, WordsReplaced

PLAIN = article(*ALINEAS)
PLAIN_NEW = article(ALINEAS[0], ALINEAS[1].replace("les écoles", "les crèches"), *ALINEAS[2:])
GRID = (table_row("Structure", "Places"), *(table_row(each, f"{each} {each}") for each in ("MAM", "RPE", "CLAS")))
ROWS = article(*ALINEAS, *GRID)
ROWS_NEW = article(*ALINEAS, *GRID[:2], table_row("RPE", "9"), GRID[3])
BEHIND_ROWS = article(*GRID, *ALINEAS)
BEHIND_ROWS_NEW = article(*GRID, *PLAIN_NEW[0][1:])
CHART = ("Graphique 0 – Âge", "image:a", "Source : Caf, 2020.")
TWICE = article("La Caf verse une aide, et la commune verse une aide.", *ALINEAS)
TWICE_NEW = article("La Caf verse cette aide, et la commune verse une aide.", *ALINEAS)


def broken(monkeypatch: pytest.MonkeyPatch, right: Callable[..., Any], change: Callable[[Any], Any]) -> None:
    """Wherever the function is used, it gives something else."""

    def wrong(*arguments: Any) -> Any:
        return change(right(*arguments))

    for name, module in list(sys.modules.items()):
        if name.startswith("assembler.compare.amending") and getattr(module, right.__name__, None) is right:
            monkeypatch.setattr(module, right.__name__, wrong)


@pytest.mark.parametrize(
    ("right", "change", "old", "new", "kind"),
    [
        (elements.spot_of, lambda spot: replace(spot, number=spot.number + 1), PLAIN, PLAIN_NEW, WordsReplaced),
        (elements.spot_of, lambda spot: replace(spot, of=1), PLAIN, PLAIN_NEW, WordsReplaced),
        (
            elements.spot_of,
            lambda spot: replace(spot, label="7") if spot.label else spot,
            article(*CHART, *ALINEAS),
            article(*CHART, "Un texte nouveau.", *ALINEAS),
            Inserted,
        ),
        (elements.kind_of, lambda _: "alinea", BEHIND_ROWS, BEHIND_ROWS_NEW, WordsReplaced),
        (tables.row_spot, lambda spot: replace(spot, label="MAM"), ROWS, ROWS_NEW, RowsReplaced),
        (tables.row_spot, lambda spot: replace(spot, number=spot.number + 1), ROWS, ROWS_NEW, RowsReplaced),
        (tables.row_label, lambda label: f"{label} {label}", ROWS, ROWS_NEW, RowsReplaced),
        (words._stands_once, lambda _: True, TWICE, TWICE_NEW, WordsReplaced),
    ],
    ids=["alinea", "of", "chart", "kind", "row", "row-number", "row-label", "words"],
)
def test_a_wrong_count_fails_the_proof(
    monkeypatch: pytest.MonkeyPatch,
    right: Callable[..., Any],
    change: Callable[[Any], Any],
    old: Parts,
    new: Parts,
    kind: type,
) -> None:
    assert kinds(found(old, new)) == [kind]
    broken(monkeypatch, right, change)
    assert kinds(found(old, new)) == [Rewritten]
