"""What a commentary sentence is about: the territory itself, and the years of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assembler.checks.affirmations import Claim
from assembler.checks.analysis import Analysis, Passage
from assembler.checks.parties import analysed
from assembler.checks.phrases import WORD, Sentence, plain, sentences, words_of
from assembler.checks.vocabulaire import Reading, Vocabulary, reading, vocabulary
from assembler.model.figures import Dataset, Figure

_SIGNS = words_of(
    "depart moyenne augment hausse progress croi croissance bondi grimp gagne perd accr effondr double triple essor"
    " tend cesse baiss diminu recul chut regress decr redui declin stab stagn constan inchang maint"
) | {"de plus en plus", "de moins en moins"}
"""No claim is made without one of these, or the name of a territory compared with."""
_ELSEWHERE = re.compile(
    r"\b(?:quartiers?|cites?|qpv|residences?|secteurs?|ilots?|faubourgs?|hameaux?|centre-ville|iris|zus|bassin|region"
    r"|regional\w*|national\w*|france)\b"
)
_PARTLY = re.compile(r"\b(?:notamment|surtout|particulierement|en particulier|specialement)\b")
_UNREAL = re.compile(
    r"\?|\b(?:\w+rai(?:t|ent)|\w+er(?:a|ont)|(?<!meme )si|s'ils?|risque\w*|objectifs?|vis(?:e|ent|er|ant)|souhait\w*"
    r"|afin|pour que|prevoi\w*|attendu\w*|projections?|horizon|d'ici|demain|bientot|hypotheses?|impression|sentiment"
    r"|jadis|autrefois|auparavant|longtemps|etai(?:t|ent)|avai(?:t|ent)|parfois|certaines? annees?)\b"
)
OTHER_SPAN = re.compile(
    r"\b(?:en|depuis|sur|pendant|durant)\s(?:les?\s|ces\s)?(?:(?:un|deux|trois|quatre|six|sept|huit|neuf|dix|quinze|vingt"
    r"|[1-46-9]|\d\d+)\s(?:derniere?s\s)?(?:ans?|annees?|mois)|l'an(?:nee)?\sdernier|peu\b|toujours\b|la\srentree|la\scrise)"
    r"|\b(?:l'an\sdernier|cette\sannee|annee\sprecedente|par\san|d'une\sannee|annuel\w*|chaque\sannee|recemment|mensuel\w*)\b"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CAPITAL = re.compile(r"(?<=[\s’'(])[A-ZÀÂÉÈÊÎÔÛÇ][a-zà-ÿ][\w-]*")


def spoken(analysis: Analysis, own: frozenset[str]) -> Iterator[tuple[Passage, Sentence, Reading]]:
    """The sentences that may claim something of an indicator, and the indicators that they mean."""
    words = vocabulary(analysis.catalogue)
    signs = tuple(sorted(_SIGNS.union(*map(names, analysis.references))))
    for passage in analysed(analysis):
        for sentence, read in _read(passage.text, words, own, signs):
            yield passage, sentence, read


@lru_cache(maxsize=256)
def _read(
    text: str, words: Vocabulary, own: frozenset[str], signs: tuple[str, ...]
) -> tuple[tuple[Sentence, Reading], ...]:
    told = (each for each in sentences(text) if any(map(each.plain.__contains__, signs)))
    pairs = ((each, reading(each, words, own)) for each in told if not _UNREAL.search(each.context))
    return tuple((sentence, read) for sentence, read in pairs if read.found)


def is_about_here(analysis: Analysis, sentence: Sentence, claim: Claim) -> bool:
    """Not about a quarter or another territory, unless it only stresses one: « notamment dans les quartiers »."""
    if _ELSEWHERE.search(sentence.lead):
        return False
    if there := _ELSEWHERE.search(sentence.plain):
        behind = max(claim.end, *(each.end for each in claim.subjects))
        if there.start() < behind or not _PARTLY.search(sentence.plain, behind, there.start()):
            return False
    known = own_words(analysis) | {"caf", "etat", "insee", "msa", "departement"}
    known |= {word for each in analysis.references for name in names(each) for word in WORD.findall(name)}
    return all(set(WORD.findall(plain(name[0]))) <= known for name in _CAPITAL.finditer(sentence.text))


def is_of(sentence: Sentence, figure: Figure, ages: tuple[int, ...]) -> bool:
    """Are the years of the sentence those of the figure, or so many years before?"""
    years = {int(year) for year in _YEAR.findall(sentence.context)}
    return not years or (figure.year is not None and years <= {figure.year - age for age in ages})


def names(dataset: Dataset) -> tuple[str, ...]:
    said = re.sub(r"^(?:l[ea]s?\s|l')", "", plain(dataset.said))
    return tuple(dict.fromkeys((plain(dataset.name), said)))


def own_words(analysis: Analysis) -> frozenset[str]:
    return frozenset(WORD.findall(plain(f"{analysis.own.name} {analysis.convention.territoire.gentile or ''}")))
