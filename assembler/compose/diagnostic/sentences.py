"""What the figures say: the sentences that the catalogue declares above each table.

Every word of comparison is drawn from the two numbers that stand behind it, so no sentence can contradict
its table. Where a side is missing or not communicated, nothing is said.
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
    "decembre": "la Caf a versé sur le territoire {amount} {purpose}, au titre du mois de décembre.",
}
_UNPAID = "la Caf n’a rien versé sur le territoire {purpose}."
_UNTOLD = "le montant versé par la Caf sur le territoire {purpose} n’est pas communiqué."

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

    @property
    def side(self) -> int:
        """1 higher, -1 lower, 0 equal once rounded as the table shows them."""
        ours, theirs = (half_up(number, self.indicator.places) for number in (self.ours, self.theirs))
        return (ours > theirs) - (ours < theirs)

    @property
    def figures(self) -> str:
        """« 59,4 % contre 53,9 % »; one number where both are printed alike."""
        ours, theirs = (format_value(number, self.indicator.unite) for number in (self.ours, self.theirs))
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
            ours, theirs = _number(self.own, indicator), _number(reference, indicator)
            if ours is not None and theirs is not None:
                found.append(_Pair(indicator, ours, theirs))
        return found

    # -- of the territory alone

    def predominance(self, phrase: Phrase) -> Iterator[Block]:
        """The largest group; nothing where one is not known or all are empty."""
        indicators = self._indicators(phrase)
        numbers = [_number(self.own, each) for each in indicators]
        known = [
            half_up(number, each.places) for each, number in zip(indicators, numbers, strict=True) if number is not None
        ]
        if len(known) < len(phrase.indicateurs) or not any(known):
            return
        most = max(known)
        first = [each for each, number in zip(indicators, known, strict=True) if number == most]
        names = french.enumeration([each.groupe or each.libelle for each in first])
        equal = " à égalité" if len(first) > 1 else ""
        amount = format_value(self.own.complete[first[0].code].value, first[0].unite)
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
        amount = format_value(abs(change), "pourcent")
        trend = (
            f"en hausse de {amount} en cinq ans"
            if change > 0
            else f"en baisse de {amount} en cinq ans"
            if change < 0
            else f"{_agreed('stable', words)} sur cinq ans"
        )
        beside = [
            f"{reference.name}{NBSP}: {format_value(theirs, 'taux')}"
            for reference in self.references
            if (theirs := _change(reference, indicator)) is not None
        ]
        aside = f" ({', '.join(beside)})" if beside else ""
        return f"{french.capitalize_first(words.nom)} {_is(words)} {trend}{aside}."

    def payment(self, phrase: Phrase) -> Iterator[Block]:
        for each in self._indicators(phrase):
            yield from _paragraph(self._paid(self.own.complete.get(each.code), "annuel", phrase.objet or ""))

    def _paid(self, figure: Figure | None, rhythm: str, purpose: str) -> str:
        """« près de » and two significant figures; empty where the cell is."""
        if figure is None or figure.value is None:
            return ""
        if figure.value is Special.NON_COMMUNIQUE:
            told = _UNTOLD.format(purpose=purpose)
        elif not figure.number:
            told = _UNPAID.format(purpose=purpose)
        else:
            about = f"près de {format_value(two_digits(figure.number), 'euros')}"
            amount = format_value(figure.value, "euros") if rhythm == "decembre" else about
            told = _PAYMENTS[rhythm].format(amount=amount, purpose=purpose)
        return f"En {figure.year}, {told}" if figure.year else french.capitalize_first(told)

    def count(self, phrase: Phrase) -> Iterator[Block]:
        """« Le territoire compte une micro-crèche et 2 MAM. », « Il ne compte aucun EAJE. »"""
        some, none = [], []
        for indicator in self._indicators(phrase):
            number, words = _number(self.own, indicator), indicator.denombrement
            if number is None or words is None:
                continue
            ending = "e" if words.genre == "feminin" else ""
            if number == 0:
                none.append(f"aucun{ending} {words.un}")
            elif number == 1:
                some.append(f"un{ending} {words.un}")
            else:
                some.append(f"{format_value(number, 'nombre')} {words.des}")
        subject = phrase.objet or "Le territoire"
        told = [f"{subject} compte {french.enumeration(some)}."] if some else []
        if none:
            told.append(f"{'Il' if some else subject} ne compte {' ni '.join(none)}.")
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


def _is(words: Comparaison) -> str:
    return "sont" if "pluriel" in words.accord else "est"


def _number(dataset: Dataset, indicator: Indicateur) -> Decimal | None:
    figure = dataset.complete.get(indicator.code)
    return figure.number if figure else None


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
