"""Arithmetic of the figures: what counts, parts, totals and variations say of one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assembler.checks.analysis import Analysis
from assembler.checks.table import Hit, check
from assembler.model.arithmetic import half_up, parse_formula, share, total, two_digits
from assembler.model.catalogue import Catalogue, Indicateur, Unit
from assembler.model.figures import Dataset, Figure, Figures
from assembler.model.numbers import format_value

SOURCE = "Arithmétique ; écarts admis d’après les tableaux statistiques de deux conventions réelles."
HEAD = "code;annee;valeur;variation\n"
_TOLERANCES: dict[Unit, Decimal] = {"pourcent": Decimal("0.1"), "euros": Decimal(1)}
"""How far the sum of the parts may be from the whole: shares are rounded, and so are amounts; counts add up."""


@check(
    "CHI001",
    "part-contredite",
    blocks="deliberation",
    meaning="Une part saisie n’est pas celle que donnent les effectifs. Le document montre la part calculée.",
    source=SOURCE,
    mend="Vérifiez les deux effectifs et la part. Le mieux est de ne pas saisir une part qui se calcule.",
    bad=f"{HEAD}allocataires;2020;2 979;\nrsa;2020;668;\nrsa_part;2020;24,2 %;",
    good=f"{HEAD}allocataires;2020;2 979;\nrsa;2020;668;\nrsa_part;2020;22,4 %;",
)
def share_contradicted(analysis: Analysis) -> Iterator[Hit]:
    for dataset in datasets(analysis):
        for indicator in analysis.catalogue.computed:
            typed = dataset.typed.get(indicator.code)
            computed = share(indicator, dataset.typed)
            if typed is None or typed.number is None or computed is None:
                continue
            if half_up(typed.number, indicator.places) != computed:
                message = (
                    f"{called(indicator, dataset)} : {printed(typed.number, indicator)} est saisi, mais les "
                    f"effectifs ({_fraction(indicator, dataset.typed)}) donnent {printed(computed, indicator)}."
                )
                yield Hit(message, "Vérifiez les effectifs, puis corrigez ou effacez la part.", typed.place)


@check(
    "CHI002",
    "parties-et-ensemble",
    blocks="deliberation",
    meaning="Les parties d’un ensemble ne font pas son total, ou des parts qui se complètent ne font pas 100 %. Seules "
    "comptent celles que le catalogue déclare (« dont », « repartitions »).",
    source=SOURCE,
    mend="Vérifiez le total et chacune de ses parties dans le fichier de chiffres.",
    bad=f"{HEAD}centres_sociaux;2020;2;\nespaces_vie_sociale;2020;1;\nvie_sociale_equipements;2020;2;",
    good=f"{HEAD}centres_sociaux;2020;2;\nespaces_vie_sociale;2020;1;\nvie_sociale_equipements;2020;3;",
)
def parts_and_whole(analysis: Analysis) -> Iterator[Hit]:
    for dataset in datasets(analysis):
        for indicator in wholes(analysis.catalogue):
            figure = dataset.complete.get(indicator.code)
            parts = [dataset.complete[code] for code in indicator.dont if code in dataset.complete]
            numbers = [part.number for part in parts if part.number is not None]
            if figure is None or figure.number is None or not numbers or not same_year((figure, *parts)):
                continue
            gap = sum(numbers, Decimal(0)) - figure.number
            whole = len(numbers) == len(indicator.dont)
            tolerance = _TOLERANCES.get(indicator.unite, Decimal(0))
            if abs(gap) > tolerance if whole else gap > tolerance and indicator.unite != "evolution":
                added = " + ".join(printed(number, indicator) for number in numbers)
                message = (
                    f"{called(indicator, dataset)} : {printed(figure.number, indicator)}, mais ses parties "
                    f"({added}) font {printed(sum(numbers, Decimal(0)), indicator)}."
                )
                yield Hit(message, "Vérifiez le total et ses parties.", figure.place)
        for group in (each for table in analysis.catalogue.tables.values() for each in table.repartitions):
            yield from _hundred(group, dataset, analysis.catalogue)


@check(
    "CHI005",
    "total-contredit",
    blocks="deliberation",
    meaning="Le total annuel annoncé n’est pas, une fois arrondi à deux chiffres significatifs, la somme des montants "
    "des tableaux.",
    source=SOURCE,
    mend="Vérifiez le total et le montant de chaque thème.",
    bad=f"{HEAD}versement_action_sociale;2020;250 000 €;\nvie_sociale_financements;2020;300 000 €;",
    good=f"{HEAD}versement_action_sociale;2020;310 000 €;\nvie_sociale_financements;2020;300 000 €;",
)
def total_contradicted(analysis: Analysis) -> Iterator[Hit]:
    payments = [each for table in analysis.catalogue.tables.values() for each in table.versements if each.total_de]
    for dataset in (analysis.own, *analysis.members):
        for payment in payments:
            figure = dataset.typed.get(payment.code)
            known = [
                code for code in payment.total_de if code in dataset.typed and dataset.typed[code].number is not None
            ]
            added = total(known, dataset.typed)
            if figure is None or figure.number is None or not known or added is None:
                continue
            if abs(figure.number - added) <= len(known) or not same_year(
                (figure, *(dataset.typed[code] for code in known))
            ):
                continue
            told, found = two_digits(figure.number), two_digits(added)
            if found > told or (found < told and len(known) == len(payment.total_de)):
                message = (
                    f"Le total des financements annoncé ({dataset.name}) est de "
                    f"{format_value(figure.number, 'euros')}, mais les tableaux font {format_value(added, 'euros')}."
                )
                yield Hit(message, "Vérifiez le total et le montant de chaque thème.", figure.place)


@check(
    "CHI006",
    "partie-plus-grande",
    blocks="deliberation",
    meaning="Un effectif dépasse celui de l’ensemble où il est compris, la même année, ou une part calculée dépasse "
    "100 %.",
    source=SOURCE,
    mend="Vérifiez les deux effectifs.",
    bad=f"{HEAD}centres_sociaux;2020;2;\ncentres_sociaux_projet_famille;2020;3;",
    good=f"{HEAD}centres_sociaux;2020;2;\ncentres_sociaux_projet_famille;2020;2;",
)
def larger_part(analysis: Analysis) -> Iterator[Hit]:
    for dataset in datasets(analysis):
        told: set[str] = set()
        for indicator in analysis.catalogue.indicators.values():
            part, whole = dataset.typed.get(indicator.code), dataset.typed.get(indicator.inclus_dans or "")
            if part is None or whole is None or part.year != whole.year:
                continue
            if part.number is not None and whole.number is not None and part.number > whole.number:
                told.add(part.code)
                around = analysis.catalogue.indicators[whole.code]
                message = (
                    f"{called(indicator, dataset)} : {printed(part.number, indicator)}, plus que "
                    f"« {around.libelle} » ({printed(whole.number, around)})."
                )
                yield Hit(message, "Vérifiez les deux effectifs.", part.place)
        for indicator in analysis.catalogue.computed:
            computed = share(indicator, dataset.typed)
            if computed is not None and computed > 100 and told.isdisjoint(parse_formula(indicator.formule or "").top):
                message = f"{called(indicator, dataset)} : les effectifs donnent {printed(computed, indicator)}."
                yield Hit(message, "Vérifiez les effectifs et leurs années.", dataset.complete[indicator.code].place)


@check(
    "CHI009",
    "annees-differentes",
    otherwise="information",
    meaning="Les chiffres du territoire et ceux de la référence ne sont pas de la même année : les comparer demande de "
    "la prudence. Le document dit les deux années.",
    source="Usage : on compare un territoire à son département la même année.",
    mend="Nommez sous « reference » le fichier du département de la même année.",
    bad=f"{HEAD}allocataires;2022;2 979;\nrsa;2022;668;",
    good=f"{HEAD}allocataires;2020;2 979;\nrsa;2020;668;",
)
def other_years(analysis: Analysis) -> Iterator[Hit]:
    for reference in analysis.references:
        pairs = [(figure, reference.typed.get(code)) for code, figure in analysis.own.typed.items()]
        dated = [(ours.year, theirs.year) for ours, theirs in pairs if theirs and ours.year and theirs.year]
        apart = [(ours, theirs) for ours, theirs in dated if ours != theirs]
        if apart:
            ours, theirs = Counter(apart).most_common(1)[0][0]
            message = (
                f"Des chiffres ({len(apart)} sur {len(dated)}) ne sont pas de la même année que ceux de la référence "
                f"({reference.name}) : {ours} contre {theirs} le plus souvent."
            )
            is_department = reference.name == analysis.convention.caf.departement.nom
            place = analysis.at("diagnostic", "reference" if is_department else "autre_reference")
            yield Hit(message, "Comparez à des chiffres de la même année.", place)


# --- numbers and words -----------------------------------------------------------------


def datasets(analysis: Analysis) -> tuple[Dataset, ...]:
    return (analysis.own, *analysis.members, *analysis.references)


def wholes(catalogue: Catalogue) -> Iterator[Indicateur]:
    return (each for each in catalogue.indicators.values() if each.dont)


def _hundred(group: tuple[str, ...], dataset: Dataset, catalogue: Catalogue) -> Iterator[Hit]:
    """The shares of `group` make 100 % together, all being known."""
    added = total(group, dataset.complete)
    if added is not None and abs(added - 100) > _TOLERANCES["pourcent"]:
        first = catalogue.indicators[group[0]]
        message = (
            f"{called(first, dataset)} : avec les parts qui la complètent, {printed(added, first)} au lieu de 100 %."
        )
        yield Hit(message, "Vérifiez ces parts.", dataset.complete[group[0]].place)


def same_year(figures: Iterable[Figure]) -> bool:
    """Is no figure known to be of another year than the others?"""
    return len({figure.year for figure in figures if figure.year}) <= 1


def called(indicator: Indicateur, dataset: Dataset) -> str:
    return f"« {indicator.libelle} » ({dataset.name})"


def printed(number: Decimal, indicator: Indicateur) -> str:
    return format_value(number, indicator.unite)


def _fraction(indicator: Indicateur, figures: Figures) -> str:
    """« 668 / 2 979 »"""
    formula = parse_formula(indicator.formule or "")
    top, bottom = total(formula.top, figures), total(formula.bottom, figures)
    return f"{format_value(top, 'nombre')} / {format_value(bottom, 'nombre')}"
