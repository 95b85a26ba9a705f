"""An intercommunality's figures beside those of its member communes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assembler.checks.analysis import Analysis
from assembler.checks.chiffres import SOURCE
from assembler.checks.table import Hit, check
from assembler.model.arithmetic import summed
from assembler.model.catalogue import Catalogue
from assembler.model.numbers import format_value

_MOST_NAMED = 6


@check(
    "CHI007",
    "somme-des-communes",
    meaning="Un chiffre de l’intercommunalité n’est pas la somme de ceux de ses communes, qui le donnent toutes pour "
    "la même année.",
    source=SOURCE,
    mend="Vérifiez les chiffres des communes et celui de l’intercommunalité.",
    bad="""
territoire:
  type: epci
  communes: [{nom: Breb, donnees: harnes/donnees.csv}]
diagnostic: {donnees: lens/donnees.csv}
""",
    good="""
territoire:
  type: epci
  communes: [{nom: Breb, donnees: harnes/donnees.csv}]
diagnostic: {donnees: harnes/donnees.csv}
""",
)
def sum_of_communes(analysis: Analysis) -> Iterator[Hit]:
    communes = analysis.convention.territoire.communes
    if not communes or len(analysis.members) < len(communes):
        return
    sums = summed(analysis.catalogue, [member.typed for member in analysis.members])
    for code, figure in analysis.own.typed.items():
        added, unit = sums.get(code), analysis.catalogue.units[code]
        if added is None or not analysis.catalogue.adds_up(code) or added.year != figure.year:
            continue
        if figure.number is None or added.number is None:
            continue
        rounding = len(analysis.members) / Decimal(2) if unit == "euros" else 0  # each commune's amount is rounded
        if abs(figure.number - added.number) > rounding:
            message = (
                f"{_label(code, analysis.catalogue)} : {format_value(figure.number, unit)} pour {analysis.own.name}, "
                f"mais la somme des communes fait {format_value(added.number, unit)}."
            )
            yield Hit(message, "Vérifiez ce chiffre et ceux des communes.", figure.place)


@check(
    "CHI008",
    "somme-incomplete",
    meaning="La convention additionne les chiffres de ses communes, mais certains ne peuvent pas l’être : une commune "
    "ne les donne pas, ou pour une autre année. Le document n’en dit rien.",
    source=SOURCE,
    mend="Complétez les fichiers des communes, ou donnez le chiffre de l’intercommunalité sous « donnees ».",
    bad="""
territoire:
  type: epci
  communes: [{nom: Breb, donnees: harnes/donnees.csv}, {nom: Hem}]
diagnostic: {donnees: '', somme_des_communes: oui}
""",
    good="""
territoire:
  type: epci
  communes: [{nom: Breb, donnees: harnes/donnees.csv}]
diagnostic: {donnees: '', somme_des_communes: oui}
""",
)
def incomplete_sum(analysis: Analysis) -> Iterator[Hit]:
    diagnostic, communes = analysis.convention.diagnostic, analysis.convention.territoire.communes
    if diagnostic is None or diagnostic.somme_des_communes != "oui":
        return
    place = analysis.at("diagnostic", "somme_des_communes")
    without = [commune.nom for commune in communes if not commune.donnees]
    if without:
        message = (
            f"Rien n’est additionné : {_enumerated(without)} n’{'ont' if len(without) > 1 else 'a'} pas de chiffres."
        )
        yield Hit(message, "Nommez le fichier de chiffres de chaque commune, clé « donnees ».", place)
        return
    given = {code for member in analysis.members for code, figure in member.typed.items() if figure.value is not None}
    known = analysis.own.complete
    lost = [code for code in analysis.catalogue.units if code in given and code not in known]
    lost = [code for code in lost if analysis.catalogue.adds_up(code)]
    if lost:
        labels = ", ".join(_label(code, analysis.catalogue) for code in lost[:_MOST_NAMED])
        more = f" et {len(lost) - _MOST_NAMED} autres" if len(lost) > _MOST_NAMED else ""
        message = (
            f"Ces chiffres ne sont pas additionnés, faute d’être connus partout pour la même année : {labels}{more}."
        )
        yield Hit(message, "Complétez les fichiers des communes, ou donnez ces chiffres sous « donnees ».", place)


def _label(code: str, catalogue: Catalogue) -> str:
    """« Nombre d’allocataires Caf », or the code of a payment."""
    return f"« {catalogue.indicators[code].libelle if code in catalogue.indicators else code} »"


def _enumerated(names: list[str]) -> str:
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
