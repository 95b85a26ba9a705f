"""What a convention that follows another one may have kept of it: its reforms, its being the first, its people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assembler.checks.analysis import Analysis, Passage
from assembler.checks.missing import is_missing, signatories
from assembler.checks.table import Hit, check
from assembler.checks.terminologie import is_past
from assembler.checks.textes import around
from assembler.model.marks import author_marks
from assembler.model.messages import simplified
from assembler.model.sentences import sentence_after, sentence_before

_END_OF_CEJ = date(2024, 1, 1)
"""By then the last CEJ had ended: they were signed for four years, and none since the circular of January 2020."""
_CEJ = re.compile(r"\b(?:CEJ|[Cc]ontrats?\s(?:[Ee]nfance(?:\set|[\s/-])\s?[Jj]eunesse))\b")
_CEJ_IN_FULL = re.compile(r"(?i)contrats?\s(?:enfance|d['’]engagement\sjeunes?)")
_ENGAGEMENT = re.compile(r"(?i)contrats?\sd['’]engagement\sjeunes?")
_REFORM = re.compile(
    r"(?i)\bcoordin(?:at(?:eur|rice|ion)|onnat(?:eur|rice))s?\b[^.;\n]{0,60}\b(?:deviennent|devient|deviendra|deviendront"
    r"|appelée?s? à se transformer|se transforment|évoluent vers|évolueront vers)\b[^.;\n]{0,40}\bcoopération\b"
    r"|\btransformer\b[^.;\n]{0,60}\bcoordin(?:at(?:eur|rice|ion)|onnat(?:eur|rice))s?\b[^.;\n]{0,60}\bcoopération\b"
)
_FIRST = re.compile(
    r"(?i)\b(?:première?|1\s?(?:ère|re))\s(?:génération\sde\s)?(?:CTG\b|conventions?\s(?:territoriales?\sglobales?\b)?)"
)
_TOLD = re.compile(r"(?i)\bdepuis\b|\bbilan|évaluation|\b(?:a|ont|avait|avaient)\s|\bissue?s?\b|\bdès\b|\blors de\b")
_CAF = re.compile(r"\bcaf\b|\bcaisse d.?\s?allocations familiales\b")
_DIRECTOR = re.compile(r"\bdirect(?:eur|rice)\b")
_OTHER_DIRECTOR = re.compile(r"\badjointe?\b|\bdelegue|\bsous-direct|\bpar delegation\b|\bpour (?:le|la)\b")


@check(
    "REN001",
    "contrat-enfance-jeunesse",
    meaning="La convention commence en 2024 ou après, et un texte parle encore du contrat enfance jeunesse (CEJ) comme "
    "d’un dispositif en vigueur. Les derniers ont pris fin ; le bonus territoire et la CTG leur ont succédé. Le CEJ "
    "dit au passé n’est pas signalé, ni le contrat d’engagement jeune, qui a le même sigle.",
    source="Circulaire Cnaf n° 2020-01 du 16 janvier 2020 : la CTG remplace les CEJ à mesure qu’ils prennent fin. Un "
    "CEJ durait quatre ans.",
    mend="Récrivez le passage : bonus territoire, chargés de coopération CTG. Ce qui est d’hier se dit au passé.",
    bad="{periode: {debut: 2024-01-01, fin: 2027-12-31}, gouvernance: {animation: 'Les coordinateurs CEJ y siègent.'}}",
    good="gouvernance: {animation: 'Les coordinateurs CEJ y siègent.'}",
)
def ended_contract(analysis: Analysis) -> Iterator[Hit]:
    if analysis.convention.periode.debut < _END_OF_CEJ:
        return
    other = any(_ENGAGEMENT.search(each.text) for each in analysis.holding("engagement"))
    for passage in analysis.holding("CEJ", "nfance"):
        for match in _first_of_lines(_CEJ, passage):
            if is_past(passage.text, *match.span()) or (match[0] == "CEJ" and other):
                continue
            message = f"Le contrat enfance jeunesse n’existe plus : « {_quoted(passage, match)} »."
            hint = "Récrivez le passage, ou dites au passé ce qui est de l’histoire."
            yield Hit(message, hint, passage.at(match.start()))


@check(
    "REN002",
    "coordination-a-transformer",
    meaning="La convention commence en 2024 ou après, et un texte annonce encore que les coordinateurs deviendront "
    "chargés de coopération CTG : cette réforme accompagnait la fin des contrats enfance jeunesse.",
    source="Circulaire Cnaf n° 2020-01 du 16 janvier 2020 : la CTG remplace les CEJ à mesure qu’ils prennent fin.",
    mend="Dites qui sont les chargés de coopération aujourd’hui, et ce qu’ils ont à faire pendant cette convention.",
    bad="{periode: {debut: 2024-01-01, fin: 2027-12-31}, gouvernance: "
    "{animation: 'Les coordinateurs jeunesse deviendront chargés de coopération CTG.'}}",
    good="gouvernance: {animation: 'Les coordinateurs jeunesse deviendront chargés de coopération CTG.'}",
)
def reform_over(analysis: Analysis) -> Iterator[Hit]:
    if analysis.convention.periode.debut < _END_OF_CEJ:
        return
    for passage in analysis.holding("coopération"):
        for match in _first_of_lines(_REFORM, passage):
            message = f"Cette réforme devrait être achevée : « {_quoted(passage, match)} »."
            yield Hit(message, "Dites qui sont les chargés de coopération aujourd’hui.", passage.at(match.start()))


@check(
    "REN003",
    "premiere-convention",
    meaning="La convention en renouvelle une autre (clé « renouvelle »), et un texte parle de la première convention "
    "comme de celle-ci : « pendant la première CTG ».",
    source="Usage : un texte repris de la convention précédente se relit mot à mot.",
    mend="Récrivez le passage pour cette convention. Ce que la première a produit se dit au passé.",
    bad="{renouvelle: {debut: 2019-01-01, fin: 2022-12-31}, gouvernance: "
    "{animation: 'Le comité se réunit chaque mois pendant cette première CTG.'}}",
    good="{renouvelle: {debut: 2019-01-01, fin: 2022-12-31}, gouvernance: "
    "{animation: 'Le comité se réunit chaque mois depuis la première CTG.'}}",
)
def said_to_be_first(analysis: Analysis) -> Iterator[Hit]:
    if analysis.convention.renouvelle is None:
        return
    for passage in analysis.holding("remière", "1ère", "1re"):
        for match in _first_of_lines(_FIRST, passage):
            behind = sentence_after(passage.text, match.end())
            if _TOLD.search(sentence_before(passage.text, match.start())) or _TOLD.search(behind):
                continue
            message = f"Celle-ci en renouvelle une autre : « {_quoted(passage, match)} »."
            yield Hit(message, "Récrivez le passage pour cette convention.", passage.at(match.start()))


@check(
    "REN004",
    "suite-de-la-precedente",
    meaning="La période ne suit pas celle de la convention renouvelée (clé « renouvelle ») : elles se chevauchent, ou "
    "des jours restent sans convention.",
    source="Usage : les financements liés à la CTG demandent qu’une convention soit en cours.",
    mend="Vérifiez « periode » et « renouvelle ». Un avenant de prolongation peut couvrir l’intervalle.",
    bad="renouvelle: {debut: 2018-01-01, fin: 2021-12-31}",
    good="renouvelle: {debut: 2019-01-01, fin: 2022-12-31}",
)
def out_of_step(analysis: Analysis) -> Iterator[Hit]:
    earlier, period = analysis.convention.renouvelle, analysis.convention.periode
    if earlier is None or earlier.fin is None or period.debut == earlier.fin + timedelta(days=1):
        return
    span = f"la convention renouvelée finit le {earlier.fin:%d/%m/%Y}, celle-ci commence le {period.debut:%d/%m/%Y}"
    if period.debut <= earlier.fin:
        message, hint = f"Les deux périodes se chevauchent : {span}.", "Vérifiez « periode » et « renouvelle »."
    else:
        message = f"Des jours restent sans convention : {span}."
        hint = "Avancez le début, ou prolongez la convention précédente par un avenant."
    yield Hit(message, hint, analysis.at("periode", "debut"))


@check(
    "REN005",
    "directeur-de-la-caf",
    meaning="Le directeur qui signe pour la Caf n’est pas celui que nomme le fichier commun de la Caf.",
    source="Usage : la convention est signée par la personne en fonction le jour de la signature.",
    mend="Corrigez le nom du signataire, ou la clé « directeur » du fichier commun.",
    bad="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean Ancien}, "
    "{organisme: Commune de Villeneuve-sur-Deûle, qualite: Le Maire, nom: Anne Roy}]}",
    good="signature: {signataires: [{organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: DELMOTTE Claire}, "
    "{organisme: Commune de Villeneuve-sur-Deûle, qualite: Le Maire, nom: Anne Roy}]}",
)
def other_director(analysis: Analysis) -> Iterator[Hit]:
    director = analysis.convention.caf.directeur
    for path, each in signatories(analysis.convention):
        office = simplified(each.qualite or "")
        if not (_CAF.search(simplified(each.organisme or "")) and _DIRECTOR.search(office)):
            continue
        if director is None or each.nom is None or is_missing(each.nom) or _OTHER_DIRECTOR.search(office):
            continue
        if _words(each.nom) != _words(director) and not any(author_marks(each.nom)):
            message = f"Le fichier commun de la Caf nomme « {director} », et non « {each.nom} »."
            yield Hit(message, "Corrigez l’un des deux noms.", analysis.at(*path, "nom"))


def _words(name: str) -> frozenset[str]:
    """A name whatever its order, case, hyphens and title."""
    return frozenset(re.findall(r"\w+", simplified(name))) - {"m", "mme", "monsieur", "madame"}


def _first_of_lines(pattern: re.Pattern[str], passage: Passage) -> Iterator[re.Match[str]]:
    """The first match of each line of the text."""
    lines: set[int] = set()
    for match in pattern.finditer(passage.text):
        line = passage.text.count("\n", 0, match.start())
        if line not in lines:
            lines.add(line)
            yield match


def _quoted(passage: Passage, match: re.Match[str]) -> str:
    return around(passage.text, match.start(), match.end())
