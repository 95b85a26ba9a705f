"""What the figures say: the sentences that the catalogue declares above each table.

Every word of comparison is drawn from the two numbers that stand behind it, so no sentence can contradict
its table. Where a side is missing or not communicated, nothing is compared; a payment that is not communicated says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assembler.compose import french
from assembler.model.arithmetic import half_up, two_digits
from assembler.model.catalogue import Catalogue, Comparaison, Indicateur, Phrase, PhraseKind, TableauStatistique
from assembler.model.document import Block, List, Paragraph, Text
from assembler.model.figures import Dataset, Figure, Special, Value
from assembler.model.numbers import NBSP, format_value

_PAYMENTS = {
    "mensuel": "la Caf a versé chaque mois sur le territoire {amount} {purpose}.",
    "annuel": "la Caf a versé sur le territoire {amount} {purpose}.",
    "decembre": "la Caf a versé sur le territoire {amount} {purpose}, pour le mois de décembre.",
}
_UNPAID = {
    "mensuel": "la Caf n’a rien versé sur le territoire {purpose}.",
    "annuel": "la Caf n’a rien versé sur le territoire {purpose}.",
    "decembre": "la Caf n’a rien versé sur le territoire {purpose}, pour le mois de décembre.",
}
_UNTOLD = "le montant versé par la Caf sur le territoire n’est pas communiqué ({purpose})."

_LEAST_ROUNDED = 100
_WORDS = {
    "superieur": (("supérieur", "à"), ("inférieur", "à")),
    "fort": (("plus fort", "que"), ("plus faible", "que")),
    "eleve": (("plus élevé", "que"), ("moins élevé", "que")),
}
"""Higher and lower: the adjective, masculine singular, and the word before what it is compared with."""
_SAME = ("similaire", "à")
_PRONOUNS = {"masculin": "celui", "feminin": "celle", "masculin pluriel": "ceux", "feminin pluriel": "celles"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """An indicator's number in the territory beside that of a reference."""

    indicator: Indicateur
    ours: Decimal
    theirs: Decimal
    years: tuple[int | None, int | None]

    @property
    def side(self) -> int:
        """1 higher, -1 lower, 0 equal once rounded as the table shows them."""
        ours, theirs = (half_up(number, self.indicator.places) for number in (self.ours, self.theirs))
        return (ours > theirs) - (ours < theirs)

    @property
    def figures(self) -> str:
        """« 59,4 % contre 53,9 % », with the years where they differ; one number where both are printed alike."""
        ours, theirs = (_rounded(number, self.indicator) for number in (self.ours, self.theirs))
        mine, other = self.years
        if mine and other and mine != other:
            return f"{ours} en {mine} contre {theirs} en {other}"
        return ours if ours == theirs else f"{ours} contre {theirs}"


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one table for one territory."""

    catalogue: Catalogue
    own: Dataset
    references: tuple[Dataset, ...]

    def blocks(self, table: TableauStatistique) -> Iterator[Block]:
        """The declared sentences, then the payments that no table holds."""
        for phrase in table.phrases:
            yield from _KINDS[phrase.genre](self, phrase)
        for payment in table.versements:
            yield from _paragraph(self._paid(self.own.complete.get(payment.code), payment.rythme, payment.objet))

    # -- beside a reference

    def comparison(self, phrase: Phrase) -> Iterator[Block]:
        for reference in self.references:
            pairs = [pair for pair in self._pairs(phrase, reference) if pair.indicator.comparaison]
            if len(pairs) == 1:
                yield from _paragraph(_compared(pairs[0], reference) + ".")
            elif pairs:
                lead = f"Par rapport {french.with_a(reference.said)}{NBSP}:"
                yield from _paragraph(lead)
                yield bullet_list([_compared(pair) for pair in pairs])

    def overrepresented(self, phrase: Phrase) -> Iterator[Block]:
        """Nothing is said of « none » unless all groups are known on both sides."""
        assert phrase.groupe is not None
        feminine = phrase.groupe.genre == "feminin"
        ending = "e" if feminine else ""
        for reference in self.references:
            pairs = self._pairs(phrase, reference)
            higher = [pair for pair in pairs if pair.side > 0]
            lead = f"Par rapport {french.with_a(reference.said)}, "
            if len(higher) == 1:
                told = f"un{ending} {phrase.groupe.un} est surreprésenté{ending}{NBSP}: {_groups(higher)}"
            elif higher:
                count = french.number_words(len(higher), feminine)
                told = f"{count} {phrase.groupe.des} sont surreprésenté{ending}s{NBSP}: {_groups(higher)}"
            elif len(pairs) == len(phrase.indicateurs):
                told = f"aucun{ending} {phrase.groupe.un} n’est surreprésenté{ending}"
            else:
                continue
            yield from _paragraph(f"{lead}{told}.")

    def _pairs(self, phrase: Phrase, reference: Dataset) -> list[_Pair]:
        """Those of the indicators that both sides have a number for."""
        found = []
        for indicator in self._indicators(phrase):
            ours, theirs = self.own.number(indicator.code), reference.number(indicator.code)
            if ours is not None and theirs is not None:
                years = self.own.complete[indicator.code].year, reference.complete[indicator.code].year
                found.append(_Pair(indicator, ours, theirs, years))
        return found

    # -- of the territory alone

    def predominance(self, phrase: Phrase) -> Iterator[Block]:
        """The largest group; nothing where one is not known or all are empty."""
        indicators = self._indicators(phrase)
        numbers = [self.own.number(each.code) for each in indicators]
        known = [
            half_up(number, each.places) for each, number in zip(indicators, numbers, strict=True) if number is not None
        ]
        if len(known) < len(phrase.indicateurs) or not any(known):
            return
        most = max(known)
        first = [each for each, number in zip(indicators, known, strict=True) if number == most]
        names = french.enumeration([each.groupe or each.libelle for each in first])
        equal = " à égalité" if len(first) > 1 else ""
        amount = format_value(most, first[0].unite)
        whom = f" {phrase.objet}" if phrase.objet else ""
        yield from _paragraph(f"{french.capitalize_first(names)} prédominent{equal}{whom} ({amount}).")

    def evolution(self, phrase: Phrase) -> Iterator[Block]:
        told = (self._evolution(each) for each in self._indicators(phrase))
        yield from _paragraph(" ".join(filter(None, told)))

    def _evolution(self, indicator: Indicateur) -> str:
        change = _change(self.own, indicator)
        words = indicator.comparaison
        if change is None or words is None:
            return ""
        beside = [
            f"{reference.name}{NBSP}: {format_value(theirs, 'taux')}"
            for reference in self.references
            if (theirs := _change(reference, indicator)) is not None
        ]
        aside = f" ({', '.join(beside)})" if beside else ""
        return f"{french.capitalize_first(words.nom)} {_is(words)} {_trend(change, words)}{aside}."

    def payment(self, phrase: Phrase) -> Iterator[Block]:
        for each in self._indicators(phrase):
            yield from _paragraph(self._paid(self.own.complete.get(each.code), "annuel", phrase.objet or ""))

    def _paid(self, figure: Figure | None, rhythm: str, purpose: str) -> str:
        """« près de » and two significant figures, a small amount as it is; empty where the cell is."""
        if figure is None or figure.value is None:
            return ""
        if figure.value is Special.NON_COMMUNIQUE:
            told = _UNTOLD.format(purpose=purpose)
        elif not figure.number:
            told = _UNPAID[rhythm].format(purpose=purpose)
        else:
            exact, rounded = format_value(figure.value, "euros"), format_value(two_digits(figure.number), "euros")
            amount = exact if rhythm == "decembre" or figure.number < _LEAST_ROUNDED else f"près de {rounded}"
            told = _PAYMENTS[rhythm].format(amount=amount, purpose=purpose)
        return f"En {figure.year}, {told}" if figure.year else french.capitalize_first(told)

    def count(self, phrase: Phrase) -> Iterator[Block]:
        """« Le territoire compte une micro-crèche et deux MAM. Il ne compte aucun EAJE. »; digits from ten on."""
        some, none = [], []
        for indicator in self._indicators(phrase):
            number, words = self.own.number(indicator.code), indicator.denombrement
            if number is None or words is None:
                continue
            feminine = words.genre == "feminin"
            if number == 0:
                none.append(f"aucun{'e' if feminine else ''} {words.un}")
            else:
                amount = french.number_words(int(number), feminine) if number < 10 else format_value(number, "nombre")
                some.append(f"{amount} {words.un if number == 1 else words.des}")
        told = [f"Le territoire compte {french.enumeration(some)}."] if some else []
        if none:
            told.append(f"{'Il' if some else 'Le territoire'} ne compte {' ni '.join(none)}.")
        yield from _paragraph(" ".join(told))

    def _indicators(self, phrase: Phrase) -> list[Indicateur]:
        return [self.catalogue.indicators[code] for code in phrase.indicateurs]


_KINDS: dict[PhraseKind, Callable[[Sentences, Phrase], Iterator[Block]]] = {
    "comparaison": Sentences.comparison,
    "surrepresentation": Sentences.overrepresented,
    "predominance": Sentences.predominance,
    "evolution": Sentences.evolution,
    "versement": Sentences.payment,
    "compte": Sentences.count,
}


def _compared(pair: _Pair, reference: Dataset | None = None) -> str:
    """« la part … est plus forte (15,9 % contre 15,1 %) »; with the reference's name where no lead gives it."""
    words = pair.indicator.comparaison
    assert words is not None
    higher, lower = _WORDS[words.mot]
    adjective, than = {1: higher, -1: lower, 0: _SAME}[pair.side]
    told = f"{words.nom} {_is(words)} {_agreed(adjective, words)}"
    if reference is None:
        return f"{told} ({pair.figures})"
    other = f"{than} {_PRONOUNS[words.accord]} {french.with_de(reference.said)}"
    return f"{french.capitalize_first(told)} {other} ({pair.figures})"


def _agreed(adjective: str, words: Comparaison) -> str:
    """The adjective in the subject's gender and number; one in -e is the same in the feminine."""
    feminine = "e" if words.accord.startswith("feminin") and not adjective.endswith("e") else ""
    return adjective + feminine + ("s" if "pluriel" in words.accord else "")


def _trend(change: Decimal, words: Comparaison) -> str:
    """« en hausse de 6,0 % en cinq ans »"""
    if change == 0:
        return f"{_agreed('stable', words)} sur cinq ans"
    return f"en {'hausse' if change > 0 else 'baisse'} de {format_value(abs(change), 'pourcent')} en cinq ans"


def _rounded(number: Decimal, indicator: Indicateur) -> str:
    return format_value(half_up(number, indicator.places), indicator.unite)


def _is(words: Comparaison) -> str:
    return "sont" if "pluriel" in words.accord else "est"


def _change(dataset: Dataset, indicator: Indicateur) -> Decimal | None:
    """The five-year variation as a number; None where there is none."""
    figure = dataset.complete.get(indicator.code)
    change: Value = figure.variation if figure else None
    return change if isinstance(change, Decimal) else None


def _groups(pairs: Iterable[_Pair]) -> str:
    return french.enumeration([f"{pair.indicator.groupe or pair.indicator.libelle} ({pair.figures})" for pair in pairs])


def bullet_list(items: Sequence[str]) -> List:
    """A list in French punctuation: each item ends with a semicolon, the last with a full stop."""
    ends = [f"{NBSP};"] * (len(items) - 1) + ["."]
    return List(False, tuple((Paragraph((Text(item + end),)),) for item, end in zip(items, ends, strict=True)))


def _paragraph(text: str) -> Iterator[Block]:
    if text:
        yield Paragraph((Text(text),))
