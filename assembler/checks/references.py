"""References that somebody typed: to a part without a number, to none, to the wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.renvois import Renvoi, bare_references, contradicted, exists, named_references, typed_references
from assembler.checks.table import Hit, check
from assembler.checks.textes import around

_SOURCE = (
    "Usage : un renvoi doit mener le lecteur à une seule partie de la convention. "
    "Les numéros des annexes ne sont pas les mêmes d’une convention à l’autre."
)
ANNEXES = {
    "diagnostic": "le diagnostic",
    "equipements": "les équipements",
    "plan-actions": "le plan d’actions",
    "gouvernance": "la gouvernance",
    "referentiel": "le référentiel d’emploi",
    "deliberation": "la délibération",
}
"""What each kind of annexe holds."""


def part_named(name: str, analysis: Analysis) -> str:
    """« l’annexe 2 », « la fiche 3 »."""
    kind = name.partition(":")[0]
    return f"{'la fiche ' if kind == 'fiche' else f'l’{kind} '}{analysis.numbers[name]}"


@check(
    "REF001",
    "renvoi-sans-numero",
    blocks="deliberation",
    meaning="Un texte renvoie à une annexe, à un article ou à une fiche sans dire lequel : « cf. annexe ».",
    source=_SOURCE,
    mend="Ajoutez le numéro. Dans une clause, écrivez {{ ref('annexe:equipements') }} : le numéro sera calculé.",
    bad="gouvernance: {animation: 'Les instances sont animées par le chargé de coopération (cf. annexe).'}",
    good="gouvernance: {animation: 'Les instances sont animées par le chargé de coopération (cf. annexe 4).'}",
)
def without_number(analysis: Analysis) -> Iterator[Hit]:
    for renvoi in bare_references(analysis):
        known = [number for name, number in analysis.numbers.items() if name.startswith(f"{renvoi.kind}:")]
        possible = f" La convention a les numéros {known[0]} à {known[-1]}." if len(known) > 1 else ""
        message = f"Ce renvoi n’a pas de numéro : « {_quoted(renvoi)} »."
        yield Hit(message, f"Dites quelle partie est visée.{possible}", renvoi.passage.at(renvoi.start))


@check(
    "REF002",
    "annexe-inexistante",
    blocks="deliberation",
    meaning="Un texte renvoie à une annexe que la convention n’a pas, par son numéro ou par son nom.",
    source=_SOURCE,
    mend="Corrigez le renvoi, ou ajoutez l’annexe à la liste « annexes ».",
    bad="gouvernance: {animation: 'La composition des instances figure en annexe 9.'}",
    good="gouvernance: {animation: 'Le référentiel d’emploi figure en annexe 4.'}",
)
def missing_annexe(analysis: Analysis) -> Iterator[Hit]:
    yield from _missing(analysis, "annexe", "une annexe", "Ses annexes")
    yield from _missing_by_name(analysis)


@check(
    "REF003",
    "article-inexistant",
    blocks="deliberation",
    meaning="Un texte renvoie à un article que la convention n’a pas. Les articles d’une loi ou d’un règlement, "
    "nommés avec leur texte (« article 30 du RGPD »), ne sont pas visés.",
    source=_SOURCE,
    mend="Corrigez le numéro, ou nommez le texte dont l’article est cité.",
    bad="gouvernance: {animation: 'Les instances sont animées comme le prévoit l’article 21.'}",
    good="gouvernance: {animation: 'Les instances sont animées comme le prévoit l’article 6.'}",
)
def missing_article(analysis: Analysis) -> Iterator[Hit]:
    return _missing(analysis, "article", "un article", "Ses articles")


@check(
    "REF004",
    "fiche-inexistante",
    blocks="deliberation",
    meaning="Un texte renvoie à une fiche action que la convention n’a pas.",
    source=_SOURCE,
    mend="Corrigez le numéro. Les fiches sont numérotées dans l’ordre où l’article 4 les cite.",
    bad="gouvernance: {animation: 'Le poste d’animation est décrit dans la fiche action n° 12.'}",
    good="gouvernance: {animation: 'Le poste d’animation est décrit dans la fiche action n° 4.'}",
)
def missing_fiche(analysis: Analysis) -> Iterator[Hit]:
    return _missing(analysis, "fiche", "une fiche", "Ses fiches")


@check(
    "REF005",
    "renvoi-discordant",
    blocks="deliberation",
    meaning="Un texte donne un numéro et un nom qui ne désignent pas la même partie : "
    "« annexe 2 (diagnostic) » alors que le diagnostic est l’annexe 1.",
    source=_SOURCE,
    mend="Corrigez le numéro ou le nom.",
    bad="gouvernance: {animation: 'Les besoins sont exposés dans l’annexe 2 (diagnostic).'}",
    good="gouvernance: {animation: 'Les besoins sont exposés dans l’annexe 1 (diagnostic).'}",
)
def contradicting(analysis: Analysis) -> Iterator[Hit]:
    for renvoi in typed_references(analysis):
        if part := contradicted(renvoi, analysis):
            message = f"Le numéro et le nom ne s’accordent pas : « {_quoted(renvoi)} »."
            hint = f"Ce que le texte nomme est, dans cette convention, {part_named(part, analysis)}."
            yield Hit(message, hint, renvoi.passage.at(renvoi.start))


def _missing(analysis: Analysis, kind: str, what: str, owned: str) -> Iterator[Hit]:
    known = [number for name, number in analysis.numbers.items() if name.startswith(f"{kind}:")]
    for renvoi in typed_references(analysis):
        absent = [number for number in renvoi.numbers if not exists(analysis.numbers, kind, number)]
        if renvoi.kind == kind and absent:
            message = f"« {_quoted(renvoi)} » renvoie à {what} que la convention n’a pas ({', '.join(absent)})."
            hint = f"{owned} vont de {known[0]} à {known[-1]}." if known else "Retirez ce renvoi."
            yield Hit(message, hint, renvoi.passage.at(renvoi.start))


def _missing_by_name(analysis: Analysis) -> Iterator[Hit]:
    for kinds, renvoi in named_references(analysis):
        if kinds and not any(f"annexe:{kind}" in analysis.numbers for kind in kinds):
            message = f"« {_quoted(renvoi)} » renvoie à une annexe que la convention n’a pas ({ANNEXES[kinds[0]]})."
            hint = f"Ajoutez « {kinds[0]} » à la liste « annexes », ou retirez ce renvoi."
            yield Hit(message, hint, renvoi.passage.at(renvoi.start))


def _quoted(renvoi: Renvoi) -> str:
    return around(renvoi.passage.text, renvoi.start, renvoi.end)
