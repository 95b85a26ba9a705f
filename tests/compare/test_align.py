"""Two sequences of lines aligned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from assembler.compare.align import align
from assembler.model.difference import Step, differs
from assembler.model.lines import Item, Line, TableRow

SENTENCES = [f"La phrase numéro {n} parle de l’objet {n * 7} de la convention." for n in range(12)]
LINES = st.lists(st.sampled_from([*SENTENCES, "oui", "", "[à compléter : date]"]), max_size=14)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts)


def row(*cells: str) -> TableRow:
    return TableRow(tuple((Line(cell),) for cell in cells))


def told(steps: Iterable[Step]) -> list[tuple[str, str | None, str | None]]:
    return [(s.change, s.old.text if s.old else None, s.new.text if s.new else None) for s in steps if differs([s])]


@given(LINES, LINES)
def test_every_line_of_both_sides_stands_once_and_in_order(old: Sequence[str], new: Sequence[str]) -> None:
    steps = align(lines(*old), lines(*new))
    assert [s.old.text for s in steps if s.old] == list(old)
    assert [s.new.text for s in steps if s.new] == list(new)


@given(LINES)
def test_a_text_is_the_same_as_itself(texts: Sequence[str]) -> None:
    assert not differs(align(lines(*texts), lines(*texts)))


@given(LINES, LINES)
def test_the_halves_of_a_move_go_together(old: Sequence[str], new: Sequence[str]) -> None:
    steps = [step for step in align(lines(*old), lines(*new)) if step.change == "deplace"]
    left = {step.move for step in steps if step.new is None}
    arrived = {step.move for step in steps if step.old is None}
    assert left == arrived
    assert len(steps) == 2 * len(left)


def test_swapped_paragraphs_are_told_as_one_move() -> None:
    steps = align(lines(*SENTENCES[:5]), lines(*SENTENCES[:2], SENTENCES[3], SENTENCES[2], SENTENCES[4]))
    assert [change for change, _, _ in told(steps)] == ["deplace", "deplace"]


def test_a_line_that_moved_and_changed_is_both() -> None:
    changed = SENTENCES[0].replace("parle", "traite")
    steps = align(lines(*SENTENCES[:6]), lines(*SENTENCES[1:6], changed))
    arrived = next(step for step in steps if step.change == "deplace" and step.new)
    assert [(s.old, s.new) for s in arrived.segments if s.nature == "modifie"] == [("parle", "traite")]


def test_a_blank_filled_with_several_paragraphs_is_completed_throughout_where_that_may_be() -> None:
    old, new = lines("Avant.", "[à compléter : partenaires]", "Après."), lines("Avant.", "La Pmi", "Le Ccas", "Après.")
    assert [change for change, _, _ in told(align(old, new, fills=True))] == ["complete", "complete"]
    assert [change for change, _, _ in told(align(old, new))] == ["complete", "ajoute"]


def test_text_beside_a_filled_blank_is_an_alteration() -> None:
    steps = align(lines("Fait le [à compléter : date]."), lines("Signé le 12 avril 2023."))
    assert [change for change, _, _ in told(steps)] == ["modifie"]


def test_rows_are_compared_by_cell() -> None:
    old: tuple[Item, ...] = (row("Année", "Lens"), row("2020", "30 000"), row("2021", "31 000"))
    new: tuple[Item, ...] = (row("Année", "Lens"), row("2020", "30 500"), row("2021", "31 000"))
    (step,) = [step for step in align(old, new) if differs([step])]
    assert [[told(cell) for cell in step.cells]] == [[[], [("modifie", "30 000", "30 500")]]]


def test_a_row_with_another_number_of_cells_is_another_row() -> None:
    steps = align((row("a", "b"),), (row("a", "b", "c"),))
    assert [change for change, _, _ in told(steps)] == ["supprime", "ajoute"]


def test_a_row_is_never_taken_for_a_paragraph() -> None:
    assert [change for change, _, _ in told(align((row("texte égal"),), lines("texte égal")))] == ["supprime", "ajoute"]
