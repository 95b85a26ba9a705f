"""Shared data that no longer fit the period: the SDSF, the COG, the figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.table import Hit, check
from assembler.model.document import DEROGATION
from assembler.model.figures import Figure
from assembler.model.place import Place

_OLDEST = 4
"""Years between the figures and the first day of the convention."""
_CENSUS_LAG = 3
"""The census figures that a territory may use are three years older than the others."""
_COG = re.compile(r"((?:19|20)\d\d)\D+((?:19|20)\d\d)")


@check(
    "PER006",
    "sdsf-revolu",
    meaning="Le schéma départemental des services aux familles (SDSF) des données communes s’achève avant le début "
    "de la convention, ou commence après sa fin ; elle le présente pourtant comme son cadre.",
    source="Usage : le préambule inscrit la convention dans le SDSF en cours.",
    mend="Mettez à jour la clé « sdsf » du fichier commun de la Caf.",
    bad="caf: {sdsf: {debut: 2019, fin: 2022}}",
    good="caf: {sdsf: {debut: 2023, fin: 2027}}",
)
def ended_scheme(analysis: Analysis) -> Iterator[Hit]:
    sdsf, period = analysis.convention.caf.sdsf, analysis.convention.periode
    hint = "Mettez à jour la clé « sdsf » du fichier commun de la Caf."
    if sdsf and sdsf.fin and sdsf.fin < period.debut.year:
        message = f"Le SDSF s’achève en {sdsf.fin}, avant le début de la convention ({period.debut.year})."
        yield Hit(message, hint, analysis.at("caf", "sdsf", "fin"))
    elif sdsf and sdsf.debut and sdsf.debut > period.fin.year:
        message = f"Le SDSF commence en {sdsf.debut}, après la fin de la convention ({period.fin.year})."
        yield Hit(message, hint, analysis.at("caf", "sdsf", "debut"))


@check(
    "PER007",
    "sdsf-bientot-revolu",
    otherwise="information",
    meaning="Le schéma départemental des services aux familles (SDSF) s’achève pendant la convention.",
    source="Usage : le préambule inscrit la convention dans le SDSF en cours.",
    mend="Vérifiez que le préambule le dit, ou prévoyez un avenant lorsque le schéma suivant sera signé.",
    bad="caf: {sdsf: {debut: 2020, fin: 2024}}",
    good="caf: {sdsf: {debut: 2023, fin: 2027}}",
)
def ending_scheme(analysis: Analysis) -> Iterator[Hit]:
    sdsf, period = analysis.convention.caf.sdsf, analysis.convention.periode
    if sdsf and sdsf.fin and period.debut.year <= sdsf.fin < period.fin.year:
        message = f"Le SDSF s’achève en {sdsf.fin}, avant la fin de la convention ({period.fin.year})."
        hint = "Vérifiez que le texte le dit ; un avenant citera le schéma suivant."
        yield Hit(message, hint, analysis.at("caf", "sdsf", "fin"))


@check(
    "PER008",
    "cog-revolue",
    meaning="La rédaction choisie pour une clause appartient à une convention d’objectifs et de gestion (COG) achevée "
    "avant le début de la convention. Une convention à cheval sur deux COG est en règle.",
    source="Usage : les axes de la Caf sont ceux de la COG en cours ; la rédaction la plus récente n’est pas toujours "
    "celle de la COG la plus récente.",
    mend="Choisissez sous « clauses » une rédaction de la COG en cours, ou demandez à la Caf d’en écrire une.",
    bad="periode: {debut: 2029-01-01, fin: 2032-12-31}",
    good="periode: {debut: 2025-01-01, fin: 2028-12-31}",
)
def ended_cog(analysis: Analysis) -> Iterator[Hit]:
    start = analysis.convention.periode.debut.year
    for version in analysis.chosen.values():
        found = _COG.search(version.head.cog or "")
        if found and int(found[2]) < start and version.version != DEROGATION:
            message = (
                f"La clause « {version.id} » (rédaction {version.version}) est celle de la COG {version.head.cog}, "
                f"achevée avant le début de la convention ({start})."
            )
            hint = "Choisissez sous « clauses » une rédaction de la COG en cours, ou faites-en écrire une."
            yield Hit(message, hint, Place(version.place.file, version.title_place.line))


@check(
    "PER009",
    "chiffres-anciens",
    meaning="Les chiffres du diagnostic ont plus de quatre ans au début de la convention, ou l’un d’eux est bien plus "
    "ancien que les autres. L’écart de trois ans des chiffres du recensement est admis. De ceux auxquels ils sont "
    "comparés (département, intercommunalité), seul l’âge est regardé.",
    source="Usage : un diagnostic décrit le territoire tel qu’il est à la signature.",
    mend="Demandez à la Caf des chiffres récents et remplacez le fichier.",
    bad="periode: {debut: 2026-01-01, fin: 2029-12-31}",
    good="periode: {debut: 2024-01-01, fin: 2027-12-31}",
)
def old_figures(analysis: Analysis) -> Iterator[Hit]:
    start = analysis.convention.periode.debut.year
    references = {dataset.name: dataset.typed for dataset in analysis.references}
    for name, figures in (*analysis.figures.items(), *references.items()):
        dated = [(figure.year, figure) for figure in figures.values() if figure.year]
        if not dated:
            continue
        vintage = Counter(year for year, _ in dated).most_common(1)[0][0]
        if start - vintage > _OLDEST:
            age = start - vintage
            message = f"Les chiffres ({name}) datent de {vintage}, {age} ans avant le début de la convention ({start})."
            yield Hit(message, "Demandez à la Caf des chiffres récents.", _first(dated, vintage))
        for year, figure in dated if name not in references else ():
            if vintage - year > _CENSUS_LAG:
                message = f"Le chiffre « {figure.code} » ({name}) date de {year}, les autres de {vintage}."
                yield Hit(message, "Vérifiez son année, ou remplacez-le par un chiffre récent.", figure.place)


def _first(dated: list[tuple[int, Figure]], year: int) -> Place:
    return next(figure.place for each, figure in dated if each == year)


@check(
    "PER010",
    "signature-apres-la-periode",
    blocks="signature",
    meaning="La convention est signée après la fin de sa période.",
    source="Usage : une convention s’applique après sa signature.",
    mend="Vérifiez la date de signature et la clé « periode ».",
    bad="signature: {date: 2027-03-15}",
    good="signature: {date: 2023-03-15}",
)
def signed_too_late(analysis: Analysis) -> Iterator[Hit]:
    signature, end = analysis.convention.signature, analysis.convention.periode.fin
    if signature and signature.date and signature.date > end:
        message = f"La signature ({signature.date:%d/%m/%Y}) vient après la fin de la période ({end:%d/%m/%Y})."
        yield Hit(message, "Vérifiez ces deux dates.", analysis.at("signature", "date"))
