"""One amendment -> its sentence in French, in the words of the Guide de légistique."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch
from itertools import pairwise

from assembler.compose.amending.forms import following, new_parts, new_text, put_in
from assembler.compose.amending.places import (
    is_feminine,
    is_feminine_place,
    numbers,
    part_name,
    place,
    quoted,
    row,
    spot,
    titled,
)
from assembler.compose.amending.quoted import Piece
from assembler.compose.amending.words import words_sentence
from assembler.compose.french import capitalize_first, enumeration, number_words, with_a, with_de
from assembler.model.amendment import (
    Amendment,
    Completed,
    Deleted,
    DivisionDeleted,
    DivisionsInserted,
    Inserted,
    PartDeleted,
    PartRef,
    PartsInserted,
    PartsMoved,
    Position,
    Renamed,
    Renumbered,
    Replaced,
    Rewritten,
    RowsDeleted,
    RowsInserted,
    RowsReplaced,
    Spot,
    Where,
    WordsReplaced,
)
from assembler.model.numbers import NBSP

_SERIES = {
    "article": ("l’article", "les articles"),
    "annexe": ("l’annexe", "les annexes"),
    "fiche": ("la fiche action n°", "les fiches actions n°"),
    "tableau": ("le tableau", "les tableaux"),
    "graphique": ("le graphique", "les graphiques"),
}
_GIVES = f"{NBSP}:"


def sentence(amendment: Amendment, given: Sequence[Piece]) -> str:
    """It ends with a point, or with « : » where the text that it gives follows: `given`, as a person sees it."""
    return capitalize_first(_said(amendment, given))


@singledispatch
def _said(amendment: Amendment, _given: Sequence[Piece]) -> str:
    raise NotImplementedError(type(amendment))


# --- alinéas, tables, charts -------------------------------------------------------------


@_said.register
def _(amendment: WordsReplaced, _given: Sequence[Piece]) -> str:
    return f"{with_a(spot(amendment.where, amendment.alinea))}, {words_sentence(amendment.changes)}."


@_said.register
def _(amendment: Replaced, given: Sequence[Piece]) -> str:
    one = _is_one(amendment.first, amendment.last)
    verb = "est remplacé par" if one else "sont remplacés par"
    return f"{spot(amendment.where, amendment.first, amendment.last)} {verb} {following(given)}{_GIVES}"


@_said.register
def _(amendment: Deleted, _given: Sequence[Piece]) -> str:
    verb = "est supprimé" if _is_one(amendment.first, amendment.last) else "sont supprimés"
    return f"{spot(amendment.where, amendment.first, amendment.last)} {verb}."


@_said.register
def _(amendment: Inserted, given: Sequence[Piece]) -> str:
    where, after = amendment.where, amendment.after
    lead = f"après {spot(where, after)}" if after else f"au début {with_de(place(where))}"
    return f"{lead}, {put_in(given)}{_GIVES}"


@_said.register
def _(amendment: Completed, given: Sequence[Piece]) -> str:
    return f"{place(amendment.where)} {_is_completed(amendment.where)} par {new_text(given)}{_GIVES}"


def _is_one(first: Spot, last: Spot) -> bool:
    return first.number == last.number


def _is_completed(where: Where) -> str:
    return "est complétée" if is_feminine_place(where) else "est complété"


# --- rows --------------------------------------------------------------------------------


@_said.register
def _(amendment: RowsReplaced, _given: Sequence[Piece]) -> str:
    verb = "est remplacée" if amendment.first.number == amendment.last.number else "sont remplacées"
    count = len(amendment.rows)
    new = "la ligne suivante" if count == 1 else f"{number_words(count, True)} lignes ainsi rédigées"
    return f"dans {_table(amendment)}, {row(amendment.first, amendment.last)} {verb} par {new}{_GIVES}"


@_said.register
def _(amendment: RowsInserted, _given: Sequence[Piece]) -> str:
    lead = f"après {row(amendment.after)}" if amendment.after else "avant la première ligne"
    count = len(amendment.rows)
    one, many = "il est inséré une ligne ainsi rédigée", f"sont insérées {number_words(count, True)} lignes"
    return f"dans {_table(amendment)}, {lead}, {one if count == 1 else f'{many} ainsi rédigées'}{_GIVES}"


@_said.register
def _(amendment: RowsDeleted, _given: Sequence[Piece]) -> str:
    verb = "est supprimée" if amendment.first.number == amendment.last.number else "sont supprimées"
    return f"dans {_table(amendment)}, {row(amendment.first, amendment.last)} {verb}."


def _table(amendment: RowsReplaced | RowsInserted | RowsDeleted) -> str:
    return spot(amendment.where, amendment.table)


# --- headings, divisions, rubriques, parts -------------------------------------------------


@_said.register
def _(amendment: Renamed, _given: Sequence[Piece]) -> str:
    where, title = amendment.where, quoted(amendment.title)
    if not where.headings:
        return f"l’intitulé {with_de(part_name(where.part))} est remplacé par l’intitulé {title}."
    return f"l’intitulé {titled(where)} {with_de(part_name(where.part))} est remplacé par l’intitulé {title}."


@_said.register
def _(amendment: Rewritten, _given: Sequence[Piece]) -> str:
    where = amendment.where
    if where.rubrique:
        return f"{place(where)} est ainsi rédigée{_GIVES}" if amendment.items else f"{place(where)} est vidée."
    verb = "est remplacée par" if is_feminine_place(where) else "est remplacé par"
    if where.headings:
        new = "le paragraphe suivant"
    else:
        new = {"annexe": "l’annexe suivante", "fiche": "la fiche suivante"}.get(
            where.part.kind, "les dispositions suivantes"
        )
    but = ", à l’exception des fiches actions qu’elle contient," if amendment.keeps_fiches else ""
    return f"{place(where)}{but} {verb} {new}{_GIVES}"


@_said.register
def _(amendment: DivisionsInserted, _given: Sequence[Piece]) -> str:
    count = amendment.count
    several = f"{number_words(count)} paragraphes ainsi rédigés"
    near = amendment.after or amendment.before
    if not near:
        new = "un paragraphe ainsi rédigé" if count == 1 else several
        return f"{place(amendment.where)} {_is_completed(amendment.where)} par {new}{_GIVES}"
    lead = "après" if amendment.after else "avant"
    put = "il est inséré un paragraphe ainsi rédigé" if count == 1 else f"sont insérés {several}"
    return f"{lead} {place(Where(amendment.where.part, near))}, {put}{_GIVES}"


@_said.register
def _(amendment: DivisionDeleted, _given: Sequence[Piece]) -> str:
    return f"{place(amendment.where)} est supprimé."


@_said.register
def _(amendment: PartDeleted, _given: Sequence[Piece]) -> str:
    return f"{part_name(amendment.part)} est supprimé{_e(amendment.part)}."


@_said.register
def _(amendment: PartsInserted, _given: Sequence[Piece]) -> str:
    refs = [part.ref for part in amendment.parts]
    new, is_feminine_one = new_parts(refs)
    if amendment.at.after or amendment.at.before:
        agreed = "insérée" if is_feminine_one else "inséré"
        put = f"il est inséré {new}" if len(refs) == 1 else f"sont {agreed}s {new}"
        return f"{_position(amendment.at)}, {put}{_GIVES}"
    whole = part_name(amendment.at.within) if amendment.at.within else "la convention"
    return f"{whole} est complétée par {new}{_GIVES}"


@_said.register
def _(amendment: PartsMoved, _given: Sequence[Piece]) -> str:
    at, refs = amendment.at, amendment.parts
    to = _position(at) if at.after or at.before else f"à la fin {with_de(_end(at))}"
    if len(refs) == 1:
        return f"{part_name(refs[0])} est déplacé{_e(refs[0])} {to}."
    names = enumeration([part_name(ref) for ref in refs])
    return f"{names} sont déplacé{_e(refs[0])}s, dans cet ordre, {to}."


def _e(ref: PartRef) -> str:
    return "e" if is_feminine(ref) else ""


def _position(at: Position) -> str:
    return f"après {part_name(at.after)}" if at.after else f"avant {part_name(at.before)}" if at.before else ""


def _end(at: Position) -> str:
    return part_name(at.within) if at.within else "la convention"


# --- numbers -------------------------------------------------------------------------------


@_said.register
def _(amendment: Renumbered, _given: Sequence[Piece]) -> str:
    one, many = _SERIES[amendment.kind]
    said = []
    for run in _runs(amendment.pairs):
        old, new = numbers([a for a, _ in run]), numbers([b for _, b in run])
        if len(run) == 1:
            said.append(f"{one}{NBSP}{old} devient {one}{NBSP}{new}")
        else:
            said.append(f"{many}{NBSP}{old} deviennent respectivement {many}{NBSP}{new}")
    return f"{f'{NBSP}; '.join(said)}."


def _runs(pairs: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Pairs whose numbers follow one another on both sides, together."""
    run = [pairs[0]]
    for before, pair in pairwise(pairs):
        follows = all(
            a.isdecimal() and b.isdecimal() and int(b) == int(a) + 1 for a, b in zip(before, pair, strict=True)
        )
        if not follows:
            yield run
            run = []
        run.append(pair)
    yield run
