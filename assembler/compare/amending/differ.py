"""Two texts of a convention -> amendments, each part as finely as can be proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assembler.compare.amending.applied import applied
from assembler.compare.amending.content import part_amendments
from assembler.compare.amending.counting import CannotApply
from assembler.compare.amending.parsing import parts_from, parts_of
from assembler.compare.amending.parts import joined, renumbered, row_of
from assembler.compare.amending.tree import Key, Part, part_keys
from assembler.compare.matching import partners
from assembler.compare.outline import sections_of
from assembler.model.amendment import Amendment, Amendments, PartDeleted, PartRef, PartsInserted, PartsMoved, Renumbered
from assembler.model.messages import excerpt
from assembler.model.place import Problems
from assembler.model.typography import typeset
from assembler.model.wordtext import WordText

_HINT = "C’est une erreur du programme, non de la saisie : rien n’est écrit. Signalez-la avec les deux textes."


def amendments(old: WordText, new: WordText, names: Mapping[str, str] | None = None) -> Amendments:
    """What leads from the text in force to the new one, cover, sommaire and signature page left out.

    `names`: bookmark -> name of its part, where known. In the order of the text in force, renumberings last; empty
    where nothing but typography changed. Raises Problems where the amendments do not give the new text.
    """
    before, after = _in_order(parts_of(old, names)), _in_order(parts_of(new, names))
    found = tuple(joined(_in_reading_order(_amendments(before, after), before)))
    _prove(found, before, after)
    return found


def _in_order(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The annexes last."""
    return tuple(sorted(parts, key=lambda part: part.ref.kind == "annexe"))


def _amendments(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Amendment]:
    partner = _partners(before, after)
    for annexes in (False, True):
        yield from _row(None, _of(before, annexes), _of(after, annexes), partner)


def _of(parts: Sequence[Part], annexes: bool) -> list[Part]:
    return [part for part in parts if (part.ref.kind == "annexe") == annexes]


def _row(
    within: PartRef | None, old: Sequence[Part], new: Sequence[Part], partner: Mapping[int, Part]
) -> Iterator[Amendment]:
    row = row_of(within, old, new, partner)
    yield from row.amendments
    for left, right in row.kept:
        yield from _content(left, right)
        yield from _row(left.ref, left.fiches, right.fiches, partner)


def _in_reading_order(found: Iterable[Amendment], old: Sequence[Part]) -> list[Amendment]:
    """Each where the part stands that it changes, what is put in behind the part that it follows, fiches included."""
    flat = _flat(old)
    ranks = {part.ref: float(rank) for rank, part in enumerate(flat)}
    ends = {part.ref: ranks[part.fiches[-1].ref if part.fiches else part.ref] + 0.5 for part in flat}

    def place(amendment: Amendment) -> float:
        if isinstance(amendment, PartsInserted):
            at, kind = amendment.at, amendment.parts[0].ref.kind
            near = ends.get(at.after or at.within) if at.after or at.within else ranks.get(at.before)  # type: ignore[arg-type]
            return near - 0.25 * bool(at.before) if near is not None else len(flat) + (kind == "annexe")
        if isinstance(amendment, (PartsMoved, Renumbered)):
            return ranks[amendment.parts[0]] if isinstance(amendment, PartsMoved) else 0
        return ranks[amendment.part if isinstance(amendment, PartDeleted) else amendment.where.part]

    return sorted(found, key=place)


def _content(old: Part, new: Part) -> Amendments:
    """The finest way that proves."""
    alone, wanted = replace(old, fiches=()), list(part_keys(replace(new, fiches=())))
    number = tuple(renumbered([(old, new)]))
    for found in part_amendments(old, new):
        if _given([*found, *number], [alone]) == wanted:
            return found
    raise _failure(old.section.title)


def _given(found: Sequence[Amendment], old: Sequence[Part]) -> list[Key] | None:
    """What the amendments make of the old text; None where they can't be applied."""
    try:
        return _keys(parts_from(sections_of(applied(found, old))))
    except CannotApply:
        return None


def _keys(parts: Sequence[Part]) -> list[Key]:
    return [key for part in parts for key in part_keys(part)]


def _partners(old: Sequence[Part], new: Sequence[Part]) -> dict[int, Part]:
    """Identity of an old part or fiche -> the new one of its kind."""
    before, after = _flat(old), _flat(new)
    found = partners([part.section for part in before], [part.section for part in after])
    pairs = [(before[left], after[right]) for left, right in found.items()]
    return {id(left): right for left, right in pairs if left.ref.kind == right.ref.kind}


def _flat(parts: Sequence[Part]) -> list[Part]:
    return [each for part in parts for each in (part, *part.fiches)]


def _prove(found: Amendments, old: Sequence[Part], new: Sequence[Part]) -> None:
    given, wanted = _given(found, old), _keys(new)
    if given == wanted:
        return
    both = zip(given or (), wanted, strict=False)
    lost = next((key for mine, key in both if mine != key), wanted[-1] if wanted else ())
    raise _failure(" ".join(str(piece) for piece in lost))


def _failure(what: str) -> Problems:
    return Problems.one(typeset(f"L’avenant ne donne pas le texte consolidé : « {excerpt(what)} »."), typeset(_HINT))
