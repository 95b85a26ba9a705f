"""Minimal scope of a convention, and the duties of communes for early childhood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assembler.checks.analysis import Analysis, Path
from assembler.checks.table import Hit, check
from assembler.model.convention import Theme
from assembler.model.messages import listed, simplified

_CIRCULAR = "Circulaire de janvier 2020 sur les CTG, d’après une source secondaire."
_LAW = "Loi n° 2023-1196 du 18 décembre 2023, article 17 : les communes organisent l’accueil du jeune enfant."
_SINCE = date(2025, 1, 1)


# --- themes ----------------------------------------------------------------------------

_MINIMAL = {
    "petite enfance": re.compile(
        r"petite[s]? enfance|jeunes? enfants?|tout[- ]petit|\bcreche|\beaje\b|assistante?s? maternel|accueil individuel"
    ),
    "jeunesse": re.compile(r"\bjeunesse|\bjeunes?\b(?! enfants?)|\bado(?:s|lescen)"),
    "parentalité": re.compile(
        r"parental|(?:soutien|appui|aide)s? aux (?:familles et aux )?parents|(?:accompagnement|role|place) des parents"
        r"|(?:aider|soutenir|accompagner|rencontrer|ecouter|informer|appuyer)(?: tous)? les parents|etre parents?\b"
        r"|parents?(?:-|/| / | et )enfants?|enfants?(?:-|/| / | et )parents?|(?:^|\| )parents?(?: \||$)"
    ),
}
_FURTHER = re.compile(
    r"\bdroits?\b|vie sociale|centres? socia|socioculturel|socio-culturel|logement|habitat\b|cadre de vie|numerique"
    r"|illectronisme|insertion|handicap|inclusi|sante\b|precarite|pauvrete|solidarite|mobilite|culture\b|culturel"
    r"|\bvie associative|intergeneration|\bseniors?\b|vieillissement|emploi\b|reussite educative|violences?\b"
    r"|transport|alimentation|ecologi|developpement durable|citoyennete des habitants|participation des habitants"
)
_COMMON = re.compile(r"enfan|jeun|\bparent|transvers|pilotage|coordination|gouvernance|evaluation")
_EXAMPLES = "accès aux droits, animation de la vie sociale, logement, handicap, inclusion numérique"


@check(
    "CHA001",
    "themes-minimaux",
    meaning="Une CTG porte au moins sur la petite enfance, la jeunesse, la parentalité et un autre thème. Ils se "
    "reconnaissent aux titres des thèmes, de leurs axes et orientations, et des fiches.",
    source=_CIRCULAR,
    mend="Ajoutez le thème à l’article 4, avec au moins un objectif, ou acceptez le point en disant pourquoi.",
    bad="enjeux: {themes: [{titre: Petite enfance, objectifs: [{fiche: petite-enfance}]}]}",
    good="enjeux: {themes: [{titre: Petite enfance et parentalité, objectifs: [Ouvrir le relais le soir]}, "
    "{titre: Jeunesse, objectifs: [Créer un point d’accueil]}, {titre: Logement, objectifs: [Former les bailleurs]}]}",
)
def minimal_themes(analysis: Analysis) -> Iterator[Hit]:
    enjeux = analysis.convention.enjeux
    if enjeux is None or not enjeux.themes:
        return
    titles, place = " | ".join(map(simplified, _titles(analysis, enjeux.themes))), analysis.at("enjeux", "themes")
    for name, words in _MINIMAL.items():
        if not words.search(titles):
            hint = "Ajoutez ce thème, avec au moins un objectif, ou nommez-le dans un titre."
            yield Hit(f"L’article 4 n’a pas de thème « {name} », que toute CTG comporte.", hint, place)
    if not _FURTHER.search(titles) and all(map(_is_common, enjeux.themes)):
        message = "Outre la petite enfance, la jeunesse et la parentalité, une CTG porte sur un autre thème au moins ;"
        yield Hit(f"{message} l’article 4 n’en a pas.", f"Ajoutez-en un : {_EXAMPLES}…", place)


def _is_common(theme: Theme) -> bool:
    """One of the three minimal themes, or none that is about a service to families."""
    return _COMMON.search(simplified(f"{theme.titre or ''} {theme.axe or ''}")) is not None or not theme.titre


def _titles(analysis: Analysis, themes: tuple[Theme, ...]) -> Iterator[str]:
    """Titles of themes, axes and orientations, and of the fiches that they cite (all of them if none is cited)."""
    cited: set[str] = set()
    for theme in themes:
        yield from filter(None, (theme.titre, theme.axe))
        cited.update(each.fiche for each in theme.objectifs if each.fiche)
        for orientation in theme.orientations:
            yield orientation.titre or ""
            cited.update(each.fiche for each in orientation.objectifs if each.fiche)
    for fiche in analysis.convention.fiches:
        if not cited or fiche.id in cited:
            yield fiche.titre or ""


# --- early childhood -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Duty:
    """Owed by communes of more than `above` inhabitants; recognised where `words` stand in one sentence."""

    what: str
    above: int
    words: re.Pattern[str]


_WITHIN = r"[^.;|]{0,120}"
_DUTIES = (
    _Duty(
        "recenser les besoins et les modes d’accueil",
        -1,
        re.compile(
            r"(?:(?<!vu du )(?<!partir du )(?<!base du )recens|invent|identifi|evalu|analys|observ|etat des lieux)"
            rf"{_WITHIN}(?:besoin|accueil|offre)"
        ),
    ),
    _Duty(
        "informer et accompagner les familles",
        -1,
        re.compile(rf"inform{_WITHIN}(?:famill|parent)|(?:famill|parent){_WITHIN}inform|guichet unique"),
    ),
    _Duty(
        "planifier le développement des modes d’accueil",
        3500,
        re.compile(rf"(?:planifi|programm|prevoi){_WITHIN}(?:accueil|offre|places)|schema pluriannuel"),
    ),
    _Duty(
        "soutenir la qualité des modes d’accueil",
        3500,
        re.compile(rf"qualite{_WITHIN}(?:accueil|offre)|(?:accueil|offre){_WITHIN}(?:de|la) qualite"),
    ),
    _Duty(
        "établir un schéma de maintien et de développement de l’offre",
        10_000,
        re.compile(rf"schema{_WITHIN}(?:pluriannuel|maintien|developpement|accueil|petite enfance)"),
    ),
    _Duty("disposer d’un relais petite enfance", 10_000, re.compile(r"relais petite[s]? enfance|\brpe\b")),
)


@dataclass(frozen=True, slots=True)
class _Commune:
    """A commune, what article 3 says that it does, and its inhabitants where they are known."""

    name: str
    path: Path
    text: str
    inhabitants: int | None


@check(
    "CHA002",
    "petite-enfance-a-venir",
    blocks="copil",
    meaning="La période commence en 2025 ou après, et l’article 3 ne dit pas comment la commune exerce ses "
    "compétences d’autorité organisatrice de l’accueil du jeune enfant : recenser et informer partout ; planifier et "
    "soutenir la qualité au-dessus de 3 500 habitants ; schéma et relais petite enfance au-dessus de 10 000.",
    source=_LAW,
    mend="Ajoutez ces compétences à l’article 3, à celui de l’intercommunalité si elle les exerce.",
    bad="{periode: {debut: 2027-01-01, fin: 2031-12-31}, intervention: {texte: '', competences: [Gérer les écoles]}}",
    good="periode: {debut: 2027-01-01, fin: 2031-12-31}",
)
def coming_duties(analysis: Analysis) -> Iterator[Hit]:
    return _unsaid_duties(analysis, lambda start: start >= _SINCE)


@check(
    "CHA003",
    "petite-enfance-en-cours",
    meaning="La période a commencé avant 2025 et court au-delà : l’article 3 ne dit rien des compétences que la "
    "commune exerce depuis le 1er janvier 2025 pour l’accueil du jeune enfant.",
    source=_LAW,
    mend="Complétez l’article 3 si la convention n’est pas signée ; sinon, prévoyez-le au prochain avenant.",
    bad="intervention: {texte: '', competences: [Gérer les écoles]}",
    good="intervention: {texte: '', competences: [Recenser les besoins et planifier l’accueil du jeune enfant, "
    "Informer les familles, Soutenir la qualité de l’accueil, Établir le schéma pluriannuel de l’offre, Gérer le RPE]}",
)
def current_duties(analysis: Analysis) -> Iterator[Hit]:
    return _unsaid_duties(analysis, lambda start: start < _SINCE)


def _unsaid_duties(analysis: Analysis, concerned: Callable[[date], bool]) -> Iterator[Hit]:
    period = analysis.convention.periode
    if period.fin <= _SINCE or not concerned(period.debut):
        return
    for commune in _communes(analysis):
        number = commune.inhabitants
        unsaid = [each.what for each in _DUTIES if (number or 0) > each.above and not each.words.search(commune.text)]
        if unsaid and commune.text.strip(" |"):
            people = f" ({number:,} habitants)".replace(",", "\u00a0") if number else ""
            message = f"Depuis le 1er janvier 2025, « {commune.name} »{people} a aussi pour compétence"
            message += f" {_enumerated(unsaid)} ; la saisie de l’article 3 ne dit pas comment elle s’en acquitte."
            hint = "Ajoutez ces compétences à l’article 3, clé « competences »."
            yield Hit(message, hint, analysis.at(*commune.path, "competences"))


def _enumerated(verbs: list[str]) -> str:
    """« de planifier…, d’informer… et de soutenir… »"""
    led = [f"d’{each}" if each[0] in "aeéiou" else f"de {each}" for each in verbs]
    return " et ".join([", ".join(led[:-1]), led[-1]]) if len(led) > 1 else led[0]


@check(
    "CHA004",
    "population-inconnue",
    otherwise="information",
    meaning="Le nombre d’habitants d’une commune n’est pas connu : ses compétences pour l’accueil du jeune enfant, "
    "qui en dépendent, ne sont vérifiées qu’en partie.",
    source=_LAW,
    mend="Ajoutez l’indicateur « habitants » au fichier de chiffres de la commune.",
    bad="diagnostic: {donnees: ''}",
    good="diagnostic: {donnees: harnes/donnees.csv}",
)
def unknown_population(analysis: Analysis) -> Iterator[Hit]:
    names = [commune.name for commune in _communes(analysis) if commune.inhabitants is None]
    if names and analysis.convention.periode.fin > _SINCE:
        message = f"Nombre d’habitants inconnu : {listed(names, 'et')}."
        hint = "Ajoutez « habitants » au fichier de chiffres : des compétences dépendent de la population."
        yield Hit(message, hint, analysis.at("diagnostic", "donnees"))


def _communes(analysis: Analysis) -> Iterator[_Commune]:
    """Each commune of the convention; what its intercommunality does is done for it."""
    territoire, intervention = analysis.convention.territoire, analysis.convention.intervention
    shared = _joined(intervention.texte, intervention.competences) if intervention else ""
    if not territoire.communes:
        yield _Commune(territoire.nom, ("intervention",), shared, _inhabitants(analysis.figures, territoire.nom))
    for rank, each in enumerate(territoire.communes):
        text = f"{shared} | {_joined(each.texte, each.competences)}"
        path: Path = ("territoire", "communes", rank)
        yield _Commune(each.nom, path, text, _inhabitants(analysis.figures, each.nom))


def _joined(text: str | None, competences: tuple[str, ...]) -> str:
    return simplified(" | ".join((text or "", *competences)))


def _inhabitants(figures: Mapping[str, Mapping[str, object]], name: str) -> int | None:
    figure = figures.get(name, {}).get("habitants")
    value = getattr(figure, "value", None)
    return int(value) if isinstance(value, Decimal) else None
