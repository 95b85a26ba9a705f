"""The words by which a text means an indicator (`termes` in the catalogue), and where it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assembler.checks.phrases import FUNCTION_WORDS, WORD, Sentence, plain, stem, words_of
from assembler.model.catalogue import Catalogue

Head = Literal["part", "nombre", "sujet"]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """First stem of a term -> the terms that begin with it, longest first: their stems, the codes that they mean."""

    terms: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


_OF = r"(?:de\s(?:l'|la\s|nos\s|ses\s|ces\s)?|des\s|du\s|d'(?:une?\s)?)"
_HOW = r"(?:\s(?!de\b|des\b|du\b|d')[a-z]+){0,2}?"
_HEADS: tuple[tuple[Head | Literal["idem"], re.Pattern[str]], ...] = (
    ("idem", re.compile(rf"\b(?:celles?|celui|ceux)\s{_OF}$")),
    (
        "part",
        re.compile(rf"(?:\b(?:parts?|proportions?|pourcentages?|taux|poids)\b{_HOW}\s|%\s){_OF}(?:les\s)?$"),
    ),
    ("nombre", re.compile(rf"(?:\b(?:nombre|effectifs?|volume|total)\b{_HOW}\s{_OF}|\d\s)$")),
    (
        "sujet",
        re.compile(
            rf"(?:\b(?:davantage|plus|moins|autant|beaucoup|peu|nombreuses|nombreux)\s{_OF}"
            r"|\b(?:hausse|augmentation|progression|croissance|baisse|diminution|recul|chute|stabilite|evolution"
            rf"|surrepresentation|sous-representation)\b\s{_OF}"
            r"|\b(?:en matiere|en termes?|s'agissant|au niveau|au regard)\s{_OF}"
            r"|\b(?:concernant|pour|avec|quant\saux?|quant\sa)\s(?:l'|l[ea]s?\s|cette\s|ces\s)?"
            r"|\b(?:compte|comptent|accueille|recense|abrite|concentre|connait|enregistre|y\sa|trouve|perd|perdent|gagne|gagnent|habitent|vivent)\s"
            r"(?:l'|l[ea]s?\s|des\s|de\s|d')?"
            r"|\b(?:a|ont|affiche|affichent|presente|presentent|possede|avec|par)\sune?\s"
            r"|(?:^|[,;:(]\s*|\b(?:et|ou|que|mais|car|donc|or|dont|notamment|ainsi|est|sont|si|la\sou|puis|parmi)\s|qu')"
            r"(?:l'|l[ea]s?\s|ces?\s|cette\s|[nv]os\s|ses\s|leurs\s|une?\s|des\s|de\snombreu[a-z]+\s)?)$"
        ),
    ),
)
_JOINED = words_of("et ou ni ainsi que celle celles celui ceux part proportion taux nombre comme surtout notamment")


_COORDINATING = words_of("et ou ni que")


@dataclass(frozen=True, slots=True)
class Mention:
    """An indicator meant by a sentence; `first` is where its name begins, with what heads it (« la part des »)."""

    first: int
    start: int
    end: int
    codes: tuple[str, ...]
    head: Head


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence being read: plain, and `blank` where it names indicators; those; the words of the territory's name."""

    text: str
    blank: str
    found: list[Mention]
    own: frozenset[str]

    def before(self, offset: int) -> list[Mention]:
        return [mention for mention in self.found if mention.end <= offset]

    def with_joined(self, mention: Mention, step: int) -> tuple[Mention, ...]:
        """The indicator, and those that « et » or « ou » join to it, on that side."""
        group, rank = [mention], self.found.index(mention)
        while 0 <= rank + step < len(self.found):
            left, right = sorted((rank, rank + step))
            if not are_joined(self.text[self.found[left].end : self.found[right].start]):
                break
            rank += step
            group.append(self.found[rank])
        return tuple(group)


def vocabulary(catalogue: Catalogue) -> Vocabulary:
    """The terms of all indicators of the catalogue, and the nouns by which structures are counted."""
    terms: list[tuple[str, str]] = []
    for indicator in catalogue.indicators.values():
        terms += [(indicator.code, term) for term in indicator.termes]
        if indicator.denombrement:
            terms += [(indicator.code, indicator.denombrement.des)]
    return _vocabulary(tuple(terms))


@lru_cache(maxsize=8)
def _vocabulary(terms: tuple[tuple[str, str], ...]) -> Vocabulary:
    codes: dict[tuple[str, ...], dict[str, None]] = {}
    for code, term in terms:
        stems = tuple(stem(word) for word in WORD.findall(plain(term)) if word not in FUNCTION_WORDS)
        codes.setdefault(stems, {})[code] = None
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for stems in sorted(codes, key=len, reverse=True):
        found.setdefault(stems[0], []).append((stems, tuple(codes[stems])))
    return Vocabulary(found)


def named(sentence: Sentence, words: Vocabulary) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where the sentence holds a term, whatever its place in the grammar: start, end, codes; the longest term wins."""
    tokens = [(stem(m[0]), m.start(), m.end()) for m in WORD.finditer(sentence.plain) if m[0] not in FUNCTION_WORDS]
    found, rank = [], 0
    while rank < len(tokens):
        length, codes = _longest(sentence.plain, tokens, rank, words)
        if length:
            found.append((tokens[rank][1], tokens[rank + length - 1][2], codes))
        rank += length or 1
    return found


_Tokens = list[tuple[str, int, int]]


def _longest(text: str, tokens: _Tokens, rank: int, words: Vocabulary) -> tuple[int, tuple[str, ...]]:
    for stems, codes in words.terms.get(tokens[rank][0], ()):
        piece = tokens[rank : rank + len(stems)]
        if tuple(each[0] for each in piece) == stems and not any(
            _BROKEN.search(text, before[2], after[1]) for before, after in pairwise(piece)
        ):
            return len(stems), codes
    return 0, ()


_BROKEN = re.compile(r"[^a-z' -]|\s-\s|\bet\b|\bou\b(?!\segal)")


@lru_cache(maxsize=1024)
def _head(before: str) -> tuple[Head | Literal["idem"], int] | None:
    for head, pattern in _HEADS:
        if match := pattern.search(before):
            return head, match.start()
    return None


def mentions(sentence: Sentence, words: Vocabulary) -> list[Mention]:
    """The indicators that the sentence speaks of, in order: not those that only complete another noun."""
    found: list[Mention] = []
    for start, end, codes in named(sentence, words):
        head = _head(sentence.plain[max(0, start - 60) : start])
        previous = found[-1] if found else None
        joined = previous is not None and are_joined(sentence.plain[previous.end : start])
        if previous and joined and (head is None or head[0] in ("idem", "sujet")):
            found.append(Mention(start, start, end, codes, previous.head))
        elif head and head[0] != "idem":
            found.append(Mention(max(0, start - 60) + head[1] if start > 60 else head[1], start, end, codes, head[0]))
    return found


def reading(sentence: Sentence, words: Vocabulary, own: frozenset[str]) -> Reading:
    text, found = sentence.plain, mentions(sentence, words)
    blank = text
    for mention in found:
        blank = blank[: mention.first] + " " * (mention.end - mention.first) + blank[mention.end :]
    return Reading(text, blank, found, own)


def are_joined(between: str) -> bool:
    """Does the text only coordinate what stands before and after it?"""
    words = WORD.findall(between)
    return (
        all(word in _JOINED or word in FUNCTION_WORDS for word in words)
        and not _COORDINATING.isdisjoint(words)
        and not re.search(r"[.;:?!()]", between)
    )
