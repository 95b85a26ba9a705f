"""What is missing from the articles and the fiches."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.analysis import Analysis, Path
from assembler.checks.missing import is_missing
from assembler.checks.table import Hit, check
from assembler.model.convention import Commune, Fiche, Intervention, Theme
from assembler.model.document import FICHE_CELLS
from assembler.model.messages import excerpt
from assembler.model.place import Place

_GRID = "Usage : la fiche action compte neuf cases, plus un titre (conventions de Lens, 2022, et de Harnes, 2023)."
_TERRITORY = "Usage : les articles 3 et 4 sont ceux que chaque territoire écrit ; le reste est commun."
_BODIES = "Usage : l’article 6-a crée les instances de gouvernance et dit ce qu’elles font."
_FICHE = """\
enjeux: {themes: [{titre: Petite enfance, objectifs: [{fiche: relais}]}]}
fiches:
  - id: relais
    diagnostic: Le relais ferme à 17 h, avant que les parents ne quittent leur travail.
    public: Parents d’enfants de moins de trois ans.
    objectifs: Recevoir les parents qui travaillent.
    modalites: Ouvrir le relais le jeudi soir.
    echeances: Octobre 2023.
    services: Service petite enfance de la commune.
    resultats: Les parents qui travaillent viennent au relais.
    partenaires: Service de protection maternelle et infantile.
"""
_INDICATORS = "    indicateurs: Parents reçus après 17 h, 0 en 2023 et 40 en 2026.\n"
_TITLE = "    titre: Ouvrir le relais le soir\n"


@check(
    "COM001",
    "fiche-case-vide",
    blocks="copil",
    meaning="Une des neuf cases d’une fiche action est vide.",
    source=_GRID,
    mend="Remplissez la case. Si elle n’a pas lieu d’être, écrivez-y « [sans objet : motif] ».",
    bad=_FICHE + _TITLE,
    good=_FICHE + _TITLE + _INDICATORS,
)
def empty_cell(analysis: Analysis) -> Iterator[Hit]:
    for rank, fiche in enumerate(analysis.convention.fiches):
        for key, label in FICHE_CELLS.items():
            if is_missing(getattr(fiche, key)):
                yield Hit(
                    f"Fiche « {_named(fiche)} » : la case « {label} » est vide.",
                    f"Remplissez la clé « {key} » de la fiche, ou écrivez-y « [sans objet : motif] ».",
                    analysis.at("fiches", rank, key),
                )


def _named(fiche: Fiche) -> str:
    return excerpt(fiche.titre or fiche.id)


@check(
    "COM002",
    "fiche-sans-titre",
    blocks="copil",
    meaning="Une fiche action n’a pas de titre.",
    source=_GRID,
    mend="Donnez-lui un titre : il paraît sur la fiche, à l’article 4 et dans la vue d’ensemble du plan d’actions.",
    bad=_FICHE + _INDICATORS,
    good=_FICHE + _INDICATORS + _TITLE,
)
def untitled_fiche(analysis: Analysis) -> Iterator[Hit]:
    for rank, fiche in enumerate(analysis.convention.fiches):
        if is_missing(fiche.titre):
            message = f"La fiche « {fiche.id} » n’a pas de titre."
            yield Hit(message, "Ajoutez sa clé « titre ».", analysis.at("fiches", rank, "titre"))


@check(
    "COM003",
    "plan-sans-fiche",
    blocks="copil",
    meaning="Le plan d’actions ne contient aucune fiche.",
    source="Usage : l’article 5 renvoie aux objectifs du plan d’actions, que les fiches détaillent.",
    mend="Ajoutez au moins une fiche sous la clé « fiches ».",
    bad="enjeux: {themes: [{titre: Petite enfance, objectifs: [Ouvrir le relais le soir]}]}\nfiches: ''",
    good=_FICHE,
)
def no_fiche(analysis: Analysis) -> Iterator[Hit]:
    if not analysis.convention.fiches:
        hint = "Ajoutez les fiches sous la clé « fiches », une par fichier ou à la suite."
        yield Hit("Le plan d’actions ne contient aucune fiche.", hint, analysis.at("fiches"))


@check(
    "COM004",
    "article-3-vide",
    blocks="copil",
    meaning="L’article 3 ne dit pas ce que fait la collectivité ; dans une intercommunalité, chaque commune membre "
    "dit ce qu’elle fait.",
    source=_TERRITORY,
    mend="Écrivez un texte, ou la liste des compétences exercées.",
    bad="intervention: {texte: '', competences: ''}",
    good="intervention: {texte: La commune gère les accueils de loisirs., competences: ''}",
)
def empty_article_3(analysis: Analysis) -> Iterator[Hit]:
    convention, hint = analysis.convention, "Remplissez « texte » ou « competences »."
    members = convention.territoire.communes
    if not members and _says_nothing(convention.intervention):
        yield Hit("L’article 3 (champs d’intervention) est vide.", hint, analysis.at("intervention"))
    for rank, commune in enumerate(members):
        if _says_nothing(commune):
            message = f"L’article 3 ne dit pas ce que fait la commune « {commune.nom} »."
            yield Hit(message, hint, analysis.at("territoire", "communes", rank))


def _says_nothing(body: Intervention | Commune | None) -> bool:
    return body is None or (is_missing(body.texte) and all(map(is_missing, body.competences)))


@check(
    "COM005",
    "article-4-vide",
    blocks="copil",
    meaning="L’article 4 n’a aucun thème.",
    source=_TERRITORY,
    mend="Ajoutez les thèmes, avec leurs objectifs, sous « enjeux », clé « themes ».",
    bad="enjeux: {themes: ''}",
    good="enjeux: {themes: [{titre: Petite enfance, objectifs: [Ouvrir le relais le soir]}]}",
)
def empty_article_4(analysis: Analysis) -> Iterator[Hit]:
    if not _themes(analysis):
        hint = "Ajoutez-les sous « enjeux », clé « themes »."
        yield Hit("L’article 4 (enjeux et objectifs) n’a aucun thème.", hint, analysis.at("enjeux", "themes"))


def _themes(analysis: Analysis) -> tuple[Theme, ...]:
    return analysis.convention.enjeux.themes if analysis.convention.enjeux else ()


@check(
    "COM006",
    "theme-sans-titre",
    blocks="copil",
    meaning="Un thème ou une orientation de l’article 4 n’a pas de titre.",
    source=_TERRITORY,
    mend="Ajoutez la clé « titre ».",
    bad="enjeux: {themes: [{objectifs: [Ouvrir le relais le soir]}]}",
    good="enjeux: {themes: [{titre: Petite enfance, objectifs: [Ouvrir le relais le soir]}]}",
)
def untitled_theme(analysis: Analysis) -> Iterator[Hit]:
    for path, kind, title, _ in _levels(analysis):
        if is_missing(title):
            yield Hit(
                f"{kind} de l’article 4 n’a pas de titre.", "Ajoutez sa clé « titre ».", analysis.at(*path, "titre")
            )


@check(
    "COM007",
    "theme-sans-objectif",
    blocks="copil",
    meaning="Un thème ou une orientation de l’article 4 n’a aucun objectif.",
    source=_TERRITORY,
    mend="Ajoutez au moins un objectif, ou retirez le thème.",
    bad="enjeux: {themes: [{titre: Petite enfance}]}",
    good="enjeux: {themes: [{titre: Petite enfance, objectifs: [Ouvrir le relais le soir]}]}",
)
def theme_without_goal(analysis: Analysis) -> Iterator[Hit]:
    for path, kind, title, has_goal in _levels(analysis):
        if not has_goal:
            named = f" « {excerpt(title)} »" if title else ""
            hint = "Ajoutez un objectif : un texte, ou « fiche » suivi de l’identifiant d’une fiche."
            yield Hit(f"{kind}{named} de l’article 4 n’a aucun objectif.", hint, _hollow(analysis, path))


def _hollow(analysis: Analysis, path: Path) -> Place:
    """The place of the empty list of objectives or orientations, else that of the theme."""
    whole = analysis.at(*path)
    lists = [analysis.at(*path, key) for key in ("objectifs", "orientations")]
    return next((place for place in lists if place != whole), whole)


def _levels(analysis: Analysis) -> Iterator[tuple[Path, str, str | None, bool]]:
    """Path, kind, title of every theme and orientation, and whether it leads to an objective."""
    for rank, theme in enumerate(_themes(analysis)):
        path: Path = ("enjeux", "themes", rank)
        yield path, f"Le thème n° {rank + 1}", theme.titre, bool(theme.objectifs or theme.orientations)
        for inner, orientation in enumerate(theme.orientations):
            kind = f"L’orientation n° {inner + 1} du thème n° {rank + 1}"
            yield (*path, "orientations", inner), kind, orientation.titre, bool(orientation.objectifs)


@check(
    "COM008",
    "gouvernance-absente",
    blocks="copil",
    meaning="Aucune instance de gouvernance n’est décrite.",
    source=_BODIES,
    mend="Décrivez au moins le comité de pilotage, sous « gouvernance », clé « instances ».",
    bad="gouvernance: {instances: ''}",
    good="gouvernance: {instances: [{nom: Comité de pilotage, missions: Il valide le plan d’actions.}]}",
)
def no_body(analysis: Analysis) -> Iterator[Hit]:
    gouvernance = analysis.convention.gouvernance
    if not (gouvernance and gouvernance.instances):
        hint = "Décrivez au moins le comité de pilotage : « nom », « composition », « missions », « reunions »."
        yield Hit("Aucune instance de gouvernance n’est décrite.", hint, analysis.at("gouvernance", "instances"))


@check(
    "COM009",
    "instance-incomplete",
    blocks="copil",
    meaning="Une instance de gouvernance n’a pas de nom, ou ses missions ne sont pas dites.",
    source=_BODIES,
    mend="Donnez son nom et ses missions.",
    bad="gouvernance: {instances: [{nom: Comité de pilotage}]}",
    good="gouvernance: {instances: [{nom: Comité de pilotage, missions: Il valide le plan d’actions.}]}",
)
def body_without_task(analysis: Analysis) -> Iterator[Hit]:
    return _unsaid(analysis, {"nom": "n’a pas de nom", "missions": "n’a pas de missions"})


@check(
    "COM010",
    "instance-peu-decrite",
    otherwise="information",
    meaning="La composition d’une instance de gouvernance, ou la fréquence de ses réunions, n’est pas dite.",
    source=_BODIES,
    mend="Ajoutez « composition » et « reunions » si l’une ou l’autre est arrêtée.",
    bad="gouvernance: {instances: [{nom: Comité de pilotage, missions: Il valide., composition: Le maire.}]}",
    good="gouvernance: {instances: [{nom: Comité de pilotage, missions: Il valide., composition: Le maire., "
    "reunions: une fois par an}]}",
)
def body_barely_described(analysis: Analysis) -> Iterator[Hit]:
    lacks = {"composition": "n’a pas de composition", "reunions": "n’a pas de fréquence de réunion"}
    return _unsaid(analysis, lacks)


def _unsaid(analysis: Analysis, lacks: dict[str, str]) -> Iterator[Hit]:
    """One hit for each of these keys that an instance lacks."""
    gouvernance = analysis.convention.gouvernance
    for rank, instance in enumerate(gouvernance.instances if gouvernance else ()):
        named = f"« {excerpt(instance.nom)} »" if instance.nom else f"n° {rank + 1}"
        for key, lack in lacks.items():
            if is_missing(getattr(instance, key)):
                place = analysis.at("gouvernance", "instances", rank, key)
                yield Hit(f"L’instance {named} {lack}.", f"Ajoutez sa clé « {key} ».", place)
