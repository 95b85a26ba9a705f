"""French sentences: cut, and folded to plain letters at the same offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = str.maketrans(
    "àâäáãçéèêëíîïñóôöúùûüýÿœæ’ʼ‑–—\u00a0\u202f\u2009\t\n",
    "aaaaaceeeeiiinooouuuuyyoa''---     ",
)
_ITEM = r"(?:[-•*–]|\d{1,2}[.)])[ \t]"
_END = re.compile(rf"[.!?;…\n](?:(?<!\n)(?=\s)|(?<=\n)(?=[ \t]*(?:\n|{_ITEM})))")
_MARK = re.compile(rf"\s*(?P<item>{_ITEM})?\s*")
WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = words_of("de des du d la le les l au aux a en une et ou ces ses nos leurs")
"""Words that say little: they neither tell two sentences nor two names of an indicator apart."""
_DIGITS = {"un": "1", "deux": "2", "trois": "3", "six": "6", "douze": "12", "vingt": "20"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`plain` is `text` without accents, capitals and rare signs, letter for letter; `start` its offset in the whole.

    `lead` is the plain sentence that announces the list where this one is an item.
    """

    text: str
    plain: str
    start: int
    lead: str

    @property
    def context(self) -> str:
        """All that bears on the sentence."""
        return f"{self.lead} {self.plain}" if self.lead else self.plain


def plain(text: str) -> str:
    """The same number of characters, without accents, capitals, curly apostrophes and rare spaces."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return lower.translate(_PLAIN)


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences and list items of a text, in order; a semicolon ends one too."""
    found: list[Sentence] = []
    folded, start, lead = plain(text), 0, ""
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        mark = _MARK.match(text, start, end)
        first = mark.end() if mark else start
        shown = text[first:end].rstrip()
        start = end
        if not shown:
            continue
        is_item = mark is not None and mark["item"] is not None
        sentence = Sentence(shown, folded[first : first + len(shown)], first, lead if is_item else "")
        lead = sentence.context if shown.endswith(":") else sentence.lead
        found.append(sentence)
    return tuple(found)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A plain word without its endings of number and gender: « sociaux » and « sociale » are one; « trois » is 3."""
    if word in _DIGITS:
        return _DIGITS[word]
    if len(word) > 4 and word.endswith("aux"):
        return word[:-3] + "al"
    short = word[:-1] if len(word) > 2 and word[-1] in "sx" else word
    return short.rstrip("e") if len(short) > 3 else short
