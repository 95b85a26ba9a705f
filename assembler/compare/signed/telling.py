"""The differences between a sealed text and a PDF, as parts of the sealed text with their changed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assembler.compare.align import compared
from assembler.compare.outline import Section, sections_of
from assembler.compare.signed.matching import Gap
from assembler.compare.signed.reading import Laid
from assembler.compare.signed.tokens import Token, shown
from assembler.model.comparison import Unit, Verdict
from assembler.model.difference import Segment, Step
from assembler.model.lines import Item, Line, TableRow

_TWO_SPACES = re.compile(r"  +")
_MOST_PAGES = 12
_ENDS = (".", ";", ":")


@dataclass(slots=True)
class _Edits:
    """`texts`: paragraph -> what stands in the place of its characters from, to. `lines`: item -> lines before it.

    `pages`: item -> pages of the PDF where it differs.
    """

    texts: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    lines: dict[int, list[str]] = field(default_factory=dict)
    pages: dict[int, set[int]] = field(default_factory=dict)


def units_of(laid: Laid) -> tuple[Unit, ...]:
    """The parts of the sealed text in their order, each with its verdict."""
    edits = _edits(laid)
    sections = sections_of(laid.items)
    shown_ranks = {item.rank for section in sections for item in section.items}
    rest = [item for item in laid.items if item.rank not in shown_ranks and item.text.strip()]
    if rest:
        sections.insert(min(1, len(sections)), Section("", "autre", "Sommaire", tuple(rest)))
    units = [_unit(section, laid, edits) for section in sections]
    if (late := edits.lines.get(len(laid.items))) and units:
        steps = tuple(Step("ajoute", None, Line(text)) for text in late)
        pages = _page_remark(edits.pages.get(len(laid.items), set()))
        last = units[-1]
        units[-1] = replace(last, verdict="modifié", steps=(*last.steps, *steps), remarks=(*last.remarks, *pages))
    return tuple(units)


def _edits(laid: Laid) -> _Edits:
    edits = _Edits()
    for i, j in laid.pairs:
        old, new = laid.old.tokens[i], laid.new.tokens[j]
        if not _same_case(old.text, new.text):
            edits.texts.setdefault(old.where, []).append((old.start, old.end, new.text))
            edits.pages.setdefault(laid.item_of(i), set()).add(laid.page_of(j))
    for gap in laid.gaps():
        _edit(laid, gap, edits)
    return edits


def _same_case(old: str, new: str) -> bool:
    """Titles may be set in capitals by their style."""
    return old == new or new == old.upper() or old.casefold() != new.casefold()


def _edit(laid: Laid, gap: Gap, edits: _Edits) -> None:
    gone = [rank for rank in range(gap.left, gap.right) if rank not in laid.old.fine]
    come = [rank for rank in range(gap.low, gap.high) if rank not in laid.new.fine]
    if not gone and not come:
        return
    text = shown([laid.new.tokens[rank] for rank in come])
    pages = {laid.page_of(rank) for rank in come or [min(gap.low, len(laid.new.tokens) - 1)] if rank >= 0}
    if gone:
        for rank in gone:
            token = laid.old.tokens[rank]
            edits.texts.setdefault(token.where, []).append((token.start, token.end, text if rank == gone[0] else ""))
            edits.pages.setdefault(laid.item_of(rank), set()).update(pages)
        return
    item = _insert(laid, gap, come, text, edits)
    edits.pages.setdefault(item, set()).update(pages)


def _insert(laid: Laid, gap: Gap, come: Sequence[int], text: str, edits: _Edits) -> int:
    """Words that only the PDF has. Gives the item where they are told."""
    old, new = laid.old.tokens, laid.new.tokens
    before = old[gap.left - 1] if gap.left else None
    after = old[gap.left] if gap.left < len(old) else None
    item = laid.item_of(gap.left)
    ends_line = come[-1] + 1 >= len(new) or new[come[-1] + 1].is_first
    is_between = after is None or (after.is_first and (before is None or laid.item_of(gap.left - 1) != item))
    if is_between and new[come[0]].is_first and ends_line:
        edits.lines.setdefault(item, []).extend(_by_line([new[rank] for rank in come]))
        return item
    if before is not None and (after is None or (after.is_first and not ends_line) or after.where == before.where):
        spaced = f" {text}" if new[come[0]].glue else text
        edits.texts.setdefault(before.where, []).append((before.end, before.end, spaced))
        return laid.item_of(gap.left - 1)
    assert after is not None
    spaced = f"{text} " if ends_line or new[come[-1] + 1].glue else text
    edits.texts.setdefault(after.where, []).append((after.start, after.start, spaced))
    return item


def _by_line(tokens: Sequence[Token]) -> Iterator[str]:
    """The lines of the PDF, those of one sentence together."""
    lines: dict[int, list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.where, []).append(token)
    sentence: list[Token] = []
    for line in lines.values():
        if sentence and sentence[-1].key in _ENDS:
            yield shown(sentence)
            sentence = []
        sentence += line
    yield shown(sentence)


def _unit(section: Section, laid: Laid, edits: _Edits) -> Unit:
    steps: list[Step] = []
    pages: set[int] = set()
    for item in section.items:
        steps += [Step("ajoute", None, Line(text)) for text in edits.lines.get(item.rank, ())]
        steps.append(_step(item, laid, edits))
        pages |= edits.pages.get(item.rank, set())
    kinds = {step.change for step in steps}
    gone = kinds == {"supprime"}
    verdict: Verdict = "supprimé" if gone else "identique" if kinds <= {"identique"} else "modifié"
    remarks = _page_remark(pages) if verdict != "identique" else ()
    return Unit(section.name, section.kind, section.title, verdict, tuple(steps), section.version, remarks=remarks)


def _page_remark(pages: set[int]) -> tuple[str, ...]:
    if not pages:
        return ()
    told = ", ".join(map(str, sorted(pages)[:_MOST_PAGES]))
    if len(pages) == 1:
        return (f"À voir à la page {told} du PDF.",)
    return (f"À voir aux pages {told}{'…' if len(pages) > _MOST_PAGES else ''} du PDF.",)


def _step(item: Item, laid: Laid, edits: _Edits) -> Step:
    own = [rank for rank, each in enumerate(laid.paragraphs) if each.item == item.rank and rank in edits.texts]
    if not own:
        return compared(item, item)
    new = item
    for rank in own:
        place = laid.paragraphs[rank]
        new = _with_text(new, place.cell, place.line, _edited(place.text, edits.texts[rank]))
    if not new.text.strip():
        return Step("supprime", item, None)
    step = compared(item, new)
    if step.change in ("identique", "typographie"):
        return Step("modifie", item, new, (Segment(item.text, new.text, "modifie"),))
    return step


def _edited(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for start, end, words in sorted(changes, reverse=True):
        text = text[:start] + words + text[end:]
    return _TWO_SPACES.sub(" ", text).strip()


def _with_text(item: Item, cell: int, line: int, text: str) -> Item:
    if isinstance(item, Line):
        return replace(item, text=text)
    assert isinstance(item, TableRow)
    cells = [list(lines) for lines in item.cells]
    cells[cell][line] = replace(cells[cell][line], text=text)
    return replace(item, cells=tuple(map(tuple, cells)))
