"""Words without a partner that change nothing: breaks of lines, marks of lists, pages of the sommaire, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembler.compare.signed.breaks import same_words
from assembler.compare.signed.charts import odd_words
from assembler.compare.signed.matching import Gap
from assembler.compare.signed.reading import Laid
from assembler.compare.signed.tokens import Token
from assembler.model.comparison import Beside
from assembler.model.messages import excerpt
from assembler.model.pdftext import GAP, ChartWords

_LABEL = re.compile(r"(?:\d{1,3}|[a-z]|[ivx]{1,6})[.)°]?")
_PAGE = re.compile(r"\d{1,4}")
_LISTS = ("puce", "numero")
_LEADERS = (".", "...", "…", "·", "_")


def excuse(laid: Laid, charts: Sequence[ChartWords]) -> list[Beside]:
    """Make fine what changes nothing; tell the charts that show something else than their data."""
    told: list[Beside] = []
    for chart in charts:
        told += _excuse_chart(laid, chart)
    for gap in list(laid.gaps()):
        _excuse_gap(laid, gap)
    return told


def _excuse_gap(laid: Laid, gap: Gap) -> None:
    new = laid.new
    low, high = gap.low, gap.high
    while low < high and low in new.fine:
        low += 1
    while high > low and high - 1 in new.fine:
        high -= 1
    low += _page_number(laid, gap.left, low, high)
    if _begins_item(laid, gap.right) and (size := _label(laid, low, high, from_end=True)):
        high -= size
    if gap.left < gap.right and _begins_item(laid, gap.left):
        low += _label(laid, low, high, from_end=False)
    new.fine |= set(range(gap.low, low)) | set(range(high, gap.high))
    old, left = laid.old.tokens[gap.left : gap.right], new.tokens[low:high]
    after = new.tokens[high] if high < len(new.tokens) else None
    if old and left and same_words(old, left, after):
        laid.old.fine |= set(range(gap.left, gap.right))
        new.fine |= set(range(low, high))


def _page_number(laid: Laid, left: int, low: int, high: int) -> int:
    """How many words of the PDF are the leaders and the page behind an entry of the sommaire."""
    if not left or laid.paragraphs[laid.old.tokens[left - 1].where].kind != "sommaire":
        return 0
    ends = left >= len(laid.old.tokens) or laid.old.tokens[left].is_first
    size = 0
    while low + size < high and laid.new.tokens[low + size].key in _LEADERS:
        size += 1
    if ends and low + size < high and _PAGE.fullmatch(laid.new.tokens[low + size].key):
        return size + 1
    return 0


def _begins_item(laid: Laid, rank: int) -> bool:
    """Is that word of the sealed text the first one of a list item?"""
    tokens = laid.old.tokens
    return rank < len(tokens) and tokens[rank].is_first and laid.paragraphs[tokens[rank].where].kind in _LISTS


def _label(laid: Laid, low: int, high: int, from_end: bool) -> int:
    """How many words of the PDF are the mark of a list item: a sign, or « 1. »."""
    for size in (1, 2):
        if size > high - low:
            break
        start = high - size if from_end else low
        words, after = laid.new.tokens[start : start + size], laid.new.tokens[start + size : start + size + 1]
        text = "".join(token.text for token in words)
        is_sign = size == 1 and not text.isalnum()
        if _stands_apart(words[0], after) and (
            is_sign or text == "o" or (size == 2 and _LABEL.fullmatch(text.casefold()))
        ):
            return size
    return 0


def _stands_apart(mark: Token, after: Sequence[Token]) -> bool:
    """Does a mark begin its line, or stand between two gaps, where a full line of the cell before it ends close by?"""
    return mark.is_first or (mark.glue == GAP and bool(after) and after[0].glue == GAP)


# --- charts ----------------------------------------------------------------------------


def _excuse_chart(laid: Laid, chart: ChartWords) -> Iterator[Beside]:
    """A chart is drawn between the paragraphs around it; its words have no others among them."""
    tokens = laid.old.tokens
    middle = next((rank for rank in range(len(tokens)) if laid.item_of(rank) > chart.rank), len(tokens))
    low, high = _around(laid, middle)
    shown = laid.new.tokens[low:high]
    odd, lacking = odd_words(chart, shown)
    laid.new.fine |= set(range(low, high)) - {low + rank for rank in odd}
    laid.drawn |= {token.where for token in shown}
    if lacking:
        title = excerpt(chart.texts[0]) if chart.texts else "sans titre"
        words = ", ".join(f"« {excerpt(text)} »" for text in lacking[:8])
        yield Beside("graphique", f"Le graphique « {title} » ne montre pas : {words}.", _title_at(laid, chart.rank))


def _around(laid: Laid, middle: int) -> tuple[int, int]:
    """The words of the PDF between the paragraphs before and after that place of the sealed text."""
    tokens = laid.old.tokens
    first = middle - 1
    while first > 0 and not tokens[first].is_first:
        first -= 1
    last = middle + 1
    while last < len(tokens) and not tokens[last].is_first:
        last += 1
    first, last = max(first, 0), min(last, len(tokens))
    low = max((j for i, j in laid.pairs if i < first), default=-1) + 1
    high = min((j for i, j in laid.pairs if i >= last), default=len(laid.new.tokens))
    before, after = [token.key for token in tokens[first:middle]], [token.key for token in tokens[middle:last]]
    own = [token.key for token in laid.new.tokens[low:high]]
    if own[: len(before)] == before and own[len(own) - len(after) :] == after and len(own) >= len(before) + len(after):
        start, end = low + len(before), high - len(after)
        kept = [pair for pair in laid.pairs if not first <= pair[0] < last]
        kept += [(first + rank, low + rank) for rank in range(len(before))]
        kept += [(middle + rank, end + rank) for rank in range(len(after))]
        laid.pairs = sorted(kept)
        return start, end
    paired = dict(laid.pairs)
    left = max((paired[i] for i in range(first, middle) if i in paired), default=low - 1)
    right = min((paired[i] for i in range(middle, last) if i in paired), default=high)
    return left + 1, max(right, left + 1)


def _title_at(laid: Laid, item: int) -> str:
    """The last title before that item."""
    before = (each for each in laid.paragraphs if each.item <= item and each.kind == "titre" and each.level <= 2)
    return next((each.text for each in reversed(list(before))), "")
