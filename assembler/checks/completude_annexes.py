"""What is missing from the annexes: an annexe that is only a heading, a line that says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembler.checks.analysis import Analysis, Path
from assembler.checks.missing import councils, is_missing
from assembler.checks.parties import is_analysed, parts
from assembler.checks.table import Hit, check
from assembler.model.convention import Diagnostic, Equipement, Rubrique
from assembler.model.figures import Figure
from assembler.model.messages import excerpt, listed, simplified

_HEADING = "Usage : une annexe réduite à son titre ne dit rien à qui la signe (annexe 5 de Harnes, 2023)."
_DIAGNOSTIC = "Usage : le diagnostic réunit les chiffres de la Caf et ce que les partenaires en tirent."
_LIST = "Article 5 : l’engagement financier des collectivités porte sur les équipements et services de cette liste."
_TITLE = "Ajoutez sa clé « titre »."
_NAMELESS = ("coordination", "sejour", "pilotage", "poste", "ingenierie", "formation", "accompagnement")
"""Types of what is supported without being a structure: no name is expected."""


# --- diagnostic ------------------------------------------------------------------------


@check(
    "COM011",
    "diagnostic-vide",
    blocks="copil",
    meaning="L’annexe du diagnostic n’a ni chiffres ni parties rédigées.",
    source=_HEADING,
    mend="Donnez le fichier de chiffres (« donnees ») et rédigez les parties (« sections »).",
    bad="diagnostic: {donnees: '', sections: '', contexte: ''}",
    good="diagnostic: {sections: ''}",
)
def empty_diagnostic(analysis: Analysis) -> Iterator[Hit]:
    if _has(analysis, "diagnostic") and not (analysis.figures or _is_written(analysis.convention.diagnostic)):
        hint = "Donnez un fichier de chiffres sous « donnees », et des parties sous « sections »."
        yield Hit("L’annexe du diagnostic n’a ni chiffres ni parties rédigées.", hint, analysis.at("diagnostic"))


@check(
    "COM012",
    "diagnostic-sans-chiffres",
    blocks="copil",
    meaning="Le diagnostic est rédigé, mais aucun fichier de chiffres ne l’appuie.",
    source=_DIAGNOSTIC,
    mend="Nommez le fichier de chiffres du territoire sous « diagnostic », clé « donnees ».",
    bad="diagnostic: {donnees: '', sections: [{titre: Familles, commentaires: Les familles s’installent.}]}",
    good="diagnostic: {donnees: harnes/donnees.csv}",
)
def no_figures(analysis: Analysis) -> Iterator[Hit]:
    if _has(analysis, "diagnostic") and not analysis.figures and _is_written(analysis.convention.diagnostic):
        hint = "Nommez le fichier de chiffres du territoire sous « donnees »."
        yield Hit("Le diagnostic ne contient aucun chiffre.", hint, analysis.at("diagnostic", "donnees"))


@check(
    "COM030",
    "diagnostic-sans-comparaison",
    meaning="Le diagnostic donne les chiffres du territoire sans ceux du département.",
    source=_DIAGNOSTIC,
    mend="Nommez le fichier de chiffres du département sous « diagnostic », clé « reference ».",
    bad="diagnostic: {reference: ''}",
    good="diagnostic: {reference: communs/departement-2020.csv}",
)
def no_comparison(analysis: Analysis) -> Iterator[Hit]:
    diagnostic = analysis.convention.diagnostic
    if _has(analysis, "diagnostic") and diagnostic and diagnostic.donnees and diagnostic.reference is None:
        message = "Le diagnostic ne compare pas le territoire à son département."
        hint = "Nommez le fichier de chiffres du département sous « reference »."
        yield Hit(message, hint, analysis.at("diagnostic", "reference"))


def _has(analysis: Analysis, annexe: str) -> bool:
    return f"annexe:{annexe}" in analysis.numbers


def _is_written(diagnostic: Diagnostic | None) -> bool:
    return diagnostic is not None and (
        any(map(is_analysed, diagnostic.sections)) or any(map(_is_filled, diagnostic.contexte))
    )


@check(
    "COM013",
    "partie-vide",
    blocks="copil",
    meaning="Une partie du diagnostic n’a pas de titre, ou n’a ni tableau ni texte.",
    source=_HEADING,
    mend="Ajoutez son titre ; placez-y un tableau (« tableaux ») ou un texte (« commentaires »…), ou retirez-la.",
    bad="diagnostic: {sections: [{titre: Familles}]}",
    good="diagnostic: {sections: [{titre: Familles, tableaux: [T2]}]}",
)
def empty_section(analysis: Analysis) -> Iterator[Hit]:
    for path, section in parts(analysis):
        if is_missing(section.titre):
            yield Hit("Une partie du diagnostic n’a pas de titre.", _TITLE, analysis.at(*path, "titre"))
        if not (section.tableaux or section.sections or is_analysed(section)):
            message = f"La partie « {excerpt(section.titre or '')} » du diagnostic n’a ni tableau ni texte."
            yield Hit(message, "Ajoutez « tableaux » ou « commentaires », ou retirez-la.", analysis.at(*path))


@check(
    "COM014",
    "diagnostic-sans-analyse",
    otherwise="information",
    meaning="Le diagnostic aligne des tableaux sans rien en tirer : ni commentaires, ni atouts, ni faiblesses, "
    "ni problématique, ni axes.",
    source=_DIAGNOSTIC,
    mend="Ajoutez à chaque partie ce que les partenaires retiennent de ses chiffres.",
    bad="diagnostic: {sections: [{titre: Familles, tableaux: [T2]}]}",
    good="diagnostic: {sections: [{titre: Familles, tableaux: [T2], commentaires: Le quartier rajeunit.}]}",
)
def figures_without_analysis(analysis: Analysis) -> Iterator[Hit]:
    if analysis.figures and not any(is_analysed(section) for _, section in parts(analysis)):
        message = "Le diagnostic aligne des tableaux, mais aucune partie ne les commente."
        hint = "Ajoutez aux parties « commentaires », « atouts », « faiblesses », « problematique » ou « axes »."
        yield Hit(message, hint, analysis.at("diagnostic", "sections"))


# --- headings and tables ---------------------------------------------------------------


@check(
    "COM015",
    "rubrique-vide",
    blocks="copil",
    meaning="Une rubrique du contexte local ou de l’offre de service n’a pas de titre, n’a pas de contenu, ou a un "
    "tableau sans ligne.",
    source=_HEADING,
    mend="Écrivez son texte ou son tableau, ou retirez-la.",
    bad="equipements: {offre: [{titre: Loisirs}]}",
    good="equipements: {offre: [{titre: Loisirs, texte: L’accueil ouvre le mercredi.}]}",
)
def empty_rubrique(analysis: Analysis) -> Iterator[Hit]:
    diagnostic, equipements = analysis.convention.diagnostic, analysis.convention.equipements
    contexte = diagnostic.contexte if diagnostic else ()
    offre = equipements.offre if equipements else ()
    yield from _empty_rubriques(analysis, ("diagnostic", "contexte"), contexte)
    yield from _empty_rubriques(analysis, ("equipements", "offre"), offre)


def _empty_rubriques(analysis: Analysis, parent: Path, rubriques: Sequence[Rubrique]) -> Iterator[Hit]:
    for rank, rubrique in enumerate(rubriques):
        path: Path = (*parent, rank)
        named = f"La rubrique « {excerpt(rubrique.titre)} »" if rubrique.titre else "Une rubrique"
        if is_missing(rubrique.titre):
            yield Hit("Une rubrique n’a pas de titre.", _TITLE, analysis.at(*path, "titre"))
        if rubrique.tableau is not None and not rubrique.tableau.lignes:
            hint = "Remplissez-le, ou retirez-le."
            yield Hit(f"{named} a un tableau sans aucune ligne.", hint, analysis.at(*path, "tableau"))
        elif rubrique.tableau is None and not rubrique.rubriques and is_missing(rubrique.texte):
            hint = "Ajoutez « texte », « tableau » ou « rubriques », ou retirez-la."
            yield Hit(f"{named} est vide.", hint, analysis.at(*path, "texte"))
        yield from _empty_rubriques(analysis, (*path, "rubriques"), rubrique.rubriques)


def _is_filled(rubrique: Rubrique) -> bool:
    has_rows = rubrique.tableau is not None and bool(rubrique.tableau.lignes)
    return has_rows or not is_missing(rubrique.texte) or any(map(_is_filled, rubrique.rubriques))


@check(
    "COM016",
    "tableau-sans-chiffres",
    blocks="copil",
    meaning="Une partie du diagnostic place un tableau dont le fichier de chiffres ne donne aucune valeur. Sans ligne "
    "du tout, le document le laisse de côté.",
    source=_DIAGNOSTIC,
    mend="Complétez le fichier de chiffres, ou retirez le code du tableau.",
    bad="diagnostic: {donnees: lens/donnees.csv, sections: [{titre: Familles, tableaux: [T3]}]}",
    good="diagnostic: {donnees: lens/donnees.csv, sections: [{titre: Familles, tableaux: [T2]}]}",
)
def table_without_figures(analysis: Analysis) -> Iterator[Hit]:
    figures = analysis.own.complete
    if not figures or not _has(analysis, "diagnostic"):
        return
    hint = "Complétez le fichier de chiffres, ou retirez le code de ce tableau de la clé « tableaux »."
    for path, section in parts(analysis):
        for rank, code in enumerate(section.tableaux):
            called = f"Le tableau « {analysis.catalogue.tables[code].titre} »"
            place = analysis.at(*path, "tableaux", rank)
            if not analysis.catalogue.is_told(code, figures):
                message = f"{called} n’a aucun chiffre : le document ne le montre pas."
                yield Hit(message, hint, place)
            elif not any(_has_value(figures.get(each.code)) for each in analysis.catalogue.tables[code].indicateurs):
                yield Hit(f"{called} n’a que des cases vides.", hint, place)


@check(
    "COM031",
    "tableaux-absents",
    otherwise="information",
    meaning="Le diagnostic prend toutes les parties du catalogue, et le fichier de chiffres ne donne rien pour "
    "certains tableaux : le document les laisse de côté.",
    source=_DIAGNOSTIC,
    mend="Complétez le fichier de chiffres, ou écrivez sous « sections » les parties voulues.",
    bad="diagnostic: {donnees: lens/donnees.csv, sections: ''}",
    good="diagnostic: {donnees: harnes/donnees.csv, sections: ''}",
)
def tables_left_out(analysis: Analysis) -> Iterator[Hit]:
    diagnostic, figures = analysis.convention.diagnostic, analysis.own.complete
    if diagnostic is None or diagnostic.sections or not figures or not _has(analysis, "diagnostic"):
        return
    titles = [
        table.titre
        for code, table in analysis.catalogue.tables.items()
        if not analysis.catalogue.is_told(code, figures)
    ]
    if titles:
        message = f"Sans aucun chiffre, le document laisse de côté : {listed(titles, 'et')}."
        hint = "Complétez le fichier de chiffres, ou écrivez sous « sections » les parties voulues."
        yield Hit(message, hint, analysis.at("diagnostic", "donnees"))


def _has_value(figure: Figure | None) -> bool:
    return figure is not None and (figure.value is not None or figure.variation is not None)


# --- equipments and deliberation -------------------------------------------------------


@check(
    "COM017",
    "equipements-absents",
    blocks="copil",
    meaning="L’annexe des équipements ne contient aucune structure.",
    source=_LIST,
    mend="Ajoutez les structures soutenues sous « equipements », clé « liste ».",
    bad="equipements: {liste: ''}",
    good="equipements: {liste: [{type: EAJE, nom: Les Libellules}]}",
)
def no_equipment(analysis: Analysis) -> Iterator[Hit]:
    if _has(analysis, "equipements") and not any(items for _, items in _equipments(analysis)):
        message = "L’annexe des équipements ne contient aucune structure."
        yield Hit(message, "Ajoutez-les sous « liste » : type, nom…", analysis.at("equipements", "liste"))


def _equipments(analysis: Analysis) -> Iterator[tuple[Path, tuple[Equipement, ...]]]:
    """The lists of the territory and of its member communes."""
    equipements = analysis.convention.equipements
    yield ("equipements", "liste"), equipements.liste if equipements else ()
    for rank, commune in enumerate(analysis.convention.territoire.communes):
        yield ("territoire", "communes", rank, "equipements"), commune.equipements


@check(
    "COM018",
    "equipement-sans-nom",
    blocks="copil",
    meaning="Une ligne de la liste des équipements ne dit pas de quelle structure il s’agit, ou de quel type.",
    source=_LIST,
    mend="Donnez le type et le nom de la structure.",
    bad="equipements: {liste: [{type: Ludothèque}]}",
    good="equipements: {liste: [{type: Ludothèque, nom: Le Dé}, {type: Coordination jeunesse}]}",
)
def nameless_equipment(analysis: Analysis) -> Iterator[Hit]:
    for parent, items in _equipments(analysis):
        for rank, item in enumerate(items):
            named = f"« {excerpt(item.nom or item.type or '')} »" if item.nom or item.type else f"n° {rank + 1}"
            if is_missing(item.type):
                message = f"L’équipement {named} n’a pas de type."
                yield Hit(message, "Ajoutez sa clé « type » : EAJE, ALSH…", analysis.at(*parent, rank, "type"))
            if is_missing(item.nom) and not simplified(item.type or "").startswith(_NAMELESS):
                message = f"L’équipement {named} n’a pas de nom."
                yield Hit(message, "Ajoutez sa clé « nom ».", analysis.at(*parent, rank, "nom"))


@check(
    "COM019",
    "equipement-mal-situe",
    otherwise="information",
    meaning="Des structures de la liste n’ont pas d’adresse ou pas de gestionnaire.",
    source=_LIST,
    mend="Ajoutez « adresse » et « gestionnaire » aux structures qui en ont.",
    bad="equipements: {liste: [{type: EAJE, nom: Les Libellules, gestionnaire: Commune}]}",
    good="equipements: {liste: [{type: EAJE, nom: Les Libellules, adresse: 4 rue Haute, gestionnaire: Commune}]}",
)
def equipment_barely_described(analysis: Analysis) -> Iterator[Hit]:
    for parent, items in _equipments(analysis):
        for key in ("adresse", "gestionnaire"):
            bare = [(rank, each.nom) for rank, each in enumerate(items) if each.nom and is_missing(getattr(each, key))]
            if bare:
                names = listed((excerpt(name) for _, name in bare), "et")
                message = f"Équipements de la liste sans {key} : {names}."
                yield Hit(message, f"Ajoutez la clé « {key} ».", analysis.at(*parent, bare[0][0], key))


@check(
    "COM020",
    "deliberation-sans-texte",
    blocks="signature",
    otherwise="information",
    meaning="L’annexe de la délibération est réduite à son titre : le texte voté n’y est pas.",
    source=_HEADING,
    mend="Recopiez le texte de la délibération sous « deliberation », clé « texte ».",
    bad="deliberation: {texte: ''}",
    good="deliberation: {texte: Le conseil municipal autorise le maire à signer la convention.}",
)
def deliberation_without_text(analysis: Analysis) -> Iterator[Hit]:
    for council in councils(analysis.convention) if _has(analysis, "deliberation") else ():
        if council.deliberation is None or is_missing(council.deliberation.texte):
            message = f"L’annexe n’a pas le texte de la délibération{council.named}."
            hint = "Recopiez-le dans sa clé « texte », une fois le vote acquis."
            yield Hit(message, hint, analysis.at(*council.path, "texte"))
