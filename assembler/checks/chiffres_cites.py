"""Figures that the commentary quotes: percentages, amounts and counts that no table holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from assembler.checks.analysis import Analysis, Passage
from assembler.checks.chiffres import datasets
from assembler.checks.mots import GAP
from assembler.checks.parties import analysed
from assembler.checks.phrases import WORD, Sentence, plain, sentences
from assembler.checks.table import Hit, check
from assembler.checks.vocabulaire import Vocabulary, named, vocabulary
from assembler.model.arithmetic import half_up
from assembler.model.catalogue import PERCENTAGES
from assembler.model.messages import listed

_FIGURE = r"(?<![\d,.])(?P<sign>[+-]\s?)?(?P<number>\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_SHARE = re.compile(rf"{_FIGURE}\s?(?:%|pour\s?cent\b)")
_AMOUNT = re.compile(rf"{_FIGURE}\s?(?P<scale>k|m|milliers?|millions?|mds?|milliards?)?\s?(?:d')?(?:€|euros?\b)")
_COUNT = re.compile(rf"{_FIGURE}\s$")
_DIGIT = re.compile(r"\d")
_SCALES = {"k": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "milliard": 9}
_ABOUT = re.compile(
    r"\b(?:pres d[e']|environ|quelque|plus d[e']|moins d[e']|presque|autour de|de l'ordre de|quasi\w*)\s?$"
)
_MARGIN = Decimal("0.1")
_CHANGES = re.compile(
    r"augment|hausse|progress|croi|baiss|diminu|recul|chut|evolu|variation|cinq ans|gagn|perd|bond|grimp|doubl|tripl"
)
_NO_STATISTIC = re.compile(
    r"\b(?:etp|temps|financ\w*|cofinanc\w*|prise?s? en charge|postes?|subvention\w*|budget\w*|cout\w*|tarif\w*|loyers?"
    r"|montants? de|participation|remise|reduction|plafond\w*|seuils?|gratuit\w*)\b"
    r"|\b(?:de plus|de moins|ecart|points?)\b"
)
_SOURCE = re.compile(
    r"\b(?:sources?|selon|d'apres|insee|observatoire|enquete|recensement|etude|rapport|bilan|msa|cnaf)\b"
)
_OF_THE_TABLES = re.compile(r"\b(?:insee|caf|msa|tableaux?)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?!\s?(?:€|euros|%|\d{3}))")
_FREE = {Decimal(0), Decimal(100)}


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A figure as it was typed, and where."""

    words: str
    sentence: Sentence
    offset: int


@check(
    "CHI012",
    "chiffre-hors-tableaux",
    otherwise="information",
    meaning="Un commentaire cite un pourcentage, un montant, un nombre de structures ou de personnes qu’aucun "
    "tableau ne contient, même arrondi. Une phrase et la liste qu’elle annonce font un seul point. Un chiffre dont la "
    "phrase dit la source (« selon l’observatoire… ») n’est pas signalé ; les axes, qui fixent des buts, ne "
    "sont pas lus.",
    source="Usage : un chiffre qui ne vient pas des tableaux dit d’où il vient et de quelle année il est.",
    mend="Corrigez le chiffre, ou citez sa source et son année.",
    bad="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: La ville compte 14 750 habitants.}]}",
    good="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: La ville compte 12 324 habitants.}]}",
)
def figure_of_no_table(analysis: Analysis) -> Iterator[Hit]:
    if not analysis.own.complete:
        return
    known, years = _Known(analysis), _years(analysis)
    for passage in analysed(analysis, "commentaires", "atouts", "faiblesses", "problematique"):
        for group in _groups(sentences(passage.text)):
            context = " ".join(sentence.plain for sentence in group)
            if not _DIGIT.search(context):
                continue
            others = sorted(set(_YEAR.findall(context)) - years)
            if _is_sourced(context, bool(others)):
                continue
            quoted = [each for sentence in group for each in known.absent(sentence)]
            if quoted:
                yield _hit(passage, quoted, others)


def _hit(passage: Passage, quoted: list[_Quoted], others: list[str]) -> Hit:
    one = len(quoted) == 1
    named = listed((each.words for each in quoted), "et")
    message = f"{named} : aucun tableau ne donne {'ce chiffre' if one else 'ces chiffres'}."
    its = "sa source" if one else "leur source"
    if others:
        hint = f"Citez {its} : la phrase parle de {' et de '.join(others)}, dont les tableaux ne disent rien."
    else:
        hint = f"{'Corrigez-le' if one else 'Corrigez-les'}, ou citez {its} et l’année."
    return Hit(message, hint, passage.at(quoted[0].sentence.start + quoted[0].offset))


def _groups(found: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Each sentence, with the list that it announces."""
    group: list[Sentence] = []
    for sentence in found:
        if group and not sentence.lead:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _is_sourced(context: str, other_year: bool) -> bool:
    """A source is named that is not that of the tables, or for a year that is not theirs."""
    source = _SOURCE.search(context)
    return source is not None and (other_year or not _OF_THE_TABLES.search(context, max(0, source.start())))


def _years(analysis: Analysis) -> set[str]:
    """The years of the figures, and those from which their variations start."""
    typed = {figure.year for dataset in datasets(analysis) for figure in dataset.typed.values() if figure.year}
    return {str(year - age) for year in typed for age in (0, 5)}


class _Known:
    """What the tables hold: of the territory, its members and the territories compared with."""

    def __init__(self, analysis: Analysis) -> None:
        catalogue = analysis.catalogue
        self.words: Vocabulary = vocabulary(catalogue)
        self.counts: dict[str, set[Decimal]] = {}
        self.shares, self.amounts, self.changes = set(_FREE), set[Decimal](), set[Decimal]()
        for figure in chain.from_iterable(dataset.complete.values() for dataset in datasets(analysis)):
            unit, number = catalogue.units.get(figure.code), figure.number
            if isinstance(figure.variation, Decimal):
                self.changes.add(abs(figure.variation))
            if number is None:
                continue
            if unit in PERCENTAGES:
                (self.changes if unit == "taux" else self.shares).add(abs(number))
            elif unit == "euros":
                self.amounts.add(number)
            elif unit == "nombre":
                self.counts.setdefault(figure.code, set()).add(number)

    def absent(self, sentence: Sentence) -> Iterator[_Quoted]:
        """The figures of the sentence that are not in the tables, in order."""
        text = sentence.plain
        if not _DIGIT.search(text) or _NO_STATISTIC.search(text):
            return
        shares = self.shares | self.changes if _CHANGES.search(text) or "+" in text else self.shares
        names = named(sentence, self.words)
        for match in _SHARE.finditer(text):
            if not any(start <= match.start() < end for start, end, _ in names) and not _is_in(match, shares, text):
                yield _quoted(sentence, match.start(), match.end())
        for match in _AMOUNT.finditer(text):
            if not _is_in(match, self.amounts, text):
                yield _quoted(sentence, match.start(), match.end())
        for start, end, codes in names:
            counts = set().union(*(self.counts.get(code, set()) for code in codes))
            found = _COUNT.search(text, max(0, start - 20), start)
            if found and counts and _stands_alone(text[end:]) and not _is_in(found, counts, text):
                yield _quoted(sentence, found.start(), end)


def _stands_alone(behind: str) -> bool:
    """« 3 EAJE », not « 2 EAJE associatifs » nor « 2 EAJE dans ce quartier »."""
    word = WORD.match(behind.lstrip())
    return (word is None or word[0] in GAP) and "quartier" not in behind


def _quoted(sentence: Sentence, start: int, end: int) -> _Quoted:
    return _Quoted(" ".join(sentence.text[start:end].split()), sentence, start)


def _is_in(match: re.Match[str], known: set[Decimal], text: str) -> bool:
    """Is the figure one of those known, or one of them rounded as it is?"""
    number = Decimal(match["number"].replace(" ", "").replace(".", "").replace(",", "."))
    decimals = -int(number.as_tuple().exponent)
    scale = match.groupdict().get("scale")
    power = _SCALES[plain(scale).rstrip("s")] if scale else 0
    zeros = len(str(number)) - len(str(number).rstrip("0")) if not decimals and number >= 100 else 0
    step = power - decimals + zeros
    number = number.scaleb(power)
    if _ABOUT.search(text, max(0, match.start() - 20), match.start()):
        return any(abs(each - number) <= _MARGIN * number for each in known)
    return any(half_up(each.scaleb(-step), 0) == number.scaleb(-step) for each in known)
