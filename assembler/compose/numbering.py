"""Numbers of articles, annexes and fiches, computed once; every reference follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import get_args

from assembler.model.convention import AnnexeKind, Convention
from assembler.model.document import Reference
from assembler.model.messages import suggestion
from assembler.model.plan import AnnexeDuPlan, Etape, Plan

_WORDS = {"article": "article", "annexe": "annexe", "fiche": "fiche action"}


class DanglingReference(LookupError):
    """A reference names a part that the convention does not have. `hint` says, in French, what it may have meant."""

    def __init__(self, target: str, hint: str) -> None:
        self.target, self.hint = target, hint
        super().__init__(target)


@dataclass(frozen=True, slots=True)
class Numbering:
    """`numbers` maps a part's name (`article:duree`) to its number ("10", "6-a")."""

    numbers: Mapping[str, str]

    def refer(self, target: str) -> Reference:
        """A link that reads « article 10 ». Raises DanglingReference."""
        if target not in self.numbers:
            raise DanglingReference(target, self._hint(target))
        kind = target.partition(":")[0]
        return Reference(target, f"{_WORDS[kind]}\u00a0{self.numbers[target]}")

    def _hint(self, target: str) -> str:
        kind, _, name = target.partition(":")
        if kind == "annexe" and name in get_args(AnnexeKind):
            return f"Ajoutez « {name} » à la clé « annexes » de la convention, ou retirez le renvoi de la clause."
        return suggestion(target, self.numbers, "Parties de la convention")

    def has(self, target: str) -> bool:
        return target in self.numbers


def number(plan: Plan, annexes: Iterable[AnnexeDuPlan], convention: Convention) -> Numbering:
    """Articles in the order of the plan, annexes in theirs, fiches by their first mention in article 4."""
    numbers: dict[str, str] = {}
    rank = 0
    for step in plan.corps:
        if step.article:
            rank += 1
            for letter, name in zip(ascii_lowercase, step.article, strict=False):
                numbers[f"article:{name}"] = str(rank) if len(step.article) == 1 else f"{rank}-{letter}"
    for place, annexe in enumerate(annexes, start=1):
        numbers[f"annexe:{annexe.genre}"] = str(place)
    for place, fiche in enumerate(fiche_order(convention), start=1):
        numbers[f"fiche:{fiche}"] = str(place)
    return Numbering(numbers)


def fiche_order(convention: Convention) -> tuple[str, ...]:
    """Identifiers of the fiches: those that article 4 cites, in its order, then the others as listed."""
    known = [fiche.id for fiche in convention.fiches]
    cited = [
        objectif.fiche
        for theme in (convention.enjeux.themes if convention.enjeux else ())
        for objectif in (*theme.objectifs, *(o for each in theme.orientations for o in each.objectifs))
        if objectif.fiche in known
    ]
    return tuple(dict.fromkeys([name for name in cited if name] + known))


def steps_of(plan: Plan, convention: Convention) -> tuple[Etape, ...]:
    """The parts of the body: the plan's ordinary ones, and those on demand that the convention names."""
    return tuple(step for step in plan.corps if step.presence == "ordinaire" or step.preambule in convention.avec)


def annexes_of(plan: Plan, convention: Convention) -> tuple[AnnexeDuPlan, ...]:
    """The annexes that the convention names, in its order; else the plan's ordinary ones.

    One that the plan lacks is left out here, and told by `check_needs`.
    """
    if convention.annexes is None:
        return tuple(a for a in plan.annexes if a.presence == "ordinaire")
    by_kind = {annexe.genre: annexe for annexe in plan.annexes}
    return tuple(by_kind[kind] for kind in convention.annexes if kind in by_kind)
