"""The paragraphs of a long text, where they were typed, and the text written again."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from assembler.compose.long_text import parse_long_text
from assembler.compose.origins import pieces_of, rebuilt
from assembler.model.lines import Line, lines_of
from assembler.model.list_marks import typed_item

TYPED = ("- a", "  - b", "1. c", "2. d", "3) e", "", "  suite", "texte", "12. non", "   1. x", "• z", "\t- t")
TEXTS = st.lists(st.sampled_from(TYPED), max_size=14).map("\n".join)


@given(TEXTS)
def test_pieces_are_the_paragraphs_of_the_document(text: str) -> None:
    shown = [(line.text, line.kind, line.level) for line in lines_of(parse_long_text(text)) if isinstance(line, Line)]
    assert [(piece.text, piece.kind, piece.level) for piece in pieces_of(text)] == shown


@given(TEXTS)
def test_a_text_that_stays_is_not_rewritten(text: str) -> None:
    assert rebuilt(pieces_of(text)).strip() == text.strip()


@given(TEXTS, st.data())
def test_what_is_left_of_a_text_reads_as_it_did(text: str, data: st.DataObject) -> None:
    pieces = pieces_of(text)
    kept = [piece for piece in pieces if data.draw(st.booleans())]
    # A paragraph « 2. d » that goes on no list does so once « 1. c » stands above it: the number shown is the same.
    assume(all(piece.kind != "texte" or piece.text == "12. non" or not typed_item(piece.text) for piece in kept))
    after = pieces_of(rebuilt(kept))
    assert [piece.text for piece in after if piece.kind != "texte"] == [p.text for p in kept if p.kind != "texte"]
    assert "".join(piece.text for piece in after).replace(" ", "") == "".join(p.text for p in kept).replace(" ", "")


def test_new_lines_take_the_place_and_numbers_of_their_list() -> None:
    one, two, end = pieces_of("1. un\n2. deux\n\nFin.\n")
    new = Line("un et demi", "numero")
    assert rebuilt([one, new, (two, "DEUX"), end, Line("a", "puce"), Line("b", "puce", 1), Line("Après.")]) == (
        "1. un\n2. un et demi\n3. DEUX\n\nFin.\n\n- a\n   - b\n\nAprès."
    )
