"""Which section of a returned text is which of the text that was sent, whatever became of its heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assembler.compare.align import key_of
from assembler.compare.outline import COVER, Section, body_keys

_TELLING = 20
"""Characters from which the words of a line tell where it comes from."""
_HALF = 0.5
_LIKE_TITLE = 0.7


@dataclass(frozen=True, slots=True)
class Matched:
    """A section on both sides; `old` is None for one that was added, `new` for one that is gone."""

    old: Section | None
    new: Section | None


def match(old: Sequence[Section], new: Sequence[Section]) -> list[Matched]:
    """Every section of both sides once, in the order of `old`, those that were added where they stand."""
    returned = _without_false_starts(old, list(new))
    partner = partners(old, returned)
    returned, partner = _split_off_lost_headings(old, returned, partner)
    found: list[Matched] = []
    origin = {right: left for left, right in partner.items()}
    waiting = [rank for rank in range(len(returned)) if rank not in origin]
    for left, section in enumerate(old):
        right = partner.get(left)
        found.append(Matched(section, returned[right] if right is not None else None))
        while right is not None and right + 1 in waiting:  # what was added stands behind its neighbour
            right += 1
            waiting.remove(right)
            found.append(Matched(None, returned[right]))
    return [Matched(None, returned[rank]) for rank in waiting] + found


def moved(pairs: Sequence[Matched], order: Sequence[Section]) -> set[str]:
    """Names of the sections that no longer follow the same ones; `order` is that of the returned text.

    Articles and annexes are ordered among themselves, and so are the fiches; a fiche also moved if its annexe is
    another one.
    """
    kept = [(pair.old, pair.new) for pair in pairs if pair.old and pair.new]
    away = [*_out_of_order(kept, order), *_rehomed(kept, order)]
    return {section.name or section.title for section in away}


_Kept = Sequence[tuple[Section, Section]]
"""Sections that both texts have, as the old one orders them."""


def _out_of_order(kept: _Kept, order: Sequence[Section]) -> Iterator[Section]:
    place = {id(section): rank for rank, section in enumerate(order)}
    for fiches in (False, True):
        alike = [(old, new) for old, new in kept if old.is_fiche == fiches]
        stay = set(longest_rise([place[id(new)] for _, new in alike]))
        yield from (old for rank, (old, _) in enumerate(alike) if rank not in stay)


def _rehomed(kept: _Kept, order: Sequence[Section]) -> Iterator[Section]:
    """Fiches that stand in another annexe than the one they were in."""
    before, after = _homes([old for old, _ in kept]), _homes(order)
    partner = {id(old): new for old, new in kept}
    for old, new in kept:
        home = before.get(id(old))
        if home is not None and after.get(id(new)) is not partner[id(home)]:
            yield old


def _homes(sections: Sequence[Section]) -> dict[int, Section]:
    """Identity of a fiche -> the annexe that it stands in."""
    homes: dict[int, Section] = {}
    home = None
    for section in sections:
        if not section.is_fiche:
            home = section
        elif home is not None:
            homes[id(section)] = home
    return homes


def longest_rise(ranks: Sequence[int]) -> list[int]:
    """Indexes of a longest increasing subsequence."""
    best: list[list[int]] = []
    for index, rank in enumerate(ranks):
        before = [chain for chain in best if ranks[chain[-1]] < rank]
        best.append([*max(before, key=len, default=[]), index])
    return max(best, key=len, default=[])


# --- matching --------------------------------------------------------------------------


def partners(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """Rank in `old` -> rank in `new`: by bookmark or name, by title, by content, by a title that is alike."""
    partner: dict[int, int] = {}
    for same in (_same_mark, _same_title, _same_bare_title):
        _pair(old, new, partner, lambda left, right, same=same: float(same(left, right)), 1.0)  # type: ignore[misc]
    words = {id(section): Counter(body_keys(section)) for section in (*old, *new)}

    def content(left: Section, right: Section) -> float:
        mine, theirs = words[id(left)], words[id(right)]
        shared = sum(count for key, count in (mine & theirs).items() if len(key) >= _TELLING)
        return shared / max(1, sum(count for key, count in mine.items() if len(key) >= _TELLING))

    _pair(old, new, partner, content, _HALF)
    _pair(old, new, partner, _title_likeness, _LIKE_TITLE)
    return partner


def _pair(
    old: Sequence[Section],
    new: Sequence[Section],
    partner: dict[int, int],
    likeness: Callable[[Section, Section], float],
    least: float,
) -> None:
    """Pair what is free on both sides, the likest first; of equals, the first."""
    taken = set(partner.values())
    pairs = [
        (likeness(section, other), left, right)
        for left, section in enumerate(old)
        if left not in partner
        for right, other in enumerate(new)
        if right not in taken and section.is_fiche == other.is_fiche
    ]
    for value, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if value >= least and left not in partner and right not in taken:
            partner[left] = right
            taken.add(right)


def _same_mark(old: Section, new: Section) -> bool:
    return bool(old.bookmarks & new.bookmarks) or (bool(old.name) and old.name == new.name)


def _same_title(old: Section, new: Section) -> bool:
    return old.key == new.key


def _same_bare_title(old: Section, new: Section) -> bool:
    return old.kind == new.kind and old.bare_key == new.bare_key != ""


def _title_likeness(old: Section, new: Section) -> float:
    if old.kind != new.kind or COVER in (old.name, new.name):
        return 0.0
    return fuzz.ratio(old.bare_key, new.bare_key, score_cutoff=_LIKE_TITLE * 100) / 100


# --- headings that came or went --------------------------------------------------------


def _without_false_starts(old: Sequence[Section], new: list[Section]) -> list[Section]:
    """A heading put inside a part that was sent opens no part of its own: most of what follows it was there before."""
    known = {mark for section in old for mark in section.bookmarks}
    titles = {section.key for section in old} | {section.bare_key for section in old}
    found: list[Section] = []
    for section in new:
        own = section.name == COVER or section.bookmarks & known or {section.key, section.bare_key} & titles
        if found and not own and _continues(section, found[-1], old):
            found[-1] = replace(found[-1], items=found[-1].items + section.items)
        else:
            found.append(section)
    return found


def _continues(section: Section, before: Section, old: Sequence[Section]) -> bool:
    sent = next((each for each in old if _same_mark(each, before) or _same_title(each, before)), None)
    if sent is None:
        return False
    keys, mine = set(body_keys(sent)), [key for key in body_keys(section) if len(key) >= _TELLING]
    return bool(mine) and sum(key in keys for key in mine) >= _HALF * len(mine)


def _split_off_lost_headings(
    old: Sequence[Section], new: list[Section], partner: dict[int, int]
) -> tuple[list[Section], dict[int, int]]:
    """A part whose heading is gone, but whose lines stand on in the section before, becomes a section again."""
    shared = Counter(key for section in old for key in set(body_keys(section)))
    for left, section in enumerate(old):
        if left in partner or section.name == COVER:
            continue
        telling = {key for key in body_keys(section) if len(key) >= _TELLING and shared[key] == 1}
        where = [
            (rank, [at for at, item in enumerate(other.items) if key_of(item) in telling])
            for rank, other in enumerate(new)
        ]
        rank, places = max(where, key=lambda found: len(found[1]), default=(0, []))
        if not telling or len(places) < _HALF * len(telling):
            continue
        before, rest, after = _cut(new[rank], places, section, old)
        tail = [after] if after else []
        new = [*new[:rank], before, rest, *tail, *new[rank + 1 :]]
        partner = {key: right + (1 + len(tail)) * (right > rank) for key, right in partner.items()}
        partner[left] = rank + 1
        if after:  # the end of the section that was cut goes back to it
            new[rank] = replace(before, items=before.items + after.items)
            del new[rank + 2]
            partner = {key: right - (right > rank + 1) for key, right in partner.items()}
    return new, partner


def _cut(
    host: Section, places: list[int], lost: Section, old: Sequence[Section]
) -> tuple[Section, Section, Section | None]:
    """The host before the lost part, the part, and what of the host stands behind it (None: nothing)."""
    first, last = places[0], places[-1]
    lines = {key_of(item) for item in lost.items}
    while first > 1 and key_of(host.items[first - 1]) in lines:
        first -= 1
    others = {key for each in old if each is not lost for key in body_keys(each)}
    rest = host.items[last + 1 :]
    behind = next((at for at, item in enumerate(rest) if key_of(item) in others - lines), len(rest))
    end = last + 1 + behind
    part = replace(lost, items=host.items[first:end], bookmarks=frozenset(), version="")
    before = replace(host, items=host.items[:first])
    return before, part, replace(host, items=host.items[end:]) if end < len(host.items) else None
