"""The same words cut in other places: at the end of a line, by a hyphen, between the glyphs of a wide title."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.compare.signed.tokens import LINE, PAGE, Token
from assembler.model.pdftext import GAP

_CUTS = (LINE, PAGE)


def same_words(old: Sequence[Token], new: Sequence[Token], after: Token | None) -> bool:
    """Do both say the same, read letter by letter? `after`: the word of the PDF that follows.

    A number is never cut but where the sealed text groups its digits, and two words never run into one.
    """
    whole = "".join(token.key for token in old)
    kept = _without_hyphens(whole, new, after)
    if kept is None or not whole:
        return False
    before, behind = _joints(old), _joints(kept)
    grouped = _groups(old)
    for at in before.keys() | behind.keys():
        left, right = whole[at - 1], whole[at]
        if at in before and at in behind:
            continue
        if at in before:
            if left.isalnum() and right.isalnum() and before[at]:
                return False
        elif left.isdigit() and right.isdigit():
            if at not in grouped or not behind[at]:
                return False
        elif left.isalnum() and right.isalnum() and behind[at] not in (*_CUTS, GAP, ""):
            return False
    return True


def _without_hyphens(whole: str, new: Sequence[Token], after: Token | None) -> list[Token] | None:
    """The words of the PDF less the hyphens that end a line; None where they say something else than `whole`."""
    kept, at = [], 0
    for rank, token in enumerate(new):
        follower = new[rank + 1] if rank + 1 < len(new) else after
        if whole.startswith(token.key, at):
            kept.append(token)
            at += len(token.key)
        elif token.key != "-" or follower is None or follower.glue not in _CUTS:
            return None
    return kept if at == len(whole) else None


def _joints(tokens: Sequence[Token]) -> dict[int, str]:
    """Where words meet, in characters of all of them together, and what stands between them there."""
    found, at = {}, 0
    for token in tokens:
        if at:
            found[at] = token.glue
        at += len(token.key)
    return found


def _groups(tokens: Sequence[Token]) -> set[int]:
    """Where the digits of a number are grouped, in characters of all words together."""
    found, at = set(), 0
    for token in tokens:
        within = at
        for sign in token.text if token.key[:1].isdigit() else "":
            if sign.isspace():
                found.add(within)
            else:
                within += 1
        at += len(token.key)
    return found
