"""Years, spans and deadlines of the texts against the period of the convention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assembler.checks.analysis import Analysis, Passage
from assembler.checks.dates import Moment, moments
from assembler.checks.table import Hit, check
from assembler.checks.textes import around
from assembler.model.convention import Periode
from assembler.model.scalars import MONTHS
from assembler.model.sentences import sentence_after, sentence_before

_SOURCE = (
    "Usage : une convention ne promet que ce qui tient dans sa période ; le reste est de l’histoire, dite comme telle."
)
_DEADLINE_CELLS = ("echeances", "modalites")

_OF = r"(?:\s+(?:de la |de l['’]|du |des |de |d['’])[\w’'-]+){0,3}"
_OWN_PERIOD = re.compile(
    r"(?i)\b(?:CTG|conventions? territoriales? globales?(?:\s\(CTG\))?|(?:présente|cette) convention)"
    rf"(?:{_OF}\s*[(,:–-]?\s*(?:pour\s+|(?:pour\s+|sur\s+)?la période\s+|(?:pour\s+)?les années\s+)?(?:de\s+|du\s+)?"
    r"|[^.;\n]*?\b(?:pour|sur|période|années|couvre|dure|court|conclue|valable)\s+"
    r"(?:(?:la période|les années)\s+)?(?:de\s+|du\s+)?)$"
)
_OTHER_PLAN = re.compile(
    r"(?i)\b(?:COG|CEJ|SDSF|PEDT|schéma|contrat|plan|programme|projet|stratégie|agrément|enquête|étude"
    r"|convention d['’])"
)
_FORMER = re.compile(
    r"(?i)\b(?:précédent|ancien|antérieur|dernière|bilan|évaluation|issue?s? d"
    r"|succède|suite d|renouvel|prochain|suivant|futur)"
)
_PAST = re.compile(
    r"(?i)évolu|augment|progress|baiss|diminu|recul|hausse|variation|croiss|\b(?:a|ont|avai(?:t|ent)) "
    r"|\bétai(?:t|ent)\b|bilan|précéden|\bancien|antérieur|\bentre\s*$|\bdepuis\b|chiffres|données|recensement"
)
_DONE = re.compile(
    r"(?i)\bdepuis\b|\b(?:a|ont|avait|avaient)\s+(?:été\s+)?\w+[éits]e?s?\b|bilan|précéden|\bancien|\bloi\b|décret|circulaire"
    r"|ordonnance|arrêté|délibération d|recensement|données|chiffres|source"
    r"|\b(?:créé|ouvert|engagé|lancé|initié|débuté|commencé|réalisé|mené|entamé|démarré|signé|obtenu|adopté)e?s?\s+(?:\w+\s+){0,2}$"
)
_EXPECTED = re.compile(
    r"(?i)(?:\bd['’]ici|\bhorizon|\bau plus tard|\bprévue?s?|\bprogrammée?s?|\benvisagée?s?|\béchéance)\b[^.;\n]{0,20}$"
)
_FUTURE = re.compile(
    r"(?i)\b(?:[a-z]{2,}(?:er|ir|dr|rr)(?:a|ont)|s?era|seront|aura|auront|verra|devra|devront)\b"
    r"|\b(?:commence|débute|démarre|ouvre|prend effet)(?:nt)?\s+(?:en|le|dès|au|à)\b[^.;\n]{0,20}$"
)
_ONCE = re.compile(r"(?i)\bétai(?:t|ent)|\binitialement|\bavait|\bont été|\ba été")
_BEYOND = re.compile(
    r"(?i)\bhorizon|renouvel|\bau-delà|\b(?:prochaine|future) (?:CTG|convention|période)"
    r"|\b(?:CTG|convention|période) (?:suivante|prochaine|future)"
)


def years(period: Periode) -> str:
    return f"{period.debut.year}-{period.fin.year}"


@check(
    "PER001",
    "duree-inhabituelle",
    otherwise="information",
    meaning="La période dure plus de cinq ans ou moins d’un an.",
    source="Usage : une convention territoriale globale est signée pour quatre à cinq ans.",
    mend="Vérifiez les deux dates de la clé « periode ».",
    bad="periode: {debut: 2023-01-01, fin: 2028-12-31}",
    good="periode: {debut: 2023-01-01, fin: 2027-12-31}",
)
def unusual_length(analysis: Analysis) -> Iterator[Hit]:
    period = analysis.convention.periode
    days = (period.fin - period.debut).days + 1
    if days < 365 or days > 5 * 365 + 2:
        how = "moins d’un an" if days < 365 else "plus de cinq ans"
        message = f"La période, {_in_words(period.debut, period.fin)}, dure {how}."
        yield Hit(message, "Vérifiez ses deux dates.", analysis.at("periode", "fin"))


@check(
    "PER002",
    "autre-periode",
    blocks="deliberation",
    meaning="Un texte donne à la convention une autre période que celle de la clé « periode » : « CTG 2022-2026 » "
    "dans une convention 2023-2026. C’est souvent le reste d’une autre convention.",
    source=_SOURCE,
    mend="Écrivez la bonne période. Dans une clause, {{ periode.annees }} l’écrit seule.",
    bad="deliberation: {texte: 'Le conseil municipal approuve la convention territoriale globale 2022-2026.'}",
    good="deliberation: {texte: 'Le conseil municipal approuve la convention territoriale globale 2023-2026.'}",
)
def other_period(analysis: Analysis) -> Iterator[Hit]:
    period = analysis.convention.periode
    for passage, moment in _of_kind(analysis, "convention"):
        message = f"Un texte donne une autre période à la convention : « {_quoted(passage, moment)} »."
        yield Hit(message, f"La période est {years(period)}.", passage.at(moment.start))


@check(
    "PER003",
    "periode-revolue",
    meaning="Un texte annonce comme actuelle une période achevée avant le début de la convention : "
    "« pour la période 2018/2022 » dans une convention 2023-2026.",
    source=_SOURCE,
    mend="Actualisez la période, ou dites au passé ce qui appartient au passé.",
    bad="gouvernance: {animation: 'Le conseil d’habitants suit le contrat de ville pour la période 2015/2020.'}",
    good="gouvernance: {animation: 'Le conseil d’habitants suit le contrat de ville pour la période 2022/2030.'}",
)
def past_period(analysis: Analysis) -> Iterator[Hit]:
    period = analysis.convention.periode
    for passage, moment in _of_kind(analysis, "révolue"):
        message = f"Cette période s’achève avant la convention ({years(period)}) : « {_quoted(passage, moment)} »."
        hint = "Actualisez la période, ou dites au passé ce qui appartient au passé."
        yield Hit(message, hint, passage.at(moment.start))


@check(
    "PER004",
    "echeance-hors-periode",
    blocks="deliberation",
    meaning="Une échéance d’une fiche action tombe avant le début ou après la fin de la convention.",
    source=_SOURCE,
    mend="Corrigez l’échéance. Ce qui est déjà fait se dit au passé : « depuis 2021 », « engagée en 2021 ».",
    bad="""
enjeux: {themes: [{titre: Petite enfance, objectifs: [{fiche: horaires}]}]}
fiches: [{id: horaires, titre: Élargir les horaires, echeances: 'Décembre 2027 : bilan.'}]
""",
    good="""
enjeux: {themes: [{titre: Petite enfance, objectifs: [{fiche: horaires}]}]}
fiches: [{id: horaires, titre: Élargir les horaires, echeances: 'Action engagée en 2021. Décembre 2026 : bilan.'}]
""",
)
def late_deadline(analysis: Analysis) -> Iterator[Hit]:
    period = analysis.convention.periode
    for passage, moment in _of_kind(analysis, "échéance"):
        side = "après la fin" if moment.last > period.fin else "avant le début"
        message = f"Cette échéance tombe {side} de la convention ({years(period)}) : « {_quoted(passage, moment)} »."
        yield Hit(
            message, "Corrigez l’échéance ; si l’action est déjà faite, dites-le au passé.", passage.at(moment.start)
        )


@check(
    "PER005",
    "annee-hors-periode",
    otherwise="information",
    meaning="Un texte parle d’une année postérieure à la convention, ou annonce pour l’avenir une année déjà passée "
    "quand elle commence : « d’ici 2021 » dans une convention 2023-2026.",
    source=_SOURCE,
    mend="Vérifiez l’année. Un horizon plus lointain que la convention se dit : « à l’horizon 2030 ».",
    bad="gouvernance: {animation: 'Le chargé de coopération est nommé au plus tard en 2021.'}",
    good="gouvernance: {animation: 'Le chargé de coopération est nommé depuis 2021.'}",
)
def odd_year(analysis: Analysis) -> Iterator[Hit]:
    period = analysis.convention.periode
    for passage, moment in _of_kind(analysis, "année"):
        message = f"Cette date ne va pas avec la convention ({years(period)}) : « {_quoted(passage, moment)} »."
        yield Hit(message, "Vérifiez l’année ; ce qui est passé se dit au passé.", passage.at(moment.start))


def _of_kind(analysis: Analysis, wanted: str) -> Iterator[tuple[Passage, Moment]]:
    period = analysis.convention.periode
    for passage in analysis.holding("20", "19", own=True):
        for moment in moments(passage.text):
            if _kind(passage, moment, period) == wanted:
                yield passage, moment


def _kind(passage: Passage, moment: Moment, period: Periode) -> str | None:
    """What is wrong with a date, if anything: each date has at most one fault."""
    before = sentence_before(passage.text, moment.start, 110)
    if moment.is_span and _is_own_period(before):
        return None if _same_period(moment, period) else "convention"
    if _is_deadline(passage):
        return "échéance" if _misses(passage, moment, period, before) else None
    if _is_long_school_year(moment, before):
        return "année"
    if moment.first > period.fin:
        return None if _BEYOND.search(before) or "lignes" in passage.path else "année"
    return _kind_of_past(passage, moment, before) if moment.last < period.debut else None


def _kind_of_past(passage: Passage, moment: Moment, before: str) -> str | None:
    """History said as such is no fault."""
    if moment.is_span:
        told = _FORMER.search(before) or _PAST.search(before) or _PAST.search(sentence_after(passage.text, moment.end))
        return None if told else "révolue"
    if _ONCE.search(before):
        return None
    return "année" if _EXPECTED.search(before) or _is_promised(passage, moment, before) else None


def _is_promised(passage: Passage, moment: Moment, before: str) -> bool:
    """Does the sentence speak in the future, and of nothing past?"""
    behind = sentence_after(passage.text, moment.end)
    if _PAST.search(before) or _DONE.search(before) or _PAST.search(behind):
        return False
    return bool(_FUTURE.search(before) or _FUTURE.search(behind))


def _is_own_period(before: str) -> bool:
    own = _OWN_PERIOD.search(before)
    return own is not None and not _OTHER_PLAN.search(own[0]) and not _FORMER.search(before)


def _same_period(moment: Moment, period: Periode) -> bool:
    """By years where the text gives years, by days where it gives days."""
    whole_years = (moment.first.month, moment.first.day, moment.last.month, moment.last.day) == (1, 1, 12, 31)
    if whole_years:
        return (moment.first.year, moment.last.year) == (period.debut.year, period.fin.year)
    return moment.first <= period.debut <= moment.last and moment.first <= period.fin <= moment.last


def _is_deadline(passage: Passage) -> bool:
    return passage.path[:1] == ("fiches",) and passage.path[-1] in _DEADLINE_CELLS


def _misses(passage: Passage, moment: Moment, period: Periode, before: str) -> bool:
    """Is the deadline outside the period? A school year may begin or end in it."""
    if moment.last < period.debut or (moment.is_span and moment.first < period.debut and not _is_school_year(moment)):
        return not _DONE.search(before)
    return moment.first > period.fin or (moment.is_span and moment.last > period.fin and not _is_school_year(moment))


def _is_long_school_year(moment: Moment, before: str) -> bool:
    return moment.is_span and "scolaire" in before[-20:] and not _is_school_year(moment)


def _is_school_year(moment: Moment) -> bool:
    return moment.last.year == moment.first.year + 1


def _in_words(first: date, last: date) -> str:
    return f"du {_day(first)} au {_day(last)}"


def _day(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _quoted(passage: Passage, moment: Moment) -> str:
    return around(passage.text, moment.start, moment.end)
