"""Two texts of a convention -> amendments: what they are, and that they give the new text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from convention_texts import Parts, conventions, edited, table_row, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.compare.amending import CannotApply, amendments, applied, differ, parts_of
from assembler.compare.folding import folded
from assembler.model.amendment import (
    Amendments,
    Completed,
    Deleted,
    DivisionDeleted,
    DivisionsInserted,
    Inserted,
    PartDeleted,
    PartsInserted,
    PartsMoved,
    Renamed,
    Renumbered,
    Replaced,
    Rewritten,
    RowsDeleted,
    RowsInserted,
    RowSpot,
    RowsReplaced,
    WordsReplaced,
)
from assembler.model.lines import Item, Line
from assembler.model.place import Problems
from assembler.model.wordtext import WordText

many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
ALINEAS = (
    "Les parties se réunissent une fois par an, à l’initiative de la Caf.",
    "La commune gère les accueils de loisirs et les écoles.",
    "Chaque partie désigne un interlocuteur pour le suivi de la convention.",
    "Un bilan est dressé à l’échéance de la présente convention.",
)


def part(title: str, *items: str | Item) -> list[Item]:
    name = title.rsplit(" – ", maxsplit=1)[-1].lower()
    kind = title.split(" ", maxsplit=1)[0].lower()
    heading = Line(title, "titre", 1, (f"c_{kind}_{name}",), f"{kind}:{name}@2023-01")
    return [heading, *(Line(each) if isinstance(each, str) else each for each in items)]


def article(*items: str | Item) -> list[list[Item]]:
    return [part("Article 0 – Suivi", *items)]


def title(text: str, level: int = 2) -> Line:
    return Line(text, "titre", level)


def found(old: Parts, new: Parts) -> Amendments:
    return amendments(written(old), written(new))


def given_text(changes: Amendments, old: WordText) -> list[str]:
    return [folded(item.text) for item in applied(changes, parts_of(old))]


def words_of(text: WordText) -> list[str]:
    """Annexes last, as the plan of a convention has them; charts as what they show."""
    parts = sorted(parts_of(text), key=lambda each: each.ref.kind == "annexe")
    return [folded(item.text) for item in applied((), parts)]


# --- any two texts ------------------------------------------------------------------------


@many
@given(st.data())
def test_amendments_applied_to_the_old_text_give_the_new_one(data: st.DataObject) -> None:
    old = data.draw(conventions())
    new = data.draw(edited(old))
    changes = found(old, new)
    assert given_text(changes, written(old)) == words_of(written(new))
    assert given_text(tuple(data.draw(st.permutations(changes))), written(old)) == words_of(written(new))


@many
@given(conventions())
def test_a_text_is_not_amended_by_itself(old: Parts) -> None:
    assert found(old, old) == ()


@many
@given(st.data())
def test_an_avenant_can_be_undone(data: st.DataObject) -> None:
    old = data.draw(conventions())
    new = data.draw(edited(old))
    assert given_text(found(new, old), written(new)) == words_of(written(old))


def test_typography_alone_is_no_amendment() -> None:
    old = article("L'aide de 10 000 € est versée : « chaque année ».", Line("un point", "puce"))
    new = article('L’aide de 10\u202f000\u00a0€ est versée\u00a0: "chaque année".', Line("un point", "texte"))
    assert found(old, new) == ()


def test_cover_and_signature_are_left_out() -> None:
    body = article(*ALINEAS)
    signature = [Line("Signature", "titre", 1, ("c_signature_signature",), "signature:signature@2023-01")]
    old = [[Line("Convention"), Line("PROJET")], *body, [*signature, Line("Fait à Harnes, le 3 mars 2023.")]]
    new = [[Line("Convention")], *body, [*signature, Line("Fait à Harnes, le 4 avril 2024.")]]
    assert found(old, new) == ()


# --- what a change becomes ----------------------------------------------------------------


def kinds(changes: Amendments) -> list[type]:
    return [type(each) for each in changes]


def test_few_words() -> None:
    new = article(ALINEAS[0].replace("une fois", "deux fois"), *ALINEAS[1:])
    (change,) = found(article(*ALINEAS), new)
    assert isinstance(change, WordsReplaced)
    assert (change.alinea.number, change.changes) == (1, (("une", "deux"),))


def test_words_that_stand_twice_are_given_with_those_before_them() -> None:
    (change,) = found(
        article("La Caf verse une aide, et la commune verse une aide.", *ALINEAS[1:]),
        article("La Caf verse une aide, et la commune verse deux aides.", *ALINEAS[1:]),
    )
    assert isinstance(change, WordsReplaced)
    ((old, new),) = change.changes
    assert "La Caf verse une aide, et la commune verse une aide.".count(old) == 1
    assert new == old.replace("une aide", "deux aides")


@pytest.mark.parametrize(
    ("kept", "kind", "spot"),
    [
        ((0, 1, "Un tout autre texte.", 3), Replaced, (3, 3)),
        ((0, 3), Deleted, (2, 3)),
        ((0, 1, 2), Deleted, (4, 4)),
    ],
)
def test_alineas_replaced_or_deleted(kept: Sequence[int | str], kind: type, spot: tuple[int, int]) -> None:
    new = [ALINEAS[each] if isinstance(each, int) else each for each in kept]
    (change,) = found(article(*ALINEAS), article(*new))
    assert isinstance(change, kind)
    assert isinstance(change, (Replaced, Deleted))
    assert (change.first.number, change.last.number) == spot


def test_alineas_inserted() -> None:
    (change,) = found(article(*ALINEAS), article(ALINEAS[0], "Un texte nouveau.", *ALINEAS[1:]))
    assert isinstance(change, Inserted)
    assert change.after is not None
    assert change.after.number == 1
    (change,) = found(article(*ALINEAS), article("Un texte nouveau.", *ALINEAS))
    assert isinstance(change, Inserted)
    assert change.after is None
    assert kinds(found(article(*ALINEAS), article(*ALINEAS, "Un texte nouveau."))) == [Completed]


def test_more_than_half_of_an_article_is_replaced_whole() -> None:
    new = article(ALINEAS[0], "Tout autre chose.", "Et encore autre chose.", "Rien de ce qui était écrit.")
    assert kinds(found(article(*ALINEAS), new)) == [Rewritten]


def test_headings_and_divisions() -> None:
    old = article(*ALINEAS, title("Dénonciation"), *ALINEAS, title("Effets"), *ALINEAS)
    renamed = article(*ALINEAS, title("Dénonciation avec préavis"), *ALINEAS, title("Effets"), *ALINEAS)
    assert kinds(found(old, renamed)) == [Renamed]
    shorter = article(*ALINEAS, title("Dénonciation"), *ALINEAS)
    assert kinds(found(old, shorter)) == [DivisionDeleted]
    (change,) = found(shorter, old)
    assert isinstance(change, DivisionsInserted)
    assert change.after == ("Dénonciation",)


def test_a_heading_that_comes_twice_is_named_with_the_one_above() -> None:
    def text(alinea: str) -> list[list[Item]]:
        inner = [title("Enfants", 3), *map(Line, ALINEAS)]
        return article(title("Accueil"), *inner, title("Loisirs"), *inner[:-1], alinea)

    (change,) = found(text(ALINEAS[3]), text(ALINEAS[3].replace("dressé", "fait")))
    assert isinstance(change, WordsReplaced)
    assert change.where.headings == ("Loisirs", "Enfants")


def test_the_only_alinea_before_inner_headings_is_not_told_as_the_only_one() -> None:
    old = article(ALINEAS[0], title("Effets"), *ALINEAS)
    (change,) = found(old, article(ALINEAS[0].replace("une", "deux"), title("Effets"), *ALINEAS))
    assert isinstance(change, WordsReplaced)
    assert (change.alinea.number, change.alinea.of) == (1, 0)


def test_rows() -> None:
    rows = [table_row("Structure", "Places"), *(table_row(f"Structure {n}", str(n)) for n in range(6))]
    old = article("Tableau :", *rows, "Fin.")
    (change,) = found(old, article("Tableau :", *rows[:3], table_row("Structure 2", "99"), *rows[4:], "Fin."))
    assert isinstance(change, RowsReplaced)
    assert change.first == RowSpot(3, "Structure 2")
    (change,) = found(old, article("Tableau :", *rows, table_row("MAM", "12"), "Fin."))
    assert isinstance(change, RowsInserted)
    assert change.after == RowSpot(6, "Structure 5")
    assert kinds(found(old, article("Tableau :", *rows[:5], "Fin."))) == [RowsDeleted]
    other = [table_row("Structure", "Gestionnaire"), *rows[1:]]
    assert kinds(found(old, article("Tableau :", *other, "Fin."))) == [Replaced]


def test_rows_that_look_alike_are_counted() -> None:
    rows = [table_row("Structure", "Places"), table_row("MAM", "1"), table_row("dont", "2"), table_row("RPE", "3")]
    rows += [table_row("dont", "4"), table_row("CLAS", "5")]
    (change,) = found(article(*rows), article(*rows[:4], table_row("dont", "6"), rows[5]))
    assert isinstance(change, RowsReplaced)
    assert change.first == RowSpot(4, "")


def test_a_chart_whose_figures_changed_is_never_silent() -> None:
    def text(key: str) -> list[list[Item]]:
        return article(*ALINEAS, "Graphique 0 – Âge", f"image:{key}", "Source : Caf, 2020.")

    assert found(text("a"), text("a")) == ()
    (change,) = found(text("a"), text("b"))
    assert isinstance(change, Replaced)
    assert (change.first.kind, change.first.label) == ("graphique", "1")


def test_parts_inserted_deleted_moved_and_numbered() -> None:
    first, second, third = (part(f"Article 0 – {name}", *ALINEAS, name) for name in ("Objet", "Durée", "Fin"))
    old = [first, second, third]
    assert kinds(found(old, [first, third])) == [PartDeleted, Renumbered]
    inserted, numbers = found([first, third], old)
    assert isinstance(inserted, PartsInserted)
    assert isinstance(numbers, Renumbered)
    assert inserted.at.after is not None
    assert (inserted.at.after.number, inserted.parts[0].ref.number, numbers.pairs) == ("1", "2", (("2", "3"),))
    moved, numbers = found(old, [third, first, second])
    assert isinstance(moved, PartsMoved)
    assert isinstance(numbers, Renumbered)
    assert numbers.pairs == (("1", "2"), ("2", "3"), ("3", "1"))


# --- what can't be applied ------------------------------------------------------------------


def test_words_that_stand_twice_can_not_be_replaced() -> None:
    (change,) = found(article(*ALINEAS), article(ALINEAS[0].replace("une fois", "deux fois"), *ALINEAS[1:]))
    assert isinstance(change, WordsReplaced)
    twice = replace(change, changes=(("a", "b"),))
    with pytest.raises(CannotApply):
        applied([twice], parts_of(written(article(*ALINEAS))))


def test_two_amendments_of_one_place_are_refused() -> None:
    changes = found(article(*ALINEAS), article(ALINEAS[0], *ALINEAS[2:]))
    with pytest.raises(CannotApply):
        applied([*changes, *changes], parts_of(written(article(*ALINEAS))))


def test_amendments_that_do_not_give_the_new_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differ, "part_amendments", lambda _old, _new: iter([()]))
    with pytest.raises(Problems, match="L’avenant ne donne pas le texte consolidé"):
        found(article(*ALINEAS), article(*ALINEAS[1:]))
