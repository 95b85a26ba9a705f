"""Spoilings of the commentary: what it says of the figures, turned into its opposite."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from spoiling import Mutation, Spot, at, dotted, put

_CLAIMS = (
    ("La part des familles monoparentales est plus {} que dans le département.", "forte", "faible"),
    ("Le taux de couverture est {} à celui du département.", "supérieur", "inférieur"),
    ("La part des bénéficiaires du RSA {} la moyenne départementale.", "dépasse", "ne dépasse pas"),
    ("Les familles avec deux enfants sont {} nombreuses que dans le département.", "moins", "plus"),
    ("La part des bénéficiaires de l’AAH est {} à celle du département.", "égale", "supérieure"),
    ("Le nombre d’allocataires {} depuis cinq ans.", "augmente", "baisse"),
    ("Le nombre de bénéficiaires du RSA est en {}.", "recul", "hausse"),
    ("Les naissances sont en {}.", "hausse", "baisse"),
    ("Les familles monoparentales sont de {} nombreuses.", "plus en plus", "moins en moins"),
    ("Le nombre de bénéficiaires de l’AEEH {}.", "a doublé", "reste stable"),
)
_FIGURES = (
    ("La commune compte {} habitants.", "12 324", "13 234"),
    ("Le taux de couverture atteint {} %.", "59,4", "94,5"),
    ("La Caf a versé {} € pour la petite enfance.", "44 877", "47 844"),
    ("La jeunesse dispose de {} accueils extrascolaires.", "2", "5"),
)


def turned_claims(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """A sentence that the tables contradict, at the end of a commentary taken at random."""
    for sentence, _, wrong in _CLAIMS:
        yield _added("affirmations", data, chance, sentence.format(wrong))


def wrong_figures(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for sentence, _, wrong in _FIGURES:
        yield _added("chiffres cités", data, chance, sentence.format(wrong))


def true_claims() -> list[str]:
    """The same sentences, as the tables have them."""
    return [sentence.format(right) for sentence, right, _ in (*_CLAIMS, *_FIGURES)]


def doubled_sentences(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """A strength given as a weakness too, in the same part or in another."""
    listed = [("diagnostic", "sections", rank) for rank in range(2)]
    for source in listed:
        for item in at(data, (*source, "atouts")).strip().split("\n"):
            path = (*chance.choice(listed), "faiblesses")
            text = at(data, path)
            spoiled = f"{text.rstrip()}\n{item}\n"
            spot = Spot(path, len(text.rstrip()) + 1)
            yield Mutation("atouts doublés", f"{dotted(path)} : {item}", put(data, path, spoiled), (spot,))


def bare_themes(data: Any, _: random.Random) -> Iterator[Mutation]:
    """A part that keeps its tables and loses all that was made of them."""
    for rank in range(2, len(data["diagnostic"]["sections"])):
        path = ("diagnostic", "sections", rank)
        bare = {key: value for key, value in at(data, path).items() if key in ("titre", "tableaux")}
        spots = (Spot((*path, "tableaux")), Spot((*path, "tableaux", 0)))
        yield Mutation("thèmes muets", dotted(path), put(data, path, bare), spots)


def _added(family: str, data: Any, chance: random.Random, sentence: str) -> Mutation:
    rank = chance.randrange(len(data["diagnostic"]["sections"]))
    path = ("diagnostic", "sections", rank, "commentaires")
    text = at(data, path).rstrip()
    spot = Spot(path, len(text) + 2)
    return Mutation(family, f"{dotted(path)} : {sentence}", put(data, path, f"{text}\n\n{sentence}\n"), (spot,))
