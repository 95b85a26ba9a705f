"""Parts that nothing leads to: annexes without a reference, fiches and themes without a link."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.references import ANNEXES
from assembler.checks.renvois import named_references, typed_references
from assembler.checks.table import Hit, check
from assembler.model.convention import Objectif, Theme
from assembler.model.messages import excerpt
from assembler.model.place import Place

_SOURCE = "Usage : l’article 4 énonce des objectifs, et chaque objectif mène à la fiche qui le met en œuvre."


@check(
    "REF006",
    "annexe-jamais-citee",
    meaning="La convention a une annexe à laquelle aucun texte ne renvoie. Ce que rien ne cite n’engage guère.",
    source="Usage : une annexe a valeur contractuelle parce qu’un article y renvoie.",
    mend="Citez l’annexe dans un article, ou retirez-la de la liste « annexes ».",
    bad="annexes: [diagnostic, equipements, plan-actions, referentiel, deliberation, gouvernance]",
    good="annexes: [diagnostic, equipements, plan-actions, referentiel, deliberation]",
)
def annexe_never_cited(analysis: Analysis) -> Iterator[Hit]:
    by_number = {number: name for name, number in analysis.numbers.items() if name.startswith("annexe:")}
    typed = [renvoi for renvoi in typed_references(analysis) if renvoi.kind == "annexe"]
    cited = {*analysis.cited, *(by_number.get(number, "") for renvoi in typed for number in renvoi.numbers)}
    cited |= {f"annexe:{kind}" for kinds, _ in named_references(analysis) for kind in kinds}
    for number, name in by_number.items():
        if name not in cited:
            kind = name.partition(":")[2]
            hint = "Citez-la dans un article, ou retirez-la de la liste « annexes »."
            yield Hit(f"Aucun texte ne renvoie à l’annexe {number} ({ANNEXES[kind]}).", hint, _place(kind, analysis))


def _place(kind: str, analysis: Analysis) -> Place:
    kinds: tuple[str, ...] = analysis.convention.annexes or ()
    return analysis.at("annexes", kinds.index(kind)) if kind in kinds else analysis.at("annexes")


@check(
    "REF007",
    "fiche-jamais-citee",
    meaning="Aucun objectif de l’article 4 ne cite cette fiche action, alors que d’autres objectifs citent la leur.",
    source=_SOURCE,
    mend="Écrivez « fiche: » suivi de l’identifiant de la fiche sous l’objectif qu’elle met en œuvre.",
    bad="""
enjeux:
  themes:
    - {titre: Petite enfance, objectifs: [{fiche: petite-enfance}]}
    - {titre: Jeunesse, objectifs: [{fiche: jeunesse}]}
    - {titre: Parentalité, objectifs: [{fiche: parentalite}, {fiche: vie-sociale}]}
""",
    good="""
enjeux:
  themes:
    - {titre: Petite enfance, objectifs: [{fiche: petite-enfance}]}
    - {titre: Jeunesse, objectifs: [{fiche: jeunesse}]}
    - {titre: Parentalité, objectifs: [{fiche: parentalite}, {fiche: vie-sociale}, {fiche: acces-aux-droits}]}
""",
)
def fiche_never_cited(analysis: Analysis) -> Iterator[Hit]:
    cited = _fiches_cited(analysis)
    for rank, fiche in enumerate(analysis.convention.fiches):
        if cited and fiche.id not in cited:
            called = excerpt(fiche.titre or fiche.id)
            hint = f"Ajoutez « fiche: {fiche.id} » à l’objectif de l’article 4 qu’elle met en œuvre."
            yield Hit(
                f"Aucun objectif de l’article 4 ne cite la fiche « {called} ».", hint, analysis.at("fiches", rank, "id")
            )


@check(
    "REF008",
    "theme-sans-fiche",
    meaning="Un thème de l’article 4 ne mène à aucune fiche action : l’enjeu est affiché, mais rien n’y répond.",
    source=_SOURCE,
    mend="Rattachez une fiche à l’un des objectifs du thème, ou écrivez la fiche qui manque.",
    bad="""
enjeux:
  themes:
    - titre: Logement
      objectifs: [Améliorer le logement des familles]
    - titre: Petite enfance et jeunesse
      objectifs: [{fiche: petite-enfance}, {fiche: jeunesse}]
    - titre: Parentalité et vie sociale
      objectifs: [{fiche: parentalite}, {fiche: vie-sociale}, {fiche: acces-aux-droits}]
""",
    good="""
enjeux:
  themes:
    - titre: Petite enfance et jeunesse
      objectifs: [{fiche: petite-enfance}, {fiche: jeunesse}]
    - titre: Parentalité et vie sociale
      objectifs: [{fiche: parentalite}, {fiche: vie-sociale}, {fiche: acces-aux-droits}]
""",
)
def theme_without_fiche(analysis: Analysis) -> Iterator[Hit]:
    themes = analysis.convention.enjeux.themes if analysis.convention.enjeux else ()
    if not analysis.convention.fiches:
        return
    if not _fiches_cited(analysis):
        if any(_objectifs(theme) for theme in themes):
            message = (
                "Aucun objectif de l’article 4 ne cite de fiche action : rien ne relie les enjeux au plan d’actions."
            )
            hint = "Sous chaque objectif, écrivez « fiche: » suivi de l’identifiant de la fiche."
            yield Hit(message, hint, analysis.at("enjeux", "themes"))
        return
    for rank, theme in enumerate(themes):
        objectifs = _objectifs(theme)
        if objectifs and not any(objectif.fiche for objectif in objectifs):
            called = excerpt(theme.titre or f"n° {rank + 1}")
            hint = "Citez une fiche sous l’un de ses objectifs, ou écrivez la fiche qui manque."
            yield Hit(
                f"Le thème « {called} » ne mène à aucune fiche action.", hint, analysis.at("enjeux", "themes", rank)
            )


def _fiches_cited(analysis: Analysis) -> set[str]:
    themes = analysis.convention.enjeux.themes if analysis.convention.enjeux else ()
    return {objectif.fiche for theme in themes for objectif in _objectifs(theme) if objectif.fiche}


def _objectifs(theme: Theme) -> tuple[Objectif, ...]:
    return (*theme.objectifs, *(objectif for each in theme.orientations for objectif in each.objectifs))
