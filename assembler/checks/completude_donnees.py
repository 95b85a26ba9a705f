"""What the clauses in use need, and neither the territory nor the CAF's shared file gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from assembler.checks.analysis import Analysis, Path
from assembler.checks.missing import is_missing
from assembler.checks.table import Hit, check
from assembler.model.convention import Ads, Caf, Cog, Convention, Gouvernance, Saisie, Sdsf, Territoire

_ARTICLE_2 = "Article 2 : il nomme l’équipe locale de la Caf et compte ses agents."
_SHARED = "Usage : le préambule et l’article 2 citent le SDSF et la COG, décrits dans le fichier commun de la Caf."
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}|\{%-?\s*(if|elif|for)\b(.*?)%\}")
_NAME = re.compile(r"\b(ads|sdsf|caf|commune|territoire|gouvernance)\.([a-z_]+)")

_MODELS: dict[str, tuple[type[Saisie], Path]] = {
    "ads": (Ads, ("territoire", "ads")),
    "sdsf": (Sdsf, ("caf", "sdsf")),
    "caf": (Caf, ("caf",)),
    "commune": (Territoire, ("territoire",)),
    "territoire": (Territoire, ("territoire",)),
    "gouvernance": (Gouvernance, ("gouvernance",)),
}
_DERIVED: dict[str, set[str]] = {
    "commune": {"nom", "type", "denomination", "communes"},
    "territoire": {"nom", "type", "denomination", "communes"},
    "gouvernance": {"instances"},
}
"""Never missing, or asked for by another check."""


@check(
    "COM026",
    "equipe-locale",
    blocks="copil",
    meaning="Une donnée de l’équipe locale de la Caf, que l’article 2 emploie, n’est pas renseignée.",
    source=_ARTICLE_2,
    mend="Complétez « territoire », clé « ads ».",
    bad="territoire: {ads: {travailleurs_sociaux: ''}}",
    good="territoire: {ads: {travailleurs_sociaux: 6}}",
)
def local_team(analysis: Analysis) -> Iterator[Hit]:
    whole = "L’équipe locale de la Caf (antenne de développement social) n’est pas renseignée."
    return _unfilled(analysis, ["ads"], "Complétez « ads », sous « territoire ».", whole)


@check(
    "COM027",
    "sdsf-incomplet",
    blocks="copil",
    meaning="Une donnée du schéma départemental des services aux familles (SDSF), que le préambule emploie, manque "
    "dans le fichier commun de la Caf.",
    source=_SHARED,
    mend="Complétez « sdsf » dans le fichier commun de la Caf : la correction vaut pour toutes ses conventions.",
    bad="caf: {sdsf: {ambition: ''}}",
    good="caf: {sdsf: {ambition: Offrir un service proche à chaque famille}}",
)
def departmental_scheme(analysis: Analysis) -> Iterator[Hit]:
    whole = "Le schéma départemental des services aux familles (SDSF) n’est pas renseigné."
    return _unfilled(analysis, ["sdsf"], "Complétez « sdsf » dans le fichier commun de la Caf.", whole)


@check(
    "COM028",
    "cog-incomplete",
    blocks="copil",
    meaning="La période de la COG qu’une clause cite n’a pas d’axes dans le fichier commun de la Caf, ou un axe n’a "
    "pas de sous-objectifs.",
    source=_SHARED,
    mend="Complétez « cog » dans le fichier commun de la Caf.",
    bad="caf: {cog: [{debut: 2023, fin: 2027, axes: [{titre: Soutenir les parents}]}]}",
    good="caf: {cog: [{debut: 2023, fin: 2027, axes: [{titre: Soutenir, sous_objectifs: [Accompagner]}]}]}",
)
def national_agreement(analysis: Analysis) -> Iterator[Hit]:
    for rank, cog, needs_goals in _cited_cogs(analysis):
        period, hint = f"COG {cog.debut}-{cog.fin}", "Complétez « cog » dans le fichier commun de la Caf."
        if not cog.axes:
            yield Hit(f"La {period} n’a aucun axe.", hint, analysis.at("caf", "cog", rank))
        for inner, axe in enumerate(cog.axes):
            if needs_goals and not axe.sous_objectifs:
                message = f"L’axe « {axe.titre} » de la {period} n’a aucun sous-objectif."
                yield Hit(message, hint, analysis.at("caf", "cog", rank, "axes", inner))


def _cited_cogs(analysis: Analysis) -> Iterator[tuple[int, Cog, bool]]:
    """Each COG that a clause in use belongs to, and whether one of these shows its sub-objectives."""
    bodies: dict[str, str] = {}
    for version in analysis.chosen.values():
        if version.head.cog:
            bodies[version.head.cog] = bodies.get(version.head.cog, "") + version.body
    for rank, cog in enumerate(analysis.convention.caf.cog):
        body = bodies.get(f"{cog.debut}-{cog.fin}")
        if body is not None:
            yield rank, cog, ".sous_objectifs" in body


@check(
    "COM029",
    "valeur-attendue",
    blocks="copil",
    meaning="Une clause emploie une valeur que la convention ne donne pas ; le document la montre « à compléter ».",
    source="Bibliothèque de clauses : chaque clause dit, par ses paramètres, de quoi elle a besoin.",
    mend="Donnez la valeur.",
    bad="{clauses: {gouvernance: 2022-01}, gouvernance: {animation: ''}}",
    good="{clauses: {gouvernance: 2022-01}, gouvernance: {animation: Le chargé de coopération convoque.}}",
)
def expected_value(analysis: Analysis) -> Iterator[Hit]:
    return _unfilled(
        analysis, ["caf", "commune", "territoire", "gouvernance"], "Donnez la valeur, ou retirez-la de la clause."
    )


# --- what the clauses name -------------------------------------------------------------


def _unfilled(analysis: Analysis, roots: Iterable[str], hint: str, whole: str = "") -> Iterator[Hit]:
    """A hit for each value of `roots` that a clause shows unconditionally; one saying `whole` where all is missing."""
    for root in roots:
        model, path = _MODELS[root]
        fields = sorted(field for name, field in _needed(analysis) if name == root and field in model.model_fields)
        given = _value(analysis.convention, path)
        if given is None and fields and whole:
            yield Hit(whole, hint, analysis.at(*path))
            continue
        for field in fields:
            if given is not None and field not in _DERIVED.get(root, ()) and _is_void(getattr(given, field)):
                title = model.model_fields[field].title
                message = f"Il manque une valeur qu’une clause emploie : {title}."
                yield Hit(message, hint, analysis.at(*path, field))


def _value(convention: Convention, path: Path) -> Any:
    value: Any = convention
    for step in path:
        value = getattr(value, str(step)) if value is not None else None
    return value


def _is_void(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, str) and is_missing(value))


def _needed(analysis: Analysis) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(_names(version.body) for version in analysis.chosen.values()))


@lru_cache(maxsize=256)
def _names(body: str) -> frozenset[tuple[str, str]]:
    """The values that a wording shows, less those that one of its conditions guards."""
    shown: set[tuple[str, str]] = set()
    guarded: set[tuple[str, str]] = set()
    for hole, word, condition in _EXPRESSION.findall(body):
        if word in ("if", "elif"):
            guarded.update(_NAME.findall(condition))
        else:
            shown.update(_NAME.findall(hole + condition))
    return frozenset(shown - guarded)
