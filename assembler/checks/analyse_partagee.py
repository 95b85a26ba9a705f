"""What the partners make of the figures: a theme without any analysis, a strength that is a weakness too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from assembler.checks.analysis import Analysis, Passage
from assembler.checks.parties import analysed, has_analysis, is_analysed, parts
from assembler.checks.phrases import WORD, Sentence, sentences, stem
from assembler.checks.table import Hit, check
from assembler.model.convention import Section
from assembler.model.messages import excerpt

_DIAGNOSTIC = "Usage : le diagnostic réunit les chiffres de la Caf et ce que les partenaires en tirent."
_NEAR = 0.9
_FEWEST_WORDS = 5
_OPPOSITE = re.compile(
    r"n|pas|ni|non|sans|plus|moins|peu|trop|manqu\w*|absenc|insuffis\w*|bon|mauvais\w*|fort|faibl|haut|bas|rar|facil"
    r"|difficil\w*|nombreux|hauss|baiss|mal|bien|inegal\w*|egal\w*|aucun|in\w+|im\w+|ir\w+|de[cs]\w+"
)


@check(
    "CHI013",
    "theme-sans-analyse",
    otherwise="information",
    meaning="Une partie du diagnostic place des tableaux, et rien n’en est tiré, ni là, ni dans la partie qui la "
    "contient, ni dans ses sous-parties, alors que d’autres parties sont analysées. Si aucune ne l’est, COM014 le dit.",
    source=_DIAGNOSTIC,
    mend="Écrivez ce que les partenaires retiennent de ces chiffres : commentaires, atouts, faiblesses, problématique "
    "ou axes.",
    bad="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: Le quartier rajeunit.}, "
    "{titre: Logement, tableaux: [T13]}]}",
    good="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: Le quartier rajeunit.}, "
    "{titre: Logement, tableaux: [T13], axes: Repérer les logements mal isolés.}]}",
)
def theme_without_analysis(analysis: Analysis) -> Iterator[Hit]:
    everything = dict(parts(analysis))
    if not any(map(has_analysis, everything.values())):
        return
    for path, section in everything.items():
        above = (everything[path[:length]] for length in range(3, len(path), 2))
        if _shows_figures(analysis, section) and not is_analysed(section) and not any(map(has_analysis, above)):
            message = f"La partie « {excerpt(section.titre or '')} » place des chiffres sans rien en tirer."
            hint = "Ajoutez-y « commentaires », « atouts », « faiblesses », « problematique » ou « axes »."
            yield Hit(message, hint, analysis.at(*path, "tableaux"))


def _shows_figures(analysis: Analysis, section: Section) -> bool:
    return any(analysis.catalogue.is_told(code, analysis.own.complete) for code in section.tableaux)


# --- strengths and weaknesses ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence and its words, without their endings."""

    passage: Passage
    sentence: Sentence
    words: tuple[str, ...]
    different: frozenset[str]


@check(
    "CHI014",
    "atout-et-faiblesse",
    meaning="La même phrase, à quelques mots près, est donnée pour un atout et pour une faiblesse, dans la même partie "
    "du diagnostic ou dans deux parties.",
    source="Usage : une phrase recopiée dans l’autre liste a pu y remplacer celle que les partenaires avaient dite.",
    mend="Gardez-la d’un seul côté, ou dites en quoi la même réalité est aussi une faiblesse.",
    bad="diagnostic: {sections: [{titre: Familles, atouts: '- Des bénévoles nombreux et divers.', "
    "faiblesses: '- des bénévoles nombreux et divers ;'}]}",
    good="diagnostic: {sections: [{titre: Familles, atouts: '- Des bénévoles nombreux et divers.', "
    "faiblesses: '- Des bénévoles nombreux, mais peu formés.'}]}",
)
def strength_and_weakness(analysis: Analysis) -> Iterator[Hit]:
    strengths = list(_said(analysis, "atouts"))
    for weakness in _said(analysis, "faiblesses"):
        strength = next((each for each in strengths if _are_one(each, weakness)), None)
        if strength:
            quoted = excerpt(weakness.sentence.text.rstrip(" ;.,"))
            where = strength.passage.at(strength.sentence.start)
            message = f"« {quoted} » : la même phrase est donnée pour un atout (ligne {where.line})."
            hint = "Gardez-la d’un seul côté, ou dites en quoi c’est aussi une faiblesse."
            yield Hit(message, hint, weakness.passage.at(weakness.sentence.start))


def _said(analysis: Analysis, key: str) -> Iterator[_Said]:
    for passage in analysed(analysis, key):
        for sentence in sentences(passage.text):
            words = tuple(map(stem, WORD.findall(sentence.plain)))
            if len(words) > 1 and not sentence.text.endswith(":"):
                yield _Said(passage, sentence, words, frozenset(words))


def _are_one(one: _Said, other: _Said) -> bool:
    """The same words, or nearly, none of those that differ turning the sense."""
    if one.words == other.words:
        return True
    if min(len(one.words), len(other.words)) < _FEWEST_WORDS or abs(len(one.words) - len(other.words)) > 3:
        return False
    turned = one.different ^ other.different
    if len(turned) > 0.3 * len(one.different) or any(map(_OPPOSITE.fullmatch, turned)):
        return False
    return SequenceMatcher(None, one.words, other.words).ratio() >= _NEAR
