"""Two paragraphs compared by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.compare.folding import folded
from assembler.compare.words import segments_of

WORDS = st.lists(
    st.sampled_from(
        [
            "la",
            "Caf",
            "l’article",
            "12",
            "10 000",
            "«",
            "»",
            ",",
            ".",
            " ",
            "\u00a0",
            "-",
            "peut-être",
            "[à compléter : date]",
        ]
    ),
    max_size=30,
).map(" ".join)


def changes(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(each.old, each.new, each.nature) for each in segments_of(old, new) if each.nature != "identique"]


@given(WORDS, WORDS)
def test_segments_make_up_both_texts(old: str, new: str) -> None:
    segments = segments_of(old, new)
    assert "".join(each.old for each in segments) == old
    assert "".join(each.new for each in segments) == new
    assert all((each.old == each.new) == (each.nature == "identique") for each in segments)


@given(st.text(max_size=60), st.text(max_size=60))
def test_segments_make_up_any_two_texts(old: str, new: str) -> None:
    segments = segments_of(old, new)
    assert "".join(each.old for each in segments) == old
    assert "".join(each.new for each in segments) == new


@given(WORDS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert changes(text, text) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("un préavis de six mois.", "un préavis de deux mois.", [("six", "deux", "modifie")]),
        ("un préavis de six mois.", "un préavis de deux semaines.", [("six mois", "deux semaines", "modifie")]),
        ("La Caf peut résilier.", "La Caf ne peut pas résilier.", [("", "ne ", "modifie"), ("", " pas", "modifie")]),
        ("verse 10 000 €", "verse 10 500 €", [("10 000", "10 500", "modifie")]),
        ("de 33,6 %", "de 33,9 %", [("33,6", "33,9", "modifie")]),
        ("le [à compléter : date].", "le 12 avril 2023.", [("[à compléter : date]", "12 avril 2023", "complete")]),
    ],
)
def test_the_words_that_changed(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert changes(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("l’article « 12 » : oui", 'l\'article "12": oui'),
        ("10 000 €", "10\u202f000\u00a0€"),
        ("10 000 €", "10000 €"),
        ("2022-2026", "2022–2026"),
        ("deux  mots", "deux mots"),
        ("fin…", "fin..."),
        ("e\u0301tat", "état"),
        ("[a\u0300 comple\u0301ter : date]", "[à compléter : date]"),
        ("la \u200ecommune", "la commune"),
    ],
)
def test_typography_is_told_apart(old: str, new: str) -> None:
    assert folded(old) == folded(new)
    assert {nature for _, _, nature in changes(old, new)} == {"typographie"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("il y a", "il ya"),
        ("6 mois", "6mois"),
        ("la Commune", "la commune"),
        ("Etat", "État"),
        ("1 500", "1 501"),
        ("+ 2,1", "2,1"),
        ("12,5", "125"),
        ("12 13", "1213"),
        ("1, 5", "1,5"),
        ("59,4 %", "59, 4 %"),
        ("10:30", "10: 30"),
        ("12. 5 €", "12.5 €"),
        ("en 2023 120 places", "en 2023120 places"),
        ("[à compléter : date]", "[à compléter : lieu]"),
        ("a (b)", "a b"),
    ],
)
def test_a_wording_is_no_typography(old: str, new: str) -> None:
    assert "modifie" in {nature for _, _, nature in changes(old, new)}


def test_a_flood_of_spaces_is_folded_in_bounded_time() -> None:
    assert folded("un" + " " * 500_000 + ", deux") == "un,deux"


def test_two_paragraphs_of_a_book_are_compared_in_bounded_time() -> None:
    old, new = "mot " * 30_000, "autre " * 30_000
    assert changes(old, new) == [(old.strip(), new.strip(), "modifie")]
